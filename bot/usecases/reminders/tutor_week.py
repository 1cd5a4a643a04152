"""What an induction tutor's week shows: on its first day, and gathered on its last."""

from datetime import date, time, timedelta

from bot.domain.calendars.half_terms import half_begins
from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek, monday_of
from bot.domain.people.member import Member
from bot.domain.reminders.nudges import Nudge, NudgeKind
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    DISPUTED,
    INDUCTIONS,
    MISSED_OF_PAIRING,
    OPEN_FLAGS,
    PAIRINGS_OF_SCHOOL,
    SESSIONS,
    SESSIONS_OF_PAIRING,
)
from bot.ports.store import Reading
from bot.results.entitlement.time_off import TimeShown
from bot.results.entitlement.training import LedgerShown
from bot.results.reminders.nudges import NudgeShown, PairingWeek
from bot.results.sessions.cards import SessionFacts
from bot.usecases.entitlement.drop_ins import days_of_drop_ins
from bot.usecases.entitlement.time_off_counts import time_shown
from bot.usecases.entitlement.training_ledgers import ledgers_of_school
from bot.usecases.kernel.lookup import Mentoring, facts, member, mentoring
from bot.usecases.sessions.expected import is_covered, lately

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_PATTERN = 3  # sessions out of hours in a half-term: one gentle line


def tutor_week(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    """Gather a tutor's week; for the digest also what stood out."""
    monday = date.fromisoformat(nudge.subject)
    weeks = calendar.school_weeks(monday, monday + _WEEK - _DAY)
    own = _own_pairings(ports, records, nudge, monday)
    if not weeks or not own:
        return None
    rows = tuple(
        row
        for about in own
        if _stood_out(row := _row(ports, records, about, weeks[0]))
        or _runs_on(about, weeks[0])
    )
    flags = len(records.find(OPEN_FLAGS, nudge.reader, nudge.school))
    outside = _often_outside(records, own, calendar, monday)
    since = half_begins(calendar, monday + _WEEK - _DAY)
    reader = member(records, nudge.school, nudge.reader)
    lost = _time_lost(records, own, reader=reader, since=since)
    quiet = not any(_stood_out(row) for row in rows)
    if nudge.kind is NudgeKind.DIGEST and quiet and not flags and not outside:
        return None
    return NudgeShown(
        nudge=nudge,
        today=calendar.day_of(ports.clock.now()),
        week=rows,
        often_outside=outside,
        time_lost=lost,
        training=_behind(ports, records, own, reader=reader),
        open_flags=flags,
    )


def _stood_out(row: PairingWeek) -> bool:
    """Whether there is anything to say of a pairing's week."""
    sessions = row.held or row.planned or row.missed or row.disputed
    return row.is_owed or bool(sessions or row.drop_ins)


def _row(
    ports: Ports, records: Reading, about: Mentoring, week: SchoolWeek
) -> PairingWeek:
    def of(state: SessionState) -> tuple[SessionFacts, ...]:
        return tuple(
            facts(about, session, ports.clock.now())
            for session in _sessions(records, about, state, week.monday, weeks=1)
        )

    missed = records.find(
        MISSED_OF_PAIRING,
        about.pairing.id,
        at_least=week.monday,
        below=week.monday + _WEEK,
    )
    return PairingWeek(
        mentor=about.mentor.name,
        ect=about.ect.name,
        held=of(SessionState.HELD),
        planned=of(SessionState.PLANNED),
        missed=tuple(one.why for one in missed),
        disputed=_disputed(records, about),
        is_owed=_runs_on(about, week)
        and not is_covered(lately(records, about, week), week),
        drop_ins=tuple(
            day
            for day in days_of_drop_ins(records, [about.pairing])
            if monday_of(day) == week.monday
        ),
    )


def _runs_on(about: Mentoring, week: SchoolWeek) -> bool:
    """Whether a week ends with this mentor: one who hands over owes it no more."""
    return about.pairing.runs_on(week.school_days[-1])


def _disputed(records: Reading, about: Mentoring) -> tuple[date, ...]:
    """Return the days of sessions on which mentor and ECT disagreed twice."""
    sessions = (
        records.get(SESSIONS, one.session)
        for one in records.find(DISPUTED, about.pairing.id)
    )
    return tuple(
        about.calendar.day_of(session.starts_at)
        for session in sessions
        if session is not None and session.state is SessionState.HELD
    )


def _often_outside(
    records: Reading, own: list[Mentoring], calendar: SchoolCalendar, monday: date
) -> tuple[tuple[str, tuple[date, ...]], ...]:
    """Return who was often outside teaching hours this half-term, and when."""
    begins = monday_of(half_begins(calendar, monday + _WEEK - _DAY))
    weeks = (monday - begins).days // 7 + 1
    outside = []
    for about in own:
        days = [
            calendar.day_of(session.starts_at)
            for session in _sessions(
                records, about, SessionState.HELD, begins, weeks=weeks
            )
            if session.time_class is not TimeClass.TEACHING
        ]
        if len(days) >= _PATTERN:
            outside.append((f"{about.mentor.name} with {about.ect.name}", tuple(days)))
    return tuple(outside)


def _time_lost(
    records: Reading,
    own: list[Mentoring],
    *,
    reader: Member,
    since: date,
) -> tuple[TimeShown, ...]:
    """Return whose time off timetable was not given this half-term, of one's own."""
    ects = frozenset(about.ect.person for about in own)
    mentors = {
        pairing.mentor
        for pairing in records.find(PAIRINGS_OF_SCHOOL, reader.school)
        if pairing.ect in ects and (pairing.ends_on or since) >= since
    }
    people = ects | mentors
    shown = time_shown(records, reader, since=since, people=people)
    return tuple(one for one in shown if one.count.weeks_lost)


def _behind(
    ports: Ports, records: Reading, own: list[Mentoring], *, reader: Member
) -> tuple[LedgerShown, ...]:
    """Return the ledgers of one's own mentors that are behind an even pace (R6).

    And those of which only the beginning that is assumed says so: it is asked for.
    """
    calendar = own[0].calendar
    mentors = {about.mentor.person for about in own}
    today = calendar.day_of(ports.clock.now())
    shown = ledgers_of_school(records, reader, calendar, today=today)
    return tuple(
        one
        for one in shown
        if one.person in mentors and (one.ledger.is_behind or one.ledger.is_to_be_asked)
    )


def _sessions(
    records: Reading, about: Mentoring, state: SessionState, monday: date, *, weeks: int
) -> list[Session]:
    moment = about.calendar.moment
    return list(
        records.find(
            SESSIONS_OF_PAIRING,
            about.pairing.id,
            state.value,
            at_least=moment(monday, time()),
            below=moment(monday + weeks * _WEEK, time()),
        )
    )


def _own_pairings(
    ports: Ports, records: Reading, nudge: Nudge, monday: date
) -> list[Mentoring]:
    last = monday + _WEEK
    found = []
    for pairing in records.find(PAIRINGS_OF_SCHOOL, nudge.school):
        induction = records.get(INDUCTIONS, f"{nudge.school}/{pairing.ect}")
        runs = pairing.begins_on < last and (pairing.ends_on or last) >= monday
        if runs and induction is not None and induction.tutor == nudge.reader:
            found.append(mentoring(ports, records, pairing))
    return found
