"""Minimisation: every stored field has a purpose, and no purpose outlives its field."""

from typing import get_args, get_type_hints

import pytest

from bot.domain.record import Record
from bot.ports.kinds import ALL_KINDS
from bot.ports.purposes import COMMON, PARTS, PURPOSES

WHERE = "bot/ports/purposes.py"


def parts_in(hint: object) -> set[type[Record]]:
    found = {part for inner in get_args(hint) for part in parts_in(inner)}
    if isinstance(hint, type) and issubclass(hint, Record):
        found.add(hint)
    return found


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


def test_every_kind_says_why_it_is_kept_and_how_long() -> None:
    missing = [kind.name for kind in ALL_KINDS if kind not in PURPOSES]
    assert not missing, f"add to PURPOSES in {WHERE}: {', '.join(missing)}"
    assert len(PURPOSES) == len(ALL_KINDS)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_every_field_of_a_kind_has_a_purpose(kind: object) -> None:
    purpose = PURPOSES[kind]  # type: ignore[index]  # one of ALL_KINDS
    fields = set(kind.record.__struct_fields__)  # type: ignore[attr-defined]  # same
    without = sorted(fields - purpose.fields.keys() - COMMON.keys())
    name = kind.name  # type: ignore[attr-defined]  # same
    assert not without, (
        f"{name} has fields without a purpose: {', '.join(without)}. Say in a few "
        f"words what each is for, in PURPOSES of {WHERE}, and run: python -m "
        "tests.site.reference. If that cannot be said, do not keep it."
    )
    gone = sorted(purpose.fields.keys() - fields)
    assert not gone, f"{name} has these no more; take them out of {WHERE}: {gone}"


def test_every_field_of_a_part_has_a_purpose() -> None:
    parts = all_parts()
    assert parts.keys() == PARTS.keys(), f"put PARTS right in {WHERE}"
    for name, part in parts.items():
        fields = set(part.__struct_fields__)
        without = sorted(fields - PARTS[name].keys() - COMMON.keys())
        assert not without, f"{name}: {', '.join(without)} has no purpose in {WHERE}"
        assert PARTS[name].keys() <= fields, f"{name} in {WHERE}"


def test_what_must_never_be_held_is_not_held() -> None:
    names = {field for kind in ALL_KINDS for field in kind.record.__struct_fields__} | {
        field for part in all_parts().values() for field in part.__struct_fields__
    }
    for word in ("trn", "birth", "insurance", "pupil", "grade", "rating", "sick"):
        assert not [name for name in names if word in name.split("_")], word
