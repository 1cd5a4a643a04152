"""HTTP mode: what monitors see, what a calendar gets, and a stop that loses nothing."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from bot.ports.bundle import Actor
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import DEE, SCHOOL, TEAM, example_people
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import SIGNING_SECRET
from bot.slack.serving_http import HttpServing, Page, Site
from tests.scheduler.waiting import until
from tests.slack.forms import an_address
from tests.slack.slow_app import slow_app
from tests.slack.test_requests import FORM, command

NONE = "http://127.0.0.1:9/api/"


@pytest.fixture
def rehearsal(tmp_path: Path) -> Iterator[Rehearsal]:
    with Rehearsal(tmp_path / "practice.db") as opened:
        yield opened


def _look(serving: HttpServing, path: str) -> tuple[int, str]:
    url = serving.url.replace("/slack/events", path)
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def _send(serving: HttpServing, body: str) -> str:
    stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
    headers = {**FORM, **signature(SIGNING_SECRET, stamp, body)}
    request = urllib.request.Request(serving.url, body.encode(), headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
        return str(answer.read().decode())


def test_the_bot_is_ready_until_its_records_are_out_of_reach(
    rehearsal: Rehearsal,
) -> None:
    assert _look(rehearsal.serving, "/readyz") == (200, '{"ok": true}')
    rehearsal.store.close()
    assert _look(rehearsal.serving, "/readyz") == (503, '{"ok": false}')
    status, shown = _look(rehearsal.serving, "/healthz")
    assert (status, json.loads(shown)["ok"]) == (503, False)


def test_a_calendar_whose_records_are_out_of_reach_is_to_be_asked_for_again(
    rehearsal: Rehearsal,
) -> None:
    address = an_address(rehearsal.bot.ports, Actor(TEAM, DEE))
    path = urlsplit(address).path
    assert _look(rehearsal.serving, path)[0] == 200
    rehearsal.store.close()
    assert _look(rehearsal.serving, path)[0] == 503


def test_somebody_whose_act_cannot_be_kept_is_told_and_gets_back_what_they_typed(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.store.close()
    told = _send(rehearsal.serving, command("monday 10:00 50m behaviour"))
    assert "nothing was saved, changed or lost" in told
    assert "/ect log monday 10:00 50m behaviour" in told


def test_counts_tell_how_much_was_done_and_nothing_of_who_did_what(
    rehearsal: Rehearsal,
) -> None:
    _send(rehearsal.serving, command("monday 10:00 50m a private word"))
    until(lambda: "ectbot_messages_sent_total 2" in _counts(rehearsal))
    counts = _counts(rehearsal)
    assert 'ectbot_answers_total{act="command",outcome="answered"} 1.0' in counts
    assert 'ectbot_job_in_trouble{job="deliver"} 0.0' in counts
    assert "process_resident_memory_bytes" in counts
    names = [
        word
        for person in example_people()
        for word in (person.id, *person.name.split())
    ]
    for secret in (*names, SCHOOL, TEAM, "private"):
        assert secret not in counts


def _counts(rehearsal: Rehearsal) -> str:
    status, counts = _look(rehearsal.serving, "/metrics")
    assert status == 200
    return counts


def test_a_page_and_a_calendar_are_served_and_nothing_else() -> None:
    site = Site(
        {"/page": lambda: Page(b"seen")},
        file_at={"/calendar/a.ics": b"BEGIN:VCALENDAR"}.get,
    )
    serving = HttpServing(
        slow_app(Event(), Event(), NONE), site, host="127.0.0.1", port=0
    )
    serving.start()
    assert _look(serving, "/page") == (200, "seen")
    assert _look(serving, "/calendar/a.ics") == (200, "BEGIN:VCALENDAR")
    assert _look(serving, "/calendar/b.ics")[0] == 404
    assert _look(serving, "/slack/events")[0] == 404
    serving.stop()


def test_what_is_under_way_at_a_stop_is_answered_and_no_more_is_taken() -> None:
    begun, let_go = Event(), Event()
    serving = HttpServing(
        slow_app(begun, let_go, NONE), Site({}), host="127.0.0.1", port=0
    )
    serving.start()
    url, answers = serving.url, list[str]()
    asking = Thread(target=lambda: answers.append(_send(serving, command())))
    asking.start()
    assert begun.wait(300)
    stopping = Thread(target=serving.stop)
    stopping.start()
    until(lambda: _is_closed(url))
    let_go.set()
    asking.join(300)
    stopping.join(300)
    assert answers == ["done"]


def _is_closed(url: str) -> bool:
    try:
        with urllib.request.urlopen(url):  # noqa: S310 - loopback
            return False
    except urllib.error.HTTPError as answered:
        answered.close()
        return False
    except OSError:  # nobody there, or hung up on while waiting at the door
        return True
