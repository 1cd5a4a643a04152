"""What a record refuses to be, however it was made or typed into a file."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from bot.domain.kernel.record import Record
from bot.domain.people.pairings import Pairing
from bot.domain.planning.changes import Left
from bot.domain.school.profile import DateSpan, Hours, School, Term
from bot.domain.sessions.confirmations import SessionTime
from bot.ports.kinds import ALL_KINDS
from tests.builders import (
    LONDON,
    MENTOR,
    TERMS,
    a_pairing,
    a_school,
    a_session,
    at,
    hours,
    span,
)


def test_a_span_of_days_holds_both_its_ends() -> None:
    days = span("2026-10-26", "2026-10-30")

    assert date(2026, 10, 26) in days
    assert date(2026, 10, 30) in days
    assert date(2026, 10, 25) not in days
    assert date(2026, 10, 31) not in days


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        DateSpan(first=date(2026, 10, 2), last=date(2026, 10, 1))


@pytest.mark.parametrize("ends", [time(9), time(8, 59)])
def test_hours_that_end_at_or_before_their_start_are_refused(ends: time) -> None:
    with pytest.raises(ValueError, match="at or before it starts"):
        Hours(weekday=0, starts=time(9), ends=ends)


def test_a_half_term_outside_its_term_is_refused() -> None:
    with pytest.raises(ValueError, match="half-term lies outside the Autumn term"):
        Term(
            name="Autumn term 2026",
            days=span("2026-09-03", "2026-12-18"),
            half_term=span("2026-12-18", "2026-12-19"),
        )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"terms": ()}, "no terms"),
        ({"terms": TERMS[::-1]}, "begins before"),
        ({"terms": (TERMS[0], TERMS[0])}, "begins before"),
        ({"contact_starts": time(17)}, "contact window"),
        ({"teaching_hours": hours("09:00", "12:00", week="B")}, "week A"),
        ({"contracted_hours": hours("09:00", "12:00", week="A")}, "week A"),
    ],
)
def test_a_school_whose_settings_contradict_each_other_is_refused(
    changes: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        School(**(msgspec.structs.asdict(a_school()) | changes))


@pytest.mark.rule("R5")
def test_nobody_is_their_own_mentor() -> None:
    with pytest.raises(ValueError, match="nobody mentors themselves"):
        Pairing(**(msgspec.structs.asdict(a_pairing()) | {"ect": MENTOR}))


def test_a_pairing_that_ends_before_it_begins_is_refused() -> None:
    ended = {"ends_on": date(2026, 8, 31)}

    with pytest.raises(ValueError, match="before it begins"):
        Pairing(**(msgspec.structs.asdict(a_pairing()) | ended))


def test_a_pairing_can_last_a_single_day() -> None:
    assert a_pairing(ends_on=date(2026, 9, 1)).ends_on == date(2026, 9, 1)


@pytest.mark.rule("R5")
def test_a_file_that_pairs_someone_with_themselves_is_refused_when_read() -> None:
    file = msgspec.json.encode(a_pairing()).replace(b"U0ECT", MENTOR.encode())

    with pytest.raises(msgspec.ValidationError, match="nobody mentors themselves"):
        msgspec.json.decode(file, type=Pairing)


def moments_of(record: type[msgspec.Struct]) -> list[str]:
    """Name the fields that hold moments; a record within has its own."""
    fields = msgspec.inspect.type_info(record).fields  # type: ignore[attr-defined]
    named = [(one.name, repr(one.type)) for one in fields]
    return [name for name, told in named if "DateTime" in told and "cls=" not in told]


def every_record(kind: type[Record] = Record) -> Iterator[type[Record]]:
    """Yield all types of record that there are, those within others too."""
    for one in kind.__subclasses__():
        yield one
        yield from every_record(one)


MOMENTS = [(one, name) for one in every_record() for name in moments_of(one)]


def test_every_record_that_is_stored_is_looked_at() -> None:
    stored = {kind.record for kind in ALL_KINDS if moments_of(kind.record)}
    assert {one for one, _ in MOMENTS} >= stored | {Left, SessionTime}


@pytest.mark.parametrize(
    ("record", "name"), MOMENTS, ids=lambda one: getattr(one, "__name__", str(one))
)
@pytest.mark.parametrize("zone", [LONDON, None, ZoneInfo("UTC")], ids=str)
def test_no_record_holds_a_moment_that_is_not_in_utc(
    record: type[msgspec.Struct], name: str, zone: ZoneInfo | None
) -> None:
    fields = msgspec.inspect.type_info(record).fields  # type: ignore[attr-defined]
    values: dict[str, Any] = {field.name: None for field in fields}
    in_winter = datetime(2026, 11, 3, 14, tzinfo=zone)  # when London reads as UTC does
    with pytest.raises(ValueError, match=f"{name} must be in UTC"):
        record(**(values | {name: in_winter}))


def test_a_session_ends_its_minutes_after_it_starts() -> None:
    assert a_session(minutes=50).ends_at == at("2026-11-03 14:50")


@pytest.mark.parametrize("record", [a_school(), a_pairing()], ids=["school", "pairing"])
def test_a_record_reads_back_from_its_file_as_it_was(record: msgspec.Struct) -> None:
    file = msgspec.json.encode(record)

    assert msgspec.json.decode(file, type=type(record)) == record
