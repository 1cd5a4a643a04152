"""The ladder of a concern: each act is a pure function from what is to what happens.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025: mentor, then induction tutor (R10), then the appropriate
body, to whom the bot only shows the way (R11); a mentor's own concern begins with the
induction tutor (R9). The headteacher as a further step is the product's own reading.

No act moves a concern to a reader whom its writer did not choose: only `take_on` and
`pass_on` name one, the first in the writer's hand, the second as named at Send.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

import msgspec

from bot.domain.concerns import (
    CLOSED,
    Asked,
    Concern,
    ConcernEvent,
    ConcernStart,
    Happening,
    Stage,
    Step,
)
from bot.domain.errors import Stale
from bot.domain.people import Role
from bot.domain.record import PersonId

MOST_REMINDERS = 2  # in one turn in which nothing was done, at both dates

_GONE_ON = "This is no longer with you, so nothing was changed. Thank you for looking."
_CLOSED = {
    Stage.RESOLVED: "This is closed: it was sorted.",
    Stage.WITHDRAWN: "This is closed: it was withdrawn.",
}
_WAITING_FOR_WRITER = {
    Asked.SORTED: "You said that it is sorted, and the one who wrote is asked whether "
    "it is. There is nothing for you to do meanwhile.",
    Asked.CANNOT_HELP: "You said that you cannot help with this, and the one who wrote "
    "chooses what comes next. There is nothing for you to do meanwhile.",
}


def send(start: ConcernStart, step: Step, *, at: datetime) -> ConcernEvent:
    """Begin: the writer's concern goes to the reader whom they chose (R9, R10)."""
    return ConcernEvent(
        concern=start.id,
        number=1,
        what=Happening.SENT,
        at=at,
        by=start.writer,
        step=step,
    )


def see(concern: Concern, *, at: datetime) -> ConcernEvent | None:
    """Note that the reader has read it; None if that is known, or nobody has it."""
    if concern.seen_at is not None or concern.reader is None:
        return None
    return _event(concern, Happening.SEEN, at, by=concern.reader)


def take(concern: Concern, *, at: datetime, answer_by: date) -> ConcernEvent:
    """Let the reader say "I'm on it" (R4): the date moves once, and comes back."""
    if concern.taken_at is not None:
        raise Stale(
            "You have said so already. The one who wrote would rather hear how it "
            "goes: “Add a note” tells them."
        )
    return _event(concern, Happening.TAKEN, at, by=concern.reader, day=answer_by)


def note(concern: Concern, *, at: datetime, answer_by: date) -> ConcernEvent:
    """Let the reader write back (R4): that is an answer, and the clock begins anew."""
    return _event(concern, Happening.NOTED, at, by=concern.reader, day=answer_by)


def say_sorted(concern: Concern, *, at: datetime, today: date) -> list[ConcernEvent]:
    """Let the reader say that it is sorted; the writer is asked whether it is (R4)."""
    said = _event(concern, Happening.SAID_SORTED, at, by=concern.reader)
    return [said, _ask(concern, Asked.SORTED, at, today=today, after=1)]


def say_cannot_help(
    concern: Concern, *, at: datetime, today: date, pass_on: Step | None
) -> list[ConcernEvent]:
    """Let the reader say that they cannot help.

    From a mentor it goes to the induction tutor whom the writer named for that at Send,
    as *pass_on* (R10); with no such wish the writer chooses. When an ECT's induction
    tutor or headteacher cannot help, the ECT is shown the appropriate body's named
    contact (R11). A mentor chooses (R9).
    """
    said = _event(concern, Happening.CANNOT_HELP, at, by=concern.reader)
    if _is_first_mentor(concern) and pass_on is not None:
        return [said, _passed_on(concern, at, pass_on, after=1)]
    if concern.stage is not Stage.WITH_MENTOR and concern.written_as is Role.ECT:
        return [said, _event(concern, Happening.ADVISED, at, by=None, after=1)]
    return [said, _ask(concern, Asked.CANNOT_HELP, at, today=today, after=1)]


def pass_on(concern: Concern, *, at: datetime, step: Step) -> ConcernEvent:
    """Pass it on at its date, as the writer asked for at Send (R10)."""
    return _passed_on(concern, at, step)


def ask(concern: Concern, why: Asked, *, at: datetime, today: date) -> ConcernEvent:
    """Ask the writer what to do next (R4); nothing moves by itself."""
    return _ask(concern, why, at, today=today)


def remind(concern: Concern, *, at: datetime, today: date) -> ConcernEvent:
    """Remind the reader (R4)."""
    return _event(concern, Happening.REMINDED, at, by=None, day=today)


