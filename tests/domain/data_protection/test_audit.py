from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.data_protection.audit import (
    AuditEntry,
    AuditStart,
    Marked,
    erased,
    first_break,
    following,
    marked,
)

NOW = datetime(2026, 11, 11, 13, 5, tzinfo=UTC)
CHANGES: list[dict[str, object]] = [
    {"what": "other"},
    {"subject": marked("another", "salt")},
    {"at": NOW - timedelta(days=1)},
    {"by": marked("U0CARLA", "salt")},
    {"subject": Marked(value="another", salt="", mark="0")},
]
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["U0DEE", "U0TOM", None]), st.sampled_from(["logged", "saw"])
    ),
    min_size=1,
    max_size=12,
)


def chain(deeds: list[tuple[str | None, str]]) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number, (by, what) in enumerate(deeds):
        entries.append(
            following(
                entries[-1] if entries else None,
                at=NOW + timedelta(minutes=number),
                by=marked(by, f"salt-{number}"),
                what=what,
                subject=marked(f"session-{number % 3}", f"other-{number}"),
            )
        )
    return entries


@given(DEEDS)
def test_what_was_only_added_to_is_whole_also_over_what_was_written_down(
    deeds: list[tuple[str | None, str]],
) -> None:
    entries = chain(deeds)
    assert first_break(entries) is None
    for entry in entries:
        assert first_break(entries, known=(entry.number, entry.link)) is None


@given(DEEDS, st.data())
def test_a_change_is_found_at_its_place(
    deeds: list[tuple[str | None, str]], data: st.DataObject
) -> None:
    entries = chain(deeds)
    at = data.draw(st.integers(0, len(entries) - 1))
    change = data.draw(st.sampled_from(CHANGES))
    entries[at] = msgspec.structs.replace(entries[at], **change)
    told = first_break(entries)
    assert told is not None
    assert f"Entry {at + 1} " in told


@given(DEEDS, st.data())
def test_a_gap_or_a_swap_is_found_where_it_begins(
    deeds: list[tuple[str | None, str]], data: st.DataObject
) -> None:
    entries = chain([*deeds, ("U0DEE", "logged")])
    at = data.draw(st.integers(0, len(entries) - 2))
    without = entries[:at] + entries[at + 1 :]
    assert first_break(without) == f"Entry {at + 1} is missing."
    swapped = list(entries)
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    assert str(at + 1) in (first_break(swapped) or "")


@given(DEEDS)
def test_an_end_cut_off_shows_against_what_was_written_down(
    deeds: list[tuple[str | None, str]],
) -> None:
    entries = chain(deeds)
    last = entries[-1]
    known = (last.number, last.link)
    assert first_break(entries[:-1]) is None  # by itself nobody could tell
    assert first_break(entries[:-1], known=known) == f"Entry {last.number} is missing."
    anew = chain([*deeds[:-1], ("U0CARLA", "logged")])
    assert "not the one that was written down" in (first_break(anew, known=known) or "")


@given(DEEDS, st.data())
def test_the_oldest_can_be_let_go_and_people_erased_without_a_break(
    deeds: list[tuple[str | None, str]], data: st.DataObject
) -> None:
    entries = chain(deeds)
    at = data.draw(st.integers(0, len(entries) - 1))
    kept = [erased(entry, {"U0DEE", "session-1"}.__contains__) for entry in entries]
    assert not any(entry.by.value == "U0DEE" for entry in kept)
    assert not any(entry.subject.value == "session-1" for entry in kept)
    kept = kept[at:]
    start = AuditStart(number=at + 1, before=kept[0].before, at=NOW)
    assert first_break(kept, start=start) is None
    if at:
        assert first_break(kept) is not None
