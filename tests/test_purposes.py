"""Minimisation: every stored field has a purpose, and no purpose outlives its field.

What a field tells of a person is decided with it: it decides what becomes of the field.
"""

from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from bot.domain.data_protection.retention import Fate, Keep, Tells, fate
from bot.domain.kernel.record import PersonId, Record, Sealed
from bot.ports import kinds
from bot.ports.fields import COMMON, PARTS, Fields
from bot.ports.kinds import ALL_KINDS
from bot.ports.purposes import PURPOSES, parts_in, tells, told_by
from bot.ports.store import Kind
from bot.usecases.data_protection.own_records import SHOWN

WHERE = "bot/ports/purposes"
WHERE_PARTS = "bot/ports/fields.py"


def all_parts() -> dict[str, type[Record]]:
    """Return the records that stand within others, kinds of their own aside."""
    own = {kind.record for kind in ALL_KINDS}
    found: set[type[Record]] = set()
    to_see: set[type[Record]] = set(own)
    while to_see:
        record = to_see.pop()
        for hint in get_type_hints(record).values():
            new = parts_in(hint) - found - own
            found |= new
            to_see |= new
    return {part.__name__: part for part in found}


RECORDS = {**{kind.name: kind.record for kind in ALL_KINDS}, **all_parts()}


def test_every_kind_says_why_it_is_kept_and_how_long() -> None:
    missing = [kind.name for kind in ALL_KINDS if kind not in PURPOSES]
    assert not missing, f"add to PURPOSES in {WHERE}: {', '.join(missing)}"
    assert len(PURPOSES) == len(ALL_KINDS)


def test_of_every_kind_it_is_decided_whose_own_data_it_is() -> None:
    missing = [kind.name for kind in ALL_KINDS if kind not in SHOWN]
    assert not missing, (
        f"add to SHOWN in bot/usecases/data_protection/own_records.py: {missing}"
    )
    assert len(SHOWN) == len(ALL_KINDS)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_every_field_of_a_kind_has_a_purpose(kind: Kind[Any]) -> None:
    said = PURPOSES[kind].purposes
    fields = set(kind.record.__struct_fields__)
    without = sorted(fields - said.keys() - COMMON.purposes.keys())
    assert not without, (
        f"{kind.name} has fields without a purpose: {', '.join(without)}. Say in a few "
        f"words what each is for, under what it tells of a person, in PURPOSES of "
        f"{WHERE}, and run: python -m tests.site.reference. If that cannot be said, do "
        "not keep it."
    )
    gone = sorted(said.keys() - fields)
    assert not gone, f"{kind.name} has these no more; take them out of {WHERE}: {gone}"


def test_every_field_of_a_part_has_a_purpose() -> None:
    parts = all_parts()
    assert parts.keys() == PARTS.keys(), f"put PARTS right in {WHERE_PARTS}"
    for name, part in parts.items():
        fields, said = set(part.__struct_fields__), PARTS[name].purposes
        without = sorted(fields - said.keys() - COMMON.purposes.keys())
        assert not without, f"{name}: {', '.join(without)}: no purpose in {WHERE_PARTS}"
        assert said.keys() <= fields, f"{name} in {WHERE_PARTS}"


def test_a_field_is_decided_on_once() -> None:
    by_name: Mapping[str, Fields] = {
        "COMMON": COMMON,
        **PARTS,
        **{kind.name: purpose for kind, purpose in PURPOSES.items()},
    }
    for name, fields in by_name.items():
        groups = [getattr(fields, group) for group in Tells]
        assert len(fields.purposes) == sum(map(len, groups)), name


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_what_a_type_gives_away_is_decided_so(name: str) -> None:
    hints = get_type_hints(RECORDS[name])
    for field, told in tells(RECORDS[name]).items():
        types = _types_in(hints[field])
        if PersonId in types:
            assert told is Tells.IDS, field
        if Sealed in types and field != "bot_token":
            assert told is Tells.WORDS, field


def _types_in(hint: object) -> set[object]:
    return {hint, *(one for inner in get_args(hint) for one in _types_in(inner))}


def test_what_is_to_be_emptied_can_be_empty() -> None:
    for kind, purpose in PURPOSES.items():
        _can_be_emptied(kind.record, purpose.keep)


def _can_be_emptied(record: type[Record], keep: Keep) -> None:
    hints = get_type_hints(record)
    for field in msgspec.structs.fields(record):
        if fate(keep, tells(record)[field.name]) is Fate.EMPTIED:
            can_be = not field.required or field.type is str
            assert can_be, f"{record.__name__}.{field.name}"
            continue
        for part in parts_in(hints[field.name]) - {record}:
            _can_be_emptied(part, keep)


def test_what_the_machine_keeps_of_itself_tells_of_nobody() -> None:
    told = {
        f"{kind.name}.{'.'.join(one.path)}"
        for kind, purpose in PURPOSES.items()
        if purpose.keep is Keep.MACHINE
        for one in told_by(kind)
        if one.tells not in {Tells.NOTHING, Tells.DESCRIBES}
    }
    # A claim is gone within a day.
    assert {one for one in told if not one.startswith("claims.")} == set()


def test_parts_go_by_what_they_stand_in() -> None:
    by_path = {".".join(one.path): one.tells for one in told_by(kinds.INDUCTIONS)}
    assert by_path["contact.reach"] is Tells.NAMES
    assert by_path["worked.until"] is Tells.DESCRIBES
    away = {one.path: one.tells for one in told_by(kinds.MEMBERS)}
    assert away["away", "first"] is Tells.ABSENCE


def test_what_must_never_be_held_is_not_held() -> None:
    names = {field for record in RECORDS.values() for field in record.__struct_fields__}
    for word in ("trn", "birth", "insurance", "pupil", "grade", "rating", "sick"):
        assert not [name for name in names if word in name.split("_")], word