def add(concern: Concern, *, at: datetime) -> ConcernEvent:
    """Let the writer say more to whoever has it now."""
    return _event(concern, Happening.ADDED, at, by=concern.writer)


def leave(concern: Concern, *, at: datetime, step: Step) -> ConcernEvent:
    """Let the writer give the same reader longer, or say that it is not sorted yet."""
    return _event(concern, Happening.LEFT, at, by=concern.writer, step=step)


def take_on(concern: Concern, *, at: datetime, step: Step) -> ConcernEvent:
    """Let the writer take it to another reader, at any time (R10)."""
    return _event(concern, Happening.TAKEN_ON, at, by=concern.writer, step=step)


def go_outside(concern: Concern, *, at: datetime) -> ConcernEvent:
    """Let the writer have the named contact, at any time (R11)."""
    return _event(concern, Happening.ADVISED, at, by=concern.writer)


def confirm_sorted(concern: Concern, *, at: datetime) -> ConcernEvent:
    """Let the writer say that it is sorted: only the writer closes it."""
    return _event(concern, Happening.CONFIRMED, at, by=concern.writer)


def withdraw(concern: Concern, *, at: datetime, by: PersonId | None) -> ConcernEvent:
    """Let the writer withdraw it, at any open step; the clock, for one who has left."""
    return _event(concern, Happening.WITHDRAWN, at, by=by)


def require_turn(concern: Concern, turn: int, *, by_reader: bool) -> None:
    """Refuse a press on what has moved on since, saying what has happened.

    Raises Stale. A former reader learns only that it is no longer with them.
    """
    if by_reader:
        if concern.stage in CLOSED and concern.turn == turn:
            raise Stale(_CLOSED[concern.stage])
        if concern.turn != turn or concern.reader is None:
            raise Stale(_GONE_ON)
        if concern.asked in _WAITING_FOR_WRITER:
            raise Stale(_WAITING_FOR_WRITER[concern.asked])
    elif concern.stage in CLOSED:
        raise Stale(_CLOSED[concern.stage])
    elif concern.turn != turn:
        raise Stale(
            "Something has happened since this message. `/ect concerns` shows how it "
            "stands now."
        )


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

    A reader who is reminded is there: the question what to do meanwhile is past.
    """
    by = concern.answer_by
    is_last = event.day is not None and by is not None and event.day >= by
    was_away = concern.asked is Asked.READER_AWAY
    return msgspec.structs.replace(
        concern,
        reminders=MOST_REMINDERS if is_last else concern.reminders + 1,
        asked=None if was_away else concern.asked,
        times_asked=0 if was_away else concern.times_asked,
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


def _added(concern: Concern, _event: ConcernEvent) -> Concern:
    """Take more words for an answer to "is it sorted?": the reader can go on."""
    if concern.asked is not Asked.SORTED:
        return concern
    return msgspec.structs.replace(concern, asked=None, times_asked=0)


_EVOLVE: dict[Happening, Callable[[Concern, ConcernEvent], Concern]] = {
    Happening.SEEN: _seen,
    Happening.TAKEN: _taken,
    Happening.NOTED: _noted,
    Happening.SAID_SORTED: _seen,
    Happening.CANNOT_HELP: _seen,
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


def _event(  # noqa: PLR0913 - each part of an event is given by name
    concern: Concern,
    what: Happening,
    at: datetime,
    *,
    by: PersonId | None,
    step: Step | None = None,
    asked: Asked | None = None,
    day: date | None = None,
    after: int = 0,
) -> ConcernEvent:
    """Make the next event; *after* counts those that come before it in one act."""
    return ConcernEvent(
        concern=concern.id,
        number=concern.events + 1 + after,
        what=what,
        at=at,
        by=by,
        step=step,
        asked=asked,
        day=day,
    )


def _is_first_mentor(concern: Concern) -> bool:
    """Whether the writer's wish at Send, to have it passed on, still speaks to this."""
    return concern.stage is Stage.WITH_MENTOR and concern.turn == 1


def _ask(
    concern: Concern, why: Asked, at: datetime, *, today: date, after: int = 0
) -> ConcernEvent:
    return _event(
        concern,
        Happening.ASKED,
        at,
        by=None,
        asked=why,
        day=today,
        after=after,
    )


def _passed_on(
    concern: Concern, at: datetime, step: Step, *, after: int = 0
) -> ConcernEvent:
    if step.reader != concern.pass_on_to or not _is_first_mentor(concern):
        raise ValueError("passed on to somebody whom the writer did not name")
    return _event(concern, Happening.PASSED_ON, at, by=None, step=step, after=after)
