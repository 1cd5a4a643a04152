"""What people are reminded of, when, and until when: each rule a pure function.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025 (R2, R7, R8). A nudge names its occasion with a key, so
that it is made once however often the clock looks. Whether there is still something to
show is asked again when it is drawn.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek
from bot.domain.kernel.instants import Instant, stamp
from bot.domain.kernel.record import PairingId, PersonId, Record, SchoolId
from bot.domain.people.member import Member
from bot.domain.sessions.records import Session, SessionState

LOG_IT_TIMES = 3
AFTER_THE_END = timedelta(minutes=30)
HOUR_BEFORE = timedelta(hours=1)
_MORNING, AFTERNOON = time(8, 15), time(15, 30)
_WEDNESDAY, FRIDAY = 2, 4
_DAY = timedelta(days=1)
_REVIEW_AHEAD = timedelta(weeks=3)


class NudgeKind(StrEnum):
    """The kinds of reminders that a person can set apart."""

    UPCOMING = "upcoming"
    HOUR_BEFORE = "hour_before"
    LOG_IT = "log_it"
    NOTHING_PLANNED = "nothing_planned"
    WEEK_AHEAD = "week_ahead"
    GAP = "gap"
    DIGEST = "digest"
    REVIEW = "review"
    TRAINING = "training"


RULE_OF = {
    NudgeKind.UPCOMING: "R2",
    NudgeKind.HOUR_BEFORE: "R2",
    NudgeKind.LOG_IT: "R7",
    NudgeKind.NOTHING_PLANNED: "R7",
    NudgeKind.WEEK_AHEAD: "R7",
    NudgeKind.GAP: "R7",
    NudgeKind.DIGEST: "R7",
    NudgeKind.REVIEW: "R5",
    NudgeKind.TRAINING: "R6",
}
ASKS = frozenset(  # for an answer; the others tell
    {NudgeKind.LOG_IT, NudgeKind.NOTHING_PLANNED, NudgeKind.TRAINING}
)


class NudgeState(StrEnum):
    """What became of a nudge; whatever was due has been sent or says why not."""

    WAITING = "waiting"
    SENT = "sent"
    TOO_LATE = "too_late"  # pointless by the time it could be sent
    NOT_NEEDED = "not_needed"  # there was nothing to show any more
    SWITCHED_OFF = "switched_off"  # its reader does not want this kind


class Nudge(Record, frozen=True, kw_only=True):
    """One reminder to one person, sent together with what else is due to them."""

    key: str
    kind: NudgeKind
    school: SchoolId
    reader: PersonId
    subject: str  # what it is about: an id, a day, a Monday
    not_before: Instant
    not_after: Instant
    state: NudgeState = NudgeState.WAITING
    round: str | None = None  # the message that it came in
    settled_at: Instant | None = None
    answered_at: Instant | None = None  # its reader did something about it


class Sweep(Record, frozen=True, kw_only=True):
    """When a school's nudges are to be looked for next: once a day, as it opens."""

    school: SchoolId
    next_at: Instant


def upcoming_key(school: SchoolId, reader: PersonId, day: date) -> str:
    """Name the occasion of a reader's sessions of a day at a school."""
    return f"upcoming:{school}:{reader}:{day.isoformat()}"


def hour_before_key(session: Session, reader: PersonId) -> str:
    """Name the occasion of the hour before a session, as it is planned now."""
    return f"hour:{session.id}:{stamp(session.starts_at)}:{reader}"


def log_it_keys(session: Session, *, times: int) -> list[str]:
    """Name the occasions of asking after a session, as it is planned now."""
    at = stamp(session.starts_at)
    return [f"log-it:{session.id}:{at}:{number}" for number in range(1, times + 1)]


def upcoming(
    calendar: SchoolCalendar, reader: Member, day: date, sessions: Sequence[Session]
) -> Nudge | None:
    """Remind of a day's sessions on the reader's own working day before (R2)."""
    planned = [s for s in sessions if s.state is SessionState.PLANNED]
    if not planned:
        return None
    first = min(session.starts_at for session in planned)
    before = _working_day_before(calendar, reader, day)
    return Nudge(
        key=upcoming_key(reader.school, reader.person, day),
        kind=NudgeKind.UPCOMING,
        school=reader.school,
        reader=reader.person,
        subject=day.isoformat(),
        not_before=calendar.moment(before, AFTERNOON),
        not_after=first,
    )


def hour_before(session: Session, reader: PersonId) -> Nudge | None:
    """Remind of a session an hour before, for those who asked for it (R2)."""
    if session.state is not SessionState.PLANNED:
        return None
    return Nudge(
        key=hour_before_key(session, reader),
        kind=NudgeKind.HOUR_BEFORE,
        school=session.school,
        reader=reader,
        subject=session.id,
        not_before=session.starts_at - HOUR_BEFORE,
        not_after=session.starts_at,
    )


def log_it(calendar: SchoolCalendar, session: Session, *, times: int) -> list[Nudge]:
    """Ask the mentor whether a planned session took place (R7).

    Half an hour after its end, and again on the next school days, *times* in all; each
    gives way to the next overnight, so that what was held back is not asked twice in
    one morning.
    """
    if session.state is not SessionState.PLANNED:
        return []
    day = calendar.day_of(session.ends_at + AFTER_THE_END)
    later = [calendar.school_day_after(day, number) for number in range(1, times)]
    mornings = [calendar.moment(morning, _MORNING) for morning in later]
    moments = [session.ends_at + AFTER_THE_END, *mornings]
    last = calendar.school_day_after(day, times + 4)
    nights = [calendar.moment(morning, time()) for morning in later]
    ends = [*nights, calendar.moment(last, AFTERNOON)]
    return [
        Nudge(
            key=key,
            kind=NudgeKind.LOG_IT,
            school=session.school,
            reader=session.mentor,
            subject=session.id,
            not_before=begins,
            not_after=end,
        )
        for key, begins, end in zip(
            log_it_keys(session, times=times), moments, ends, strict=True
        )
    ]


