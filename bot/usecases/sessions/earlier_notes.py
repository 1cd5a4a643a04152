"""When the mentor of an ECT changes: what the new one sees of what went before (R5).

History stays with the ECT. The new mentor sees on which days earlier mentors met them;
the notes only if the ECT says so, and only for as long.
"""

from datetime import datetime

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.access import Action, Standing, Subject, is_allowed, standings
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.member import Member
from bot.domain.people.pairings import Pairing
from bot.domain.people.roster_acts import EarlierNotes
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    EARLIER_NOTES,
    MEMBERS,
    NEXT_STEPS,
    NOTES,
    PAIRINGS,
    PAIRINGS_OF_ECT,
    SESSIONS_OF_PAIRING,
    STEPS_SET_IN,
)
from bot.ports.store import Reading, Records
from bot.results.people.pages import EarlierSession, NewMentor, WhatWentBefore
from bot.usecases.kernel.history import note_act
from bot.usecases.kernel.lookup import Mentoring, member, mentoring, pairing_for
from bot.usecases.kernel.opened_words import Door, noting_afterwards
from bot.usecases.outbox.notices import renew, tell

_MOST_SESSIONS = 40


def what_went_before(
    ports: Ports, actor: Actor, pairing_id: PairingId
) -> WhatWentBefore:
    """Show when earlier mentors met an ECT, and the notes if the ECT shows them.

    That a mentor opened these is noted. Raises NotAllowed.
    """
    with noting_afterwards(ports, actor) as (records, door):
        about = pairing_for(
            ports, records, actor, pairing_id, to=Action.READ_EARLIER_DATES
        )
        shows = _shows(records, about)
        reads = is_allowed(
            Action.READ_EARLIER_WORDS,
            _standing(ports, records, actor.person, about, shows=bool(shows)),
        )
        earlier = earlier_held(records, about.pairing)
        return WhatWentBefore(
            pairing=pairing_id,
            ect=about.ect.name,
            mentor=about.mentor.name,
            today=about.calendar.day_of(ports.clock.now()),
            sessions=[
                _earlier(records, about, session, door if reads else None)
                for session in earlier[-_MOST_SESSIONS:]
            ],
            more=max(0, len(earlier) - _MOST_SESSIONS),
            shows_notes=shows,
            is_ect=about.pairing.ect == actor.person,
        )


def show_earlier_notes(
    ports: Ports, actor: Actor, pairing_id: PairingId, *, shows: bool
) -> None:
    """Keep whether the ECT shows their mentor the earlier notes; it can change again.

    Raises NotAllowed, and Refusal where the mentor is the ECT's induction tutor too.
    """
    with ports.store.transaction(actor.team) as records:
        about = pairing_for(
            ports, records, actor, pairing_id, to=Action.SHOW_EARLIER_WORDS
        )
        if shows and _is_tutor_too(about):
            raise Refusal(
                f"{about.mentor.name} is your induction tutor, too, and assesses your "
                "induction. Notes of earlier mentors are not for assessors, so they "
                "are not shown."
            )
        now = ports.clock.now()
        asked = records.get(EARLIER_NOTES, pairing_id) or _asked(about.pairing, now)
        if asked.shows is shows:
            return
        records.put(
            EARLIER_NOTES,
            msgspec.structs.replace(asked, shows=shows, answered_at=now),
        )
        note_act(
            ports,
            records,
            actor,
            Event.EARLIER_NOTES_SHOWN if shows else Event.EARLIER_NOTES_HIDDEN,
            subject=pairing_id,
            school=about.pairing.school,
        )
        renew(records, pairing_id)


def earlier_held(records: Reading, pairing: Pairing) -> list[Session]:
    """Return the sessions that earlier mentors held with an ECT, oldest first."""
    found = [
        session
        for one in _earlier_pairings(records, pairing)
        for session in records.find(
            SESSIONS_OF_PAIRING, one.id, SessionState.HELD.value
        )
    ]
    return sorted(found, key=lambda session: session.starts_at)


def pairings_read(records: Reading, about: Mentoring) -> list[PairingId]:
    """Return the pairings of an ECT whose notes and next steps their mentor reads.

    Their own, and the earlier ones while the ECT shows those notes.
    """
    own = about.pairing
    if not _shows(records, about):
        return [own.id]
    return [*(one.id for one in _earlier_pairings(records, own)), own.id]


