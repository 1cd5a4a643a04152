"""A hundred and fifty of everything: each list is drawn within Slack's limits.

Where all of them can be chosen from, the last can be, too.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.domain.concerns.records import Topic
from bot.domain.concerns.routes import Route
from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId
from bot.domain.overviews.periods import ReportSpan
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.domain.reminders.nudges import Nudge, NudgeKind
from bot.domain.school.profile import DateSpan
from bot.results.concerns.cards import ConcernForm, Hat, NamedRoute
from bot.results.concerns.contacts import Adviser
from bot.results.entitlement.drop_ins import DropInForm
from bot.results.entitlement.time_off import TimeForm, TimePart, TimeWeek
from bot.results.overviews.reports import LeaderReport, ReportChoice
from bot.results.overviews.status import PairingStatus, SchoolCounts, SchoolStatus
from bot.results.overviews.trust import TrustRow, TrustTable
from bot.results.people.pages import EctLine, OwnPairing, PeoplePage, PersonLine
from bot.results.planning.plans import SwapForm
from bot.results.reminders.nudges import NudgeRound, NudgeShown, PairingWeek
from bot.results.school.set_up import SetUpPage
from bot.results.sessions.cards import PairingChoice, SessionFacts
from bot.sandbox.block_kit import MESSAGE_BLOCKS, faults_of_blocks, faults_of_view
from bot.views.concerns.fields import reader_field
from bot.views.concerns.form import choose_hat, concern_form
from bot.views.entitlement.drop_ins import drop_in_form
from bot.views.entitlement.time_off import time_form
from bot.views.kernel.message import TEXT_MAX_CHARS, Message
from bot.views.overviews.report import leader_counts, report_form
from bot.views.overviews.status import status
from bot.views.overviews.trust import trust_table
from bot.views.people.people_list import people_page
from bot.views.planning.plans import swap_form
from bot.views.reminders.nudges import reminders
from bot.views.school.set_up import set_up_page
from bot.views.sessions.fields import reason_buttons
from bot.views.sessions.log_form import choose_ect
from tests.builders import a_session

TODAY = date(2026, 11, 11)
MOST_POSTED = 13_200  # characters in all blocks of a message: msg_blocks_too_long
MANY = 150
LAST = f"n{MANY - 1}"
SCHOOLS = [(SchoolId(f"n{n}"), f"School {n:03} {'x' * 90}") for n in range(MANY)]
NAMES = [(PersonId(f"n{n}"), f"Person {n:03} {'x' * 90}") for n in range(MANY)]
CHOICES = tuple(PairingChoice(PairingId(one), name) for one, name in NAMES)


def people_everywhere() -> View:
    page = PeoplePage(
        school=SCHOOLS[-1][0],
        name="The last school",
        today=TODAY,
        schools=SCHOOLS,
        ects=[EctLine(one, name, name, name, None, None) for one, name in NAMES],
        others=[PersonLine(one, name, frozenset({Role.MENTOR})) for one, name in NAMES],
        missing=[name for _one, name in NAMES],
        may_change=True,
        own=[
            OwnPairing(
                pairing=PairingId(one),
                mentor=name,
                ect=name,
                tutor=name,
                begins_on=TODAY,
                contact=None,
                is_ect=False,
                earlier=3,
                shows_notes=None,
            )
            for one, name in NAMES
        ],
    )
    return people_page(page)


def swapping() -> View:
    def facts(name: str) -> SessionFacts:
        at = datetime(2026, 11, 10, 14, tzinfo=UTC)
        session = a_session(id=SessionId(name))
        return SessionFacts(session, "Ben", "Amira", "Carla", at, at, TODAY)

    others = tuple(facts(f"n{n}") for n in range(MANY))
    return swap_form(SwapForm(facts("x"), others, (), None, picked=SessionId(LAST)))


def set_up_of_many() -> View:
    page = SetUpPage(
        school=SCHOOLS[0][0],
        name="One",
        today=TODAY,
        answers={},
        people=None,
        is_started=False,
        others=tuple(SCHOOLS),
    )
    return set_up_page(page)


def reports() -> View:
    ects = tuple(NAMES[-1:])
    return report_form(
        [ReportChoice(one, name, Role.MENTOR, ects) for one, name in SCHOOLS]
    )


def trust() -> Message:
    counts = SchoolCounts(ects=12, met_this_week=6, out_of_hours=5)
    rows = tuple(
        TrustRow(one, name, None, counts, may_look_closer=True) for one, name in SCHOOLS
    )
    return trust_table(TrustTable(rows))


def hats() -> View:
    return choose_hat([Hat(one, Role.ECT, name) for one, name in SCHOOLS], "It", None)


def whom_it_is_about() -> View:
    advisers = tuple(Adviser(one, Role.HEADTEACHER) for one, _name in NAMES)
    hat = Hat(SCHOOLS[0][0], Role.ECT, "One")
    names = tuple(name for _one, name in NAMES)
    return concern_form(ConcernForm(hat, (Topic.TRAINING,), advisers, names), None)


def readers() -> Message:
    routes = [NamedRoute(Route(one, Role.HEADTEACHER), name) for one, name in NAMES]
    return Message((reader_field(routes, is_new=True),), "")


DRAWN: dict[str, Callable[[], Any]] = {
    "the list of people": people_everywhere,
    "sessions to swap with": swapping,
    "schools in set-up": set_up_of_many,
    "whom to report on": reports,
    "schools of a trust": trust,
    "roles to raise it in": hats,
    "whom a concern is about": whom_it_is_about,
    "who can read a concern": readers,
    "classrooms": lambda: drop_in_form(DropInForm(CHOICES, TODAY)),
    "whom one met": lambda: choose_ect(CHOICES),
}


@pytest.mark.parametrize("what", DRAWN)
def test_the_last_of_a_hundred_and_fifty_can_be_chosen(what: str) -> None:
    drawn = DRAWN[what]()
    if isinstance(drawn, View):
        view: dict[str, Any] = drawn.to_dict()
        assert faults_of_view(view) == []
    else:
        view = {"blocks": drawn.as_dicts()}
        assert faults_of_blocks(view["blocks"], at_most=MESSAGE_BLOCKS) == []
    assert LAST in json.dumps(view)


def test_counts_of_a_hundred_and_fifty_schools_fit_a_message() -> None:
    span = ReportSpan("This half-term", DateSpan(first=TODAY, last=TODAY))
    found = [LeaderReport(name, span, 12, 9, 8, 5) for _one, name in SCHOOLS]
    message = leader_counts(found)
    assert faults_of_blocks(message.as_dicts(), at_most=MESSAGE_BLOCKS) == []


def test_weeks_at_a_hundred_and_fifty_schools_fit_a_form() -> None:
    week = TimeWeek(monday=date(2026, 11, 9), noted=None, may_undo=False)
    parts = tuple(TimePart(one, name, Role.MENTOR, (week,)) for one, name in SCHOOLS)
    assert faults_of_view(time_form(TimeForm(parts, TODAY)).to_dict()) == []


def test_so_many_reasons_leave_room_for_the_form() -> None:
    reasons = [f"Reason {n} {'x' * 60}" for n in range(MANY)]
    assert (
        len(reason_buttons(reasons, PairingId("p"), "line", action_id="line.because"))
        < 25
    )


def a_reminder(kind: NudgeKind, **shown: Any) -> NudgeShown:
    at = datetime(2026, 11, 9, 8, 15, tzinfo=UTC)
    nudge = Nudge(
        key="key",
        kind=kind,
        school=SCHOOLS[0][0],
        reader=NAMES[0][0],
        subject="p",
        not_before=at,
        not_after=at,
    )
    return NudgeShown(nudge, TODAY, **shown)


def weeks_of(names: list[str]) -> tuple[PairingWeek, ...]:
    return tuple(
        PairingWeek("Ben", name, (), (), (), (), is_owed=True) for name in names
    )


def reminders_of_many() -> Message:
    week = a_reminder(
        NudgeKind.WEEK_AHEAD, week=weeks_of([name for _one, name in NAMES])
    )
    gaps = [a_reminder(NudgeKind.GAP, mentor=name, ect=name) for _one, name in NAMES]
    return reminders(NudgeRound((*gaps, week)))


def status_of_many() -> Message:
    pairs = tuple(
        PairingStatus("Ben", name, InductionYear.ONE, 1, 1.0, 2, 9, 9, (), None, 0)
        for _one, name in NAMES
    )
    return status([SchoolStatus("One", TODAY, None, as_tutor=pairs)])


@pytest.mark.parametrize("draw", [reminders_of_many, status_of_many])
def test_a_message_about_so_many_can_be_posted_and_says_that_there_is_more(
    draw: Callable[[], Message],
) -> None:
    message = draw()
    blocks = message.as_dicts()
    assert faults_of_blocks(blocks, at_most=MESSAGE_BLOCKS) == []
    assert len(json.dumps(blocks)) <= MOST_POSTED
    assert len(message.text) <= TEXT_MAX_CHARS
    assert "There is more than one message holds" in json.dumps(blocks)


@pytest.mark.parametrize("kind", [NudgeKind.WEEK_AHEAD, NudgeKind.DIGEST])
def test_a_week_of_sixty_pairs_is_told_to_the_last(kind: NudgeKind) -> None:
    names = [f"Person {n:02} {'x' * 40}" for n in range(60)]
    message = reminders(NudgeRound((a_reminder(kind, week=weeks_of(names)),)))
    assert names[-1] in json.dumps(message.as_dicts())
