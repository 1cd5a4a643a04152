"""A store's records as TinyDB's documents: its tables, its queries, its writes.

A table is a kind, a document id is the record's key, and a document is the record as
plain values, made when it is asked for: records are held once, as records. Every write
is one unit of work of the store, checked as any other. What differs from plain TinyDB:
documents come in the order of their keys, fields that were left out come back with
their defaults, and a query reads all of its table, so the bot's own look-ups use the
store's indexes instead. TinyDB is pinned: `_read_table` and `_update_table` are private
to it (4.9.0), and tests/store hold this against plain TinyDB.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import Kind, Records, Store
from bot.store.codec import MisfitRecord, as_document, from_document

Values = dict[str, Any]


def documents_of(store: Store, team: TeamId, kinds: Iterable[Kind[Any]]) -> TinyDB:
    """Return one workspace's records as a TinyDB; closing it leaves the store open.

    Its writes raise MisfitRecord for a document that does not fit its kind, a key that
    is not the record's own, or a table that does not exist; and StoreFault.
    """
    return _Documents(store, team, kinds, storage=_RecordStorage)


class _RecordStorage(Storage):
    """What TinyDB reads whole and writes whole: here, the store itself."""

    def __init__(self, store: Store, team: TeamId, kinds: Iterable[Kind[Any]]) -> None:
        self.store = store
        self.team = team
        self.kinds = {kind.name: kind for kind in kinds}

    def read(self) -> dict[str, Any]:
        views = {name: _View(self, kind) for name, kind in self.kinds.items()}
        return {name: view for name, view in views.items() if len(view)}

    def write(self, data: Mapping[str, Any]) -> None:
        for name in data:
            self.kind(name)
        with self.store.transaction(self.team) as records:
            for name, kind in self.kinds.items():
                wanted = data.get(name, {})
                if not isinstance(wanted, _View):  # a view is as it was read
                    draft = _Draft(records, kind)
                    draft.clear()
                    draft.update(wanted)
                    draft.keep()

    def kind(self, name: str) -> Kind[Any]:
        """Return the kind of this name; raises MisfitRecord."""
        if name not in self.kinds:
            known = ", ".join(self.kinds)
            raise MisfitRecord(f"There is no table {name}. The tables are: {known}.")
        return self.kinds[name]


class _View(Mapping[str, Values]):
    """A table's documents; one look-up reads one, going through them fixes a moment."""

    def __init__(self, storage: _RecordStorage, kind: Kind[Any]) -> None:
        self._storage = storage
        self._kind = kind
        self._taken: dict[str, Record] | None = None

    def __getitem__(self, key: str) -> Values:
        taken = self._taken
        return as_document(self._one(key) if taken is None else taken[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _one(self, key: str) -> Record:
        with self._storage.store.reading(self._storage.team) as records:
            record: Record | None = records.get(self._kind, key)
        if record is None:
            raise KeyError(key)
        return record

    def _all(self) -> dict[str, Record]:
        if self._taken is None:
            with self._storage.store.reading(self._storage.team) as records:
                every = records.every(self._kind)
                self._taken = {self._kind.key(record): record for record in every}
        return self._taken


class _Draft(MutableMapping[str, Values]):
    """A table's documents within one unit of work, to be changed in place."""

    def __init__(self, records: Records, kind: Kind[Any]) -> None:
        self._records = records
        self._kind = kind
        self._handed_out: dict[str, Values] = {}  # and so perhaps changed
        self._gone: set[str] = set()

    def __getitem__(self, key: str) -> Values:
        if key not in self._handed_out:
            record = self._records.get(self._kind, key)
            if record is None or key in self._gone:
                raise KeyError(key)
            self._handed_out[key] = as_document(record)
        return self._handed_out[key]

    def __setitem__(self, key: str, document: Values) -> None:
        self._gone.discard(key)
        self._handed_out[key] = document

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._handed_out.pop(key, None)
        self._gone.add(key)

    def __contains__(self, key: object) -> bool:
        if key in self._handed_out:
            return True
        held = self._records.get(self._kind, str(key)) is not None
        return held and key not in self._gone

    def __iter__(self) -> Iterator[str]:
        keys = {self._kind.key(record) for record in self._records.every(self._kind)}
        return iter(sorted((keys - self._gone) | self._handed_out.keys()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:  # what MutableMapping has sorts anew for each document
        """Forget every document."""
        for key in list(self):
            del self[key]

    def keep(self) -> None:
        """Make the changes part of the unit of work; raises MisfitRecord."""
        for key in self._gone:
            self._records.remove(self._kind, key)
        for key, document in self._handed_out.items():
            record = from_document(self._kind, document, key)
            if self._kind.key(record) != key:
                raise MisfitRecord(
                    f"In table {self._kind.name}, a document's id is its record's key: "
                    f"{self._kind.key(record)}, not {key}."
                )
            if record != self._records.get(self._kind, key):
                self._records.put(self._kind, record)


class _KindTable(Table):
    """A table of one kind, which reads and writes no more than it must."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's own customisation
    _storage: _RecordStorage

    def __init__(self, storage: _RecordStorage, name: str) -> None:
        # No query cache: it would not see what the bot itself writes.
        super().__init__(storage, name, cache_size=0)

    def insert(self, document: Mapping[str, Any]) -> int:
        return super().insert(self._identified(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        return super().insert_multiple(self._identified(each) for each in documents)

    def _identified(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        if isinstance(document, Document) or not isinstance(document, Mapping):
            return document  # it says its id, or TinyDB says what is wrong
        kind = self._storage.kind(self.name)
        key: Any = kind.key(from_document(kind, document))  # TinyDB's hints say int
        return Document(document, key)

    def _read_table(self) -> Mapping[str, Values]:  # type: ignore[override]  # read only
        kind = self._storage.kinds.get(self.name)
        return {} if kind is None else _View(self._storage, kind)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        kind = self._storage.kind(self.name)
        with self._storage.store.transaction(self._storage.team) as records:
            draft = _Draft(records, kind)
            updater(draft)
            draft.keep()


class _Documents(TinyDB):
    table_class = _KindTable  # type: ignore[assignment]  # it wants _RecordStorage
