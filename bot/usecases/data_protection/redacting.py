"""Finding a person's name in words that stay with somebody else, and taking it out.

Words are sealed, so nothing that looks through the records finds a name in them. They
are opened for this alone, in memory, and shown to nobody
(docs/decisions/0026-names-in-the-words-of-others.md).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from bot.domain.kernel.record import PersonId, Record
from bot.domain.people.member import Member
from bot.ports.kinds import MEMBERS
from bot.ports.store import Kind, Reading
from bot.ports.vault import Vault
from bot.usecases.data_protection.naming import namer
from bot.usecases.data_protection.resealing import sealed_in
from bot.usecases.kernel.sealed_words import opened, place_of

R = TypeVar("R", bound=Record)

WITHHELD = "[name removed]"
_LIKE = str.maketrans("’‘ʼ´`‐‑‒–—\u00a0", "'''''-----\u0020")
_PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d"}


class Shut(Exception):
    """No key that is here opens the words, so whether they name somebody is unknown."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sealed text, opened: where it names the person."""

    field: str
    words: str
    spans: tuple[tuple[int, int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names, as they stand there."""
        return tuple(self.words[start:end] for start, end in self.spans)


class Redaction:
    """Knows how one person can be named: by id, whole name, first name or last name.

    Accents, apostrophes and hyphens may be written otherwise. A part of a name that
    somebody else at the school has too says nothing, and is not looked for; nor is one
    that begins with a small letter, as in "will".
    """

    def __init__(
        self, records: Reading, vault: Vault, person: PersonId, names: Iterable[str]
    ) -> None:
        self._records = records
        self._vault = vault
        members: Iterable[Member] = records.every(MEMBERS)
        of_others = {
            part
            for member in members
            if member.person != person
            for part in _parts(member.name)
        }
        whole = {_folded(name)[0] for name in names}
        self._whole = namer(_folded(person)[0], *whole)
        parts = {part for name in whole for part in _parts(name)} - of_others
        self._parts = namer(*parts) if parts else None

    def named_in(self, kind: Kind[Any], record: Record) -> Iterator[Text]:
        """Yield the texts of a record that name the person; raises Shut."""
        for field in sealed_in(kind, record):
            words = opened(self._vault, self._records, kind, record, field=field)
            if words is None:
                raise Shut
            spans = tuple(self._spans(words))
            if spans:
                yield Text(field, words, spans)

    def without(self, kind: Kind[Any], record: R, texts: Iterable[Text]) -> R:
        """Return a record whose texts name the person no more."""
        anew = {}
        for text in texts:
            left, at = "", 0
            for start, end in text.spans:
                left, at = f"{left}{text.words[at:start]}{WITHHELD}", end
            place = place_of(self._records, kind, kind.key(record), text.field)
            anew[text.field] = self._vault.seal(left + text.words[at:], place)
        return msgspec.structs.replace(record, **anew) if anew else record

    def _spans(self, words: str) -> Iterator[tuple[int, int]]:
        folded, at = _folded(words)
        found = [hit.span() for hit in self._whole.finditer(folded)]
        for hit in self._parts.finditer(folded) if self._parts else ():
            start, end = hit.span()
            is_within = any(a <= start and end <= b for a, b in found)
            if not is_within and words[at[start]].isupper():
                found.append((start, end))
        for start, end in sorted(found):
            yield at[start], at[end]


def _parts(name: str) -> list[str]:
    return re.split(r"[\s-]+", _folded(name)[0].strip())


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without accents and capitals, and where each letter of it stood."""
    folded, at = "", list[int]()
    for index, letter in enumerate(text):
        small = letter.translate(_LIKE).casefold()
        for plain in unicodedata.normalize("NFKD", _PLAIN.get(small, small)):
            if not unicodedata.combining(plain):
                folded += plain
                at.append(index)
    return folded, [*at, len(text)]
