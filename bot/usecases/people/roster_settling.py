"""Making one change of the list of people, with all that follows, and undoing it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bot.domain.kernel.errors import Refusal, Stale
from bot.domain.kernel.formatting import format_list
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.induction import estimated_end
from bot.domain.people.roster import Roster
from bot.domain.people.roster_acts import Entry, RosterChange
from bot.domain.sessions.records import Session
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    DROP_INS_OF_PAIRING,
    MISSED_OF_PAIRING,
    ROSTER_CHANGES,
    SESSIONS_OF_PAIRING,
    SESSIONS_OFF,
)
from bot.ports.store import Index, Records
from bot.results.people.pages import ChangeDone, Next
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import history_of, note_act
from bot.usecases.outbox.notices import renew, renew_for
from bot.usecases.people.both_roles import allowed_both
from bot.usecases.people.handing_over import called_off, with_ends_entered
from bot.usecases.people.handing_over import put_back as put_back_plan
from bot.usecases.people.induction_prompts import prompt_tutor
from bot.usecases.people.return_from_leave import bring_forward
from bot.usecases.people.roster_following import LATELY, follow
from bot.usecases.people.roster_writing import (
    RosterWork,
    entry_name,
    image_of,
    images_between,
    keep_change,
    mark_of,
    note,
    put_back,
    require_sound,
    roster_of,
    roster_work,
    write,
)
from bot.usecases.people.tutor_changes import follow_tutors

_OF_PAIRING: tuple[Index[Any], ...] = (
    SESSIONS_OF_PAIRING,
    SESSIONS_OFF,
    DROP_INS_OF_PAIRING,
    MISSED_OF_PAIRING,
)
_TOO_LATE = (
    "Undo is open for an hour, and that has passed. You can still change the entry in "
    "`/ect people`."
)


@dataclass(frozen=True, slots=True)
class Target:
    """Whose entry is changed, as the person who changes it saw it."""

    school: SchoolId
    person: PersonId
    seen: str  # the mark of the entry when the form opened
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class RosterOutcome:
    """What one change makes of the roster, and what is said of it."""

    did: Event
    after: Roster
    facts: str
    next: frozenset[Next] = field(default_factory=frozenset)
    days: int = 0
    planned: int = 0


def undo_change(ports: Ports, actor: Actor, change_id: str) -> ChangeDone:
    """Put back what one changed within the last hour.

    Raises NotAllowed, Stale once the hour has passed or the entry has changed, and
    Refusal where something that was changed since needs it.
    """
    with ports.store.transaction(actor.team) as records:
        kept = records.get(ROSTER_CHANGES, change_id)
        if kept is None:
            raise Stale(_TOO_LATE)
        work = roster_work(ports, records, actor, kept.school)
        if kept.by != actor.person:
            raise Stale("Only whoever made a change can undo it from here.")
        name = work.roster.name(kept.about) if kept.about else ""
        if kept.undone_at is not None:
            return ChangeDone(Event.CHANGE_UNDONE, kept.about, name, "", None)
        if not is_open_to_undo(kept.at, work.now):
            raise Stale(_TOO_LATE)
        _require_unused(records, kept)
        put_back(records, kept)
        # What else was changed meanwhile may need what is taken back.
        as_before = roster_of(records, work.calendar, work.now)
        require_sound(work.roster, as_before)
        bring_forward(work, as_before.members)
        if kept.about and kept.about in as_before.members:
            name = as_before.name(kept.about)
        undone = msgspec.structs.replace(kept, undone_at=work.now)
        records.put(ROSTER_CHANGES, undone)
        note(work, Event.CHANGE_UNDONE, kept.about)
        _redraw(work, kept)
        return ChangeDone(Event.CHANGE_UNDONE, kept.about, name, "", None)


def settle(
    work: RosterWork, did: Event, after: Roster, *, about: PersonId | None, facts: str
) -> tuple[RosterChange, int]:
    """Write a change of the roster with all that follows from it.

    Returns the change, and how many planned sessions were called off. Raises Refusal.
    """
    require_sound(work.roster, after)
    after = with_ends_entered(work.roster, after, work.now)
    images = images_between(work.roster, after)
    if not images:
        raise Refusal("That is how it is already, so nothing was changed.")
    write(work.records, images)
    followed = follow(work, after, images)
    plans = []
    for was, off in followed.called_off:
        note_act(
            work.ports,
            work.records,
            work.actor,
            Event.CANCELLED,
            subject=off.id,
            school=off.school,
        )
        plans.append(image_of(Entry.SESSION, was.id, was, off))
    asked = [
        image_of(Entry.EARLIER_NOTES, notes.pairing, None, notes)
        for notes in followed.asked
    ]
    kept = keep_change(work, did, [*images, *plans, *asked], about=about, facts=facts)
    return kept, len(plans)


def change(
    ports: Ports,
    actor: Actor,
    target: Target,
    step_of: Callable[[RosterWork], RosterOutcome],
) -> ChangeDone:
    """Make one change of somebody's entry, if it is as the person who asks saw it.

    Raises NotAllowed, Refusal with what would work, and Stale with what was changed.
    """
    with ports.store.transaction(actor.team) as records:
        work = roster_work(ports, records, actor, target.school)
        earlier = outcome_of(records, target.delivery)
        if earlier is not None:
            return _told_before(work, earlier)
        _require_fresh(work, target)
        step = step_of(work)
        allowed_both(work.roster, step.after, target.person)
        kept, called_off = settle(
            work, step.did, step.after, about=target.person, facts=step.facts
        )
        if step.next & {Next.LEAVING_LIST, Next.TELL_BODY}:
            prompt_tutor(work, step.after.inductions[target.person])
        claim(records, target.delivery, kept.id, work.now)
        induction = step.after.inductions.get(target.person)
        follow = step.next | ({Next.PLANS_CALLED_OFF} if called_off else set())
        return ChangeDone(
            did=step.did,
            person=target.person,
            name=step.after.name(target.person)
            if step.did is not Event.PERSON_REMOVED
            else step.facts,
            facts=step.facts,
            change=kept.id,
            next=follow,
            called_off=called_off,
            days=step.days,
            planned=step.planned,
            ends=estimated_end(induction, work.calendar)
            if induction and Next.ESTIMATE in follow
            else None,
        )


def _told_before(work: RosterWork, change_id: str) -> ChangeDone:
    kept = work.records.get(ROSTER_CHANGES, change_id)
    if kept is None:
        raise Stale("This was handled already.")
    name = work.roster.name(kept.about) if kept.about else ""
    return ChangeDone(kept.did, kept.about, name, "", kept.id)


def _require_fresh(work: RosterWork, target: Target) -> None:
    """Refuse a form that shows an entry as it no longer is, and say what changed."""
    now = mark_of(work.records, work.school, target.person)
    if now == target.seen:
        return
    acts = history_of(work.records, entry_name(work.school, target.person))
    seen = next((n for n, act in enumerate(acts) if act.id == target.seen), -1)
    said = [
        f"{work.roster.name(act.by)} at "
        f"{work.calendar.local(act.at):%H:%M} ({act.facts or 'undone'})"
        for act in acts[seen + 1 :]
    ]
    raise Stale(
        "This entry was changed while you had it open, so nothing of yours was saved: "
        f"{format_list(said)}. Close this to see your answers, then open the entry "
        "anew."
    )


def _require_unused(records: Records, change: RosterChange) -> None:
    """Refuse to take back a pairing in which somebody has noted anything since.

    What was taken back again, too: its messages and reminders are still about it.
    """
    for image in change.images:
        if image.entry is not Entry.PAIRING or image.before is not None:
            continue
        if any(records.find(index, image.key) for index in _OF_PAIRING):
            raise Stale(
                "The new mentor has logged or planned something since, so this cannot "
                "be undone by itself. You can change the mentor again in `/ect "
                "people`."
            )


def _redraw(work: RosterWork, change: RosterChange) -> None:
    """Have messages and reminders follow what was put back."""
    for image in change.images:
        if image.entry is Entry.SESSION and image.before is not None:
            planned = msgspec.json.decode(image.before, type=Session)
            again = msgspec.structs.replace(planned, edited_at=work.now)
            put_back_plan(work, again, before=called_off(planned, work.now))
        elif (
            image.entry is Entry.PAIRING and image.before is not None
        ) or image.entry is Entry.EARLIER_NOTES:
            renew(work.records, image.key)
        elif image.entry is Entry.INDUCTION:
            renew(work.records, image.key.replace("/", "|"))
        elif image.entry is Entry.MEMBER and image.before is not None:
            back = PersonId(image.key.partition("/")[2])
            renew_for(work.records, back, work.now - LATELY)
    undone = [
        msgspec.structs.replace(image, before=image.after, after=image.before)
        for image in change.images
    ]
    follow_tutors(work, undone)
