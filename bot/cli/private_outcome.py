"""Write files that name people, readable by their owner alone."""

import os
import secrets
from pathlib import Path

from bot.private_files import make_names_last, new_private_file

_ROOM_BYTES = 16_384  # more than any certificate needs


def write_privately(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, over one of that name; raises OSError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(new_private_file(beside), "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


class PlaceForCertificate:
    """Room on the disk for a certificate, taken before anything is changed.

    Once records are gone it is too late to learn that nothing can be written.
    """

    def __init__(self, folder: Path) -> None:
        """Take the room; raises OSError."""
        self._folder = folder
        self._beside = folder / f".certificate-{secrets.token_hex(4)}"
        try:
            with os.fdopen(new_private_file(self._beside), "wb") as file:
                file.write(bytes(_ROOM_BYTES))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self.leave()
            raise

    def fill(self, number: str, text: str) -> Path:
        """Write the certificate there and return where it is; raises OSError."""
        path = self._folder / f"certificate-{number}.txt"
        self._beside.write_text(text, encoding="utf-8")
        self._beside.rename(path)
        make_names_last(self._folder)
        return path

    def leave(self) -> None:
        """Give the room back, if nothing was written there."""
        self._beside.unlink(missing_ok=True)
