"""Room in somebody's week: no more than five reminders; all else comes as it is."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, monday_of
from bot.domain.kernel.record import PersonId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.outbox.weekly_cap import CANNOT_WAIT, Week, week_of
from bot.domain.people.member import Member
from bot.ports.kinds import NUDGES_TO_COME, UNPROMPTED
from bot.ports.store import Reading

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MOST_WEEKS_HELD = 4


def week_for(
    records: Reading, calendar: SchoolCalendar, reader: Member, at: datetime
) -> Week:
    """Return the week of a moment as it stands for a reader."""
    begins, ends = _bounds(calendar, at)
    waiting = records.find(NUDGES_TO_COME, reader.person, at_least=at, below=ends)
    sent = records.count(UNPROMPTED, reader.person, at_least=begins, below=ends)
    return week_of(
        calendar,
        at,
        sent=sent,
        cannot_wait=[n.not_before for n in waiting if n.kind in CANNOT_WAIT],
    )


def last_reminders(
    records: Reading, calendar: SchoolCalendar, reader: Member, now: datetime
) -> Notice | None:
    """Return the newest message of reminders of this week."""
    begins, ends = _bounds(calendar, now)
    sent = records.find(UNPROMPTED, reader.person, at_least=begins, below=ends)
    found = [n for n in sent if n.kind is NoticeKind.NUDGES and n.posted_at]
    return found[-1] if found else None


def when_room(
    records: Reading, calendar: SchoolCalendar, reader: Member, now: datetime
) -> datetime:
    """Return when a reminder that was held back may come.

    That is with the next message that cannot wait, on Friday at the latest; or next
    week where there is no room left at all.
    """
    week = week_for(records, calendar, reader, now)
    if week.has_room and week.to_come:
        return calendar.next_contact(week.to_come[0], reader)
    return _next_week(calendar, reader, now)


def next_room(
    records: Reading, calendar: SchoolCalendar, reader: Member, now: datetime
) -> datetime:
    """Return the first moment from now on at which a reminder of its own fits.

    After four full weeks it comes all the same: held back for longer, it would be of no
    use to anybody.
    """
    moment = calendar.next_contact(now, reader)
    ask_for_room(records, [reader.person], now)
    for _ in range(_MOST_WEEKS_HELD):
        if week_for(records, calendar, reader, moment).has_room_to_spare:
            break
        moment = _next_week(calendar, reader, moment)
    return moment


def ask_for_room(records: Reading, readers: Iterable[PersonId], now: datetime) -> None:
    """Ask at once for what the room in several readers' weeks follows from."""
    starts = [(reader,) for reader in dict.fromkeys(readers)]
    until = now + (_MOST_WEEKS_HELD + 1) * _WEEK
    records.ask_ahead(NUDGES_TO_COME, starts, at_least=now, below=until)
    since = now - _WEEK - _DAY
    records.ask_ahead(UNPROMPTED, starts, at_least=since, below=until)


def _bounds(calendar: SchoolCalendar, at: datetime) -> tuple[datetime, datetime]:
    monday = monday_of(calendar.day_of(at))
    return calendar.moment(monday, time()), calendar.moment(monday + _WEEK, time())


def _next_week(calendar: SchoolCalendar, reader: Member, moment: datetime) -> datetime:
    monday = monday_of(calendar.day_of(moment)) + _WEEK
    return calendar.next_contact(calendar.moment(monday, time()), reader)
