"""Whatever happened, all screens say the same of what was held, expected and missing.

The histories are random: a school that begins in mid-year, mentors who change, ECTs who
become part-time, sessions, plans that nobody answered for, weeks with a reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId
from bot.domain.overviews.ect_state import Look
from bot.domain.overviews.periods import Period
from bot.domain.people.member import Role
from bot.domain.people.pairings import Pairing, WorkedUntil
from bot.domain.reminders.nudges import NudgeKind, digest, gap
from bot.domain.school.set_up import SetUp
from bot.domain.sessions.missed import Missed, Why
from bot.domain.sessions.records import SessionState
from bot.ports.kinds import (
    INDUCTIONS,
    MEMBERS,
    MISSED,
    PAIRINGS,
    SCHOOLS,
    SESSIONS,
    SET_UPS,
)
from bot.ports.store import Records
from bot.results.reminders.nudges import NudgeShown
from bot.usecases.kernel.lookup import calendar_of, today_of
from bot.usecases.overviews.reports import leader_reports
from bot.usecases.overviews.status import running_pairings
from bot.usecases.overviews.trust import trust_table
from bot.usecases.reminders.due_today import due_today
from bot.usecases.reminders.nudge_content import shown_now
from tests.builders import a_session, at
from tests.usecases.overviews.screens import Screens
from tests.usecases.two_schools import (
    EWA,
    HELEN,
    OAKFIELD,
    PRIYA,
    RUTH,
    SUNIL,
    TEAM,
    Town,
)

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 9, 3), date(2026, 12, 18)
school_days = st.integers(0, 106).map(lambda n: FIRST + n * DAY)


@dataclass(frozen=True)
class History:
    """What happened at a school, as tests draw it."""

    now: date
    began: date | None  # the day of Start; None: a school from a file
    counts_from: date | None
    changes: tuple[date, ...]  # of mentor
    part_time_from: date | None
    terms_before: float
    held: frozenset[date]
    planned: frozenset[date]
    reasons: frozenset[date]


days_of = st.frozensets(school_days, max_size=14)
histories = st.builds(
    History,
    now=school_days.filter(lambda day: day > FIRST + 7 * DAY),
    began=st.none() | school_days,
    counts_from=st.none() | school_days,
    changes=st.lists(school_days, max_size=2, unique=True).map(
        lambda found: tuple(sorted(day for day in found if day > FIRST))
    ),
    part_time_from=st.none() | school_days,
    terms_before=st.sampled_from([0, 0, 2.6, 3]),
    held=days_of,
    planned=days_of,
    reasons=st.frozensets(school_days.map(monday_of), max_size=3),
)


def lived(history: History) -> Town:
    """Return a town in which Ewa's year went like that, as it stands at *now*."""
    town = Town()
    town.clock.moment = at(f"{history.now} 08:30")
    with town.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, OAKFIELD)
        induction = records.get(INDUCTIONS, f"{OAKFIELD}/{EWA}")
        leader = records.get(MEMBERS, f"{OAKFIELD}/{HELEN}")
        assert school is not None
        assert induction is not None
        assert leader is not None
        records.put(
            SCHOOLS, msgspec.structs.replace(school, counts_from=history.counts_from)
        )
        roles = leader.roles | {Role.TRUST_LEAD}
        records.put(MEMBERS, msgspec.structs.replace(leader, roles=roles))
        if history.began is not None:
            started = at(f"{history.began} 07:00")
            records.put(
                SET_UPS, SetUp(school=OAKFIELD, founders=(), started_at=started)
            )
        part_time = history.part_time_from
        is_by_now = part_time is not None and part_time <= history.now
        changed = msgspec.structs.replace(
            induction,
            terms_before=history.terms_before,
            full_time_equivalent=0.6 if is_by_now else 1,
            worked=(WorkedUntil(until=part_time, full_time_equivalent=1),)
            if part_time is not None and is_by_now
            else (),
        )
        records.put(INDUCTIONS, changed)
        _put_meetings(records, history)
    return town


def _put_meetings(records: Records, history: History) -> None:
    pairings = list(_pairings(history))
    for pairing in pairings:
        records.put(PAIRINGS, pairing)
    for number, (day, state) in enumerate(_sessions(history)):
        (of,) = (one for one in pairings if one.runs_on(day))
        session = a_session(
            id=SessionId(f"s-{number}"),
            pairing=of.id,
            mentor=of.mentor,
            ect=EWA,
            starts_at=at(f"{day} 14:00"),
            state=state,
        )
        records.put(SESSIONS, session)
    for monday in history.reasons:
        (of,) = (one for one in pairings if one.runs_on(max(monday, FIRST)))
        records.put(
            MISSED,
            Missed(
                pairing=of.id,
                school=OAKFIELD,
                monday=monday,
                why=Why.EVENT,
                by=of.mentor,
                at=at(f"{history.now} 08:00"),
            ),
        )


