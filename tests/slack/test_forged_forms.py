"""Signed forms and presses as no Slack would send them: words, and nothing changed.

Each form and button of the bot, with state of the wrong type, left out, unknown, too
deep or too long: the person gets a sentence, or what the log knows by its reference.
"""

import json
import logging
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from slack_bolt import BoltRequest

from bot.ports.kinds import ALL_KINDS
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import SIGNING_SECRET
from bot.views.kernel import ids
from scheduler.timetable import rows
from tests.scheduler.waiting import until
from tests.slack.test_requests import FORM

pytestmark = pytest.mark.slow

_OF_THE_MACHINE = {"claims", "heartbeats", "job_troubles", "audit", "sweeps"}
_NAMES = sorted(
    value
    for name, value in vars(ids).items()
    if name.isupper() and isinstance(value, str)
)
_BLOCKS = ("note", "length", "day", "start", "ect", "file", "words", "reader", "what")
_DEEP: Any = []
for _ in range(400):
    _DEEP = [_DEEP]


def _all_blocks(element: Any) -> dict[str, Any]:
    return {block: {"value": element} for block in _BLOCKS}


_STATES: dict[str, Any] = {
    "left out": None,
    "a list": {"values": []},
    "a word": {"values": "x"},
    "a number": 7,
    "empty": {"values": {}},
    "empty blocks": {"values": {"note": {}, "length": {}}},
    "blocks of nothing": {"values": dict.fromkeys(_BLOCKS)},
    "numbers": {"values": _all_blocks({"value": 5, "selected_date": 7})},
    "lists": {"values": _all_blocks({"value": ["x"], "selected_option": ["x"]})},
    "options without a value": {"values": _all_blocks({"selected_option": {}})},
    "no such option": {
        "values": _all_blocks({"selected_option": {"value": "../../x"}})
    },
    "no day": {"values": _all_blocks({"selected_date": "31 February"})},
    "no time": {"values": _all_blocks({"selected_time": "25:61"})},
    "files": {"values": _all_blocks({"files": [{"id": "../../etc/passwd"}]})},
    "files of nothing": {"values": _all_blocks({"files": [None]})},
    "deep": {"values": _all_blocks({"value": _DEEP})},
    "long": {"values": _all_blocks({"value": "x" * 3000})},
    "unseen signs": {"values": _all_blocks({"value": "\0\u202e\ud800"})},
    "unknown": {"values": {f"no_such_{n}": {"x": {"value": "y"}} for n in range(300)}},
}
_MEMORIES = (
    "",
    "null",
    "[]",
    "{}",
    "1",
    '"x"',
    "x" * 3000,
    "[" * 3000,
    '{"school":' * 300,
    "\0",
    "a|b|c/d/e",
    "example-primary|../../x",
    '{"school": "example-primary", "step": "none", "seen": [1]}',
)
_VALUES: tuple[Any, ...] = (None, 7, [], {}, _DEEP, *_MEMORIES)


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path_factory.mktemp("data") / "practice.db") as opened:
        # Its clock stands still: once its jobs have run, only the tests change records.
        for row in rows(opened.bot.ports, opened.bot.outbox) * 2:
            row.run()
        yield opened


def _kept(rehearsal: Rehearsal) -> dict[str, list[bytes]]:
    """Return every record, but for those of the machine itself, by kind."""
    with rehearsal.store.reading(TEAM) as records:
        return {
            kind.name: [msgspec.json.encode(one) for one in records.every(kind)]
            for kind in ALL_KINDS
            if kind.name not in _OF_THE_MACHINE
        }


def _changed(rehearsal: Rehearsal, before: dict[str, list[bytes]]) -> set[str]:
    """Return the kinds of which a record has changed, come or gone."""
    return {kind for kind, now in _kept(rehearsal).items() if now != before[kind]}


def _answer(rehearsal: Rehearsal, payload: dict[str, Any]) -> tuple[int, str]:
    number = next(rehearsal.workspace.state.numbers)
    whole = {
        "team": {"id": TEAM},
        "user": {"id": "U0DEE", "team_id": TEAM},
        "trigger_id": f"9.{number}",
        **payload,
    }
    body = urlencode({"payload": json.dumps(whole)})
    stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
    headers = {**FORM, **signature(SIGNING_SECRET, stamp, body)}
    found = rehearsal.bot.app.dispatch(BoltRequest(body=body, headers={**headers}))
    return found.status, str(found.body)


def _faults_in(answers: list[tuple[str, int, str]], logged: str) -> Iterator[str]:
    for about, status, body in answers:
        if status != 200:
            yield f"{about}: {status} {body[:100]}"
        if "Traceback" in body or 'File "' in body:
            yield f"{about}: a trace"
        for reference in re.findall(r"reference: `([^`]+)`", body):
            if reference not in logged:
                yield f"{about}: {reference} is not in the log"


def test_a_forged_form_ends_in_words_and_changes_nothing(
    rehearsal: Rehearsal, caplog: pytest.LogCaptureFixture
) -> None:
    before = _kept(rehearsal)
    answers: list[tuple[str, int, str]] = []
    with caplog.at_level(logging.ERROR, logger="handlers"):
        for name in _NAMES:
            tried = [(state, "") for state in _STATES]
            tried += [("empty", memory) for memory in _MEMORIES]
            for state, memory in tried:
                view: dict[str, Any] = {
                    "id": f"V{next(rehearsal.workspace.state.numbers)}",
                    "type": "modal",
                    "callback_id": name,
                    "private_metadata": memory,
                    "no_such_field": {"x": 1},
                }
                if _STATES[state] is not None:
                    view["state"] = _STATES[state]
                payload = {"type": "view_submission", "view": view}
                about = f"{name} {state} {memory[:30]!r}"
                answers.append((about, *_answer(rehearsal, payload)))
    until(rehearsal.bot.errands.is_idle)
    logged = "".join(str(vars(record)) for record in caplog.records)
    wrong = list(_faults_in(answers, logged))
    assert not wrong, "\n".join(wrong[:40])
    assert _changed(rehearsal, before) <= {"timetables", "acts"}  # one's own
    assert len(answers) > 4000


def test_a_forged_press_ends_in_words_and_changes_nothing(
    rehearsal: Rehearsal, caplog: pytest.LogCaptureFixture
) -> None:
    before = _kept(rehearsal)
    answers: list[tuple[str, int, str]] = []
    with caplog.at_level(logging.ERROR, logger="handlers"):
        for name in _NAMES:
            for value in _VALUES:
                button: dict[str, Any] = {
                    "action_id": name,
                    "block_id": "b",
                    "type": "button",
                }
                if value is not None:
                    button["value"] = value
                payload = {
                    "type": "block_actions",
                    "container": {"type": "message", "is_ephemeral": False},
                    "response_url": f"{rehearsal.workspace.url}response/none",
                    "actions": [button],
                }
                about = f"{name} {str(value)[:30]!r}"
                answers.append((about, *_answer(rehearsal, payload)))
    until(rehearsal.bot.errands.is_idle)
    logged = "".join(str(vars(record)) for record in caplog.records)
    wrong = list(_faults_in(answers, logged))
    assert not wrong, "\n".join(wrong[:40])
    assert _changed(rehearsal, before) <= {"timetables", "acts"}  # one's own
    assert len(answers) > 2000
