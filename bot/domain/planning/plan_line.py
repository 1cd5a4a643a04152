"""Reading `/ect plan tuesdays 14:00 weekly until july`, in any order of its parts.

A plan holds no words: what is no day, time, length, place, person or rhythm is asked
about. Whether what is so described may stand is `wish.py`'s to say.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import PersonId
from bot.domain.kernel.written_dates import (
    MONTH,
    NTH,
    WEEKDAY,
    WEEKDAYS_OFTEN,
    Written,
    full_year,
    month_number,
    weekday_number,
)
from bot.domain.planning.series import (
    MOST_WEEKS_APART,
    Ending,
    before_half_term,
    end_in_month,
    endings,
)
from bot.domain.sessions.log_line import PLACE_ROWS, NotUnderstood, pieces_of
from bot.domain.sessions.records import Place
from bot.domain.sessions.typed_line.agreed import (
    agreed_day,
    agreed_end,
    agreed_minutes,
    agreed_place,
    agreed_start,
    agreed_weeks,
    all_of,
)
from bot.domain.sessions.typed_line.dates import DATE_ROWS, coming_weekday, dated
from bot.domain.sessions.typed_line.names import NAME_ROWS, longest_name
from bot.domain.sessions.typed_line.parts import (
    END,
    NUMBER,
    START,
    Clock,
    Context,
    Day,
    Every,
    Kept,
    Length,
    Met,
    Piece,
    Pieces,
    Row,
    Unclear,
    Until,
    Who,
    as_typed,
    number,
    pattern,
    unescaped,
)
from bot.domain.sessions.typed_line.times import EARLY_TIME_ROWS, TIME_ROWS

EXAMPLE = "/ect plan tuesdays 14:00 weekly until july"

_UNTIL = r"\b(?:until|till?|up\sto)\s(?:the\s)?"
_HOLIDAYS = {"christmas": (12,), "easter": (3, 4), "summer": (7, 8)}  # a term ends in
_FILLERS = frozenset(
    {"a", "again", "and", "at", "for", "from", "in", "meet", "mentoring", "on"}
    | {"please", "session", "sessions", "starting", "the", "then", "to", "via", "with"}
)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What a line says of plans; None where it says nothing."""

    ects: tuple[PersonId, ...]
    day: date | None
    is_weekday: bool  # the day is the next of its name
    start: time | None
    minutes: int | None
    place: Place | None
    is_series: bool
    weeks: int | None
    until: Until | None


def read_plan_line(
    text: str, *, now_local: datetime, names: Mapping[PersonId, str]
) -> PlanLine | NotUnderstood:
    """Read a line as Slack sends it, with Slack's escapes.

    *now_local* is the school's own wall clock, *names* are the ECTs whom the line may
    name. A day without a year or a week is the next one.
    """
    context = Context(now_local.date(), now_local, names, ahead=True)
    try:
        return _line(pieces_of(text, _ROWS, context), names)
    except Unclear as unclear:
        return NotUnderstood(unclear.sentence, text, EXAMPLE)


def end_of(until: Until, calendar: SchoolCalendar, first: date) -> date | None:
    """Return the last day that is meant, for a series that begins on a day.

    None where the school has entered no such end yet.
    """
    if until.on is not None:
        return until.on
    if until.month is not None:
        return end_in_month(calendar, first, until.month)
    if until.ending == "half-term":
        return before_half_term(calendar, first)
    if until.ending == "term":
        return endings(calendar, first).get(Ending.TERM)
    months = _HOLIDAYS.get(until.ending or "")
    lasts = sorted(term.days.last for term in calendar.school.terms)
    return next(
        (
            last
            for last in lasts
            if last >= first and (months is None or last.month in months)
        ),
        None,
    )


def _weekdays(match: re.Match[str], context: Context) -> Pieces:
    on = coming_weekday(weekday_number(match["day"]), context.today)
    return Every(match[0], None), Day(match[0], on, weekday_only=True)


def _every_weekday(match: re.Match[str], context: Context) -> Pieces:
    on = coming_weekday(weekday_number(match["day"]), context.today)
    # "every Tuesday, fortnightly" is every other one
    every = Every(match[0], 2 if match["other"] else None)
    return every, Day(match[0], on, weekday_only=True)


def _every(weeks: int) -> Callable[[re.Match[str], Context], Pieces]:
    return lambda match, _context: (Every(match[0], weeks),)


