"""One back-up as a file: a snapshot, compressed and sealed piece by piece.

The first line says what the file is; each other one is a piece, sealed as the words
are (bot/vault.py). A piece says which back-up it belongs to, which number it has and
whether it is the last, so that a file that was cut short, mixed up or changed is
refused. No more than a piece or two is ever in memory.
"""

import os
import secrets
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from bot.ports.store import StoreFault
from bot.vault import FernetVault

_FIRST_LINE = b"ECT Bot back-up 1\n"
_PIECE_BYTES = 256 * 1024
_LONGEST_LINE = 2 * _PIECE_BYTES  # a sealed piece is a third longer
_HEAD = struct.Struct(">16sQdQ?")  # which, made when, of how many bytes, number, last


class BadBackup(StoreFault):
    """A back-up cannot be made or used; str() says why. Nothing was written over."""


def write_backup(
    snapshot: Path, to: Path, vault: FernetVault, *, made_at: datetime
) -> None:
    """Seal a snapshot into a file for its owner alone, which appears whole or not.

    Raises BadBackup without a key.
    """
    if not vault.has_key:
        raise BadBackup(
            "No back-up is made without a key, since it would lie open. Run: ectbot key"
        )
    unfinished = to.with_name(f"{to.name}.new")
    unfinished.unlink(missing_ok=True)  # left over from a crash
    handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_FIRST_LINE)
            for line in _sealed(snapshot, vault, made_at):
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(to)
        make_names_last(to.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def read_backup(file: Path, to: Path, vault: FernetVault) -> datetime:
    """Open a back-up into a new file; return when it was made.

    Raises BadBackup for one that is damaged, incomplete, or sealed with other keys, and
    FileExistsError; what was written by then is removed.
    """
    handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with file.open("rb") as source, os.fdopen(handle, "wb") as target:
            made_at = _open_pieces(source, target, vault, file.name)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    return made_at


def make_names_last(folder: Path) -> None:
    """Have the folder's entries on disk, so that a power cut does not undo them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sealed(snapshot: Path, vault: FernetVault, made_at: datetime) -> Iterator[bytes]:
    which, size = secrets.token_bytes(16), snapshot.stat().st_size
    for number, (piece, is_last) in enumerate(_compressed(snapshot)):
        head = _HEAD.pack(which, size, made_at.timestamp(), number, is_last)
        yield vault.seal_bytes(head + piece) + b"\n"


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


def _open_pieces(
    source: BinaryIO, target: BinaryIO, vault: FernetVault, name: str
) -> datetime:
    if source.readline(len(_FIRST_LINE)) != _FIRST_LINE:
        raise BadBackup(f"{name} is no back-up of ECT Bot.")
    unpacker, number, which, is_last = zlib.decompressobj(), 0, b"", False
    size = made = 0.0
    while line := source.readline(_LONGEST_LINE):
        opened = vault.opened_bytes(line.rstrip(b"\n"))
        if opened is None:
            raise BadBackup(
                f"{name} cannot be opened: it is damaged, or the key that it was made "
                "with is not here. Add the older key as a last one (docs/keys.md)."
            )
        of, size, made, at, ends = _HEAD.unpack_from(opened)
        if is_last or at != number or of != (which or of):
            raise BadBackup(f"{name} is not in order: piece {number} is another's.")
        which, number, is_last = of, number + 1, ends
        target.writelines(_unpacked(unpacker, opened[_HEAD.size :]))
    if not is_last or target.tell() != size:
        raise BadBackup(f"{name} is incomplete. Use another back-up.")
    return datetime.fromtimestamp(made, UTC)


def _unpacked(unpacker: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    while packed:
        yield unpacker.decompress(packed, _PIECE_BYTES)
        packed = unpacker.unconsumed_tail
