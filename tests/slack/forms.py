"""Forms sent off as Slack sends them: signed, with a trigger id of each press."""

import json
import time
from typing import Any
from urllib.parse import urlencode

from slack_bolt import BoltRequest

from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import SIGNING_SECRET
from tests.slack.test_requests import FORM

Form = dict[str, Any]


def send_form(
    rehearsal: Rehearsal,
    view: Form,
    *,
    user: str = "U0DEE",
    trigger: str = "",
    retry: int = 0,
) -> dict[str, Any]:
    """Send a form off and return the answer; *retry* counts as Slack does."""
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": trigger or f"9.{next(rehearsal.workspace.state.numbers)}",
        "view": view,
    }
    body = urlencode({"payload": json.dumps(payload)})
    now = int(time.time())  # noqa: TID251 - Bolt compares with it
    # A retry is signed anew, at another second.
    headers = {**FORM, **signature(SIGNING_SECRET, str(now - retry), body)}
    if retry:
        headers["x-slack-retry-num"] = str(retry)
    answer = rehearsal.bot.app.dispatch(BoltRequest(body=body, headers={**headers}))
    assert answer.status == 200, answer.body
    return dict(json.loads(answer.body or "{}"))
