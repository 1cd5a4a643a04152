"""Term dates from a calendar file (.ics), such as schools offer on their pages.

Strangers' files: what is large is refused before it is parsed, and nothing that repeats
is ever unrolled, since the days of a term do not repeat.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from bot.domain.school.term_dates import BadTerms, TermDates, term_dates
from bot.domain.school.term_words import Dated, Days, edge_of, kind_of, season_of

_MOST_ENTRIES = 2_000
_MOST_LINES = 20_000
_MOST_NAME_CHARS = 60
_LOOKS_BACK = timedelta(days=366)  # older entries are those of years gone by
_MOST_DAYS = 200
_ZONE = "Europe/London"


def read_term_calendar(text: str, *, today: date) -> TermDates:
    """Read the term dates in a calendar file; raises BadTerms."""
    upper = text.upper()
    if text.count("\n") > _MOST_LINES or upper.count("BEGIN:VEVENT") > _MOST_ENTRIES:
        raise BadTerms(
            f"This calendar has more than {_MOST_ENTRIES} entries, so it is more than "
            "term dates. Please export the term dates alone."
        )
    try:
        calendar = icalendar.Calendar.from_ical(text)
        events = [e for e in calendar.walk("VEVENT") if isinstance(e, icalendar.Event)]
    except Exception:  # noqa: BLE001 - whatever a stranger's file leads a parser into
        raise BadTerms(
            "This file begins as a calendar, but is damaged further down. Please "
            "export it once more, or paste the dates as text."
        ) from None
    days: list[Days] = []
    remarks: list[str] = []
    for event in events:
        days += _of_event(event, remarks, today - _LOOKS_BACK)
    return term_dates(days, remarks, today=today)


def _of_event(
    event: icalendar.Event, remarks: list[str], since: date
) -> Iterator[Days]:
    name = " ".join(str(event.get("SUMMARY", "")).split())[:_MOST_NAME_CHARS]
    kind = kind_of(name)
    if kind in (None, Dated.OTHER):
        return
    said_at = f"“{name}”"
    if "RRULE" in event or "RDATE" in event:
        remarks.append(f"{said_at} repeats, and term dates do not, so I left it out.")
        return
    first, last = _first_and_last(event, said_at)
    if last < since:
        return
    if (last - first).days > _MOST_DAYS:
        raise BadTerms(
            f"{said_at} runs for {(last - first).days} days, which is longer than a "
            "term. Please look at it in the calendar."
        )
    yield Days(
        kind=kind or Dated.OTHER,
        first=first,
        last=last,
        said_at=said_at,
        season=season_of(name) if kind is Dated.TERM else None,
        edge=edge_of(name),
    )


def _first_and_last(event: icalendar.Event, said_at: str) -> tuple[date, date]:
    """Return the days of an entry, both included, in the school's own zone."""
    try:
        starts, ends = event.get("DTSTART"), event.get("DTEND")
        lasts = event.get("DURATION")  # which may stand in place of the end
        first = _moment(starts, said_at)
        last = _moment(starts if ends is None else ends, said_at)
        if ends is None and lasts is not None:
            last += lasts.dt
        first_day, last_day = _day(first), _day(last)
        if last != first and not isinstance(last, datetime):
            # The end of an all-day entry is the day after its last.
            last_day -= timedelta(days=last_day > first_day)
    except (AttributeError, TypeError, ValueError, OverflowError):
        raise BadTerms(
            f"{said_at} has no date that I can read. Please look at it in the calendar."
        ) from None
    if last_day < first_day:
        raise BadTerms(f"{said_at} ends before it begins. Please look at its dates.")
    return first_day, last_day


def _moment(prop: Any, said_at: str) -> date | datetime:
    moment: date | datetime = prop.dt
    if not isinstance(moment, date):
        raise TypeError("a time of day, or a length")
    zone = getattr(prop, "params", {}).get("TZID")
    if isinstance(moment, datetime) and zone and moment.tzinfo is None:
        raise BadTerms(
            f"{said_at} is in the time zone “{str(zone)[:_MOST_NAME_CHARS]}”, which I "
            "do not know. Please export the calendar with the zone Europe/London, or "
            "paste the dates as text."
        )
    return moment


def _day(moment: date | datetime) -> date:
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(ZoneInfo(_ZONE)).date() if moment.tzinfo else moment.date()
