"""The rows of a report: what one ECT received, and what their mentors had (R6, R7)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from bot.domain.access import Action, Standing, is_allowed
from bot.domain.calendar import SchoolCalendar
from bot.domain.drop_ins import DropIn
from bot.domain.induction import (
    expected_by_week,
    gaps_by_week,
    induction_year,
    target_of,
)
from bot.domain.pairings import Induction, Pairing
from bot.domain.people import Member, Role
from bot.domain.results.reports import (
    EctReport,
    MentorReport,
    SessionRow,
    WeekReport,
)
from bot.domain.schools import DateSpan
from bot.domain.sessions import Session, SessionState, TimeClass
from bot.ports.kinds import (
    DROP_INS_OF_PAIRING,
    INDUCTIONS,
    SESSIONS_OF_PAIRING,
    TIME_OFF_OF_SCHOOL,
    TRAINING_OF_PERSON,
)
from bot.ports.store import Reading
from bot.usecases.lookup import member
from bot.usecases.training_ledgers import ledger_of

_DAY = timedelta(days=1)
STANDING_AS = {
    Role.MENTOR: Standing.OWN_MENTOR,
    Role.ECT: Standing.THE_ECT,
    Role.INDUCTION_TUTOR: Standing.INDUCTION_TUTOR,
}


def ect_row(
    records: Reading,
    calendar: SchoolCalendar,
    pairings: Sequence[Pairing],
    days: DateSpan,
    *,
    hat: Role | None = None,
) -> EctReport:
    """Gather what one ECT received in a span, for somebody in one of their roles."""
    ect = member(records, pairings[0].school, pairings[0].ect)
    induction = records.get(INDUCTIONS, f"{ect.school}/{ect.person}")
    if induction is None:
        raise LookupError(f"no induction for {ect.person}")
    meant = [p for p in pairings if p.begins_on <= days.last]
    sessions = sorted(
        (one for p in meant for one in _held(records, calendar, p, days=days)),
        key=lambda session: session.starts_at,
    )
    year = induction_year(induction, calendar, days.last)
    is_shown = hat is Role.ECT or _reads(Action.READ_TIME, hat)
    given, lost = _time_off(records, ect, days, hat=Role.ECT)
    contact = induction.contact
    return EctReport(
        ect=ect.person,
        name=ect.name,
        mentors=_mentors(records, meant, days),
        year=year,
        weeks_per_session=target_of(
            pairings[-1], year, calendar.school
        ).weeks_per_session,
        full_time_equivalent=induction.full_time_equivalent,
        appropriate_body=contact.organisation if contact else "",
        weeks=tuple(
            _weeks(
                calendar,
                _expected(calendar, induction, meant, ect=ect, days=days),
                sessions,
            )
        ),
        sessions=tuple(_row(records, calendar, session) for session in sessions),
        drop_ins=sum(len(_drop_ins(records, pairing, days)) for pairing in meant),
        time_given=given if is_shown else None,
        time_lost=lost if is_shown else None,
    )


def _held(
    records: Reading, calendar: SchoolCalendar, pairing: Pairing, *, days: DateSpan
) -> Sequence[Session]:
    return records.find(
        SESSIONS_OF_PAIRING,
        pairing.id,
        SessionState.HELD.value,
        at_least=calendar.moment(days.first, time()),
        below=calendar.moment(days.last + _DAY, time()),
    )


def _expected(
    calendar: SchoolCalendar,
    induction: Induction,
    pairings: Sequence[Pairing],
    *,
    ect: Member,
    days: DateSpan,
) -> dict[date, int]:
    """Return what was to be expected of each school week of a span."""
    expected = dict.fromkeys(
        (week.monday for week in calendar.school_weeks(days.first, days.last)), 0
    )
    for pairing in pairings:
        weeks = expected_by_week(pairing, induction, calendar, ect, until=days.last)
        for monday, number in weeks.items():
            if monday in expected:
                expected[monday] += number
    return expected


def _weeks(
    calendar: SchoolCalendar, expected: dict[date, int], sessions: Sequence[Session]
) -> Iterator[WeekReport]:
    """Yield all school weeks, and the others in which the two met all the same."""
    met: dict[date, Counter[bool]] = {}
    for session in sessions:
        day = calendar.day_of(session.starts_at)
        monday = day - day.weekday() * _DAY
        is_outside = session.time_class is not TimeClass.TEACHING
        met.setdefault(monday, Counter())[is_outside] += 1
    mondays = sorted({*expected, *met})
    gaps = gaps_by_week(
        (expected.get(monday, 0), met.get(monday, Counter()).total())
        for monday in mondays
    )
    for monday, gap in zip(mondays, gaps, strict=True):
        counted = met.get(monday, Counter())
        yield WeekReport(
            monday,
            expected=expected.get(monday, 0),
            in_hours=counted[False],
            outside=counted[True],
            gap=gap,
            is_school_week=monday in expected,
        )


def _row(records: Reading, calendar: SchoolCalendar, session: Session) -> SessionRow:
    return SessionRow(
        starts=calendar.local(session.starts_at),
        ends=calendar.local(session.ends_at),
        minutes=session.minutes,
        mentor=member(records, session.school, session.mentor).name,
        place=session.place,
        time_class=session.time_class,
        reason=session.reason or "",
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


def _time_off(
    records: Reading, who: Member, days: DateSpan, *, hat: Role
) -> tuple[int, int]:
    """Count the weeks in which somebody got their time off timetable, and did not."""
    monday = days.first - days.first.weekday() * _DAY
    said = [
        week
        for week in records.find(
            TIME_OFF_OF_SCHOOL, who.school, at_least=monday, below=days.last + _DAY
        )
        if (week.person, week.hat) == (who.person, hat)
    ]
    lost = sum(week.lost_to is not None for week in said)
    return len(said) - lost, lost


def _reads(action: Action, hat: Role | None) -> bool:
    return hat is not None and is_allowed(action, {STANDING_AS[hat]})


def mentor_rows(
    records: Reading,
    calendar: SchoolCalendar,
    pairings: Sequence[Pairing],
    days: DateSpan,
    *,
    hat: Role,
) -> tuple[MentorReport, ...]:
    """Gather what the mentors of a report had; nothing to who may not see it (R6, R7).

    A mentor sees their own, an induction tutor the school's.
    """
    if hat is not Role.MENTOR and not _reads(Action.READ_TRAINING, hat):
        return ()
    rows = []
    for person in dict.fromkeys(p.mentor for p in pairings if _is_within(p, days)):
        mentor = member(records, calendar.school.id, person)
        entries = records.find(
            TRAINING_OF_PERSON, person, at_least=days.first, below=days.last + _DAY
        )
        found = ledger_of(records, person, calendar, on=days.last)
        given, lost = _time_off(records, mentor, days, hat=Role.MENTOR)
        row = MentorReport(
            name=mentor.name,
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
