"""Sealing all words with the newest key for their places, so that older keys can go."""

from dataclasses import dataclass
from typing import Any

import msgspec

from bot.domain.kernel.record import Record, Sealed
from bot.ports.kinds import ALL_KINDS
from bot.ports.store import Kind, Reading, Store
from bot.ports.vault import Vault
from bot.usecases.kernel.batches import so_many
from bot.usecases.kernel.sealed_words import opened, place_of

_AT_ONCE = 500  # records in a unit of work
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


def require_open(store: Store, vault: Vault) -> None:
    """Raise StillShut unless the keys that are here open every word."""
    shut = 0
    for team in store.teams():
        with store.reading(team) as records:
            shut += sum(
                opened(vault, records, kind, record, field=field) is None
                for kind in SEALED_FIELDS
                for record in records.every(kind)
                for field in sealed_in(kind, record)
            )
    if shut:
        raise StillShut(
            f"{shut} sealed texts cannot be opened with the keys that are here, so "
            "nothing was changed. Put the older key back as a last line first. If it "
            "is lost for good, or they were moved or damaged, add --leave-shut: then "
            "they stay as they are, and stay shut."
        )


def reseal(store: Store, vault: Vault, newest: Vault) -> Resealed:
    """Seal with the *newest* key, each for its place, all words that it has not sealed.

    What *vault* does not open stays as it is. It can be broken off at any moment, and
    goes on where it was: some hundred records are one unit of work. Raises NoKey.
    """
    sealing, teams = _Sealing(vault, newest), store.teams()
    done = 0
    for team in teams:
        for kind in SEALED_FIELDS:
            with store.reading(team) as records:
                waiting = [
                    kind.key(record)
                    for record in records.every(kind)
                    if sealing.older_words(records, kind, record)
                ]
            for keys in so_many(waiting, _AT_ONCE):
                with store.transaction(team) as records:
                    for record in records.get_each(kind, keys):
                        records.put(kind, sealing.anew(records, kind, record))
            done += len(waiting)
    return Resealed(done, len(teams))


def sealed_in(kind: Kind[Any], record: Record) -> dict[str, Sealed]:
    """Return the sealed words in a record, by field."""
    found = {name: getattr(record, name) for name in SEALED_FIELDS.get(kind, ())}
    return {name: words for name, words in found.items() if words}


@dataclass(frozen=True, slots=True)
class _Sealing:
    vault: Vault
    newest: Vault

    def older_words(
        self, records: Reading, kind: Kind[Any], record: Record
    ) -> dict[str, str]:
        """Return the words, by field, that another key than the newest opens."""
        found = {}
        for field in sealed_in(kind, record):
            if opened(self.newest, records, kind, record, field=field) is None:
                words = opened(self.vault, records, kind, record, field=field)
                if words is not None:
                    found[field] = words
        return found

    def anew(self, records: Reading, kind: Kind[Any], record: Any) -> Record:
        """Return a record with these words sealed with the newest key."""
        fields = {
            field: self.newest.seal(
                words, place_of(records, kind, kind.key(record), field)
            )
            for field, words in self.older_words(records, kind, record).items()
        }
        anew: Record = msgspec.structs.replace(record, **fields)
        return anew
