"""A long run at ten times a trust's peak: does memory stay flat, is a handle left open?

`python -m bench.soak --minutes 60` starts the bot as `ectbot run` would, over HTTP and
against the practice workspace on loopback, and sends it what fifty schools send in
their busiest hour, tenfold: each of 400 mentors logs and looks. Then, or with
`--only-look` from the start, they only look, so that what grows with the records can be
told from what grows by being asked (`bench/growth.py`). It is bounded in time and
count, prints what it saw, and ends with 1 where something grew that should not.
"""

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import psutil

from bench.commands import FORM
from bench.growth import Sample, Stretch, grew, judged
from bench.trust import MENTORS_EACH, SCHOOL_COUNT, fill, mentor_at
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import TEAM
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace

PEAK_AN_HOUR = 4 * SCHOOL_COUNT * MENTORS_EACH  # four requests of each mentor
_ROOT = Path(__file__).parents[1]
_SAMPLE_SECONDS = 10
_PORT = 3917


Turns = tuple[Callable[[int], str], ...]  # what each mentor types in turn


@dataclass(frozen=True)
class Load:
    """What is sent in one stretch; *first* is the number of its first request."""

    first: int
    count: int
    seconds: float
    turns: Turns


@dataclass(frozen=True)
class Watched:
    """The bot's process and records, and the workspace that it talks to."""

    process: psutil.Process
    data_file: Path
    workspace: Workspace


@dataclass
class Seen:
    """What was measured in one stretch."""

    times: list[float] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    not_answered: int = 0


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--look-minutes", type=float, default=30, help="at the end")
    parser.add_argument("--only-look", action="store_true", help="log nothing at all")
    parser.add_argument("--times", type=float, default=10, help="a trust's peak")
    asked = parser.parse_args()
    parts = [(asked.minutes, _TURNS), (asked.look_minutes, _LOOKS)]
    if asked.only_look:
        parts = [(asked.minutes, _LOOKS)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        people = fill(place)
        workspace = Workspace(manifest=MANIFEST, people=people, team_id=TEAM)
        with workspace, _bot(place, workspace.api_url) as process:
            bot = psutil.Process(process.pid)
            watched = Watched(bot, place / "ectbot.db", workspace)
            stretches = list(_stretches(watched, parts, asked.times))
    print("\n".join(judged(stretches)))
    if grew(stretches):
        sys.exit(1)


def _stretches(
    watched: Watched, parts: list[tuple[float, Turns]], times: float
) -> Iterator[Stretch]:
    """Send one mix of commands after the other, so many minutes of each."""
    first = 0
    for minutes, turns in parts:
        count = round(PEAK_AN_HOUR * times * minutes / 60)
        seen = _load(watched, Load(first, count, minutes * 60, turns))
        first += count
        print(_said(seen, minutes), flush=True)
        yield Stretch(turns is _LOOKS, seen.samples)


@contextmanager
def _bot(place: Path, api_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot in a process of its own until the load is over."""
    settings = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": api_url,
        "ECTBOT_MODE": "http",
        "ECTBOT_PORT": str(_PORT),
        "ECTBOT_DATA": str(place),
        "ECTBOT_KEY_FILE": str(place / "ectbot.key"),
    }
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=_ROOT,
            env={**os.environ, **settings},  # noqa: TID251 - hands it on
            stdout=log,
            stderr=log,
        )
        try:
            _await_answer()
            yield process
        finally:
            process.terminate()
            process.wait(10)
    faults = (place / "log").read_text(encoding="utf-8").count("fault")
    print(f"lines of the log that tell of a fault: {faults}")


def _await_answer() -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{_PORT}/healthz"):
                return
        except URLError:
            time.sleep(0.1)
    raise SystemExit("the bot did not start")


def _load(watched: Watched, load: Load) -> Seen:
    """Send requests at an even pace, and look at the process now and then."""
    seen = Seen()
    began = time.monotonic()
    pace = load.seconds / load.count
    look_at = began
    with ThreadPoolExecutor(16) as pool:
        for number in range(load.count):
            pool.submit(_ask, seen, load.first + number, load.turns)
            if time.monotonic() >= look_at:
                seen.samples.append(_look(watched))
                look_at += _SAMPLE_SECONDS
            time.sleep(max(0.0, began + (number + 1) * pace - time.monotonic()))
    seen.samples.append(_look(watched))
    return seen


def _look(watched: Watched) -> Sample:
    state = watched.workspace.state
    state.traffic.clear()  # the workspace's own memory is not measured
    del state.messages[:-2_000]
    file = f"file:{watched.data_file}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as connection:
        count = "SELECT count(*), sum(kind = 'sessions') FROM rows"
        records, sessions = connection.execute(count).fetchone()
    return Sample(
        seconds=time.monotonic(),
        rss_mb=watched.process.memory_info().rss / 1e6,
        handles=watched.process.num_fds(),
        threads=watched.process.num_threads(),
        records=records,
        sessions=sessions,
    )


def _ask(seen: Seen, number: int, turns: Turns) -> None:
    mentors = SCHOOL_COUNT * MENTORS_EACH
    who, turn = number % mentors, number // mentors
    school, place = divmod(who, MENTORS_EACH)
    text = turns[turn % len(turns)](turn)
    body = urlencode(
        {
            "team_id": TEAM,
            "user_id": mentor_at(school, place),
            "command": "/ect",
            "text": text,
            "trigger_id": f"{number}.soak",
            "response_url": "http://127.0.0.1:9/none",
        }
    )
    stamp = str(int(time.time()))  # noqa: TID251 - Slack's own stamp
    request = Request(
        f"http://127.0.0.1:{_PORT}/slack/events",
        body.encode(),
        {**FORM, **signature(SIGNING_SECRET, stamp, body)},
    )
    sent = time.perf_counter()
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
            answer.read()
        seen.times.append(time.perf_counter() - sent)
    except OSError:
        seen.not_answered += 1


def _logged(turn: int) -> str:
    """Return a line for a session of a day of its own, before the half-term."""
    day = datetime(2026, 9, 7, tzinfo=UTC) + timedelta(days=turn // len(_TURNS))
    return f"log {day:%d/%m/%Y} 10:00 50m behaviour routines"


_LOOKS: Turns = (
    lambda _turn: "status",
    lambda _turn: "upcoming",
    lambda _turn: "help",
)
_TURNS: Turns = (_logged, *_LOOKS)


def _said(seen: Seen, minutes: float) -> str:
    times = sorted(seen.times)
    median, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    return (
        f"minutes {minutes:g}, answered {len(times)}, not {seen.not_answered}\n"
        f"answered in, median {median * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()
