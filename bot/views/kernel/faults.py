"""What a person is told when something goes wrong: what was kept, what to do now."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.views.kernel.message import Message, plain
from bot.views.kernel.text import as_typed, quoted


class Sent(Enum):
    """How a person sent something, where it is not a text that was typed."""

    AS_FORM = "as a form"
    AS_PRESS = "as a press that can be answered later, too"
    AS_LONE_PRESS = "as a press that is answered at once or not at all"
    AS_LINE = "as a line that was typed"


@dataclass(frozen=True, slots=True)
class SavedBut(Message):
    """Says that something was saved, although something went wrong after that."""


@dataclass(frozen=True, slots=True)
class Trouble(Message):
    """Says that something may have to be sent again.

    It takes no message's place: the buttons in that, and what was typed, are needed.
    """


@dataclass(frozen=True, slots=True)
class Unsure(Trouble):
    """Says that nobody can tell yet whether something was saved; *ask* looks again."""

    ask: Callable[[], bool | None]


_SEND_AGAIN = {
    Sent.AS_FORM: "What you wrote is still in the form: close this, and send it again.",
    Sent.AS_PRESS: "Please try again in a minute.",
    Sent.AS_LONE_PRESS: "Please try again in a minute.",
    Sent.AS_LINE: "Please send it again in a minute.",
}
_WAIT = "I'll tell you here as soon as I know, so please don't send it again yet."
_LOOK_FIRST = {
    Sent.AS_FORM: "Close this, and send the form again. If it was saved the first "
    "time, it won't be saved twice.",
    Sent.AS_PRESS: _WAIT,
    Sent.AS_LONE_PRESS: "Please look whether it was done before you press it again.",
    Sent.AS_LINE: _WAIT,
}


def sorry(reference: str) -> Trouble:
    """Own up to a fault of ours, with the reference that the log holds."""
    return _trouble(
        "Something went wrong on my side, and nothing was changed. Please try again. "
        f"If it happens again, tell your school admin this reference: `{reference}`."
    )


def saved_but(reference: str) -> SavedBut:
    """Own up to a fault that came after something was saved."""
    said = plain(
        "That was saved, but then something went wrong on my side. There's no need to "
        "send it again. Please tell your school admin this reference: "
        f"`{reference}`."
    )
    return SavedBut(said.blocks, said.text)


def not_saved(sent: Sent, reference: str) -> Trouble:
    """Say that the records are out of reach."""
    # Whoever only looked is told the same: nobody asked to have anything saved.
    told = "I can't reach my records just now: nothing was saved, changed or lost."
    asking = f"If it goes on, tell your school admin this reference: `{reference}`."
    return _trouble(told, _SEND_AGAIN[sent], asking)


def unsure(sent: Sent, reference: str, ask: Callable[[], bool | None]) -> Unsure:
    """Say that it is not known whether something was saved, and what to do."""
    told = "I can't tell yet whether that was saved: my records are slow to answer."
    asking = f"If it goes on, tell your school admin this reference: `{reference}`."
    said = plain(told, _LOOK_FIRST[sent], asking)
    return Unsure(said.blocks, said.text, ask)


def known(saved: bool | None) -> Message:  # noqa: FBT001 - the one thing it says
    """Say what has come of that which nobody could tell."""
    if saved is None:
        return _trouble(
            "I still can't tell whether that was saved. Please look, for instance with "
            "`/ect status`, before you send it again."
        )
    if saved:
        return plain("It was saved: there's no need to send it again.")
    return _trouble("It wasn't saved, and nothing was changed. Please send it again.")


def _trouble(*paragraphs: str) -> Trouble:
    said = plain(*paragraphs)
    return Trouble(said.blocks, said.text)


def form_not_opened() -> Message:
    """Say that a form did not open, which is no fault of whoever asked for it."""
    return plain("The form did not open in time. Please try again.")


def given_back(text: str) -> str:
    """Say what was typed, which stands nowhere else.

    Never of what may say that something is wrong.
    """
    return f"You typed:\n{quoted(as_typed(text))}"
