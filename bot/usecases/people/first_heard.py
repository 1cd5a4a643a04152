"""What is the first that somebody hears: nothing before Start, then who writes to them.

Asked when a message is to be posted, whatever made it: a line that a mentor types while
the school is being set up, or about somebody who was entered a minute ago.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.outbox.notices import CLAIM_LEASE, Notice, NoticeKind
from bot.domain.people.member import Member, Role
from bot.domain.school.set_up import is_started
from bot.ports.kinds import (
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    NOTICES,
    NOTICES_TO_SEND,
    OPEN_FLAGS,
    SET_UPS,
)
from bot.ports.store import Reading, Records
from bot.usecases.outbox.notices import notice_key, tell
from bot.usecases.people.welcoming import welcome_subject
from bot.usecases.sessions.flag_writing import put_before_tutor_again

_LOOKS_AGAIN = timedelta(hours=1)  # at a school that is still being set up


def held_for_start(records: Reading, notice: Notice, now: datetime) -> datetime | None:
    """Return when to look again at a message that no Start has let out; None: it is."""
    is_let_out = is_started(records.get(SET_UPS, notice.school))
    if notice.kind.comes_before_start or is_let_out:
        return None
    return now + _LOOKS_AGAIN


def is_introduced(records: Reading, notice: Notice) -> bool:
    """Whether the reader of a message has heard who writes, or need not first."""
    if notice.kind.is_answer or notice.kind is NoticeKind.FIRST_CONTACT:
        return True
    place = records.get(MEMBERS, f"{notice.school}/{notice.reader}")
    if place is None or not place.roles:
        return True
    return any(one.ts or not one.is_due for one in _introductions(records, place))


def introduce(records: Records, notice: Notice, now: datetime) -> datetime:
    """Have the introduction come before a message; return when that one may follow."""
    place = records.get(MEMBERS, f"{notice.school}/{notice.reader}")
    first = now - datetime.resolution  # what is ready goes out in that order
    pending = _introductions(records, place) if place else []
    for one in pending:
        if one.not_before > first:
            records.put(NOTICES, msgspec.structs.replace(one, not_before=first))
    for role in sorted(place.roles) if place and not pending else ():
        tell(
            records,
            NoticeKind.FIRST_CONTACT,
            reader=notice.reader,
            subject=welcome_subject(notice.school, role),
            school=notice.school,
            not_before=first,
        )
    claimed = [one.claimed_until for one in pending if one.claimed_until]
    return max([now, *claimed])


def let_out(records: Records, calendar: SchoolCalendar, now: datetime) -> None:
    """Let out, at Start, what was held back: it comes once its reader is introduced.

    All times outside teaching hours are put before their induction tutor as one day's.
    """
    school = calendar.school.id
    for notice in list(records.find(NOTICES_TO_SEND)):
        held = notice.claimed_until or now
        if notice.school == school and held > now + CLAIM_LEASE:
            records.put(NOTICES, msgspec.structs.replace(notice, claimed_until=None))
    for tutor in _tutors(records, school):
        for flag in list(records.find(OPEN_FLAGS, tutor, school)):
            put_before_tutor_again(records, calendar, flag, now)


def _introductions(records: Reading, place: Member) -> Sequence[Notice]:
    keys = [
        notice_key(
            NoticeKind.FIRST_CONTACT,
            welcome_subject(place.school, role),
            reader=place.person,
        )
        for role in Role
    ]
    return [one for one in records.get_each(NOTICES, keys) if one is not None]


def _tutors(records: Reading, school: SchoolId) -> list[PersonId]:
    members = records.find(MEMBERS_OF_SCHOOL, school)
    return [one.person for one in members if Role.INDUCTION_TUTOR in one.roles]
