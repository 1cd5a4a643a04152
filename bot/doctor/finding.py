"""One thing that the doctor looked at, and how a moment is said."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.kernel.formatting import format_day


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    is_fine: bool
    sentence: str
    warns: bool = False  # of what only people can judge

    @property
    def mark(self) -> str:
        """The one word before the sentence."""
        if self.warns:
            return "warn"
        return "ok" if self.is_fine else "fix"


def said(moment: datetime) -> str:
    """Say a moment in this machine's own time."""
    local = moment.astimezone()
    return f"{format_day(local.date())}, {local:%H:%M}"
