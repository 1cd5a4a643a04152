"""What the reader and the writer of a concern do with it: one use case an act.

All of them raise NotAllowed, in the same words for a concern that does not exist and
for one that is not the actor's, and Stale, with what has happened since, for a press on
what has moved on.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot.domain.concerns import ladder
from bot.domain.concerns.clock import moved_date, promised
from bot.domain.concerns.records import (
    WORDS_MAX_CHARS,
    Concern,
    ConcernEvent,
    Shown,
    Stage,
    Topic,
    Turn,
)
from bot.domain.concerns.routes import Route
from bot.domain.kernel.access import Action
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Stale, Unfit
from bot.domain.kernel.record import PersonId
from bot.domain.sessions.session_rules import tidy
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import CONCERNS
from bot.results.concerns.cards import ConcernCard
from bot.usecases.concerns.people_around import (
    back_at,
    passing_on,
    reader_is_shut_out,
    ways_on,
)
from bot.usecases.concerns.reading import card
from bot.usecases.concerns.writing import (
    ConcernWork,
    concern_for,
    concern_work,
    keep,
    keep_words,
)
from bot.usecases.kernel.claims import Delivery, claim, outcome_of

_NOT_IN_WRITING = (
    "Nothing is written down here about an ECT's training or progress (that is for you "
    "to talk about), so this was not kept."
)


class _Press(NamedTuple):
    """What somebody pressed on a concern, with the words that they sent along."""

    ports: Ports
    actor: Actor
    shown: Shown
    delivery: Delivery
    words: str = ""

    def __repr__(self) -> str:
        return f"a press on {self.shown.concern}"  # never the words


_Act = Callable[[ConcernWork, Concern], list[ConcernEvent]]


def take_concern(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the reader say "I'm on it" (R4)."""
    return _answered(
        _Press(ports, actor, shown, delivery),
        lambda work, concern: [
            ladder.take(concern, at=work.now, answer_by=_later(work))
        ],
    )


def note_concern(
    ports: Ports, actor: Actor, shown: Shown, *, words: str, delivery: Delivery
) -> ConcernCard:
    """Let the reader write back to the writer, and to nobody else (R4, R5).

    Raises Unfit too.
    """
    return _answered(
        _Press(ports, actor, shown, delivery, _fit(words)),
        lambda work, concern: [
            ladder.note(concern, at=work.now, answer_by=_later(work))
        ],
    )


