"""What an erasure or a clearing out does, or would do: numbers, and what is left."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """Where words that stay with others name the person; never the words themselves."""

    place: str  # names the text among all others
    kind: str  # of the record, by its name in the store
    day: date | None  # of the session or drop-in that it belongs to
    names: tuple[str, ...]  # as they stand there


@dataclass(frozen=True, slots=True)
class Left:
    """Records that still name the person, and what they are for."""

    what: str
    records: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many records went, and how many stay without a name.

    Kinds are not told apart: that there was a concern is nobody's to learn from it.
    """

    certificate: str  # names it in the audit
    removed: int
    unnamed: int
    held: int  # people whose records were left alone, since something is open
    is_done: bool  # False: it was only counted
    # Of an erasure: records with words that stay with others, without the name; and
    # what stays as it is.
    words_left: int | None = None
    found: tuple[Found, ...] = ()  # still to be decided, or left
    replaced: int = 0  # of what was found
    shut: int = 0  # texts that no key opens, so that nobody knows
    left: tuple[Left, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not self.removed and not self.unnamed