def ask_about_earlier_notes(
    records: Records, calendar: SchoolCalendar, pairing: Pairing, now: datetime
) -> EarlierNotes:
    """Tell the ECT and their new mentor of each other, and ask about the notes."""
    asked = _asked(pairing, now)
    records.put(EARLIER_NOTES, asked)
    for reader, kind in (
        (pairing.ect, NoticeKind.NEW_MENTOR_OF_YOURS),
        (pairing.mentor, NoticeKind.NEW_ECT_OF_YOURS),
    ):
        place = member(records, pairing.school, reader)
        tell(
            records,
            kind,
            reader=reader,
            subject=pairing.id,
            school=pairing.school,
            not_before=calendar.next_contact(now, place),
        )
    return asked


def new_mentor(ports: Ports, records: Reading, notice: Notice) -> NewMentor | None:
    """Gather what a message about a change of mentor shows now."""
    pairing = records.get(PAIRINGS, notice.subject)
    if pairing is None:
        return _taken_back(notice) if notice.ts else None
    about = mentoring(ports, records, pairing)
    today = about.calendar.day_of(ports.clock.now())
    before = [
        one
        for one in records.find(PAIRINGS_OF_ECT, pairing.ect)
        if one.begins_on < pairing.begins_on and one.mentor != pairing.mentor
    ]
    return NewMentor(
        pairing=pairing.id,
        mentor=about.mentor.name,
        ect=about.ect.name,
        before=member(records, pairing.school, before[-1].mentor).name
        if before
        else None,
        begins_on=pairing.begins_on,
        sessions=len(earlier_held(records, pairing)),
        shows_notes=_shows(records, about),
        is_ect=notice.reader == pairing.ect,
        over=pairing.ends_on is not None and pairing.ends_on < today,
    )


def _shows(records: Reading, about: Mentoring) -> bool | None:
    """Say whether the ECT shows their mentor the notes of earlier ones; None: unasked.

    Never while that mentor is the ECT's induction tutor: they assess (R5).
    """
    asked = records.get(EARLIER_NOTES, about.pairing.id)
    if _is_tutor_too(about):
        return False
    return asked.shows if asked else None


def _earlier_pairings(records: Reading, pairing: Pairing) -> list[Pairing]:
    return [
        one
        for one in records.find(PAIRINGS_OF_ECT, pairing.ect)
        if one.school == pairing.school
        and one.mentor != pairing.mentor
        and one.begins_on < pairing.begins_on
    ]


def _is_tutor_too(about: Mentoring) -> bool:
    return about.induction.tutor == about.pairing.mentor


def _taken_back(notice: Notice) -> NewMentor:
    return NewMentor(
        pairing=PairingId(notice.subject),
        mentor="",
        ect="",
        before=None,
        begins_on=notice.not_before.date(),
        sessions=0,
        shows_notes=None,
        is_ect=notice.kind is NoticeKind.NEW_MENTOR_OF_YOURS,
        over=True,
    )


def _standing(
    ports: Ports, records: Reading, person: PersonId, about: Mentoring, *, shows: bool
) -> frozenset[Standing]:
    """Return how somebody stands to a pairing; what is shown is shown while it runs."""
    own: Member | None = records.get(MEMBERS, f"{about.pairing.school}/{person}")
    runs = about.pairing.runs_on(about.calendar.day_of(ports.clock.now()))
    subject = Subject(pairing=about.pairing, shows_notes=shows and runs)
    return standings(person, [own] if own else [], subject)


def _earlier(
    records: Reading, about: Mentoring, session: Session, door: Door | None
) -> EarlierSession:
    local = about.calendar.local
    mentor = member(records, session.school, session.mentor).name
    starts, ends = local(session.starts_at), local(session.ends_at)
    if door is None:
        return EarlierSession(starts, ends, mentor)
    note = records.get(NOTES, session.id)
    return EarlierSession(
        starts,
        ends,
        mentor,
        focus_areas=note.focus_areas if note else (),
        note=door.words(NOTES, note),
        next_steps=tuple(
            door.words(NEXT_STEPS, step)
            for step in records.find(STEPS_SET_IN, session.id)
        ),
    )


def _asked(pairing: Pairing, now: datetime) -> EarlierNotes:
    return EarlierNotes(
        pairing=pairing.id,
        school=pairing.school,
        ect=pairing.ect,
        mentor=pairing.mentor,
        asked_at=now,
    )
