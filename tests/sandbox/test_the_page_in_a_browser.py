"""What the page lets people do with a message, in a real browser."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.browsing import CALM, PATIENCE_MS, be, browser
from tests.sandbox.practice import ONE, TWO, Practice, button, plain, texts

__all__ = ["browser"]  # a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, practice: Practice) -> Iterator[Page]:
    opened = browser.new_page(**CALM)  # type: ignore[arg-type]  # a plain dict
    opened.set_default_timeout(PATIENCE_MS)
    opened.goto(practice.workspace.url)
    be(opened, ONE)
    yield opened
    opened.close()


def message(page: Page, text: str) -> Locator:
    return page.locator("#message-list .message").filter(has_text=text)


def choose(page: Page, text: str, name: str) -> None:
    more = message(page, text).get_by_role("button", name="More for this message")
    more.press("Enter")
    message(page, text).get_by_role("button", name=name).press("Enter")


def test_a_message_shortcut_is_reached_by_keyboard(
    page: Page, practice: Practice
) -> None:
    practice.say("A reminder")
    message(page, "A reminder").get_by_label("More for this message").press("Enter")
    item = message(page, "A reminder").get_by_role("button", name="Raise this")
    expect(item).to_be_focused()
    page.keyboard.press("Escape")
    expect(item).to_be_hidden()
    with page.expect_response("**/_control/shortcut"):
        choose(page, "A reminder", "Raise this privately")
    assert practice.listener.heard[-1]["message"]["text"] == "A reminder"


def test_one_edits_and_deletes_ones_own_messages(
    page: Page, practice: Practice
) -> None:
    practice.write("Helo")
    choose(page, "Helo", "Edit…")
    page.get_by_role("textbox", name="Edit message").fill("Hello")
    page.get_by_role("button", name="Save").click()
    expect(message(page, "Hello")).to_contain_text("(edited)")
    choose(page, "Hello", "Delete…")
    page.get_by_role("button", name="Cancel").click()
    expect(message(page, "Hello")).to_be_visible()
    choose(page, "Hello", "Delete…")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#message-list .message")).to_have_count(0)


def test_what_the_bot_said_is_not_ones_own(page: Page, practice: Practice) -> None:
    practice.say("A reminder")
    message(page, "A reminder").get_by_label("More for this message").click()
    menu = message(page, "A reminder").locator(".menu")
    expect(menu).to_contain_text("Raise this privately")
    expect(menu).not_to_contain_text("Delete")


def test_replies_stand_below_their_message(page: Page, practice: Practice) -> None:
    practice.write("First")
    practice.write("Second")
    choose(page, "First", "Reply in a thread…")
    page.get_by_role("textbox", name="Reply in a thread").fill("To the first")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(message(page, "To the first")).to_contain_text("in a thread")
    bodies = page.locator("#message-list .body").all_inner_texts()
    assert bodies == ["First", "To the first", "Second"]
    assert texts(practice.history()) == ["Second", "First"]


def test_somebody_deactivated_is_marked_at_once(page: Page, practice: Practice) -> None:
    row = page.locator(f'#people-list [data-person="{TWO}"]')
    expect(row).to_have_text("Two Example ")
    practice.act("deactivate", TWO, deleted=True)
    expect(row).to_contain_text("Two Example (deactivated)")


def test_a_button_asks_first_where_the_bot_says_so(
    page: Page, practice: Practice
) -> None:
    words = {"title": "Withdraw?", "text": "It goes.", "confirm": "Yes", "deny": "No"}
    confirm = {key: plain(word) for key, word in words.items()}
    row = {"type": "actions", "elements": [button("Withdraw", confirm=confirm)]}
    practice.say("A card", blocks=[row])
    press = page.get_by_role("button", name="Withdraw")
    press.press("Enter")
    expect(page.get_by_role("dialog", name="Withdraw?")).to_contain_text("It goes.")
    page.get_by_role("button", name="No").click()
    expect(press).to_be_focused()
    assert practice.listener.heard == []
    press.press("Enter")
    with page.expect_response("**/_control/click"):
        page.get_by_role("button", name="Yes").click()
    assert practice.listener.heard[-1]["actions"][0]["action_id"] == "a"


def test_who_went_ahead_has_pressed_whoever_is_looked_at_next(
    page: Page, practice: Practice
) -> None:
    words = {"title": "Withdraw?", "text": "It goes.", "confirm": "Yes", "deny": "No"}
    confirm = {key: plain(word) for key, word in words.items()}
    row = {"type": "actions", "elements": [button("Withdraw", confirm=confirm)]}
    practice.say("A card", blocks=[row])
    page.get_by_role("button", name="Withdraw").click()
    yes = page.get_by_role("button", name="Yes")
    expect(yes).to_be_visible()
    with page.expect_request("**/_control/click") as sent:
        yes.evaluate(
            """async (yes, other) => {
                yes.click();
                for (let turn = 0; turn < 20; turn++) await null;
                location.hash = other;
                window.dispatchEvent(new Event("hashchange"));
            }""",
            TWO,
        )
    assert json.loads(sent.value.post_data or "")["user"] == ONE
