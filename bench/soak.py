"""A long run at ten times a trust's peak: does memory stay flat, is a handle left open?

`python -m bench.soak --minutes 60` starts the bot as `ectbot run` would, over HTTP and
against the practice workspace on loopback, and sends it what fifty schools send in
their busiest hour, tenfold: each of 400 mentors logs, looks and plans. It is bounded in
time and count, and prints what it saw.

The schools lie in Auckland, so that an English evening is their working day and
messages are delivered while it runs.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import msgspec
import psutil

from bench.commands import FORM
from bot.app import open_store
from bot.domain.pairings import Induction, Pairing
from bot.domain.people import Member, Role
from bot.domain.record import PairingId, PersonId, SchoolId
from bot.ports.kinds import INDUCTIONS, MEMBERS, PAIRINGS, SCHOOLS
from bot.ports.store import Records
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import TEAM, example_school
from bot.sandbox.state import SandboxPerson
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.vault import make_key_file

SCHOOL_COUNT, MENTORS_EACH = 50, 8
REQUESTS_AN_HOUR = 10 * 4 * SCHOOL_COUNT * MENTORS_EACH  # four each, tenfold
_ZONE = "Pacific/Auckland"
_ROOT = Path(__file__).parents[1]
_MANIFEST = _ROOT / "manifest.yml"
_SAMPLE_SECONDS = 10
_PORT = 3917


Turns = tuple[Callable[[int], str], ...]  # what each mentor types in turn


@dataclass
class Seen:
    """What was measured."""

    times: list[float] = field(default_factory=list)
    rss_mb: list[float] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    not_answered: int = 0


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--only-look", action="store_true", help="log nothing")
    asked = parser.parse_args()
    minutes, turns = asked.minutes, _LOOKS if asked.only_look else _TURNS
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        people = _fill(place)
        workspace = Workspace(manifest=_MANIFEST, people=people, team_id=TEAM)
        with workspace, _bot(place, workspace.api_url) as process:
            seen = _load(psutil.Process(process.pid), workspace, minutes, turns)
    print(_said(seen, minutes))


def _fill(place: Path) -> list[SandboxPerson]:
    """Enter fifty schools like the example one, each with eight pairings."""
    store = open_store(place / "ectbot.db")
    make_key_file(place / "ectbot.key")
    people: list[SandboxPerson] = []
    with store.transaction(TEAM) as records:
        for number in range(SCHOOL_COUNT):
            people += _enter(records, number)
    store.close()
    return people


def _enter(records: Records, number: int) -> Iterator[SandboxPerson]:
    school_id, tutor = SchoolId(f"school-{number}"), PersonId(f"UT{number}")
    school = msgspec.structs.replace(
        example_school(), id=school_id, zone=_ZONE, ask=tutor
    )
    records.add(SCHOOLS, school)
    yield _join(records, school_id, tutor, Role.INDUCTION_TUTOR)
    for place in range(MENTORS_EACH):
        mentor, ect = _mentor(number, place), PersonId(f"UE{number}X{place}")
        yield _join(records, school_id, mentor, Role.MENTOR)
        yield _join(records, school_id, ect, Role.ECT)
        began = school.terms[0].days.first
        induction = Induction(
            school=school_id, ect=ect, tutor=tutor, counted_from=began
        )
        records.add(INDUCTIONS, induction)
        pairing = Pairing(
            id=PairingId(f"{school_id}/{mentor}"),
            school=school_id,
            mentor=mentor,
            ect=ect,
            begins_on=began,
        )
        records.add(PAIRINGS, pairing)


def _join(
    records: Records, school: SchoolId, person: PersonId, role: Role
) -> SandboxPerson:
    name = f"{person} Example"
    member = Member(school=school, person=person, name=name, roles=frozenset({role}))
    records.add(MEMBERS, member)
    return SandboxPerson(person, name, (role.value,))


def _mentor(school: int, place: int) -> PersonId:
    return PersonId(f"UM{school}X{place}")


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


def _load(
    process: psutil.Process, workspace: Workspace, minutes: float, turns: Turns
) -> Seen:
    """Send requests at an even pace, and look at the process now and then."""
    seen = Seen()
    began = time.monotonic()
    count = round(REQUESTS_AN_HOUR * minutes / 60)
    pace = minutes * 60 / count
    look_at = began
    with ThreadPoolExecutor(16) as pool:
        for number in range(count):
            pool.submit(_ask, seen, number, turns)
            if time.monotonic() >= look_at:
                _look(seen, process, workspace)
                look_at += _SAMPLE_SECONDS
            time.sleep(max(0.0, began + (number + 1) * pace - time.monotonic()))
    _look(seen, process, workspace)
    return seen


def _look(seen: Seen, process: psutil.Process, workspace: Workspace) -> None:
    seen.rss_mb.append(process.memory_info().rss / 1e6)
    seen.handles.append(process.num_fds())
    seen.threads.append(process.num_threads())
    workspace.state.traffic.clear()  # the workspace's own memory is not measured
    del workspace.state.messages[:-2_000]


def _ask(seen: Seen, number: int, turns: Turns) -> None:
    mentors = SCHOOL_COUNT * MENTORS_EACH
    who, turn = number % mentors, number // mentors
    school, place = divmod(who, MENTORS_EACH)
    text = turns[turn % len(turns)](turn)
    body = urlencode(
        {
            "team_id": TEAM,
            "user_id": _mentor(school, place),
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
    # What was loaded on first use is not growth: the first tenth is left out.
    tenth = max(1, len(seen.rss_mb) // 10)
    early = statistics.median(seen.rss_mb[tenth : 2 * tenth + 1])
    late = statistics.median(seen.rss_mb[-tenth - 1 :])
    handles, threads = seen.handles, seen.threads
    lines = [
        f"minutes {minutes:g}, answered {len(times)}, not {seen.not_answered}",
        f"answered in, median {median * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms",
        f"memory, early {early:.1f} MB, late {late:.1f} MB",
        f"handles, early {handles[tenth]}, late {handles[-1]}, most {max(handles)}",
        f"threads, early {threads[tenth]}, late {threads[-1]}, most {max(threads)}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
