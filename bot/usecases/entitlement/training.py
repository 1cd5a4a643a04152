"""Noting one's own mentor training, setting the entitlement, taking both back (R6)."""

from datetime import date

import msgspec

from bot.domain.entitlement.training import (
    EXAMPLE,
    Training,
    TrainingEntry,
    check_entry,
    ledger,
    read_training_line,
)
from bot.domain.kernel.access import Action, Subject, require, standings
from bot.domain.kernel.errors import NotAllowed, Stale, Unfit
from bot.domain.kernel.formatting import format_day, format_minutes
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import TrainingId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.member import Role
from bot.domain.sessions.log_line import NotUnderstood
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import TRAINING_ENTRIES, TRAININGS
from bot.ports.store import Reading, Records
from bot.results.entitlement.training import OwnTraining, TrainingCard, TrainingPage
from bot.results.sessions.cards import LineRefused
from bot.usecases.entitlement.training_ledgers import (
    entitlement_of,
    entries_of,
    forget_if_empty,
    ledgers_of_school,
    own_ledger,
    renew_reminders,
)
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import note_act
from bot.usecases.kernel.lookup import calendar_of, require_place
from bot.usecases.outbox.notices import renew, tell


def open_training(ports: Ports, actor: Actor) -> TrainingPage:
    """Show a mentor their own ledger, and an induction tutor those of the school.

    Raises NotAllowed for anybody else.
    """
    with ports.store.reading(actor.team) as records:
        places = require_place(records, actor.person)
        tutoring = [one for one in places if Role.INDUCTION_TUTOR in one.roles]
        mentors = any(Role.MENTOR in one.roles for one in places)
        if not tutoring:
            require(Action.NOTE_TRAINING, standings(actor.person, places, Subject()))
        calendar = calendar_of(ports, records, places[0].school)
        today = calendar.day_of(ports.clock.now())
        shown = [
            one
            for place in tutoring
            for one in ledgers_of_school(
                records, place, calendar_of(ports, records, place.school), today=today
            )
        ]
        return TrainingPage(
            today=today,
            own=_own_training(ports, records, actor) if mentors else None,
            of_school=tuple(shown) if tutoring else None,
        )


def training_line(
    ports: Ports, actor: Actor, text: str, delivery: Delivery
) -> TrainingCard | LineRefused:
    """Note training from one typed line, or say what could not stand and keep it.

    Raises NotAllowed for someone who is no mentor.
    """
    with ports.store.reading(actor.team) as records:
        own = own_ledger(ports, records, actor)
        local = own.calendar.local(ports.clock.now())
    line = read_training_line(text, now_local=local)
    if isinstance(line, NotUnderstood):
        return LineRefused(text, line.problem, line.example)
    try:
        return note_training(
            ports, actor, day=line.day, minutes=line.minutes, delivery=delivery
        )
    except Unfit as unfit:
        return LineRefused(text, unfit.sentence, EXAMPLE)


def note_training(
    ports: Ports, actor: Actor, *, day: date, minutes: int, delivery: Delivery
) -> TrainingCard:
    """Note some minutes of training in the mentor's own ledger.

    Raises NotAllowed and Unfit.
    """
    with ports.store.transaction(actor.team) as records:
        own = own_ledger(ports, records, actor)
        earlier = outcome_of(records, delivery)
        if earlier is not None:
            return training_card(ports, records, _entry(records, actor, earlier))
        check_entry(day, minutes, today=own.today)
        now = ports.clock.now()
        if records.get(TRAININGS, actor.person) is None:
            records.add(
                TRAININGS,
                Training(
                    person=actor.person,
                    school=own.place.school,
                    entitlement=entitlement_of(
                        records, actor.person, own.calendar, own.today
                    ),
                    at=now,
                ),
            )
        entry = TrainingEntry(
            id=TrainingId(ports.new_id()),
            person=actor.person,
            school=own.place.school,
            day=day,
            minutes=minutes,
            recorded_at=now,
        )
        records.add(TRAINING_ENTRIES, entry)
        tell(
            records,
            NoticeKind.TRAINING_RECEIPT,
            reader=actor.person,
            subject=entry.id,
            school=entry.school,
            not_before=now,
        )
        _note_entry(ports, records, actor, Event.LOGGED, entry=entry)
        renew_reminders(ports, records, actor.person)
        claim(records, delivery, entry.id, now)
        return training_card(ports, records, entry)


def undo_training(ports: Ports, actor: Actor, entry_id: TrainingId) -> TrainingCard:
    """Take back what was noted within the last hour; twice is harmless.

    Raises NotAllowed and Stale.
    """
    with ports.store.transaction(actor.team) as records:
        own_ledger(ports, records, actor)
        entry = _entry(records, actor, entry_id)
        if entry.is_undone:
            return training_card(ports, records, entry)
        if not is_open_to_undo(entry.recorded_at, ports.clock.now()):
            raise Stale("Undo is open for an hour, and that has passed.")
        undone = msgspec.structs.replace(entry, is_undone=True)
        records.put(TRAINING_ENTRIES, undone)
        _note_entry(ports, records, actor, Event.UNDONE, entry=undone)
        forget_if_empty(records, actor.person)
        renew(records, entry.id)
        renew_reminders(ports, records, actor.person)
        return training_card(ports, records, undone)


def training_card(ports: Ports, records: Reading, entry: TrainingEntry) -> TrainingCard:
    """Gather what a mentor noted, with what their training adds up to."""
    calendar = calendar_of(ports, records, entry.school)
    now = ports.clock.now()
    today = calendar.day_of(now)
    return TrainingCard(
        entry=entry,
        ledger=ledger(
            entitlement_of(records, entry.person, calendar, today),
            entries_of(records, entry.person),
            calendar,
            on=today,
        ),
        today=today,
        may_undo=not entry.is_undone and is_open_to_undo(entry.recorded_at, now),
    )


def _own_training(ports: Ports, records: Reading, actor: Actor) -> OwnTraining:
    own = own_ledger(ports, records, actor)
    kept = records.get(TRAININGS, actor.person)
    entries = entries_of(records, actor.person)
    entitlement = entitlement_of(records, actor.person, own.calendar, own.today)
    return OwnTraining(
        ledger=ledger(entitlement, entries, own.calendar, on=own.today),
        entries=tuple(entries),
        may_undo_change=kept is not None
        and kept.before is not None
        and is_open_to_undo(kept.at, ports.clock.now()),
    )


def _entry(records: Reading, actor: Actor, entry_id: str) -> TrainingEntry:
    entry = records.get(TRAINING_ENTRIES, entry_id)
    if entry is None or entry.person != actor.person:
        raise NotAllowed("There is no such entry in your training ledger.")
    return entry


def _note_entry(
    ports: Ports, records: Records, actor: Actor, did: Event, *, entry: TrainingEntry
) -> None:
    note_act(
        ports,
        records,
        actor,
        did,
        subject=entry.id,
        school=entry.school,
        facts=f"{format_minutes(entry.minutes)} on {format_day(entry.day)}",
    )