def _every_few_weeks(match: re.Match[str], _context: Context) -> Pieces:
    weeks = number(match["count"])
    if not 0 < weeks <= MOST_WEEKS_APART:
        raise Unclear(
            f"Sessions can be up to {MOST_WEEKS_APART} school weeks apart, and I read "
            f"{as_typed(match[0])}."
        )
    return (Every(match[0], weeks),)


def _until_date(match: re.Match[str], context: Context) -> Pieces:
    month = match["month"] or match["number"]
    at = int(month) if month.isdigit() else month_number(month)
    found = Written(int(match["day"]), at, full_year(match["year"]))
    return (Until(match[0], on=dated(match[0], found, context)),)


def _until_month(match: re.Match[str], _context: Context) -> Pieces:
    return (Until(match[0], month=month_number(match["month"])),)


def _until_ending(match: re.Match[str], _context: Context) -> Pieces:
    words = match["ending"].lower()
    ending = "half-term" if words.startswith("half") else words
    return (Until(match[0], ending=ending),)


_ROWS = (
    *NAME_ROWS,
    Row(
        pattern(
            rf"{_UNTIL}(?P<day>\d{{1,2}})(?:{NTH}?[\s-]?(?:of\s)?"
            rf"(?P<month>{MONTH})|[/.-](?P<number>\d{{1,2}}))"
            rf"(?:[\s/.-](?P<year>20\d\d|\d\d))?{END}"
        ),
        _until_date,
    ),
    Row(
        pattern(
            rf"{_UNTIL}(?:(?:end|last\sday)\sof\s)?(?:the\s|this\s)?"
            rf"(?P<ending>half[\s-]?term|term|christmas|easter|summer|year){END}"
        ),
        _until_ending,
    ),
    Row(pattern(rf"{_UNTIL}(?:end\sof\s)?(?P<month>{MONTH}){END}"), _until_month),
    *EARLY_TIME_ROWS,
    Row(
        pattern(
            rf"{START}(?:every|each)\s(?P<other>(?:other|second|2nd)\s)?"
            rf"(?P<day>{WEEKDAY})s?{END}"
        ),
        _every_weekday,
    ),
    Row(pattern(rf"{START}(?:on\s)?(?P<day>{WEEKDAYS_OFTEN}){END}"), _weekdays),
    Row(
        pattern(
            rf"{START}(?:every\s(?:other|second|2nd)\sweek|(?:every\s)?fortnight(?:ly)?)"
            rf"{END}"
        ),
        _every(2),
    ),
    Row(
        pattern(rf"{START}(?:weekly|(?:every|each)\sweek|once\sa\sweek){END}"),
        _every(1),
    ),
    Row(
        pattern(rf"{START}every\s(?P<count>{NUMBER})\s(?:school\s)?weeks{END}"),
        _every_few_weeks,
    ),
    *DATE_ROWS,
    *TIME_ROWS,
    *PLACE_ROWS,
)


def _line(pieces: Sequence[Piece], names: Mapping[PersonId, str]) -> PlanLine:
    clocks, days = all_of(pieces, Clock), all_of(pieces, Day)
    people = [who.person for who in all_of(pieces, Who)]
    for piece in pieces:
        if isinstance(piece, str):
            people += _named(piece, names)
        elif isinstance(piece, Kept):
            raise _no_part(piece.words)
    rhythms, ends = all_of(pieces, Every), all_of(pieces, Until)
    return PlanLine(
        ects=tuple(dict.fromkeys(people)),
        day=agreed_day(days),
        is_weekday=bool(days) and all(day.weekday_only for day in days),
        start=agreed_start(clocks),
        minutes=agreed_minutes(clocks, all_of(pieces, Length)),
        place=agreed_place(all_of(pieces, Met)),
        is_series=bool(rhythms or ends),
        weeks=agreed_weeks(rhythms),
        until=agreed_end(ends),
    )


def _named(run: str, names: Mapping[PersonId, str]) -> list[PersonId]:
    """Read the people whom a run of words names; raises Unclear for other words."""
    words = re.findall(r"[^\s,;.:!?()–—-]+", unescaped(run))
    left = [word for word in words if word.lower() not in _FILLERS]
    if not left:
        return []
    found = longest_name(" ".join(left), names)
    if found is None or found[1].strip():
        raise _no_part(" ".join(left) if found is None else found[1])
    return [found[0].person]


def _no_part(words: str) -> Unclear:
    return Unclear(
        f"I cannot place {as_typed(words)}. A plan is a day, a time, how often and "
        "until when; words about a session go in when you log it."
    )
