"""Reminders as people see them: the practice workspace in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import be, picture, type_in
from tests.journeys.concerns.actions import AMIRA, BEN, CARLA
from tests.journeys.conftest import Control

pytestmark = pytest.mark.browser

_MOMENTS = (
    "2026-11-13T15:31:00Z",
    "2026-11-16T08:20:00Z",
    "2026-11-17T15:40:00Z",
    "2026-11-18T08:20:00Z",
)


def test_a_mentor_says_in_one_press_that_it_took_place(
    page: Page, control: Control
) -> None:
    for moment in _MOMENTS:
        control.post("clock", now=moment)
    be(page, BEN)
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("Did you meet Amira Example?")
    picture(page, "reminders")
    page.get_by_role("button", name="It happened").last.click()
    expect(messages).to_contain_text("Logged: Amira Example, Tue 17 Nov, 14:00–15:00.")
    expect(messages).to_contain_text("Logged: Tue 17 Nov, 14:00–15:00")
    be(page, AMIRA)
    page.get_by_role("button", name="Yes, that's right").click()
    expect(messages).to_contain_text("You confirmed it.")


def test_the_induction_tutor_sees_the_week_and_why(
    page: Page, control: Control
) -> None:
    for moment in _MOMENTS[:2]:
        control.post("clock", now=moment)
    be(page, CARLA)
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("The week ahead")
    picture(page, "digest")
    page.get_by_role("button", name="Why do I get this?").last.click()
    expect(messages).to_contain_text("R7")
    picture(page, "why")


def test_reminders_are_set_in_a_form(page: Page) -> None:
    be(page, BEN)
    type_in(page, "/ect nudges")
    form = page.get_by_role("dialog")
    form.get_by_label("A session, an hour before").select_option(label="On")
    picture(page, "nudges")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Saved.")
