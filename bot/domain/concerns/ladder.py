"""The ladder of a concern: each act is a pure function from what is to what happens.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025: mentor, then induction tutor (R10), then the appropriate
body, to whom the bot only shows the way (R11); a mentor's own concern begins with the
induction tutor (R9). The headteacher as a further step is the product's own reading.

No act moves a concern to a reader whom its writer did not choose: only `take_on` and
`pass_on` name one, the first in the writer's hand, the second as named at Send.
"""

from datetime import date, datetime

from bot.domain.concerns.records import (
    CLOSED,
    WAITS_FOR_WRITER,
    Asked,
    Concern,
    ConcernEvent,
    ConcernStart,
    Happening,
    Stage,
    Turn,
)
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.history import is_open_to_undo
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role

_GONE_ON = "This is no longer with you, so nothing was changed. Thank you for looking."
_CLOSED = {
    Stage.RESOLVED: "This is closed: it was sorted.",
    Stage.WITHDRAWN: "This is closed: it was withdrawn.",
}
_WAITING_FOR_WRITER = {
    Asked.SORTED: "You said that it is sorted, and the one who wrote is asked whether "
    "it is. There is nothing for you to do meanwhile. You can add a note.",
    Asked.CANNOT_HELP: "You said that you cannot help with this, and the one who wrote "
    "chooses what comes next. There is nothing for you to do meanwhile. You can add a "
    "note.",
}


def send(start: ConcernStart, step: Turn, *, at: datetime) -> ConcernEvent:
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
    _require_the_readers_word(concern)
    if concern.taken_at is not None:
        raise Stale(
            "You have said so already. The one who wrote would rather hear how it "
            "goes: “Add a note” tells them."
        )
    return _event(concern, Happening.TAKEN, at, by=concern.reader, day=answer_by)


def note(concern: Concern, *, at: datetime, answer_by: date) -> ConcernEvent:
    """Let the reader write back (R4): that is an answer, and the clock begins anew.

    To what the writer is being asked because of the reader's own word it adds, and the
    question stands.
    """
    return _event(concern, Happening.NOTED, at, by=concern.reader, day=answer_by)


def say_sorted(concern: Concern, *, at: datetime, today: date) -> list[ConcernEvent]:
    """Let the reader say that it is sorted; the writer is asked whether it is (R4)."""
    _require_the_readers_word(concern)
    said = _event(concern, Happening.SAID_SORTED, at, by=concern.reader)
    return [said, _ask(concern, Asked.SORTED, at, today=today, after=1)]


def say_cannot_help(
    concern: Concern, *, at: datetime, today: date, pass_on: Turn | None
) -> list[ConcernEvent]:
    """Let the reader say that they cannot help.

    From a mentor it goes to the induction tutor whom the writer named for that at Send,
    as *pass_on* (R10); with no such wish the writer chooses. When an ECT's induction
    tutor or headteacher cannot help, the ECT is shown the appropriate body's named
    contact (R11). A mentor chooses (R9).
    """
    _require_the_readers_word(concern)
    said = _event(concern, Happening.CANNOT_HELP, at, by=concern.reader)
    if _is_first_mentor(concern) and pass_on is not None:
        return [said, _passed_on(concern, at, pass_on, after=1)]
    if concern.stage is not Stage.WITH_MENTOR and concern.written_as is Role.ECT:
        return [said, _event(concern, Happening.ADVISED, at, by=None, after=1)]
    return [said, _ask(concern, Asked.CANNOT_HELP, at, today=today, after=1)]


def can_undo(concern: Concern, *, now: datetime) -> bool:
    """Whether the reader can still undo that it is sorted, or that they cannot help.

    For an hour, and while the writer has said nothing to it.
    """
    return (
        concern.asked in WAITS_FOR_WRITER
        and concern.times_asked == 1  # by the reader's word, not by the clock again
        and concern.asked_at is not None
        and is_open_to_undo(concern.asked_at, now)
    )


def undo(concern: Concern, *, at: datetime) -> ConcernEvent:
    """Let the reader undo what they said last; the question to the writer goes.

    Raises Stale where that is past, or nothing was said.
    """
    if concern.asked not in WAITS_FOR_WRITER:
        raise Stale("There is nothing to undo here any more: it is with you.")
    if not can_undo(concern, now=at):
        raise Stale(
            "That was more than an hour ago, so it stands. “Add a note” tells the one "
            "who wrote how it is now."
        )
    return _event(concern, Happening.UNDONE, at, by=concern.reader)


def pass_on(concern: Concern, *, at: datetime, step: Turn) -> ConcernEvent:
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


def leave(concern: Concern, *, at: datetime, step: Turn) -> ConcernEvent:
    """Let the writer give the same reader longer, or say that it is not sorted yet."""
    return _event(concern, Happening.LEFT, at, by=concern.writer, step=step)


def take_on(concern: Concern, *, at: datetime, step: Turn) -> ConcernEvent:
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
    elif concern.stage in CLOSED:
        raise Stale(_CLOSED[concern.stage])
    elif concern.turn != turn:
        raise Stale(
            "Something has happened since this message. `/ect concerns` shows how it "
            "stands now."
        )


def _event(  # noqa: PLR0913 - each part of an event is given by name
    concern: Concern,
    what: Happening,
    at: datetime,
    *,
    by: PersonId | None,
    step: Turn | None = None,
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


def _require_the_readers_word(concern: Concern) -> None:
    """Refuse a second word while the writer is asked about the first.

    Raises Stale.
    """
    if concern.asked in _WAITING_FOR_WRITER:
        raise Stale(_WAITING_FOR_WRITER[concern.asked])


def _is_first_mentor(concern: Concern) -> bool:
    """Whether the writer's wish at Send, to have it passed on, still speaks to this."""
    return concern.stage is Stage.WITH_MENTOR and concern.turn == 1


def _ask(
    concern: Concern, why: Asked, at: datetime, *, today: date, after: int = 0
) -> ConcernEvent:
    return _event(
        concern, Happening.ASKED, at, by=None, asked=why, day=today, after=after
    )


def _passed_on(
    concern: Concern, at: datetime, step: Turn, *, after: int = 0
) -> ConcernEvent:
    if step.reader != concern.pass_on_to or not _is_first_mentor(concern):
        raise ValueError("passed on to somebody whom the writer did not name")
    return _event(concern, Happening.PASSED_ON, at, by=None, step=step, after=after)
