"""When somebody is busy, read from an iCalendar file; of its words nothing is read."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from bot.domain.drafts import Field
from bot.domain.errors import Unfit
from bot.domain.timetables import Busy

MOST_BYTES = 2_000_000
_MOST_ENTRIES = 3000
_MOST_OCCURRENCES = 20_000
_OLDEST = timedelta(days=10 * 366)  # a rule that began before would take long to unroll
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
# OSError: to look up a zone called "Europe" opens a folder of the zone database.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
)
Entry = Any  # icalendar types each property as a union of all that there are

_NO_CALENDAR = (
    "This file is not a calendar that I can read. Please export your timetable as an "
    "`.ics` file (iCalendar) and upload that."
)


def read_busy(content: bytes, zone: ZoneInfo, first: date, last: date) -> list[Busy]:
    """Return the busy times between two dates, both included.

    Times without a zone are on the clocks of *zone*. Whole days, and what is called
    off or marked as free, are left out; so are recurrences beyond *last*, however far
    they go. Raises Unfit, with a sentence for who uploaded it.
    """
    try:
        return _read(content, zone, first, last)
    except _DAMAGE:  # whatever the library trips over, the file is no good
        raise Unfit(_NO_CALENDAR, field=Field.FILE) from None


def _read(content: bytes, zone: ZoneInfo, first: date, last: date) -> list[Busy]:
    calendars = _parsed(content)
    events = [event for one in calendars for event in one.walk("VEVENT")]
    if len(events) > _MOST_ENTRIES:
        raise Unfit(
            f"This file has more than {_MOST_ENTRIES} entries. Please export one "
            "half-term of your own timetable.",
            field=Field.FILE,
        )
    for event in events:
        _check(event, first)
    found: dict[tuple[str, Busy], None] = {}
    unrolled = 0
    for one in calendars:
        recurring = recurring_ical_events.of(one)
        for since, until in _weeks(first, last):
            for event in recurring.between(since, until):
                unrolled += 1
                if _counts(event):
                    # What goes on from one week into the next is found in both.
                    found[str(event.get("UID")), _busy(event, zone)] = None
            if unrolled > _MOST_OCCURRENCES:
                raise Unfit(
                    "This file has too many entries a week to be a timetable. Please "
                    "export your own timetable alone.",
                    field=Field.FILE,
                )
    return [busy for _, busy in found]


def _weeks(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Cut the days into weeks: what is too much is seen in the first of them."""
    end = last + timedelta(days=1)
    while first < end:
        until = min(first + timedelta(days=7), end)
        yield first, until
        first = until


def _parsed(content: bytes) -> list[Entry]:
    text = content.decode("utf-8-sig", errors="replace")
    found = Calendar.from_ical(text, multiple=True)
    calendars = [one for one in found if one.name == "VCALENDAR"]
    if not calendars:
        raise Unfit(_NO_CALENDAR, field=Field.FILE)
    return calendars


def _check(event: Entry, first: date) -> None:
    for name in ("DTSTART", *(["DTEND"] if "DTEND" in event else [])):
        moment, zone = event[name].dt, event[name].params.get("TZID")
        if zone and isinstance(moment, datetime) and moment.tzinfo is None:
            raise Unfit(
                f"This file has times in a zone that I don't know, “{zone}”. Please "
                "export it with times for London, and upload it again.",
                field=Field.FILE,
            )
    for rule in _rules(event):
        _check_rule(rule, event, first)


def _check_rule(rule: Any, event: Entry, first: date) -> None:
    often = {str(one).upper() for one in rule.get("FREQ", [])} & _TOO_OFTEN
    begins = event["DTSTART"].dt
    day = begins.date() if isinstance(begins, datetime) else begins
    if often or any(len(rule.get(part, ())) > 1 for part in _WITHIN_A_DAY):
        raise Unfit(
            "This file has an entry that comes round several times a day, which no "
            "lesson does. Please take it out, or export your timetable alone.",
            field=Field.FILE,
        )
    if day < first - _OLDEST:
        raise Unfit(
            f"This file has an entry that has come round since {day.year}. Please "
            "export this school year's timetable alone.",
            field=Field.FILE,
        )


def _rules(event: Entry) -> list[Any]:
    rule = event.get("RRULE", [])
    return rule if isinstance(rule, list) else [rule]


def _counts(event: Entry) -> bool:
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    is_free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    has_time = isinstance(event.start, datetime) and isinstance(event.end, datetime)
    return has_time and not is_off and not is_free


def _busy(event: Entry, zone: ZoneInfo) -> Busy:
    return Busy(_aware(event.start, zone), _aware(event.end, zone))


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
