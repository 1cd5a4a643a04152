"""Check that a row of PostgreSQL is as the bot wrote it."""

from typing import Any, TypeVar

from bot.domain.kernel.record import Record
from bot.ports.store import DamagedRecord, Kind
from bot.store.checksums import Checksums, changed_or
from bot.store.codec import MisfitRecord, decoded
from bot.store.postgres.tables import as_written

R = TypeVar("R", bound=Record)

_LEFT = "It was left as it is. Restore a back-up (docs/postgresql.md)."


class SoundRows:
    """Reads the rows of one workspace; raises DamagedRecord."""

    def __init__(self, team: str, sums: Checksums) -> None:
        self._team = team.encode()
        self._sums = sums

    def checksum(self, kind: Kind[Any], stored: str, body: bytes) -> bytes | None:
        """Return what a row adds up to; None without a key."""
        added_up = self._sums.of(self._team, kind.name.encode(), stored.encode(), body)
        return added_up if isinstance(added_up, bytes) else None

    def record(
        self, kind: Kind[R], stored: str, text: str, added_up: bytes | None
    ) -> R:
        """Return what a row holds."""
        key, body = as_written(stored), text.encode()
        texts = self._team, kind.name.encode(), stored.encode(), body
        why_not = self._sums.why_not(added_up, *texts)
        if why_not:
            raise _fault(changed_or(why_not, kind.name, key))
        try:
            return decoded(kind, key, body)
        except MisfitRecord as fault:
            raise _fault(f"{fault}.") from fault

    def require_entry(
        self, kind: Kind[Any], key: str, found: list[str], own: list[str] | None
    ) -> None:
        """Refuse a row that a look-up found by what is not its own.

        Look-ups have no checksum: each can be worked out from its record.
        """
        if found != own and self._sums.are_keyed and not self._sums.may_be_unbound:
            raise _fault(
                f"In table {kind.name}, a look-up finds the record {key} where it does "
                "not belong: it was changed outside the bot."
            )


def _fault(why: str) -> DamagedRecord:
    return DamagedRecord(f"The database is damaged. {why} {_LEFT}")
