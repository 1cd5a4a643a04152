"""Encryption keys: how they are written, their file, and the keys derived from them.

They come newest first. A key of the *new form* binds: what it seals opens in its place
alone, and the rows are checked with it. One of the *old form*, of before 0.2.0, binds
nothing. Since whoever can write the data could claim that something in it is not bound
yet, the keys alone say whether that can be: while there is one of the old form, or the
line UNBOUND. `ectbot reseal` binds everything and takes these out.
"""

import os
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.private_files import is_open_to_others, make_names_last, new_private_file

UNBOUND = "unbound-until-reseal"  # a last line: what was kept without a key still holds

_NEW_FORM = re.compile(r"ect2-[A-Za-z0-9_-]{43}")
_OLD_FORM = re.compile(r"[A-Za-z0-9_-]{43}=")
_BYTES = 32


class BadKey(Exception):
    """A key or its file cannot be used; str() says what to do, and holds no key."""


def new_key() -> str:
    """Return a fresh key, of the new form."""
    return f"ect2-{urlsafe_b64encode(secrets.token_bytes(_BYTES)).decode()[:-1]}"


def are_keys(lines: Sequence[str]) -> bool:
    """Whether all of these are keys; UNBOUND may be the last, but not the only one."""
    keys = lines[:-1] if lines[1:] and lines[-1] == UNBOUND else lines
    return all(binds(key) or _is_of_old_form(key) for key in keys)


def binds(key: str) -> bool:
    """Whether this is a key of the new form."""
    return _NEW_FORM.fullmatch(key) is not None


def _is_of_old_form(key: str) -> bool:
    """Whether this is a bare key of Fernet, which passes over what trails one."""
    return _OLD_FORM.fullmatch(key) is not None


def may_be_unbound(keys: Sequence[str]) -> bool:
    """Whether a row or a sealed text may be one that is not bound yet.

    Without any key nothing is.
    """
    return not keys or not all(map(binds, keys))


def sub_key(key: str, purpose: str) -> bytes:
    """Return 32 bytes for one purpose, from a key of the new form."""
    secret = urlsafe_b64decode(f"{key.removeprefix('ect2-')}=")
    derived = HKDF(
        SHA256(), length=_BYTES, salt=None, info=f"ect-bot {purpose}".encode()
    )
    return derived.derive(secret)


def row_keys(keys: Sequence[str]) -> tuple[bytes, ...]:
    """Return what rows are checked with, newest first; the newest writes.

    None while the newest key is of the old form: then rows are as they were before.
    """
    if not keys or not binds(keys[0]):
        return ()
    return tuple(sub_key(key, "rows 1") for key in keys if binds(key))


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
    if not keys or not are_keys(keys):
        raise BadKey(
            f"The key file {path} holds something other than keys, one a line. Put "
            "back the copy that you kept, or see docs/keys.md."
        )
    return keys


def make_key_file(path: Path, *, unbound: bool = False) -> None:
    """Make a key file with a fresh key, for its owner alone.

    With *unbound* what was kept before there was a key holds until `ectbot reseal`.
    Raises FileExistsError, and OSError for a folder that cannot be written to.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(path, [new_key(), UNBOUND] if unbound else [new_key()])
    make_names_last(path.parent)  # words must not outlive their key


def put_new_key_first(path: Path) -> None:
    """Put a fresh key in front of those in the file, whole or not at all.

    Raises BadKey and OSError.
    """
    _replace(path.resolve(), [new_key(), *read_key_file(path)])  # a link stays a link


def retire_older_keys(path: Path) -> bool:
    """Leave the newest key alone in the file; whether there was anything else in it.

    The others are kept in a file beside it, since older back-ups need them. They are in
    both if this is broken off. Raises BadKey and OSError.
    """
    newest, *older = read_key_file(path)
    if not older:
        return False
    retired = dict.fromkeys([*older, *retired_keys(path)])
    retired.pop(UNBOUND, None)
    if retired:
        _replace(retired_file(path), list(retired))
    _replace(path.resolve(), [newest])
    return True


def retired_keys(path: Path) -> tuple[str, ...]:
    """Return the keys that only back-ups need any more; raises BadKey."""
    return read_key_file(retired_file(path))


def retired_file(path: Path) -> Path:
    """Return where the keys are kept that were in a key file before."""
    resolved = path.resolve()
    return resolved.with_name(f"{resolved.name}.old")


def _replace(path: Path, keys: Sequence[str]) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)  # left over from a crash
    _write(beside, keys)
    beside.replace(path)
    make_names_last(path.parent)  # words must not outlive their key


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
