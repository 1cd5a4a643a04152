"""Reading training ledgers: one mentor's, and those of a school (R6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.entitlement.training import (
    Entitlement,
    Ledger,
    TrainingEntry,
    assumed,
    ledger,
)
from bot.domain.entitlement.training_pace import about_training
from bot.domain.kernel.access import Action, Subject, is_allowed, require, standings
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Member, Role
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    MEMBERS_OF_SCHOOL,
    NUDGES,
    NUDGES_ABOUT,
    PAIRINGS_OF_MENTOR,
    TRAINING_OF_PERSON,
    TRAININGS,
)
from bot.ports.store import Reading, Records
from bot.results.entitlement.training import LedgerShown
from bot.usecases.kernel.lookup import calendar_of, require_place
from bot.usecases.outbox.notices import renew


@dataclass(frozen=True, slots=True)
class Own:
    """A mentor's place, and the calendar by which their pace is reckoned."""

    place: Member
    calendar: SchoolCalendar
    today: date


def own_ledger(ports: Ports, records: Reading, actor: Actor) -> Own:
    """Look up where somebody keeps a ledger of their own.

    It takes the role of a mentor and no pairing, so that training goes on when the ECT
    transfers or withdraws (R6). Raises NotAllowed.
    """
    places = require_place(records, actor.person)
    require(Action.NOTE_TRAINING, standings(actor.person, places, Subject()))
    place = next(one for one in places if Role.MENTOR in one.roles)
    calendar = calendar_of(ports, records, place.school)
    return Own(place, calendar, calendar.day_of(ports.clock.now()))


def ledger_of(
    records: Reading, person: PersonId, calendar: SchoolCalendar, *, on: date
) -> Ledger | None:
    """Return how a mentor's training stands; None before it was ever noted."""
    kept = records.get(TRAININGS, person)
    if kept is None:
        return None
    return ledger(kept.entitlement, entries_of(records, person), calendar, on=on)


def entries_of(records: Reading, person: PersonId) -> Sequence[TrainingEntry]:
    """Return what a mentor has noted and not taken back, oldest first."""
    return records.find(TRAINING_OF_PERSON, person)


def entitlement_of(
    records: Reading, person: PersonId, calendar: SchoolCalendar, today: date
) -> Entitlement:
    """Return a mentor's entitlement, or what is assumed: since they first mentored."""
    kept = records.get(TRAININGS, person)
    if kept is not None:
        return kept.entitlement
    pairings = records.find(PAIRINGS_OF_MENTOR, person)
    term = calendar.term_of(today)
    since = min(today, term.days.first) if term else today
    return assumed(pairings[0].begins_on if pairings else since)


def ledgers_of_school(
    records: Reading, place: Member, calendar: SchoolCalendar, *, today: date
) -> tuple[LedgerShown, ...]:
    """Show an induction tutor the ledgers of their school; nobody else any."""
    if not is_allowed(
        Action.READ_TRAINING, standings(place.person, [place], Subject())
    ):
        return ()
    return tuple(
        LedgerShown(one.person, one.name, found)
        for one in records.find(MEMBERS_OF_SCHOOL, place.school)
        if (found := ledger_of(records, one.person, calendar, on=today)) is not None
    )


def ledgers_kept(records: Reading, school: SchoolId) -> int:
    """Count the mentors of a school who note their training."""
    return sum(
        Role.MENTOR in one.roles and records.get(TRAININGS, one.person) is not None
        for one in records.find(MEMBERS_OF_SCHOOL, school)
    )


def forget_if_empty(records: Records, person: PersonId) -> None:
    """Forget a ledger that holds nothing and that nobody has set up."""
    kept = records.get(TRAININGS, person)
    is_assumed = kept is not None and kept.entitlement.is_assumed
    if is_assumed and not entries_of(records, person):
        records.remove(TRAININGS, person)


def renew_reminders(ports: Ports, records: Records, person: PersonId) -> None:
    """Have reminders of the hours say how they stand now."""
    for nudge in records.find(NUDGES_ABOUT, about_training(person)):
        if nudge.round is not None:
            renew(records, nudge.round)
        answered = msgspec.structs.replace(nudge, answered_at=ports.clock.now())
        records.put(NUDGES, answered)
