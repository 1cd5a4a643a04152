"""What writer and reader press on a concern, and the lists of both."""

from collections.abc import Callable

from slack_sdk.models.views import View

from bot.domain.concerns.records import Shown
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import ConcernId, PersonId
from bot.ports.bundle import Actor, Ports
from bot.results.concerns.cards import ConcernCard
from bot.usecases.concerns import acting as acts
from bot.usecases.concerns.reading import own_concerns, read_concern
from bot.usecases.kernel.claims import Delivery
from bot.views.concerns.carried import longer_than_form
from bot.views.concerns.fields import AGAIN, CONTACT, READER, WORDS
from bot.views.concerns.lists import own_concerns as concern_list
from bot.views.concerns.memory import ConcernMemory
from bot.views.concerns.notices import done
from bot.views.concerns.reading import (
    add_form,
    copy_form,
    copy_of,
    draft_for_contact,
    further_form,
    note_form,
    read_form,
)
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.kernel.memory import unpacked
from bot.views.kernel.text import as_typed
from handlers.calls import Answer, Call, Done, Reply, WithMessage
from handlers.concerns.form import open_form
from handlers.fields import Values
from handlers.given_back import in_buttons
from handlers.listening import Listening
from handlers.overviews.home import home_of

_Act = Callable[[Ports, Actor, Shown, Delivery], ConcernCard]
_PRESSED: dict[str, _Act] = {
    ids.TAKE_CONCERN: acts.take_concern,
    ids.SAY_SORTED: acts.say_it_is_sorted,
    ids.CANNOT_HELP: acts.say_cannot_help,
    ids.UNDO_SAID: acts.undo_said,
    ids.LEAVE_CONCERN: acts.leave_concern,
    ids.CONFIRM_SORTED: acts.confirm_sorted,
    ids.WITHDRAW_CONCERN: acts.withdraw_concern,
}
_SHOWN: dict[str, Callable[[ConcernCard], View]] = {
    ids.READ_CONCERN: read_form,
    ids.NOTE_CONCERN: note_form,
    ids.ADD_TO_CONCERN: add_form,
    ids.TAKE_FURTHER: further_form,
    ids.COPY_CONCERN: lambda card: copy_form(
        "A copy to take away",
        "All of it, for you to keep. Slack keeps no copy of this page.",
        copy_of(card),
    ),
    ids.DRAFT_FOR_CONTACT: lambda card: copy_form(
        "A draft to copy",
        "Change it as you like. I send nothing outside the school.",
        draft_for_contact(card),
    ),
}


def register(listening: Listening, ports: Ports) -> None:
    """Listen to every button of a concern and to the forms they open."""
    for action_id, act in _PRESSED.items():
        listening.action(action_id, _presser(ports, act))
    for action_id, draw in _SHOWN.items():
        listening.action(action_id, _shower(ports, draw))
    listening.submission(
        ids.NOTE_FORM, lambda call: _write(ports, call, acts.note_concern)
    )
    listening.submission(
        ids.ADD_FORM, lambda call: _write(ports, call, acts.add_to_concern)
    )
    listening.submission(ids.FURTHER_FORM, lambda call: _further(ports, call))
    listening.submission(ids.COPY_FORM, lambda _call: Done())


def raise_concern(ports: Ports, call: Call, text: str) -> View | WithMessage:
    """Answer `/ect concern`; all that is too long for the form is in buttons below.

    Slack keeps nothing of what was typed after a command.
    """
    words = as_typed(text)
    form = open_form(ports, call, words)
    memory = unpacked(form.private_metadata or "", ConcernMemory)
    if not memory.left_out_chars:
        return form
    return WithMessage(form, in_buttons(ports, call.actor, longer_than_form(), words))


def concerns(ports: Ports, call: Call, _text: str) -> Reply:
    """Answer `/ect concerns`."""
    return concern_list(own_concerns(ports, call.actor))


def _presser(ports: Ports, act: _Act) -> Callable[[Call], Reply]:
    def press(call: Call) -> Reply:
        act(ports, call.actor, _shown(call.body["actions"][0]["value"]), call.delivery)
        return _redrawn(ports, call)

    return press


def _shower(
    ports: Ports, draw: Callable[[ConcernCard], View]
) -> Callable[[Call], Reply]:
    def show(call: Call) -> Reply:
        shown = _shown(call.body["actions"][0]["value"])
        return draw(read_concern(ports, call.actor, shown.concern))

    return show


def _redrawn(ports: Ports, call: Call) -> Reply:
    """Draw anew what the button stood in; messages are drawn anew by delivery."""
    if call.body.get("view", {}).get("type") == "home":
        return home_of(ports, call)
    if call.is_in_ephemeral:
        return concern_list(own_concerns(ports, call.actor))
    return None


def _write(ports: Ports, call: Call, act: Callable[..., ConcernCard]) -> Answer:
    view = call.body["view"]
    words = Values(view).text(WORDS)
    try:
        card = act(
            ports,
            call.actor,
            _shown(view["private_metadata"]),
            words=words,
            delivery=call.delivery,
        )
    except Unfit as unfit:
        return {WORDS: unfit.sentence}
    return told("Sent", done(card))


def _further(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    shown = _shown(view["private_metadata"])
    reader = Values(view).picked(READER)
    if reader == CONTACT:
        card = acts.go_outside(ports, call.actor, shown, call.delivery)
    elif reader == AGAIN:
        card = acts.leave_concern(ports, call.actor, shown, call.delivery)
    else:
        card = acts.take_further(
            ports, call.actor, shown, reader=PersonId(reader), delivery=call.delivery
        )
    return told("Done", done(card))


def _shown(value: str) -> Shown:
    concern, turn = ids.to_concern(value)
    return Shown(concern=ConcernId(concern), turn=turn)
