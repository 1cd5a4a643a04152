"""When somebody is busy, read from an iCalendar file; of its words nothing is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from bot.domain.calendars.timetables import Busy
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit

MOST_BYTES = 2_000_000
_MOST_ENTRIES = 3000
_MOST_OCCURRENCES = 20_000
_OLDEST = timedelta(days=10 * 366)  # a rule that began before is no timetable's
_DAYS_APART = {"DAILY": 1, "WEEKLY": 7}  # the rules that lessons have
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
_WITHIN_A_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}  # once each: some programs say it
_DATES = ("RDATE", "EXDATE")
_DAY = timedelta(days=1)
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


@dataclass(frozen=True, slots=True)
class BusyRead:
    """The busy times of a file, and how many of its entries cannot be lessons."""

    busy: tuple[Busy, ...]
    left_out: int


def read_busy(content: bytes, zone: ZoneInfo, first: date, last: date) -> BusyRead:
    """Return the busy times between two dates, both included.

    Times without a zone are on the clocks of *zone*. Whole days, what is called off or
    marked as free, and what comes round in another way than lessons do are left out.
    Raises Unfit, with a sentence for who uploaded it.
    """
    try:
        return _read(content, zone, first, last)
    except _DAMAGE:  # whatever the library trips over, the file is no good
        raise Unfit(_NO_CALENDAR, field=Field.FILE) from None


def _read(content: bytes, zone: ZoneInfo, first: date, last: date) -> BusyRead:
    calendars = _parsed(content)
    events = [event for one in calendars for event in one.walk("VEVENT")]
    if len(events) > _MOST_ENTRIES:
        raise Unfit(
            f"This file has more than {_MOST_ENTRIES} entries. Please export one "
            "half-term of your own timetable.",
            field=Field.FILE,
        )
    for event in events:
        _check_zones(event)
        _end_with_the_day(event)
    unlike = [event for event in events if not _is_as_lessons_are(event, first)]
    for event in unlike:
        _leave_out(event)
    _check_number(events, last)
    found: dict[tuple[str, Busy], None] = {}
    for one in calendars:
        misnamed = _names_of_london(one)
        for event in recurring_ical_events.of(one).between(first, last + _DAY):
            if _counts(event):
                found[str(event.get("UID")), _busy(event, zone, misnamed)] = None
    return BusyRead(tuple(busy for _, busy in found), len(unlike))


def _parsed(content: bytes) -> list[Entry]:
    text = content.decode("utf-8-sig", errors="replace")
    found = Calendar.from_ical(text, multiple=True)
    calendars = [one for one in found if one.name == "VCALENDAR"]
    if not calendars:
        raise Unfit(_NO_CALENDAR, field=Field.FILE)
    for one in calendars:
        one.pop("CALSCALE", None)  # there is only one; ics.py writes "GEORGIAN"
    return calendars


def _check_zones(event: Entry) -> None:
    for name in ("DTSTART", *(["DTEND"] if "DTEND" in event else [])):
        moment, zone = event[name].dt, event[name].params.get("TZID")
        if zone and isinstance(moment, datetime) and moment.tzinfo is None:
            raise Unfit(
                f"This file has times in a zone that I don't know, “{zone}”. Please "
                "export it with times for London, and upload it again.",
                field=Field.FILE,
            )


def _end_with_the_day(event: Entry) -> None:
    """Have lessons until a day take place on it; the library stops at its midnight."""
    if not isinstance(event["DTSTART"].dt, datetime):
        return
    for rule in _all_of(event, "RRULE"):
        for end in rule.get("UNTIL", [])[:1]:
            if not isinstance(end, datetime):
                rule["UNTIL"] = [datetime.combine(end, time(23, 59, 59))]


def _is_as_lessons_are(event: Entry, first: date) -> bool:
    """Whether an entry comes once, or day by day or week by week as lessons do.

    Any other rule is never unrolled: some take the library very long.
    """
    rules = _all_of(event, "RRULE")
    if "EXRULE" in event or (rules and _day(event) < first - _OLDEST):
        return False
    return all(_is_a_lessons(rule) for rule in rules)


def _is_a_lessons(rule: Any) -> bool:
    interval = _one_of(rule, "INTERVAL", 1)
    return (
        _one_of(rule, "FREQ", "") in _DAYS_APART
        and rule.keys() <= _PARTS | _WITHIN_A_DAY
        and all(len(rule.get(part, ())) <= 1 for part in _WITHIN_A_DAY)
        and interval >= 1
        # Some days of the week never come every so many days.
        and (
            _one_of(rule, "FREQ", "") == "WEEKLY"
            or interval == 1
            or "BYDAY" not in rule
        )
    )


def _leave_out(event: Entry) -> None:
    """Have an entry neither unrolled nor counted, wherever in the file it stands."""
    for name in ("RRULE", "EXRULE", "RDATE"):
        event.pop(name, None)
    event["STATUS"] = "CANCELLED"


def _check_number(events: Iterable[Entry], last: date) -> None:
    """Refuse what would be too much to unroll, before any of it is; raises Unfit."""
    number = 0
    for event in events:
        number += 1 + sum(
            len(dates.dts) for name in _DATES for dates in _all_of(event, name)
        )
        number += sum(
            times(rule, _day(event), last) for rule in _all_of(event, "RRULE")
        )
    if number > _MOST_OCCURRENCES:
        raise Unfit(
            "This file has too many entries a week to be a timetable. Please export "
            "your own timetable alone, for this school year.",
            field=Field.FILE,
        )


def times(rule: Any, begins: date, last: date) -> int:
    """Return how often a rule comes round until *last*, or more, but never less."""
    apart = _DAYS_APART[_one_of(rule, "FREQ", "")] * _one_of(rule, "INTERVAL", 1)
    rounds = max(0, (last - begins).days) // apart + 1
    by_rule = rounds * max(1, len(rule.get("BYDAY", ())))
    # The first is always one, even on a day that the rule does not name.
    return 1 + int(min(by_rule, _one_of(rule, "COUNT", by_rule)))


def _one_of(rule: Any, part: str, usual: Any) -> Any:
    return rule.get(part, [usual])[0]


def _all_of(event: Entry, name: str) -> list[Any]:
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _day(event: Entry) -> date:
    begins = event["DTSTART"].dt
    return begins.date() if isinstance(begins, datetime) else begins


def _counts(event: Entry) -> bool:
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    is_free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    has_time = isinstance(event.start, datetime) and isinstance(event.end, datetime)
    return has_time and not is_off and not is_free


def _busy(event: Entry, zone: ZoneInfo, misnamed: set[str]) -> Busy:
    return Busy(_aware(event.start, zone, misnamed), _aware(event.end, zone, misnamed))


def _names_of_london(calendar: Entry) -> set[str]:
    """Return "GMT" where a file describes it with summer time, as vobject's do.

    The library knows a GMT of its own, and looks at no other.
    """
    zones = [z for z in calendar.walk("VTIMEZONE") if z.walk("DAYLIGHT")]
    return {str(z.get("TZID")) for z in zones} & {"GMT"}


def _aware(moment: datetime, zone: ZoneInfo, misnamed: set[str]) -> datetime:
    is_on_our_clocks = moment.tzinfo is None or str(moment.tzinfo) in misnamed
    return moment.replace(tzinfo=zone) if is_on_our_clocks else moment
