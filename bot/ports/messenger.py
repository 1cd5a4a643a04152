"""What the use cases need of Slack: telling one person something, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.concerns import chat
from bot.domain.kernel.record import PersonId, TeamId
from bot.domain.outbox.notices import NoticeKind


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows: for each kind, what `bot/messages.py` gathers."""

    kind: NoticeKind
    shown: Any


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a direct conversation with the bot, as it stands now."""

    ts: str
    text: str
    by_bot: bool
    is_offer: bool = False  # the bot's "what would you like?", with its buttons
    ends_offer: bool = False  # what took its place when that was answered


@dataclass(frozen=True, slots=True)
class ChatOffer:
    """Ways on from something said in a direct conversation, below it."""

    heard: chat.Heard
    may_raise: bool
    thread: str | None = None
    together: bool = False  # with what was written before


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Account:
    """What Slack says of a person: their name there, and what they look after."""

    name: str
    is_admin: bool  # of the workspace, or its owner
    is_app: bool = False  # and no person


class NotSent(Exception):
    """Slack did not take the message; str() is Slack's own error code.

    *retry_after* is when Slack asked to be tried again; *for_good* says that trying
    again cannot help. *unknown* says that nobody can tell whether it was posted.
    """

    def __init__(
        self,
        code: str,
        *,
        retry_after: timedelta | None = None,
        for_good: bool = False,
        unknown: bool = False,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.for_good = for_good
        self.unknown = unknown


class Messenger(Protocol):
    """Sends and edits direct messages; draws the content; never retries by itself."""

    def post(
        self, team: TeamId, reader: PersonId, key: str, content: Content
    ) -> Posted:
        """Post to the reader's DM, marked with *key*.

        Raises NotSent.
        """
        ...

    def edit(self, team: TeamId, at: Posted, key: str, content: Content) -> None:
        """Draw a posted message anew.

        Raises NotSent.
        """
        ...

    def is_active(self, team: TeamId, person: PersonId) -> bool:
        """Whether a person still has an account; raises NotSent."""
        ...

    def account(self, team: TeamId, person: PersonId) -> Account:
        """Return what Slack says of a person; raises NotSent."""
        ...

    def dm_of(self, team: TeamId, person: PersonId) -> str:
        """Return the channel of the bot's own DM with a person; raises NotSent."""
        ...

    def heard(
        self, team: TeamId, channel: str, *, thread: str | None
    ) -> Sequence[Heard]:
        """Return the latest messages of a direct conversation, newest first.

        With *thread*, those of that thread. Raises NotSent.
        """
        ...

    def offer(self, team: TeamId, channel: str, offer: ChatOffer) -> Posted:
        """Offer ways on in a direct conversation; raises NotSent."""
        ...

    def take_down(self, team: TeamId, at: Posted) -> None:
        """Delete a message of the bot's own; one that is gone is no fault.

        Raises NotSent.
        """
        ...

    def end_offer(self, team: TeamId, at: Posted, sentence: str) -> None:
        """Put a sentence in an offer's place; one that is gone is no fault.

        Raises NotSent.
        """
        ...

    def find(
        self, team: TeamId, reader: PersonId, key: str, since: datetime
    ) -> Posted | None:
        """Look for a message marked with *key*, posted since, after a crash.

        Raises NotSent.
        """
        ...
