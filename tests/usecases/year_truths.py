"""What must hold of a whole year of messages, worked out without the bot's own rules.

Each truth returns what breaks it, as lines for a reader; an empty list is a year in
which it held. Days, hours and gaps are reckoned here anew, from the school's own dates.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby

import msgspec

from bot.domain.kernel.record import PersonId
from bot.domain.outbox.notices import About, NoticeKind
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.school.profile import School
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import INDUCTIONS, MISSED, PAIRINGS, SESSIONS
from bot.results.reminders.nudges import NudgeShown
from bot.sandbox.recording import Drawn
from bot.sandbox.year.life import Begun
from bot.sandbox.year.report import (
    is_unprompted,
    nudge_kinds,
    posted,
)
from bot.sandbox.year.running import Year
from tests.builders import BANK_HOLIDAYS, LONDON

MOST_A_WEEK = 5
# What can wait; all else one must know at once.
REMINDERS = {
    NoticeKind.NUDGES,
    NoticeKind.OUT_OF_HOURS,
    NoticeKind.TERMS_END,
    NoticeKind.CONTACTS_OLD,
    NoticeKind.PAST_TIME,
}
SEEN_WITHIN_SCHOOL_DAYS = 6
_OPENS, _CLOSES = time(8), time(17)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_TICK = timedelta(minutes=15)
_SATURDAY = 5


def sent_outside_the_contact_window(year: Year) -> list[str]:
    """Look at the school's hours and each reader's days.

    A concern comes on the days of work that were known when it was sent: an absence
    that is entered that morning is for its clock to deal with, not for its delivery.
    """
    members = {member.person: member for member in year.members}
    wrong = []
    for message in _unprompted(year):
        reader = members[message.to]
        if message.content.kind.is_about_concern:
            reader = msgspec.structs.replace(reader, away=())
        if not _may_be_told(year, reader, message.at):
            wrong.append(_said(message))
    return wrong


def keys_sent_twice(year: Year) -> list[str]:
    """Look for messages posted twice, and for reminders that stand in two messages.

    One that its reader put off comes again, and goes from where it was.
    """
    messages = Counter(message.key for message in posted(year))
    standing = {message.key: message for message in year.drawn}
    nudges = Counter(
        shown.nudge.key for message in standing.values() for shown in _shown(message)
    )
    return [key for key, times in (messages + nudges).items() if times > 1]


def weeks_over_the_cap(year: Year) -> list[str]:
    weeks = Counter(
        (message.to, _monday(_local(message.at).date()))
        for message in _unprompted(year)
        if message.content.kind in REMINDERS
        and nudge_kinds(message) != (NudgeKind.HOUR_BEFORE,)  # it was asked for
    )
    return [
        f"{reader} had {number} in the week of {monday}"
        for (reader, monday), number in weeks.items()
        if number > MOST_A_WEEK
    ]


def logged_sessions_held_up(year: Year) -> list[str]:
    """Look at when each ECT was told of a session that their mentor had logged."""
    members = {member.person: member for member in year.members}
    late = []
    for message in posted(year):
        if message.content.kind is NoticeKind.SESSION_LOGGED:
            logged = message.content.shown.facts.session.recorded_at
            comes = year.calendar.next_contact(logged, members[message.to])
            if message.at - comes > _TICK:
                late.append(_said(message))
    return late


def sessions_not_reminded_once(year: Year, kind: NudgeKind) -> list[str]:
    """Look at each session that began as planned, for its mentor and for its ECT."""
    members = {member.person: member for member in year.members}
    seen: dict[tuple[str, str, datetime], set[str]] = {}
    for message in year.drawn:
        for session in _reminded(message, kind):
            about = (message.to, session.id, session.starts_at)
            seen.setdefault(about, set()).add(message.key)
    wrong = []
    for begun in year.begun:
        both = (members[begun.mentor], members[begun.ect])
        away = any(_is_away(one, begun.starts_at) for one in both)
        for reader in (begun.mentor, begun.ect):
            due = _reminders_due(year, members[reader], begun, kind, away=away)
            times = len(seen.get((reader, begun.session, begun.starts_at), ()))
            if times not in due:
                wrong.append(f"{reader}: {times} times, {begun}")
    return wrong


def gaps_unseen(year: Year) -> list[str]:
    """Look at each run of school days on which two expected sessions were missing."""
    with year.store.reading(year.team) as records:
        inductions = {one.ect: one for one in records.every(INDUCTIONS)}
        pairings = list(records.every(PAIRINGS))
    return [
        f"{pairing.id}, from {days[0]}"
        for pairing in pairings
        for days in _gaps(year, pairing, inductions[pairing.ect])
        if not _was_told(year, pairing, inductions[pairing.ect], days)
    ]


def gaps(year: Year) -> int:
    """Count the gaps, so that a year without any proves nothing."""
    with year.store.reading(year.team) as records:
        inductions = {one.ect: one for one in records.every(INDUCTIONS)}
        pairings = list(records.every(PAIRINGS))
    return sum(len(list(_gaps(year, one, inductions[one.ect]))) for one in pairings)


def school_days(year: Year) -> list[date]:
    return list(_school_days(year.calendar.school, year.first, year.last))


@lru_cache
def _school_days(school: School, first: date, last: date) -> tuple[date, ...]:
    days, day = [], first
    while day <= last:
        in_term = any(
            term.days.first <= day <= term.days.last
            and not (
                term.half_term and term.half_term.first <= day <= term.half_term.last
            )
            for term in school.terms
        )
        closed = day in school.closure_days or day in BANK_HOLIDAYS
        if in_term and not closed and day.weekday() < _SATURDAY:
            days.append(day)
        day += _DAY
    return tuple(days)


def _may_be_told(year: Year, member: Member, at: datetime) -> bool:
    local = _local(at)
    return _OPENS <= local.time() < _CLOSES and _works(year, member, local.date())


def _works(year: Year, member: Member, day: date) -> bool:
    """Whether somebody is told things on a day; past the last term, on weekdays."""
    last = max(term.days.last for term in year.calendar.school.terms)
    if day > last:
        return day.weekday() < _SATURDAY
    hours = member.contracted_hours
    contracted = hours is None or any(one.weekday == day.weekday() for one in hours)
    away = any(span.first <= day <= span.last for span in member.away)
    return day in _days_of(year) and contracted and not away


def _days_of(year: Year) -> frozenset[date]:
    return frozenset(_school_days(year.calendar.school, year.first, year.last))


def _reminded(message: Drawn, kind: NudgeKind) -> list[Session]:
    """Return the sessions to come that a message reminds of."""
    return [
        facts.session
        for shown in _shown(message)
        if shown.nudge.kind is kind and not shown.is_over
        for facts in shown.facts
        if message.at < facts.session.starts_at
    ]


def _reminders_due(
    year: Year, reader: Member, begun: Begun, kind: NudgeKind, *, away: bool
) -> tuple[int, ...]:
    """Return how often it may be, which is once but for two cases.

    Where nothing could come before it began, it may stand in a message that was there
    already; where one of the two turns out to be away, both may have been reminded
    before that was known.
    """
    since = begun.set_at
    if kind is NudgeKind.HOUR_BEFORE:
        if reader.person not in year.asked_hour_before:
            return (0,)
        since = max(since, begun.starts_at - timedelta(hours=1))
    moment, reachable = since, False
    while moment < begun.starts_at - _TICK and not reachable:
        reachable = _may_be_told(year, reader, moment)
        moment += _TICK
    return (1,) if reachable and not away else (0, 1)


def _is_away(member: Member, moment: datetime) -> bool:
    day = _local(moment).date()
    return any(span.first <= day <= span.last for span in member.away)


def _gaps(year: Year, pairing: Pairing, induction: Induction) -> Iterator[list[date]]:
    """Yield runs of school days on whose morning a gap stood and the pairing ran."""
    days = [
        day
        for day in school_days(year)
        if pairing.begins_on <= day <= (pairing.ends_on or day)
    ]
    evidence = _evidence(year, pairing)
    for stands, run in groupby(
        days, key=lambda day: _gap_stands(year, pairing, induction, evidence, day)
    ):
        if stands:
            yield list(run)


def _gap_stands(
    year: Year,
    pairing: Pairing,
    induction: Induction,
    evidence: list[tuple[date, datetime]],
    day: date,
) -> bool:
    morning = datetime.combine(day, _OPENS, tzinfo=LONDON)
    every = _weeks_per_session(induction, day)
    began = _monday(pairing.begins_on)
    if began < pairing.begins_on:
        began += _WEEK
    ect = next(m for m in year.members if m.person == pairing.ect)
    past = sorted(
        {
            _monday(one)
            for one in _days_of(year)
            if began <= _monday(one) < _monday(day) and _works(year, ect, one)
        }
    )
    window = set(past[-2 * every :])
    held = any(monday in window and at <= morning for monday, at in evidence)
    return len(window) == 2 * every and not held


def _weeks_per_session(induction: Induction, day: date) -> int:
    """One a week in year 1, one in two weeks in year 2, and less part-time (R7)."""
    if induction.full_time_equivalent < 1 or induction.terms_before >= 3:
        return 2
    return 1


def _evidence(year: Year, pairing: Pairing) -> list[tuple[date, datetime]]:
    """Return the weeks with a session or a reason, and when that became known."""
    with year.store.reading(year.team) as records:
        held = [
            (_monday(_local(one.starts_at).date()), one.recorded_at)
            for one in records.every(SESSIONS)
            if one.pairing == pairing.id and one.state is SessionState.HELD
        ]
        missed = [
            (one.monday, one.at)
            for one in records.every(MISSED)
            if one.pairing == pairing.id
        ]
    return held + missed


def _was_told(
    year: Year, pairing: Pairing, induction: Induction, days: list[date]
) -> bool:
    """Whether the tutor was told within six days of theirs, if it stood so long."""
    tutor = next(m for m in year.members if m.person == induction.tutor)
    theirs = [day for day in days if _works(year, tutor, day)]
    within = theirs[: SEEN_WITHIN_SCHOOL_DAYS + 1]
    if len(within) <= SEEN_WITHIN_SCHOOL_DAYS:
        return True
    return any(
        within[0] <= _local(message.at).date() <= within[-1]
        for message in posted(year)
        for shown in _shown(message)
        if shown.nudge.kind is NudgeKind.GAP
        and shown.pairing == pairing.id
        and message.to == tutor.person
        and Role.INDUCTION_TUTOR in tutor.roles
    )


def _unprompted(year: Year) -> Iterator[Drawn]:
    return (m for m in posted(year) if is_unprompted(m))


def _shown(message: Drawn) -> Iterable[NudgeShown]:
    found = message.content
    return found.shown.shown if found.kind.about is About.REMINDERS else ()


def _said(message: Drawn) -> str:
    return f"{_local(message.at):%a %d %b %H:%M} {PersonId(message.to)} {message.key}"


def _local(at: datetime) -> datetime:
    return at.astimezone(LONDON)


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY
