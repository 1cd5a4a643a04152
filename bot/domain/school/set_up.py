"""Setting a school up, step by step: what was answered, and what is still missing.

Until every step about the school has an answer there is no `School`, only a `SetUp`;
from then on each answer is a part of the `School`, whoever entered it. No reminder goes
out before somebody has started the bot.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any, get_args

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import Retention
from bot.domain.kernel.errors import Refusal, Stale
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.school.contact_rules import contacts_lacking
from bot.domain.school.profile import (
    DEFAULT_EXCEPTIONAL_REASONS,
    DEFAULT_FOCUS_AREAS,
    Hours,
    OwnRhythm,
    RhythmUntil,
    School,
    Term,
    Training,
)


class Step(StrEnum):
    """The steps about the school, in the order in which they are asked."""

    SCHOOL = "school"
    BODY = "body"
    CONTACTS = "contacts"
    TRAINING = "training"
    TERMS = "terms"
    DAY = "day"
    PROMISE = "promise"
    KEPT = "kept"  # has an answer from the beginning, and may be changed


ASKED = tuple(step for step in Step if step is not Step.KEPT)


class Part(StrEnum):
    """The fields of the steps, as forms and sentences name them."""

    NAME = "name"
    BODY = "body"
    BODY_CONTACT = "body_contact"
    BODY_REACH = "body_reach"
    LEAD = "lead"
    LEAD_REACH = "lead_reach"
    DEPUTY = "deputy"
    DEPUTY_REACH = "deputy_reach"
    CHAIR = "chair"
    CHAIR_REACH = "chair_reach"
    WELLBEING = "wellbeing"
    CHECKED = "checked"
    TRAINING = "training"
    PROVIDER = "provider"
    COUNTS_FROM = "counts_from"
    RHYTHM_FROM = "rhythm_from"
    YEAR_ONE = "year_one"
    YEAR_TWO = "year_two"
    TERMS = "terms"
    INSET = "inset"
    FILE = "file"
    HOURS_A = "hours_a"  # with the number of the weekday after it
    HOURS_B = "hours_b"
    WEEK_A = "week_a"
    AT_WORK = "at_work"
    OPENS = "opens"
    CLOSES = "closes"
    SEEN_IN = "seen_in"
    ANSWERED_IN = "answered_in"
    KEEP_FACTS = "keep_facts"
    KEEP_WORDS = "keep_words"
    KEEP_CONCERNS = "keep_concerns"
    KEEP_MESSAGES = "keep_messages"
    KEEP_AUDIT = "keep_audit"
    CLEARED = "cleared"


class BadAnswer(Refusal):
    """What was given in one field cannot stand."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class Given(Record, frozen=True, kw_only=True):
    """The answer to one step; its fields are those of `School`."""


class NameGiven(Given, frozen=True, kw_only=True, tag="school"):
    """What the school is called."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=150)]


class BodyGiven(Given, frozen=True, kw_only=True, tag="body"):
    """The appropriate body, and its contact unless an ECT has another."""

    appropriate_body: Contact


class ContactsGiven(Given, frozen=True, kw_only=True, tag="contacts"):
    """Whom somebody in need is shown."""

    safeguarding: tuple[Contact, ...]
    governors: Contact
    wellbeing: tuple[Contact, ...]
    contacts_confirmed_on: date


class TrainingGiven(Given, frozen=True, kw_only=True, tag="training"):
    """Who leads the training, how often mentors and ECTs mean to meet, and since when.

    Without a day sessions are counted from that of Start (R7).
    """

    training: Training
    lead_provider: str = ""
    weeks_per_session: OwnRhythm = None
    rhythms_before: tuple[RhythmUntil, ...] = ()
    counts_from: date | None = None


class TermsGiven(Given, frozen=True, kw_only=True, tag="terms"):
    """When the school is open."""

    terms: tuple[Term, ...]
    closure_days: frozenset[date] = frozenset()


class DayGiven(Given, frozen=True, kw_only=True, tag="day"):
    """When there are lessons, and when staff are at work."""

    teaching_hours: tuple[Hours, ...]
    contracted_hours: tuple[Hours, ...]
    week_a_begins_on: date | None = None


class PromiseGiven(Given, frozen=True, kw_only=True, tag="promise"):
    """When the bot may write first, and the school's own promise for concerns."""

    contact_starts: time = time(8)
    contact_ends: time = time(17)
    concerns_seen_in: Annotated[int, msgspec.Meta(ge=1, le=10)] = 2
    concerns_answered_in: Annotated[int, msgspec.Meta(ge=1, le=30)] = 5


