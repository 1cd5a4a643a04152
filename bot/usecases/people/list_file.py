"""A list of people from a file: checked first, applied when somebody says so.

What is shown is not kept: the file is read again to apply it, and applied only if it
would still do just what was shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.kernel.access import Action
from bot.domain.kernel.dated import since
from bot.domain.kernel.errors import Refusal, Stale
from bot.domain.kernel.formatting import format_count, format_date, format_list
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.induction import pattern_since
from bot.domain.people.member import ROLE_WORDS
from bot.domain.people.roster import Roster
from bot.domain.people.roster_cells import is_person
from bot.domain.people.roster_file import Column, FileRead, Row, as_rows, differences
from bot.domain.people.roster_reading import read_rows
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import ROSTER_CHANGES
from bot.ports.messenger import NotSent
from bot.results.people.pages import ChangeDone, FileChecked, Next
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.people.roster_settling import settle
from bot.usecases.people.roster_writing import (
    images_between,
    place_to,
    roster_of,
    roster_work,
)

_MOST_ASKED = 100  # about a minute at Slack's pace


def list_of_people(ports: Ports, actor: Actor, school: SchoolId) -> list[Row]:
    """Return the list as the rows of a file; raises NotAllowed."""
    with ports.store.reading(actor.team) as records:
        place_to(records, actor.person, Action.MANAGE_PEOPLE, school)
        calendar = calendar_of(ports, records, school)
        roster = roster_of(records, calendar, ports.clock.now())
        return as_rows(roster, calendar.school)


def check_rows(
    ports: Ports, actor: Actor, school: SchoolId, rows: Sequence[Row]
) -> tuple[FileChecked, FileRead]:
    """Say what the rows of a file would change; nothing is.

    Waits on Slack, which is asked whether it knows the newcomers. Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        place_to(records, actor.person, Action.MANAGE_PEOPLE, school)
        calendar = calendar_of(ports, records, school)
        roster = roster_of(records, calendar, ports.clock.now())
    read = read_rows(rows, roster, calendar.school)
    strangers = _strangers(ports, actor, roster, rows)
    if strangers:
        told = {
            number: [*read.faults.get(number, ()), *said]
            for number, said in strangers.items()
        }
        read = replace(read, faults={**read.faults, **told})
    return _shown(roster, read, rows), read


def _strangers(
    ports: Ports, actor: Actor, roster: Roster, rows: Sequence[Row]
) -> dict[int, list[str]]:
    """Return the rows whose member ID Slack does not know, or knows as an app.

    Somebody else's ID is the one slip that no rule can see; a wrong one, Slack can.
    """
    new = [row for row in rows if is_person(row[Column.PERSON])]
    new = [row for row in new if row[Column.PERSON] not in roster.members]
    found: dict[int, list[str]] = {}
    for row in new if len(new) <= _MOST_ASKED else ():
        try:
            person = PersonId(row[Column.PERSON])
            if not ports.messenger.account(actor.team, person).is_app:
                continue
        except NotSent as fault:
            if fault.code != "user_not_found":
                continue  # the daily look at closed accounts finds them, too
        said = (
            f"{Column.PERSON}: Slack knows nobody with the one in this row. Please "
            "copy it from their profile again."
        )
        found[row.number] = [said]
    return found


def _shown(roster: Roster, read: FileRead, rows: Sequence[Row]) -> FileChecked:
    touched = differences(roster, read.after) if read.is_fine else []
    names = {row.number: row[Column.NAME] or row[Column.PERSON] for row in rows}
    return FileChecked(
        school=roster.school,
        file="",
        mark=_mark(roster, read.after),
        rows=len(rows),
        added=[_line(read.after, person) for person, new in touched if new],
        changed=[
            _line(read.after, person, roster) for person, new in touched if not new
        ],
        faults=[
            (number, names.get(number, ""), " ".join(said))
            for number, said in sorted(read.faults.items())
        ],
        general=read.general,
    )


def apply_rows(
    ports: Ports,
    actor: Actor,
    rows: Sequence[Row],
    *,
    shown: FileChecked,
    delivery: Delivery,
) -> ChangeDone:
    """Apply the rows that were checked, whole or not at all.

    Raises NotAllowed, Refusal, and Stale where they would do something else by now.
    """
    with ports.store.transaction(actor.team) as records:
        work = roster_work(ports, records, actor, shown.school)
        earlier = outcome_of(records, delivery)
        if earlier is not None and records.get(ROSTER_CHANGES, earlier) is not None:
            return ChangeDone(Event.LIST_READ, None, "", "", earlier)
        read = read_rows(rows, work.roster, work.calendar.school)
        again = _shown(work.roster, read, rows)
        if not read.is_fine:
            raise Refusal("The file does not fit any more. Please upload it again.")
        if again.mark != shown.mark:
            raise Stale(
                "Somebody has changed the list of people since you looked, so nothing "
                "was applied. Please upload the file again and look once more."
            )
        facts = (
            f"{format_count(len(again.added), 'person', 'people')} added, "
            f"{len(again.changed)} changed"
        )
        kept, called_off = settle(
            work, Event.LIST_READ, read.after, about=None, facts=facts
        )
        claim(records, delivery, kept.id, work.now)
        follow = {Next.PLANS_CALLED_OFF} if called_off else set[Next]()
        return ChangeDone(
            Event.LIST_READ,
            None,
            "",
            facts,
            kept.id,
            next=frozenset(follow),
            called_off=called_off,
        )


def _mark(before: Roster, after: Roster) -> str:
    """Return what tells one outcome from another."""
    digest = hashlib.sha256()
    for image in images_between(before, after):
        digest.update(repr((image.key, image.before, image.after)).encode())
    return digest.hexdigest()[:32]


def _line(after: Roster, person: PersonId, before: Roster | None = None) -> str:
    """Say what a file makes of one person: for a known one, just what is new."""
    member, parts = after.members[person], []
    old = before.members.get(person) if before else None
    if old is None or old.roles != member.roles:
        roles = [word for role, word in ROLE_WORDS.items() if role in member.roles]
        parts.append(format_list(roles) or "no role")
    if old is not None and old.name != member.name:
        parts.append(f"was {old.name}")
    if old is not None and old.contracted_hours != member.contracted_hours:
        began = since(member.hours_before, before.today if before else date.min)
        parts.append(f"other working days, from {format_date(began)}")
    parts += _ect_parts(after, person, before)
    return f"{member.name}: {'; '.join(parts)}"


def _ect_parts(after: Roster, person: PersonId, before: Roster | None) -> list[str]:
    induction, parts = after.inductions.get(person), []
    if induction is None:
        return []
    was = before.inductions.get(person) if before else None
    mentor = after.mentor_of(person)
    if mentor and (before is None or before.mentor_of(person) != mentor):
        parts.append(f"mentor {after.name(mentor)}")
    if was is None or was.tutor != induction.tutor:
        parts.append(f"induction tutor {after.name(induction.tutor)}")
    if was is None or was.counted_from != induction.counted_from:
        parts.append(f"began {format_date(induction.counted_from)}")
    if was is not None and was.full_time_equivalent != induction.full_time_equivalent:
        share, began = induction.full_time_equivalent, pattern_since(induction)
        parts.append(f"{share:g} of full time, from {format_date(began)}")
    if was is not None and not parts and was != induction:
        parts.append("details of induction")
    return parts
