"""A timetable that somebody uploads: what can be read, and what is refused, and why."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.timetable_file import read_busy, times
from bot.domain.calendars.timetables import Busy
from bot.domain.kernel.errors import Unfit
from tests.builders import LONDON

FIRST, LAST = date(2026, 9, 1), date(2027, 7, 31)


def a_file(*events: str, zone: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A school//EN", zone]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260901T000000Z"]
        lines += [*event.split("|"), "END:VEVENT"]
    return "\r\n".join([*filter(None, lines), "END:VCALENDAR", ""]).encode()


def read(content: bytes) -> list[Busy]:
    return list(read_busy(content, LONDON, FIRST, LAST).busy)


def at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=LONDON)


LESSON = (
    "DTSTART;TZID=Europe/London:20261020T090000"
    "|DTEND;TZID=Europe/London:20261020T100000"
)


def test_a_weekly_lesson_keeps_its_time_through_both_changes_of_the_clocks() -> None:
    found = read(a_file(f"{LESSON}|RRULE:FREQ=WEEKLY;UNTIL=20270720T230000Z"))
    assert len(found) == 40
    assert {busy.starts.astimezone(LONDON).time() for busy in found} == {time(9)}


def test_what_goes_on_from_one_day_into_the_next_is_found_once() -> None:
    found = read(
        a_file("DTSTART:20260907T230000|DTEND:20260908T010000|RRULE:FREQ=DAILY;COUNT=8")
    )
    assert len(found) == len(set(found)) == 8


def test_a_time_without_a_zone_is_on_the_schools_clocks() -> None:
    (busy,) = read(a_file("DTSTART:20270608T090000|DTEND:20270608T100000"))
    assert busy.starts == at("2027-06-08 09:00")


def test_a_time_in_utc_is_read_as_such() -> None:
    (busy,) = read(a_file("DTSTART:20270608T080000Z|DURATION:PT1H"))
    assert busy == Busy(at("2027-06-08 09:00"), at("2027-06-08 10:00"))


def test_a_zone_by_its_windows_name_is_known() -> None:
    lesson = LESSON.replace("Europe/London", "GMT Standard Time")
    (busy,) = read(a_file(lesson))
    assert busy.starts.astimezone(UTC) == datetime(2026, 10, 20, 8, tzinfo=UTC)


def test_a_zone_called_gmt_that_has_summer_time_is_the_schools() -> None:
    zone = (
        "BEGIN:VTIMEZONE|TZID:GMT"
        "|BEGIN:STANDARD|DTSTART:20001029T020000|TZOFFSETFROM:+0100|TZOFFSETTO:+0000"
        "|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10|END:STANDARD"
        "|BEGIN:DAYLIGHT|DTSTART:20000326T010000|TZOFFSETFROM:+0000|TZOFFSETTO:+0100"
        "|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3|END:DAYLIGHT|END:VTIMEZONE"
    ).replace("|", "\r\n")
    summer = "DTSTART;TZID=GMT:20270608T090000|DURATION:PT1H"
    (busy,) = read(a_file(summer, zone=zone))
    assert busy == Busy(at("2027-06-08 09:00"), at("2027-06-08 10:00"))
    (busy,) = read(a_file(summer))
    assert busy.starts == datetime(2027, 6, 8, 9, tzinfo=UTC)


def test_a_recurrence_without_end_is_read_as_far_as_it_matters() -> None:
    found = read(a_file(f"{LESSON}|RRULE:FREQ=WEEKLY"))
    assert found[-1].starts.date() <= LAST


@pytest.mark.parametrize("zone", [";TZID=Europe/London", ""])
@pytest.mark.parametrize("rule", ["FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"])
def test_a_lesson_until_a_day_takes_place_on_that_day_too(zone: str, rule: str) -> None:
    lesson = f"DTSTART{zone}:20261201T090000|DURATION:PT1H"
    found = read(a_file(f"{lesson}|RRULE:{rule};UNTIL=20261215"))
    starts = sorted(busy.starts for busy in found)
    assert starts == [at(f"2026-12-{day:02} 09:00") for day in (1, 8, 15)]


def test_a_calendar_scale_that_a_program_misspelt_matters_to_nobody() -> None:
    (busy,) = read(a_file(LESSON, zone="CALSCALE:GEORGIAN"))
    assert busy.starts == at("2026-10-20 09:00")


def test_what_was_moved_or_left_out_of_a_recurrence_is_so() -> None:
    moved = LESSON.replace("1020T09", "1027T11").replace("1020T10", "1027T12")
    content = a_file(
        f"{LESSON}|RRULE:FREQ=WEEKLY;COUNT=3|EXDATE;TZID=Europe/London:20261103T090000",
        f"{moved}|RECURRENCE-ID;TZID=Europe/London:20261027T090000",
    ).replace(b"UID:1", b"UID:0")
    starts = sorted(busy.starts for busy in read(content))
    assert starts == [at("2026-10-20 09:00"), at("2026-10-27 11:00")]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART;VALUE=DATE:20261020|DTEND;VALUE=DATE:20261021",
        f"{LESSON}|STATUS:CANCELLED",
        f"{LESSON}|TRANSP:TRANSPARENT",
    ],
)
def test_whole_days_and_what_takes_no_time_are_left_out(event: str) -> None:
    assert read(a_file(event)) == []


def test_a_mark_at_the_start_of_the_file_does_no_harm() -> None:
    assert len(read(b"\xef\xbb\xbf" + a_file(LESSON))) == 1


REFUSED = {
    "nothing": (b"", "not a calendar"),
    "a letter": (b"Dear all, here is my timetable", "not a calendar"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "not a calendar"),
    "an archive": (b"PK\x03\x04" + bytes(range(256)), "not a calendar"),
    "half a file": (a_file(LESSON)[:-30], "not a calendar"),
    "no time": (a_file("SUMMARY:No time at all"), "not a calendar"),
    "a wrong time": (a_file("DTSTART:tomorrow at nine"), "not a calendar"),
    "an unknown zone": (
        a_file(LESSON.replace("Europe/London", "Middle/Earth")),
        "a zone that I don't know, “Middle/Earth”",
    ),
    "a folder of the zone database": (
        a_file(LESSON.replace("Europe/London", "Europe")),
        "not a calendar",
    ),
    "very many": (a_file(*[LESSON] * 3001), "more than 3000 entries"),
    "too many a week": (
        a_file(*[f"{LESSON}|RRULE:FREQ=DAILY"] * 1000),
        "too many entries",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(Unfit) as refused:
        read(content)
    assert sentence in refused.value.sentence
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=YEARLY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;BYMINUTE=0,30;COUNT=3",
        "FREQ=WEEKLY;BYMONTH=10",
        "FREQ=DAILY;INTERVAL=2;BYDAY=TU",
    ],
)
def test_what_comes_round_unlike_lessons_is_left_out_and_counted(rule: str) -> None:
    content = a_file(f"{LESSON}|RRULE:{rule}", LESSON)
    found = read_busy(content, LONDON, FIRST, LAST)
    assert (len(found.busy), found.left_out) == (1, 1)


def test_what_has_come_round_since_long_ago_is_left_out() -> None:
    old = f"{LESSON.replace('2026', '1999')}|RRULE:FREQ=WEEKLY"
    assert read_busy(a_file(old), LONDON, FIRST, LAST).left_out == 1


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261218T000000Z", 18),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=MO", 21),
        ("FREQ=DAILY;COUNT=5", 5),
        ("FREQ=WEEKLY;BYHOUR=9;BYMINUTE=0;COUNT=2", 2),
    ],
)
def test_the_rules_that_lessons_have_are_followed(rule: str, times: int) -> None:
    assert len(read(a_file(f"{LESSON}|RRULE:{rule}"))) == times


@given(
    freq=st.sampled_from(["DAILY", "WEEKLY"]),
    interval=st.integers(1, 60),
    days=st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR"]), unique=True),
    count=st.none() | st.integers(1, 200),
)
def test_what_is_counted_before_is_never_less_than_what_comes(
    freq: str, interval: int, days: list[str], count: int | None
) -> None:
    rule: dict[str, list[Any]] = {"FREQ": [freq], "INTERVAL": [interval]}
    if days and freq == "WEEKLY":
        rule["BYDAY"] = days
    if count is not None:
        rule["COUNT"] = [count]
    said = ";".join(f"{k}={','.join(map(str, v))}" for k, v in rule.items())
    found = read(a_file(f"{LESSON}|RRULE:{said}"))
    assert len(found) <= times(rule, date(2026, 10, 20), LAST)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_damage_to_a_file_is_more_than_a_refusal(damage: bytes, where: int) -> None:
    whole = a_file(f"{LESSON}|RRULE:FREQ=WEEKLY;COUNT=3|SUMMARY:Maths")
    damaged = whole[:where] + damage + whole[where + len(damage) // 2 :]
    try:
        found = read(damaged)
    except Unfit:
        return
    assert all(busy.starts.tzinfo is not None for busy in found)
    assert all(abs(busy.ends - busy.starts) < timedelta(days=40000) for busy in found)
