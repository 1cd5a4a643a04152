"""Sealing all words anew with the newest key, so that the older ones can go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.domain.record import Record, Sealed, TeamId
from bot.ports.kinds import ALL_KINDS
from bot.ports.store import Kind, Reading, Store
from bot.ports.vault import Place, Vault
from bot.usecases.sealed_words import opened, place_of

SEALED_FIELDS: dict[Kind[Any], tuple[str, ...]] = {
    kind: fields for kind in ALL_KINDS if (fields := kind.sealed)
}


class StillShut(Exception):
    """Some words cannot be opened, so nothing was sealed anew; str() says how many."""


@dataclass(frozen=True, slots=True)
class Resealed:
    """How much was sealed anew."""

    records: int
    teams: int


def reseal(store: Store, vault: Vault) -> Resealed:
    """Seal every word anew with the newest key, one unit of work a workspace.

    Raises StillShut before anything is changed, and NoKey where there is none.
    """
    teams = store.teams()
    shut = 0
    for team in teams:
        with store.reading(team) as records:
            shut += sum(
                opened(vault, records, kind, record, field=field) is None
                for kind, record in _with_words(records)
                for field in sealed_in(kind, record)
            )
    if shut:
        raise StillShut(
            f"{shut} sealed texts cannot be opened with the keys that are here, so "
            "nothing was changed. Put the older key back as a last line first."
        )
    return Resealed(sum(_reseal_team(store, vault, team) for team in teams), len(teams))


def sealed_in(kind: Kind[Any], record: Record) -> dict[str, Sealed]:
    """Return the sealed words in a record, by field."""
    found = {name: getattr(record, name) for name in SEALED_FIELDS.get(kind, ())}
    return {name: words for name, words in found.items() if words}


def _reseal_team(store: Store, vault: Vault, team: TeamId) -> int:
    with store.transaction(team) as records:
        found = list(_with_words(records))
        for kind, record in found:
            anew = {
                field: _anew(
                    vault, words, place_of(records, kind, kind.key(record), field)
                )
                for field, words in sealed_in(kind, record).items()
            }
            records.put(kind, msgspec.structs.replace(record, **anew))
    return len(found)


def _anew(vault: Vault, sealed: Sealed, place: Place) -> Sealed:
    words = vault.opened(sealed, place)
    assert words is not None  # noqa: S101 - `reseal` has opened them all before
    return vault.seal(words, place)


def _with_words(records: Reading) -> Iterator[tuple[Kind[Any], Any]]:
    for kind in SEALED_FIELDS:
        for record in records.every(kind):
            if sealed_in(kind, record):
                yield kind, record
