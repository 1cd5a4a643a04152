"""Reading a school's people as one value, and writing what a change made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.access import Action, Subject, is_allowed, require, standings
from bot.domain.kernel.errors import Refusal, Stale
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.people.member import Member
from bot.domain.people.roster import Roster, new_faults
from bot.domain.people.roster_acts import Entry, Image, RosterChange
from bot.domain.people.roster_faults import format_fault
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    BOTH_ROLES_OF_SCHOOL,
    EARLIER_NOTES,
    INDUCTIONS,
    INDUCTIONS_OF_SCHOOL,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    PAIRINGS,
    PAIRINGS_OF_SCHOOL,
    ROSTER_CHANGES,
    ROSTER_CHANGES_BY_AGE,
    SESSIONS,
)
from bot.ports.store import Kind, Reading, Records
from bot.usecases.kernel.history import history_of, note_act
from bot.usecases.kernel.lookup import calendar_of, require_place
from bot.usecases.kernel.unit_of_work import UnitOfWork

CHANGES_KEPT = timedelta(hours=24)  # undo is open for one of them

_KINDS: dict[Entry, Kind[Any]] = {
    Entry.MEMBER: MEMBERS,
    Entry.INDUCTION: INDUCTIONS,
    Entry.PAIRING: PAIRINGS,
    Entry.EARLIER_NOTES: EARLIER_NOTES,
    Entry.SESSION: SESSIONS,
}

# Sets have no order of their own; the same change is to be the same text.
_packer = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class RosterFollowUp(UnitOfWork):
    """Work on what follows from a change to a school's list of people."""

    roster: Roster  # as it was


@dataclass(frozen=True, slots=True)
class RosterWork(RosterFollowUp):
    """Work on the list itself, by somebody who may change it."""

    ports: Ports
    actor: Actor


def place_to(
    records: Reading, person: PersonId, action: Action, school: SchoolId | None = None
) -> Member:
    """Return the place that lets somebody do *action*, at a school or at any of theirs.

    Raises NotAllowed.
    """
    own = [
        place
        for place in require_place(records, person)
        if school is None or place.school == school
    ]
    for place in own:
        if is_allowed(action, standings(person, [place], Subject())):
            return place
    require(action, standings(person, own, Subject()))
    raise AssertionError("an action that no role allows")


def roster_work(
    ports: Ports, records: Records, actor: Actor, school: SchoolId | None = None
) -> RosterWork:
    """Open the list of people for changing; raises NotAllowed."""
    place = place_to(records, actor.person, Action.MANAGE_PEOPLE, school)
    calendar = calendar_of(ports, records, place.school)
    now = ports.clock.now()
    roster = roster_of(records, calendar, now)
    return RosterWork(records, calendar, now, roster, ports, actor)


def roster_of(records: Reading, calendar: SchoolCalendar, now: datetime) -> Roster:
    """Read a school's people as one value."""
    school = calendar.school
    return Roster(
        school=school.id,
        today=calendar.day_of(now),
        ask=school.ask,
        members={m.person: m for m in records.find(MEMBERS_OF_SCHOOL, school.id)},
        inductions={i.ect: i for i in records.find(INDUCTIONS_OF_SCHOOL, school.id)},
        pairings={p.id: p for p in records.find(PAIRINGS_OF_SCHOOL, school.id)},
        agreed=frozenset(
            (both.ect, both.person)
            for both in records.find(BOTH_ROLES_OF_SCHOOL, school.id)
            if both.agreed_by is not None
        ),
    )


def require_sound(before: Roster, after: Roster) -> None:
    """Raise Refusal, with every reason, where a change makes something wrong."""
    faults = new_faults(before, after)
    if faults:
        # Whom a change takes off the list has a name still.
        named = replace(after, members={**before.members, **after.members})
        raise Refusal(" ".join(format_fault(fault, named) for fault in faults))


