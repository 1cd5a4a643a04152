"""How views and messages are shown to the person whose act they answer.

All of it waits on Slack, so all of it runs in the background.
"""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import HTTPException
from threading import Event
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.domain.kernel.record import PersonId
from bot.views.kernel import ids
from bot.views.kernel.faults import Trouble, form_not_opened
from bot.views.kernel.forms import told
from bot.views.kernel.message import Message
from handlers.calls import actor_of

log = logging.getLogger(__name__)

_FAULTS = (SlackApiError, OSError, HTTPException)  # of a call to Slack
_AGAIN_AFTER_SECONDS = 1


Beside = Callable[[dict[str, Any], Message], Message]


class Showing:
    """Shows a view or a message where the act was made.

    What cannot be shown there is said in the person's DM; *beside* puts there what they
    typed, and what is owed to whoever said that something is wrong.
    """

    def __init__(
        self, in_background: Callable[[Callable[[], object]], None], beside: Beside
    ) -> None:
        self._in_background = in_background
        self._beside = beside

    def view(
        self, client: WebClient, respond: Respond, body: dict[str, Any], view: View
    ) -> None:
        """Open a view, or put it in place of the one where the act was made."""
        if _in_modal(body):
            self._try(
                lambda: client.views_update(view_id=body["view"]["id"], view=view),
                lambda: self._say(client, respond, body, self._not_opened(body)),
            )
        else:
            self.open(client, respond, body, view)

    def on_top(
        self, client: WebClient, respond: Respond, body: dict[str, Any], view: View
    ) -> None:
        """Put a view over the one where the act was made."""
        if _in_modal(body):
            self._try(
                lambda: client.views_push(trigger_id=body["trigger_id"], view=view),
                lambda: self._say(client, respond, body, self._not_opened(body)),
            )
        else:
            self.open(client, respond, body, view)

    def message(
        self,
        client: WebClient,
        respond: Respond,
        body: dict[str, Any],
        message: Message,
    ) -> None:
        """Answer with a message that its reader alone sees, or a view that says it."""
        if body.get("response_url"):
            is_private = bool(body.get("container", {}).get("is_ephemeral"))
            in_place = is_private and not isinstance(message, Trouble)
            self._in_background(
                lambda: self._say(client, respond, body, message, in_place=in_place)
            )
            return
        over = told("ECT Bot", message)

        def show() -> object:
            if not _in_modal(body):
                return client.views_open(trigger_id=body["trigger_id"], view=over)
            if body["view"].get("callback_id") == ids.TOLD:  # Slack stacks only three
                return client.views_update(view_id=body["view"]["id"], view=over)
            return client.views_push(trigger_id=body["trigger_id"], view=over)

        self._try(show, lambda: self._say(client, respond, body, message))

    def in_place(self, respond: Respond, message: Message) -> None:
        """Put a message in the place of the one whose button was pressed."""
        answer = as_answer(message)
        self._in_background(lambda: respond(replace_original=True, **answer))

    def open(
        self, client: WebClient, respond: Respond, body: dict[str, Any], view: View
    ) -> None:
        """Open a view, or say how to try again: Slack takes it for three seconds."""
        self._try(
            lambda: client.views_open(trigger_id=body["trigger_id"], view=view),
            lambda: self._say(client, respond, body, self._not_opened(body)),
        )

    def home(self, client: WebClient, person: PersonId, view: View) -> None:
        """Draw a person's home tab."""
        self._in_background(lambda: client.views_publish(user_id=person, view=view))

    def post(
        self, client: WebClient, event: Mapping[str, Any], message: Message
    ) -> None:
        """Answer an event where it was written; Slack may take it at the second try."""

        def errand() -> object:
            return client.chat_postMessage(
                channel=event["channel"],
                thread_ts=event.get("thread_ts"),
                **as_answer(message),
            )

        def again() -> object:
            Event().wait(_AGAIN_AFTER_SECONDS)
            return errand()

        self._try(errand, again)

    def _try(self, show: Callable[[], object], instead: Callable[[], object]) -> None:
        def errand() -> None:
            try:
                show()
            except _FAULTS as fault:
                log.warning("a form did not open", extra={"error": _code(fault)})
                instead()

        self._in_background(errand)

    def _not_opened(self, body: dict[str, Any]) -> Message:
        return self._beside(body, form_not_opened())

    def _say(
        self,
        client: WebClient,
        respond: Respond,
        body: dict[str, Any],
        message: Message,
        *,
        in_place: bool = False,
    ) -> None:
        """Say it to the person alone: where the act was made, else in their DM."""
        answer = as_answer(message)
        if body.get("response_url"):
            try:
                said = respond(
                    response_type="ephemeral", replace_original=in_place, **answer
                )
                if said.status_code == HTTPStatus.OK:
                    return
            except _FAULTS:
                pass  # said in their DM, then
        client.chat_postMessage(channel=actor_of(body).person, **answer)


def as_answer(message: Message) -> dict[str, Any]:
    """Return a message as Slack takes it in an answer."""
    return {"blocks": message.as_dicts(), "text": message.text}


def _code(fault: Exception) -> str:
    if isinstance(fault, SlackApiError):
        return str(fault.response.get("error"))
    return type(fault).__name__


def _in_modal(body: Mapping[str, Any]) -> bool:
    return bool(body.get("view", {}).get("type") == "modal")
