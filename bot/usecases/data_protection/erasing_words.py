"""Names in words that stay with others: what is taken out, left, or still to decide.

Notes are decided place by place. Of concerns nothing is told to whoever decides, not
even that there is one: they are all treated alike, as was said beforehand.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from bot.domain.data_protection.retention import Keep
from bot.domain.kernel.record import Record
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading
from bot.results.data_protection.erasing import Found
from bot.usecases.data_protection.redacting import Redaction, Shut, Text

R = TypeVar("R", bound=Record)

_WORDS = frozenset(
    kind
    for kind, purpose in PURPOSES.items()
    if purpose.keep is Keep.WORDS or kind is kinds.CONCERN_WORDS
)


def leave_it(_found: Found) -> bool:
    """Leave a name where it stands, and say so."""
    return False


class InWords:
    """Goes through the words that stay, and keeps account of them.

    *always*: the pairings whose words lose the name in any case, since they are the
    person's own; *in_concerns*: whether those of concerns do.
    """

    def __init__(
        self,
        records: Reading,
        withholding: Redaction,
        replaces: Callable[[Found], bool],
        *,
        always: frozenset[str],
        in_concerns: bool,
    ) -> None:
        self._records = records
        self._withholding = withholding
        self._replaces = replaces
        self._always = always
        self._in_concerns = in_concerns
        self.found = list[Found]()  # and left as it stands
        self.replaced = 0
        self.shut = 0
        self.shut_of_theirs = False

    def without(self, kind: Kind[Any], record: R) -> R:
        """Return a record with the names gone that are to go."""
        if kind not in _WORDS:
            return record
        try:
            texts = list(self._withholding.named_in(kind, record))
        except Shut:
            is_note = kind is not kinds.CONCERN_WORDS
            self.shut += is_note
            self.shut_of_theirs |= is_note and self._is_theirs(record)
            return record
        gone = [text for text in texts if self._goes(kind, record, text)]
        return self._withholding.without(kind, record, gone)

    def _goes(self, kind: Kind[Any], record: Record, text: Text) -> bool:
        if kind is kinds.CONCERN_WORDS:
            return self._in_concerns
        if self._is_theirs(record):
            return True
        place = f"{kind.name}/{kind.key(record)}/{text.field}"
        found = Found(place, kind.name, self._day_of(record), text.names)
        if self._replaces(found):
            self.replaced += 1
            return True
        self.found.append(found)
        return False

    def _is_theirs(self, record: Record) -> bool:
        return getattr(record, "pairing", None) in self._always

    def _day_of(self, words: Any) -> date | None:
        drop_in = self._records.get(kinds.DROP_INS, getattr(words, "drop_in", ""))
        if drop_in is not None:
            return drop_in.day
        of = getattr(words, "session", "") or getattr(words, "set_in", "")
        session = self._records.get(kinds.SESSIONS, of)
        return session.starts_at.date() if session is not None else None
