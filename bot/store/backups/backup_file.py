"""One back-up as a file: a snapshot, compressed and sealed piece by piece.

The first line says what the file is; each other one is a piece, sealed as the words
are (bot/vault.py). A piece says which back-up it belongs to, which number it has and
whether it is the last, so that a file that was cut short, mixed up or changed is
refused. No more than a piece or two is ever in memory.
"""

import hashlib
import os
import secrets
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from bot.ports.store import StoreFault
from bot.private_files import make_names_last, new_private_file
from bot.vault import KeyVault

_FIRST_LINE = b"ECT Bot back-up 1\n"
_PIECE_BYTES = 256 * 1024
_LONGEST_LINE = 2 * _PIECE_BYTES  # a sealed piece is a third longer
_HEAD = struct.Struct(">16sQdQ?")  # which, made when, of how many bytes, number, last
_EPOCH = datetime.fromtimestamp(0, UTC)

_NOT_READ_BACK = (
    "A back-up was made and could not be read back, so it was not kept; all older ones "
    "are there. Is the disk or the share in order?"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    made_at: datetime
    content: bytes


class BadBackup(StoreFault):
    """A back-up cannot be made or used; str() says why. Nothing was written over."""


def write_backup(
    snapshot: Path, to: Path, vault: KeyVault, *, made_at: datetime
) -> None:
    """Seal a snapshot into a file for its owner alone, which appears whole or not.

    It has been read back by then. Raises BadBackup for one that does not hold the
    snapshot, and without a key.
    """
    if not vault.has_key:
        raise BadBackup(
            "No back-up is made without a key, since it would lie open. Run: ectbot key"
        )
    unfinished = to.with_name(f"{to.name}.new")
    unfinished.unlink(missing_ok=True)  # left over from a crash
    handle = new_private_file(unfinished)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_FIRST_LINE)
            for line in _sealed(snapshot, vault, made_at):
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
        _require_same(unfinished, snapshot, vault)
        unfinished.replace(to)
        make_names_last(to.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def read_backup(file: Path, to: Path, vault: KeyVault) -> datetime:
    """Open a back-up into a new file; return when it was made.

    Raises BadBackup for one that is damaged, incomplete, or sealed with other keys, and
    FileExistsError; what was written by then is removed.
    """
    handle = new_private_file(to)
    made_at = datetime.min.replace(tzinfo=UTC)
    try:
        with file.open("rb") as source, os.fdopen(handle, "wb") as target:
            for piece in _opened_pieces(source, vault, file.name):
                made_at = piece.made_at
                target.write(piece.content)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    return made_at


def fault_of(file: Path, vault: KeyVault) -> str:
    """Say why a back-up cannot be opened; empty where it can, from end to end."""
    try:
        with file.open("rb") as source:
            for _piece in _opened_pieces(source, vault, file.name):
                pass
    except (BadBackup, OSError) as fault:
        return str(fault)
    return ""


def _sealed(snapshot: Path, vault: KeyVault, made_at: datetime) -> Iterator[bytes]:
    which, size = secrets.token_bytes(16), snapshot.stat().st_size
    for number, (piece, is_last) in enumerate(_compressed(snapshot)):
        head = _HEAD.pack(which, size, made_at.timestamp(), number, is_last)
        yield vault.seal_bytes(head + piece, _FIRST_LINE) + b"\n"


def _compressed(snapshot: Path) -> Iterator[tuple[bytes, bool]]:
    """Yield pieces of bounded size, and with each whether it is the last."""
    packer, waiting = zlib.compressobj(), b""
    with snapshot.open("rb") as file:
        while read := file.read(_PIECE_BYTES):
            waiting += packer.compress(read)
            while len(waiting) > _PIECE_BYTES:
                yield waiting[:_PIECE_BYTES], False
                waiting = waiting[_PIECE_BYTES:]
    yield waiting + packer.flush(), True


def _require_same(file: Path, snapshot: Path, vault: KeyVault) -> None:
    """Read a back-up as a restore would, and raise BadBackup unless it is the same."""
    held = hashlib.sha256()
    try:
        with file.open("rb") as source:
            _ask_the_disk(source)
            for piece in _opened_pieces(source, vault, file.name):
                held.update(piece.content)
    except BadBackup as fault:
        raise BadBackup(f"{_NOT_READ_BACK} {fault}") from fault
    with snapshot.open("rb") as copy:
        meant = hashlib.file_digest(copy, "sha256")
    if held.digest() != meant.digest():
        raise BadBackup(f"{_NOT_READ_BACK} It does not hold what was written.")


def _ask_the_disk(file: BinaryIO) -> None:
    """Have the system forget what it wrote, where it can, and read it anew."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _opened_pieces(source: BinaryIO, vault: KeyVault, name: str) -> Iterator[_Piece]:
    """Yield what a back-up holds, in order; raises BadBackup, at its end at the latest.

    Nothing of it is to be used before that.
    """
    try:
        yield from _in_order(source, vault, name)
    except (struct.error, zlib.error, ValueError, OverflowError):
        raise BadBackup(
            f"{name} is damaged: something in it opens with the key and is no piece of "
            "a back-up. Use another back-up."
        ) from None


def _in_order(source: BinaryIO, vault: KeyVault, name: str) -> Iterator[_Piece]:
    if source.readline(len(_FIRST_LINE)) != _FIRST_LINE:
        raise BadBackup(f"{name} is no back-up of ECT Bot.")
    unpacker, number, which, is_last = zlib.decompressobj(), 0, b"", False
    size = held = 0
    while line := source.readline(_LONGEST_LINE):
        opened = vault.opened_bytes(line.rstrip(b"\n"), _FIRST_LINE)
        if opened is None:
            raise BadBackup(
                f"{name} cannot be opened: it is damaged, or the key that it was made "
                "with is not here. Add the older key as a last one (docs/keys.md)."
            )
        of, size, made, at, ends = _HEAD.unpack_from(opened)
        if is_last or at != number or of != (which or of):
            raise BadBackup(f"{name} is not in order: piece {number} is another's.")
        which, number, is_last = of, number + 1, ends
        made_at = _EPOCH + timedelta(seconds=made)
        for content in _unpacked(unpacker, opened[_HEAD.size :]):
            held += len(content)
            if held > size:
                break  # before it fills the disk
            yield _Piece(made_at, content)
    if not is_last or held != size:
        raise BadBackup(f"{name} is incomplete. Use another back-up.")


def _unpacked(unpacker: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    while packed:
        yield unpacker.decompress(packed, _PIECE_BYTES)
        packed = unpacker.unconsumed_tail
