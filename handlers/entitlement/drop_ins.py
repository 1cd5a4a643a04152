"""Noting a drop-in: the form, one typed line, and Undo."""

from bot.domain.entitlement.drop_ins import DropInDraft
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import DropInId, PairingId
from bot.ports.bundle import Ports
from bot.results.sessions.cards import LineRefused
from bot.usecases.entitlement.drop_ins import (
    drop_in_line,
    note_drop_in,
    open_drop_in,
    undo_drop_in,
)
from bot.views.entitlement.drop_ins import drop_in_form, drop_in_receipt
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.sessions.cards import line_refused
from handlers.calls import AlsoInDm, Answer, Body, Call, Reply
from handlers.fields import Values
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the form and to the receipt's button."""
    listening.action(ids.OPEN_DROP_IN, lambda call: drop_in(ports, call, ""))
    listening.action(ids.UNDO_DROP_IN, lambda call: _undo(ports, call))
    listening.submission(ids.DROP_IN_FORM, lambda call: _submit(ports, call))


def drop_in(ports: Ports, call: Call, text: str) -> Reply:
    """Answer `/ect dropin`: the form, or the receipt of what the line says."""
    if not text:
        return drop_in_form(open_drop_in(ports, call.actor))
    noted = drop_in_line(ports, call.actor, text, call.delivery)
    if isinstance(noted, LineRefused):
        return line_refused(noted, word="dropin")
    return AlsoInDm(drop_in_receipt(noted))


def _undo(ports: Ports, call: Call) -> Reply:
    drop_in_id = DropInId(call.value)
    undone = drop_in_receipt(undo_drop_in(ports, call.actor, drop_in_id))
    return undone if call.is_in_ephemeral else None


def _submit(ports: Ports, call: Call) -> Answer:
    try:
        card = note_drop_in(ports, call.actor, _read(call.body["view"]), call.delivery)
    except Unfit as unfit:
        return {unfit.field.value: unfit.sentence}
    return told("Noted", drop_in_receipt(card))


def _read(view: Body) -> DropInDraft:
    values = Values(view)
    return DropInDraft(
        pairing=PairingId(values.picked(Field.ECT)),
        day=values.day(Field.DAY),
        encouragement=values.text(Field.NOTE),
        next_step=values.text(Field.NEXT_STEPS),
    )
