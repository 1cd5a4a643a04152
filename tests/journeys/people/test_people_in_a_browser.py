"""People as a school admin changes them: the practice workspace in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import be, picture, type_in

pytestmark = pytest.mark.browser

LIST = (
    "Slack member ID,Name,Roles,Mentor,Induction tutor,Start date,Working pattern,"
    "Appropriate body,Named contact,Contact address\n"
    "U0NINA,Nina Example,ECT,Dee Example,Carla Example,{began},60%,"
    "Example Appropriate Body,Ada Example,ects@appropriate-body.example\n"
)


def test_an_admin_changes_a_mentor_and_each_is_asked_what_is_theirs(
    page: Page,
) -> None:
    be(page, "U0SAM")
    type_in(page, "/ect people")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("8 people, 3 ECTs")
    picture(page, "people-list")
    form.get_by_role("button", name="Open").first.click()
    expect(form).to_contain_text("What changed?")
    picture(page, "people-entry")
    form.locator("select").select_option(label="The mentor changes")
    form.get_by_label("New mentor").select_option(label="Dee Example")
    picture(page, "people-new-mentor")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_contain_text("Ben Example to Dee Example")
    picture(page, "people-changed")
    be(page, "U0AMIRA")
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("Would you like Dee Example to see the notes")
    picture(page, "people-ect-asked")
    page.get_by_role("button", name="Yes, show them").click()
    expect(messages).to_contain_text("Dee Example sees the notes")
    be(page, "U0DEE")
    expect(messages).to_contain_text("You mentor Amira Example")
    page.get_by_role("button", name="What went before").click()
    expect(form).to_contain_text("can stop at any time")
    picture(page, "people-what-went-before")


def test_an_admin_uploads_a_list_looks_at_it_and_applies_it(page: Page) -> None:
    be(page, "U0SAM")
    form = page.get_by_role("dialog")
    for began in ("13/31/2026", "11/11/2026"):
        type_in(page, "/ect people")
        form.get_by_role("button", name="Upload a list").click()
        content = LIST.format(began=began).encode()
        form.get_by_label("The list of people, as a CSV file").set_input_files(
            {"name": "people.csv", "mimeType": "text/csv", "buffer": content}
        )
        picture(page, "people-upload")
        form.get_by_role("button", name="Look at it").click()
        if began.startswith("13"):
            expect(form).to_contain_text("There is no day")
            picture(page, "people-not-yet")
            form.get_by_role("button", name="Close").last.click()
            expect(form).to_be_hidden()
    expect(form).to_contain_text("Nothing has been changed yet")
    picture(page, "people-check")
    form.get_by_role("button", name="Apply it").click()
    expect(form).to_contain_text("1 person added")
    picture(page, "people-applied")
