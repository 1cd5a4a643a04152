"""A mentor's training entitlement, and the pace that it has over its year.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Mentor training" (R6): 20 hours over one year, about 6 to 7 a term, once, going on if
the ECT transfers or withdraws; a provider can tailor it. Who began before September
2025 stays on 36 hours over two years (facts.md, C9). It belongs to the mentor and to no
pairing. Fewer hours are a reason to ask for time, never a finding.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_day, format_minutes
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId, TrainingId
from bot.domain.sessions.log_line import NotUnderstood, read_log_line

EXAMPLE = "/ect training 90m yesterday"
BEHIND_MINUTES = 120  # what falls short of the pace by more is worth a reminder
AGREED_MAX_CHARS = 75
MOST_A_DAY = 600  # a longer training day is a slip of the keyboard
_LEAST = 5
_LONGEST_AGO = timedelta(days=5 * 365)  # what is older is a slip of the keyboard
_NEW_FROM = date(2025, 9, 1)
_TERMS_A_YEAR = 3
_HALF_TERM_WEEKS = 6  # whole school weeks: about as long as most are
_DAYS_A_YEAR = 365.25
_HOUR = 60
_MOST_HOURS = 60


class Programme(StrEnum):
    """Which training a mentor has."""

    FUNDED = "funded"
    EARLIER = "earlier"
    TAILORED = "tailored"


MINUTES = {Programme.FUNDED: 20 * _HOUR, Programme.EARLIER: 36 * _HOUR}
YEARS = {Programme.FUNDED: 1, Programme.EARLIER: 2, Programme.TAILORED: 1}


class Entitlement(Record, frozen=True, kw_only=True):
    """How much training, from when on, and who agreed a total of its own."""

    offer: Programme
    began_on: date
    minutes: Annotated[int, msgspec.Meta(ge=_LEAST)]
    agreed_with: str = ""
    is_assumed: bool = False  # the bot filled it in, and nobody has said so yet

    @property
    def ends_on(self) -> date:
        """The last day of its year, or of its second."""
        days = round(YEARS[self.offer] * _DAYS_A_YEAR)
        return self.began_on + timedelta(days=days - 1)


class Training(Record, frozen=True, kw_only=True):
    """One mentor's training: a person has one, wherever and whomever they mentor."""

    person: PersonId
    school: SchoolId
    entitlement: Entitlement
    before: Entitlement | None = None  # what the latest change took the place of
    at: Instant


class TrainingEntry(Record, frozen=True, kw_only=True):
    """Some minutes of training on one day."""

    id: TrainingId
    person: PersonId
    school: SchoolId
    day: date
    minutes: Annotated[int, msgspec.Meta(ge=_LEAST, le=MOST_A_DAY)]
    recorded_at: Instant
    is_undone: bool = False  # kept so that an old button can say so


@dataclass(frozen=True, slots=True)
class Ledger:
    """How a mentor's training stands."""

    entitlement: Entitlement
    done: int  # minutes
    expected: int  # minutes by now, at an even pace
    is_over: bool = False  # its year, or its second, has passed
    # Its beginning is assumed, and less than a half-term has been counted since the
    # first hours were noted: what went before is not known.
    is_unsure: bool = False

    @property
    def short_by(self) -> int:
        """By how many minutes it falls short of an even pace; 0 where it does not."""
        return max(0, self.expected - self.done)

    @property
    def is_behind(self) -> bool:
        """Whether it falls short by so much that a reminder is due (R6)."""
        return self._is_short and not self.is_unsure

    @property
    def is_to_be_asked(self) -> bool:
        """Whether it would fall short if it began when the bot assumes that it did."""
        return self._is_short and self.is_unsure

    @property
    def _is_short(self) -> bool:
        return self.short_by > BEHIND_MINUTES and not self.is_over


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """What a typed line says."""

    day: date
    minutes: int


def ledger(
    entitlement: Entitlement,
    entries: Iterable[TrainingEntry],
    calendar: SchoolCalendar,
    *,
    on: date,
) -> Ledger:
    """Add up a mentor's training by a date."""
    noted = [one for one in entries if not one.is_undone]
    done = sum(one.minutes for one in noted if one.day <= on)
    since = min((calendar.day_of(one.recorded_at) for one in noted), default=on)
    weeks = sum(week.is_whole for week in calendar.school_weeks(since, on))
    return Ledger(
        entitlement,
        done,
        expected_minutes(entitlement, calendar, on=on),
        is_over=on > entitlement.ends_on,
        is_unsure=entitlement.is_assumed and weeks < _HALF_TERM_WEEKS,
    )


