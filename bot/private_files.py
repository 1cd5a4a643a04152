"""Write files that only their owner can read and that survive a power cut.

There a file's mode tells nothing of who may read it (its folder does), and no folder
can be opened, so that its entries are left to the file system.
"""

import os
from pathlib import Path

_OTHERS = 0o077


def new_private_file(path: Path) -> int:
    """Open a new file that its owner alone may read; raises FileExistsError."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)


def is_open_to_others(handle: int) -> bool:
    """Whether others on this machine may use an open file, as far as its mode tells."""
    return hasattr(os, "getuid") and bool(os.fstat(handle).st_mode & _OTHERS)


def make_names_last(folder: Path) -> None:
    """Have the folder's entries on disk, so that a power cut does not undo them."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
