"""Changing a school's people: one function for each thing that can change."""

from dataclasses import dataclass
from datetime import date

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.formatting import format_day, format_list
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId
from bot.domain.people.endings import leaving, with_induction_ended
from bot.domain.people.induction import InductionYear, tells_appropriate_body
from bot.domain.people.member import ROLE_WORDS, Member, Role
from bot.domain.people.roster_cells import format_days
from bot.domain.people.roster_changes import (
    with_absence,
    with_contact,
    with_days,
    with_member,
    with_mentor,
    with_pattern,
    with_reviews,
    with_tutor,
    without_member,
)
from bot.domain.people.roster_entry import EctEntry, with_ect
from bot.domain.people.roster_file import days_of, working_hours
from bot.domain.school.profile import Weekday
from bot.ports.bundle import Actor, Ports
from bot.results.people.pages import ChangeDone, Next
from bot.usecases.people.roster_settling import RosterOutcome, Target, change
from bot.usecases.people.roster_writing import RosterWork

_ESTIMATE = frozenset({Next.ESTIMATE})


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as a form gives them."""

    name: str
    roles: frozenset[Role]
    days: frozenset[Weekday]
    begins: date | None = None  # the first day of other working days; None: today


def save_person(
    ports: Ports, actor: Actor, target: Target, draft: PersonDraft
) -> ChangeDone:
    """Add a person, or change their name, roles or working days.

    Raises NotAllowed, Refusal with what would work, and Stale.
    """

    def step(work: RosterWork) -> RosterOutcome:
        roster, old = work.roster, work.roster.members.get(target.person)
        hours = working_hours(draft.days, work.calendar.school, old)
        as_it_was = old or Member(
            school=roster.school,
            person=target.person,
            name="",
            roles=draft.roles,
            contracted_hours=hours,
        )
        named = msgspec.structs.replace(as_it_was, name=draft.name, roles=draft.roles)
        begins = draft.begins or roster.today
        after = with_days(with_member(roster, named), target.person, hours, begins)
        new = old is None
        needs_ect = Role.ECT in draft.roles and target.person not in roster.inductions
        return RosterOutcome(
            Event.PERSON_ADDED if new else Event.PERSON_CHANGED,
            after,
            _member_facts(work, old, after.members[target.person], begins),
            frozenset({Next.ENTER_ECT}) if needs_ect else frozenset(),
        )

    return change(ports, actor, target, step)


def remove_person(ports: Ports, actor: Actor, target: Target) -> ChangeDone:
    """Take a person off the list; what they did stays. Raises as `save_person`."""

    def step(work: RosterWork) -> RosterOutcome:
        if target.person not in work.roster.members:
            raise Stale("They are not in the list any more.")
        after = without_member(work.roster, target.person)
        return RosterOutcome(
            Event.PERSON_REMOVED, after, work.roster.name(target.person)
        )

    return change(ports, actor, target, step)


def enter_ect(
    ports: Ports,
    actor: Actor,
    target: Target,
    entry: EctEntry,
) -> ChangeDone:
    """Enter an ECT with mentor, tutor and contact. Raises as `save_person`."""

    def step(work: RosterWork) -> RosterOutcome:
        roster = work.roster
        facts = (
            f"mentor {roster.name(entry.mentor)}, induction tutor "
            f"{roster.name(entry.tutor)}, from {_day(work, entry.began)}"
        )
        return RosterOutcome(
            Event.ECT_ENTERED, with_ect(roster, entry), facts, _ESTIMATE
        )

    return change(ports, actor, target, step)


def change_mentor(
    ports: Ports,
    actor: Actor,
    target: Target,
    *,
    mentor: PersonId,
    begins: date,
) -> ChangeDone:
    """Give an ECT another mentor from a day on; the history stays with the ECT."""

    def step(work: RosterWork) -> RosterOutcome:
        roster, ect = work.roster, target.person
        old = roster.mentor_of(ect)
        was = f"{roster.name(old)} to " if old else ""
        return RosterOutcome(
            Event.MENTOR_CHANGED,
            with_mentor(roster, ect, mentor, begins=begins),
            f"{was}{roster.name(mentor)}, from {_day(work, begins)}",
            frozenset({Next.BOTH_TOLD, Next.CONCERN_STAYS}),
        )

    return change(ports, actor, target, step)


def change_tutor(
    ports: Ports, actor: Actor, target: Target, *, tutor: PersonId
) -> ChangeDone:
    """Give an ECT another induction tutor."""

    def step(work: RosterWork) -> RosterOutcome:
        roster = work.roster
        old = roster.inductions.get(target.person)
        was = f"{roster.name(old.tutor)} to " if old else ""
        return RosterOutcome(
            Event.TUTOR_CHANGED,
            with_tutor(roster, target.person, tutor),
            f"{was}{roster.name(tutor)}",
            frozenset({Next.CONCERN_STAYS}),
        )

    return change(ports, actor, target, step)


def change_contact(
    ports: Ports, actor: Actor, target: Target, *, contact: Contact
) -> ChangeDone:
    """Give an ECT another named contact at an appropriate body (R11)."""

    def step(work: RosterWork) -> RosterOutcome:
        after = with_contact(work.roster, target.person, contact)
        said = ", ".join(filter(None, (contact.name, contact.organisation)))
        return RosterOutcome(Event.CONTACT_CHANGED, after, said)

    return change(ports, actor, target, step)


def enter_reviews(
    ports: Ports, actor: Actor, target: Target, *, reviews: tuple[date, ...]
) -> ChangeDone:
    """Enter when an ECT's reviews are due; nothing of a review itself is kept (R5)."""

    def step(work: RosterWork) -> RosterOutcome:
        after = with_reviews(work.roster, target.person, reviews)
        facts = format_list([_day(work, day) for day in reviews]) or "none"
        follow = frozenset({Next.REVIEWS}) if reviews else frozenset()
        return RosterOutcome(
            Event.REVIEWS_ENTERED, after, f"reviews due: {facts}", follow
        )

    return change(ports, actor, target, step)


