"""Who has looked at something, as the person whom it concerns sees it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Looks:
    """How often one person opened a record, and when last (local)."""

    by: str
    times: int
    last: datetime
