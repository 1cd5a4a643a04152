"""What makes a session fit to be recorded, as held or as planned.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025
(R2, R7, R8), and *Induction for early career teachers (England)*, 2.44: in teaching
hours if at all possible, else in contracted time, in exceptional circumstances. So a
time outside teaching hours is asked about, and never refused.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendars.school_calendar import Closed, SchoolCalendar
from bot.domain.kernel.drafts import Choice, Field, SessionDraft
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import (
    format_day,
    format_list,
    format_minutes,
    format_span,
)
from bot.domain.people.member import Member
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.records import (
    MAX_MINUTES,
    MIN_MINUTES,
    NEXT_STEP_MAX_CHARS,
    NOTE_MAX_CHARS,
    Session,
    SessionState,
    TimeClass,
)

MAX_NEXT_STEPS = 5
MAX_FOCUS_AREAS = 5

_CLOSED = {
    Closed.CLOSURE_DAY: "is a closure day at your school",
    Closed.HOLIDAYS: "is in the school holidays",
    Closed.HALF_TERM: "is in the half-term holiday",
    Closed.WEEKEND: "is at the weekend",
    Closed.BANK_HOLIDAY: "is a bank holiday",
    Closed.NO_LESSONS: "is a day without teaching at your school",
}

_UNTYPED = ("Cc", "Cf", "Cs")  # controls, invisible marks, halves of a letter
_KEPT = ("\n", "\u200d")  # the second holds an emoji of several parts together

# What takes up a time: a plan gives way to what took place.
_TAKEN_FOR_HOLDING = frozenset({SessionState.HELD})
TAKEN_FOR_PLANNING = frozenset({SessionState.HELD, SessionState.PLANNED})

# How near a plan is that a log takes up: the product's own choice.
CLOSE_TO_A_PLAN = timedelta(minutes=30)

_DID_MEET = "If you did meet then, pick a reason"
_WILL_MEET = "If there is no better time, pick a reason"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that a draft is held against."""

    pairing: Pairing
    calendar: SchoolCalendar
    mentor: Member
    ect: Member
    now: datetime
    nearby: Sequence[Session]  # either person's sessions that could overlap


def check_held(draft: SessionDraft, around: Circumstances) -> TimeClass:
    """Check a session that is said to have taken place; return where its time stands.

    Raises Unfit with the first thing that does not fit.
    """
    _check_length(draft)
    _check_words(draft, around.calendar)
    if draft.starts_at > around.now:
        today = around.calendar.day_of(around.now)
        day = format_day(around.calendar.day_of(draft.starts_at), today=today)
        at = around.calendar.local(draft.starts_at)
        raise Unfit(
            f"{day} at {at:%H:%M} is still to come, so it cannot be logged yet. "
            "You can plan it instead, or give another date.",
            field=Field.DAY,
            choice=Choice.PLAN_INSTEAD,
        )
    _check_dates(draft, around)
    _check_overlap(draft, around, _TAKEN_FOR_HOLDING)
    return _time_class(draft, around, _DID_MEET)


def check_planned(draft: SessionDraft, around: Circumstances) -> TimeClass:
    """Check a session that is to take place; return where its time stands.

    Raises Unfit with the first thing that does not fit.
    """
    check_span(draft, around)
    _check_overlap(draft, around, TAKEN_FOR_PLANNING)
    return _time_class(draft, around, _WILL_MEET)


def check_span(draft: SessionDraft, around: Circumstances) -> None:
    """Check the first of several planned sessions: its length, and that it is to come.

    Raises Unfit with the first thing that does not fit.
    """
    _check_length(draft)
    _check_words(draft, around.calendar)
    _check_to_come(draft, around)
    _check_dates(draft, around)


def why_outside(
    draft: SessionDraft, calendar: SchoolCalendar, people: Iterable[Member]
) -> str | None:
    """Say why a draft's time needs a reason; None in teaching hours (R8)."""
    members = list(people)
    time_class = calendar.time_class(draft.starts_at, draft.minutes, members)
    if time_class is TimeClass.TEACHING:
        return None
    day = calendar.day_of(draft.starts_at)
    closed = calendar.why_closed(day)
    in_contract = time_class is TimeClass.OUTSIDE_TEACHING
    if closed is not None and (in_contract or not closed.is_working_day):
        return why_closed_day(day, calendar)
    when = f"{format_day(day)} at {calendar.local(draft.starts_at):%H:%M}"
    if in_contract:
        return f"{when} is outside teaching hours."
    whose = calendar.whose_contract(draft.starts_at, draft.minutes, members)
    names = format_list([member.name for member in whose])
    return f"{when} is outside the contracted time of {names}."


def why_closed_day(day: date, calendar: SchoolCalendar) -> str:
    """Say why a day cannot hold a session of a series."""
    closed = calendar.why_closed(day)
    if closed is None:
        return f"One of you is away on {format_day(day)}."
    return f"{format_day(day)} {_CLOSED[closed]}."


def overlaps(starts_at: datetime, minutes: int, other: Session) -> bool:
    """Whether a time and a session have a minute in common."""
    ends = starts_at + timedelta(minutes=minutes)
    return starts_at < other.ends_at and other.starts_at < ends


def takes_up(draft: SessionDraft, plan: Session) -> bool:
    """Whether what is logged is what was planned: it overlaps the plan, or nearly so.

    A plan at another time of the day stands beside it, until somebody says what became
    of that one.
    """
    ends = draft.starts_at + timedelta(minutes=draft.minutes)
    return (
        plan.starts_at - ends <= CLOSE_TO_A_PLAN
        and draft.starts_at - plan.ends_at <= CLOSE_TO_A_PLAN
    )


