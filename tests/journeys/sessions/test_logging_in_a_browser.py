"""Logging as people see it: the practice workspace in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.sandbox.rehearsal import Rehearsal
from tests.journeys.browsing import CALM, PHONE, be, picture, type_in

pytestmark = pytest.mark.browser


def test_a_mentor_logs_by_the_form_and_the_ect_sees_it(page: Page) -> None:
    be(page, "U0DEE")
    type_in(page, "/ect log")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Wed 11 Nov, 09:00–10:00")
    picture(page, "log-form")
    form.get_by_label("Behaviour routines").check()
    form.get_by_label("Note, for you and Tom only").fill("Tom greeted each child.")
    form.get_by_role("button", name="Log", exact=True).click()
    expect(form).to_contain_text("Logged: Wed 11 Nov, 09:00–10:00")
    picture(page, "logged")
    form.get_by_role("button", name="Done").click()
    expect(page.locator("#message-list")).to_contain_text("Tom greeted each child.")
    be(page, "U0TOM")
    expect(page.locator("#message-list")).to_contain_text(
        "Dee Example logged your mentoring session"
    )
    picture(page, "the-ect-sees-it")


def test_a_mentor_logs_in_one_line_and_takes_it_back(page: Page) -> None:
    be(page, "U0DEE")
    type_in(page, "/ect log monday 10:00 50m behaviour routines")
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("Logged: Mon 9 Nov, 10:00–10:50")
    picture(page, "one-line")
    page.get_by_role("button", name="Undo").first.click()
    expect(messages).to_contain_text("Taken back:")
    expect(messages).not_to_contain_text("Logged: Mon 9 Nov")


def test_the_induction_tutor_gets_the_flag_and_answers_it(page: Page) -> None:
    be(page, "U0DEE")
    type_in(page, "/ect log monday 15:30 30m")
    page.get_by_role("button", name="Do it in the form").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Why then?").select_option(label="Cover took the planned time")
    picture(page, "reason")
    form.get_by_role("button", name="Log", exact=True).click()
    expect(form).to_contain_text("outside teaching hours")
    form.get_by_role("button", name="Done").click()
    be(page, "U0CARLA")
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("Reason: Cover took the planned time.")
    picture(page, "flag")
    page.get_by_role("button", name="That's fine").click()
    expect(messages).to_contain_text("“That's fine”")
    picture(page, "flag-answered")
    type_in(page, "/ect status")
    expect(messages).to_contain_text("The ECTs of your school")
    picture(page, "status")


def test_an_error_in_the_form_keeps_what_was_typed(page: Page) -> None:
    be(page, "U0DEE")
    type_in(page, "/ect log")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Change").click()
    form.get_by_label("Minutes").fill("300")
    form.get_by_label("Note, for you and Tom only").fill("Do not lose me")
    form.get_by_role("button", name="Log", exact=True).click()
    expect(form).to_contain_text("longer than the 4 hours")
    expect(form.get_by_label("Note, for you and Tom only")).to_have_value(
        "Do not lose me"
    )
    picture(page, "error")


def test_it_works_with_the_keyboard_alone(page: Page) -> None:
    be(page, "U0DEE")
    page.locator("#message").focus()
    page.keyboard.type("/ect log")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Tom Example")
    for _ in range(40):
        if form.get_by_role("button", name="Log", exact=True).evaluate(
            "button => button === document.activeElement"
        ):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form).to_contain_text("Logged: Wed 11 Nov")
    page.keyboard.press("Escape")
    expect(form).not_to_be_visible()


def test_on_a_phone_nothing_needs_scrolling_sideways(
    browser: Browser, rehearsal: Rehearsal
) -> None:
    page = browser.new_page(viewport=PHONE, **CALM)  # type: ignore[arg-type]  # a plain dict
    page.goto(rehearsal.workspace.url)
    be(page, "U0DEE")
    type_in(page, "/ect log")
    expect(page.get_by_role("dialog")).to_contain_text("Tom Example")
    picture(page, "phone")
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    page.close()


def test_the_home_tab_shows_where_things_stand(page: Page) -> None:
    be(page, "U0BEN")
    page.goto(f"{page.url.partition('#')[0]}#U0BEN/home")
    home = page.locator("#home")
    expect(home).to_contain_text("Whom you mentor")
    expect(home.get_by_role("button", name="Log a session")).to_be_visible()


def test_a_command_in_a_channel_is_answered_there_for_oneself(page: Page) -> None:
    be(page, "U0DEE")
    page.get_by_role("link", name="#staff").click()
    expect(page.locator("#pane-title")).to_have_text("#staff")
    type_in(page, "/ect status")
    expect(page.locator("#message-list")).to_contain_text("Only visible to you")
    picture(page, "channel")