def _pairings(history: History) -> Iterator[Pairing]:
    begins = (FIRST, *(day for day in history.changes if day <= history.now))
    for number, first in enumerate(begins):
        following = begins[number + 1 :]
        yield Pairing(
            id=PairingId(f"pairing-{EWA}") if not number else PairingId(f"p-{number}"),
            school=SchoolId(OAKFIELD),
            mentor=PRIYA if number % 2 == 0 else SUNIL,
            ect=EWA,
            begins_on=first,
            ends_on=following[0] - DAY if following else None,
        )


def _sessions(history: History) -> Iterator[tuple[date, SessionState]]:
    for day in history.held:
        if day < history.now:
            yield day, SessionState.HELD
    for day in history.planned - history.held:
        yield day, SessionState.PLANNED


def shown_of_week(town: Town, kind: NudgeKind) -> NudgeShown | None:
    """Return what a tutor's reminder of this week shows, drawn now."""
    with town.store.reading(TEAM) as records:
        calendar = calendar_of(town.ports, records, OAKFIELD)
        today = calendar.day_of(town.clock.moment)
        if not calendar.is_school_day(today):
            return None
        weeks = calendar.school_weeks(monday_of(today), monday_of(today) + 6 * DAY)
        tutor = town.member(OAKFIELD, RUTH)
        assert tutor is not None
        if kind is NudgeKind.DIGEST:
            return shown_now(town.ports, records, digest(calendar, weeks[0], tutor))
        (pairing,) = (
            one for one in running_pairings(records, OAKFIELD, today) if one.ect == EWA
        )
        about = gap(calendar, weeks[0], tutor, pairing=pairing.id, missed=2)
        assert about is not None
        return shown_now(town.ports, records, about)


@pytest.mark.rule("R7")
@settings(max_examples=15, deadline=None)
@given(histories)
def test_all_screens_agree_on_what_was_held_expected_and_missing(
    history: History,
) -> None:
    town = lived(history)
    screens = Screens(town)
    row, status, report = screens.row, screens.status, screens.report()

    # Home, status, reports: the tutor's, the ECT's, the mentor's of now.
    mentor = next(iter(town.mentors_of(OAKFIELD, EWA)))
    for shown in (
        status,
        report,
        screens.report(EWA, Role.ECT),
        screens.report(mentor, Role.MENTOR),
    ):
        assert (shown.held, shown.expected) == (row.held, row.expected)
    assert row.held == sum(day < history.now for day in history.held)
    assert row.expected <= status.weeks

    # The leaders', who see those of all ECTs together.
    of_year = [
        one
        for one in leader_reports(town.ports, town.actor(HELEN))
        if one.span.label.startswith("School year")
    ]
    others = [Screens(town, PersonId("U0OMAR")), Screens(town, PersonId("U0LILY"))]
    whole = [report, *(one.report() for one in others)]
    assert of_year[0].held == sum(one.held for one in whole)
    assert of_year[0].expected == sum(one.expected for one in whole)
    trust = trust_table(town.ports, town.actor(HELEN))
    met = {day for day in history.held if monday_of(day) == monday_of(history.now)}
    assert trust.rows[0].counts.met_this_week == bool(
        {day for day in met if day < history.now}
    )

    # Gaps: none without its expected session, and none where they met.
    assert sum(week.gap for week in report.weeks) <= report.expected
    assert not any(week.gap for week in report.weeks if week.held)
    missed = shown_of_week(town, NudgeKind.GAP)
    if missed is not None:
        assert (missed.missed >= 2) == (Look.GAPS in row.looks) or is_early(history)


def is_early(history: History) -> bool:
    """Whether a plan of this week may be unanswered: its tutor hears of it after it."""
    this = monday_of(history.now)
    return any(this <= day < history.now for day in history.planned)


@pytest.mark.rule("R7")
@settings(max_examples=15, deadline=None)
@given(histories)
def test_the_week_that_is_gathered_on_friday_is_that_of_the_report(
    history: History,
) -> None:
    town = lived(history)
    report = Screens(town).report(period=Period.TERM)
    found = shown_of_week(town, NudgeKind.DIGEST)
    if found is None:
        return
    rows = [one for one in found.week if one.ect == "Ewa Kowal"]
    week = next(w for w in report.weeks if w.monday == monday_of(history.now))
    assert sum(len(one.held) for one in rows) == week.held
    assert not (week.held and any(one.is_owed for one in rows))
    assert sum(one.is_owed for one in rows) <= 1


@pytest.mark.rule("R7")
@settings(max_examples=15, deadline=None)
@given(histories)
def test_the_tutor_is_told_of_gaps_that_home_shows_and_of_no_others(
    history: History,
) -> None:
    town = lived(history)
    looks = Screens(town).row.looks
    with town.store.reading(TEAM) as records:
        calendar = calendar_of(town.ports, records, OAKFIELD)
        today = today_of(town.ports, records, OAKFIELD)
        made = [
            nudge
            for nudge in due_today(records, calendar, town.clock.moment)
            if nudge.kind is NudgeKind.GAP
            and nudge.subject.startswith(("p-", f"pairing-{EWA}"))
        ]
    if calendar.is_school_day(today) and not is_early(history):
        assert bool(made) == (Look.GAPS in looks)
