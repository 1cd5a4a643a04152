"""The rows of a report: what one ECT received, and what their mentors had (R6, R7)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, monday_of
from bot.domain.entitlement.drop_ins import DropIn
from bot.domain.entitlement.time_off import TimeCount
from bot.domain.kernel.access import Action, Standing, is_allowed
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.domain.people.pairings import Pairing
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.expected import Entitled, MentoringCounts, rhythms_in
from bot.domain.sessions.records import Session, TimeClass
from bot.ports.kinds import (
    DROP_INS_OF_PAIRING,
    INDUCTIONS,
    TRAINING_OF_PERSON,
)
from bot.ports.store import Reading
from bot.results.overviews.reports import (
    EctReport,
    MentorReport,
    SessionRow,
    WeekReport,
)
from bot.usecases.entitlement.training_ledgers import ledger_of
from bot.usecases.kernel.lookup import member
from bot.usecases.sessions.expected import counts_from, counts_of, gathered

_DAY = timedelta(days=1)
STANDING_AS = {
    Role.MENTOR: Standing.OWN_MENTOR,
    Role.ECT: Standing.THE_ECT,
    Role.INDUCTION_TUTOR: Standing.INDUCTION_TUTOR,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows of a report have in common."""

    calendar: SchoolCalendar
    days: DateSpan
    now: datetime
    reader: PersonId
    hat: Role | None  # None: a leader, who has counts alone
    time: Mapping[tuple[PersonId, Role], TimeCount]

    def has(self, session: Session) -> bool:
        """Whether a session was in these days."""
        return self.calendar.day_of(session.starts_at) in self.days

    def time_of(self, person: PersonId, hat: Role) -> tuple[int, int]:
        """Return in how many weeks somebody got their time, and in how many not."""
        count = self.time.get((person, hat))
        return (count.given, count.weeks_lost) if count else (0, 0)


def ect_row(records: Reading, frame: Frame, pairings: Sequence[Pairing]) -> EctReport:
    """Gather what one ECT received in a span, in the pairings that its reader sees."""
    calendar, days = frame.calendar, frame.days
    ect = member(records, pairings[0].school, pairings[0].ect)
    induction = records.get(INDUCTIONS, f"{ect.school}/{ect.person}")
    if induction is None:
        raise LookupError(f"no induction for {ect.person}")
    since = counts_from(records, calendar)
    who = Entitled(ect, induction, pairings, calendar, since)
    kept = gathered(records, who)
    sessions = [session for session in kept.held if frame.has(session)]
    meant = [p for p in pairings if p.begins_on <= days.last]
    is_shown = frame.hat is Role.ECT or _reads(Action.READ_TIME, frame.hat)
    given, lost = frame.time_of(ect.person, Role.ECT)
    contact = induction.contact
    return EctReport(
        ect=ect.person,
        name=ect.name,
        mentors=_mentors(records, meant, days),
        rhythms=rhythms_in(who, days),
        appropriate_body=contact.organisation if contact else "",
        weeks=tuple(_weeks(frame, counts_of(kept, frame.now), sessions)),
        sessions=tuple(_row(records, frame, session) for session in sessions),
        drop_ins=sum(len(_drop_ins(records, pairing, days)) for pairing in meant),
        time_given=given if is_shown else None,
        time_lost=lost if is_shown else None,
    )


def _weeks(
    frame: Frame, counts: MentoringCounts, sessions: Sequence[Session]
) -> Iterator[WeekReport]:
    """Yield all school weeks, and the others in which the two met all the same."""
    met: dict[date, Counter[bool]] = {}
    for session in sessions:
        monday = monday_of(frame.calendar.day_of(session.starts_at))
        is_outside = session.time_class is not TimeClass.TEACHING
        met.setdefault(monday, Counter())[is_outside] += 1
    weeks = frame.calendar.school_weeks(frame.days.first, frame.days.last)
    school_weeks = {week.monday for week in weeks}
    by_monday = {week.monday: week for week in counts.weeks}
    for monday in sorted({*school_weeks, *met}):
        counted, held = by_monday.get(monday), met.get(monday, Counter[bool]())
        yield WeekReport(
            monday,
            expected=counted.expected if counted else 0,
            in_hours=held[False],
            outside=held[True],
            gap=counted.gap if counted else 0,
            is_school_week=monday in school_weeks,
        )


def _row(records: Reading, frame: Frame, session: Session) -> SessionRow:
    """Return the facts of a session; of an earlier mentor's a new one sees the day."""
    local = frame.calendar.local
    is_anothers = frame.hat is Role.MENTOR and session.mentor != frame.reader
    return SessionRow(
        starts=local(session.starts_at),
        ends=local(session.ends_at),
        minutes=session.minutes,
        mentor=member(records, session.school, session.mentor).name,
        place=session.place,
        time_class=session.time_class,
        reason="" if is_anothers else session.reason or "",
    )


def _mentors(
    records: Reading, pairings: Sequence[Pairing], days: DateSpan
) -> tuple[str, ...]:
    """Return who mentored an ECT in a span, in turn."""
    names = [
        member(records, pairing.school, pairing.mentor).name
        for pairing in pairings
        if _is_within(pairing, days)
    ]
    return tuple(dict.fromkeys(names))


def _drop_ins(records: Reading, pairing: Pairing, days: DateSpan) -> Sequence[DropIn]:
    return records.find(
        DROP_INS_OF_PAIRING, pairing.id, at_least=days.first, below=days.last + _DAY
    )


def _reads(action: Action, hat: Role | None) -> bool:
    return hat is not None and is_allowed(action, {STANDING_AS[hat]})


def mentor_rows(
    records: Reading, frame: Frame, pairings: Sequence[Pairing]
) -> tuple[MentorReport, ...]:
    """Gather what the mentors of a report had; nothing to who may not see it (R6, R7).

    A mentor sees their own, an induction tutor the school's.
    """
    calendar, days, hat = frame.calendar, frame.days, frame.hat
    if hat is not Role.MENTOR and not _reads(Action.READ_TRAINING, hat):
        return ()
    rows = []
    for person in dict.fromkeys(p.mentor for p in pairings if _is_within(p, days)):
        entries = records.find(
            TRAINING_OF_PERSON, person, at_least=days.first, below=days.last + _DAY
        )
        found = ledger_of(records, person, calendar, on=days.last)
        given, lost = frame.time_of(person, Role.MENTOR)
        row = MentorReport(
            name=member(records, calendar.school.id, person).name,
            training_minutes=sum(entry.minutes for entry in entries),
            training_done=found.done if found else 0,
            training_total=found.entitlement.minutes if found else None,
            time_given=given,
            time_lost=lost,
        )
        rows.append(row)
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))


def _is_within(pairing: Pairing, days: DateSpan) -> bool:
    has_ended = pairing.ends_on is not None and pairing.ends_on < days.first
    return pairing.begins_on <= days.last and not has_ended
