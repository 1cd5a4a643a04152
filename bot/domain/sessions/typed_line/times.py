"""Reading a start, an end and a length out of a typed line."""

import re
from dataclasses import dataclass
from datetime import time, timedelta

from bot.domain.sessions.typed_line.agreed import SPAN_EXAMPLE
from bot.domain.sessions.typed_line.lengths import LENGTH_ROWS, PHRASE_ROW
from bot.domain.sessions.typed_line.parts import (
    END,
    HALF_DAY,
    HOURS,
    MINUTES,
    NUMBER,
    START,
    Clock,
    Context,
    Day,
    Pieces,
    Row,
    Unclear,
    as_typed,
    number,
    pattern,
)

_NOON = 12
_DAY_HOURS = 24
_HOUR = 60
_FIRST_MORNING_HOUR = 7  # "at 7" is before school; "at 6" is after it
_ROUNDED_TO = 5
_EARLIEST, _LATEST = "0600", "2159"  # four digits between these are a time
_YEARS = ("2020", "2039")  # and between these are likelier a year

_HALF_HOUR = 30
_DIGITS = r"\d{1,2}[:.h]\d{2}(?::\d{2})?|\d{3,4}|\d{1,2}"
_LOOKED = r"(?<!look\s)(?<!looked\s)(?<!looking\s)"
_LEAD = rf"(?:{_LOOKED}(?P<lead>from|between|at|@)\s?)?"


