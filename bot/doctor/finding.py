"""What the doctor looked at: fine, to be put right, or for people to judge."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.kernel.formatting import format_day


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    mark: str  # "ok", "warn" or "fix"
    sentence: str

    @property
    def is_fine(self) -> bool:
        """Whether nothing has to be put right."""
        return self.mark != "fix"


def ok(sentence: str) -> Finding:
    """Say what is fine."""
    return Finding("ok", sentence)


def warn(sentence: str) -> Finding:
    """Say what only people can judge."""
    return Finding("warn", sentence)


def fix(sentence: str) -> Finding:
    """Say what has to be put right, and how."""
    return Finding("fix", sentence)


def format_moment(moment: datetime) -> str:
    """Return a moment in this machine's own time."""
    local = moment.astimezone()
    return f"{format_day(local.date())}, {local:%H:%M}"
