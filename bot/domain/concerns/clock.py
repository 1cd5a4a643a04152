"""What the passing of school days asks for: a reminder, a question, a hand-over.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025 (R4: prompt action). The dates are the school's own promise.
Nobody can snooze a concern that they hold.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.concerns.history import MOST_REMINDERS
from bot.domain.concerns.ladder import ask, pass_on, remind, withdraw
from bot.domain.concerns.records import Asked, Concern, ConcernEvent, Stage, Turn
from bot.domain.concerns.routes import Presence
from bot.domain.kernel.record import PersonId

MOST_QUESTIONS = 3  # of the same kind, in one reader's turn
_COME_FIRST = frozenset({Asked.READER_GONE, Asked.READER_MENTORS})


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the clock needs to know besides the concern itself."""

    reader: Presence
    away_until: date | None = None  # the reader's last day away
    writer_left: bool = False
    pass_on: Turn | None = None  # where the writer named someone who can still have it


def promised(
    calendar: SchoolCalendar, stage: Stage, reader: PersonId, *, now: datetime
) -> Turn:
    """Return a reader's turn with the dates that the school promises (R4)."""
    school, today = calendar.school, calendar.day_of(now)
    return Turn(
        stage=stage,
        reader=reader,
        seen_by=calendar.school_day_after(today, school.concerns_seen_in),
        answer_by=calendar.school_day_after(today, school.concerns_answered_in),
    )


def moved_date(calendar: SchoolCalendar, *, now: datetime) -> date:
    """Return the date for an answer after the reader has shown that they are at it."""
    return calendar.school_day_after(
        calendar.day_of(now), calendar.school.concerns_answered_in
    )


def clock_event(
    concern: Concern, calendar: SchoolCalendar, outlook: Outlook, *, now: datetime
) -> ConcernEvent | None:
    """Return what is due for a concern now, or None; ask again after each.

    A question that the writer leaves open is asked three times, and always comes with
    the named contact: nobody is left without a way on.
    """
    if outlook.writer_left and concern.is_open:
        return withdraw(concern, at=now, by=None)
    if concern.reader is None:
        return None
    today = calendar.day_of(now)
    why = _question(concern, outlook, today)
    step = outlook.pass_on
    if why is Asked.NO_ANSWER and step is not None and _may_pass_on(concern):
        return pass_on(concern, at=now, step=step)
    if why not in _COME_FIRST:  # one question at a time
        why = _still_asked(concern, outlook) or why
    if why is not None:
        if _is_askable(concern, why, calendar, today):
            return ask(concern, why, at=now, today=today)
    elif _is_reminder_due(concern, today):
        return remind(concern, at=now, today=today)
    return None


def _question(concern: Concern, outlook: Outlook, today: date) -> Asked | None:
    if outlook.reader is Presence.GONE:
        return Asked.READER_GONE
    if outlook.reader is Presence.SHUT_OUT:
        return Asked.READER_MENTORS
    if concern.answer_by is not None and today > concern.answer_by:
        return Asked.NO_ANSWER
    needed = concern.answer_by if concern.seen_at else concern.seen_by
    until = outlook.away_until
    if until is not None and needed is not None and until >= needed:
        return Asked.READER_AWAY
    return None


def _still_asked(concern: Concern, outlook: Outlook) -> Asked | None:
    """Return the question that stands; one about the reader ends with what it is about.

    That is their absence, or that they mentor the writer.
    """
    is_back = concern.asked is Asked.READER_AWAY and outlook.away_until is None
    mentors_no_more = concern.asked is Asked.READER_MENTORS
    return None if is_back or mentors_no_more else concern.asked


def _may_pass_on(concern: Concern) -> bool:
    """Whether the first mentor has left it without an answer.

    And the writer has not been asked instead: to be told that the mentor is away takes
    back no wish.
    """
    at_mentor = concern.stage is Stage.WITH_MENTOR and concern.turn == 1
    waits = concern.asked in {None, Asked.READER_AWAY}
    return at_mentor and waits and concern.answered_at is None


def _is_askable(
    concern: Concern, why: Asked, calendar: SchoolCalendar, today: date
) -> bool:
    if concern.asked is not why or concern.asked_on is None:
        return True
    again = calendar.school_day_after(
        concern.asked_on, calendar.school.concerns_answered_in
    )
    return concern.times_asked < MOST_QUESTIONS and today >= again


def _is_reminder_due(concern: Concern, today: date) -> bool:
    untouched = concern.taken_at is None and concern.answered_at is None
    if untouched and concern.reminders == 0:
        return concern.seen_by is not None and today >= concern.seen_by
    most = MOST_REMINDERS if untouched else 1
    return (
        concern.reminders < most
        and concern.answer_by is not None
        and today >= concern.answer_by
    )
