"""How views and messages are shown to the person whose act they answer.

All of it waits on Slack, so all of it runs in the background.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from bot.domain.record import PersonId
from bot.views.forms import told
from bot.views.message import Message
from bot.views.text import as_typed, escape

log = logging.getLogger(__name__)


class Showing:
    """Shows a view or a message where the act was made."""

    def __init__(self, in_background: Callable[[Callable[[], object]], None]) -> None:
        self._in_background = in_background

    def view(
        self, client: WebClient, respond: Respond, body: Mapping[str, Any], view: View
    ) -> None:
        """Open a view, or put it in place of the one where the act was made."""
        if _in_modal(body):
            self._in_background(
                lambda: client.views_update(view_id=body["view"]["id"], view=view)
            )
        else:
            self.open(client, respond, body, view)

    def on_top(
        self, client: WebClient, respond: Respond, body: Mapping[str, Any], view: View
    ) -> None:
        """Put a view over the one where the act was made."""
        if _in_modal(body):
            self._in_background(
                lambda: client.views_push(trigger_id=body["trigger_id"], view=view)
            )
        else:
            self.open(client, respond, body, view)

    def message(
        self,
        client: WebClient,
        respond: Respond,
        body: Mapping[str, Any],
        message: Message,
    ) -> None:
        """Answer with a message that its reader alone sees, or a view that says it."""
        if body.get("response_url"):
            ephemeral = bool(body.get("container", {}).get("is_ephemeral"))
            answer = as_answer(message)
            self._in_background(
                lambda: respond(
                    response_type="ephemeral", replace_original=ephemeral, **answer
                )
            )
        else:
            over = told("ECT Bot", message)
            show = client.views_push if _in_modal(body) else client.views_open
            self._in_background(lambda: show(trigger_id=body["trigger_id"], view=over))

    def in_place(self, respond: Respond, message: Message) -> None:
        """Put a message in the place of the one whose button was pressed."""
        answer = as_answer(message)
        self._in_background(lambda: respond(replace_original=True, **answer))

    def open(
        self,
        client: WebClient,
        respond: Respond,
        body: Mapping[str, Any],
        view: View,
        *,
        typed: str = "",
    ) -> None:
        """Open a view, or say how to try again: Slack takes it for three seconds."""

        def errand() -> None:
            try:
                client.views_open(trigger_id=body["trigger_id"], view=view)
            except SlackApiError as fault:
                error = str(fault.response.get("error"))
                log.warning("a form did not open", extra={"error": error})
                if body.get("response_url"):
                    again = f" with `{escape(as_typed(typed))}`" if typed else ""
                    respond(
                        f"The form did not open in time. Please try again{again}.",
                        response_type="ephemeral",
                        replace_original=False,
                    )

        self._in_background(errand)

    def home(self, client: WebClient, person: PersonId, view: View) -> None:
        """Draw a person's home tab."""
        self._in_background(lambda: client.views_publish(user_id=person, view=view))

    def post(
        self, client: WebClient, event: Mapping[str, Any], message: Message
    ) -> None:
        """Answer an event where it was written."""
        answer = as_answer(message)
        self._in_background(
            lambda: client.chat_postMessage(
                channel=event["channel"], thread_ts=event.get("thread_ts"), **answer
            )
        )


def as_answer(message: Message) -> dict[str, Any]:
    """Return a message as Slack takes it in an answer."""
    return {"blocks": message.as_dicts(), "text": message.text}


def _in_modal(body: Mapping[str, Any]) -> bool:
    return bool(body.get("view", {}).get("type") == "modal")
