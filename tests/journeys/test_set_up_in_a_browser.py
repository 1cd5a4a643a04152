"""From an empty workspace to a school, in a real browser: what a newcomer has to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.rehearsal import Rehearsal
from tests.accessibility import faults_of
from tests.journeys.browsing import CALM, be, picture, type_in

pytestmark = pytest.mark.browser

# What a newcomer does at most, from the empty workspace to the school with its terms.
MOST_FORMS, MOST_CLICKS, MOST_FIELDS = 8, 13, 16
PASTED = """Term dates 2026/27
Autumn Term
INSET days: Tuesday 1st and Wednesday 2nd September
Term starts: Thursday 3rd September
Half term: Monday 26th October to Friday 30th October
Term ends: Friday 18th December (close at 1.30pm)
Spring Term
Monday 4th January to Friday 25th March
Half term: 15th - 19th February
Summer Term
Monday 12th April to Wednesday 21st July
Half term: 31st May - 4th June
May Day: Monday 3rd May
"""


@pytest.fixture
def rehearsal(tmp_path: Path) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path / "empty.db", quiet_ms=20, empty=True) as opened:
        yield opened


class Newcomer:
    """Somebody who sets a school up, and counts what they have to do."""

    def __init__(self, page: Page) -> None:
        self.form: Locator = page.get_by_role("dialog")
        self.page = page
        self.clicks = self.fields = self.forms = 0

    def click(self, name: str) -> None:
        self.form.get_by_role("button", name=name, exact=True).first.click()
        self.clicks += 1

    def fill(self, label: str, text: str) -> None:
        self.form.get_by_label(label).fill(text)
        self.fields += 1

    def tick(self, label: str) -> None:
        self.form.get_by_label(label).check()
        self.clicks += 1

    def send(self, name: str, then: str) -> None:
        """Send the form off, and see where it leads."""
        self.click(name)
        self.forms += 1
        expect(self.form).to_contain_text(then)


def test_a_newcomer_sets_a_school_up(page: Page) -> None:
    be(page, "U0SAM")
    type_in(page, "/ect setup")
    new = Newcomer(page)
    expect(new.form).to_contain_text("0 of 7 steps about the school are done")
    picture(page, "setup-empty")
    new.click("Next: school")
    say_which_school(new)
    name_contacts(new)
    say_who_trains(new)
    paste_terms(new)
    say_when(new)
    picture(page, "setup-overview")
    assert faults_of(page) == []
    assert new.forms <= MOST_FORMS
    assert new.clicks <= MOST_CLICKS
    assert new.fields <= MOST_FIELDS


def say_which_school(new: Newcomer) -> None:
    new.fill("What is the school called?", "Oakfield Primary")
    picture(new.page, "setup-school")
    new.send("Save", "Step 2 of 7")
    new.fill("Which appropriate body is it?", "Example Appropriate Body")
    new.fill("Who is your contact there?", "Ada Example")
    new.fill("How are they reached?", "ects@appropriate-body.example")
    new.send("Save", "Step 3 of 7")


def name_contacts(new: Newcomer) -> None:
    new.fill("Designated safeguarding lead", "Lee Example")
    new.fill("How are they reached?", "extension 100")
    new.fill("Deputy safeguarding lead", "Kim Example")
    new.fill("How is the deputy reached?", "extension 101")
    new.fill("Chair of governors", "Pat Example")
    new.fill("How is the chair reached?", "chair@oakfield.example")
    new.fill(
        "Who is there for staff who are not safe or not well?",
        "Education Support, 08000 562 561",
    )
    new.tick("I have checked all of these today")
    picture(new.page, "setup-contacts")
    new.send("Save", "Step 4 of 7")


def say_who_trains(new: Newcomer) -> None:
    new.tick("Provider-led, with a lead provider")
    new.fill("Lead provider, if there is one", "Example Trust")
    picture(new.page, "setup-training")
    new.send("Save", "Step 5 of 7")


def paste_terms(new: Newcomer) -> None:
    new.fill("Terms, half-terms and INSET days", PASTED)
    picture(new.page, "setup-terms")
    new.send("Check", "Is this right?")
    expect(new.form).to_contain_text("says Friday 25 March 2027, which is a Thursday")
    picture(new.page, "setup-terms-check")
    assert faults_of(new.page) == []
    new.send("Use these dates", "Step 6 of 7")


def say_when(new: Newcomer) -> None:
    new.fill("Monday", "08:45-15:15")
    new.fill("When are staff at work?", "08:15-17:00")
    picture(new.page, "setup-day")
    new.send("Save", "Step 7 of 7")
    picture(new.page, "setup-promise")
    new.send("Save", "7 of 7 steps about the school are done")


def test_a_calendar_file_is_taken_in(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "terms.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\n"
        "SUMMARY:Autumn term\nDTSTART;VALUE=DATE:20260903\nDTEND;VALUE=DATE:20261219\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    be(page, "U0SAM")
    type_in(page, "/ect setup")
    new = Newcomer(page)
    new.form.get_by_role("button", name="Enter").nth(4).click()
    new.form.get_by_label("Or a file").set_input_files(file)
    new.click("Check")
    expect(new.form).to_contain_text("Thu 3 Sep 2026 to Fri 18 Dec 2026")
    expect(new.form).to_contain_text("I found no half-term in the Autumn term 2026.")


def test_on_a_phone_the_overview_fits(browser: Browser, rehearsal: Rehearsal) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 780}, **CALM)  # type: ignore[arg-type]  # a plain dict
    page.goto(rehearsal.workspace.url)
    be(page, "U0SAM")
    type_in(page, "/ect setup")
    expect(page.get_by_role("dialog")).to_contain_text("0 of 7 steps")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    picture(page, "setup-phone")
    page.close()
