"""The one way in: every listener hears a `Call` and answers with a `Reply`.

Nothing escapes a listener, for each runs in the net (`net.py`): in Bolt 1.30 one that
acknowledges and then raises loses its acknowledgement and stalls
(docs/decisions/0006-short-listeners.md). Listeners do their short work in line, within
what Slack waits; what waits on Slack runs in the background.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Timer

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.domain.kernel.errors import Refusal
from bot.ports.bundle import Ports
from bot.usecases.concerns.conversation import is_own_dm
from bot.views.kernel.faults import Unsure, known
from bot.views.kernel.forms import told
from bot.views.kernel.message import Message, refused
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
    Typed,
    WithMessage,
    actor_of,
)
from handlers.door import at_fields, left_empty, not_offered
from handlers.drawing import to_form
from handlers.net import LATER, Net
from handlers.reading import STILL_READING, Readers
from handlers.showing import Showing, as_answer
from handlers.ways_on import WaysOn

_ACKNOWLEDGED_WITHIN_SECONDS = 0.3
LOOK_AGAIN_AFTER_SECONDS = (0.5, 1, 2, 4, 8)


class Listening:
    """Registers listeners with Bolt, each under the same net."""

    def __init__(self, app: App, ports: Ports, net: Net, ways_on: WaysOn) -> None:
        self._app = app
        self._ports = ports
        self._net = net
        self._readers = Readers()
        self._showing = Showing(self._in_background, ways_on.beside)
        self._home: Callable[[Call], Reply] | None = None

    def after_forms(self, home: Callable[[Call], Reply]) -> None:
        """Have a person's home tab drawn anew by *home* whenever they send a form off.

        The form may stand over the tab, and Slack tells nobody when it closes.
        """
        self._home = home

    def command(self, name: str, run: Callable[[Call], Typed]) -> None:
        """Listen to a slash command; a Message is shown to its caller alone."""

        def listener(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
            reply = self._net.answer(run, body, "command")
            if isinstance(reply, AlsoInDm):
                # Only Slack knows whose a direct message is: not asked on the ack path.
                direct = body.get("channel_name") == "directmessage"
                reply = self._said_once(reply) if direct else reply.message
            told = reply.message if isinstance(reply, WithMessage) else reply
            if isinstance(told, Message):
                ack(response_type="ephemeral", **as_answer(told))
                self._find_out(told, client, respond, body)
            else:
                ack()
            if isinstance(reply, WithMessage):
                reply = reply.view
            if isinstance(reply, View):
                self._showing.open(client, respond, body, reply)
            elif isinstance(reply, Later):
                self._show(client, respond, body, reply)

        self._app.command(name)(listener)

    def action(
        self, action_id: str | re.Pattern[str], run: Callable[[Call], Reply]
    ) -> None:
        """Listen to a button or another element, wherever it stands."""

        def listener(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
            reply = self._net.answer(run, body, "action")
            ack()
            if reply is not None:
                self._show(client, respond, body, reply)

        self._app.action(action_id)(listener)

    def shortcut(self, callback_id: str, run: Callable[[Call], Reply]) -> None:
        """Listen to a shortcut in the menu of a message."""

        def listener(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
            reply = self._net.answer(run, body, "shortcut")
            ack()
            if reply is not None:
                self._show(client, respond, body, reply)

        self._app.message_shortcut(callback_id)(listener)

    def submission(
        self, callback_id: str | re.Pattern[str], run: Callable[[Call], Answer]
    ) -> None:
        """Listen to a form that is sent off: the answer is a view or field errors."""

        def at_the_door(call: Call) -> Answer:
            view = call.body["view"]
            answer = left_empty(view) or not_offered(view) or run(call)
            if isinstance(answer, dict) and not at_fields(view, answer):
                raise Refusal(" ".join(answer.values()))
            return answer

        def listener(ack: Ack, body: Body, client: WebClient) -> None:
            answer = self._net.answer(at_the_door, body, "view")
            reads = isinstance(answer, Meanwhile) and answer.reads
            if reads and not self._readers.begin(actor_of(body)):
                answer = refused(STILL_READING)
            if isinstance(answer, View | OnTop | Done):
                self._in_background(lambda: self._draw_home(client, body))
            ack(**to_form(answer))
            if isinstance(answer, Meanwhile):
                self._put_in_place(client, body, answer)

        self._app.view(callback_id)(listener)

    def event(
        self, name: str, run: Callable[[Call], Reply], *, wanted: Callable[[Body], bool]
    ) -> None:
        """Listen to an event; a Message goes to the person's own DM."""

        def listener(ack: Ack, body: Body, client: WebClient) -> None:
            ack()
            if not wanted(body["event"]):
                return
            reply = self._net.answer(run, body, "event")
            self._answer_event(client, body, reply)

        self._app.event(name)(listener)

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
                lambda: self._answer_event(
                    client, body, self._net.run(run, body, LATER)
                )
            )
        elif isinstance(reply, AlsoInDm):
            self._answer_event(client, body, reply.beside)
        elif isinstance(reply, View):
            self._publish(client, body, reply)
        elif isinstance(reply, Message):
            self._showing.post(client, body["event"], reply)
            self._find_out(reply, client, None, body)

    def _show(
        self, client: WebClient, respond: Respond, body: Body, reply: Reply
    ) -> None:
        if isinstance(reply, AlsoInDm):
            self._show(client, respond, body, self._said_once(reply))
        elif isinstance(reply, Later):
            run = reply.run
            self._in_background(
                lambda: self._show(
                    client, respond, body, self._net.run(run, body, LATER)
                )
            )
        elif isinstance(reply, InPlace):
            self._showing.in_place(respond, reply.message)
        elif isinstance(reply, Message):
            self._showing.message(client, respond, body, reply)
            self._find_out(reply, client, respond, body)
        elif isinstance(reply, OnTop):
            self._showing.on_top(client, respond, body, reply.view)
        elif reply is not None and reply.type == "home":
            self._publish(client, body, reply)
        elif reply is not None:
            self._showing.view(client, respond, body, reply)

    def _find_out(
        self, said: Message, client: WebClient, respond: Respond | None, body: Body
    ) -> None:
        """Say what came of that which nobody could tell, where it can be said later."""
        if not isinstance(said, Unsure):
            return

        def look(again_after: Sequence[float]) -> None:
            found = said.ask()
            if found is None and again_after:
                later(again_after)
            elif respond is None:
                self._showing.post(client, body["event"], known(found))
            elif body.get("response_url"):
                self._showing.message(client, respond, body, known(found))

        def later(seconds: Sequence[float]) -> None:
            """Look again after a while, in which no errand has to wait."""
            errand = partial(look, seconds[1:])
            timer = Timer(seconds[0], self._in_background, [errand])
            timer.daemon = True
            timer.start()

        later(LOOK_AGAIN_AFTER_SECONDS)

    def _put_in_place(
        self, client: WebClient, body: Body, meanwhile: Meanwhile
    ) -> None:
        def errand() -> None:
            try:
                reply = self._net.run(meanwhile.run, body, LATER)
            finally:
                self._readers.end(actor_of(body))
            view = reply if isinstance(reply, View) else told("ECT Bot", reply)
            # Slack shows the view of the acknowledgement when it gets that, and would
            # put it over this one; nothing says when it has.
            Event().wait(_ACKNOWLEDGED_WITHIN_SECONDS)
            client.views_update(view_id=body["view"]["id"], view=view)

        background = self._ports.background
        run = background.read if meanwhile.reads else background.run
        run(errand)

    def _draw_home(self, client: WebClient, body: Body) -> None:
        drawn = self._net.run(self._home, body, "home") if self._home else None
        if isinstance(drawn, View):
            self._publish(client, body, drawn)

    def _publish(self, client: WebClient, body: Body, view: View) -> None:
        self._showing.home(client, actor_of(body).person, view)

    def _in_background(self, errand: Callable[[], object]) -> None:
        self._ports.background.run(errand)
