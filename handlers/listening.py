"""The one way in: every listener hears a `Call` and answers with a `Reply`.

Nothing escapes a listener: in Bolt 1.30 one that acknowledges and then raises loses its
acknowledgement and stalls (docs/decisions/0006-short-listeners.md). A refusal becomes
its sentence, a store out of reach a word that nothing was saved or lost, any other
fault an apology with a reference that the log holds. Listeners do their short work in
line, within what Slack waits; what waits on Slack runs in the background.
"""

import logging
import re
from collections.abc import Callable
from threading import Event
from time import perf_counter
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.domain.errors import Refusal
from bot.ports.bundle import Ports
from bot.ports.patience import answering_within, waited_seconds
from bot.ports.store import StoreFault
from bot.usecases.conversation import is_own_dm
from bot.usecases.faults import told_fault
from bot.views.forms import told
from bot.views.help import Kept, not_saved, sorry
from bot.views.message import Message, refused
from handlers.calls import (
    AlsoInDm,
    Answer,
    Body,
    Call,
    Done,
    InPlace,
    Later,
    Meanwhile,
    OnTop,
    Reply,
    actor_of,
    delivery_of,
)
from handlers.showing import Showing, as_answer
from handlers.ways_on import WaysOn

_ACKNOWLEDGED_WITHIN_SECONDS = 0.3

log = logging.getLogger(__name__)

ANSWER_SECONDS = 2.2  # Slack waits three, and the way there and back takes its part

Count = Callable[[str, str, float], None]  # the act, how it ended, in how many seconds


