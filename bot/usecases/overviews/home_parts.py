"""What a mentor and an ECT see in their home tab."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.history import is_open_to_undo
from bot.domain.kernel.record import PersonId
from bot.domain.overviews.next_thing import NextKind, first_of
from bot.domain.people.member import Member
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.confirmations import Confirmation
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    CONFIRMATIONS,
    INDUCTIONS,
    MISSED_OF_PAIRING,
    NEXT_STEPS,
    OPEN_STEPS,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_MENTOR,
    SESSIONS,
    SESSIONS_OF_PAIRING,
)
from bot.ports.store import Reading
from bot.results.overviews.home import EctPart, MentorPart, NextThing, WeekOff
from bot.results.sessions.cards import SessionFacts
from bot.results.sessions.next_steps import StepsNoted
from bot.usecases.kernel.lookup import (
    Mentoring,
    calendar_of,
    current_pairings_of_ect,
    current_pairings_of_mentor,
    ended_lately,
    facts,
    mentoring,
)
from bot.usecases.kernel.opened_words import for_its_own
from bot.usecases.overviews.status import pairing_status
from bot.usecases.sessions.cards import card
from bot.usecases.sessions.earlier_notes import pairings_read
from bot.usecases.sessions.expected import is_covered, lately, weeks_per_session

_ASKED_FOR = timedelta(days=14)  # what is older is not asked about any more
_MOST_SESSIONS = 5
_MOST_STEPS = 5
_WEEK = timedelta(days=7)


def mentor_part(ports: Ports, records: Reading, place: Member) -> MentorPart:
    """Gather what a mentor sees of their own ECTs at one school."""
    today = calendar_of(ports, records, place.school).day_of(ports.clock.now())
    own = [
        mentoring(ports, records, pairing)
        for pairing in current_pairings_of_mentor(records, place.person, today)
        if pairing.school == place.school
    ]
    waiting = [
        one for about in own for one in _for_mentor(ports, records, about, place.person)
    ]
    waiting += [
        one
        for pairing in ended_lately(records, PAIRINGS_OF_MENTOR, place.person, today)
        if pairing.school == place.school
        for one in _to_answer(
            ports, records, mentoring(ports, records, pairing), place.person
        )
    ]
    past = records.find(PAIRINGS_OF_MENTOR, place.person)
    return MentorPart(
        next=first_of(waiting),
        pairings=tuple(pairing_status(ports, records, one, today) for one in own),
        history=latest_sessions(ports, records, _at(past, place)),
        weeks_off=tuple(
            WeekOff(about.ect.name, about.pairing.id, one.monday)
            for about in own
            for one in records.find(MISSED_OF_PAIRING, about.pairing.id)
            if one.session is None and is_open_to_undo(one.at, ports.clock.now())
        ),
    )


def ect_part(ports: Ports, records: Reading, place: Member) -> EctPart:
    """Gather what an ECT sees: what they received, and what was noted for them."""
    today = calendar_of(ports, records, place.school).day_of(ports.clock.now())
    own = [
        mentoring(ports, records, pairing)
        for pairing in current_pairings_of_ect(records, place.person, today)
        if pairing.school == place.school
    ]
    waiting = [one for about in own for one in _for_ect(ports, records, about)]
    waiting += [
        one
        for pairing in ended_lately(records, PAIRINGS_OF_ECT, place.person, today)
        if pairing.school == place.school
        for one in _to_confirm(ports, records, mentoring(ports, records, pairing))
    ]
    past = _at(records.find(PAIRINGS_OF_ECT, place.person), place)
    induction = records.get(INDUCTIONS, f"{place.school}/{place.person}")
    ended_on = induction.ended_on if induction else None
    return EctPart(
        next=first_of(waiting),
        pairings=tuple(pairing_status(ports, records, one, today) for one in own),
        history=latest_sessions(ports, records, past),
        open_steps=open_steps(ports, records, place.person, past),
        ended_on=ended_on if ended_on and ended_on < today else None,
    )


def open_steps(
    ports: Ports, records: Reading, ect: PersonId, pairings: Sequence[Pairing]
) -> StepsNoted:
    """Return the latest next steps that an ECT's mentors noted and nobody ticked."""
    door = for_its_own(ports, records, ect)
    found = [
        (one, step) for one in pairings for step in records.find(OPEN_STEPS, one.id)
    ][-_MOST_STEPS:]
    now = ports.clock.now()
    abouts = [mentoring(ports, records, one) for one in pairings] if found else []
    running = [a for a in abouts if a.pairing.runs_on(a.calendar.day_of(now))]
    unseen_by = [
        about
        for about in running
        if not all(_reads(records, about, one) for one, _step in found)
    ]
    return StepsNoted(
        steps=tuple(door.words(NEXT_STEPS, step) for _one, step in found),
        are_from_before=any(
            about.pairing.id != one.id for about in running for one, _step in found
        ),
        are_read=bool(running) and not unseen_by,
        may_be_shown_to=tuple(
            about.mentor.name
            for about in unseen_by
            if about.induction.tutor != about.pairing.mentor
        ),
    )


