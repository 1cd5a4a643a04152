"""What a reminder shows: gathered from the records at the moment it is drawn."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.domain.acts import is_open_to_undo
from bot.domain.calendar import SchoolCalendar, SchoolWeek
from bot.domain.half_terms import half_begins
from bot.domain.nudges import Nudge, NudgeKind, NudgeState, asked_on, monday_of
from bot.domain.pairings import Pairing
from bot.domain.people import Member
from bot.domain.record import PairingId, PersonId
from bot.domain.results.nudges import NudgeRound, NudgeShown, PairingWeek
from bot.domain.results.sessions import SessionFacts
from bot.domain.results.time_off import TimeShown
from bot.domain.results.training import LedgerShown
from bot.domain.sessions import Session, SessionState, TimeClass
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    DISPUTED,
    INDUCTIONS,
    MISSED,
    MISSED_OF_PAIRING,
    NUDGES_ABOUT,
    NUDGES_OF_ROUND,
    OPEN_FLAGS,
    PAIRINGS,
    PAIRINGS_OF_SCHOOL,
    SESSIONS,
    SESSIONS_OF_PAIRING,
)
from bot.ports.store import Reading
from bot.usecases.drop_ins import days_of_drop_ins
from bot.usecases.follow_up import week_key
from bot.usecases.lookup import (
    Mentoring,
    calendar_of,
    facts,
    member,
    mentoring,
)
from bot.usecases.nudge_preferences import preference_of
from bot.usecases.nudging import (
    is_covered,
    running_gaps,
    sessions_of_day,
    weeks_per_session,
)
from bot.usecases.time_off_counts import time_shown
from bot.usecases.training_ledgers import ledger_of, ledgers_of_school

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_PATTERN = 3  # sessions out of hours in a half-term: one gentle line


def round_now(ports: Ports, records: Reading, name: str) -> NudgeRound:
    """Gather all that came in one message, as it stands now."""
    shown = [
        one
        for nudge in records.find(NUDGES_OF_ROUND, name)
        if (one := shown_now(ports, records, nudge)) is not None
    ]
    return NudgeRound(tuple(sorted(shown, key=_begins)))


def _begins(shown: NudgeShown) -> datetime:
    """Return when what is shown begins, so that a message reads in order."""
    return min((one.starts for one in shown.facts), default=shown.nudge.not_before)


def shown_now(ports: Ports, records: Reading, nudge: Nudge) -> NudgeShown | None:
    """Gather what a nudge shows now; None where there is nothing to show."""
    calendar = calendar_of(ports, records, nudge.school)
    return _GATHER[nudge.kind](ports, records, nudge, calendar)


def _upcoming(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    day = date.fromisoformat(nudge.subject)
    sessions = sessions_of_day(records, calendar, nudge.reader, day)
    if not sessions and nudge.round is None:
        return None
    return NudgeShown(
        nudge=nudge,
        today=_today(ports, calendar),
        facts=tuple(_facts(ports, records, session) for session in sessions),
        due_on=day,
        is_over=not sessions,
    )


def _session(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    session = records.get(SESSIONS, nudge.subject)
    if session is None:
        return None
    moved = f":{session.starts_at:%Y%m%dT%H%MZ}:" not in nudge.key
    newer = any(
        other.state is NudgeState.SENT
        and (other.kind, other.reader) == (nudge.kind, nudge.reader)
        and other.not_before > nudge.not_before
        for other in records.find(NUDGES_ABOUT, nudge.subject)
    )
    return NudgeShown(
        nudge=nudge,
        today=_today(ports, calendar),
        facts=(_facts(ports, records, session),),
        is_over=session.state is not SessionState.PLANNED or moved or newer,
        asked_again=newer and not moved,
        slowed=_says_slowed(records, nudge),
    )


def _nothing_planned(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    found = _pairing_week(ports, records, nudge, calendar)
    if found is None:
        return None
    about, week = found
    today, people = _today(ports, calendar), (about.mentor, about.ect)
    if nudge.round is None and asked_on(calendar, week, people, today) is None:
        return None  # somebody is away by now
    return NudgeShown(
        nudge=nudge,
        today=today,
        ect=about.ect.name,
        pairing=about.pairing.id,
        weeks_per_session=weeks_per_session(about, week.monday),
        is_over=is_covered(records, about, week),
        may_undo=_may_undo(ports, records, about, week),
        slowed=_says_slowed(records, nudge),
    )


def _may_undo(
    ports: Ports, records: Reading, about: Mentoring, week: SchoolWeek
) -> bool:
    """Whether the mentor has just said that there is no session in a week."""
    kept = records.get(MISSED, week_key(about.pairing.id, week.monday))
    return kept is not None and is_open_to_undo(kept.at, ports.clock.now())


def _gap(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    found = _pairing_week(ports, records, nudge, calendar)
    if found is None:
        return None
    about, week = found
    return NudgeShown(
        nudge=nudge,
        today=_today(ports, calendar),
        mentor=about.mentor.name,
        ect=about.ect.name,
        pairing=about.pairing.id,
        weeks_per_session=running_gaps(records, about, week),
        is_over=running_gaps(records, about, week) < 2,  # noqa: PLR2004 - two running
    )


def _review(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    ect, _, due_on = nudge.subject.partition("|")
    return NudgeShown(
        nudge=nudge,
        today=_today(ports, calendar),
        ect=member(records, nudge.school, PersonId(ect)).name,
        due_on=date.fromisoformat(due_on),
    )


def _training(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    today = _today(ports, calendar)
    ledger = ledger_of(records, nudge.reader, calendar, on=today)
    if ledger is None:
        return None
    reader = member(records, nudge.school, nudge.reader)
    asked_again = any(
        other.state is NudgeState.SENT and other.not_before > nudge.not_before
        for other in records.find(NUDGES_ABOUT, nudge.subject)
    )
    return NudgeShown(
        nudge=nudge,
        today=today,
        training=(LedgerShown(reader.person, reader.name, ledger),),
        is_over=asked_again or not ledger.is_behind,
    )


def _week(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    """Gather a tutor's week; for the digest also what stood out."""
    monday = date.fromisoformat(nudge.subject)
    weeks = calendar.school_weeks(monday, monday + _WEEK - _DAY)
    own = _own_pairings(ports, records, nudge, monday)
    if not weeks or not own:
        return None
    rows = tuple(_row(ports, records, about, weeks[0]) for about in own)
    flags = len(records.find(OPEN_FLAGS, nudge.reader, nudge.school))
    outside = _often_outside(records, own, calendar, monday)
    since = half_begins(calendar, monday + _WEEK - _DAY)
    reader = member(records, nudge.school, nudge.reader)
    lost = _time_lost(records, own, reader=reader, since=since)
    quiet = not any(row.is_owed or row.missed or row.held for row in rows)
    if nudge.kind is NudgeKind.DIGEST and quiet and not flags and not outside:
        return None
    return NudgeShown(
        nudge=nudge,
        today=_today(ports, calendar),
        week=rows,
        often_outside=outside,
        time_lost=lost,
        training=_behind(ports, records, own, reader=reader),
        open_flags=flags,
    )


