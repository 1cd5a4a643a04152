"""Keeping the flags on sessions outside teaching hours true (R8).

A series at one time outside teaching hours is one question: the flag of one of its
sessions stands for all that keep its time, whatever becomes of that one.
"""

from datetime import datetime

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import PersonId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.member import Role
from bot.domain.planning.series import Series
from bot.domain.sessions.flags import Flag
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.ports.kinds import (
    FLAGS,
    FLAGS_OF_DAY,
    INDUCTIONS,
    MEMBERS_OF_SCHOOL,
    OPEN_FLAGS,
    SERIES,
    SESSIONS,
    SESSIONS_OF_SERIES,
)
from bot.ports.store import Reading, Records
from bot.usecases.kernel.lookup import Mentoring, member
from bot.usecases.outbox.notices import renew, tell
from bot.usecases.outbox.weekly_cap import next_room


def settle_flag(
    records: Records,
    about: Mentoring,
    session: Session,
    *,
    before: Session | None,
    now: datetime,
) -> None:
    """Raise, keep, renew, hand on or drop the flag on a session (R8)."""
    flag = records.get(FLAGS, session.id)
    stands = _stands(about, session)
    series = _series_that_holds(records, about, session) if stands else None
    if flag is not None and (not stands or flag.series != (series and series.id)):
        _let_go(records, about, flag)
        flag = None
    if not stands or (series is not None and series.flagged is not None):
        return
    if flag is None or before is None or _moved(before, session):
        raised = _raise_flag(records, about, session, series, old=flag, now=now)
        if series is not None:
            flagged = msgspec.structs.replace(series, flagged=raised.session)
            records.put(SERIES, flagged)


def flag_about(records: Reading, about: Mentoring, session: Session) -> Flag | None:
    """Return the flag on a session: its own, or the one that stands for its series."""
    own = records.get(FLAGS, session.id)
    if own is not None or not _stands(about, session):
        return own
    series = _series_that_holds(records, about, session)
    return records.get(FLAGS, series.flagged) if series and series.flagged else None


def hand_on_flags(
    records: Records,
    calendar: SchoolCalendar,
    ect: PersonId,
    *,
    before: PersonId,
    tutor: PersonId,
    now: datetime,
) -> None:
    """Have an ECT's next induction tutor answer what the one *before* has not (R8)."""
    for flag in list(records.find(OPEN_FLAGS, before, calendar.school.id)):
        session = records.get(SESSIONS, flag.session)
        # Nobody is flagged to themselves.
        if session is not None and session.ect == ect and session.mentor != tutor:
            _hand_on(records, calendar, flag, tutor=tutor, now=now)


def hand_on_all_flags(
    records: Records, calendar: SchoolCalendar, *, before: PersonId, now: datetime
) -> None:
    """Have others answer what somebody has not who is an induction tutor no more (R8).

    The ECT's own induction tutor comes first, and never who held the session; where
    nobody else is left the flag waits, and the session is counted as any other.
    """
    school = calendar.school.id
    tutors = [
        one.person
        for one in records.find(MEMBERS_OF_SCHOOL, school)
        if Role.INDUCTION_TUTOR in one.roles
    ]
    for flag in list(records.find(OPEN_FLAGS, before, school)):
        session = records.get(SESSIONS, flag.session)
        if session is None:
            continue
        induction = records.get(INDUCTIONS, f"{school}/{session.ect}")
        own = induction.tutor if induction else before
        others = [tutor for tutor in tutors if tutor not in {before, session.mentor}]
        if others:
            tutor = own if own in others else others[0]
            _hand_on(records, calendar, flag, tutor=tutor, now=now)


def _hand_on(
    records: Records,
    calendar: SchoolCalendar,
    flag: Flag,
    *,
    tutor: PersonId,
    now: datetime,
) -> None:
    handed_on = msgspec.structs.replace(flag, tutor=tutor)
    _put_before_tutor(records, calendar, handed_on, now)
    renew(records, flag_day(flag))


def flag_day(flag: Flag) -> str:
    """Name the message that holds a flag: one a school day for each tutor."""
    return f"{flag.school}|{flag.tutor}|{flag.raised_on.isoformat()}"


def _stands(about: Mentoring, session: Session) -> bool:
    return (
        session.state in {SessionState.PLANNED, SessionState.HELD}
        and session.time_class is not TimeClass.TEACHING
        and about.induction.tutor != session.mentor  # nobody is flagged to themselves
    )


def _series_that_holds(
    records: Reading, about: Mentoring, session: Session
) -> Series | None:
    series = records.get(SERIES, session.series) if session.series else None
    if series is None or not series.holds(session, about.calendar):
        return None
    return series


def _let_go(records: Records, about: Mentoring, flag: Flag) -> None:
    """Drop a flag, or hand one that stands for a series to another session of it."""
    records.remove(FLAGS, flag.session)
    renew(records, flag_day(flag))
    series = records.get(SERIES, flag.series) if flag.series else None
    if series is None:
        return
    heir = next(
        (
            one
            for one in records.find(SESSIONS_OF_SERIES, series.id)
            if one.id != flag.session
            and _stands(about, one)
            and series.holds(one, about.calendar)
        ),
        None,
    )
    if heir is not None:
        records.put(FLAGS, msgspec.structs.replace(flag, session=heir.id))
    flagged = heir.id if heir is not None else None
    records.put(SERIES, msgspec.structs.replace(series, flagged=flagged))


def _raise_flag(
    records: Records,
    about: Mentoring,
    session: Session,
    series: Series | None,
    *,
    old: Flag | None,
    now: datetime,
) -> Flag:
    flag = Flag(
        session=session.id,
        school=session.school,
        tutor=about.induction.tutor,
        raised_on=about.calendar.day_of(now),
        series=series.id if series is not None else None,
    )
    kept = _put_before_tutor(records, about.calendar, flag, now)
    if old is not None and old.raised_on != kept.raised_on:
        renew(records, flag_day(old))
    return kept


def put_before_tutor_again(
    records: Records, calendar: SchoolCalendar, flag: Flag, now: datetime
) -> None:
    """Put a flag of which its tutor has not heard with those of their next day."""
    kept = _put_before_tutor(records, calendar, flag, now)
    if kept.raised_on != flag.raised_on:
        renew(records, flag_day(flag))


def _put_before_tutor(
    records: Records, calendar: SchoolCalendar, flag: Flag, now: datetime
) -> Flag:
    """Keep a flag with those of the tutor's next day of contact, and tell of them."""
    tutor = member(records, flag.school, flag.tutor)
    not_before = calendar.next_contact(now, tutor)
    day = calendar.day_of(not_before)
    if not records.find(FLAGS_OF_DAY, tutor.person, flag.school, day):
        not_before = next_room(records, calendar, tutor, now)
    kept = msgspec.structs.replace(flag, raised_on=calendar.day_of(not_before))
    records.put(FLAGS, kept)
    tell(
        records,
        NoticeKind.OUT_OF_HOURS,
        reader=tutor.person,
        subject=flag_day(kept),
        school=flag.school,
        not_before=not_before,
    )
    return kept


def _moved(before: Session, after: Session) -> bool:
    return (before.starts_at, before.minutes, before.reason, before.state) != (
        after.starts_at,
        after.minutes,
        after.reason,
        after.state,
    )
