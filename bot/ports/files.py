"""What the use cases need of files: handing some to a person, and taking one in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.kernel.record import PersonId, TeamId


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that the bot made for one person."""

    name: str  # as it is saved: "sessions-autumn-2026.xlsx"
    title: str
    content: bytes = field(repr=False)
    alt_text: str = ""  # what a screen reader says of a picture


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that somebody gave to the bot."""

    name: str
    content: bytes = field(repr=False)


class NotFetched(Exception):
    """The file cannot be had; str() says why, and what would work."""


class Files(Protocol):
    """Hands files over in direct messages, and takes in what people upload there."""

    def share(
        self,
        team: TeamId,
        reader: PersonId,
        files: Sequence[SharedFile],
        *,
        sentence: str,
    ) -> None:
        """Put files into the reader's DM, in one message that begins with *sentence*.

        Raises NotSent.
        """

    def fetch(self, team: TeamId, file_id: str, *, at_most_bytes: int) -> GivenFile:
        """Return a file that was uploaded to the bot.

        Raises NotFetched, also for one of more than *at_most_bytes*.
        """
