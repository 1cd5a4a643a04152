"""How many reminders one person gets in a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, monday_of
from bot.domain.reminders.nudges import AFTERNOON, FRIDAY, NudgeKind

_DAY = timedelta(days=1)
MOST_A_WEEK = 5  # reminders to one person
# What is pointless later: other reminders leave room for these, and come with them.
CANNOT_WAIT = frozenset({NudgeKind.UPCOMING, NudgeKind.DIGEST})


@dataclass(frozen=True, slots=True)
class Week:
    """How many reminders somebody has had this week, and what is to come."""

    sent: int
    to_come: tuple[datetime, ...]  # what cannot wait, and on Friday the round-up

    @property
    def has_room(self) -> bool:
        """Whether what cannot wait still fits."""
        return self.sent < MOST_A_WEEK

    @property
    def has_room_to_spare(self) -> bool:
        """Whether another reminder fits beside those that are to come this week."""
        return self.sent + len(self.to_come) < MOST_A_WEEK


def week_of(
    calendar: SchoolCalendar,
    now: datetime,
    *,
    sent: int,
    cannot_wait: Iterable[datetime],
) -> Week:
    """Return a person's week, from Monday on.

    *cannot_wait* are the moments of reminders of that sort; those of one day come in
    one message. On Friday what was held back comes together: the round-up.
    """
    monday = monday_of(calendar.day_of(now))
    round_up = calendar.moment(monday + FRIDAY * _DAY, AFTERNOON)
    ends = calendar.moment(monday + 7 * _DAY, time())
    moments = sorted(one for one in (*cannot_wait, round_up) if now < one < ends)
    by_day = {calendar.day_of(one): one for one in reversed(moments)}
    return Week(sent, tuple(by_day[day] for day in sorted(by_day)))
