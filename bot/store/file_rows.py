"""The rows of a data file, and what each must add up to."""

import zlib

ROWS = "SELECT team, kind, key, body, checksum FROM rows"
PUT = "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)"
REMOVE = "DELETE FROM rows WHERE team = ? AND kind = ? AND key = ?"


def checksum(*texts: bytes) -> int:
    """Return what a row must add up to: SQLite itself does not see a changed letter.

    *texts* are team, kind, key and body, as they stand in the file.
    """
    return zlib.crc32(b"\0".join(texts))
