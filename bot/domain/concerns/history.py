"""A concern's history, and the concern as that history has left it.

Each thing that happens changes the concern in one way, told here and nowhere else; what
may happen at all is for `ladder` to say.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import msgspec

from bot.domain.concerns.records import (
    WAITS_FOR_WRITER,
    Asked,
    Concern,
    ConcernEvent,
    ConcernStart,
    Happening,
    Stage,
)

MOST_REMINDERS = 2  # in one turn in which nothing was done, at both dates


def begin(start: ConcernStart, first: ConcernEvent) -> Concern:
    """Return the concern as its first event leaves it."""
    if first.step is None:
        raise ValueError("a concern begins with a reader")
    step = first.step
    return Concern(
        id=start.id,
        school=start.school,
        writer=start.writer,
        written_as=start.written_as,
        topic=start.topic,
        about=start.about,
        pass_on_to=start.pass_on_to,
        opened_at=first.at,
        since=first.at,
        stage=step.stage,
        reader=step.reader,
        had=frozenset({step.reader}),
        seen_by=step.seen_by,
        answer_by=step.answer_by,
        events=1,
    )


def replayed(start: ConcernStart, events: Sequence[ConcernEvent]) -> Concern:
    """Return the concern that a whole history leads to."""
    concern = begin(start, events[0])
    for event in events[1:]:
        concern = evolve(concern, event)
    return concern


def evolve(concern: Concern, event: ConcernEvent) -> Concern:
    """Return the concern as an event leaves it."""
    if event.number != concern.events + 1:
        raise ValueError(f"event {event.number} after {concern.events}")
    changed = msgspec.structs.replace(concern, events=event.number)
    return _EVOLVE[event.what](changed, event)


def evolved(concern: Concern, events: Iterable[ConcernEvent]) -> Concern:
    """Return the concern as several events leave it."""
    for event in events:
        concern = evolve(concern, event)
    return concern


def _seen(concern: Concern, event: ConcernEvent) -> Concern:
    return msgspec.structs.replace(concern, seen_at=concern.seen_at or event.at)


def _taken(concern: Concern, event: ConcernEvent) -> Concern:
    return _calmed(_seen(concern, event), event, taken_at=event.at)


def _noted(concern: Concern, event: ConcernEvent) -> Concern:
    if concern.asked in WAITS_FOR_WRITER:  # a note adds to what the reader said
        return msgspec.structs.replace(_seen(concern, event), answered_at=event.at)
    return _calmed(_seen(concern, event), event, answered_at=event.at)


def _calmed(concern: Concern, event: ConcernEvent, **now: datetime) -> Concern:
    """Give a new date, and drop the question: the reader has done something."""
    return msgspec.structs.replace(
        concern,
        answer_by=event.day or concern.answer_by,
        reminders=0,
        asked=None,
        times_asked=0,
        **now,
    )


def _asked(concern: Concern, event: ConcernEvent) -> Concern:
    again = concern.asked is event.asked
    return msgspec.structs.replace(
        concern,
        asked=event.asked,
        asked_at=event.at,
        asked_on=event.day,
        times_asked=concern.times_asked + 1 if again else 1,
        asked_in=event.number,
    )


def _reminded(concern: Concern, event: ConcernEvent) -> Concern:
    """Count it: at the date for an answer it stands for the earlier one as well.

    A reader who is reminded is there, and may read it: a question about that is past.
    """
    by = concern.answer_by
    is_last = event.day is not None and by is not None and event.day >= by
    is_past = concern.asked in {Asked.READER_AWAY, Asked.READER_MENTORS}
    return msgspec.structs.replace(
        concern,
        reminders=MOST_REMINDERS if is_last else concern.reminders + 1,
        asked=None if is_past else concern.asked,
        times_asked=0 if is_past else concern.times_asked,
    )


def _moved(concern: Concern, event: ConcernEvent) -> Concern:
    if event.step is None:
        raise ValueError(f"{event.what} names no reader")
    return msgspec.structs.replace(
        concern,
        turn=concern.turn + 1,
        since=event.at,
        stage=event.step.stage,
        reader=event.step.reader,
        had=concern.had | {event.step.reader},
        seen_by=event.step.seen_by,
        answer_by=event.step.answer_by,
        seen_at=None,
        taken_at=None,
        answered_at=None,
        reminders=0,
        asked=None,
        times_asked=0,
    )


def _advised(concern: Concern, event: ConcernEvent) -> Concern:
    return _ended(concern, event, Stage.CONTACT_ADVISED)


def _confirmed(concern: Concern, event: ConcernEvent) -> Concern:
    return _closed(concern, event, Stage.RESOLVED)


def _withdrawn(concern: Concern, event: ConcernEvent) -> Concern:
    return _closed(concern, event, Stage.WITHDRAWN)


def _closed(concern: Concern, event: ConcernEvent, stage: Stage) -> Concern:
    # Where nobody at school has it any more, that is a turn of its own: its last reader
    # is a former one, and does not learn how it ended.
    turn = concern.turn + (concern.reader is None)
    closed = _ended(concern, event, stage)
    return msgspec.structs.replace(closed, closed_at=event.at, turn=turn)


def _ended(concern: Concern, event: ConcernEvent, stage: Stage) -> Concern:
    """Nobody in the school has it any more."""
    return msgspec.structs.replace(
        concern,
        stage=stage,
        reader=None,
        since=event.at,
        seen_by=None,
        answer_by=None,
        asked=None,
        times_asked=0,
    )


def _added(concern: Concern, event: ConcernEvent) -> Concern:
    """Take more words for an answer to "is it sorted?": the reader can go on."""
    return _undone(concern, event) if concern.asked is Asked.SORTED else concern


def _undone(concern: Concern, _event: ConcernEvent) -> Concern:
    """Drop the question; where the reader's date is past, the clock asks its own."""
    return msgspec.structs.replace(concern, asked=None, times_asked=0)


_EVOLVE: dict[Happening, Callable[[Concern, ConcernEvent], Concern]] = {
    Happening.SEEN: _seen,
    Happening.TAKEN: _taken,
    Happening.NOTED: _noted,
    Happening.SAID_SORTED: _seen,
    Happening.CANNOT_HELP: _seen,
    Happening.UNDONE: _undone,
    Happening.REMINDED: _reminded,
    Happening.ASKED: _asked,
    Happening.ADDED: _added,
    Happening.LEFT: _moved,
    Happening.TAKEN_ON: _moved,
    Happening.PASSED_ON: _moved,
    Happening.ADVISED: _advised,
    Happening.CONFIRMED: _confirmed,
    Happening.WITHDRAWN: _withdrawn,
}