def change_pattern(
    ports: Ports,
    actor: Actor,
    target: Target,
    *,
    share: float,
    begins: date,
) -> ChangeDone:
    """Note that an ECT works another share of full time from a day on."""

    def step(work: RosterWork) -> RosterOutcome:
        after = with_pattern(work.roster, target.person, share, begins)
        said = "full time" if share == 1 else f"{share:g} of full time"
        facts = f"{said}, from {_day(work, begins)}"
        return RosterOutcome(Event.PATTERN_CHANGED, after, facts, _ESTIMATE)

    return change(ports, actor, target, step)


def note_absence(
    ports: Ports,
    actor: Actor,
    target: Target,
    *,
    year: InductionYear,
    days: int,
) -> ChangeDone:
    """Note how many days of a year of induction an ECT was absent; never why."""

    def step(work: RosterWork) -> RosterOutcome:
        after = with_absence(work.roster, target.person, year, days)
        tells = tells_appropriate_body(after.inductions[target.person], year)
        more = frozenset({Next.TELL_BODY}) if tells else frozenset()
        facts = f"year {year}: {days} days so far"
        return RosterOutcome(Event.ABSENCE_NOTED, after, facts, _ESTIMATE | more, days)

    return change(ports, actor, target, step)


def enter_leaving(
    ports: Ports, actor: Actor, target: Target, *, last_day: date
) -> ChangeDone:
    """Note that an ECT leaves this school; the mentor's training goes on (R6)."""

    def step(work: RosterWork) -> RosterOutcome:
        after = leaving(work.roster, target.person, last_day)
        facts = f"last day {_day(work, last_day)}"
        follow = frozenset({Next.LEAVING_LIST, Next.CONCERN_STAYS})
        return RosterOutcome(Event.LEAVING_ENTERED, after, facts, follow)

    return change(ports, actor, target, step)


def end_induction(
    ports: Ports, actor: Actor, target: Target, *, last_day: date
) -> ChangeDone:
    """Note an induction's last day, and nothing of how it ended; they stay (R5)."""

    def step(work: RosterWork) -> RosterOutcome:
        after = with_induction_ended(work.roster, target.person, last_day)
        facts = f"induction ends {_day(work, last_day)}"
        if last_day <= work.roster.today:
            facts = f"induction ended {_day(work, last_day)}"
        follow = frozenset({Next.INDUCTION_ENDED, Next.CONCERN_STAYS})
        return RosterOutcome(Event.INDUCTION_ENDED, after, facts, follow)

    return change(ports, actor, target, step)


def _member_facts(
    work: RosterWork, old: Member | None, new: Member, begins: date
) -> str:
    roles = format_list(
        [word for role, word in ROLE_WORDS.items() if role in new.roles]
    )
    if old is None:
        return f"{new.name}: {roles or 'no role'}"
    facts = []
    if old.name != new.name:
        facts.append(f"{old.name} to {new.name}")
    if old.roles != new.roles:
        facts.append(f"roles: {roles or 'none'}")
    if old.contracted_hours != new.contracted_hours:
        hours = new.contracted_hours
        own = work.calendar.school.contracted_hours if hours is None else hours
        days, since = format_days(days_of(own)), _day(work, begins)
        facts.append(f"works {days}, from {since}")
    return "; ".join(facts)


def _day(work: RosterWork, day: date) -> str:
    return format_day(day, today=work.roster.today)
