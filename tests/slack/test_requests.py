"""What reaches the bot over HTTP: Slack's requests alone, each act once."""

import json
import logging
import time
import tracemalloc
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import Clock

from bot.ports.kinds import SESSIONS
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import SIGNING_SECRET
from bot.slack.requests import OnlyFromSlack

SECRET_WORDS = "monday 10:00 50m a private word"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def rehearsal(tmp_path: Path) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path / "practice.db") as opened:
        yield opened


def command(text: str = SECRET_WORDS, trigger: str = "1.1") -> str:
    form = {
        "team_id": TEAM,
        "user_id": "U0DEE",
        "command": "/ect",
        "text": f"log {text}",
        "trigger_id": trigger,
        "channel_id": "D0DEE",
        "response_url": "http://127.0.0.1:9/none",
    }
    return urlencode(form)


def send(
    rehearsal: Rehearsal,
    body: str,
    *,
    age: int = 0,
    secret: str = SIGNING_SECRET,
    headers: dict[str, str] | None = None,
) -> BoltResponse:
    stamp = str(int(time.time()) - age)  # noqa: TID251 - Bolt compares with it
    signed = {**FORM, **signature(secret, stamp, body)} if headers is None else headers
    return rehearsal.bot.app.dispatch(BoltRequest(body=body, headers={**signed}))


def sessions_kept(rehearsal: Rehearsal) -> int:
    with rehearsal.store.reading(TEAM) as records:
        return sum(1 for _ in records.every(SESSIONS))


@pytest.mark.parametrize(
    "how",
    [
        {"headers": FORM},
        {"secret": "someone-else's"},
        {"age": 301},
        {"age": -301},
        {"headers": {**FORM, "x-slack-request-timestamp": "soon"}},
    ],
    ids=["unsigned", "wrongly signed", "stale", "from the future", "garbled"],
)
def test_what_slack_did_not_sign_is_refused_and_logged_without_content(
    rehearsal: Rehearsal, caplog: pytest.LogCaptureFixture, how: dict[str, object]
) -> None:
    before = sessions_kept(rehearsal)
    with caplog.at_level(logging.DEBUG):
        response = send(rehearsal, command(), **how)  # type: ignore[arg-type]  # a table
    assert response.status == 401
    assert sessions_kept(rehearsal) == before
    assert "private" not in caplog.text
    assert "refused a request" in caplog.text


def test_a_request_that_comes_again_to_the_letter_is_refused(
    rehearsal: Rehearsal,
) -> None:
    stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
    headers = {**FORM, **signature(SIGNING_SECRET, stamp, command())}
    assert send(rehearsal, command(), headers=headers).status == 200
    assert send(rehearsal, command(), headers=headers).status == 401


class _Clock(Clock):
    moment = 1_000_000

    def now(self) -> float:
        return self.moment


def test_a_signature_is_remembered_while_it_is_good_and_no_longer() -> None:
    clock = _Clock()
    only = OnlyFromSlack(SIGNING_SECRET, clock)

    def status_at(stamp: int) -> int:
        headers = {**FORM, **signature(SIGNING_SECRET, str(stamp), "text")}
        request, answer = BoltRequest(body="text", headers={**headers}), BoltResponse
        return only.process(
            req=request, resp=answer(status=200), next=lambda: answer(status=200)
        ).status

    tracemalloc.start()
    try:
        for _ in range(1_500):
            clock.moment += 10
            assert status_at(clock.moment) == 200
        kept, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 100_000
    assert status_at(clock.moment - 300) == 401


def test_a_delivery_that_comes_again_signed_anew_makes_one_record(
    rehearsal: Rehearsal,
) -> None:
    before = sessions_kept(rehearsal)
    first = send(rehearsal, command())
    for age in (20, 40):  # so far apart that no second is signed twice
        again = send(rehearsal, command(), age=age)
        assert again.body == first.body
        rehearsal.clock.move_to(rehearsal.clock.now() + timedelta(minutes=10))
    assert sessions_kept(rehearsal) == before + 1


def test_a_delivery_that_comes_again_after_a_restart_makes_one_record(
    tmp_path: Path,
) -> None:
    with Rehearsal(tmp_path / "kept.db") as first:
        send(first, command())
        kept = sessions_kept(first)
    with Rehearsal(tmp_path / "kept.db") as second:
        assert send(second, command(), age=3).status == 200
        assert sessions_kept(second) == kept


@pytest.mark.parametrize(
    "body",
    [
        "payload=not-json",
        "payload=%7B%7D",
        "",
        "{",
        urlencode({"payload": json.dumps({"type": "block_actions"})}),
        urlencode({"command": "/ect"}),
        "x" * 1_000_001,
    ],
    ids=["no json", "empty json", "empty", "cut off", "no team", "no user", "too long"],
)
def test_a_malformed_payload_changes_nothing_and_shows_no_trace(
    rehearsal: Rehearsal, body: str
) -> None:
    before = sessions_kept(rehearsal)
    stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
    request = urllib.request.Request(  # noqa: S310 - loopback
        rehearsal.serving.url,
        data=body.encode(),
        headers={**FORM, **signature(SIGNING_SECRET, stamp, body)},
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            status, shown = answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        status, shown = refused.code, refused.read().decode()
    except urllib.error.URLError:  # hung up on, before all of it was sent
        status, shown = 413, ""
    assert status in {200, 400, 404, 413}
    assert "Traceback" not in shown
    assert sessions_kept(rehearsal) == before


def test_an_action_that_nobody_knows_is_answered_kindly(rehearsal: Rehearsal) -> None:
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": "U0DEE"},
        "trigger_id": "9.9",
        "container": {"type": "message", "is_ephemeral": False},
        "response_url": "http://127.0.0.1:9/none",
        "actions": [{"action_id": "gone.long_ago", "block_id": "b", "type": "button"}],
    }
    body = urlencode({"payload": json.dumps(payload)})
    assert send(rehearsal, body).status == 200


def test_the_health_check_answers_with_counts_alone(rehearsal: Rehearsal) -> None:
    health = rehearsal.bot.health()
    assert health["ok"]
    assert set(health) == {"ok", "jobs"}
