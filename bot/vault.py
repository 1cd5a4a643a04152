"""The vault: seals words with Fernet, and keeps the key file that it needs.

Fernet is AES-128 in CBC mode with an HMAC-SHA-256 (cryptography.io/en/latest/fernet).
A sealed text tells its length, within 16 bytes, and when it was sealed. Keys come
newest first: the newest seals, each of them opens.
"""

import logging
import os
import re
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.record import Sealed
from bot.ports.vault import NoKey
from bot.private_files import is_open_to_others, make_names_last, new_private_file

log = logging.getLogger(__name__)

_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")


class BadKey(Exception):
    """A key or its file cannot be used; str() says what to do, and holds no key."""


class FernetVault:
    """Seals with the newest of *keys* and opens with any; with none, does neither.

    Raises ValueError for one that `is_key` says is none.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = MultiFernet([Fernet(key) for key in keys]) if keys else None

    @property
    def has_key(self) -> bool:
        """Whether anything can be sealed."""
        return self._keys is not None

    def seal(self, text: str) -> Sealed:
        """Return *text* sealed with the newest key; raises NoKey."""
        return Sealed(self.seal_bytes(text.encode()).decode())

    def seal_bytes(self, content: bytes) -> bytes:
        """Return *content* sealed with the newest key, in one line; raises NoKey."""
        if self._keys is None:
            log.error("there is no key to seal with: nothing that was written is kept")
            raise NoKey
        return self._keys.encrypt(content)

    def opened(self, sealed: Sealed) -> str | None:
        """Return the words, or None for a missing key or a damaged text."""
        try:
            opened = self.opened_bytes(sealed.encode())
            return None if opened is None else opened.decode()
        except UnicodeError:
            return None

    def opened_bytes(self, sealed: bytes) -> bytes | None:
        """Return what was sealed, or None for a missing key or damage."""
        if self._keys is None:
            return None
        try:
            return self._keys.decrypt(sealed)
        except (InvalidToken, ValueError):  # the second: other than ASCII
            return None


def new_key() -> str:
    """Return a fresh key."""
    return Fernet.generate_key().decode()


def is_key(text: str) -> bool:
    """Whether this is written as a key: Fernet itself passes over what trails one."""
    return _KEY.fullmatch(text) is not None


def read_key_file(path: Path) -> tuple[str, ...]:
    """Return the keys of a file, newest first; none where there is no file.

    Raises BadKey for a file that others can read, or that holds anything but keys.
    """
    try:
        with path.open(encoding="ascii") as file:
            if is_open_to_others(file.fileno()):
                raise BadKey(
                    f"The key file {path} can be read by others on this machine. "
                    f"Run: chmod 600 {path}"
                )
            keys = tuple(line.strip() for line in file if line.strip())
    except FileNotFoundError:
        return ()
    except OSError as fault:
        raise BadKey(f"The key file {path} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        keys = ()
    if not keys or not all(map(is_key, keys)):
        raise BadKey(
            f"The key file {path} holds something other than keys, one a line. Put "
            "back the copy that you kept, or see docs/keys.md."
        )
    return keys


def make_key_file(path: Path) -> None:
    """Make a key file with a fresh key, for its owner alone.

    Raises FileExistsError, and OSError for a folder that cannot be written to.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(path, [new_key()])
    make_names_last(path.parent)  # words must not outlive their key


def put_new_key_first(path: Path) -> None:
    """Put a fresh key in front of those in the file, whole or not at all.

    Raises BadKey and OSError.
    """
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)  # left over from a crash
    _write(beside, [new_key(), *read_key_file(path)])
    beside.replace(path)
    make_names_last(path.parent)  # same


def _write(path: Path, keys: Sequence[str]) -> None:
    handle = new_private_file(path)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(handle)
    except OSError:
        path.unlink()  # half a key file would stop the next start
        raise
