"""Whether SQLite's write-ahead log is damaged in the middle.

SQLite takes the first frame that does not add up for the end of the log, as it must
after a power cut, and drops what follows without a word. A torn end is one unit of work
that nobody was told is saved; whole units *behind* a bad frame were saved, and
dropping them would lose records silently. Layout: sqlite.org/fileformat.html, part 4.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_HEADER = 32
_FRAME_HEADER = 24
_BIG_ENDIAN_SUMS = 0x377F0683
_LITTLE_ENDIAN_SUMS = 0x377F0682

_Sum = tuple[int, int]


def breaks_off(path: Path) -> bool:
    """Whether units of work that were saved stand behind damage; False for no file.

    The last unit of work cannot be told from one that a power cut tore.
    """
    if not path.exists():
        return False
    log = path.read_bytes()
    if len(log) < _HEADER:
        return False
    magic, _, page_size, _ = struct.unpack(">4I", log[:16])
    if magic not in {_BIG_ENDIAN_SUMS, _LITTLE_ENDIAN_SUMS}:
        return len(log) > _HEADER
    order = ">" if magic == _BIG_ENDIAN_SUMS else "<"
    running = _sum(log[:24], (0, 0), order)
    if running != struct.unpack(">2I", log[24:32]):
        return len(log) > _HEADER
    commits_behind = 0
    broken = False
    for head, page in _frames(log, page_size):
        if not broken:
            running = _sum(page, _sum(head[:8], running, order), order)
            expected = log[16:24] + struct.pack(">2I", *running)
            broken = head[8:24] != expected
        if broken and head[4:8] != bytes(4):  # the frame that ends a unit of work
            commits_behind += 1
    return commits_behind > 1


def _frames(log: bytes, page_size: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield (frame header, page) for the frames of this round of the log.

    A frame left over from an earlier round differs in both halves of its salt; one half
    alone is damage.
    """
    size = _FRAME_HEADER + page_size
    for start in range(_HEADER, len(log) - size + 1, size):
        head = log[start : start + _FRAME_HEADER]
        if head[8:12] == log[16:20] or head[12:16] == log[20:24]:
            yield head, log[start + _FRAME_HEADER : start + size]


def _sum(chunk: bytes, start: _Sum, order: str) -> _Sum:
    first, second = start
    words = struct.iter_unpack(f"{order}2I", chunk)
    for one, two in words:
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
