"""What the admin is shown of what is past its time."""

from dataclasses import dataclass
from datetime import date

from bot.domain.data_protection.retention_requests import RetentionRequest


@dataclass(frozen=True, slots=True)
class PastTime:
    """One month's look, as its reader sees it."""

    clearance: RetentionRequest
    school: str
    found_on: date
    goes_by_itself: bool  # a week after its reader was told
    may_clear: bool  # whether its reader may say so
    cleared_on: date | None = None
    cleared_by: str = ""  # a name; none where it went by itself
