"""What an erasure or a clearing out does, or would do: numbers alone."""

from dataclasses import dataclass


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
    # Of an erasure: records with words that stay with others, without the name.
    words_left: int | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not self.removed and not self.unnamed
