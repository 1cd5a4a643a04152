"""The practice page, whoever one is and whatever is open, held against axe."""

import pytest
from playwright.sync_api import Page

from tests.accessibility import faults_of
from tests.journeys.browsing import PHONE, be, type_in
from tests.journeys.concerns.actions import AMIRA, BEN, CARLA, DEE, HELEN, SAM, TOM
from tests.journeys.conftest import Control

pytestmark = pytest.mark.browser


def test_everybody_can_read_the_page_whoever_they_are(
    page: Page, control: Control
) -> None:
    control.command(DEE, "log monday 10:00 50m behaviour routines")
    control.command(BEN, "log tuesday 16:30 50m")
    for moment in ("2026-11-13T15:31:00Z", "2026-11-16T08:20:00Z"):
        control.post("clock", now=moment)
    for person in (BEN, DEE, AMIRA, TOM, CARLA, HELEN, SAM):
        be(page, person)
        assert (person, faults_of(page)) == (person, [])
        page.get_by_role("link", name="Home").click()
        page.locator("#home").wait_for()
        assert (person, faults_of(page)) == (person, [])


@pytest.mark.parametrize("typed", ["/ect log", "/ect nudges", "/ect concern"])
def test_everybody_can_fill_in_a_form(page: Page, typed: str) -> None:
    be(page, BEN)
    type_in(page, typed)
    page.get_by_role("dialog").wait_for()
    assert faults_of(page) == []


def test_everybody_can_read_the_page_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict
    be(page, AMIRA)
    type_in(page, "Something is wrong with my time")
    page.get_by_role("button", name="Not now").wait_for()
    assert faults_of(page) == []
