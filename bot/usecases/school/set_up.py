"""Setting a school up in Slack: answer, take back, start."""

import msgspec

from bot.domain.kernel.errors import NotAllowed, Refusal, Stale
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import SchoolId
from bot.domain.people.member import Member, Role
from bot.domain.reminders.nudges import Sweep
from bot.domain.school.set_up import (
    Answer,
    Founder,
    SavedMeanwhile,
    SetUpChange,
    Step,
    school_of,
    seen,
    step_of,
    with_answer,
)
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    INDUCTIONS_OF_SCHOOL,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    SCHOOLS,
    SET_UP_CHANGES,
    SET_UP_CHANGES_OF_SCHOOL,
    SET_UPS,
    SWEEPS,
)
from bot.ports.store import Records
from bot.results.school.set_up import SetUpHistory, SetUpPage, StepForm
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import history_of, note_act
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.people.first_heard import let_out
from bot.usecases.school.set_up_place import (
    Place,
    local,
    name_of,
    page_of,
    place_of,
    require_set_up,
)

_MOST_ACTS = 30
_ACTS = (Event.SET_UP_SAVED, Event.SET_UP_UNDONE, Event.BOT_STARTED, Event.BOT_HALTED)


def open_set_up(
    ports: Ports, actor: Actor, school: SchoolId | None = None
) -> SetUpPage | None:
    """Return how far the set-up has come; None where Slack has to be asked who may.

    Raises NotAllowed, with who can.
    """
    with ports.store.reading(actor.team) as records:
        place = place_of(records, actor, school)
        return page_of(ports, records, actor, place) if place else None


def open_step(ports: Ports, actor: Actor, school: SchoolId, step: Step) -> StepForm:
    """Return one step with its answer so far; raises NotAllowed."""
    with ports.store.reading(actor.team) as records:
        place = require_set_up(records, actor, school)
        page = page_of(ports, records, actor, place)
    answer = place.answer(step)
    return StepForm(page, step, answer, seen(answer))


def save_answer(
    ports: Ports,
    actor: Actor,
    school: SchoolId,
    *,
    answer: Answer,
    seen_before: str,
    delivery: Delivery,
) -> SetUpPage:
    """Keep the answer to a step, unless somebody else has answered it meanwhile.

    Raises NotAllowed, and SavedMeanwhile with what the other has saved.
    """
    with ports.store.transaction(actor.team) as records:
        place = require_set_up(records, actor, school)
        done = outcome_of(records, delivery)
        if done is not None:
            change = records.get(SET_UP_CHANGES, done)
            return page_of(ports, records, actor, place, saved=change)
        step = step_of(answer)
        before = place.answer(step)
        if seen(before) != seen_before and before is not None:
            raise _meanwhile(records, place, before)
        change = SetUpChange(
            id=ports.new_id(),
            school=place.id,
            by=actor.person,
            at=ports.clock.now(),
            step=step,
            before=before,
            after=answer,
        )
        place = _with(records, actor, place, answer)
        records.add(SET_UP_CHANGES, change)
        _note(ports, records, actor, Event.SET_UP_SAVED, place=place, step=step)
        claim(records, delivery, change.id, change.at)
        return page_of(ports, records, actor, place, saved=change)


def undo_answer(ports: Ports, actor: Actor, change_id: str) -> SetUpPage:
    """Take back what one saved, within the hour; raises NotAllowed and Stale."""
    with ports.store.transaction(actor.team) as records:
        change = records.get(SET_UP_CHANGES, change_id)
        if change is None or change.by != actor.person:
            raise NotAllowed("Only who saved it can take it back.")
        place = require_set_up(records, actor, change.school)
        if change.undone:
            return page_of(ports, records, actor, place, saved=change)
        if not is_open_to_undo(change.at, ports.clock.now()):
            raise Stale("That was more than an hour ago. Please change it instead.")
        if place.answer(change.step) != change.after:
            raise Stale("It has been changed since. Please change it instead.")
        if change.before is not None:
            place = _with(records, actor, place, change.before)
        else:
            place = _without(records, place, change.step)
        change = msgspec.structs.replace(change, undone=True)
        records.put(SET_UP_CHANGES, change)
        _note(ports, records, actor, Event.SET_UP_UNDONE, place=place, step=change.step)
        return page_of(ports, records, actor, place, saved=change)


