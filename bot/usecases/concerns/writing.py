"""Writing what happened to a concern, and keeping everybody's messages true to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.concerns.history import begin, evolved
from bot.domain.concerns.records import (
    Concern,
    ConcernEvent,
    ConcernStart,
    ConcernWords,
    Happening,
    Stage,
)
from bot.domain.kernel.access import (
    NO_SUCH_CONCERN,
    Action,
    Subject,
    require,
    standings,
)
from bot.domain.kernel.errors import NotAllowed, Refusal
from bot.domain.kernel.record import ConcernId, PersonId
from bot.domain.outbox.notices import NoticeKind
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    CONCERN_EVENTS,
    CONCERN_WORDS,
    CONCERNS,
    MEMBERS,
    WORDS_OF_CONCERN,
)
from bot.ports.store import Reading, Records
from bot.ports.vault import NoKey
from bot.usecases.concerns.people_around import reader_is_shut_out
from bot.usecases.kernel.audit import audit
from bot.usecases.kernel.lookup import calendar_of, member
from bot.usecases.kernel.sealed_words import place_of
from bot.usecases.kernel.unit_of_work import UnitOfWork
from bot.usecases.outbox.notices import renew, tell

_CAME = (NoticeKind.CONCERN_CAME, True)
# What each happening tells: which message, and whether it is for the reader.
_TOLD: dict[Happening, tuple[tuple[NoticeKind, bool], ...]] = {
    Happening.SENT: (_CAME,),
    Happening.LEFT: (_CAME,),
    Happening.TAKEN_ON: (_CAME,),
    Happening.PASSED_ON: (_CAME, (NoticeKind.CONCERN_PASSED_ON, False)),
    Happening.REMINDED: ((NoticeKind.CONCERN_REMINDER, True),),
    Happening.ADDED: ((NoticeKind.CONCERN_NEWS, True),),
    Happening.NOTED: ((NoticeKind.CONCERN_NEWS, False),),
    Happening.ASKED: ((NoticeKind.CONCERN_QUESTION, False),),
    Happening.ADVISED: ((NoticeKind.CONCERN_ADVICE, False),),
}
_NO_KEY = (
    "I cannot keep what you wrote safely just now, so I have kept and passed on "
    "nothing. Your words are still in the form. `/ect contacts` shows who you can talk "
    "to; whoever runs ECT Bot can put this right with `ectbot doctor`."
)


@dataclass(frozen=True, slots=True)
class ConcernWork(UnitOfWork):
    """Work on the concerns of one school."""

    ports: Ports


def concern_for(
    ports: Ports,
    records: Reading,
    actor: Actor,
    concern_id: ConcernId,
    *,
    to: Action,
) -> Concern:
    """Look up a concern that the actor is allowed *to* do something with.

    Raises NotAllowed: in the same words whether there is none of this name, or one that
    the actor has no part in.
    """
    concern = records.get(CONCERNS, concern_id)
    if concern is None:
        raise NotAllowed(NO_SUCH_CONCERN)
    own = records.get(MEMBERS, f"{concern.school}/{actor.person}")
    is_shut_out = reader_is_shut_out(ports, records, concern)
    subject = Subject(concern=concern, reader_is_shut_out=is_shut_out)
    require(to, standings(actor.person, [own] if own else [], subject))
    return concern


def concern_work(ports: Ports, records: Records, concern: Concern) -> ConcernWork:
    """Begin the work on a concern."""
    calendar = calendar_of(ports, records, concern.school)
    return ConcernWork(records, calendar, ports.clock.now(), ports)


def keep_first(work: ConcernWork, start: ConcernStart, sent: ConcernEvent) -> Concern:
    """Keep a concern that is sent, and tell its reader."""
    concern = begin(start, sent)
    _keep_event(work, sent)
    work.records.add(CONCERNS, concern)
    _tell(
        work, concern, NoticeKind.CONCERN_RECEIPT, concern.writer, not_before=work.now
    )
    _tell_of(work, concern, sent)
    return concern


def keep(work: ConcernWork, before: Concern, events: Sequence[ConcernEvent]) -> Concern:
    """Keep what happened, draw all messages about it anew, and tell who must know."""
    concern = evolved(before, events)
    for event in events:
        _keep_event(work, event)
    work.records.put(CONCERNS, concern)
    renew(work.records, concern.id)
    for event in events:
        _tell_of(work, concern, event)
    if concern.stage is Stage.WITHDRAWN:
        forget_words(work.records, concern.id)
    return concern


def _keep_event(work: ConcernWork, event: ConcernEvent) -> None:
    work.records.add(CONCERN_EVENTS, event)
    if event.by is not None:
        audit(work.ports, work.records, event.what, by=event.by, subject=event.concern)


def keep_words(
    work: ConcernWork, event: ConcernEvent, author: PersonId, words: str
) -> None:
    """Keep the words that came with an event, sealed.

    Raises Refusal where they cannot be sealed.
    """
    key = f"{event.concern}/{event.number:05d}"
    try:
        sealed = work.ports.vault.seal(
            words, place_of(work.records, CONCERN_WORDS, key)
        )
    except NoKey:
        raise Refusal(_NO_KEY) from None
    work.records.add(
        CONCERN_WORDS,
        ConcernWords(
            concern=event.concern,
            number=event.number,
            author=author,
            at=event.at,
            text=sealed,
        ),
    )


def forget_words(records: Records, concern_id: ConcernId) -> None:
    """Delete all words of a concern."""
    for words in records.find(WORDS_OF_CONCERN, concern_id):
        records.remove(CONCERN_WORDS, f"{words.concern}/{words.number:05d}")


def _tell_of(work: ConcernWork, concern: Concern, event: ConcernEvent) -> None:
    """Tell whom an event concerns; what it shows is derived when it is delivered."""
    for kind, is_for_reader in _TOLD.get(event.what, ()):
        to = concern.reader if is_for_reader else concern.writer
        if to is not None:
            occasion = f"{concern.turn}.{event.number}"
            _tell_later(work, concern, kind, to, occasion=occasion)


def _tell_later(
    work: ConcernWork,
    concern: Concern,
    kind: NoticeKind,
    to: PersonId,
    *,
    occasion: str,
) -> None:
    """Tell somebody in their own working hours."""
    not_before = work.calendar.next_contact(
        work.now, member(work.records, concern.school, to)
    )
    _tell(work, concern, kind, to, not_before=not_before, occasion=occasion)


def _tell(
    work: ConcernWork,
    concern: Concern,
    kind: NoticeKind,
    to: PersonId,
    *,
    not_before: datetime,
    occasion: str = "",
) -> None:
    tell(
        work.records,
        kind,
        reader=to,
        subject=concern.id,
        school=concern.school,
        not_before=not_before,
        occasion=occasion,
    )
