"""What is held about one person, for that person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.data_protection.retention import Keep, Retention
from bot.domain.kernel.record import PersonId


@dataclass(frozen=True, slots=True)
class OwnPart:
    """The records of one kind, as plain values."""

    kind: str
    why: str
    keep: Keep
    records: tuple[Mapping[str, Any], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnData:
    """All that is held about a person, but for other people's words."""

    person: PersonId
    made_at: datetime
    ask: tuple[tuple[str, PersonId], ...]  # school, and whom to ask there
    retention: Retention
    parts: tuple[OwnPart, ...]
    names: Mapping[str, str] = field(repr=False)  # of the people in it, by id

    @property
    def total(self) -> int:
        """How many records there are."""
        return sum(len(part.records) for part in self.parts)
