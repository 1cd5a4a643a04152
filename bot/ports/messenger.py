"""What the use cases need of Slack: telling one person something, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.domain.concerns import chat
from bot.domain.kernel.record import PersonId, TeamId
from bot.domain.outbox.notices import NoticeKind
from bot.results.concerns.cards import ConcernCard, TutorNeed
from bot.results.data_protection.retention_requests import PastTime
from bot.results.entitlement.drop_ins import DropInCard
from bot.results.entitlement.training import TrainingCard
from bot.results.people.pages import (
    BothRolesCard,
    HandedOver,
    InductionPrompt,
    NewMentor,
)
from bot.results.people.welcome import WelcomeShown
from bot.results.planning.plans import NotThen, PlanChangeCard
from bot.results.reminders.nudges import NudgeRound, TroubleShown
from bot.results.sessions.cards import FlagDay, FlaggedSession, SessionCard


@dataclass(frozen=True, slots=True)
class Receipt:
    """The mentor's lasting receipt of a session."""

    card: SessionCard


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """What a mentor's change did to their plans, for that mentor."""

    card: PlanChangeCard


@dataclass(frozen=True, slots=True)
class SeriesChanged:
    """What a mentor did to several planned sessions, for their ECT."""

    card: PlanChangeCard


@dataclass(frozen=True, slots=True)
class SessionNotThen:
    """What became of a session of which its ECT was reminded, for that ECT."""

    shown: NotThen


@dataclass(frozen=True, slots=True)
class LoggedForEct:
    """What an ECT sees of a session that their mentor logged."""

    card: SessionCard


@dataclass(frozen=True, slots=True)
class DropInReceipt:
    """The mentor's lasting receipt of a drop-in."""

    card: DropInCard


@dataclass(frozen=True, slots=True)
class DropInForEct:
    """What an ECT sees of a drop-in that their mentor noted."""

    card: DropInCard


@dataclass(frozen=True, slots=True)
class TrainingReceipt:
    """The mentor's lasting receipt of some minutes of training."""

    card: TrainingCard


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """What a mentor sees when the ECT says how a session was."""

    card: SessionCard


@dataclass(frozen=True, slots=True)
class OutOfHours:
    """What an induction tutor sees of a day's flags."""

    flags: FlagDay


@dataclass(frozen=True, slots=True)
class TalkAsked:
    """What a mentor sees when the induction tutor would like to talk about a flag."""

    flagged: FlaggedSession


@dataclass(frozen=True, slots=True)
class AboutConcern:
    """What either of the two who share a concern is told about it; never its words."""

    kind: NoticeKind
    card: ConcernCard
    occasion: str


@dataclass(frozen=True, slots=True)
class TutorNeeded:
    """What a headteacher is told when no induction tutor is there."""

    need: TutorNeed


@dataclass(frozen=True, slots=True)
class Reminders:
    """All that somebody is reminded of in one message."""

    round: NudgeRound


@dataclass(frozen=True, slots=True)
class Unreached:
    """What an admin is told of somebody who cannot be reached; never about what."""

    name: str


@dataclass(frozen=True, slots=True)
class NotShown:
    """What an admin is told of a message that the bot could not make; never which."""

    name: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """What somebody is told at the first contact, in one of their roles."""

    shown: WelcomeShown


@dataclass(frozen=True, slots=True)
class TermsEnd:
    """What an admin is told when the last term that was entered is near its end."""

    last_day: date


@dataclass(frozen=True, slots=True)
class ContactsOld:
    """What an admin is told a year after somebody last checked the contacts."""

    confirmed_on: date


@dataclass(frozen=True, slots=True)
class KeptTooLong:
    """What an admin is told once a month of what is past its time."""

    shown: PastTime


@dataclass(frozen=True, slots=True)
class JobInTrouble:
    """What an admin is told when a part of the bot itself does not run well."""

    shown: TroubleShown


@dataclass(frozen=True, slots=True)
class MentorChanged:
    """What an ECT or their new mentor is told of each other, and of earlier notes."""

    shown: NewMentor


@dataclass(frozen=True, slots=True)
class MentoringEnds:
    """What a mentor is told when somebody else takes over, or an ECT stops."""

    shown: HandedOver


@dataclass(frozen=True, slots=True)
class InductionAsks:
    """What an induction tutor is asked to see to when an ECT leaves or is absent."""

    prompt: InductionPrompt


@dataclass(frozen=True, slots=True)
class BothRolesAsked:
    """What a headteacher, or whoever asked, sees about one person in both roles."""

    card: BothRolesCard


Content = (
    Receipt
    | PlanChanged
    | SeriesChanged
    | SessionNotThen
    | LoggedForEct
    | DropInReceipt
    | DropInForEct
    | TrainingReceipt
    | CorrectionAsked
    | OutOfHours
    | TalkAsked
    | AboutConcern
    | TutorNeeded
    | Reminders
    | Unreached
    | NotShown
    | TermsEnd
    | ContactsOld
    | Welcome
    | KeptTooLong
    | JobInTrouble
    | MentorChanged
    | MentoringEnds
    | InductionAsks
    | BothRolesAsked
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a direct conversation with the bot, as it stands now."""

    ts: str
    text: str
    by_bot: bool
    is_offer: bool = False  # the bot's "what would you like?", with its buttons
    ends_offer: bool = False  # what took its place when that was answered


@dataclass(frozen=True, slots=True)
class Offer:
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

    def offer(self, team: TeamId, channel: str, offer: Offer) -> Posted:
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