def tidy(text: str) -> str:
    """Drop control characters that nobody types, and space at the ends.

    Line breaks stay, however they are written, and so does every emoji: what this
    Python does not know yet is no control character.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        letter
        for letter in lines
        if letter in _KEPT or unicodedata.category(letter) not in _UNTYPED
    ).strip()


def _check_length(draft: SessionDraft) -> None:
    if draft.minutes > MAX_MINUTES:
        raise Unfit(
            f"{format_minutes(draft.minutes)} is longer than the "
            f"{format_minutes(MAX_MINUTES)} that one session can be. "
            "If you met twice that day, log the two sessions one by one.",
            field=Field.LENGTH,
        )
    if draft.minutes < MIN_MINUTES:
        raise Unfit(
            f"A session is at least {format_minutes(MIN_MINUTES)}. Give its length in "
            "minutes, like 50m.",
            field=Field.LENGTH,
        )


def _check_words(draft: SessionDraft, calendar: SchoolCalendar) -> None:
    if len(draft.note) > NOTE_MAX_CHARS:
        raise Unfit(
            f"The note has {len(draft.note):,} characters and {NOTE_MAX_CHARS:,} fit. "
            "Please shorten it.",
            field=Field.NOTE,
        )
    if len(draft.next_steps) > MAX_NEXT_STEPS:
        raise Unfit(
            f"That is {len(draft.next_steps)} next steps; up to {MAX_NEXT_STEPS} fit, "
            "one a line.",
            field=Field.NEXT_STEPS,
        )
    for step in draft.next_steps:
        if len(step) > NEXT_STEP_MAX_CHARS:
            raise Unfit(
                f"A next step can have {NEXT_STEP_MAX_CHARS} characters, and "
                f"“{step[:30]}…” has {len(step)}. Put one step on each line.",
                field=Field.NEXT_STEPS,
            )
    school = calendar.school
    if len(draft.focus_areas) > MAX_FOCUS_AREAS:
        raise Unfit(f"Pick up to {MAX_FOCUS_AREAS} focus areas.", field=Field.FOCUS)
    if not set(draft.focus_areas) <= set(school.focus_areas):
        raise Unfit("Pick focus areas from your school's list.", field=Field.FOCUS)
    if draft.reason is not None and draft.reason not in school.exceptional_reasons:
        raise Unfit("Pick a reason from your school's list.", field=Field.REASON)


def _check_to_come(draft: SessionDraft, around: Circumstances) -> None:
    if draft.starts_at <= around.now:
        raise Unfit(
            "That time has passed, so it cannot be planned. Log it, or give a later "
            "date.",
            field=Field.DAY,
            choice=Choice.LOG_INSTEAD,
        )


def _check_dates(draft: SessionDraft, around: Circumstances) -> None:
    day = around.calendar.day_of(draft.starts_at)
    today = around.calendar.day_of(around.now)
    pairing = around.pairing
    if day < pairing.begins_on:
        raise Unfit(
            f"You became {around.ect.name}'s mentor on "
            f"{format_day(pairing.begins_on, today=today)}, and "
            f"{format_day(day, today=today)} is before that. Check the date.",
            field=Field.DAY,
        )
    if pairing.ends_on and not pairing.was_theirs(draft.starts_at, day):
        raise Unfit(
            f"Your mentoring of {around.ect.name} ended on "
            f"{format_day(pairing.ends_on, today=today)}. Check the date.",
            field=Field.DAY,
        )
    last = around.calendar.runs_out_on
    if day > last:
        raise Unfit(
            f"I know your school's terms up to {format_day(last, today=today)} only. "
            "Ask your school admin to add the next ones.",
            field=Field.DAY,
        )


def _check_overlap(
    draft: SessionDraft, around: Circumstances, taken: frozenset[SessionState]
) -> None:
    for other in around.nearby:
        if other.state not in taken:
            continue
        if not overlaps(draft.starts_at, draft.minutes, other):
            continue
        raise Unfit(_overlap_sentence(other, around), field=Field.START)


def _overlap_sentence(other: Session, around: Circumstances) -> str:
    local = around.calendar.local
    today = around.calendar.day_of(around.now)
    when = format_span(local(other.starts_at), local(other.ends_at), today=today)
    kind = "is logged" if other.state is SessionState.HELD else "is planned"
    if other.pairing == around.pairing.id:
        return (
            f"A session with {around.ect.name} on {when} {kind} already, and this one "
            "overlaps it. Change the time, or edit that one from its receipt."
        )
    if other.mentor == around.mentor.person:
        return (
            f"You have another session on {when}, and this one overlaps it. "
            "Change the time."
        )
    return f"{around.ect.name} has another session on {when}. Change the time."


def _time_class(draft: SessionDraft, around: Circumstances, question: str) -> TimeClass:
    people = (around.mentor, around.ect)
    found = around.calendar.time_class(draft.starts_at, draft.minutes, people)
    if found is not TimeClass.TEACHING and draft.reason is None:
        outside = why_outside(draft, around.calendar, people)
        raise Unfit(
            f"{outside} {question}: your induction tutor will see the flag and the "
            "reason, not the note.",
            field=Field.REASON,
            choice=Choice.GIVE_REASON,
        )
    return found
