"""Planning as people see it: the practice workspace in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import be, picture, type_in

pytestmark = pytest.mark.browser


def test_a_mentor_plans_a_series_and_moves_all_that_follow(page: Page) -> None:
    be(page, "U0DEE")
    type_in(page, "/ect plan")
    form = page.get_by_role("dialog")
    form.get_by_label("How often").select_option(label="Every school week")
    expect(form).to_contain_text("5 sessions to plan")
    picture(page, "plan-form")
    form.get_by_role("button", name="Plan 5 sessions").click()
    expect(form).to_contain_text("Planned: 5 sessions with Tom Example")
    form.get_by_role("button", name="Done").click()
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("Wednesdays 09:00–10:00")
    picture(page, "planned")
    type_in(page, "/ect upcoming")
    expect(messages).to_contain_text("What is planned: 5 sessions")
    picture(page, "plan-upcoming")
    messages.get_by_role("button", name="Move", exact=True).nth(1).click()
    form.get_by_label("This one and the 3 that follow").check()
    expect(form).to_contain_text("4 sessions to move")
    picture(page, "plan-move")
    form.get_by_role("button", name="Move 4 sessions").click()
    expect(form).to_contain_text("Moved: 4 sessions with Tom Example")
    form.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Undo").last.click()
    expect(messages).to_contain_text("planned as before")


def test_a_line_that_clashes_names_what_is_in_the_way(page: Page) -> None:
    be(page, "U0BEN")
    type_in(page, "/ect plan @priya tuesdays 14:00 weekly until july")
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("1 day clashes, so nothing is planned yet:")
    picture(page, "plan-line")
    page.get_by_role("button", name="Plan the rest").click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("These days clash")
    picture(page, "plan-clash")
    form.get_by_role("button", name="Plan the other").click()
    expect(form).to_contain_text("sessions with Priya Example, every school week")