class Listening:
    """Registers listeners with Bolt, each under the same net."""

    def __init__(
        self,
        app: App,
        ports: Ports,
        kick: Callable[[], None],
        count: Count,
        *,
        ways_on: WaysOn,
    ) -> None:
        self._app = app
        self._ports = ports
        self._ways_on = ways_on  # for whoever said that something is wrong
        self._kick = kick  # has what was just recorded delivered at once
        self._count = count
        self._showing = Showing(self._in_background, ways_on.beside)
        self._home: Callable[[Call], Reply] | None = None

    def after_forms(self, home: Callable[[Call], Reply]) -> None:
        """Have a person's home tab drawn anew by *home* whenever they send a form off.

        The form may stand over the tab, and Slack tells nobody when it closes.
        """
        self._home = home

    def command(self, name: str, run: Callable[[Call], Reply]) -> None:
        """Listen to a slash command; a Message is shown to its caller alone."""

        def listener(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
            reply = self._answer(run, body, "command")
            if isinstance(reply, AlsoInDm):
                # Only Slack knows whose a direct message is: not asked on the ack path.
                direct = body.get("channel_name") == "directmessage"
                reply = self._said_once(reply) if direct else reply.message
            if isinstance(reply, Message):
                ack(response_type="ephemeral", **as_answer(reply))
            else:
                ack()
            if isinstance(reply, View):
                typed = f"{body['command']} {body.get('text', '')}".strip()
                self._showing.open(client, respond, body, reply, typed=typed)
            elif isinstance(reply, Later):
                self._show(client, respond, body, reply)

        self._app.command(name)(listener)

    def action(
        self, action_id: str | re.Pattern[str], run: Callable[[Call], Reply]
    ) -> None:
        """Listen to a button or another element, wherever it stands."""

        def listener(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
            reply = self._answer(run, body, "action")
            ack()
            if reply is not None:
                self._show(client, respond, body, reply)

        self._app.action(action_id)(listener)

    def shortcut(self, callback_id: str, run: Callable[[Call], Reply]) -> None:
        """Listen to a shortcut in the menu of a message."""

        def listener(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
            reply = self._answer(run, body, "shortcut")
            ack()
            if reply is not None:
                self._show(client, respond, body, reply)

        self._app.message_shortcut(callback_id)(listener)

    def submission(
        self, callback_id: str | re.Pattern[str], run: Callable[[Call], Answer]
    ) -> None:
        """Listen to a form that is sent off: the answer is a view or field errors."""

        def listener(ack: Ack, body: Body, client: WebClient) -> None:
            answer = self._answer(run, body, "view")
            if isinstance(answer, View | OnTop | Done):
                self._in_background(lambda: self._draw_home(client, body))
            if isinstance(answer, Meanwhile):
                ack(response_action="update", view=answer.view.to_dict())
                self._put_in_place(client, body, answer.run)
            elif isinstance(answer, dict):
                ack(response_action="errors", errors=answer)
            elif isinstance(answer, View):
                ack(response_action="update", view=answer.to_dict())
            elif isinstance(answer, OnTop):
                ack(response_action="push", view=answer.view.to_dict())
            elif isinstance(answer, Done):
                ack(response_action="clear")
            else:
                # Pushed over the form, so that closing it leads back to what was typed.
                over = told("Not saved", answer)
                ack(response_action="push", view=over.to_dict())

        self._app.view(callback_id)(listener)

    def event(
        self, name: str, run: Callable[[Call], Reply], *, wanted: Callable[[Body], bool]
    ) -> None:
        """Listen to an event; a Message goes to the person's own DM."""

        def listener(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            if not wanted(body["event"]):
                return
            reply = self._answer(run, body, "event")
            self._answer_event(client, body, reply)

        self._app.event(name)(listener)

    def _answer(self, run: Callable[[Call], Any], body: Body, act: str) -> Any:
        """Run what somebody waits for: a store that is slow gives up in time."""
        with answering_within(ANSWER_SECONDS - waited_seconds()):
            return self._run(run, body, act)

    def _run(self, run: Callable[[Call], Any], body: Body, act: str) -> Any:
        began = perf_counter()
        outcome = "answered"
        try:
            answer = run(Call(actor_of(body), delivery_of(body), body))
            self._kick()
        except Refusal as refusal:
            outcome, answer = "refused", refused(refusal)
        except StoreFault as fault:
            reference = _noted(fault, self._ports.new_id())
            outcome, answer = "not_saved", not_saved(_kept(body), reference)
        except Exception as fault:
            outcome, answer = "fault", sorry(_noted(fault, self._ports.new_id()))
        if outcome != "answered":
            is_refusal = outcome == "refused"
            answer = self._ways_on.beside(body, answer, refused=is_refusal)
        self._count(act, outcome, perf_counter() - began)
        return answer

    def _said_once(self, reply: AlsoInDm) -> Later:
        """Leave out what a message says that comes to the same DM."""

        def said(call: Call) -> Reply:
            channel = call.body.get("channel_id") or call.body["channel"]["id"]
            is_own = is_own_dm(self._ports, call.actor, channel)
            return reply.beside if is_own else reply.message

        return Later(said)

    def _answer_event(self, client: WebClient, body: Body, reply: Reply) -> None:
        if isinstance(reply, Later):
            run = reply.run
            self._in_background(
                lambda: self._answer_event(client, body, self._run(run, body, "later"))
            )
        elif isinstance(reply, AlsoInDm):
            self._answer_event(client, body, reply.beside)
        elif isinstance(reply, View):
            self._publish(client, body, reply)
        elif isinstance(reply, Message):
            self._showing.post(client, body["event"], reply)

    def _show(
        self, client: WebClient, respond: Respond, body: Body, reply: Reply
    ) -> None:
        if isinstance(reply, AlsoInDm):
            self._show(client, respond, body, self._said_once(reply))
        elif isinstance(reply, Later):
            run = reply.run
            self._in_background(
                lambda: self._show(client, respond, body, self._run(run, body, "later"))
            )
        elif isinstance(reply, InPlace):
            self._showing.in_place(respond, reply.message)
        elif isinstance(reply, Message):
            self._showing.message(client, respond, body, reply)
        elif isinstance(reply, OnTop):
            self._showing.on_top(client, respond, body, reply.view)
        elif reply is not None and reply.type == "home":
            self._publish(client, body, reply)
        elif reply is not None:
            self._showing.view(client, respond, body, reply)

    def _put_in_place(
        self, client: WebClient, body: Body, run: Callable[[Call], View | Message]
    ) -> None:
        def errand() -> None:
            reply = self._run(run, body, "later")
            view = reply if isinstance(reply, View) else told("ECT Bot", reply)
            # Slack shows the view of the acknowledgement when it gets that, and would
            # put it over this one; nothing says when it has.
            Event().wait(_ACKNOWLEDGED_WITHIN_SECONDS)
            client.views_update(view_id=body["view"]["id"], view=view)

        self._in_background(errand)

    def _draw_home(self, client: WebClient, body: Body) -> None:
        drawn = self._run(self._home, body, "home") if self._home else None
        if isinstance(drawn, View):
            self._publish(client, body, drawn)

    def _publish(self, client: WebClient, body: Body, view: View) -> None:
        self._showing.home(client, actor_of(body).person, view)

    def _in_background(self, errand: Callable[[], object]) -> None:
        self._ports.background.run(errand)


def _kept(body: Body) -> Kept | str:
    """Say where what a person wrote still is; a command is gone, so its text itself."""
    if "command" in body:
        return f"{body['command']} {body.get('text', '')}".strip()
    if body.get("type") == "view_submission":
        return Kept.IN_THE_FORM
    return Kept.WHERE_IT_WAS


def _noted(fault: Exception, reference: str) -> str:
    """Log where a fault came from, and none of what people wrote."""
    told = {"reference": reference, "fault": told_fault(fault)}
    log.error("a listener met a fault", extra=told)
    return reference