def is_left_unanswered(calendar: SchoolCalendar, session: Session, today: date) -> bool:
    """Whether all questions about a planned session have had their day (R7)."""
    first = calendar.day_of(session.ends_at + AFTER_THE_END)
    last = calendar.school_day_after(first, LOG_IT_TIMES - 1)
    return session.state is SessionState.PLANNED and today > last


def asked_on(
    calendar: SchoolCalendar, week: SchoolWeek, people: Sequence[Member], today: date
) -> date | None:
    """Return the day of a week on which *people* are asked for a plan (R7).

    That is the first from Wednesday on which all of them work, or the last before it
    where they only share such days. None where somebody is away for all that is left
    of the week, and in a week that ends on Tuesday.
    """
    if week.school_days[-1].weekday() < _WEDNESDAY:
        return None
    usual = [msgspec.structs.replace(member, away=()) for member in people]
    shared = [
        day
        for day in week.school_days
        if all(calendar.works_on(member, day) for member in usual)
    ] or list(week.school_days)
    there = [
        day for day in shared if not any(member.is_away_on(day) for member in people)
    ]
    if not any(day >= today for day in there):
        return None
    return next((day for day in there if day.weekday() >= _WEDNESDAY), there[-1])


def nothing_planned(
    calendar: SchoolCalendar,
    week: SchoolWeek,
    *,
    pairing: PairingId,
    mentor: Member,
    on: date,
    covered: bool,
) -> Nudge | None:
    """Say on a day that a week, or a fortnight in year 2, has no session (R7).

    *covered* says that one was held, is planned, has a reason for its absence, or is
    not to be expected yet.
    """
    if covered:
        return None
    return Nudge(
        key=f"nothing-planned:{pairing}:{week.monday.isoformat()}",
        kind=NudgeKind.NOTHING_PLANNED,
        school=mentor.school,
        reader=mentor.person,
        subject=f"{pairing}|{week.monday.isoformat()}",
        not_before=calendar.moment(on, _MORNING),
        not_after=calendar.moment(week.school_days[-1], calendar.school.contact_ends),
    )


def week_ahead(calendar: SchoolCalendar, week: SchoolWeek, tutor: Member) -> Nudge:
    """Show an induction tutor the week on its first school day (R7)."""
    first = week.school_days[0]
    return _weekly(
        NudgeKind.WEEK_AHEAD,
        tutor,
        week,
        at=calendar.moment(first, _MORNING),
        until=calendar.moment(
            week.school_days[min(1, len(week.school_days) - 1)],
            calendar.school.contact_ends,
        ),
    )


def gap(
    calendar: SchoolCalendar,
    week: SchoolWeek,
    tutor: Member,
    *,
    pairing: PairingId,
    missed: int,
) -> Nudge | None:
    """Tell the induction tutor that two expected sessions running were not held (R7).

    A reason to ask, never a finding. It comes with the week ahead.
    """
    if missed < 2:  # noqa: PLR2004 - two running
        return None
    first = week.school_days[0]
    return Nudge(
        key=f"gap:{pairing}:{week.monday.isoformat()}",
        kind=NudgeKind.GAP,
        school=tutor.school,
        reader=tutor.person,
        subject=f"{pairing}|{week.monday.isoformat()}",
        not_before=calendar.moment(first, _MORNING),
        not_after=calendar.moment(week.school_days[-1], calendar.school.contact_ends),
    )


def digest(calendar: SchoolCalendar, week: SchoolWeek, tutor: Member) -> Nudge:
    """Gather an induction tutor's week on Friday, or on its last school day (R7)."""
    last = week.school_days[-1]
    return _weekly(
        NudgeKind.DIGEST,
        tutor,
        week,
        at=calendar.moment(last, AFTERNOON),
        until=calendar.moment(
            calendar.school_day_after(last, 1), calendar.school.contact_ends
        ),
    )


def about_review(ect: PersonId, due_on: date) -> str:
    """Name a review that is due, as the subject of a reminder."""
    return f"{ect}|{due_on.isoformat()}"


def review_coming(
    calendar: SchoolCalendar, tutor: Member, ect: PersonId, due_on: date
) -> Nudge:
    """Remind an induction tutor of a review three weeks before the school's date (R5).

    The appropriate body sets the date and the school enters it; the bot computes none.
    """
    return Nudge(
        key=f"review:{tutor.school}:{ect}:{due_on.isoformat()}",
        kind=NudgeKind.REVIEW,
        school=tutor.school,
        reader=tutor.person,
        subject=about_review(ect, due_on),
        not_before=calendar.moment(due_on - _REVIEW_AHEAD, _MORNING),
        not_after=calendar.moment(due_on, calendar.school.contact_ends),
    )


def _weekly(
    kind: NudgeKind, tutor: Member, week: SchoolWeek, *, at: datetime, until: datetime
) -> Nudge:
    return Nudge(
        key=f"{kind.value}:{tutor.school}:{tutor.person}:{week.monday.isoformat()}",
        kind=kind,
        school=tutor.school,
        reader=tutor.person,
        subject=week.monday.isoformat(),
        not_before=at,
        not_after=until,
    )


def _working_day_before(calendar: SchoolCalendar, reader: Member, day: date) -> date:
    """Return the reader's last working day before a day, within a month."""
    for back in range(1, 31):
        before = day - back * _DAY
        if calendar.is_school_day(before) and calendar.works_on(reader, before):
            return before
    return day - _DAY
