"""How the steps of the set-up, and what is answered to them, are said."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from bot.domain.calendars.hours_text import DAYS, format_week
from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import Keep, Retention
from bot.domain.kernel.formatting import (
    format_count,
    format_date,
    format_day,
    format_list,
    uncapitalised,
)
from bot.domain.school.profile import OwnRhythm, Term, Training, Week
from bot.domain.school.set_up import (
    Answer,
    BodyGiven,
    ContactsGiven,
    DayGiven,
    KeptGiven,
    NameGiven,
    PromiseGiven,
    Step,
    TermsGiven,
    TrainingGiven,
)
from bot.results.school.set_up import PeopleSoFar
from bot.views.data_protection.retention import format_keep
from bot.views.kernel.text import escape

STEP_WORDS = {
    Step.SCHOOL: "School",
    Step.BODY: "Appropriate body",
    Step.CONTACTS: "Safeguarding and wellbeing",
    Step.TRAINING: "Training",
    Step.TERMS: "Term dates",
    Step.DAY: "Teaching day",
    Step.PROMISE: "My hours, your promise",
    Step.KEPT: "How long things are kept",
}
STILL_MISSING = {
    Step.SCHOOL: "What the school is called.",
    Step.BODY: "Its name, and your contact there.",
    Step.CONTACTS: "Whom somebody in need is shown: the safeguarding lead, a deputy, "
    "the chair of governors, and who is there for staff.",
    Step.TRAINING: "Who leads the ECTs' training: a provider or the school.",
    Step.TERMS: "When terms begin and end, half-terms and INSET days.",
    Step.DAY: "From when to when there are lessons, and staff are at work.",
    Step.PROMISE: "When I may write to people, and how soon concerns are answered.",
}
KEPT_WORDS = {
    Keep.FACTS: "That people met, and for how long",
    Keep.WORDS: "Notes, next steps, words of drop-ins",
    Keep.CONCERN: "Concerns",
    Keep.MESSAGES: "Messages and reminders",
    Keep.AUDIT: "Who looked at what",
}
CLEARED_WORDS = {
    False: "I tell the school's admin once a month, and delete nothing unasked",
    True: "I tell the school's admin, and delete it a week later",
}
TRAINING_WORDS = {
    Training.PROVIDER_LED: "Provider-led, with a lead provider",
    Training.SCHOOL_LED: "School-led",
}
EVERY_WORDS = {
    1: "Once a week",
    2: "Every 2 weeks",
    3: "Every 3 weeks",
    4: "Every 4 weeks",
    6: "Once a half-term",
}

_MOST_MISSING = 8
_DAY = timedelta(days=1)


def format_answer(answer: Answer, *, is_from_file: bool) -> str:
    """Say in a line or a few what is answered to a step.

    A school that is *from a file* was never started by anybody.
    """
    if isinstance(answer, TrainingGiven):
        return _training(answer, is_from_file=is_from_file)
    return _SAID[type(answer)](answer)


def format_terms(terms: tuple[Term, ...], closure_days: Iterable[date]) -> list[str]:
    """Say terms, a line each, and how many closure days there are."""
    lines = []
    for term in terms:
        line = (
            f"{escape(term.name)}: {format_day(term.days.first)} to "
            f"{format_date(term.days.last)}"
        )
        if term.half_term is not None:
            half = term.half_term
            line += f", half-term {format_day(half.first)} to {format_day(half.last)}"
        lines.append(line)
    closed = len(set(closure_days))
    if closed:
        lines.append(format_count(closed, "INSET or other closure day"))
    return lines


def format_people(people: PeopleSoFar) -> tuple[str, list[str]]:
    """Say who is entered, and what is still missing."""
    so_far = format_list(
        [
            format_count(people.tutors, "induction tutor"),
            format_count(people.mentors, "mentor"),
            format_count(people.ects, "ECT"),
        ]
    )
    more = len(people.missing) - _MOST_MISSING
    missing = [escape(one) for one in people.missing[:_MOST_MISSING]]
    return so_far, [*missing, *([f"And {more} more."] if more > 0 else [])]


def _contact(contact: Contact) -> str:
    body = f"{escape(contact.organisation)}: " if contact.organisation else ""
    return f"{body}{escape(contact.name)}, {escape(contact.reach)}"


def _contacts(answer: ContactsGiven) -> str:
    names = [
        escape(contact.name)
        for contact in (*answer.safeguarding, answer.governors, *answer.wellbeing)
    ]
    checked = format_date(answer.contacts_confirmed_on)
    return f"{format_list(names)}. Checked on {checked}."


def _training(answer: TrainingGiven, *, is_from_file: bool) -> str:
    said = TRAINING_WORDS[answer.training]
    if answer.lead_provider:
        said = f"Provider-led, with {escape(answer.lead_provider)}"
    since = "each ECT's first day here" if is_from_file else "the day of Start"
    if answer.counts_from is not None:
        since = format_date(answer.counts_from)
    before = [
        f"Until {format_date(one.until - _DAY)} "
        f"sessions{_rhythm(one.weeks_per_session)}."
        for one in answer.rhythms_before
    ]
    now = f"{said}. Sessions{_rhythm(answer.weeks_per_session)}. Counted from {since}."
    return " ".join([now, *before])


def _rhythm(own: OwnRhythm) -> str:
    if own is None:
        return (
            ", as the guidance calls typical: once a week in year 1, every 2 weeks in "
            "year 2"
        )
    one, two = (uncapitalised(EVERY_WORDS.get(n, f"every {n} weeks")) for n in own)
    return f": {one} in year 1, {two} in year 2"


def _day(answer: DayGiven) -> str:
    lines = []
    if answer.week_a_begins_on is None:
        lines.append(f"Lessons: {_week(format_week(answer.teaching_hours))}")
    else:
        for week in Week:
            said = _week(format_week(answer.teaching_hours, week))
            lines.append(f"Lessons in week {week.value}: {said}")
    at_work = format_week(answer.contracted_hours, Week.A)
    lines.append(f"Staff at work: {_week(at_work)}")
    return "\n".join(lines)


def _week(days: list[str]) -> str:
    """Say a week's hours, with days that are alike in a row put together."""
    parts: list[tuple[int, int, str]] = []
    for number, hours in enumerate(days):
        if parts and parts[-1][2] == hours:
            parts[-1] = (parts[-1][0], number, hours)
        else:
            parts.append((number, number, hours))
    said = []
    for first, last, hours in parts:
        name = DAYS[first][:3]
        if last > first:
            name += f"–{DAYS[last][:3]}"
        said.append(f"{name} {hours.replace('-', '–') or 'none'}")
    return "; ".join(said)


def _promise(answer: PromiseGiven) -> str:
    return (
        f"I write between {answer.contact_starts:%H:%M} and {answer.contact_ends:%H:%M}"
        " on school days. Concerns are seen within "
        f"{format_count(answer.concerns_seen_in, 'school day')} and answered within "
        f"{answer.concerns_answered_in}."
    )


def _kept(retention: Retention) -> str:
    """Say how long each class of things is kept, and how it goes."""
    lines = [
        f"{KEPT_WORDS[keep]}: {format_keep(keep, retention)}." for keep in KEPT_WORDS
    ]
    goes = CLEARED_WORDS[retention.by_itself]
    return "\n".join([*lines, f"What is past its time: {goes}."])


_SAID: dict[type[Answer], Callable[[Any], str]] = {
    NameGiven: lambda answer: escape(answer.name),
    BodyGiven: lambda answer: _contact(answer.appropriate_body),
    ContactsGiven: _contacts,
    TermsGiven: lambda answer: "\n".join(
        format_terms(answer.terms, answer.closure_days)
    ),
    DayGiven: _day,
    PromiseGiven: _promise,
    KeptGiven: lambda answer: _kept(answer.retention),
}
