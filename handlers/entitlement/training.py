"""A mentor's training ledger: the form, one typed line, the entitlement, Undo."""

from slack_sdk.models.views import View

from bot.domain.entitlement.training import (
    MINUTES,
    Entitlement,
    Programme,
    tailored_minutes,
)
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import TrainingId
from bot.ports.bundle import Ports
from bot.results.sessions.cards import LineRefused
from bot.usecases.entitlement.training import (
    note_training,
    open_training,
    training_line,
    undo_training,
)
from bot.usecases.entitlement.training_entitlement import (
    open_entitlement,
    set_entitlement,
    undo_entitlement,
)
from bot.views.entitlement.training import (
    entitlement_form,
    training_page,
    training_receipt,
)
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.sessions.cards import line_refused
from handlers.calls import AlsoInDm, Answer, Body, Call, Reply
from handlers.fields import Values
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the ledger's form and buttons."""
    listening.action(ids.OPEN_TRAINING, lambda call: _page(ports, call))
    listening.action(ids.UNDO_TRAINING, lambda call: _undo(ports, call))
    listening.action(
        ids.OPEN_ENTITLEMENT,
        lambda call: entitlement_form(open_entitlement(ports, call.actor)),
    )
    listening.action(ids.UNDO_ENTITLEMENT, lambda call: _undo_change(ports, call))
    listening.submission(ids.TRAINING_FORM, lambda call: _submit(ports, call))
    listening.submission(ids.ENTITLEMENT_FORM, lambda call: _change(ports, call))


def training(ports: Ports, call: Call, text: str) -> Reply:
    """Answer `/ect training`: the ledger, or the receipt of what the line says."""
    if not text:
        return _page(ports, call)
    noted = training_line(ports, call.actor, text, call.delivery)
    if isinstance(noted, LineRefused):
        return line_refused(noted, word="training")
    return AlsoInDm(training_receipt(noted))


def _page(ports: Ports, call: Call) -> View:
    return training_page(open_training(ports, call.actor))


def _undo(ports: Ports, call: Call) -> Reply:
    entry = TrainingId(call.value)
    undone = training_receipt(undo_training(ports, call.actor, entry))
    return undone if call.is_in_ephemeral else None


def _undo_change(ports: Ports, call: Call) -> Reply:
    undo_entitlement(ports, call.actor)
    return _page(ports, call)


def _submit(ports: Ports, call: Call) -> Answer:
    values = Values(call.body["view"])
    try:
        card = note_training(
            ports,
            call.actor,
            day=values.day(Field.DAY),
            minutes=int(_number(values, Field.LENGTH)),
            delivery=call.delivery,
        )
    except Unfit as unfit:
        return {unfit.field.value: unfit.sentence}
    return told("Noted", training_receipt(card))


def _change(ports: Ports, call: Call) -> Answer:
    try:
        set_entitlement(ports, call.actor, _read(call.body["view"]))
    except Unfit as unfit:
        return {unfit.field.value: unfit.sentence}
    return _page(ports, call)


def _read(view: Body) -> Entitlement:
    values = Values(view)
    offer = Programme(values.picked(Field.OFFER))
    tailored = offer is Programme.TAILORED
    return Entitlement(
        offer=offer,
        began_on=values.day(Field.BEGAN),
        minutes=tailored_minutes(_number(values, Field.TOTAL))
        if tailored
        else MINUTES[offer],
        agreed_with=values.text(Field.AGREED) if tailored else "",
    )


def _number(values: Values, field: Field) -> float:
    try:
        number = float(values.text(field) or 0)
        return float(int(number)) if field is Field.LENGTH else number
    except (ValueError, OverflowError):
        raise Unfit("Give it as a number, such as 90.", field=field) from None
