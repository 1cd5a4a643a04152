"""Dates as people write them in lists: "1, 2 Sep; 23 Oct", "Thu 3rd – Fri 18th Dec".

Day first, as in Britain; a month as a word can stand on either side. A date that could
only be American is refused, a wrong weekday or year is a remark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.kernel.formatting import MONTHS, SHORT_CHARS, WEEKDAYS, format_date
from bot.domain.kernel.written_dates import (
    MONTH,
    MONTHS_IN_YEAR,
    NTH,
    TO,
    WEEKDAY,
    Written,
    full_year,
    month_number,
    weekday_number,
    written,
)
from bot.domain.school.term_dates import SCHOOL_YEAR_BEGINS, BadTerms

_TOKEN = re.compile(
    rf"""
    (?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)
  | (?P<numeric>\b\d{{1,2}}(?P<by>[/.-])\d{{1,2}}(?P=by)\d{{2,4}}\b)
  | (?P<noise>\b\d{{1,2}}[:.]\d{{2}}\s*(?:am|pm)?\b | \b\d{{1,2}}\s*(?:am|pm|noon)\b
      | \b\d{{1,3}}\s+(?:\w+\s+)?days\b
      | \b(?:years?|yrs?|y|ks|key\ stages?)\s*\d{{1,2}}\b
        (?:\s*(?:,|and|&|-|–|to)\s*\d{{1,2}}\b)*
      | \b(?:term|half|week|part|day)\s*[1-6]\b
        (?!\s*(?:{NTH}|[-–—,&]|and\b|to\b|{MONTH})))
  | (?P<years>\b20\d\d\s*(?:[-–—/]|to)\s*(?:20)?\d\d\b(?!\s*(?:{NTH}|{MONTH})\b))
  | (?P<year>\b\d{{4,6}}\b | '\d\d\b)
  | (?P<month>\b{MONTH}\b\.?)
  | (?P<weekday>\b{WEEKDAY}\b\.?)
  | (?P<day>\b\d{{1,2}}(?:\s*{NTH})?\b)
  | (?P<to>[-–—]|\b{TO}\b)
  | (?P<comma>[,&+]|\band\b)
  | (?P<other>\w+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one piece of text holds."""

    spans: tuple[tuple[date, date], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A date that is not whole yet."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    joined: str = ""  # "to" or "comma" after the date before it
    is_year_shared: bool = False  # with a later date, at which it stands


@dataclass
class _Reading:
    """What is known at a point of the text."""

    parts: list[_Part] = field(default_factory=list)
    month: int | None = None  # one that stood before its days
    weekday: int | None = None
    joined: str = ""
    bad_years: list[str] = field(default_factory=list)
    last: str = ""  # the kind of the token before


def year_named(text: str) -> int | None:
    """Return the school year that a heading names: "2026-27", "Summer term 2027"."""
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "years" and _is_pair(token["years"]):
            return int(token["years"][:4])
    return None


def dates_in(text: str, school_year: int, said_at: str) -> Found:
    """Find the dates in a piece of text; raises BadTerms.

    A date without a year is in the school year that began in *school_year*.
    """
    reading = _Reading()
    for kind, said in _tokens(text):
        _read(reading, kind, said, said_at)
        if kind not in ("noise", "other"):
            reading.last = kind
    remarks = [
        f"{said_at}: “{year}” is no year, so I took the school year {school_year} to "
        f"{school_year + 1}."
        for year in reading.bad_years
    ]
    spans: list[tuple[date, date]] = []
    parts = [part for part in reading.parts if part.month is not None]
    for number, part in enumerate(parts):
        day = _whole(part, school_year, said_at)
        if part.weekday is not None and part.weekday != day.weekday():
            remarks.append(
                f"{said_at} says {WEEKDAYS[part.weekday]} {day.day} {day:%B} "
                f"{day.year}, which is a {day:%A}. I took the date."
            )
        if part.joined == "to" and number and spans and spans[-1][0] == spans[-1][1]:
            first = _before(spans[-1][0], parts[number - 1], day)
            _require_order(first, day, said_at)
            spans[-1] = (first, day)
        else:
            spans.append((day, day))
    return Found(tuple(spans), tuple(remarks))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while (token := _TOKEN.search(text, position)) is not None:
        kind, said, position = token.lastgroup or "other", token[0], token.end()
        if kind == "years" and not _is_pair(said):
            kind, said, position = "year", said[:4], token.start() + 4
        yield kind, said.lower()


def _read(reading: _Reading, kind: str, said: str, said_at: str) -> None:
    if kind in ("iso", "numeric"):
        _add(reading, _numeric(reading, said, said_at))
    elif kind == "day":
        _day(reading, int(re.sub(r"\D", "", said)), said)
    elif kind == "month":
        _month(reading, month_number(said))
    elif kind == "year":
        _year(reading, said)
    elif kind == "weekday":
        reading.weekday = weekday_number(said)
    elif kind in ("to", "comma"):
        reading.joined = kind


def _add(reading: _Reading, part: _Part) -> None:
    reading.parts.append(replace(part, weekday=reading.weekday, joined=reading.joined))
    reading.weekday, reading.joined = None, ""


def _day(reading: _Reading, day: int, said: str) -> None:
    if reading.last == "month" and reading.month is None and said.isdigit():
        _year(reading, f"20{said}")  # "18 Dec 26"
    else:
        _add(reading, _Part(day, reading.month))


def _month(reading: _Reading, month: int) -> None:
    waiting = [n for n, part in enumerate(reading.parts) if part.month is None]
    for number in waiting:
        reading.parts[number] = replace(reading.parts[number], month=month)
    reading.month = None if waiting else month


def _year(reading: _Reading, said: str) -> None:
    digits = said.strip("'")
    year = full_year(digits) or 0
    if not 2000 <= year < 2100:  # noqa: PLR2004 - this century
        if len(digits) > 4:  # noqa: PLR2004 - a slip of typing, as "20256"
            reading.bad_years.append(digits)
        return
    for number in range(len(reading.parts) - 1, -1, -1):
        part = reading.parts[number]
        if part.year is not None:
            break
        is_shared = number < len(reading.parts) - 1
        reading.parts[number] = replace(part, year=year, is_year_shared=is_shared)


def _numeric(reading: _Reading, said: str, said_at: str) -> _Part:
    found = written(said)
    if found is None:  # a slip of typing, as "3/9/206"
        day, month, year = re.split(r"\D", said)
        reading.bad_years.append(year)
        return _Part(int(day), int(month))
    if found.has_month_first and not said[:4].isdigit():
        raise BadTerms(
            f"{said_at}: {said} has its month first, as in America. Please write the "
            "day first, or the month as a word, such as 3 September 2026."
        )
    return _Part(found.day, found.month, found.year)


def _whole(part: _Part, school_year: int, said_at: str) -> date:
    month = part.month or 0
    year = school_year if month >= SCHOOL_YEAR_BEGINS else school_year + 1
    found = Written(part.day, month, part.year or year)
    if (day := found.on()) is not None:
        return day
    name = MONTHS[month - 1][:SHORT_CHARS] if 0 < month <= MONTHS_IN_YEAR else month
    raise BadTerms(
        f"{said_at}: there is no day {part.day} {name} {found.year}. Please look at it."
    )


def _before(first: date, part: _Part, last: date) -> date:
    """Return the first day of a span whose one year stands at its end."""
    if part.is_year_shared and first.month > last.month:
        return first.replace(year=first.year - 1)
    return first


def _require_order(first: date, last: date, said_at: str) -> None:
    if last < first:
        raise BadTerms(
            f"{said_at}: {format_date(last)} is before {format_date(first)}. Please "
            "look at these two dates and their years."
        )


def _is_pair(said: str) -> bool:
    digits = re.findall(r"\d+", said)
    return (int(digits[0]) + 1) % 100 == int(digits[1]) % 100
