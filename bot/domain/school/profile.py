"""A school as the bot knows it: terms, days, hours, and who can be asked.

What a date or a time *is* under these settings is `school_calendar.py`'s to say.
Nothing here has a default that stands for a real school's hours or dates: guidance
defines no teaching hours, so each school sets its own.
"""

from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import Retention
from bot.domain.kernel.dated import held_on
from bot.domain.kernel.record import PersonId, Record, SchoolId

# What Slack shows of a choice in a list.
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=75)]
Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]  # Monday is 0, as in datetime


class Week(StrEnum):
    """The two weeks of a fortnightly timetable."""

    A = "A"
    B = "B"


class DateSpan(Record, frozen=True, kw_only=True):
    """Whole days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.last < self.first:
            raise ValueError(f"ends ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Hours(Record, frozen=True, kw_only=True):
    """From one wall-clock time to another on one weekday, in the school's zone."""

    weekday: Weekday
    starts: time
    ends: time
    week: Week | None = None  # None: in both weeks

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.ends <= self.starts:
            raise ValueError(f"ends ({self.ends}) at or before it starts")


class Term(Record, frozen=True, kw_only=True):
    """One of the three terms of a school year, with its half-term break."""

    name: str  # "Autumn term 2026"
    days: DateSpan
    half_term: DateSpan | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        half = self.half_term
        if half and not (half.first in self.days and half.last in self.days):
            raise ValueError(f"half-term lies outside the {self.name}")


class Training(StrEnum):
    """How a school gives its ECTs their training (R7)."""

    PROVIDER_LED = "provider_led"  # by a lead provider that the DfE funds
    SCHOOL_LED = "school_led"  # guidance states no number of sessions then


WeeksPerSession = Annotated[int, msgspec.Meta(ge=1, le=6)]
# In year 1 and in year 2; None: what the guidance calls typical, provider-led (R7).
OwnRhythm = tuple[WeeksPerSession, WeeksPerSession] | None


class RhythmUntil(Record, frozen=True, kw_only=True):
    """How often pairs at a school meant to meet before a date."""

    until: date  # the first day of the next rhythm
    weeks_per_session: OwnRhythm = None


class School(Record, frozen=True, kw_only=True, cache_hash=True):
    """One school's own settings; its calendar is found by them, at every turn."""

    id: SchoolId
    name: str
    zone: str = "Europe/London"
    terms: tuple[Term, ...]  # in order, not overlapping
    closure_days: frozenset[date] = frozenset()  # INSET and the like: no teaching
    teaching_hours: tuple[Hours, ...]
    contracted_hours: tuple[Hours, ...]  # directed time, where a person sets no other
    contact_starts: time = time(8)  # the bot posts unprompted only in this window
    contact_ends: time = time(17)
    # Any day of one week A, best its Monday; None: no fortnightly timetable.
    week_a_begins_on: date | None = None
    focus_areas: Annotated[
        tuple[Label, ...], msgspec.Meta(min_length=1, max_length=100)
    ]
    exceptional_reasons: Annotated[
        tuple[Label, ...], msgspec.Meta(min_length=1, max_length=100)
    ]  # why a session was outside teaching hours
    safeguarding: tuple[Contact, ...] = ()  # the designated lead and deputies
    governors: Contact | None = None  # the chair: for a worry about the headteacher
    wellbeing: tuple[Contact, ...] = ()  # for staff who are not safe or not well
    contacts_confirmed_on: date | None = None  # once a year somebody looks
    # The school's own promise, in school days: guidance sets no date for an answer.
    concerns_seen_in: Annotated[int, msgspec.Meta(ge=1, le=10)] = 2
    concerns_answered_in: Annotated[int, msgspec.Meta(ge=1, le=30)] = 5
    appropriate_body: Contact | None = None  # its contact for the school as a whole
    training: Training = Training.PROVIDER_LED
    lead_provider: str = ""
    weeks_per_session: OwnRhythm = None  # now
    rhythms_before: tuple[RhythmUntil, ...] = ()  # earlier ones, oldest first
    # No session is expected before; None: from the day of Start (R7).
    counts_from: date | None = None
    ask: PersonId  # whom people turn to who are in no roster
    retention: Retention = Retention()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.terms:
            raise ValueError("no terms: enter at least one")
        for before, after in pairwise(self.terms):
            if after.days.first <= before.days.last:
                raise ValueError(f"{after.name} begins before {before.name} is over")
        if self.contact_ends <= self.contact_starts:
            raise ValueError("the contact window ends at or before it starts")
        if self.concerns_answered_in < self.concerns_seen_in:
            raise ValueError("concerns are to be answered before they are to be seen")
        lettered = any(
            span.week for span in (*self.teaching_hours, *self.contracted_hours)
        )
        if lettered and self.week_a_begins_on is None:
            raise ValueError("hours of week A or B need a date for week A")

    def rhythm_on(self, day: date) -> OwnRhythm:
        """Return how often pairs meant to meet on a day, where the school said so."""
        earlier = held_on(self.rhythms_before, day)
        return earlier.weeks_per_session if earlier else self.weeks_per_session


DEFAULT_FOCUS_AREAS = (
    "Behaviour routines",
    "Planning and sequencing",
    "Explaining and modelling",
    "Questioning and checking understanding",
    "Adapting for pupils' needs",
    "Subject knowledge",
    "Assessment and feedback to pupils",
    "Working with families and colleagues",
    "Workload and wellbeing",
)

DEFAULT_EXCEPTIONAL_REASONS = (
    "Cover took the planned time",
    "Trip, exam or school event",
    "Absence moved the session",
    "Timetables do not line up",
    "The ECT asked for this time",
    "Something else",
)