def _reads(records: Reading, about: Mentoring, pairing: Pairing) -> bool:
    """Whether a mentor reads what was noted in a pairing of their ECT."""
    is_own = pairing.mentor == about.pairing.mentor
    elsewhere = pairing.school != about.pairing.school
    return is_own or elsewhere or pairing.id in pairings_read(records, about)


def latest_sessions(
    ports: Ports, records: Reading, pairings: list[Pairing], most: int = _MOST_SESSIONS
) -> tuple[SessionFacts, ...]:
    """Return the latest sessions that took place, or were to, newest first."""
    now = ports.clock.now()
    found: list[tuple[Mentoring, Session]] = []
    for pairing in pairings:
        about = mentoring(ports, records, pairing)
        held = records.find(SESSIONS_OF_PAIRING, pairing.id, SessionState.HELD.value)
        missed = [
            session
            for one in records.find(MISSED_OF_PAIRING, pairing.id)
            if one.session and (session := records.get(SESSIONS, one.session))
        ]
        found += [(about, session) for session in [*held[-most:], *missed[-most:]]]
    found.sort(key=lambda one: one[1].starts_at, reverse=True)
    return tuple(facts(about, session, now) for about, session in found[:most])


def _at(pairings: Sequence[Pairing], place: Member) -> list[Pairing]:
    return [pairing for pairing in pairings if pairing.school == place.school]


def _for_mentor(
    ports: Ports, records: Reading, about: Mentoring, mentor: PersonId
) -> Iterator[NextThing]:
    now = ports.clock.now()
    yield from _to_answer(ports, records, about, mentor)
    yield from _unplanned(records, about, now)
    yield from _coming(records, about, now)


def _to_answer(
    ports: Ports, records: Reading, about: Mentoring, mentor: PersonId
) -> Iterator[NextThing]:
    """Yield what a mentor is asked about sessions that are over."""
    now = ports.clock.now()
    for session, said in _answered(records, about, now):
        if said is not None and said.waits_for_mentor:
            yield NextThing(
                NextKind.CORRECTION,
                since=said.at,
                card=card(ports, records, about, session, reader=mentor),
            )
    for session in _planned(records, about, now - _ASKED_FOR, now):
        if session.ends_at <= now:
            yield NextThing(
                NextKind.MET, session.ends_at, facts=facts(about, session, now)
            )


def _for_ect(ports: Ports, records: Reading, about: Mentoring) -> Iterator[NextThing]:
    yield from _to_confirm(ports, records, about)
    yield from _coming(records, about, ports.clock.now())


def _to_confirm(
    ports: Ports, records: Reading, about: Mentoring
) -> Iterator[NextThing]:
    """Yield the latest session of which its ECT has not said whether it is right."""
    now = ports.clock.now()
    open_ones = [
        session
        for session, said in _answered(records, about, now)
        if said is None or said.answer is None
    ]
    if open_ones:
        newest = open_ones[-1]
        yield NextThing(
            NextKind.CONFIRM, newest.starts_at, facts=facts(about, newest, now)
        )


def _answered(
    records: Reading, about: Mentoring, now: datetime
) -> list[tuple[Session, Confirmation | None]]:
    """Return the sessions of the last weeks with what the ECT said of each."""
    held = records.find(
        SESSIONS_OF_PAIRING,
        about.pairing.id,
        SessionState.HELD.value,
        at_least=now - _ASKED_FOR,
    )
    return [(session, records.get(CONFIRMATIONS, session.id)) for session in held]


def _planned(
    records: Reading, about: Mentoring, first: datetime, until: datetime | None = None
) -> Sequence[Session]:
    return records.find(
        SESSIONS_OF_PAIRING,
        about.pairing.id,
        SessionState.PLANNED.value,
        at_least=first,
        below=until,
    )


def _unplanned(
    records: Reading, about: Mentoring, now: datetime
) -> Iterator[NextThing]:
    """Yield that this week has no session, while it still has school days (R7)."""
    today = about.calendar.day_of(now)
    monday = monday_of(today)
    weeks = about.calendar.school_weeks(monday, monday + _WEEK - timedelta(days=1))
    is_open = bool(weeks) and weeks[0].school_days[-1] >= today
    if is_open and not is_covered(lately(records, about, weeks[0]), weeks[0]):
        yield NextThing(
            NextKind.UNPLANNED,
            since=now,
            ect=about.ect.name,
            pairing=about.pairing.id,
            monday=monday,
            weeks=weeks_per_session(about, monday),
        )


def _coming(records: Reading, about: Mentoring, now: datetime) -> Iterator[NextThing]:
    for session in _planned(records, about, now)[:1]:
        yield NextThing(
            NextKind.COMING, session.starts_at, facts=facts(about, session, now)
        )
