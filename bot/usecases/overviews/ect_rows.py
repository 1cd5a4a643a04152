"""The induction tutor's table of ECTs, and one ECT in it: facts, no words (R5)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek, monday_of
from bot.domain.kernel.access import Action, Subject, require, standings
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.overviews.ect_state import Signs, looks_of, state_of
from bot.domain.overviews.ect_table import EctRow, Show, TableView, page_of
from bot.domain.overviews.next_thing import NextKind, first_of
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    DISPUTED,
    INDUCTIONS_OF_SCHOOL,
    MEMBERS,
    OPEN_FLAGS,
    PAIRINGS_OF_ECT,
    SESSIONS,
)
from bot.ports.store import Reading
from bot.results.overviews.home import EctPageOf, NextThing, TutorPart
from bot.usecases.kernel.lookup import calendar_of, member, mentoring, today_of
from bot.usecases.overviews.home_parts import latest_sessions
from bot.usecases.overviews.status import pairing_status, running_pairings
from bot.usecases.sessions.expected import OnRecord, counts_of, is_covered, on_record
from bot.usecases.sessions.flags import flagged_session

_WEEK = timedelta(days=7)
_MOST_OF_ONE = 12


def tutor_part(
    ports: Ports, records: Reading, places: Sequence[Member], view: TableView
) -> TutorPart:
    """Gather an induction tutor's table, of all their schools, and what waits."""
    rows = [row for place in places for row in _rows(ports, records, place)]
    mentored = [
        member(records, pairing.school, pairing.ect).name
        for place in places
        for pairing in _running(ports, records, place)
        if pairing.mentor == place.person
    ]
    return TutorPart(
        next=first_of(_waiting(ports, records, places, rows)),
        page=page_of(rows, view),
        schools={
            place.school: calendar_of(ports, records, place.school).school.name
            for place in places
        },
        mentored=tuple(mentored),
    )


def _rows(ports: Ports, records: Reading, place: Member) -> list[EctRow]:
    require(Action.ANSWER_FLAG, standings(place.person, [place], Subject()))
    by_ect = {p.ect: p for p in _running(ports, records, place)}
    today = today_of(ports, records, place.school)
    flagged = _flagged_ects(records, place)
    return [
        _row(
            ports,
            records,
            induction,
            pairing=by_ect.get(induction.ect),
            flags=flagged.get(induction.ect, 0),
        )
        for induction in records.find(INDUCTIONS_OF_SCHOOL, place.school)
        if induction.ect in by_ect or _goes_on(records, induction, today)
    ]


def _goes_on(records: Reading, induction: Induction, today: date) -> bool:
    """Whether somebody is an ECT here still, with a mentor or without."""
    ect = member(records, induction.school, induction.ect)
    last = induction.last_day
    return Role.ECT in ect.roles and (last is None or last >= today)


def _running(ports: Ports, records: Reading, place: Member) -> list[Pairing]:
    calendar = calendar_of(ports, records, place.school)
    today = calendar.day_of(ports.clock.now())
    return running_pairings(records, place.school, today)


def read_ect(ports: Ports, actor: Actor, school: SchoolId, ect: PersonId) -> EctPageOf:
    """Show an induction tutor one ECT's sessions: facts, never words (R5).

    Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        own = records.get(MEMBERS, f"{school}/{actor.person}")
        standing = standings(actor.person, [own] if own else [], Subject())
        require(Action.ANSWER_FLAG, standing)
        calendar = calendar_of(ports, records, school)
        today = calendar.day_of(ports.clock.now())
        past = [p for p in records.find(PAIRINGS_OF_ECT, ect) if p.school == school]
        current = [p for p in running_pairings(records, school, today) if p.ect == ect]
        return EctPageOf(
            name=member(records, school, ect).name,
            school=calendar.school.name,
            pairings=tuple(
                pairing_status(ports, records, mentoring(ports, records, one), today)
                for one in current
            ),
            history=latest_sessions(ports, records, past, _MOST_OF_ONE),
        )


def _row(
    ports: Ports,
    records: Reading,
    induction: Induction,
    *,
    pairing: Pairing | None,
    flags: int,
) -> EctRow:
    if pairing is None:
        return _made(records, induction, "", Signs(has_mentor=False, open_flags=flags))
    about = mentoring(ports, records, pairing)
    now = ports.clock.now()
    kept = on_record(records, about)
    signs = _signs(records, kept, now, flags)
    unplanned = _is_unplanned(kept, now)
    return _made(records, induction, about.mentor.name, signs, is_unplanned=unplanned)


def _made(
    records: Reading,
    induction: Induction,
    mentor: str,
    signs: Signs,
    *,
    is_unplanned: bool = False,
) -> EctRow:
    return EctRow(
        school=induction.school,
        ect=induction.ect,
        name=member(records, induction.school, induction.ect).name,
        mentor=mentor,
        state=state_of(signs),
        looks=looks_of(signs),
        held=signs.sessions_held,
        expected=signs.sessions_expected,
        is_unplanned=is_unplanned,
    )


def _signs(records: Reading, kept: OnRecord, now: datetime, flags: int) -> Signs:
    counts = counts_of(kept, now)
    return Signs(
        has_mentor=True,
        gaps=counts.running,
        sessions_held=counts.held,
        sessions_expected=counts.expected,
        disputed=sum(len(records.find(DISPUTED, one.id)) for one in kept.who.pairings),
        open_flags=flags,
    )


def _is_unplanned(kept: OnRecord, now: datetime) -> bool:
    weeks = _weeks_from(kept.who.calendar, now)
    return bool(weeks) and not is_covered(kept, weeks[0])


def _weeks_from(calendar: SchoolCalendar, now: datetime) -> list[SchoolWeek]:
    """Return this school week, or in the holidays the next one to come."""
    monday = monday_of(calendar.day_of(now))
    return calendar.school_weeks(monday, monday + 10 * _WEEK)


def _flagged_ects(records: Reading, place: Member) -> dict[PersonId, int]:
    found: dict[PersonId, int] = {}
    for flag in records.find(OPEN_FLAGS, place.person, place.school):
        session = records.get(SESSIONS, flag.session)
        if session is not None:
            found[session.ect] = found.get(session.ect, 0) + 1
    return found


def _waiting(
    ports: Ports, records: Reading, places: Sequence[Member], rows: list[EctRow]
) -> list[NextThing]:
    now = ports.clock.now()
    waiting = []
    flags = [
        flag
        for place in places
        for flag in records.find(OPEN_FLAGS, place.person, place.school)
    ]
    if flags:
        oldest = min(flags, key=lambda flag: (flag.raised_on, flag.session))
        shown = flagged_session(ports, records, oldest)
        waiting.append(NextThing(NextKind.FLAG, now, flagged=shown, count=len(flags)))
    counts = page_of(rows, TableView()).counts
    for kind, show in (
        (NextKind.LOOK, Show.LOOK),
        (NextKind.UNPLANNED, Show.UNPLANNED),
    ):
        if counts[show]:
            waiting.append(NextThing(kind, now, count=counts[show]))
    return waiting
