"""Encrypt words so that they can be read in their place alone.

A key of the new form seals with AES-256 in GCM, and what a text is bound to is its
associated data (cryptography.io/en/latest/hazmat/primitives/aead). Keys of the old form
are Fernet's (AES-128 in CBC mode with an HMAC-SHA-256), and bind nothing. A sealed text
tells its length, within 64 bytes; of the old form, within 16, and when it was sealed.
"""

import logging
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.padding import PKCS7

from bot.domain.kernel.record import Sealed
from bot.keys import UNBOUND, binds, sub_key
from bot.ports.vault import NoKey, Place

log = logging.getLogger(__name__)

_NONCE_BYTES = 12
_PADDED_TO = PKCS7(64 * 8)  # bits


class KeyVault:
    """Seals with the newest of *keys* and opens with any; with none, does neither.

    Raises ValueError for one that `are_keys` says is none.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(key for key in keys if key != UNBOUND)
        self._ciphers = [
            _Binding(key) if binds(key) else _OldForm(key) for key in self._keys
        ]

    @property
    def newest(self) -> "KeyVault":
        """The same with the newest key alone."""
        return KeyVault(self._keys[:1])

    @property
    def has_key(self) -> bool:
        """Whether anything can be sealed."""
        return bool(self._ciphers)

    def seal(self, text: str, place: Place) -> Sealed:
        """Return *text* sealed with the newest key, for its place; raises NoKey."""
        return Sealed(self.seal_bytes(text.encode(), _as_bytes(place)).decode())

    def opened(self, sealed: Sealed, place: Place) -> str | None:
        """Return the words, or None: no key, damage, or not sealed for this place."""
        try:
            opened = self.opened_bytes(sealed.encode(), _as_bytes(place))
            return None if opened is None else opened.decode()
        except UnicodeError:
            return None

    def seal_bytes(self, content: bytes, use: bytes) -> bytes:
        """Return *content* sealed with the newest key for a use, in one line.

        Raises NoKey.
        """
        if not self._ciphers:
            log.error("there is no key to seal with: nothing that was written is kept")
            raise NoKey
        return self._ciphers[0].sealed(content, use)

    def opened_bytes(self, sealed: bytes, use: bytes) -> bytes | None:
        """Return what was sealed, or None: no key, damage, or not for this use."""
        found = (cipher.opened(sealed, use) for cipher in self._ciphers)
        return next((opened for opened in found if opened is not None), None)


class _Binding:
    """Seals with a key of the new form."""

    def __init__(self, key: str) -> None:
        self._cipher = AESGCM(sub_key(key, "words 1"))

    def sealed(self, content: bytes, use: bytes) -> bytes:
        padder, nonce = _PADDED_TO.padder(), os.urandom(_NONCE_BYTES)
        padded = padder.update(content) + padder.finalize()
        return urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, padded, use))

    def opened(self, sealed: bytes, use: bytes) -> bytes | None:
        try:
            whole = urlsafe_b64decode(sealed)
            nonce, rest = whole[:_NONCE_BYTES], whole[_NONCE_BYTES:]
            unpadder = _PADDED_TO.unpadder()
            padded = self._cipher.decrypt(nonce, rest, use)
            return unpadder.update(padded) + unpadder.finalize()
        except (InvalidTag, ValueError):  # the second: cut short, or no Base64
            return None


class _OldForm:
    """Seals with a bare key of Fernet, which knows no use."""

    def __init__(self, key: str) -> None:
        self._cipher = Fernet(key)

    def sealed(self, content: bytes, _use: bytes) -> bytes:
        return self._cipher.encrypt(content)

    def opened(self, sealed: bytes, _use: bytes) -> bytes | None:
        try:
            return self._cipher.decrypt(sealed)
        except (InvalidToken, ValueError):  # the second: other than ASCII
            return None


def _as_bytes(place: Place) -> bytes:
    return msgspec.json.encode(place)