def say_it_is_sorted(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the reader say that it is sorted; the writer is asked (R4)."""
    return _answered(
        _Press(ports, actor, shown, delivery),
        lambda work, concern: ladder.say_sorted(concern, at=work.now, today=work.today),
    )


def say_cannot_help(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the reader say that they cannot help with it (R10, R11)."""
    return _answered(
        _Press(ports, actor, shown, delivery),
        lambda work, concern: ladder.say_cannot_help(
            concern,
            at=work.now,
            today=work.today,
            pass_on=passing_on(work.ports, work.records, concern, work.calendar),
        ),
    )


def undo_said(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the reader undo, for an hour, that it is sorted or that they cannot help."""
    return _answered(
        _Press(ports, actor, shown, delivery),
        lambda work, concern: [ladder.undo(concern, at=work.now)],
    )


def add_to_concern(
    ports: Ports, actor: Actor, shown: Shown, *, words: str, delivery: Delivery
) -> ConcernCard:
    """Let the writer say more to whoever has it now.

    Raises Unfit too.
    """
    return _changed(
        _Press(ports, actor, shown, delivery, _fit(words)),
        lambda work, concern: [
            ladder.add(_with_its_reader(work, concern), at=work.now)
        ],
    )


def leave_concern(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the writer give the same reader longer, or say that it is not sorted yet."""

    def act(work: ConcernWork, concern: Concern) -> list[ConcernEvent]:
        if concern.reader is None:
            raise Stale(
                "Nobody at school has this now. “Take it further” shows who can."
            )
        _with_its_reader(work, concern)
        back = back_at(work.records, concern, work.calendar, work.now)
        step = promised(work.calendar, concern.stage, concern.reader, now=back)
        return [ladder.leave(concern, at=work.now, step=step)]

    return _changed(_Press(ports, actor, shown, delivery), act)


def take_further(
    ports: Ports, actor: Actor, shown: Shown, *, reader: PersonId, delivery: Delivery
) -> ConcernCard:
    """Let the writer take it to another reader (R10)."""

    def act(work: ConcernWork, concern: Concern) -> list[ConcernEvent]:
        step = _step_to(work, concern, reader)
        return [ladder.take_on(concern, at=work.now, step=step)]

    return _changed(_Press(ports, actor, shown, delivery), act)


def go_outside(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the writer have the named contact at the appropriate body (R11)."""

    def act(work: ConcernWork, concern: Concern) -> list[ConcernEvent]:
        if concern.stage is Stage.CONTACT_ADVISED:
            return []
        return [ladder.go_outside(concern, at=work.now)]

    return _changed(_Press(ports, actor, shown, delivery), act)


def confirm_sorted(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the writer say that it is sorted: nobody else closes it."""
    return _changed(
        _Press(ports, actor, shown, delivery),
        lambda work, concern: [ladder.confirm_sorted(concern, at=work.now)],
    )


def withdraw_concern(
    ports: Ports, actor: Actor, shown: Shown, delivery: Delivery
) -> ConcernCard:
    """Let the writer withdraw it, at any open step; its words are deleted."""
    return _changed(
        _Press(ports, actor, shown, delivery),
        lambda work, concern: [ladder.withdraw(concern, at=work.now, by=actor.person)],
    )


def _answered(press: _Press, act: _Act) -> ConcernCard:
    """Do what a reader does."""
    ports, actor, shown, delivery, _words = press
    with ports.store.transaction(actor.team) as records:
        concern = records.get(CONCERNS, shown.concern)
        if concern is not None and actor.person in concern.had:
            if outcome_of(records, delivery):
                return card(ports, records, concern, actor.person)
            ladder.require_turn(concern, shown.turn, by_reader=True)
        to = Action.ANSWER_CONCERN
        concern = concern_for(ports, records, actor, shown.concern, to=to)
        return _done(concern_work(ports, records, concern), concern, press, act)


def _changed(press: _Press, act: _Act) -> ConcernCard:
    """Do what the writer does."""
    ports, actor, shown, delivery, _words = press
    with ports.store.transaction(actor.team) as records:
        to = Action.CHANGE_CONCERN
        concern = concern_for(ports, records, actor, shown.concern, to=to)
        if outcome_of(records, delivery):
            return card(ports, records, concern, actor.person)
        ladder.require_turn(concern, shown.turn, by_reader=False)
        return _done(concern_work(ports, records, concern), concern, press, act)


def _done(work: ConcernWork, concern: Concern, press: _Press, act: _Act) -> ConcernCard:
    if press.words and concern.topic is Topic.ECT_PROGRESS:
        raise Unfit(_NOT_IN_WRITING, field=Field.NOTE)
    events = act(work, concern)
    if events:
        concern = keep(work, concern, events)
        if press.words:
            keep_words(work, events[0], press.actor.person, press.words)
    claim(work.records, press.delivery, concern.id, work.now)
    return card(work.ports, work.records, concern, press.actor.person)


def _step_to(work: ConcernWork, concern: Concern, reader: PersonId) -> Turn:
    """Return the turn of a reader whom the writer has just chosen.

    Raises Stale where they can no longer be chosen.
    """
    route = _route_to(work, concern, reader)
    return promised(work.calendar, route.stage, route.reader, now=work.now)


def _route_to(work: ConcernWork, concern: Concern, reader: PersonId) -> Route:
    for route in ways_on(work.ports, work.records, concern):
        if route.reader == reader:
            return route
    raise Stale(
        "The person you chose can no longer have this, so nothing has moved. “Take it "
        "further” shows who can."
    )


def _with_its_reader(work: ConcernWork, concern: Concern) -> Concern:
    """Raise Stale for a concern that is closed to its reader, their mentor by now."""
    if reader_is_shut_out(work.ports, work.records, concern):
        raise Stale(
            "Whoever has this is your mentor now, so they can't open it any more. "
            "“Take it further” shows who can have it."
        )
    return concern


def _later(work: ConcernWork) -> date:
    return moved_date(work.calendar, now=work.now)


def _fit(words: str) -> str:
    """Raise Unfit for words that say nothing, or too many."""
    tidied = tidy(words)
    if not any(letter.isalnum() for letter in tidied):
        raise Unfit("Please write a few words first.", field=Field.NOTE)
    if len(tidied) > WORDS_MAX_CHARS:
        raise Unfit(
            f"That is {len(tidied):,} characters; {WORDS_MAX_CHARS:,} fit.",
            field=Field.NOTE,
        )
    return tidied
