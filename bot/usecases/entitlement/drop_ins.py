"""Recording drop-ins: note one, in a form or a line, show it, take it back (R3)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import msgspec

from bot.domain.entitlement.drop_ins import (
    DropIn,
    DropInDraft,
    DropInWords,
    check_drop_in,
)
from bot.domain.kernel.access import Action, require
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import NotAllowed, Stale, Unfit
from bot.domain.kernel.formatting import format_day, format_list
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import DropInId, PersonId, Sealed
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.log_line import NotUnderstood, read_log_line
from bot.domain.sessions.session_rules import tidy
from bot.domain.sessions.typed_line.parts import QUOTING_EXAMPLE, unescaped
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import DROP_IN_WORDS, DROP_INS, DROP_INS_OF_PAIRING, PAIRINGS
from bot.ports.store import Reading, Records
from bot.results.entitlement.drop_ins import DropInCard, DropInForm
from bot.results.sessions.cards import LineRefused
from bot.usecases.kernel.choosing_ect import choices_of
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import note_act
from bot.usecases.kernel.lookup import (
    Mentoring,
    current_pairings_of_mentor,
    member,
    mentoring,
    pairing_for,
    require_place,
    standing_of,
    today_of,
)
from bot.usecases.kernel.opened_words import for_its_own
from bot.usecases.kernel.sealed_words import place_of, sealed_words
from bot.usecases.outbox.notices import renew, tell

EXAMPLE = "/ect dropin today Calm start, clear instructions"
_QUOTING = '/ect dropin today "plan for next Tuesday"'
_NO_SUCH = "There is no such drop-in for you. It may have been removed."


def open_drop_in(ports: Ports, actor: Actor) -> DropInForm:
    """Prepare the form for a drop-in today.

    Raises NotAllowed for someone who mentors nobody.
    """
    with ports.store.reading(actor.team) as records:
        pairings = _own_pairings(ports, records, actor)
        return DropInForm(
            choices=choices_of(records, pairings),
            today=today_of(ports, records, pairings[0].school),
        )


def drop_in_line(
    ports: Ports, actor: Actor, text: str, delivery: Delivery
) -> DropInCard | LineRefused:
    """Note a drop-in from one typed line, or say what could not stand and keep it.

    Raises NotAllowed for someone who mentors nobody.
    """
    draft = _read_line(ports, actor, text)
    if isinstance(draft, LineRefused):
        return draft
    try:
        return note_drop_in(ports, actor, draft, delivery)
    except Unfit as unfit:
        return LineRefused(text, unfit.sentence, EXAMPLE)


def note_drop_in(
    ports: Ports, actor: Actor, draft: DropInDraft, delivery: Delivery
) -> DropInCard:
    """Note that a drop-in took place, and tell the ECT.

    Raises NotAllowed and Unfit, both with a sentence for the mentor.
    """
    with ports.store.transaction(actor.team) as records:
        about = pairing_for(
            ports, records, actor, draft.pairing, to=Action.NOTE_DROP_IN
        )
        earlier = outcome_of(records, delivery)
        if earlier is not None:
            return _card_of(
                ports, records, about, DropInId(earlier), reader=actor.person
            )
        now = ports.clock.now()
        tidied = replace(
            draft,
            encouragement=tidy(draft.encouragement),
            next_step=tidy(draft.next_step),
        )
        check_drop_in(
            tidied, about.pairing, about.calendar, today=about.calendar.day_of(now)
        )
        drop_in = DropIn(
            id=DropInId(ports.new_id()),
            school=about.pairing.school,
            pairing=about.pairing.id,
            mentor=about.pairing.mentor,
            ect=about.pairing.ect,
            day=tidied.day,
            recorded_at=now,
        )
        records.add(DROP_INS, drop_in)
        _keep_words(ports, records, tidied, drop_in)
        _note(ports, records, actor, Event.LOGGED, drop_in=drop_in)
        _tell_both(ports, records, about, drop_in)
        claim(records, delivery, drop_in.id, now)
        return card(ports, records, about, drop_in, reader=actor.person)


def undo_drop_in(ports: Ports, actor: Actor, drop_in_id: DropInId) -> DropInCard:
    """Take back a drop-in noted within the last hour; its words are deleted.

    Raises NotAllowed and Stale; twice is harmless.
    """
    with ports.store.transaction(actor.team) as records:
        drop_in = records.get(DROP_INS, drop_in_id)
        pairing = records.get(PAIRINGS, drop_in.pairing) if drop_in else None
        if drop_in is None or pairing is None:
            raise NotAllowed(_NO_SUCH)
        require(Action.NOTE_DROP_IN, standing_of(records, actor.person, pairing))
        about = mentoring(ports, records, pairing)
        if drop_in.is_undone:
            return card(ports, records, about, drop_in, reader=actor.person)
        if not is_open_to_undo(drop_in.recorded_at, ports.clock.now()):
            raise Stale("Undo is open for an hour, and that has passed.")
        undone = msgspec.structs.replace(drop_in, is_undone=True)
        records.put(DROP_INS, undone)
        records.remove(DROP_IN_WORDS, drop_in.id)
        _note(ports, records, actor, Event.UNDONE, drop_in=undone)
        renew(records, drop_in.id)
        return card(ports, records, about, undone, reader=actor.person)


def card(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    drop_in: DropIn,
    *,
    reader: PersonId,
) -> DropInCard:
    """Gather a drop-in and its words for its mentor or its ECT, and nobody else."""
    now, door = ports.clock.now(), for_its_own(ports, records, reader)
    words = records.get(DROP_IN_WORDS, drop_in.id)
    return DropInCard(
        drop_in=drop_in,
        mentor=about.mentor.name,
        ect=about.ect.name,
        tutor=about.tutor,
        today=about.calendar.day_of(now),
        encouragement=door.words(DROP_IN_WORDS, words, field="encouragement"),
        next_step=door.words(DROP_IN_WORDS, words, field="next_step"),
        may_undo=not drop_in.is_undone and is_open_to_undo(drop_in.recorded_at, now),
        both_read=about.both_read,
        by_tutor=about.induction.tutor == about.pairing.mentor,
    )


def days_of_drop_ins(records: Reading, pairings: Iterable[Pairing]) -> tuple[date, ...]:
    """Return when drop-ins took place, oldest first: all that a tutor sees (R3, R5)."""
    found = (records.find(DROP_INS_OF_PAIRING, one.id) for one in pairings)
    return tuple(sorted(drop_in.day for own in found for drop_in in own))


def _card_of(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    drop_in_id: DropInId,
    *,
    reader: PersonId,
) -> DropInCard:
    drop_in = records.get(DROP_INS, drop_in_id)
    if drop_in is None:
        raise Stale("This was handled already.")
    return card(ports, records, about, drop_in, reader=reader)


def _own_pairings(ports: Ports, records: Reading, actor: Actor) -> list[Pairing]:
    own = require_place(records, actor.person)
    today = today_of(ports, records, own[0].school)
    pairings = current_pairings_of_mentor(records, actor.person, today)
    if not pairings:
        raise NotAllowed(
            "Drop-ins are noted by the ECT's mentor, and you are not down as anyone's "
            "mentor. If that is wrong, ask your school admin."
        )
    return pairings


def _read_line(ports: Ports, actor: Actor, text: str) -> DropInDraft | LineRefused:
    with ports.store.reading(actor.team) as records:
        pairings = _own_pairings(ports, records, actor)
        names = {one.ect: member(records, one.school, one.ect).name for one in pairings}
        about = mentoring(ports, records, pairings[0])
        now = about.calendar.local(ports.clock.now())
    line = read_log_line(
        text,
        today=now.date(),
        now_local=now,
        names=names,
        focus_areas=(),
        about="a drop-in",
    )
    if isinstance(line, NotUnderstood):
        is_quoting = line.example == QUOTING_EXAMPLE
        return LineRefused(text, line.problem, _QUOTING if is_quoting else EXAMPLE)
    named = [one for one in pairings if not line.ects or one.ect in line.ects]
    if len(named) != 1:
        who = format_list(list(names.values()), joined_by="or")
        first = next(iter(names.values())).split()[0]
        example = f"/ect dropin @{first} {unescaped(text)}"
        return LineRefused(text, f"Whose classroom was it: {who}?", example)
    return DropInDraft(
        pairing=named[0].id, day=line.day or now.date(), encouragement=line.note
    )


def _keep_words(
    ports: Ports, records: Records, draft: DropInDraft, drop_in: DropIn
) -> None:
    if not draft.encouragement and not draft.next_step:
        return

    def sealed(text: str, field: str, of: Field) -> Sealed | None:
        place = place_of(records, DROP_IN_WORDS, drop_in.id, field)
        found = sealed_words(ports.vault, [text] if text else [], [place], field=of)
        return found[0][1] if found else None

    words = DropInWords(
        drop_in=drop_in.id,
        pairing=drop_in.pairing,
        encouragement=sealed(draft.encouragement, "encouragement", Field.NOTE),
        next_step=sealed(draft.next_step, "next_step", Field.NEXT_STEPS),
    )
    records.add(DROP_IN_WORDS, words)


def _tell_both(
    ports: Ports, records: Records, about: Mentoring, drop_in: DropIn
) -> None:
    now = ports.clock.now()
    tell(
        records,
        NoticeKind.DROP_IN_RECEIPT,
        reader=drop_in.mentor,
        subject=drop_in.id,
        school=drop_in.school,
        not_before=now,
    )
    tell(
        records,
        NoticeKind.DROP_IN_NOTED,
        reader=drop_in.ect,
        subject=drop_in.id,
        school=drop_in.school,
        not_before=about.calendar.next_contact(now, about.ect),
    )


def _note(
    ports: Ports, records: Records, actor: Actor, did: Event, *, drop_in: DropIn
) -> None:
    note_act(
        ports,
        records,
        actor,
        did,
        subject=drop_in.id,
        school=drop_in.school,
        facts=format_day(drop_in.day),
    )
