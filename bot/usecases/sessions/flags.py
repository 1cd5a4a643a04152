"""What an induction tutor sees and answers about sessions outside teaching hours."""

from datetime import date, datetime

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.errors import NotAllowed, Stale
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import PersonId, SchoolId, SessionId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.sessions.flags import Flag, FlagAnswer
from bot.domain.sessions.records import Session
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import FLAGS, FLAGS_OF_DAY, PAIRINGS, SESSIONS
from bot.ports.store import Reading, Records
from bot.results.sessions.cards import FlagDay, FlaggedSession
from bot.usecases.kernel.history import note_act
from bot.usecases.kernel.lookup import Mentoring, facts, member, mentoring, session_for
from bot.usecases.outbox.notices import renew, tell
from bot.usecases.sessions.flag_writing import flag_day


def answer_flag(
    ports: Ports, actor: Actor, session_id: SessionId, answer: FlagAnswer
) -> FlagDay:
    """Record the induction tutor's answer; pressing the same one twice is harmless.

    Raises NotAllowed, also to the mentor of the session itself, and Stale where it was
    answered otherwise or has gone.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.ANSWER_FLAG
        )
        _require_other(session, actor)
        flag = records.get(FLAGS, session.id)
        if flag is None:
            raise Stale(
                "Nothing is left to answer: the session was changed or taken back."
            )
        if flag.answer not in (None, answer):
            by = member(records, flag.school, flag.answered_by or flag.tutor).name
            raise Stale(f"{by} has answered this already.")
        if flag.answer is None:
            flag = msgspec.structs.replace(
                flag,
                answer=answer,
                answered_by=actor.person,
                answered_at=ports.clock.now(),
            )
            records.put(FLAGS, flag)
            renew(records, flag_day(flag))
            renew(records, session.id)
            fine = answer is FlagAnswer.FINE
            did = Event.FLAG_FINE if fine else Event.FLAG_TALK
            _note(ports, records, actor, did, flag=flag)
            if answer is FlagAnswer.TALK:
                _ask_mentor_to_talk(ports, records, about, flag)
        return flags_of_day(
            ports, records, flag.school, tutor=flag.tutor, day=flag.raised_on
        )


def undo_flag_answer(ports: Ports, actor: Actor, session_id: SessionId) -> FlagDay:
    """Take back the answer to a flag, within an hour; twice is harmless.

    Raises NotAllowed, and Stale once the hour has passed or for another's answer.
    """
    with ports.store.transaction(actor.team) as records:
        session, _about = session_for(
            ports, records, actor, session_id, to=Action.ANSWER_FLAG
        )
        _require_other(session, actor)
        flag = records.get(FLAGS, session.id)
        if flag is None:
            raise Stale("Nothing is left here: the session was changed or taken back.")
        if flag.answer is not None:
            if flag.answered_by != actor.person:
                raise Stale("Only whoever answered takes the answer back.")
            if not may_undo_flag(flag, ports.clock.now()):
                raise Stale("Undo is open for an hour, and that has passed.")
            flag = msgspec.structs.replace(
                flag, answer=None, answered_by=None, answered_at=None
            )
            records.put(FLAGS, flag)
            renew(records, flag_day(flag))
            renew(records, session.id)
            _note(ports, records, actor, Event.FLAG_REOPENED, flag=flag)
        return flags_of_day(
            ports, records, flag.school, tutor=flag.tutor, day=flag.raised_on
        )


def may_undo_flag(flag: Flag, now: datetime) -> bool:
    """Whether the answer to a flag can still be taken back."""
    return flag.answered_at is not None and is_open_to_undo(flag.answered_at, now)


def flags_of_day(
    ports: Ports, records: Reading, school: SchoolId, *, tutor: PersonId, day: date
) -> FlagDay:
    """Gather the flags that one message holds."""
    found = records.find(FLAGS_OF_DAY, tutor, school, day)
    return FlagDay(day, tuple(flagged_session(ports, records, flag) for flag in found))


def flagged_session(ports: Ports, records: Reading, flag: Flag) -> FlaggedSession:
    """Gather one flag with its session's facts; never its words."""
    session = records.get(SESSIONS, flag.session)
    pairing = records.get(PAIRINGS, session.pairing) if session else None
    if session is None or pairing is None:
        raise LookupError(f"flag {flag.session} is about nothing")
    about = mentoring(ports, records, pairing)
    by = member(records, flag.school, flag.answered_by) if flag.answered_by else None
    return FlaggedSession(
        facts(about, session, ports.clock.now()),
        flag,
        by.name if by else None,
        may_undo=may_undo_flag(flag, ports.clock.now()),
    )


def _require_other(session: Session, actor: Actor) -> None:
    """Raise NotAllowed for an induction tutor who held the session as its mentor."""
    if session.mentor == actor.person:
        raise NotAllowed(
            "This is about a session of your own. Another induction tutor answers it."
        )


def _note(
    ports: Ports, records: Records, actor: Actor, did: Event, *, flag: Flag
) -> None:
    note_act(ports, records, actor, did, subject=flag.session, school=flag.school)


def _ask_mentor_to_talk(
    ports: Ports, records: Records, about: Mentoring, flag: Flag
) -> None:
    tell(
        records,
        NoticeKind.TALK_ASKED,
        reader=about.mentor.person,
        subject=flag.session,
        school=flag.school,
        not_before=about.calendar.next_contact(ports.clock.now(), about.mentor),
    )