def expected_minutes(
    entitlement: Entitlement, calendar: SchoolCalendar, *, on: date
) -> int:
    """Return the minutes that an even pace over the terms has come to by a date (R6).

    A term counts by the share of its days that have passed. What lies before the first
    term that the school has entered counts by the calendar.
    """
    terms = calendar.school.terms
    first = terms[0].days.first
    before = max(0, (min(first, on) - entitlement.began_on).days)
    elapsed = before / _DAYS_A_YEAR * _TERMS_A_YEAR
    for term in terms:
        begins = max(term.days.first, entitlement.began_on)
        last = min(term.days.last, on)
        if last >= begins:
            length = (term.days.last - term.days.first).days + 1
            elapsed += ((last - begins).days + 1) / length
    share = elapsed / (YEARS[entitlement.offer] * _TERMS_A_YEAR)
    return int(entitlement.minutes * min(1.0, share))


def assumed(began_on: date) -> Entitlement:
    """Return what a mentor who began then has, before anybody has said so."""
    offer = Programme.FUNDED if began_on >= _NEW_FROM else Programme.EARLIER
    return Entitlement(
        offer=offer, began_on=began_on, minutes=MINUTES[offer], is_assumed=True
    )


def check_entitlement(
    wanted: Entitlement, *, standing: Ledger | None, today: date
) -> None:
    """Check an entitlement that takes the place of the *standing* one (R6).

    Raises Unfit, with the reason, for a second one among others.
    """
    began = wanted.began_on
    if began > today:
        raise Unfit("Training that is to come has no hours yet.", field=Field.BEGAN)
    if wanted.offer is Programme.EARLIER and began >= _NEW_FROM:
        raise Unfit(
            "36 hours over two years are for those who began before September 2025. "
            "Pick 20 hours, or give an earlier date.",
            field=Field.BEGAN,
        )
    if wanted.offer is Programme.FUNDED and began < _NEW_FROM:
        raise Unfit(
            "Those who began before September 2025 have 36 hours over two years. Pick "
            "that, or give a later date.",
            field=Field.BEGAN,
        )
    if wanted.offer is Programme.TAILORED and not wanted.agreed_with:
        raise Unfit(
            "Say who agreed this total, such as the training provider.",
            field=Field.AGREED,
        )
    if standing is not None and _is_second(wanted, standing):
        since = format_day(standing.entitlement.began_on, today=today)
        raise Unfit(
            "Guidance offers this training once to each mentor. Yours began on "
            f"{since}, so a second one cannot be entered. It goes on with another ECT; "
            "what you do beyond it can still be noted.",
            field=Field.BEGAN,
        )


def _is_second(wanted: Entitlement, standing: Ledger) -> bool:
    kept = standing.entitlement
    if kept.is_assumed:
        return False
    is_done = standing.done >= kept.minutes and wanted.began_on > kept.began_on
    return is_done or wanted.began_on > kept.ends_on


def tailored_minutes(hours: float) -> int:
    """Return a tailored total in minutes.

    Raises Unfit.
    """
    if not 0 < hours <= _MOST_HOURS:
        raise Unfit(
            f"Give the total in hours, such as 12; up to {_MOST_HOURS} fit.",
            field=Field.TOTAL,
        )
    return max(_LEAST, round(hours * _HOUR))


def check_entry(day: date, minutes: int, *, today: date) -> None:
    """Check some minutes of training; at any hour, as training is.

    Raises Unfit with the first thing that does not fit.
    """
    if day > today:
        raise Unfit(
            f"{format_day(day, today=today)} is still to come. Note training once it "
            "has taken place.",
            field=Field.DAY,
        )
    if day < today - _LONGEST_AGO:
        raise Unfit(
            f"{format_day(day, today=today)} is too long ago. Training of the last "
            f"{_LONGEST_AGO.days // 365} years can be noted.",
            field=Field.DAY,
        )
    if not _LEAST <= minutes <= MOST_A_DAY:
        raise Unfit(
            f"Give the length in minutes, from {_LEAST} to {MOST_A_DAY} "
            f"({format_minutes(MOST_A_DAY)}).",
            field=Field.LENGTH,
        )


def read_training_line(
    text: str, *, now_local: datetime
) -> TrainingLine | NotUnderstood:
    """Read "90m", "2h yesterday" or "45m on 3 Nov"."""
    today = now_local.date()
    line = read_log_line(
        text, today=today, now_local=now_local, names={}, focus_areas=()
    )
    if isinstance(line, NotUnderstood):
        return NotUnderstood(line.problem, text, EXAMPLE)
    if line.note:
        return NotUnderstood(
            f"I cannot read “{line.note}” in that. I keep no words about training, "
            "only the day and how long it was.",
            text,
            EXAMPLE,
        )
    if line.minutes is None:
        return NotUnderstood("How long was it?", text, EXAMPLE)
    return TrainingLine(line.day or today, line.minutes)
