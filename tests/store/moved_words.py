"""Somebody who can write the data, without the key, moves every sealed text everywhere.

Which texts there are follows from the record types: a new field is tried by itself.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import msgspec
from cryptography.fernet import Fernet
from msgspec import inspect

from bot.config import Settings
from bot.doctor.keys import examine_key
from bot.domain.kernel.record import Record, TeamId
from bot.keys import new_key
from bot.ports.store import Kind, Reading, Records, Store
from bot.ports.vault import Vault
from bot.usecases.data_protection.resealing import SEALED_FIELDS
from bot.usecases.kernel.sealed_words import opened, place_of
from bot.vault import KeyVault

KEY, BARE = new_key(), Fernet.generate_key().decode()
TEAMS = TeamId("T0ONE"), TeamId("T0TWO")
WORDS = "Nobody else may read this"

Where = tuple[TeamId, Kind[Any], str, str]  # workspace, kind, key and field
Bodies = dict[tuple[str, str, str], str]  # by workspace, kind's name and key
Opened = Callable[[], AbstractContextManager[Store]]
_SIMPLE: dict[type[inspect.Type], object] = {
    inspect.IntType: 1,
    inspect.DateTimeType: "2026-11-11T13:05:00Z",
    inspect.VarTupleType: (),
}


def keep_words(store: Store) -> tuple[list[Where], list[Where]]:
    """Keep records of each kind with words, in two workspaces; say where they are.

    After those that are bound come those that were sealed before anything was.
    """
    bound, unbound = list[Where](), list[Where]()
    for team in TEAMS:
        with store.transaction(team) as records:
            bound += _kept(records, KeyVault([KEY]), ["one", "two"])
            unbound += _kept(records, KeyVault([BARE]), ["old"])
    return bound, unbound


def _kept(records: Records, vault: Vault, names: Iterable[str]) -> Iterator[Where]:
    for kind, fields in SEALED_FIELDS.items():
        for name in names:
            record = _a_record(kind, name)
            key = kind.key(record)
            if records.get(kind, key) is not None:
                continue  # of this kind a workspace has one
            sealed = {
                field: vault.seal(WORDS, place_of(records, kind, key, field))
                for field in fields
            }
            records.put(kind, msgspec.structs.replace(record, **sealed))
            yield from ((records.team, kind, key, field) for field in fields)


def _a_record(kind: Kind[Any], name: str) -> Record:
    needed = (f for f in inspect.type_info(kind.record).fields if f.required)  # type: ignore[attr-defined]  # of a struct
    values = {f.name: _SIMPLE.get(type(f.type), name) for f in needed}
    record: Record = msgspec.convert(values, kind.record)
    return record


def moved(bodies: Bodies, places: list[Where], by: int) -> Bodies:
    """Return the rows with each text put where the one so many places on stood."""
    documents = {name: json.loads(body) for name, body in bodies.items()}
    texts = [
        documents[team, kind.name, key][field] for team, kind, key, field in places
    ]
    for (team, kind, key, field), text in zip(
        places, texts[by:] + texts[:by], strict=True
    ):
        documents[team, kind.name, key][field] = text
    return {name: json.dumps(document) for name, document in documents.items()}


def what_opens(store: Store, places: list[Where], keys: list[str]) -> list[Where]:
    """Return the places at which a reader is shown anything but that it stays shut."""
    with ExitStack() as stack:
        readings = {team: stack.enter_context(store.snapshot(team)) for team in TEAMS}
        return [one for one in places if _opened(readings, one, keys) is not None]


def _opened(
    readings: dict[TeamId, Reading], place: Where, keys: list[str]
) -> str | None:
    team, kind, key, field = place
    record = readings[team].get(kind, key)
    assert record is not None
    return opened(KeyVault(keys), readings[team], kind, record, field=field)


def nothing_opens_elsewhere(
    store_of: Opened,
    read: Callable[[], Bodies],
    write: Callable[[Bodies], None],
    settings: Settings,
) -> None:
    """Put every text in every place, by raw writing, and have nothing open.

    *read* and *write* are what somebody without the key can do.
    """
    with store_of() as store:
        bound, unbound = keep_words(store)
    places, bodies = [*bound, *unbound], read()

    def opens(keys: list[str]) -> list[Where]:
        with store_of() as store:
            return what_opens(store, places, keys)

    assert opens([KEY]) == bound
    for by in range(1, len(places)):
        write(moved(bodies, places, by))
        assert opens([KEY]) == []
    # With a key of before, what it sealed would open anywhere: until `ectbot reseal`.
    assert opens([KEY, BARE])
    said = [finding.sentence for finding in examine_key(settings)]
    assert any(f"{len(places)} of {len(places)} sealed texts" in one for one in said)
    assert not any(WORDS in one for one in said)
    write(bodies)
    assert opens([KEY]) == bound
