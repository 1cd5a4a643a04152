"""How somebody wants to be reminded: per kind on, quieter or off, and snoozed until."""

from enum import StrEnum

from bot.domain.nudges import NudgeKind
from bot.domain.record import PersonId, Record
from bot.domain.sessions import Instant

IGNORED_RUNNING = 3  # after that a kind slows itself down


class Level(StrEnum):
    """How much of a kind somebody wants."""

    ON = "on"
    QUIETER = "quieter"  # once, with no repeats; weekly ones every other week
    OFF = "off"


WEEKLY = frozenset(
    {
        NudgeKind.NOTHING_PLANNED,
        NudgeKind.WEEK_AHEAD,
        NudgeKind.GAP,
        NudgeKind.DIGEST,
    }
)


class Preference(Record, frozen=True, kw_only=True):
    """What one person has set for one kind; concern clocks cannot be set."""

    person: PersonId
    kind: NudgeKind
    level: Level
    snoozed_until: Instant | None = None
    by_itself: bool = False  # slowed down because nothing was done with it
    slowed_in: str | None = None  # the message that says so, once
    set_at: Instant | None = None  # what was ignored before that counts no more


DEFAULT_LEVELS = {
    kind: Level.OFF if kind is NudgeKind.HOUR_BEFORE else Level.ON for kind in NudgeKind
}
