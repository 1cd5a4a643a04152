"""Forms sent off and commands typed as Slack sends them: signed, each its own press."""

import json
import time
from itertools import count
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest

from bot.ports.bundle import Actor, Ports
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import DEE, TEAM
from bot.sandbox.workspace import SIGNING_SECRET
from bot.usecases.calendars.own_calendar import new_address
from bot.usecases.kernel.claims import Delivery
from bot.views.kernel import ids
from tests.slack.test_requests import FORM

Form = dict[str, Any]
_NUMBERS = count()
_APART_SECONDS = 20


def a_form(minutes: int) -> Form:
    """Return a form of training, filled in."""
    number = next(_NUMBERS)
    day = {"type": "datepicker", "selected_date": "2026-11-10"}
    length = {"type": "number_input", "value": f"{minutes}"}
    return {
        "id": f"V{number}",
        "hash": f"{number}.first",
        "type": "modal",
        "callback_id": ids.TRAINING_FORM,
        "private_metadata": "",
        "state": {"values": {"day": {"value": day}, "length": {"value": length}}},
    }


def send_form(
    app: App, view: Form, *, user: str = DEE, trigger: str = "", retry: int = 0
) -> dict[str, Any]:
    """Send a form off and return the answer; *retry* counts as Slack does."""
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": trigger or f"9.{next(_NUMBERS)}",
        "view": view,
    }
    return deliver(app, urlencode({"payload": json.dumps(payload)}), retry)


def type_line(app: App, text: str, *, user: str = DEE, later: str = "") -> str:
    """Type a command and return the answer; *later* is where more can be said."""
    form = {
        "team_id": TEAM,
        "user_id": user,
        "command": "/ect",
        "text": text,
        "trigger_id": f"9.{next(_NUMBERS)}",
        "response_url": later,
    }
    return str(deliver(app, urlencode(form)).get("text"))


def an_address(ports: Ports, actor: Actor) -> str:
    """Have a private calendar address made."""
    made = new_address(ports, actor, Delivery(ports.new_id()))
    assert made is not None
    return made


def deliver(app: App, body: str, retry: int = 0) -> dict[str, Any]:
    """Deliver a body as it is, signed; return the answer."""
    now = int(time.time())  # noqa: TID251 - Bolt compares with it
    # A retry is signed anew, at another second.
    stamp = str(now - _APART_SECONDS * retry)
    headers = {**FORM, **signature(SIGNING_SECRET, stamp, body)}
    if retry:
        headers["x-slack-retry-num"] = str(retry)
    answer = app.dispatch(BoltRequest(body=body, headers={**headers}))
    assert answer.status == 200, answer.body
    return dict(json.loads(answer.body or "{}"))
