"""Term dates from calendar files: strangers' files, held to strict bounds."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.term_file import MOST_BYTES, read_term_file
from bot.domain.kernel.errors import Refusal
from bot.domain.school.term_dates import BadTerms, TermDates
from tests.documents.test_term_list import TODAY, YEAR, years

INSET = frozenset({date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 23)})


def calendar(*entries: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A school//EN"]
    for entry in entries:
        lines += ["BEGIN:VEVENT", "UID:1", *entry.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def entry(name: str, first: str, last: str = "", *, more: str = "") -> str:
    """Return an all-day entry as calendars write it: its end is the day after."""
    lines = [f"SUMMARY:{name}", f"DTSTART;VALUE=DATE:{first.replace('-', '')}"]
    if last:
        after = date.fromisoformat(last) + timedelta(days=1)
        lines.append(f"DTEND;VALUE=DATE:{after:%Y%m%d}")
    return "\n".join([*lines, *([more] if more else [])])


WHOLE_YEAR = (
    entry("Autumn term", "2026-09-03", "2026-12-18"),
    entry("Half term", "2026-10-26", "2026-10-30"),
    entry("INSET days", "2026-09-01", "2026-09-02"),
    entry("INSET day", "2026-10-23"),
    entry("Spring term begins", "2027-01-04"),
    entry("Spring term ends (Easter)", "2027-03-25", "2027-03-25"),
    entry("Spring half-term", "2027-02-15", "2027-02-19"),
    entry("Summer Term", "2027-04-12", "2027-07-21"),
    entry("Summer half term holiday", "2027-05-31", "2027-06-04"),
    entry("May Day bank holiday", "2027-05-03"),
    entry("Year 7 trip to the zoo", "2027-05-11"),
)


def read(content: bytes) -> TermDates:
    return read_term_file(content, "terms.ics", today=TODAY)


def test_a_calendar_of_term_dates_is_read() -> None:
    found = read(calendar(*WHOLE_YEAR))
    assert found == TermDates(YEAR, INSET)


@given(years())
def test_a_calendar_says_the_same_as_the_terms_it_was_made_of(year: TermDates) -> None:
    made = icalendar.Calendar()
    spans = [(term.name, term.days) for term in year.terms]
    spans += [("Half-term", t.half_term) for t in year.terms if t.half_term]
    for name, span in spans:
        event = icalendar.Event()
        event.add("summary", name)
        event.add("dtstart", span.first)
        event.add("dtend", span.last + timedelta(days=1))
        made.add_component(event)
    for day in year.closure_days:
        event = icalendar.Event()
        event.add("summary", "INSET day")
        event.add("dtstart", day)
        made.add_component(event)
    assert read(made.to_ical()) == year


def test_a_time_in_another_zone_falls_on_the_schools_own_day() -> None:
    late = datetime(2026, 9, 3, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    utc = f"{late.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"
    found = read(
        calendar(
            f"SUMMARY:Autumn term starts\nDTSTART:{utc}",
            entry("Autumn term ends", "2026-12-18"),
        )
    )
    assert found.terms[0].days.first == date(2026, 9, 3)


def test_a_length_in_place_of_an_end_is_read() -> None:
    """An entry may have either (RFC 5545, 3.6.1)."""
    half_term = "SUMMARY:Half term\nDTSTART;VALUE=DATE:20261026\nDURATION:P5D"
    others = [one for one in WHOLE_YEAR if not one.startswith("SUMMARY:Half term")]
    found = read(calendar(*others, half_term))
    assert found == TermDates(YEAR, INSET)


def test_nothing_that_repeats_is_unrolled() -> None:
    endless = entry("Term begins", "2026-09-03", more="RRULE:FREQ=SECONDLY")
    found = read(calendar(*WHOLE_YEAR, endless))
    assert found.terms == YEAR
    assert found.remarks == (
        "“Term begins” repeats, and term dates do not, so I left it out.",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Autumn term: 3 September to 18 December", "is none inside"),
        (b"PK\x03\x04\0\0", "not a text file"),
        (bytes(MOST_BYTES + 1), "more than the 1 MB"),
        (calendar(*[entry("Lesson", "2026-09-03")] * 2001), "more than 2000 entries"),
        (calendar("\n".join(["X-A:b"] * 20_001)), "more than 2000 entries"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "damaged"),
        (
            calendar("SUMMARY:Autumn term\nDTSTART;TZID=Mars/Phobos:20260903T090000"),
            "the time zone “Mars/Phobos”, which I do not know",
        ),
        (calendar("SUMMARY:Autumn term\nDTSTART:soon"), "no date that I can read"),
        (calendar("SUMMARY:Autumn term"), "no date that I can read"),
        (
            calendar(
                "SUMMARY:Autumn term\nDTSTART;VALUE=DATE:20261218\n"
                "DTEND;VALUE=DATE:20260903"
            ),
            "ends before it begins",
        ),
        (
            calendar(entry("Autumn term", "2026-09-03", "9998-12-30")),
            "longer than a term",
        ),
        (calendar(entry("Sports day", "2026-09-03")), "I found no term dates"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert sentence in refused.value.sentence


_SCRAPS = st.sampled_from(
    [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VTIMEZONE",
        "END:VCALENDAR",
        "SUMMARY:Autumn term",
        "SUMMARY;LANGUAGE=:Half-term",
        "DTSTART:20260903",
        "DTSTART;VALUE=DATE:20260903",
        "DTSTART;VALUE=DATE:00000000",
        "DTSTART;TZID=:20260903T090000",
        "DTSTART:99991231T235959Z",
        "DTEND;VALUE=PERIOD:20260903T090000Z/P9999999D",
        "DTEND:00010101T000000Z",
        "RRULE:FREQ=YEARLY",
        "DURATION:-P1D",
        ":",
        ";",
        " folded",
    ]
)


@given(st.lists(_SCRAPS | st.text(max_size=20), max_size=25))
def test_a_broken_calendar_is_read_or_refused_and_never_a_fault(
    lines: list[str],
) -> None:
    content = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]).encode()
    whole = content + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    for one in (content, whole):
        try:
            read(one)
        except Refusal:
            continue


def test_an_entry_of_years_gone_by_is_left_out() -> None:
    old = entry("Autumn term", "2019-09-03", "2019-12-18")
    assert read(calendar(old, *WHOLE_YEAR)).terms == YEAR
    with pytest.raises(BadTerms, match="I found no term dates"):
        read(calendar(old))