_Gather = Callable[[Ports, Reading, Nudge, SchoolCalendar], NudgeShown | None]
_GATHER: dict[NudgeKind, _Gather] = {
    NudgeKind.UPCOMING: _upcoming,
    NudgeKind.HOUR_BEFORE: _session,
    NudgeKind.LOG_IT: _session,
    NudgeKind.NOTHING_PLANNED: _nothing_planned,
    NudgeKind.GAP: _gap,
    NudgeKind.REVIEW: _review,
    NudgeKind.WEEK_AHEAD: _week,
    NudgeKind.DIGEST: _week,
    NudgeKind.TRAINING: _training,
}


def _row(
    ports: Ports, records: Reading, about: Mentoring, week: SchoolWeek
) -> PairingWeek:
    def of(state: SessionState) -> tuple[SessionFacts, ...]:
        return tuple(
            _facts(ports, records, session)
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
        is_owed=not is_covered(records, about, week),
        running_gaps=running_gaps(records, about, week),
        drop_ins=tuple(
            day
            for day in days_of_drop_ins(records, about.pairing)
            if monday_of(day) == week.monday
        ),
    )


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
    people = frozenset(
        person.person for about in own for person in (about.mentor, about.ect)
    )
    shown = time_shown(records, reader, since=since, people=people)
    return tuple(one for one in shown if one.count.weeks_lost)


def _behind(
    ports: Ports, records: Reading, own: list[Mentoring], *, reader: Member
) -> tuple[LedgerShown, ...]:
    """Return the ledgers of one's own mentors that are behind an even pace (R6)."""
    calendar = own[0].calendar
    mentors = {about.mentor.person for about in own}
    today = _today(ports, calendar)
    shown = ledgers_of_school(records, reader, calendar, today=today)
    return tuple(one for one in shown if one.person in mentors and one.ledger.is_behind)


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


def _pairing_week(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> tuple[Mentoring, SchoolWeek] | None:
    name, _, monday = nudge.subject.rpartition("|")
    pairing: Pairing | None = records.get(PAIRINGS, PairingId(name))
    first = date.fromisoformat(monday)
    weeks = calendar.school_weeks(first, first + _WEEK - _DAY)
    if pairing is None or not weeks:
        return None
    return mentoring(ports, records, pairing), weeks[0]


def _facts(ports: Ports, records: Reading, session: Session) -> SessionFacts:
    pairing = records.get(PAIRINGS, session.pairing)
    if pairing is None:
        raise LookupError(f"session {session.id} of no pairing")
    return facts(mentoring(ports, records, pairing), session, ports.clock.now())


def _says_slowed(records: Reading, nudge: Nudge) -> bool:
    """Whether this is the one message that says that its kind comes less often."""
    wish = preference_of(records, nudge.reader, nudge.kind)
    return wish.slowed_in is not None and wish.slowed_in == nudge.round


def _today(ports: Ports, calendar: SchoolCalendar) -> date:
    return calendar.day_of(ports.clock.now())
