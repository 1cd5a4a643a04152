"""What a reminder shows: gathered from the records at the moment it is drawn."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek
from bot.domain.kernel.history import is_open_to_undo
from bot.domain.kernel.instants import stamp
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.pairings import Pairing
from bot.domain.reminders.nudges import Nudge, NudgeKind, NudgeState, asked_on
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    INDUCTIONS,
    MISSED,
    NUDGES_ABOUT,
    NUDGES_OF_ROUND,
    PAIRINGS,
    SESSIONS,
)
from bot.ports.store import Reading
from bot.results.entitlement.training import LedgerShown
from bot.results.reminders.nudges import NudgeRound, NudgeShown
from bot.results.sessions.cards import SessionFacts
from bot.usecases.entitlement.training_ledgers import ledger_of
from bot.usecases.kernel.lookup import Mentoring, calendar_of, facts, member, mentoring
from bot.usecases.outbox.levels import preference_of
from bot.usecases.outbox.nudging import sessions_of_day
from bot.usecases.outbox.shown_to import may_be_reminded, may_see_session
from bot.usecases.reminders.tutor_week import tutor_week
from bot.usecases.sessions.expected import (
    counts_before,
    is_covered,
    lately,
    weeks_per_session,
)
from bot.usecases.sessions.follow_up import week_key

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


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
    if not may_be_reminded(records, nudge):
        return None
    calendar = calendar_of(ports, records, nudge.school)
    return _GATHER[nudge.kind](ports, records, nudge, calendar)


def _upcoming(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    day = date.fromisoformat(nudge.subject)
    sessions = [
        session
        for session in sessions_of_day(records, calendar, nudge.reader, day)
        if not _falls_out(records, calendar, session)
        and may_see_session(records, session, nudge.reader)
    ]
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
    if session is None or records.get(PAIRINGS, session.pairing) is None:
        return None
    if nudge.round is None and _falls_out(records, calendar, session):
        return None
    moved = f":{stamp(session.starts_at)}:" not in nudge.key
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


def _falls_out(records: Reading, calendar: SchoolCalendar, session: Session) -> bool:
    """Whether a session is planned for a day on which one of the two is away."""
    pairing = records.get(PAIRINGS, session.pairing)
    if pairing is None or session.state is not SessionState.PLANNED:
        return False
    day = calendar.day_of(session.starts_at)
    return any(
        member(records, pairing.school, person).is_away_on(day)
        for person in (pairing.mentor, pairing.ect)
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
        is_over=is_covered(lately(records, about, week), week),
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
    kept = lately(records, about, week)
    missed = counts_before(kept, week).running
    begins = about.pairing.begins_on
    theirs = [w for w in kept.due if w.expected and begins <= w.monday < week.monday]
    return NudgeShown(
        nudge=nudge,
        today=_today(ports, calendar),
        mentor=about.mentor.name if len(theirs) >= missed else "",
        ect=about.ect.name,
        pairing=about.pairing.id,
        missed=missed,
        is_over=missed < 2,  # noqa: PLR2004 - two running
    )


def _review(
    ports: Ports, records: Reading, nudge: Nudge, calendar: SchoolCalendar
) -> NudgeShown | None:
    ect, _, day = nudge.subject.partition("|")
    due_on = date.fromisoformat(day)
    induction = records.get(INDUCTIONS, f"{nudge.school}/{ect}")
    return NudgeShown(
        nudge=nudge,
        today=_today(ports, calendar),
        ect=member(records, nudge.school, PersonId(ect)).name,
        due_on=due_on,
        is_over=induction is None or due_on not in induction.reviews,
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
        is_over=asked_again or not (ledger.is_behind or ledger.is_to_be_asked),
    )


_Gather = Callable[[Ports, Reading, Nudge, SchoolCalendar], NudgeShown | None]
_GATHER: dict[NudgeKind, _Gather] = {
    NudgeKind.UPCOMING: _upcoming,
    NudgeKind.HOUR_BEFORE: _session,
    NudgeKind.LOG_IT: _session,
    NudgeKind.NOTHING_PLANNED: _nothing_planned,
    NudgeKind.GAP: _gap,
    NudgeKind.REVIEW: _review,
    NudgeKind.WEEK_AHEAD: tutor_week,
    NudgeKind.DIGEST: tutor_week,
    NudgeKind.TRAINING: _training,
}


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
