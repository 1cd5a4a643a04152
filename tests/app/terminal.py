"""Running `ectbot` as somebody at a terminal does, with settings of its own."""

import subprocess
import sys
from pathlib import Path

from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET

_ROOT = Path(__file__).parents[2]
NOBODY_ANSWERS = "http://127.0.0.1:9/api/"


def settings_in(folder: Path, **others: str) -> dict[str, str]:
    """Return settings that are enough, with the data in a folder of its own."""
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": NOBODY_ANSWERS,
        "ECTBOT_MODE": "http",
        "ECTBOT_DATA": str(folder / "data"),
        **others,
    }


def ectbot(
    command: str, folder: Path, settings: dict[str, str], *, answer: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run one command in *folder*, with what is typed where it asks."""
    (folder / ".env").write_text(
        "".join(f"{name}={value}\n" for name, value in settings.items())
    )
    return subprocess.run(
        [sys.executable, "-m", "bot", *command.split()],
        cwd=folder,
        env={"PYTHONPATH": str(_ROOT), "PATH": "/usr/bin:/bin"},
        input=answer,
        capture_output=True,
        text=True,
        check=False,
    )
