"""A person's sessions as an iCalendar file (RFC 5545); no word of what they are about.

Each session is an entry by itself, whatever series it came with: school weeks have
holes that no rule of recurrence says, and each session moves by itself. Times are wall
clock time, with the zone's own rules in the file, so that a change of the clocks moves
nothing.
"""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, vDuration

from bot.domain.kernel.typed_text import one_line
from bot.domain.sessions.records import Place
from bot.results.calendars.own_calendar import CalendarEntry, PersonalCalendar

_PLACES = {Place.IN_PERSON: "In person", Place.ONLINE: "Online"}
_ASKED_ANEW = timedelta(hours=4)
# As rules, where the library lists dates: Outlook takes no lists of dates in a zone.
_LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""


def as_ics(calendar: PersonalCalendar) -> bytes:
    """Write a calendar; what is imported again is changed in place, not doubled."""
    file = Calendar()
    file.add("prodid", "-//ECT Bot//Mentoring sessions//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", "Mentoring sessions")
    file.add("x-wr-timezone", calendar.zone)
    file.refresh_interval = _ASKED_ANEW
    file["refresh-interval"].params["VALUE"] = "DURATION"  # RFC 7986, 5.7
    file.add("x-published-ttl", vDuration(_ASKED_ANEW))  # what Outlook reads
    zones = {str(entry.starts.tzinfo) for entry in calendar.entries}
    for zone in sorted(zones | {calendar.zone}):
        file.add_component(_zone(zone, calendar))
    for entry in calendar.entries:
        file.add_component(_event(entry))
    return bytes(file.to_ical())


def _zone(name: str, calendar: PersonalCalendar) -> Component:
    if name == "Europe/London":
        return Timezone.from_ical(_LONDON)
    years = [entry.starts.year for entry in calendar.entries] or [2026]
    return Timezone.from_tzinfo(
        ZoneInfo(name),
        name,
        first_date=date(min(years) - 1, 1, 1),
        last_date=date(max(years) + 2, 1, 1),
    )


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.session}@mentoring.ectbot")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    # In one line: some readers take a stray sign for the end of a property.
    who = one_line(f"{entry.mentor} with {entry.ect}")
    # In the title, too: readers list what is cancelled as if it took place.
    kind = "Cancelled: mentoring session" if entry.is_off else "Mentoring session"
    event.add("summary", f"{kind}: {who}")
    event.add("location", _PLACES[entry.place])
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_off else "OPAQUE")
    event.add("class", "PRIVATE")
    return event
