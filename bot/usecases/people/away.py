"""Entering that somebody is away for longer, changing the dates, and ending it."""

from datetime import date, time, timedelta

from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId
from bot.domain.people.away import absence_of, format_away, with_away, with_return
from bot.domain.people.member import NO_END_YET
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.records import SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import SESSIONS_OF_PAIRING
from bot.results.people.pages import ChangeDone, Next
from bot.usecases.people.roster_settling import RosterOutcome, Target, change
from bot.usecases.people.roster_writing import RosterWork

_DAY = timedelta(days=1)


def enter_away(
    ports: Ports, actor: Actor, target: Target, *, first: date, last: date | None
) -> ChangeDone:
    """Note from when to when somebody is away, or change it; None: no end yet.

    Dates alone, never why. Raises NotAllowed, Refusal, Unfit and Stale.
    """

    def step(work: RosterWork) -> RosterOutcome:
        today = work.roster.today
        after = with_away(work.roster, target.person, first, last)
        span = DateSpan(first=first, last=last or NO_END_YET)
        planned = _planned(work, target.person, span)
        follow = {Next.AWAY} | ({Next.PLANS_WHILE_AWAY} if planned else set())
        if _mentors(work, target.person):
            follow.add(Next.MENTOR_AWAY)
        return RosterOutcome(
            Event.AWAY_ENTERED,
            after,
            f"away {format_away(span, today=today)}",
            frozenset(follow) | _of_ect(work, target.person),
            planned=planned,
        )

    return change(ports, actor, target, step)


def end_away(
    ports: Ports, actor: Actor, target: Target, *, back_on: date
) -> ChangeDone:
    """Note when somebody is back, or that they are not away after all.

    Raises as `enter_away`.
    """

    def step(work: RosterWork) -> RosterOutcome:
        roster = work.roster
        after = with_return(roster, target.person, back_on)
        was = absence_of(roster.members[target.person], roster.today)
        facts = f"back on {format_day(back_on, today=roster.today)}"
        if was is not None and back_on <= was.first:
            facts = "not away after all"
        return RosterOutcome(
            Event.AWAY_ENDED, after, facts, _of_ect(work, target.person)
        )

    return change(ports, actor, target, step)


def _of_ect(work: RosterWork, person: PersonId) -> frozenset[Next]:
    is_ect = any(one.ect == person for one in work.roster.running(person))
    return frozenset({Next.COUNT_DAYS} if is_ect else ())


def _mentors(work: RosterWork, person: PersonId) -> bool:
    today = work.roster.today
    return any(
        one.mentor == person and one.runs_on(max(today, one.begins_on))
        for one in work.roster.pairings.values()
    )


def _planned(work: RosterWork, person: PersonId, span: DateSpan) -> int:
    """Count the sessions that are planned on days of an absence from today on."""
    calendar = work.calendar
    since = calendar.moment(max(span.first, work.roster.today), time())
    until = None
    if span.last != NO_END_YET:
        until = calendar.moment(span.last + _DAY, time())
    return sum(
        len(
            work.records.find(
                SESSIONS_OF_PAIRING,
                pairing.id,
                SessionState.PLANNED.value,
                at_least=since,
                below=until,
            )
        )
        for pairing in work.roster.pairings.values()
        if person in {pairing.mentor, pairing.ect}
    )
