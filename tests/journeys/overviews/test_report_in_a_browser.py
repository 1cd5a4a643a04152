"""Reports and calendars on the page: to be read and filled in by everybody."""

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility import faults_of
from tests.journeys.browsing import be, picture, type_in
from tests.journeys.concerns.actions import AMIRA, CARLA

pytestmark = pytest.mark.browser


def test_a_picture_is_asked_for_and_comes_with_its_words(page: Page) -> None:
    be(page, CARLA)
    type_in(page, "/ect report")
    form = page.get_by_role("dialog")
    form.get_by_label("A PDF page").check()
    assert faults_of(page) == []
    picture(page, "report-form")
    form.get_by_role("button", name="Make it").click()
    expect(form.get_by_text("Sent.")).to_be_visible()
    form.get_by_role("button", name="Done").click()
    drawn = page.get_by_role("img", name="Amira Example: 8 sessions held")
    expect(drawn).to_be_visible()
    drawn.evaluate("image => image.decode()")
    drawn.scroll_into_view_if_needed()
    assert faults_of(page) == []
    picture(page, "report-in-slack")


def test_the_calendar_page_can_be_read_by_everybody(page: Page) -> None:
    be(page, AMIRA)
    type_in(page, "/ect calendar")
    page.get_by_role("button", name="Get a private address").click()
    expect(page.get_by_text("Your private address", exact=True)).to_be_visible()
    assert faults_of(page) == []
    picture(page, "calendar")
