"""The commands that are measured: each a session of its own, signed as Slack signs."""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from bot.domain.kernel.record import TeamId
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import TEAM

SECRET = "measuring"  # noqa: S105 - signs nothing but measurements
FORM = {"content-type": "application/x-www-form-urlencoded"}
DAYS = [
    day
    for week in range(7)
    for day in (
        datetime(2026, 9, 7, tzinfo=UTC) + timedelta(days=7 * week + n)
        for n in range(3)
    )
]  # Monday to Wednesday, when both work, before the half-term


def logged(number: int) -> str:
    """Return a line for a session of its own, in teaching hours."""
    day, slot = DAYS[number % len(DAYS)], number // len(DAYS)
    # From ten, after what the example school holds already, in steps of five minutes.
    hours, minutes = divmod(10 * 60 + 5 * slot, 60)
    return f"log {day:%d/%m/%Y} {hours}:{minutes:02d} 5m"


def signed(number: int, text: str) -> tuple[bytes, dict[str, str]]:
    """Return one signed command: its body and its headers."""
    form = {
        "team_id": TeamId(TEAM),
        "user_id": "U0DEE",
        "command": "/ect",
        "text": text,
        "trigger_id": f"{text}-{number}",
        "response_url": "http://127.0.0.1:9/none",
    }
    body = urlencode(form)
    stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
    return body.encode(), {**FORM, **signature(SECRET, stamp, body)}
