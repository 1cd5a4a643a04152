"""Telling whoever sees to a school what is to be seen to there, once."""

from datetime import datetime

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import PersonId
from bot.domain.outbox.notices import NoticeKind
from bot.ports.store import Records
from bot.usecases.outbox.notices import tell_once
from bot.usecases.outbox.shown_to import who_sees_to
from bot.usecases.outbox.weekly_cap import next_room


def tell_who_sees_to(
    records: Records,
    calendar: SchoolCalendar,
    kind: NoticeKind,
    *,
    subject: str,
    now: datetime,
    but_not: PersonId | None = None,
) -> None:
    """Tell whom people ask at a school, or who else may see to it.

    *but_not* is whom it is about, if it is about somebody.
    """
    reader = who_sees_to(records, calendar.school, kind, but_not=but_not)
    if reader is not None:
        comes_at = calendar.next_contact(now, reader)
        if kind.is_counted_a_week:
            comes_at = next_room(records, calendar, reader, now)
        tell_once(
            records,
            kind,
            reader=reader.person,
            subject=subject,
            school=calendar.school.id,
            not_before=comes_at,
        )
