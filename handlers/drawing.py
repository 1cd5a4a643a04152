"""Drawing an answer: made ready for Slack, and held to Slack's limits, once.

The SDK checks a limit when a view or a message becomes what Slack takes. That is done
within the net of `listening.py`: an answer that cannot be drawn ends in words there.
"""

from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.views import View

from bot.views.kernel.faults import SavedBut, Unsure
from bot.views.kernel.forms import told
from bot.views.kernel.message import Message
from handlers.calls import AlsoInDm, Done, InPlace, Meanwhile, OnTop, WithMessage

_MESSAGE_MAX_BLOCKS = 50  # Slack's; the SDK knows that of a view alone


class DrawnView(View):
    """A view as Slack takes it."""

    def __init__(self, view: View) -> None:
        self._drawn = view.to_dict()
        self.type = view.type

    def to_dict(self, *_args: object) -> dict[str, Any]:
        """Return what was drawn."""
        return self._drawn


@dataclass(frozen=True, slots=True)
class DrawnMessage(Message):
    """A message as Slack takes it."""

    drawn: list[dict[str, object]]

    def as_dicts(self) -> list[dict[str, object]]:
        """Return what was drawn."""
        return self.drawn


def drawn(answer: Any) -> Any:
    """Return an answer with its views and messages drawn.

    Raises SlackObjectFormationError for what Slack would not take.
    """
    if isinstance(answer, View):
        return DrawnView(answer)
    if isinstance(answer, Message):
        if len(answer.blocks) > _MESSAGE_MAX_BLOCKS:
            raise SlackObjectFormationError("A message holds 50 blocks at most.")
        return DrawnMessage(answer.blocks, answer.text, answer.as_dicts())
    if isinstance(answer, OnTop | Meanwhile | WithMessage):
        answer = replace(answer, view=drawn(answer.view))
    if isinstance(answer, InPlace | WithMessage):
        answer = replace(answer, message=drawn(answer.message))
    if isinstance(answer, AlsoInDm):
        return AlsoInDm(drawn(answer.message), drawn(answer.beside))
    return answer


def to_form(answer: Any) -> dict[str, Any]:
    """Return how Slack is told what becomes of a form that was sent off."""
    if isinstance(answer, dict):
        return {"response_action": "errors", "errors": answer}
    if isinstance(answer, Done):
        return {"response_action": "clear"}
    if isinstance(answer, SavedBut):
        answer = told("Saved", answer)
    if isinstance(answer, View):
        return {"response_action": "update", "view": answer.to_dict()}
    if isinstance(answer, Meanwhile):
        return {"response_action": "update", "view": answer.view.to_dict()}
    if isinstance(answer, Message):
        # Pushed over the form, so that closing it leads back to what was typed.
        title = "Is it saved?" if isinstance(answer, Unsure) else "Not saved"
        answer = OnTop(told(title, answer))
    return {"response_action": "push", "view": answer.view.to_dict()}
