"""What the machine refuses is said as what it was, whichever command meets it."""

import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from bot.app import open_store
from bot.cli.ending import reason_of, refused_port
from bot.keys import new_key
from bot.sandbox.example_school import set_up
from bot.store.checksums import checksums_with
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-school.yml"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_a_port_in_use_is_said_to_be_in_use(tmp_path: Path, taken: int) -> None:
    answer = ectbot(f"try --no-open --port {taken}", tmp_path, {})
    assert answer.returncode == 1
    assert answer.stderr == (
        f"Port {taken} is in use by another program. Try another: --port {taken + 1}\n"
    )


@pytest.mark.parametrize("port", [70000, -1])
def test_what_is_no_port_is_not_tried(tmp_path: Path, port: int) -> None:
    answer = ectbot(f"try --no-open --port {port}", tmp_path, {})
    assert answer.returncode == 2
    assert "Invalid value for '--port'" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_folder_that_cannot_be_made_is_no_fault_of_the_port(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("a shopping list")
    answer = ectbot("try --no-open --port 0 --data notes/mine", tmp_path, {})
    assert answer.returncode == 1
    assert "ot a directory" in answer.stderr
    assert "notes" in answer.stderr
    assert "ort" not in answer.stderr.replace("cannot", "")
    assert "Traceback" not in answer.stderr


def test_a_list_that_cannot_be_written_is_not_said_to_be_unreadable(
    tmp_path: Path,
) -> None:
    (tmp_path / "seen").write_text("a shopping list")
    answer = ectbot(f"rehearse {EXAMPLE} --out seen", tmp_path, {})
    assert answer.returncode == 1
    assert answer.stderr == "seen cannot be written: File exists.\n"


def test_a_slack_that_is_away_is_no_fault_of_a_file(tmp_path: Path) -> None:
    key = new_key()
    store = open_store(tmp_path / "data" / "ectbot.db", checksums_with([key]))
    set_up(store, KeyVault([key]))
    store.close()
    (tmp_path / "people.csv").write_text("Slack member ID,Name,Roles\nU1,One,mentor\n")
    settings = settings_in(tmp_path, ECTBOT_KEYS=key)
    said = [
        ectbot(command, tmp_path, settings).stderr.splitlines()[-1]
        for command in ("roster people.csv", f"school {EXAMPLE}", "run")
    ]
    away = "Slack cannot be reached: Connection refused. Run: ectbot doctor"
    assert said == [away, f"Nothing was entered. {away}", away]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EADDRINUSE, "Port 80 is in use by another program."),
        (errno.EACCES, "Port 80 cannot be used: Permission denied."),
        (errno.EADDRNOTAVAIL, "Port 80 cannot be used: Cannot assign requested"),
    ],
)
def test_what_refuses_a_port_is_named(number: int, said: str) -> None:
    assert refused_port(80, OSError(number, os.strerror(number))).startswith(said)


def test_a_fault_is_said_without_numbers_and_signs() -> None:
    missing = FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv")
    assert reason_of(missing) == "No such file or directory (a.csv)"
    assert reason_of(URLError(TimeoutError("timed out"))) == "timed out"
    assert reason_of(URLError("unknown url type")) == "unknown url type"
