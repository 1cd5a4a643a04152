"""Drop-ins, training and time off timetable as people see them, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import be, picture, type_in
from tests.journeys.concerns.actions import CARLA, DEE, TOM
from tests.journeys.conftest import Control

pytestmark = pytest.mark.browser


@pytest.mark.rule("R3")
def test_a_drop_in_is_noted_and_the_ect_reads_it(page: Page) -> None:
    be(page, DEE)
    type_in(page, "/ect dropin")
    form = page.get_by_role("dialog")
    form.get_by_label("An encouragement").fill("The entry routine ran by itself.")
    form.get_by_label("A next step").fill("Let two more pupils answer first.")
    picture(page, "dropin")
    form.get_by_role("button", name="Note it").click()
    expect(form).to_contain_text("Noted: you dropped in on Tom Example")
    be(page, TOM)
    messages = page.locator("#message-list")
    expect(messages).to_contain_text("Dee Example dropped in on your lesson")
    expect(messages).to_contain_text("The entry routine ran by itself.")
    be(page, CARLA)
    type_in(page, "/ect status")
    expect(messages).to_contain_text("Drop-ins: 1 noted, the latest on Wed 11 Nov")


@pytest.mark.rule("R6")
def test_a_mentor_keeps_their_training_and_their_tutor_reads_it(
    page: Page, control: Control
) -> None:
    for line in ("60m 10 Sep", "90m 8 Oct", "2h yesterday"):
        control.command(DEE, f"training {line}")
    be(page, DEE)
    type_in(page, "/ect training")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("So far 4 hours 30 minutes of 20 hours")
    picture(page, "training")
    form.get_by_label("Minutes").fill("45")
    form.get_by_role("button", name="Note it").click()
    expect(form).to_contain_text("So far 5 hours 15 minutes of 20 hours")
    be(page, CARLA)
    type_in(page, "/ect training")
    expect(form).to_contain_text("Dee Example: 5 hours 15 minutes of 20 hours")


@pytest.mark.rule("R7")
def test_a_week_is_noted_with_one_press(page: Page, control: Control) -> None:
    control.command(DEE, "time got it 20 Oct")
    control.command(DEE, "time lost meeting last week")
    be(page, DEE)
    type_in(page, "/ect time")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Lost: cover").first.click()
    expect(form).to_contain_text("This week, from Mon 9 Nov: lost to cover")
    picture(page, "time")
    form.get_by_role("button", name="Undo").first.click()
    expect(form).to_contain_text("This week, from Mon 9 Nov: nothing is noted")
