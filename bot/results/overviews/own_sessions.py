"""What somebody had as a mentor or an ECT, with the words that are theirs to read."""

from dataclasses import dataclass, field

from bot.results.entitlement.drop_ins import DropInCard
from bot.results.sessions.cards import SessionFacts
from bot.results.sessions.next_steps import StepsNoted


@dataclass(frozen=True, slots=True)
class OwnSessions:
    """The sessions and drop-ins that somebody had, newest first."""

    sessions: tuple[SessionFacts, ...]
    others: tuple[str, ...]  # with whom each session was
    drop_ins: tuple[DropInCard, ...] = ()
    open_steps: StepsNoted = field(default_factory=StepsNoted)
