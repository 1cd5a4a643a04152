"""Entering a school from its file, again whenever the file has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

import msgspec

from bot.domain.calendar import SchoolCalendar
from bot.domain.induction import working
from bot.domain.pairings import Induction, Pairing
from bot.domain.people import Member
from bot.domain.record import PairingId, TeamId
from bot.domain.school_file import SchoolFile
from bot.domain.schools import School
from bot.domain.sessions import SessionState
from bot.ports.kinds import (
    BOTH_ROLES,
    INDUCTIONS,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    PAIRINGS,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_SCHOOL,
    SCHOOLS,
    SESSIONS,
    SESSIONS_OF_PAIRING,
)
from bot.ports.store import Records, Store
from bot.usecases.handing_over import tell_who_hands_over
from bot.usecases.notices import renew

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered."""

    people: int
    ects: int
    gone: tuple[str, ...]  # people whom the file names no more
    ended: int  # pairings that end today


def enter_school(
    store: Store, team: TeamId, file: SchoolFile, *, today: date
) -> Entered:
    """Enter a school that fits together (`SchoolFile.faults` says so), all or nothing.

    Who is named no more loses their place; a pairing that is named no more ends today,
    and one that was changed since in `/ect people` goes on. Sessions are never touched,
    nor what the file does not hold: days absent, and patterns that were worked before.
    Who is away as `/ect people` has it stays so, unless the file names dates of theirs;
    so does the last day of an ECT, unless the file has them begin on another day, and
    the day from which the school counts: today, where it is new and names none.
    """
    with store.transaction(team) as records:
        gone = _gone(records, file)
        inductions = [_with_what_was(records, one, today) for one in file.inductions()]
        ending = {one.ect for one in inductions if one.last_day is not None}
        pairings = [
            _as_it_runs(records, one, today)
            for one in file.pairings()
            if one.ect not in ending
        ]
        calendar = SchoolCalendar(file.school, frozenset())
        ended = _end_pairings(records, calendar, pairings, today)
        records.put(SCHOOLS, _counting(records, file.school, today))
        for member in file.members():
            records.put(MEMBERS, _with_absences(records, member))
        for induction in inductions:
            records.put(INDUCTIONS, induction)
        for pairing in pairings:
            records.put(PAIRINGS, pairing)
        for both in file.both_roles():
            records.put(BOTH_ROLES, both)
    return Entered(len(file.people), len(file.ects), gone, ended)


def _counting(records: Records, school: School, today: date) -> School:
    if school.counts_from is not None:
        return school
    old = records.get(SCHOOLS, school.id)
    counts_from = old.counts_from if old else today
    return msgspec.structs.replace(school, counts_from=counts_from)


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


def _as_it_runs(records: Records, named: Pairing, today: date) -> Pairing:
    """Return a named pairing as it is kept: the one that runs, or one that begins."""
    own = [
        one
        for one in records.find(PAIRINGS_OF_ECT, named.ect)
        if one.school == named.school
    ]
    for one in own:
        if one.mentor == named.mentor and one.ends_on is None:
            begins = named.begins_on if len(own) == 1 else one.begins_on
            return msgspec.structs.replace(
                one, target=named.target, usual=named.usual, begins_on=begins
            )
    if not own:
        return named
    # Another mentor came before: this one takes over, and does not reach back.
    taken = any(one.id == named.id for one in own)
    name = PairingId(f"{named.id}/{today}") if taken else named.id
    return msgspec.structs.replace(named, id=name, begins_on=today)


def _with_absences(records: Records, member: Member) -> Member:
    old = records.get(MEMBERS, f"{member.school}/{member.person}")
    if old is None or member.away:
        return member
    return msgspec.structs.replace(member, away=old.away)


def _with_what_was(records: Records, induction: Induction, today: date) -> Induction:
    """Keep of an induction what the file does not hold.

    Another working pattern than before holds from today on.
    """
    old = records.get(INDUCTIONS, f"{induction.school}/{induction.ect}")
    if old is None:
        return induction
    kept = msgspec.structs.replace(
        induction, days_absent=old.days_absent, worked=old.worked
    )
    if old.counted_from != induction.counted_from:
        return kept  # they have begun anew
    share = induction.full_time_equivalent
    if share != old.full_time_equivalent:
        as_it_was = old.full_time_equivalent
        kept = msgspec.structs.replace(kept, full_time_equivalent=as_it_was)
        kept = working(kept, share, today)
    return msgspec.structs.replace(kept, leaves_on=old.leaves_on, ended_on=old.ended_on)


def _call_off(
    records: Records, calendar: SchoolCalendar, over: Pairing, today: date
) -> None:
    """Call off what is planned for after a pairing's last day, and tell its mentor."""
    now = calendar.moment(today, calendar.school.contact_starts)
    since = calendar.moment((over.ends_on or today) + _DAY, time())
    for planned in records.find(
        SESSIONS_OF_PAIRING, over.id, SessionState.PLANNED.value, at_least=since
    ):
        off = msgspec.structs.replace(
            planned, state=SessionState.CANCELLED, edited_at=now
        )
        records.put(SESSIONS, off)
        renew(records, off.id)
    tell_who_hands_over(records, over, now=now, not_before=now)


def _end_pairings(
    records: Records,
    calendar: SchoolCalendar,
    named: Sequence[Pairing],
    today: date,
) -> int:
    kept = {pairing.id for pairing in named}
    ended = [
        pairing
        for pairing in records.find(PAIRINGS_OF_SCHOOL, calendar.school.id)
        if pairing.id not in kept and pairing.ends_on is None
    ]
    taken_over = {pairing.ect for pairing in named if pairing.begins_on == today}
    for pairing in ended:
        last = today - _DAY if pairing.ect in taken_over else today
        last = max(pairing.begins_on, last)
        over = msgspec.structs.replace(pairing, ends_on=last)
        records.put(PAIRINGS, over)
        _call_off(records, calendar, over, today)
    return len(ended)
