"""Writing one session with its words and its flag, and keeping messages true to it."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import msgspec

from bot.domain.kernel.drafts import Field, SessionDraft
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.record import Sealed, SeriesId, SessionId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.sessions.confirmations import Confirmation, Confirming, reopened
from bot.domain.sessions.records import (
    MAX_MINUTES,
    NextStep,
    Session,
    SessionNote,
    SessionState,
    TimeClass,
)
from bot.domain.sessions.session_rules import Circumstances
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    CONFIRMATIONS,
    NEXT_STEPS,
    NOTES,
    SESSIONS,
    SESSIONS_OF_ECT,
    SESSIONS_OF_MENTOR,
    STEPS_DONE_IN,
    STEPS_SET_IN,
)
from bot.ports.store import Records
from bot.ports.vault import Place
from bot.usecases.kernel.lookup import Mentoring
from bot.usecases.kernel.sealed_words import opened, place_of, sealed_words
from bot.usecases.kernel.unit_of_work import UnitOfWork
from bot.usecases.outbox.notices import renew, tell
from bot.usecases.outbox.nudging import nudge_about
from bot.usecases.sessions.earlier_notes import pairings_read
from bot.usecases.sessions.flag_writing import settle_flag


@dataclass(frozen=True, slots=True)
class SessionWork(UnitOfWork):
    """Work on the sessions of one pairing."""

    ports: Ports
    about: Mentoring

    def circumstances(
        self, draft: SessionDraft, ignoring: SessionId | None
    ) -> Circumstances:
        """Gather what the draft is held against, but for the session it replaces."""
        return Circumstances(
            pairing=self.about.pairing,
            calendar=self.about.calendar,
            mentor=self.about.mentor,
            ect=self.about.ect,
            now=self.now,
            nearby=[s for s in self._nearby(draft) if s.id != ignoring],
        )

    def _nearby(self, draft: SessionDraft) -> list[Session]:
        """Both people's sessions that could overlap the draft."""
        since = draft.starts_at - timedelta(minutes=MAX_MINUTES)
        until = draft.starts_at + timedelta(minutes=draft.minutes)
        found: dict[SessionId, Session] = {}
        for index, person in (
            (SESSIONS_OF_MENTOR, self.about.pairing.mentor),
            (SESSIONS_OF_ECT, self.about.pairing.ect),
        ):
            for session in self.records.find(
                index, person, at_least=since, below=until
            ):
                found[session.id] = session
        return list(found.values())


def new_id(ports: Ports, records: Records) -> SessionId:
    """Make up the id of a session that is recorded in this unit of work."""
    made_up = SessionId(ports.new_id())
    records.note_new(made_up)
    return made_up


def drawn_up(
    work: SessionWork,
    draft: SessionDraft,
    *,
    session_id: SessionId,
    state: SessionState,
    time_class: TimeClass,
    series: SeriesId | None = None,
) -> Session:
    """Make the record of a session from its draft."""
    pairing = work.about.pairing
    return Session(
        id=session_id,
        school=pairing.school,
        pairing=pairing.id,
        mentor=pairing.mentor,
        ect=pairing.ect,
        starts_at=draft.starts_at,
        minutes=draft.minutes,
        place=draft.place,
        state=state,
        time_class=time_class,
        reason=None if time_class is TimeClass.TEACHING else draft.reason,
        recorded_at=work.now,
        series=series,
    )


def keep(
    work: SessionWork, draft: SessionDraft, session: Session, *, before: Session | None
) -> None:
    """Write the session, its words and its flag, and have all messages follow.

    Raises Stale, and Unfit for words that cannot be sealed.
    """
    _keep_words(work, draft, session, before=before)
    keep_facts(work, session, before=before)


def keep_facts(
    work: SessionWork,
    session: Session,
    *,
    before: Session | None,
    has_receipt: bool = True,
) -> None:
    """Write a session's facts and its flag, and have all messages follow.

    Without a *has_receipt* of its own, as where several were planned at once, the
    mentor has another message that says what was done.
    """
    records, about = work.records, work.about
    records.put(SESSIONS, session)
    settle_flag(records, about, session, before=before, now=work.now)
    if has_receipt:
        tell(
            records,
            NoticeKind.SESSION_RECEIPT,
            reader=session.mentor,
            subject=session.id,
            school=session.school,
            not_before=work.now,
        )
    else:
        renew(records, session.id)
    if session.state is SessionState.HELD:
        tell(
            records,
            NoticeKind.SESSION_LOGGED,
            reader=session.ect,
            subject=session.id,
            school=session.school,
            not_before=about.calendar.next_contact(work.now, about.ect),
        )
    elif before is not None and before.state is SessionState.HELD:
        renew(records, session.id)
    nudge_about(records, about, session, before=before, now=work.now)
    said = records.get(CONFIRMATIONS, session.id)
    if said is not None and _is_to_be_said_anew(said, session, before):
        records.put(CONFIRMATIONS, reopened(said))
        renew(records, session.id)  # what the mentor was asked about it, too


