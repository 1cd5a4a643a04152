"""No token, password or key shows: in the process list, in errors, when printed."""

import json
import re
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest
import typer.main

from bot.app import open_store
from bot.cli.commands import cli
from bot.config import load_settings
from bot.keys import new_key
from bot.sandbox.example_school import set_up
from bot.slack.installing import SharedApp
from bot.vault import KeyVault
from tests.cli.every_command import values_taken
from tests.cli.terminal import settings_in

_ROOT = Path(__file__).parents[2]
PASSWORD = "open-sesame"
KEY = new_key()
SECRETS = (PASSWORD, KEY, "hush-hush")
_OTHERS = {
    "SLACK_BOT_TOKEN": f"xoxb-{PASSWORD}",
    "SLACK_SIGNING_SECRET": "hush-hush",
    "ECTBOT_KEYS": KEY,
}
_OF_A_DATABASE = (
    f"ectbot:{PASSWORD}@127.0.0.1:9/ectbot",
    f"ectbot:{PASSWORD}@127.0.0.1:port/ectbot",
    f"ectbot:{PASSWORD}@[::1/ectbot",
    f"ectbot:{PASSWORD}@127.0.0.1:9/ectbot?sslmode=perhaps",
    f"ectbot:{PASSWORD}@127.0.0.1:9/ectbot?password={PASSWORD}&no_such=1",
)
_WRONG: tuple[dict[str, str], ...] = (
    {},  # the key is another than that of the data
    *({"DATABASE_URL": f"postgresql+psycopg://{one}"} for one in _OF_A_DATABASE),
    {"DATABASE_URL": f"mysql://ectbot:{PASSWORD}@127.0.0.1/ectbot"},
    {"SLACK_BOT_TOKEN": PASSWORD},
    {"SLACK_APP_TOKEN": PASSWORD, "ECTBOT_MODE": "socket"},
    {"SLACK_APP_TOKEN": f"xapp-{PASSWORD}", "ECTBOT_MODE": "socket"},
    {"SLACK_CLIENT_SECRET": PASSWORD},  # and no SLACK_CLIENT_ID
    {"ECTBOT_KEYS": f"{KEY},{PASSWORD}"},
    {"ECTBOT_KEYS": "", "ECTBOT_KEY_FILE": "bad.key"},
    {"SLACK_API_URL": f"https://ectbot:{PASSWORD}@slack.example/api/"},
    {"ECTBOT_PORT": PASSWORD},
)


def test_no_command_shows_a_secret_or_hands_it_on_whatever_is_wrong(
    tmp_path: Path,
) -> None:
    with closing(open_store(tmp_path / "data" / "ectbot.db")) as store:
        set_up(store, KeyVault([new_key()]))
    bad = tmp_path / "bad.key"
    bad.write_text(f"{PASSWORD}\n")
    bad.chmod(0o600)
    tried = [settings_in(tmp_path, **(_OTHERS | wrong)) for wrong in _WRONG]
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.every_command"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(_ROOT), "PATH": "/usr/bin:/bin"},
        input=json.dumps(tried),
        capture_output=True,
        text=True,
        check=False,
    )
    shown = done.stdout + done.stderr
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-600:]
    ran = re.findall(r"^RAN: (\w+)", shown, re.MULTILINE)
    assert {"run", "doctor", "erase", "migrate", "audit", "key"} <= set(ran)
    assert len(ran) >= len(_WRONG) * len(set(ran))
    assert "Traceback" not in shown
    assert not [secret for secret in SECRETS if secret in shown]


def test_no_command_takes_a_secret_as_an_argument() -> None:
    whole = typer.main.get_command(cli)
    takes = set(values_taken(whole))
    assert "file" in takes
    for word in ("token", "secret", "password", "database", "url", "keys"):
        assert not [name for name in takes if word in name]


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
    for thing in (found, found.model_dump(), app, KeyVault((KEY,))):
        for shown in (repr(thing), str(thing)):
            assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.slow
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
