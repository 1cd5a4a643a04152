"""What a person is told when something goes wrong: what was kept, what to do now."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.views.message import Message, plain, plus
from bot.views.text import as_typed, escape, quoted

_LINE_MAX_CHARS = 150


class Sent(Enum):
    """How a person sent something, where it is not a text that was typed."""

    AS_FORM = "as a form"
    AS_PRESS = "as a press that can be answered later, too"
    AS_LONE_PRESS = "as a press that is answered at once or not at all"


@dataclass(frozen=True, slots=True)
class SavedBut(Message):
    """Says that something was saved, although something went wrong after that."""


@dataclass(frozen=True, slots=True)
class Unsure(Message):
    """Says that nobody can tell yet whether something was saved; *ask* looks again."""

    ask: Callable[[], bool | None]


_SEND_AGAIN = {
    Sent.AS_FORM: "What you wrote is still in the form: close this, and send it again.",
    Sent.AS_PRESS: "Please try again in a minute.",
    Sent.AS_LONE_PRESS: "Please try again in a minute.",
}
_WAIT = "I'll tell you here as soon as I know, so please don't send it again yet."
_LOOK_FIRST = {
    Sent.AS_FORM: "Close this, and send the form again. If it was saved the first "
    "time, it won't be saved twice.",
    Sent.AS_PRESS: _WAIT,
    Sent.AS_LONE_PRESS: "Please look whether it was done before you press it again.",
}


def sorry(reference: str, sent: Sent | str) -> Message:
    """Own up to a fault of ours, with the reference that the log holds.

    A text that was typed is given back.
    """
    said = plain(
        "Something went wrong on my side, and nothing was changed. Please try again. "
        f"If it happens again, tell your school admin this reference: `{reference}`."
    )
    return plus(said, given_back(sent)) if isinstance(sent, str) else said


def saved_but(reference: str) -> SavedBut:
    """Own up to a fault that came after something was saved."""
    said = plain(
        "That was saved, but then something went wrong on my side. There's no need to "
        "send it again. Please tell your school admin this reference: "
        f"`{reference}`."
    )
    return SavedBut(said.blocks, said.text)


def not_saved(sent: Sent | str, reference: str) -> Message:
    """Say that the records are out of reach; a text that was typed is given back."""
    told = "Not saved: I cannot reach my records just now. Nothing was changed or lost."
    if isinstance(sent, Sent):
        again = _SEND_AGAIN[sent]
    else:
        again = f"Please send it again in a minute. {given_back(sent)}"
    asking = f"If it goes on, tell your school admin this reference: `{reference}`."
    return plain(told, again, asking)


def unsure(sent: Sent | str, reference: str, ask: Callable[[], bool | None]) -> Unsure:
    """Say that it is not known whether something was saved, and what to do."""
    told = "I can't tell yet whether that was saved: my records are slow to answer."
    then = f"{_WAIT} {given_back(sent)}" if isinstance(sent, str) else _LOOK_FIRST[sent]
    asking = f"If it goes on, tell your school admin this reference: `{reference}`."
    said = plain(told, then, asking)
    return Unsure(said.blocks, said.text, ask)


def known(saved: bool | None) -> Message:  # noqa: FBT001 - the one thing it says
    """Say what has come of that which nobody could tell."""
    if saved is None:
        return plain(
            "I still can't tell whether that was saved. Please look, for instance with "
            "`/ect status`, before you send it again."
        )
    if saved:
        return plain("It was saved: there's no need to send it again.")
    return plain("It wasn't saved, and nothing was changed. Please send it again.")


def form_not_opened(typed: str) -> Message:
    """Say how to try again; a text that was *typed* is given back."""
    lead = "The form did not open in time. Please try again"
    if "\n" in typed or len(typed) > _LINE_MAX_CHARS:
        return plain(f"{lead}. {given_back(typed)}")
    return plain(f"{lead} with `{escape(as_typed(typed))}`." if typed else f"{lead}.")


def given_back(text: str) -> str:
    """Say what was typed, which stands nowhere else."""
    return f"You typed:\n{quoted(as_typed(text))}"
