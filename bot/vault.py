"""The vault: seals words with Fernet.

Fernet is AES-128 in CBC mode with an HMAC-SHA-256 (cryptography.io/en/latest/fernet).
A sealed text tells its length, within 16 bytes, and when it was sealed. Keys come
newest first: the newest seals, each of them opens.
"""

import logging
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.record import Sealed
from bot.keys import UNBOUND, binds, sub_key
from bot.ports.vault import NoKey

log = logging.getLogger(__name__)


class FernetVault:
    """Seals with the newest of *keys* and opens with any; with none, does neither.

    Raises ValueError for one that `are_keys` says is none.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        with_keys = [_fernet(key) for key in keys if key != UNBOUND]
        self._keys = MultiFernet(with_keys) if with_keys else None

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


def _fernet(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sub_key(key, "words")) if binds(key) else key)
