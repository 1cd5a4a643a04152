"""A workspace's installation of the bot, where one bot serves several workspaces."""

from datetime import datetime, timedelta

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import Record, Sealed

STATE_GOOD_FOR = timedelta(minutes=10)  # Slack's own page asks for no longer


class Installation(Record, frozen=True, kw_only=True):
    """What a workspace gave the bot when it was installed there."""

    bot_token: Sealed | None  # None: it was removed, or its token taken back
    bot_user: str
    bot_id: str
    scopes: tuple[str, ...]
    installed_at: Instant


class InstallState(Record, frozen=True, kw_only=True):
    """The word that a browser must bring back from Slack: it is good once."""

    state: str
    until: Instant

    def is_good(self, now: datetime) -> bool:
        """Whether an installation that began with it may still end."""
        return now < self.until