def images_between(before: Roster, after: Roster) -> list[Image]:
    """Return what a change touches; all of it, and nothing else."""
    school = before.school
    return [
        *_images(
            Entry.MEMBER, _keyed(before.members, school), _keyed(after.members, school)
        ),
        *_images(
            Entry.INDUCTION,
            _keyed(before.inductions, school),
            _keyed(after.inductions, school),
        ),
        *_images(Entry.PAIRING, before.pairings, after.pairings),
    ]


def image_of(
    entry: Entry, key: str, before: Record | None, after: Record | None
) -> Image:
    """Return one entry as it was and as it becomes."""
    return Image(entry=entry, key=key, before=_packed(before), after=_packed(after))


def write(records: Records, images: Iterable[Image]) -> None:
    """Put what a change made in its place."""
    for image in images:
        _put(records, image.entry, image.key, image.after)


def keep_change(
    work: RosterWork,
    did: Event,
    images: Iterable[Image],
    *,
    about: PersonId | None,
    facts: str = "",
) -> RosterChange:
    """Keep a change for undoing, and note it in the history of whom it is about."""
    change = RosterChange(
        id=work.ports.new_id(),
        school=work.school,
        by=work.actor.person,
        did=did,
        about=about,
        at=work.now,
        images=tuple(images),
    )
    work.records.add(ROSTER_CHANGES, change)
    note(work, did, about, facts)
    return change


def note(work: RosterWork, did: Event, about: PersonId | None, facts: str = "") -> None:
    """Note an act in the history of a person, or of the whole list."""
    note_act(
        work.ports,
        work.records,
        work.actor,
        did,
        subject=entry_name(work.school, about),
        school=work.school,
        facts=facts,
    )


def put_back(records: Records, change: RosterChange) -> None:
    """Put everything back as it was before a change.

    Raises Stale, with nothing put back, where an entry has been changed since.
    """
    for image in change.images:
        # What an ECT has answered meanwhile goes with the pairing that it was about.
        answered = image.entry is Entry.EARLIER_NOTES
        now = records.get(_KINDS[image.entry], image.key)
        if now != _unpacked(image.entry, image.after) and not answered:
            raise Stale(
                "Somebody has changed the same entry since, so this cannot be undone "
                "by itself. `/ect people` shows how it is now."
            )
    for image in change.images:
        _put(records, image.entry, image.key, image.before)


def forget_old_changes(records: Records, now: datetime) -> int:
    """Forget what changes replaced, once none can be undone; the history stays."""
    old = records.find(ROSTER_CHANGES_BY_AGE, below=now - CHANGES_KEPT)
    for gone in old:
        records.remove(ROSTER_CHANGES, gone.id)
    return len(old)


def entry_name(school: SchoolId, person: PersonId | None) -> str:
    """Name a person's entry in a school's list, for its history."""
    return f"people/{school}/{person or 'list'}"


def mark_of(records: Reading, school: SchoolId, person: PersonId | None) -> str:
    """Return what tells one state of an entry from the next: its latest act."""
    acts = history_of(records, entry_name(school, person))
    return acts[-1].id if acts else "new"


def _keyed(by_person: Mapping[PersonId, Record], school: SchoolId) -> dict[str, Record]:
    return {f"{school}/{person}": record for person, record in by_person.items()}


def _images(
    entry: Entry, before: Mapping[Any, Record], after: Mapping[Any, Record]
) -> list[Image]:
    return [
        image_of(entry, key, before.get(key), after.get(key))
        for key in sorted({*before, *after})
        if before.get(key) != after.get(key)
    ]


def _packed(record: Record | None) -> str | None:
    return None if record is None else _packer.encode(record).decode()


def _put(records: Records, entry: Entry, key: str, packed: str | None) -> None:
    kind, record = _KINDS[entry], _unpacked(entry, packed)
    if record is None:
        records.remove(kind, key)
    else:
        records.put(kind, record)


def _unpacked(entry: Entry, packed: str | None) -> Record | None:
    if packed is None:
        return None
    record: Record = msgspec.json.decode(packed, type=_KINDS[entry].record)
    return record