def _moment_pattern(name: str) -> str:
    return (
        rf"(?P<{name}>{_DIGITS}|noon|midday)"
        rf"(?:\s?(?P<{name}_half>{HALF_DAY})\.?)?(?P<{name}_full>\s?o['’]?clock\b)?"
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """One typed moment, the whole of a time or one side of a span."""

    typed: str  # the whole match, for the sentence
    digits: str  # "2", "930", "14:00", "2.30"; or "noon"
    half: str  # "a", "p" or ""
    is_full_hour: bool  # "9 o'clock"

    @classmethod
    def of(cls, match: re.Match[str], name: str) -> "_Side":
        half = (match[f"{name}_half"] or "").lower()[:1]
        is_full = bool(match[f"{name}_full"])
        return cls(match[0], match[name].lower(), half, is_full)

    @property
    def is_marked(self) -> bool:
        """Whether it can be nothing but a time."""
        return bool(self.half) or self.is_full_hour or not self.digits.isdigit()

    @property
    def is_four_digit_time(self) -> bool:
        if len(self.digits) != len(_EARLIEST) or _YEARS[0] <= self.digits <= _YEARS[1]:
            return False
        return _EARLIEST <= self.digits <= _LATEST

    def candidates(self) -> list[time]:
        """List the times it can be, the likeliest first; none for a mere number.

        Raises Unclear for what looks like a time and is none.
        """
        if not self.digits[0].isdigit():
            return [time(_NOON)]
        hour, minute = self._hour_and_minute()
        if not self._is_on_the_clock(hour, minute):
            return self._refused()
        if self.half and hour <= _NOON:
            return [_in_half(self.half, hour, minute)]
        if hour > _NOON or self.digits[0] == "0":
            return [time(hour, minute)]
        guess = _guess(hour)
        return [time(guess, minute), time((guess + _NOON) % _DAY_HOURS, minute)]

    def _hour_and_minute(self) -> tuple[int, int]:
        if self.digits.isdigit() and len(self.digits) >= len("930"):
            return int(self.digits[:-2]), int(self.digits[-2:])
        hour, minute = [*re.split("[:.h]", self.digits), "0"][:2]
        return int(hour), int(minute)

    def _is_on_the_clock(self, hour: int, minute: int) -> bool:
        first = 1 if self.half else 0
        last = _NOON if self.half == "a" else _DAY_HOURS - 1
        return first <= hour <= last and minute < _HOUR

    def _refused(self) -> list[time]:
        if not self.is_marked:
            return []
        raise Unclear(
            f"{as_typed(self.typed)} is not a time. Type a time such as 14:00 or 2pm, "
            "and put numbers that belong to the note in double quotes."
        )


def _guess(hour: int) -> int:
    """Read an hour without am or pm as one of the school day: 2 is 14:00."""
    return hour + _NOON if hour < _FIRST_MORNING_HOUR else hour


def _in_half(half: str, hour: int, minute: int = 0) -> time:
    return time(hour % _NOON + (_NOON if half == "p" else 0), minute)


def _span(match: re.Match[str], _context: Context) -> Pieces:
    start, end = _Side.of(match, "start"), _Side.of(match, "end")
    lead = (match["lead"] or "").lower()
    marked = lead or start.is_marked or end.is_marked
    if not (marked or (start.is_four_digit_time and end.is_four_digit_time)):
        return ()
    if match["joined"].lower() == "and" and lead != "between":
        return ()
    starts, ends = start.candidates(), end.candidates()
    if not starts or not ends:
        return ()
    if end.half and not start.half:  # "2-3pm" and "11-1pm"
        starts = [max([at for at in starts if at < ends[0]] or starts)]
    return (_clock_of_span(match[0], starts[0], ends),)


def _clock_of_span(said: str, start: time, ends: list[time]) -> Clock:
    end = min((at for at in ends if at > start), default=None)
    if end is None:
        raise Unclear(
            f"{as_typed(said)} ends before it begins. Type the start first, such as "
            "14:00-14:50.",
            example=SPAN_EXAMPLE,
        )
    hours, minutes = end.hour - start.hour, end.minute - start.minute
    return Clock(said, start, hours * _HOUR + minutes)


def _clock(match: re.Match[str], _context: Context) -> Pieces:
    side = _Side.of(match, "start")
    if not (match["lead"] or side.is_marked or side.is_four_digit_time):
        return ()
    found = side.candidates()
    return (Clock(match[0], found[0]),) if found else ()


def _past(match: re.Match[str], _context: Context) -> Pieces:
    if not (match["way"] or match["lead"]):
        return ()
    hour = number(match["hour"])
    if not 0 < hour <= _NOON:
        return ()
    half = (match["half"] or "").lower()[:1]
    base = _in_half(half, hour).hour if half else _guess(hour)
    step = _HALF_HOUR if match["step"].lower() == "half" else _HALF_HOUR // 2
    minutes = base * _HOUR + (-step if (match["way"] or "").lower() == "to" else step)
    return (Clock(match[0], time(*divmod(minutes % (_DAY_HOURS * _HOUR), _HOUR))),)


def _ago(match: re.Match[str], context: Context) -> Pieces:
    half = match["count"].lower().startswith("half")
    count = 1 if half else number(match["count"])
    is_hours = match["unit"].lower().startswith("h")
    minutes = count * (_HOUR if is_hours else 1) // (2 if half else 1)
    began = context.now_local - timedelta(minutes=minutes)
    start = time(began.hour, began.minute - began.minute % _ROUNDED_TO)
    return Day(match[0], began.date()), Clock(match[0], start)


def _unread(match: re.Match[str], _context: Context) -> Pieces:
    raise Unclear(
        f"I cannot read {as_typed(match[0])}. Leave a space between day, time and "
        "length, and put numbers that belong to the note in double quotes."
    )


# Before the dates: "1/2 hour" is not in February.
EARLY_TIME_ROWS = (
    Row(
        pattern(
            rf"{START}(?P<count>half\san|{NUMBER})\s?(?P<unit>{HOURS}|{MINUTES})\s"
            rf"ago{END}"
        ),
        _ago,
    ),
    PHRASE_ROW,
)

TIME_ROWS = (
    *LENGTH_ROWS,
    Row(
        pattern(
            rf"{START}{_LEAD}{_moment_pattern('start')}"
            rf"\s?(?P<joined>[-–—]|\bto\b|\buntil\b|\btill?\b|\band\b)\s?"
            rf"{_moment_pattern('end')}{END}"
        ),
        _span,
    ),
    Row(
        pattern(
            rf"{START}(?:{_LOOKED}(?P<lead>at)\s)?(?P<step>half|quarter)\s"
            rf"(?:(?P<way>past|to)\s)?(?P<hour>{NUMBER})"
            rf"(?:\s?(?P<half>{HALF_DAY})\.?)?{END}"
        ),
        _past,
    ),
    Row(
        pattern(
            rf"{START}{_LEAD}{_moment_pattern('start')}(?:\s?h(?:rs)?)?{END}"
            r"(?!\s(?:supervis|meal))"  # midday supervisors
        ),
        _clock,
    ),
    # Better asked than lost in the note: "14:00-50m".
    Row(pattern(r"(?<!\S)\S*?\d(?::\d\d|/\d{1,2}/\d\d)\S*"), _unread),
)
