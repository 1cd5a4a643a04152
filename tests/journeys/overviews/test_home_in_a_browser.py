"""The home tabs and the first contact in a real browser, as people see them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.example_school import NINA
from bot.sandbox.rehearsal import Rehearsal
from bot.views.kernel import ids
from tests.journeys.browsing import CALM, WIDE, be, picture, type_in
from tests.journeys.concerns.actions import AMIRA, BEN, CARLA, DEE, HELEN, SAM, TOM
from tests.journeys.conftest import Control
from tests.journeys.overviews.test_trust import led
from tests.journeys.reminders.actions import go_to

__all__ = ["led"]  # a fixture

pytestmark = pytest.mark.browser


def at_home(page: Page, person: str) -> None:
    page.goto(f"{page.url.partition('#')[0]}#{person}/home")
    expect(page.locator("body")).to_have_attribute("data-ready", f"{person}/home")


def test_each_role_finds_the_next_thing_first(page: Page, control: Control) -> None:
    control.command(DEE, "log 09:00 50m entry routines")
    control.command(BEN, "log @priya 10:00 40m")
    home = page.locator("#home")
    at_home(page, BEN)
    expect(home).to_contain_text("Next")
    picture(page, "home-mentor")
    at_home(page, TOM)
    expect(home).to_contain_text("is this right?")
    picture(page, "home-ect")
    home.get_by_role("button", name="Yes, that's right").click()
    expect(home).to_contain_text("You confirmed it.")
    home.get_by_role("button", name="Open the session of").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("You confirmed it.")
    picture(page, "session-page")
    at_home(page, HELEN)
    expect(home).to_contain_text("Fewer than 5 ECTs")
    picture(page, "home-head")
    at_home(page, SAM)
    expect(home.get_by_role("button", name="Set-up")).to_be_visible()
    picture(page, "home-admin")


def test_a_trust_lead_sees_schools_side_by_side(page: Page, led: Control) -> None:
    at_home(page, NINA)
    home = page.locator("#home")
    expect(home).to_contain_text("Example Academy")
    picture(page, "home-trust")
    be(page, NINA)
    expect(page.get_by_role("region", name="Messages with ECT Bot")).to_be_visible()
    type_in(page, "/ect trust")
    expect(page.locator("#message-list")).to_contain_text("7 ECTs")
    picture(page, "trust")


def test_the_induction_tutor_looks_at_the_table(page: Page, control: Control) -> None:
    refused = control.command(BEN, "log @priya yesterday 16:00 50m")["new"]
    form = control.press(BEN, refused["messages"][0], ids.FINISH_LINE)["new"]["view"]
    values = {"reason.value": "Cover took the planned time"}
    control.post("submit", user=BEN, view_id=form["id"], values=values)
    go_to(control, "2026-11-18 10:00")
    control.command(DEE, "log today 09:00 50m")
    go_to(control, "2026-11-24 10:00")
    at_home(page, CARLA)
    home = page.locator("#home")
    for words in ("Next: a session outside", "▲ Needs a look", "◆ A gap", "● Met"):
        expect(home).to_contain_text(words)
    picture(page, "home-tutor")
    home.get_by_label("Sort").select_option(label="By the ECT's name")
    expect(home.get_by_role("button", name="See the mentoring of").first).to_have_text(
        "See"
    )
    home.get_by_role("button", name="See the mentoring of Amira Example").click()
    expect(page.get_by_role("dialog")).to_contain_text("Latest sessions")
    picture(page, "home-one-ect")


@pytest.fixture
def newcomers(tmp_path: Path) -> Iterator[Control]:
    with Rehearsal(tmp_path / "new.db", quiet_ms=20, welcomed=False) as opened:
        yield Control(opened)


def test_the_first_contact_says_what_who_and_how(
    browser: Browser, newcomers: Control
) -> None:
    go_to(newcomers, "2026-11-11 10:45")
    page = browser.new_page(viewport=WIDE, **CALM)  # type: ignore[arg-type]  # a plain dict
    page.goto(newcomers.rehearsal.workspace.url)
    for person, name in ((BEN, "mentor"), (AMIRA, "ect"), (CARLA, "tutor")):
        be(page, person)
        expect(page.locator("#message-list")).to_contain_text("What I never do")
        picture(page, f"welcome-{name}")
    page.close()
