"""Entering a school from its file, again whenever the file has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from bot.domain.kernel.record import PairingId, TeamId
from bot.domain.people.pairings import Pairing
from bot.domain.people.roster import Roster
from bot.domain.school.again import (
    induction_again,
    member_again,
    pairing_again,
    school_again,
)
from bot.domain.school.file import EctEntry, SchoolFile
from bot.ports.bank_holidays import BankHolidays
from bot.ports.kinds import (
    BOTH_ROLES,
    INDUCTIONS,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    PAIRINGS,
    PAIRINGS_OF_ECT,
    SCHOOLS,
)
from bot.ports.store import Records, Store
from bot.usecases.kernel.lookup import calendar_for
from bot.usecases.people.roster_following import follow
from bot.usecases.people.roster_writing import RosterFollowUp, images_between, roster_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered."""

    people: int
    ects: int
    gone: tuple[str, ...]  # people whom the file names no more
    ended: int  # pairings that end today


def enter_school(
    store: Store,
    team: TeamId,
    file: SchoolFile,
    *,
    now: datetime,
    holidays: BankHolidays,
) -> Entered:
    """Enter a school that fits together (`SchoolFile.faults` says so), all or nothing.

    Who is named no more loses their place; a pairing that is named no more ends today,
    and one that was changed since in `/ect people` goes on. What is planned in one that
    ends is called off, and those whom it is about are told. No other session is
    touched, nor what the file does not hold: days absent, what held before a change.
    Who is away as `/ect people` has it stays so, unless the file names dates of theirs;
    so does the last day of an ECT, unless the file has them begin on another day, and
    the day from which the school counts: today, where it is new and names none.

    Raises Refusal for a change that cannot hold from the day that the file names.
    """
    calendar = calendar_for(file.school, holidays)
    today = calendar.day_of(now)
    with store.transaction(team) as records:
        old = records.get(SCHOOLS, file.school.id)
        records.put(SCHOOLS, school_again(old, file, today))
        before = roster_of(records, calendar, now)
        gone = _gone(records, file)
        for person, place in zip(file.people, file.members(), strict=True):
            was = before.members.get(place.person)
            records.put(MEMBERS, member_again(was, place, person, today))
        pairings = list(_inducted(records, file, today))
        ended = _end_pairings(records, before, pairings, now)
        for pairing in pairings:
            records.put(PAIRINGS, pairing)
        for both in file.both_roles():
            records.put(BOTH_ROLES, both)
        after = roster_of(records, calendar, now)
        work = RosterFollowUp(records, calendar, now, before)
        follow(work, after, images_between(before, after))
    return Entered(len(file.people), len(file.ects), gone, ended)


def _inducted(records: Records, file: SchoolFile, today: date) -> Iterator[Pairing]:
    """Put the inductions of a file in their place, and yield the pairings that run."""
    for entry, induction, named in zip(
        file.ects, file.inductions(), file.pairings(), strict=True
    ):
        old = records.get(INDUCTIONS, f"{induction.school}/{induction.ect}")
        kept = induction_again(old, induction, entry, today)
        records.put(INDUCTIONS, kept)
        if kept.last_day is None:
            yield _as_it_runs(records, named, entry, today)


def _gone(records: Records, file: SchoolFile) -> tuple[str, ...]:
    named = {entry.person for entry in file.people}
    gone = [
        member
        for member in records.find(MEMBERS_OF_SCHOOL, file.school.id)
        if member.person not in named
    ]
    for member in gone:
        records.remove(MEMBERS, f"{member.school}/{member.person}")
    return tuple(member.name for member in gone)


def _as_it_runs(
    records: Records, named: Pairing, entry: EctEntry, today: date
) -> Pairing:
    """Return a named pairing as it is kept: the one that runs, or one that begins."""
    own = [
        one
        for one in records.find(PAIRINGS_OF_ECT, named.ect)
        if one.school == named.school
    ]
    for one in own:
        if one.mentor == named.mentor and one.ends_on is None:
            return pairing_again(one, named, entry, today, is_first=len(own) == 1)
    if not own:
        return named
    # Another mentor came before: this one takes over, and does not reach back.
    taken = any(one.id == named.id for one in own)
    name = PairingId(f"{named.id}/{today}") if taken else named.id
    return msgspec.structs.replace(named, id=name, begins_on=today)


def _end_pairings(
    records: Records, before: Roster, named: Sequence[Pairing], now: datetime
) -> int:
    kept = {pairing.id for pairing in named}
    ended = [
        pairing
        for pairing in before.pairings.values()
        if pairing.id not in kept and pairing.ends_on is None
    ]
    today = before.today
    taken_over = {pairing.ect for pairing in named if pairing.begins_on == today}
    for pairing in ended:
        last = today - _DAY if pairing.ect in taken_over else today
        last = max(pairing.begins_on, last)
        records.put(
            PAIRINGS, msgspec.structs.replace(pairing, ends_on=last, ended_at=now)
        )
    return len(ended)
