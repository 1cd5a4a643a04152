"""Very many of them: within Slack's limits, and the last can be chosen."""

from datetime import date

from bot.domain.people.member import Role
from bot.results.entitlement.drop_ins import DropInForm
from bot.results.entitlement.time_off import TimeForm, TimePart, TimeWeek
from bot.sandbox.block_kit import faults_of_view
from bot.views.entitlement.drop_ins import drop_in_form
from bot.views.entitlement.time_off import time_form
from tests.views.many import (
    CHOICES,
    SCHOOLS,
    TODAY,
    require_the_last,
)


def test_the_last_of_many_classrooms_can_be_dropped_in_on() -> None:
    require_the_last(drop_in_form(DropInForm(CHOICES, TODAY)))


def test_weeks_at_a_hundred_and_fifty_schools_fit_a_form() -> None:
    week = TimeWeek(monday=date(2026, 11, 9), noted=None, may_undo=False)
    parts = tuple(TimePart(one, name, Role.MENTOR, (week,)) for one, name in SCHOOLS)
    assert faults_of_view(time_form(TimeForm(parts, TODAY)).to_dict()) == []
