"""A calendar file says the same to a second library as to the one that wrote it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from bot.documents.calendar_file import as_ics
from bot.domain.kernel.record import SessionId
from bot.domain.kernel.typed_text import one_line
from bot.domain.sessions.records import Place
from bot.results.calendars.own_calendar import CalendarEntry, PersonalCalendar
from tests.builders import LONDON

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


def an_entry(
    starts: datetime, minutes: int = 60, zone: ZoneInfo = LONDON, **changes: Any
) -> CalendarEntry:
    given: dict[str, Any] = {
        "session": SessionId("s-1"),
        "starts": starts.astimezone(zone),
        "ends": (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone),
        "mentor": "Ben Example",
        "ect": "Amira Example",
        "place": Place.IN_PERSON,
        "is_off": False,
        "sequence": 0,
        "changed_at": NOW,
    }
    return CalendarEntry(**(given | changes))


def read(*entries: CalendarEntry, zone: str = "Europe/London") -> Any:
    """Read the file with the second library."""
    content = as_ics(PersonalCalendar(zone, entries)).decode()
    return vobject.readOne(content)


def only(*entries: CalendarEntry, **more: Any) -> Any:
    return read(*entries, **more).vevent


# A Tuesday's 14:00 stays 14:00 through both changes of the clocks.
TUESDAYS = [date(2026, 10, 20) + n * timedelta(days=7) for n in range(30)]


@pytest.mark.parametrize("day", TUESDAYS, ids=str)
def test_a_series_keeps_its_time_through_both_changes_of_the_clocks(day: date) -> None:
    starts = datetime.combine(day, time(14), tzinfo=LONDON)
    event = only(an_entry(starts))
    assert event.dtstart.value.replace(tzinfo=None) == datetime.combine(day, time(14))
    assert event.dtstart.value.astimezone(UTC) == starts.astimezone(UTC)


@given(
    starts=st.datetimes(
        min_value=datetime(2026, 9, 1),  # noqa: DTZ001 - Hypothesis adds the zone
        max_value=datetime(2027, 12, 31),  # noqa: DTZ001 - same
        timezones=st.just(UTC),
    ).map(lambda moment: moment.replace(second=0, microsecond=0)),
    minutes=st.integers(5, 240),
    zone=st.sampled_from(["Europe/London", "Europe/Paris", "Atlantic/Reykjavik"]),
)
def test_every_moment_comes_back_as_it_was(
    starts: datetime, minutes: int, zone: str
) -> None:
    local = starts.astimezone(ZoneInfo(zone))
    if local.fold:
        return  # an hour that comes twice in autumn, at night: no file can say which
    event = only(an_entry(starts, minutes, ZoneInfo(zone)), zone=zone)
    assert event.dtstart.value.replace(tzinfo=None) == local.replace(tzinfo=None)
    ends = (starts + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    assert event.dtend.value.replace(tzinfo=None) == ends.replace(tzinfo=None)


@given(name=st.text(st.characters(codec="utf-8"), min_size=1))
@example("a\r\nATTACH:https://evil.example\r\nX:")
@example("a\rEND:VEVENT\x0b\x85\u2028BEGIN:VALARM\0")
def test_every_name_comes_back_as_it_was_in_one_line(name: str) -> None:
    event = only(an_entry(NOW, mentor=name))
    who = one_line(f"{name} with Amira Example")
    assert event.summary.value == f"Mentoring session: {who}"
    content = as_ics(PersonalCalendar("Europe/London", (an_entry(NOW, ect=name),)))
    plain = as_ics(PersonalCalendar("Europe/London", (an_entry(NOW, ect="a"),)))
    unfolded = content.replace(b"\r\n ", b"").decode().splitlines()
    assert len(unfolded) == len(plain.replace(b"\r\n ", b"").decode().splitlines())


def test_an_entry_says_who_when_and_where_and_nothing_else() -> None:
    event = only(an_entry(NOW, place=Place.ONLINE))
    assert event.summary.value == "Mentoring session: Ben Example with Amira Example"
    assert event.location.value == "Online"
    assert set(event.contents) == {
        "uid",
        "dtstamp",
        "last-modified",
        "sequence",
        "dtstart",
        "dtend",
        "summary",
        "location",
        "status",
        "transp",
        "class",
    }


def test_what_moved_is_the_same_entry_with_a_higher_number() -> None:
    before = only(an_entry(NOW, sequence=0))
    after = only(an_entry(NOW + timedelta(days=1), sequence=1))
    assert before.uid.value == after.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")


def test_what_was_called_off_is_cancelled_and_takes_no_time() -> None:
    event = only(an_entry(NOW, is_off=True, sequence=2))
    assert (event.status.value, event.transp.value) == ("CANCELLED", "TRANSPARENT")
    assert event.summary.value.startswith("Cancelled: ")
    assert not only(an_entry(NOW)).summary.value.startswith("Cancelled")


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read().version.value == "2.0"


def test_lines_are_folded_and_end_as_the_standard_asks() -> None:
    content = as_ics(
        PersonalCalendar("Europe/London", (an_entry(NOW, mentor="Zoë " * 60),))
    )
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
