"""Checksums of stored rows, so that a changed or damaged one is found.

Where there is a key that binds (bot/keys.py), a row carries a keyed BLAKE2b over its
workspace, kind, key and body, in place of the plain CRC-32 of before 0.2.0: who has not
the key can neither change a row nor put it in another's place. The CRC stands behind
it, so that damage is found where the key is missing.
"""

import zlib
from collections.abc import Sequence
from hashlib import blake2b
from hmac import compare_digest
from struct import Struct

from bot.keys import may_be_unbound, row_keys

_KEYED_BYTES = 16
_LENGTHS = Struct(">4I").pack
_PERSON = b"ECT Bot's row"  # BLAKE2's own name for what a checksum is for


class Checksums:
    """Adds up rows with the newest of *keys*, and knows what any of them added up.

    While a row may be unbound, as keys of the old form say, a CRC-32 is enough.
    """

    def __init__(
        self, keys: Sequence[bytes] = (), *, may_be_unbound: bool = True
    ) -> None:
        self.may_be_unbound = may_be_unbound
        self._keys = keys
        self._begun = [
            blake2b(key=key, digest_size=_KEYED_BYTES, person=_PERSON) for key in keys
        ]

    def of_any_time(self) -> "Checksums":
        """Return the same for rows that may have been kept before there was a key."""
        return Checksums(self._keys)

    @property
    def are_keyed(self) -> bool:
        """Whether rows are added up with a key."""
        return bool(self._begun)

    def of(self, *row: bytes) -> int | bytes:
        """Return what a row must add up to: team, kind, key and body, as they stand."""
        plain = zlib.crc32(b"\0".join(row))
        if not self._begun:
            return plain
        return _added_to(self._begun[0], _framed(*row)) + plain.to_bytes(4)

    def why_not(self, added_up: object, *row: bytes) -> str:
        """Say why a row is not as the bot wrote it; empty where it is.

        None is what PostgreSQL's rows add up to without a key: nothing.
        """
        keyed = added_up if isinstance(added_up, bytes) else b""
        if keyed and self._begun:
            framed = _framed(*row)
            for begun in self._begun:
                if compare_digest(keyed[:_KEYED_BYTES], _added_to(begun, framed)):
                    return ""
        plain = int.from_bytes(keyed[_KEYED_BYTES:]) if keyed else added_up
        if plain is not None and plain != zlib.crc32(b"\0".join(row)):
            return "damaged"
        if self.may_be_unbound:
            return ""
        which = "with a key that is not here" if keyed else "while the key was missing"
        return f"kept {which} (docs/keys.md)"


def _framed(team: bytes, kind: bytes, key: bytes, body: bytes) -> bytes:
    """Return a row as one text, which no other row makes."""
    lengths = _LENGTHS(len(team), len(kind), len(key), len(body))
    return lengths + team + kind + key + body


def _added_to(begun: blake2b, framed: bytes) -> bytes:
    adding = begun.copy()
    adding.update(framed)
    return adding.digest()


PLAIN = Checksums()  # where there is no key


def checksums_with(keys: Sequence[str]) -> Checksums:
    """Return the checksums of an installation that has these keys, newest first."""
    return Checksums(row_keys(keys), may_be_unbound=may_be_unbound(keys))


def changed_or(why: str, kind: str, key: str) -> str:
    """Say of which row it is that it was changed, or else *why* it does not add up."""
    return f"In table {kind}, the record {key} was changed outside the bot, or {why}."
