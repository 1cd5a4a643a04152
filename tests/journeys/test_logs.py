"""What the log holds: ids and places in the program, and nothing that is anybody's.

Journeys are walked with marked words, with faults of the bot's own and of Slack's, and
everything that is said at the most talkative level is looked through.
"""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.kernel.record import Sealed
from bot.keys import read_key_file
from bot.log_lines import FIELDS, formatter
from bot.ports.vault import Place
from bot.sandbox.example_school import example_people
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET
from bot.views.kernel import ids
from handlers.commands import SUBCOMMANDS
from tests.journeys.concerns.actions import (
    CARLA,
    DEE,
    TOM,
    close_all,
    press,
    raise_it,
    submit,
)
from tests.journeys.conftest import Control

WORDS = ("zebra", "quagga", "okapi", "tapir", "ibex")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Return what all loggers say at the most talkative level, as it is written."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(formatter(as_json=True))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


class Breaking:
    """A vault that ends with a fault that quotes what it was given."""

    def seal(self, text: str, _place: Place) -> Sealed:
        raise RuntimeError(f"cannot seal {text}")

    def opened(self, sealed: Sealed, _place: Place) -> str | None:
        raise RuntimeError(f"cannot open {sealed}")


def walk(control: Control) -> None:
    raise_it(control, TOM, "zebra", reader=DEE)
    press(control, DEE, ids.NOTE_CONCERN)
    submit(control, DEE, **{"note.value": "quagga"})
    close_all(control, DEE)
    control.command(DEE, "log")
    submit(control, DEE, **{"note.value": "okapi", "next_steps.value": "tapir"})
    for row in SUBCOMMANDS:
        for person in (TOM, DEE, CARLA):
            control.command(person, f"{row.word}")
            control.command(person, f"{row.word} ibex nonsense")
            close_all(control, person)
    for fault in ("http_500", "ratelimited", "cut_after", "channel_not_found"):
        control.post("fault", method="chat.postMessage", fault=fault, times=1)
        control.command(DEE, "log yesterday 16:00 20m ibex")
        control.post("message", user=TOM, text="zebra ibex")
    control.post("fault", method="views.open", fault="expired_trigger_id", times=1)
    control.command(DEE, "log")
    control.post("fault", fault="none")
    control.post("clock", now="2026-11-13T15:45:00Z")


def break_it(control: Control) -> None:
    """Have a use case end with a fault that quotes what somebody wrote."""
    bot = control.rehearsal.bot
    kept = bot.ports.vault
    object.__setattr__(bot.ports, "vault", Breaking())
    control.command(DEE, "log monday 11:00 20m zebra quagga")
    object.__setattr__(bot.ports, "vault", kept)


def test_no_name_no_word_and_no_token_is_in_any_output(
    logged: io.StringIO, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Rehearsal(tmp_path / "practice.db", quiet_ms=5) as rehearsal:
        control = Control(rehearsal)
        walk(control)
        break_it(control)
        health = json.dumps(rehearsal.bot.health(), default=str)
        metrics = rehearsal.bot.counting.text().decode()
    key = read_key_file(tmp_path / "practice.db.key")
    names = [
        name for person in example_people() for name in {person.name, person.name[:-8]}
    ]
    told = capfd.readouterr()
    said = logged.getvalue()
    for secret in (*WORDS, *key, BOT_TOKEN, SIGNING_SECRET, *(f" {n}" for n in names)):
        for output in (said, told.out, told.err, health, metrics):
            assert secret not in output, secret
    lines = [json.loads(line) for line in said.splitlines()]
    assert {key for line in lines for key in line} <= {
        *FIELDS,
        *("event", "level", "logger", "at"),
    }
    own = [line for line in lines if line["logger"].startswith("handlers")]
    assert any(line["event"] == "a listener met a fault" for line in own)
    # The first is the test's own, the other Slack's, which refused an offer of ways on.
    met = {line["fault"].partition(" at ")[0] for line in own if "fault" in line}
    assert met == {"RuntimeError", "NotSent"}
    assert any(line["logger"].startswith("slack") for line in lines)


def in_a_process(script: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", f"from bot import logs\nlogs.set_up()\n{script}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stderr


BY_ITSELF = "raise ValueError('zebra')"
IN_A_THREAD = """import threading
def work(): raise ValueError('zebra')
thread = threading.Thread(target=work)
thread.start()
thread.join()"""
LOGGED = """import logging
try: raise ValueError('zebra')
except ValueError: logging.getLogger('bot.x').exception('it broke')"""


@pytest.mark.parametrize("script", [BY_ITSELF, IN_A_THREAD, LOGGED])
def test_a_fault_that_nobody_caught_is_told_without_its_words(script: str) -> None:
    said = in_a_process(script)
    (line,) = said.splitlines()
    assert json.loads(line)["fault"].startswith("ValueError at ")
    assert "zebra" not in said


def test_what_looks_like_no_id_is_withheld_and_unknown_fields_are_left_out() -> None:
    said = in_a_process(
        "import logging\nlog = logging.getLogger('bot.x')\n"
        "log.warning('met', extra={'job': 'soup', 'reason': 'zebra & Söhne', "
        "'note': 'quagga'})\n"
        "log.warning('about %s', 'okapi')"
    )
    first, second = (json.loads(line) for line in said.splitlines())
    assert (first["job"], first["reason"]) == ("soup", "(withheld)")
    assert "note" not in first
    assert second["event"] == "about %s"
