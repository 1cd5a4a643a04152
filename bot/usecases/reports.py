"""Reports: what each ECT received, for those who may see it, and counts for leaders."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from bot.domain.access import Action, Standing, Subject, is_allowed, standings
from bot.domain.audit import Saw
from bot.domain.calendar import SchoolCalendar
from bot.domain.drop_ins import DropIn
from bot.domain.errors import NotAllowed
from bot.domain.induction import (
    expected_by_week,
    gaps_by_week,
    induction_year,
    target_of,
)
from bot.domain.pairings import Induction, Pairing
from bot.domain.people import Member, Role
from bot.domain.periods import Period, span_of
from bot.domain.results.reports import (
    REPORTING,
    EctReport,
    LeaderReport,
    Report,
    ReportChoice,
    ReportWish,
    SessionRow,
    WeekReport,
)
from bot.domain.schools import DateSpan
from bot.domain.sessions import Session, SessionState, TimeClass
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    DROP_INS_OF_PAIRING,
    INDUCTIONS,
    MEMBERS,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_MENTOR,
    PAIRINGS_OF_SCHOOL,
    SESSIONS_OF_PAIRING,
    TIME_OFF_OF_SCHOOL,
)
from bot.ports.store import Reading
from bot.usecases.audit import audit
from bot.usecases.lookup import calendar_of, member, require_place

_DAY = timedelta(days=1)
_AS = {
    Role.MENTOR: Standing.OWN_MENTOR,
    Role.ECT: Standing.THE_ECT,
    Role.INDUCTION_TUTOR: Standing.INDUCTION_TUTOR,
}


def report_choices(ports: Ports, actor: Actor) -> list[ReportChoice]:
    """Say what somebody can have reports on; nothing for leaders, who have counts.

    Raises NotAllowed for somebody in no roster.
    """
    with ports.store.reading(actor.team) as records:
        found = []
        for place in require_place(records, actor.person):
            school = calendar_of(ports, records, place.school).school
            for hat in REPORTING:
                ects = {p.ect for p in _pairings(records, place, hat)}
                if ects:
                    named = [
                        (one, member(records, school.id, one).name) for one in ects
                    ]
                    named.sort(key=lambda one: (one[1].casefold(), one[0]))
                    found.append(
                        ReportChoice(school.id, school.name, hat, tuple(named))
                    )
        return found


def report(ports: Ports, actor: Actor, wish: ReportWish) -> Report:
    """Report on what ECTs received: facts alone (R5).

    That an induction tutor had one is noted. Raises NotAllowed.
    """
    found = _gathered(ports, actor, wish)
    if wish.hat is Role.INDUCTION_TUTOR:
        # Apart from the gathering, which would keep the school's writers waiting.
        with ports.store.transaction(actor.team) as records:
            whom = wish.ect or wish.school
            audit(ports, records, Saw.REPORT, by=actor.person, subject=whom)
    return found


def _gathered(ports: Ports, actor: Actor, wish: ReportWish) -> Report:
    with ports.store.reading(actor.team) as records:
        place = records.get(MEMBERS, f"{wish.school}/{actor.person}")
        pairings = list(_pairings(records, place, wish.hat)) if place else []
        ects = [p.ect for p in pairings if wish.ect in {None, p.ect}]
        if not ects:
            raise NotAllowed("There is nobody whom you can have a report on here.")
        calendar = calendar_of(ports, records, wish.school)
        today = calendar.day_of(ports.clock.now())
        span = span_of(calendar, wish.period, today)
        until = min(today, span.days.last)
        rows = [
            _of_ect(
                records,
                calendar,
                [p for p in pairings if p.ect == ect],
                DateSpan(first=span.days.first, last=max(until, span.days.first)),
                hat=wish.hat,
            )
            for ect in dict.fromkeys(ects)
        ]
        rows.sort(key=lambda row: (row.name.casefold(), row.ect))
        school = calendar.school.name
        return Report(school, wish.hat, span, until, today, tuple(rows))


def leader_reports(ports: Ports, actor: Actor, period: Period) -> list[LeaderReport]:
    """Count a period for a leader, school by school; views withhold small counts.

    Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        found = []
        own = require_place(records, actor.person)
        for place in own:
            standing = standings(actor.person, [place], Subject())
            if is_allowed(Action.SEE_COUNTS, standing):
                found.append(_counted(ports, records, place, period))
        if not found:
            raise NotAllowed(
                "There is nothing to report on for you here yet: you are not down as "
                "anybody's mentor, and not as an ECT with one."
            )
        return found


def _counted(
    ports: Ports, records: Reading, place: Member, period: Period
) -> LeaderReport:
    calendar = calendar_of(ports, records, place.school)
    today = calendar.day_of(ports.clock.now())
    span = span_of(calendar, period, today)
    days = DateSpan(
        first=span.days.first, last=max(span.days.first, min(today, span.days.last))
    )
    pairings = list(records.find(PAIRINGS_OF_SCHOOL, place.school))
    rows = [
        _of_ect(records, calendar, [p for p in pairings if p.ect == ect], days)
        for ect in dict.fromkeys(p.ect for p in pairings)
    ]
    seen = [row for row in rows if row.held or row.expected]
    return LeaderReport(
        school=calendar.school.name,
        span=span,
        ects=len(seen),
        expected=sum(row.expected for row in seen),
        held=sum(row.held for row in seen),
        outside=sum(row.outside for row in seen),
    )


def _pairings(records: Reading, place: Member, hat: Role) -> Iterator[Pairing]:
    """Yield the pairings whose facts somebody sees in one of their roles."""
    index, key = {
        Role.MENTOR: (PAIRINGS_OF_MENTOR, place.person),
        Role.ECT: (PAIRINGS_OF_ECT, place.person),
        Role.INDUCTION_TUTOR: (PAIRINGS_OF_SCHOOL, place.school),
    }[hat]
    for pairing in records.find(index, key):
        standing = standings(place.person, [place], Subject(pairing=pairing))
        stands = standing & {_AS[hat]}
        if pairing.school == place.school and is_allowed(
            Action.READ_SESSION_FACTS, stands
        ):
            yield pairing


def _of_ect(
    records: Reading,
    calendar: SchoolCalendar,
    pairings: Sequence[Pairing],
    days: DateSpan,
    *,
    hat: Role | None = None,
) -> EctReport:
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
    given, lost = _time_off(records, ect, days, hat=hat)
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
        time_given=given,
        time_lost=lost,
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
        if pairing.ends_on is None or pairing.ends_on >= days.first
    ]
    return tuple(dict.fromkeys(names))


def _drop_ins(records: Reading, pairing: Pairing, days: DateSpan) -> Sequence[DropIn]:
    return records.find(
        DROP_INS_OF_PAIRING, pairing.id, at_least=days.first, below=days.last + _DAY
    )


def _time_off(
    records: Reading, ect: Member, days: DateSpan, *, hat: Role | None
) -> tuple[int | None, int | None]:
    """Count the weeks of an ECT's time off timetable, for those whom it concerns."""
    if hat is None or not (hat is Role.ECT or is_allowed(Action.READ_TIME, {_AS[hat]})):
        return None, None
    monday = days.first - days.first.weekday() * _DAY
    said = [
        week
        for week in records.find(
            TIME_OFF_OF_SCHOOL, ect.school, at_least=monday, below=days.last + _DAY
        )
        if (week.person, week.hat) == (ect.person, Role.ECT)
    ]
    lost = sum(week.lost_to is not None for week in said)
    return len(said) - lost, lost