def _is_to_be_said_anew(
    said: Confirmation, session: Session, before: Session | None
) -> bool:
    """Whether an ECT's answer is not about the session as it is now."""
    if said.answer is Confirming.NOT_QUITE or before is None:
        return said.answer is Confirming.NOT_QUITE
    return _what_is_confirmed(session) != _what_is_confirmed(before)


def _what_is_confirmed(session: Session) -> tuple[object, ...]:
    return session.starts_at, session.minutes, session.place, session.state


def take_back(work: SessionWork, session: Session) -> Session:
    """Mark a session as undone, forget its words, and have all messages follow."""
    undone = msgspec.structs.replace(session, state=SessionState.UNDONE)
    work.records.put(SESSIONS, undone)
    forget_words(work, session.id)
    settle_flag(work.records, work.about, undone, before=session, now=work.now)
    renew(work.records, session.id)
    nudge_about(work.records, work.about, undone, before=session, now=work.now)
    return undone


def _keep_words(
    work: SessionWork, draft: SessionDraft, session: Session, *, before: Session | None
) -> None:
    records = work.records
    # An edit shows the words that stand; a log takes the place of a plan's words.
    is_edit = before is not None and before.state is session.state
    words, steps = _sealed(work, draft, session, is_edit=is_edit)
    done_later = forget_words(work, session.id) if before is not None else {}
    if draft.focus_areas or words:
        note = SessionNote(
            session=session.id,
            pairing=session.pairing,
            focus_areas=draft.focus_areas,
            text=words,
        )
        records.put(NOTES, note)
    for text, (place, sealed) in zip(draft.next_steps, steps, strict=True):
        step = NextStep(
            id=place.key,
            pairing=session.pairing,
            text=sealed,
            set_in=session.id,
            set_at=session.starts_at,
            done_in=done_later.get(text) or done_later.get(sealed),
        )
        records.put(NEXT_STEPS, step)
    read = pairings_read(records, work.about) if draft.steps_done else ()
    for step_id in draft.steps_done:
        done = records.get(NEXT_STEPS, step_id)
        if done is None or done.pairing not in read:
            raise Stale("One of these next steps is no longer there. Open it anew.")
        records.put(NEXT_STEPS, msgspec.structs.replace(done, done_in=session.id))


def _sealed(
    work: SessionWork, draft: SessionDraft, session: Session, *, is_edit: bool
) -> tuple[Sealed | None, list[tuple[Place, Sealed]]]:
    """Seal a draft's note and next steps, over those of a session that is edited."""
    records = work.records
    old = records.get(NOTES, session.id) if is_edit else None
    old_steps = records.find(STEPS_SET_IN, session.id) if is_edit else ()
    note = place_of(records, NOTES, session.id)
    notes = sealed_words(
        work.ports.vault,
        [draft.note] if draft.note else [],
        [note],
        field=Field.NOTE,
        over={note: old.text} if old and old.text else None,
    )
    steps = sealed_words(
        work.ports.vault,
        draft.next_steps,
        (place_of(records, NEXT_STEPS, f"{session.id}-{n}") for n in count(1)),
        field=Field.NEXT_STEPS,
        over={place_of(records, NEXT_STEPS, s.id): s.text for s in old_steps},
    )
    return (notes[0][1] if notes else None), steps


def forget_words(work: SessionWork, session_id: SessionId) -> dict[str, SessionId]:
    """Remove a session's words; return which of its steps a later session ticked.

    A step that cannot be opened goes by its sealed text, which stays as it is.
    """
    records = work.records
    records.remove(NOTES, session_id)
    done_later: dict[str, SessionId] = {}
    for step in records.find(STEPS_SET_IN, session_id):
        if step.done_in is not None:
            text = opened(work.ports.vault, records, NEXT_STEPS, step) or step.text
            done_later[text] = step.done_in
        records.remove(NEXT_STEPS, step.id)
    for step in records.find(STEPS_DONE_IN, session_id):
        records.put(NEXT_STEPS, msgspec.structs.replace(step, done_in=None))
    return done_later
