"""The guided tour, walked whole in a real browser: by its words, and by keyboard."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.rehearsal import Rehearsal
from tests.journeys.browsing import (
    CALM,
    PATIENCE_MS,
    PHONE,
    WIDE,
    browser,
    picture,
    type_in,
)

__all__ = ["browser"]  # a fixture

pytestmark = pytest.mark.browser

OPENER = "Guided tour, 3 minutes"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path / "practice.db", quiet_ms=20, welcomed=False) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, practice: Rehearsal) -> Iterator[Page]:
    opened = browser.new_page(viewport=WIDE, **CALM)  # type: ignore[arg-type]  # a plain dict
    opened.set_default_timeout(PATIENCE_MS)
    opened.goto(practice.workspace.url)
    yield opened
    opened.close()


def press(page: Page, name: str) -> None:
    """Press a button by keyboard alone, wherever it stands last."""
    page.get_by_role("button", name=name, exact=True).last.press("Enter")


def at_step(page: Page, number: int, title: str, person: str) -> None:
    """Wait for a step, and become its person where one is not."""
    tour = page.get_by_role("complementary", name="Guided tour")
    expect(tour).to_contain_text(f"Step {number} of 7")
    expect(tour).to_contain_text(title)
    expect(page.locator("#tour-status")).to_contain_text(f"Step {number}: {title}")
    current = page.locator("#people-list [aria-current]")
    if person not in (current.text_content() or ""):
        press(page, f"Be {person}")
    expect(current).to_contain_text(person)
    expect(page.get_by_role("button", name=f"Be {person}")).to_have_count(0)


def close_form(page: Page, button: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=button, exact=True).press("Enter")


def log_a_session(page: Page) -> list[str]:
    picture(page, "tour-start")
    type_in(page, "/ect log")
    expect(page.get_by_role("dialog")).to_contain_text("Tom Example")
    picture(page, "tour-form")
    close_form(page, "Log")
    close_form(page, "Done")
    return ["/ect log", "Log", "Done"]


def confirm_it(page: Page) -> list[str]:
    press(page, "Yes, that's right")
    return ["Yes, that's right"]


def look_and_leave(page: Page) -> list[str]:
    type_in(page, "I keep losing my planning time")
    press(page, "Raise this with someone")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio").first.check()
    close_form(page, "Next")
    expect(dialog).to_contain_text("only you and the person you choose can read it")
    close_form(page, "Change")
    close_form(page, "Cancel")
    written = "I keep losing my planning time"
    return [written, "Raise this with someone", "Next", "Change", "Cancel"]


def log_out_of_hours(page: Page) -> list[str]:
    type_in(page, "/ect log @priya yesterday 16:00 50m")
    press(page, "Trip, exam or school event")
    return ["/ect log @priya yesterday 16:00 50m", "Trip, exam or school event"]


def open_home(page: Page) -> list[str]:
    page.get_by_role("link", name="Home").press("Enter")
    return ["Home"]


def answer_the_flag(page: Page) -> list[str]:
    picture(page, "tour")
    press(page, "That's fine")
    return ["That's fine"]


def let_time_pass(page: Page) -> list[str]:
    tour = page.locator("#tour")
    while "That was the tour" not in (tour.text_content() or ""):
        with page.expect_response("**/_control/clock"):
            press(page, "Next weekday, 08:00")
        expect(page.locator("#clock-controls:not([aria-busy])")).to_have_count(1)
    return ["Next weekday, 08:00"]


STEPS: tuple[tuple[str, str, Callable[[Page], list[str]]], ...] = (
    ("A mentor logs a session", "Dee Example", log_a_session),
    ("The ECT sees it", "Tom Example", confirm_it),
    ("An ECT looks before raising something", "Tom Example", look_and_leave),
    ("A session outside teaching hours", "Ben Example", log_out_of_hours),
    ("The induction tutor's Home tab", "Carla Example", open_home),
    ("The induction tutor answers", "Carla Example", answer_the_flag),
    ("Reminders come in working hours", "Ben Example", let_time_pass),
)


def test_the_tour_is_walked_whole_by_keyboard(page: Page) -> None:
    press(page, OPENER)
    expect(page.get_by_role("heading", name="Guided tour")).to_be_focused()
    for number, (title, person, act) in enumerate(STEPS, start=1):
        at_step(page, number, title, person)
        asked = page.locator("#tour").text_content() or ""
        for done in act(page):  # all of it, as the step says, in that order
            assert done in asked, (title, done)
            asked = asked.partition(done)[2]
        assert not re.search(r"\b[Pp]ress (?!Enter|until)[A-Z]", asked), asked
    expect(page.locator("#tour-status")).to_contain_text("The tour is over.")
    press(page, "Close the tour")
    expect(page.locator("#tour")).to_be_hidden()
    expect(page.get_by_role("button", name=OPENER)).to_be_focused()


def test_a_step_can_be_left_out_and_the_tour_ended(page: Page) -> None:
    press(page, OPENER)
    press(page, "Skip this step")
    expect(page.locator("#tour")).to_contain_text("Step 2 of 7")
    press(page, "End the tour")
    expect(page.locator("#tour")).to_be_hidden()


def test_the_tour_fits_a_phone(browser: Browser, practice: Rehearsal) -> None:
    page = browser.new_page(viewport=PHONE, **CALM)  # type: ignore[arg-type]  # a plain dict
    page.goto(practice.workspace.url)
    press(page, OPENER)
    press(page, "Be Dee Example")
    picture(page, "tour-phone")
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    page.close()


def test_what_the_tour_says_to_press_can_be_seen_on_a_phone(
    browser: Browser, practice: Rehearsal
) -> None:
    page = browser.new_page(viewport=PHONE, **CALM)  # type: ignore[arg-type]  # a plain dict
    page.set_default_timeout(PATIENCE_MS)
    page.goto(practice.workspace.url)
    press(page, OPENER)
    for _ in STEPS[1:]:
        press(page, "Skip this step")
    expect(page.locator("#tour")).to_contain_text("Step 7 of 7")
    expect(page.get_by_role("button", name="Next weekday, 08:00")).to_be_visible()
    page.close()
