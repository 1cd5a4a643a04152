"""What the use cases need of Slack: telling one person something, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.record import PersonId, TeamId
from bot.domain.results import FlagDay, FlaggedSession, SessionCard


@dataclass(frozen=True, slots=True)
class Receipt:
    """The mentor's lasting receipt of a session."""

    card: SessionCard


@dataclass(frozen=True, slots=True)
class LoggedForEct:
    """What an ECT sees of a session that their mentor logged."""

    card: SessionCard


@dataclass(frozen=True, slots=True)
class OutOfHours:
    """What an induction tutor sees of a day's flags."""

    flags: FlagDay


@dataclass(frozen=True, slots=True)
class TalkAsked:
    """What a mentor sees when the induction tutor would like to talk about a flag."""

    flagged: FlaggedSession


Content = Receipt | LoggedForEct | OutOfHours | TalkAsked


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands in Slack."""

    channel: str
    ts: str


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

    def find(
        self, team: TeamId, reader: PersonId, key: str, since: datetime
    ) -> Posted | None:
        """Look for a message marked with *key*, posted since, after a crash.

        Raises NotSent.
        """
        ...
