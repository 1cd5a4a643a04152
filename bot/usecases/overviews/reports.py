"""Reports: what each ECT received, for those who may see it, and counts for leaders."""

from collections.abc import Iterator, Sequence

from bot.domain.data_protection.audit import Saw
from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.record import PersonId
from bot.domain.overviews.periods import Period, span_of
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Pairing
from bot.domain.school.profile import DateSpan
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    MEMBERS,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_MENTOR,
    PAIRINGS_OF_SCHOOL,
)
from bot.ports.store import Reading
from bot.results.overviews.reports import (
    REPORTING,
    LeaderReport,
    Report,
    ReportChoice,
    ReportWish,
)
from bot.usecases.entitlement.time_off_counts import counts_in
from bot.usecases.kernel.audit import audit
from bot.usecases.kernel.lookup import calendar_of, member, require_place
from bot.usecases.overviews.report_rows import STANDING_AS, Frame, ect_row, mentor_rows
from bot.usecases.sessions.expected import pairings_with


def report_choices(ports: Ports, actor: Actor) -> list[ReportChoice]:
    """Say what somebody can have reports on; nothing for leaders, who have counts.

    Raises NotAllowed for somebody in no roster.
    """
    with ports.store.reading(actor.team) as records:
        found = []
        for place in require_place(records, actor.person):
            school = calendar_of(ports, records, place.school).school
            for hat in REPORTING:
                ects = {p.ect for p in _pairings(records, place, hat)}
                if ects:
                    named = [
                        (one, member(records, school.id, one).name) for one in ects
                    ]
                    named.sort(key=lambda one: (one[1].casefold(), one[0]))
                    found.append(
                        ReportChoice(school.id, school.name, hat, tuple(named))
                    )
        return found


def report(ports: Ports, actor: Actor, wish: ReportWish) -> Report:
    """Report on what ECTs received: facts alone (R5).

    That an induction tutor had one is noted. Raises NotAllowed.
    """
    found = _gathered(ports, actor, wish)
    if wish.hat is Role.INDUCTION_TUTOR:
        # Apart from the gathering, which would keep the school's writers waiting.
        with ports.store.transaction(actor.team) as records:
            whom = wish.ect or wish.school
            audit(ports, records, Saw.REPORT, by=actor.person, subject=whom)
    return found


def _gathered(ports: Ports, actor: Actor, wish: ReportWish) -> Report:
    with ports.store.reading(actor.team) as records:
        place = records.get(MEMBERS, f"{wish.school}/{actor.person}")
        pairings = list(_pairings(records, place, wish.hat)) if place else []
        ects = [p.ect for p in pairings if wish.ect in {None, p.ect}]
        if not ects:
            raise NotAllowed("There is nobody whom you can have a report on here.")
        calendar = calendar_of(ports, records, wish.school)
        today = calendar.day_of(ports.clock.now())
        span = span_of(calendar, wish.period, today)
        until = min(today, span.days.last)
        days = DateSpan(first=span.days.first, last=max(until, span.days.first))
        frame = Frame(
            calendar,
            days,
            ports.clock.now(),
            actor.person,
            wish.hat,
            counts_in(records, wish.school, days),
        )
        rows = [
            ect_row(records, frame, _seen_by(records, wish, pairings, ect))
            for ect in dict.fromkeys(ects)
        ]
        rows.sort(key=lambda row: (row.name.casefold(), row.ect))
        own = [p for p in pairings if p.ect in ects]
        return Report(
            school=calendar.school.name,
            hat=wish.hat,
            span=span,
            until=until,
            made_on=today,
            ects=tuple(rows),
            mentors=mentor_rows(records, frame, own),
        )


def _seen_by(
    records: Reading, wish: ReportWish, own: Sequence[Pairing], ect: PersonId
) -> list[Pairing]:
    """Return the pairings of an ECT of which a report's reader sees the facts.

    What there was goes with the ECT, so that a new mentor has it as well, and one who
    handed over has it up to then.
    """
    theirs = [p for p in own if p.ect == ect]
    if wish.hat is not Role.MENTOR:
        return theirs
    last = max(p.begins_on for p in theirs)
    every = pairings_with(records, wish.school, ect)
    return [p for p in every if p.begins_on <= last]


def leader_reports(ports: Ports, actor: Actor) -> list[LeaderReport]:
    """Count each period for a leader, school by school; views withhold small counts.

    Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        found = []
        own = require_place(records, actor.person)
        for place in own:
            standing = standings(actor.person, [place], Subject())
            if is_allowed(Action.SEE_COUNTS, standing):
                found += [_counted(ports, records, place, one) for one in Period]
        if not found:
            raise NotAllowed(
                "There is nothing to report on for you here yet: you are not down as "
                "anybody's mentor, and not as an ECT with one."
            )
        return found


def _counted(
    ports: Ports, records: Reading, place: Member, period: Period
) -> LeaderReport:
    calendar = calendar_of(ports, records, place.school)
    today = calendar.day_of(ports.clock.now())
    span = span_of(calendar, period, today)
    days = DateSpan(
        first=span.days.first, last=max(span.days.first, min(today, span.days.last))
    )
    pairings = list(records.find(PAIRINGS_OF_SCHOOL, place.school))
    frame = Frame(calendar, days, ports.clock.now(), place.person, None, {})
    rows = [
        ect_row(records, frame, [p for p in pairings if p.ect == ect])
        for ect in dict.fromkeys(p.ect for p in pairings)
    ]
    seen = [row for row in rows if row.held or row.expected]
    return LeaderReport(
        school=calendar.school.name,
        span=span,
        ects=len(seen),
        expected=sum(row.expected for row in seen),
        held=sum(row.held for row in seen),
        outside=sum(row.outside for row in seen),
    )


def _pairings(records: Reading, place: Member, hat: Role) -> Iterator[Pairing]:
    """Yield the pairings whose facts somebody sees in one of their roles."""
    index, key = {
        Role.MENTOR: (PAIRINGS_OF_MENTOR, place.person),
        Role.ECT: (PAIRINGS_OF_ECT, place.person),
        Role.INDUCTION_TUTOR: (PAIRINGS_OF_SCHOOL, place.school),
    }[hat]
    for pairing in records.find(index, key):
        standing = standings(place.person, [place], Subject(pairing=pairing))
        stands = standing & {STANDING_AS[hat]}
        if pairing.school == place.school and is_allowed(
            Action.READ_SESSION_FACTS, stands
        ):
            yield pairing
