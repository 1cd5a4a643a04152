"""How somebody wants to be reminded: per kind on, quieter or off, and snoozed until."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record
from bot.domain.reminders.nudges import NudgeKind

IGNORED_RUNNING = 3  # after that a kind slows itself down


class Level(StrEnum):
    """How much of a kind somebody wants."""

    ON = "on"
    QUIETER = "quieter"  # once, with no repeats; weekly ones every other week
    OFF = "off"


WEEKLY = frozenset(
    {NudgeKind.NOTHING_PLANNED, NudgeKind.WEEK_AHEAD, NudgeKind.GAP, NudgeKind.DIGEST}
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


class Later(StrEnum):
    """Until when somebody puts a reminder off."""

    HOUR = "hour"
    TOMORROW = "tomorrow"
    WEEK = "week"


def put_off(later: Later, now: datetime, calendar: SchoolCalendar) -> datetime:
    """Return until when a reminder is put off; it then keeps office hours.

    Days are the school's own: past midnight in summer, UTC's is the one before.
    """
    if later is Later.HOUR:
        return now + timedelta(hours=1)
    today = calendar.day_of(now)
    days = 1 if later is Later.TOMORROW else 7 - today.weekday()  # Monday
    return calendar.moment(today + timedelta(days=days), time())
