"""Concerns as people see them: the practice workspace in a real browser."""

import re

import msgspec
import pytest
from playwright.sync_api import Locator, Page, expect

from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.ports.kinds import INDUCTIONS, MEMBERS
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.sandbox.rehearsal import Rehearsal
from tests.journeys.browsing import be, picture, type_in
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    HELEN,
    TOM,
    pass_days,
)
from tests.journeys.conftest import Control

pytestmark = pytest.mark.browser

WORRY = (
    "I have had no feedback on a lesson since half-term, and I am not sure what to do."
)


def shown(page: Page) -> Locator:
    return page.locator("#message-list")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def form(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def review(page: Page, words: str, topic: str) -> None:
    """Write a message, press "Raise this with someone" and go on to the second page."""
    type_in(page, words)
    press(page, "Raise this with someone")
    form(page).get_by_label(topic).check()
    form(page).get_by_role("button", name="Next").click()
    expect(form(page)).to_contain_text("Who should read it?")


def send(page: Page, reader: str) -> None:
    form(page).get_by_label(reader).check()
    form(page).get_by_role("button", name="Send", exact=True).click()
    expect(form(page)).to_contain_text("Sent to")
    form(page).get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def write_back(page: Page, words: str) -> None:
    press(page, "Add a note")
    form(page).get_by_label("Your note to Tom Example").fill(words)
    form(page).get_by_role("button", name="Send", exact=True).click()
    expect(form(page)).to_contain_text("Sent to Tom Example alone")
    form(page).get_by_role("button", name="Done").click()


def take_to(page: Page, reader: str) -> None:
    press(page, "Take it further")
    expect(form(page)).to_contain_text("They will read these words, exactly")
    picture(page, "concern-further")
    form(page).get_by_label(reader).check()
    form(page).get_by_role("button", name="Send", exact=True).click()
    form(page).get_by_role("button", name="Done").click()


def test_a_dm_becomes_a_concern_in_two_pages(page: Page) -> None:
    be(page, TOM)
    type_in(page, WORRY)
    expect(shown(page)).to_contain_text("I have kept nothing of what you wrote")
    picture(page, "concern-offer")
    press(page, "Raise this with someone")
    expect(form(page)).to_contain_text("Nothing is kept or passed on until")
    picture(page, "concern-form")
    form(page).get_by_label("My training").check()
    form(page).get_by_role("button", name="Next").click()
    expect(form(page)).to_contain_text(WORRY)
    picture(page, "concern-review")
    send(page, "Dee Example, mentor")
    expect(shown(page)).to_contain_text("Your concern is with Dee Example (mentor)")
    picture(page, "concern-receipt")


def test_a_mentor_resolves_it(page: Page) -> None:
    be(page, TOM)
    review(page, WORRY, "My training")
    send(page, "Dee Example, mentor")
    be(page, DEE)
    expect(shown(page)).to_contain_text("Tom Example has brought something to you")
    picture(page, "concern-came")
    press(page, "Read it")
    expect(form(page)).to_contain_text(WORRY)
    picture(page, "concern-read")
    form(page).get_by_role("button", name="Close").first.click()
    press(page, "I'm on it")
    expect(shown(page)).to_contain_text("You are on it")
    write_back(page, "Thursday, period 3?")
    press(page, "It's sorted")
    expect(shown(page)).to_contain_text("Tom is asked whether it is")
    be(page, TOM)
    expect(shown(page)).to_contain_text("Dee Example says that it is sorted. Is it?")
    picture(page, "concern-sorted")
    press(page, "Yes, it's sorted")
    press(page, "Yes, close it")
    expect(shown(page)).to_contain_text("Sorted on Wed 11 Nov")


def test_one_about_the_mentor_goes_to_the_induction_tutor(page: Page) -> None:
    be(page, TOM)
    review(page, WORRY, "The support from my mentor")
    expect(form(page)).not_to_contain_text("Dee Example")
    send(page, "Carla Example, induction tutor")
    be(page, CARLA)
    expect(shown(page)).to_contain_text("Tom Example has brought something to you")
    be(page, DEE)
    expect(shown(page)).not_to_contain_text("Tom Example")


@pytest.mark.slow
def test_where_nobody_answers_the_writer_steps_up_and_ends_with_the_contact(
    page: Page, control: Control
) -> None:
    be(page, AMIRA)
    review(page, WORRY, "My training")
    send(page, "Ben Example, mentor")
    pass_days(control, 8)
    expect(shown(page)).to_contain_text("There is no answer from Ben Example yet.")
    picture(page, "concern-question")
    take_to(page, "Carla Example, induction tutor")
    pass_days(control, 12)
    expect(shown(page)).to_contain_text("There is no answer from Carla Example yet.")
    take_to(page, "Nobody at school: show me the named contact")
    expect(shown(page)).to_contain_text("The next step is outside the school")
    picture(page, "concern-contact")
    press(page, "A draft to copy")
    draft = form(page).locator("textarea").first
    expect(draft).to_have_value(re.compile(r"^Dear Ada Example,[\s\S]*no feedback on"))
    be(page, CARLA)
    expect(shown(page)).to_contain_text("This is no longer with you.")


def test_where_mentor_and_induction_tutor_are_one_person(
    page: Page, rehearsal: Rehearsal
) -> None:
    with rehearsal.store.transaction(TEAM) as records:
        dee = records.get(MEMBERS, f"{SCHOOL}/{DEE}")
        induction = records.get(INDUCTIONS, f"{SCHOOL}/{TOM}")
        assert dee
        assert induction
        both = frozenset({Role.MENTOR, Role.INDUCTION_TUTOR})
        records.put(MEMBERS, msgspec.structs.replace(dee, roles=both))
        records.put(INDUCTIONS, msgspec.structs.replace(induction, tutor=PersonId(DEE)))
    be(page, TOM)
    review(page, WORRY, "The support from my mentor")
    expect(form(page)).not_to_contain_text("Dee Example")
    picture(page, "concern-one-person")
    send(page, "Helen Example, headteacher")
    be(page, HELEN)
    expect(shown(page)).to_contain_text("They chose you, as headteacher, to read it.")


def test_a_mentors_own_concern(page: Page) -> None:
    be(page, BEN)
    review(page, "My mentoring hour has gone to cover twice.", "Workload, or time off")
    picture(page, "concern-of-a-mentor")
    send(page, "Carla Example, induction tutor")
    be(page, CARLA)
    expect(shown(page)).to_contain_text("Ben Example has brought something to you")
    press(page, "I can't help with this")
    press(page, "I can't help")
    be(page, BEN)
    expect(shown(page)).to_contain_text("Carla Example has read it and cannot resolve")


def test_the_home_tab_shows_what_waits_first(page: Page) -> None:
    be(page, TOM)
    review(page, WORRY, "My training")
    send(page, "Dee Example, mentor")
    be(page, DEE)
    page.goto(f"{page.url.partition('#')[0]}#{DEE}/home")
    home = page.locator("#home")
    expect(home).to_contain_text("In confidence")
    expect(home.get_by_role("button", name="Read it")).to_be_visible()
    picture(page, "concern-home")


def test_what_cannot_wait(page: Page) -> None:
    be(page, TOM)
    type_in(page, "A pupil told me that they were hurt.")
    press(page, "A child may be at risk")
    expect(shown(page)).to_contain_text("Lee Example, designated safeguarding lead")
    picture(page, "child-at-risk")
    type_in(page, "/ect contacts")
    expect(shown(page)).to_contain_text("the named contact at your appropriate body")
    picture(page, "contacts")