class KeptGiven(Given, frozen=True, kw_only=True, tag="kept"):
    """How long things are kept, and who lets go of what is past its time (F41)."""

    retention: Retention = Retention()


Answer = (
    NameGiven
    | BodyGiven
    | ContactsGiven
    | TrainingGiven
    | TermsGiven
    | DayGiven
    | PromiseGiven
    | KeptGiven
)
# By the tag under which each is kept.
ANSWERS: dict[Step, type[Answer]] = {
    Step(kind.__struct_config__.tag): kind for kind in get_args(Answer)
}


class Founder(Record, frozen=True, kw_only=True):
    """Somebody whom Slack names as an admin of a workspace without a school."""

    person: PersonId
    name: str


class SetUp(Record, frozen=True, kw_only=True):
    """How far the set-up of a school has come; a school from a file has none."""

    school: SchoolId
    founders: tuple[Founder, ...]
    answers: tuple[Answer, ...] = ()  # until there is a School to hold them
    started_at: Instant | None = None
    begun_at: Instant | None = None  # None: before this was kept

    def answer(self, step: Step) -> Answer | None:
        """Return what was answered to a step."""
        kind = ANSWERS[step]
        usual = KeptGiven() if step is Step.KEPT else None
        return next((one for one in self.answers if isinstance(one, kind)), usual)

    def with_answer(self, step: Step, answer: Answer | None) -> "SetUp":
        """Return this with another answer to a step, or with none."""
        kept = [one for one in self.answers if not isinstance(one, ANSWERS[step])]
        answers = (*kept, *([answer] if answer is not None else []))
        return msgspec.structs.replace(self, answers=answers)


class SetUpChange(Record, frozen=True, kw_only=True):
    """One answer that somebody saved, so that it can be taken back."""

    id: str
    school: SchoolId
    by: PersonId
    at: Instant
    step: Step
    before: Answer | None
    after: Answer
    undone: bool = False


class SavedMeanwhile(Stale):
    """Somebody else has answered the step since its form was opened."""

    def __init__(self, sentence: str, answer: Answer, by: str) -> None:
        super().__init__(sentence)
        self.answer = answer
        self.by = by


def is_started(set_up: SetUp | None) -> bool:
    """Whether the bot may remind people at a school; one from a file has no set-up."""
    return set_up is None or set_up.started_at is not None


def step_of(answer: Answer) -> Step:
    """Return which step an answer is to."""
    return next(step for step, kind in ANSWERS.items() if isinstance(answer, kind))


def answer_of(school: School, step: Step) -> Answer | None:
    """Return what a school's own settings answer to a step."""
    kind = ANSWERS[step]
    fields = {name: getattr(school, name) for name in kind.__struct_fields__}
    if step is Step.BODY and school.appropriate_body is None:
        return None
    if step is Step.CONTACTS and contacts_lacking(school):
        return None
    return kind(**fields)


def with_answer(school: School, answer: Answer) -> School:
    """Return a school with an answer in its settings; raises ValueError."""
    return msgspec.structs.replace(school, **_fields(answer))


def school_of(set_up: SetUp, school_id: SchoolId, ask: PersonId) -> School | None:
    """Return the school that the answers make; None while one is missing."""
    if any(set_up.answer(step) is None for step in Step):
        return None
    fields: dict[str, Any] = {}
    for answer in set_up.answers:
        fields |= _fields(answer)
    return School(
        id=school_id,
        ask=ask,
        focus_areas=DEFAULT_FOCUS_AREAS,
        exceptional_reasons=DEFAULT_EXCEPTIONAL_REASONS,
        **fields,
    )


def seen(answer: Answer | None) -> str:
    """Return a short mark of an answer, to know later whether it is still the same."""
    packed = msgspec.json.encode(answer, order="deterministic")
    return hashlib.sha256(packed).hexdigest()[:12]


def next_step(answered: Sequence[Step], after: Step | None = None) -> Step | None:
    """Return the first step without an answer, best one that follows *after*."""
    open_steps = [step for step in Step if step not in answered]
    order = list(Step)
    later = [
        step
        for step in open_steps
        if after is not None and order.index(step) > order.index(after)
    ]
    return next(iter([*later, *open_steps]), None)


def _fields(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in answer.__struct_fields__}
