"""Taking a person's name out of words that stay with somebody else.

Words are sealed, so nothing that looks through the records finds a name in them.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from bot.domain.people import Member
from bot.domain.record import PersonId, Record
from bot.ports.kinds import MEMBERS
from bot.ports.store import Kind, Reading
from bot.ports.vault import Vault
from bot.usecases.naming import namer
from bot.usecases.resealing import sealed_in
from bot.usecases.sealed_words import opened, place_of

R = TypeVar("R", bound=Record)

WITHHELD = "(name withheld)"


class Shut(Exception):
    """No key that is here opens the words, so whether they name somebody is unknown."""


class Withholding:
    """Knows how one person can be named: by id, whole name, first name or last name.

    A part of a name that somebody else at the school has too says nothing, and stays.
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
            for part in member.name.split()
        }
        whole = set(names)
        parts = {part for name in whole for part in name.split()} - of_others
        self._names = namer(person, *whole, *parts)

    def without(self, kind: Kind[Any], record: R) -> R:
        """Return a record whose words name them no more, the same if they never did.

        Raises Shut.
        """
        anew = {}
        for field in sealed_in(kind, record):
            words = opened(self._vault, self._records, kind, record, field=field)
            if words is None:
                raise Shut
            left = self._names.sub(WITHHELD, words)
            if left != words:
                place = place_of(self._records, kind, kind.key(record), field)
                anew[field] = self._vault.seal(left, place)
        return msgspec.structs.replace(record, **anew) if anew else record
