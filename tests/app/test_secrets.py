"""No token, password or key shows: in the process list, in errors, when printed."""

import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.config import load_settings
from bot.slack.installing import SharedApp
from bot.vault import FernetVault, new_key
from tests.app.terminal import ectbot, settings_in

pytestmark = pytest.mark.slow  # a process for each

_ROOT = Path(__file__).parents[2]
PASSWORD = "open-sesame"
KEY = new_key()
SECRETS = (PASSWORD, KEY, "hush-hush")
_OTHERS = {
    "SLACK_BOT_TOKEN": f"xoxb-{PASSWORD}",
    "SLACK_SIGNING_SECRET": "hush-hush",
    "ECTBOT_KEYS": KEY,
}
_ON_A_DATABASE = ("run", "migrate up", "doctor", "audit verify", "reseal", "backup")


def _shown(command: str, folder: Path, **settings: str) -> str:
    done = ectbot(command, folder, settings_in(folder, **_OTHERS, **settings))
    return done.stdout + done.stderr


@pytest.mark.parametrize("command", _ON_A_DATABASE)
@pytest.mark.parametrize(
    "address",
    [
        f"ectbot:{PASSWORD}@127.0.0.1:9/ectbot",
        f"ectbot:{PASSWORD}@127.0.0.1:port/ectbot",
        f"ectbot:{PASSWORD}@[::1/ectbot",
        f"ectbot:{PASSWORD}@127.0.0.1:9/ectbot?sslmode=perhaps",
        f"ectbot:{PASSWORD}@127.0.0.1:9/ectbot?password={PASSWORD}&no_such=1",
    ],
)
def test_a_database_out_of_reach_is_told_without_its_password(
    tmp_path: Path, command: str, address: str
) -> None:
    shown = _shown(command, tmp_path, DATABASE_URL=f"postgresql+psycopg://{address}")
    assert shown
    assert "Traceback" not in shown
    for secret in SECRETS:
        assert secret not in shown


@pytest.mark.parametrize("command", ["run", "doctor", "school none.yml", "key --new"])
@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"SLACK_BOT_TOKEN": PASSWORD},
        {"ECTBOT_KEYS": f"{KEY},{PASSWORD}"},
        {"SLACK_API_URL": f"https://ectbot:{PASSWORD}@slack.example/api/"},
        {"DATABASE_URL": f"mysql://ectbot:{PASSWORD}@127.0.0.1/ectbot"},
        {"ECTBOT_PORT": PASSWORD},
    ],
    ids=lambda wrong: next(iter(wrong), "no token"),
)
def test_a_wrong_setting_is_told_without_what_stands_there(
    tmp_path: Path, command: str, wrong: dict[str, str]
) -> None:
    settings = settings_in(tmp_path, **{**_OTHERS, **wrong})
    done = ectbot(command, tmp_path, settings)
    shown = done.stdout + done.stderr
    assert "Traceback" not in shown
    for secret in SECRETS:
        assert secret not in shown


def test_nothing_that_holds_a_secret_shows_it_when_it_is_printed(
    tmp_path: Path,
) -> None:
    settings = settings_in(
        tmp_path, **_OTHERS, DATABASE_URL=f"postgresql+psycopg://a:{PASSWORD}@b/c"
    )
    lines = "".join(f"{name}={value}\n" for name, value in settings.items())
    (tmp_path / ".env").write_text(lines)
    found = load_settings(tmp_path / ".env")
    app = SharedApp("1.2", PASSWORD)
    for thing in (found, found.model_dump(), app, FernetVault((KEY,))):
        for shown in (repr(thing), str(thing)):
            assert not [secret for secret in SECRETS if secret in shown]


def test_the_process_list_shows_no_secret_of_a_running_bot(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as slack:  # takes calls, answers none
        port = slack.getsockname()[1]
        settings = settings_in(
            tmp_path, **_OTHERS, SLACK_API_URL=f"http://127.0.0.1:{port}/api/"
        )
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (tmp_path / ".env").write_text(lines)
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(_ROOT), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as bot:
            slack.settimeout(60)
            with slack.accept()[0]:
                seen = psutil.Process(bot.pid)
                found = [seen, *seen.children(recursive=True)]
                shown = "\0".join(" ".join(one.cmdline()) + one.name() for one in found)
                bot.kill()
    assert "bot run" in shown
    assert not [secret for secret in SECRETS if secret in shown]
