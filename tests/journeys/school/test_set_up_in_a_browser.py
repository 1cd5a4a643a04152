"""From an empty workspace to a planned year, in a browser: what a newcomer does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.rehearsal import Rehearsal
from tests.accessibility import faults_of
from tests.journeys.browsing import CALM, be, picture, type_in

pytestmark = pytest.mark.browser

# What a newcomer does at most, from the empty workspace to a year that is planned.
MOST_COMMANDS, MOST_FORMS, MOST_CLICKS, MOST_FIELDS = 3, 10, 18, 16
PEOPLE = (
    "Slack member ID,Name,Roles,Mentor,Induction tutor,Start date,Working pattern,"
    "Appropriate body,Named contact,Contact address\n"
    "U0DEE,Dee Example,mentor,,,,,,,\n"
    "U0CARLA,Carla Example,induction tutor,,,,,,,\n"
    "U0HELEN,Helen Example,headteacher,,,,,,,\n"
    "U0TOM,Tom Example,ECT,Dee Example,Carla Example,03/09/2026,100%,"
    "Example Appropriate Body,Ada Example,ects@appropriate-body.example\n"
)
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
        self.clicks = self.fields = self.forms = self.commands = 0

    def type(self, command: str) -> None:
        type_in(self.page, command)
        self.commands += 1

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


def test_a_newcomer_sets_a_school_up_and_its_year_is_planned(page: Page) -> None:
    be(page, "U0SAM")
    new = Newcomer(page)
    new.type("/ect setup")
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
    upload_people(new)
    start(new)
    be(page, "U0DEE")
    new.type("/ect plan wednesdays 09:00 weekly until july")
    expect(page.locator("#message-list")).to_contain_text("Planned: 30 sessions")
    picture(page, "setup-planned")
    assert new.commands <= MOST_COMMANDS
    assert new.forms <= MOST_FORMS
    assert new.clicks <= MOST_CLICKS
    assert new.fields <= MOST_FIELDS


def start(new: Newcomer) -> None:
    new.type("/ect setup")
    expect(new.form).to_contain_text("Everything is entered")
    picture(new.page, "setup-start")
    new.click("Start")
    expect(new.form).to_contain_text("The bot is running here")
    new.click("Close")


def upload_people(new: Newcomer) -> None:
    new.click("Next: people and pairings")
    new.click("Upload a list")
    new.form.get_by_label("The list of people, as a CSV file").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    )
    new.fields += 1
    new.send("Look at it", "Nothing has been changed yet")
    new.send("Apply it", "4 people added")
    new.form.get_by_role("button", name="Done").last.click()
    new.clicks += 1
    expect(new.form).to_be_hidden()


def say_which_school(new: Newcomer) -> None:
    new.fill("What is the school called?", "Example Juniors")
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