def start_bot(ports: Ports, actor: Actor, school: SchoolId) -> SetUpPage:
    """Let the bot remind people at a school; raises Refusal while something misses."""
    with ports.store.transaction(actor.team) as records:
        place = require_set_up(records, actor, school)
        if place.is_started or place.set_up is None:
            return page_of(ports, records, actor, place)
        if not page_of(ports, records, actor, place).may_start:
            raise Refusal("Something is still missing. `/ect setup` shows what.")
        now = ports.clock.now()
        place = _put(records, place, started_at=now)
        let_out(records, calendar_of(ports, records, school), now)
        records.put(SWEEPS, Sweep(school=school, next_at=now))
        _note(ports, records, actor, Event.BOT_STARTED, place=place)
        return page_of(ports, records, actor, place)


def halt_bot(ports: Ports, actor: Actor, school: SchoolId) -> SetUpPage:
    """Take the start back, within the hour; raises Stale."""
    with ports.store.transaction(actor.team) as records:
        place = require_set_up(records, actor, school)
        if not page_of(ports, records, actor, place).may_halt:
            raise Stale("That was more than an hour ago.")
        place = _put(records, place, started_at=None)
        records.remove(SWEEPS, school)
        _note(ports, records, actor, Event.BOT_HALTED, place=place)
        return page_of(ports, records, actor, place)


def set_up_history(ports: Ports, actor: Actor, school: SchoolId) -> SetUpHistory:
    """Return who saved what, newest first."""
    with ports.store.reading(actor.team) as records:
        place = require_set_up(records, actor, school)
        acts = [act for act in history_of(records, place.id) if act.did in _ACTS]
        named = [
            (act, name_of(records, place, act.by), local(place.school, act.at))
            for act in reversed(acts[-_MOST_ACTS:])
        ]
    return SetUpHistory(place.id, tuple(named))


def _with(records: Records, actor: Actor, place: Place, answer: Answer) -> Place:
    """Keep an answer; the last of the first set-up makes the school."""
    if place.school is not None:
        school = with_answer(place.school, answer)
        records.put(SCHOOLS, school)
        return Place(place.id, school, place.set_up)
    assert place.set_up is not None  # noqa: S101 - a draft or a school
    set_up = place.set_up.with_answer(step_of(answer), answer)
    school_made = school_of(set_up, place.id, actor.person)
    if school_made is not None:
        set_up = msgspec.structs.replace(set_up, answers=())
        records.put(SCHOOLS, school_made)
        for founder in set_up.founders:
            records.put(MEMBERS, _as_member(place.id, founder))
    records.put(SET_UPS, set_up)
    return Place(place.id, school_made, set_up)


def _without(records: Records, place: Place, step: Step) -> Place:
    """Take an answer away; a school that was just made becomes a draft again."""
    set_up, school = place.set_up, place.school
    if school is not None and step is Step.BODY:
        school = msgspec.structs.replace(school, appropriate_body=None)
        records.put(SCHOOLS, school)
        return Place(place.id, school, set_up)
    if set_up is None:
        raise Stale("A school needs this. Please change it instead.")
    if school is not None:
        founders = {founder.person for founder in set_up.founders}
        members = records.find(MEMBERS_OF_SCHOOL, place.id)
        entered = any(member.person not in founders for member in members)
        if entered or records.find(INDUCTIONS_OF_SCHOOL, place.id):
            raise Stale("People are entered by now. Please change it instead.")
        for person in founders:
            records.remove(MEMBERS, f"{place.id}/{person}")
        records.remove(SCHOOLS, place.id)
        answers = tuple(place.answers.values())
        set_up = msgspec.structs.replace(set_up, answers=answers)
    set_up = set_up.with_answer(step, None)
    records.put(SET_UPS, set_up)
    return Place(place.id, None, set_up)


def _put(records: Records, place: Place, **changes: object) -> Place:
    assert place.set_up is not None  # noqa: S101 - only a set-up is started
    set_up = msgspec.structs.replace(place.set_up, **changes)
    records.put(SET_UPS, set_up)
    return Place(place.id, place.school, set_up)


def _meanwhile(records: Records, place: Place, answer: Answer) -> SavedMeanwhile:
    changes = records.find(SET_UP_CHANGES_OF_SCHOOL, place.id)
    last = [change for change in changes if change.after == answer]
    by = name_of(records, place, last[-1].by) if last else "Somebody"
    return SavedMeanwhile(
        f"{by} has saved this step while you had it open.", answer, by
    )


def _note(
    ports: Ports,
    records: Records,
    actor: Actor,
    did: Event,
    *,
    place: Place,
    step: Step | None = None,
) -> None:
    facts = step.value if step else ""
    note_act(ports, records, actor, did, subject=place.id, school=place.id, facts=facts)


def _as_member(school: SchoolId, founder: Founder) -> Member:
    return Member(
        school=school,
        person=founder.person,
        name=founder.name,
        roles=frozenset({Role.SCHOOL_ADMIN}),
    )
