"""Print what exists of the design's table of limits, measured here and now."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bench.commands import SECRET, logged, signed
from bench.kills import kills
from bench.ticks import idle_ticks
from bench.year import KEYS, SUMS, a_session, enter_year
from bot.app import EctBot, open_store
from bot.ports.kinds import SESSIONS
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import STARTS, TEAM, set_up
from bot.slack.client import make_client
from bot.slack.requests import OnlyFromSlack
from bot.slack.serving_http import HttpServing
from bot.slack.workspaces import OneWorkspace
from bot.store.data_file.embedded import EmbeddedStore
from bot.vault import KeyVault

SESSIONS_KEPT = 16_000
VAULT = KeyVault(KEYS)
_UNTIL_A_CHECKPOINT = 600  # inserts
_ROOT = Path(__file__).parents[1]
_MODULES = ("bench", "bot", "handlers", "scheduler")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        fsync = median(300, append_and_sync(place / "bare"))
        rows = [*one_liner(place, fsync), *inserts(place, fsync), *start(place)]
        rows += ticks(place)
    rows.append(("lost or doubled in 400 times kill -9", kills(), "none"))
    print(f"{'what':<52}{'measured':>14}{'limit':>12}")
    for what, measured, limit in rows:
        print(f"{what:<52}{measured:>14}{limit:>12}")


Row = tuple[str, str, str]


def one_liner(place: Path, fsync: float) -> Iterator[Row]:
    """Measure `/ect log …` to its acknowledgement, against a listener without work."""
    bot, idle = listeners(place)
    nothing = cost(400, lambda n: ask(idle, n, "help"))
    floor = nothing.wall + fsync

    def log(number: int) -> None:
        answer = ask(bot.app, number, logged(number))
        assert "Logged" in answer, answer

    taken = cost(400, log)
    what = "one-liner, to its ack, against a no-op plus fsync"
    yield what, *ratio(taken.wall, floor, 3)
    for of, one, other in (
        ("the same, each", taken.wall, floor),
        ("processor time, against the no-op's", taken.processor, nothing.processor),
    ):
        yield f"  {of}", f"{one * 1000:.2f} ms", f"({other * 1000:.2f} ms)"

    serving = HttpServing(bot.app, bot.site(), host="127.0.0.1", port=0)
    serving.start()

    clients = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", "bench.clients", serving.url],
        capture_output=True,
        text=True,
        check=True,
    )
    serving.stop()
    yield "  p99 over HTTP with 32 at once", f"{clients.stdout.strip()} ms", "100 ms"
    bot.stop()


def listeners(place: Path) -> tuple[EctBot, App]:
    """Return the bot with many sessions, and a Bolt app whose listener does nothing."""
    api = "http://127.0.0.1:9/api/"
    who = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="x", bot_user_id="U0"
    )
    bot = EctBot(
        filled(place / "log.db", SESSIONS_KEPT),
        OneWorkspace(make_client("xoxb-sandbox", api), who),
        MovableClock(STARTS),
        SECRET,
        vault=VAULT,
    )
    bot.errands.run = lambda errand: None  # type: ignore[method-assign]  # no Slack
    idle = App(
        client=make_client(None, api),
        authorize=lambda: who,
        signing_secret=SECRET,
        request_verification_enabled=False,
        process_before_response=True,
    )
    idle.middleware(OnlyFromSlack(SECRET))
    idle.command("/ect")(lambda ack: ack("ok"))
    return bot, idle


def inserts(place: Path, fsync: float) -> Iterator[Row]:
    """Measure one durable insert, in a small store and in a large one.

    Until the write-ahead log has been through its first checkpoint it grows, which
    costs the disk more: a bot that has been at work for a while has that behind it.
    """
    found = {}
    for size in (1_000, 100_000):
        store = filled(place / f"{size}.db", size)

        def insert(number: int, store: EmbeddedStore = store, size: int = size) -> None:
            with store.transaction(TEAM) as records:
                records.add(SESSIONS, a_session(size + number))

        median(_UNTIL_A_CHECKPOINT, insert)
        found[size] = median(400, lambda n: insert(_UNTIL_A_CHECKPOINT + n))
        store.close()
    small, large = found[1_000], found[100_000]
    yield "durable insert, 100,000 records against 1,000", *ratio(large, small, 1.2)
    yield "durable insert against append and fdatasync", *ratio(small, fsync, 1.5)


def start(place: Path) -> Iterator[Row]:
    """Measure a fresh process, from nothing to the first command answered."""
    bare, whole = place / "start.db", place / "year.db"
    filled(bare, SESSIONS_KEPT).close()
    with closing(filled(whole, 0)) as store:
        enter_year(store, SESSIONS_KEPT)
    # As where the bot is installed: its modules are compiled already.
    compiling = [sys.executable, "-m", "compileall", "-q", *_MODULES]
    subprocess.run(compiling, cwd=_ROOT, check=True)  # noqa: S603 - our own modules
    yield from started("start to first command answered", bare)
    yield from started("  the same, with all that is kept of each session", whole)


def started(what: str, path: Path) -> Iterator[Row]:
    """Measure it with one data file."""
    before = os.times()
    with measured() as took:
        answer = subprocess.run(  # noqa: S603 - this program itself
            [sys.executable, "-m", "bench.first_command", str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
    after = os.times()
    yield what, f"{took[0]:.2f} s", "1 s"
    yield "  its processor time", f"{_of_children(after, before):.2f} s", ""
    yield "  resident memory then", f"{answer.stdout.strip()} MB", "120 MB"


def _of_children(after: os.times_result, before: os.times_result) -> float:
    return (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )


def ticks(place: Path) -> Iterator[Row]:
    """Measure a tick that finds nothing due, with few pairings and with England's."""
    bot, _ = listeners(place / "ticks")
    (few, small), (many, large) = idle_ticks(bot)
    bot.stop()
    yield (
        f"a tick with nothing due, {many:,} pairings against {few}",
        *ratio(large, small, 2),
    )
    yield "  the same, each", f"{large * 1e6:.0f} µs", f"({small * 1e6:.0f} µs)"


def filled(path: Path, sessions: int) -> EmbeddedStore:
    """Return a store with the example school and that many sessions."""
    store = open_store(path, SUMS)
    set_up(store, VAULT)
    for first in range(0, sessions, 5_000):
        with store.transaction(TEAM) as records:
            for number in range(first, min(first + 5_000, sessions)):
                records.put(SESSIONS, a_session(number))
    return store


def ask(app: App, number: int, text: str) -> str:
    """Send one signed command and return the body of the answer."""
    body, headers = signed(number, text)
    request = BoltRequest(body=body.decode(), headers={**headers})
    return str(app.dispatch(request).body)


def append_and_sync(path: Path) -> Callable[[int], None]:
    """Return the floor: one bare append, made durable."""
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def append(_number: int) -> None:
        os.write(handle, b"x" * 400)
        os.fdatasync(handle)

    return append


class Cost(NamedTuple):
    """The median time of one act, in seconds, and how much of it the processor took.

    Where others are at work on the machine the second is the one to trust.
    """

    wall: float
    processor: float


def cost(times: int, act: Callable[[int], object]) -> Cost:
    """Return what one act costs."""
    walls, processor = [], []
    for number in range(times):
        began, worked = time.perf_counter(), time.process_time()
        act(number)
        walls.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return Cost(statistics.median(walls), statistics.median(processor))


def median(times: int, act: Callable[[int], object]) -> float:
    """Return the median time of one act, in seconds."""
    return cost(times, act).wall


@contextmanager
def measured() -> Iterator[list[float]]:
    """Yield a list that holds the time taken, once it is over."""
    took: list[float] = []
    began = time.perf_counter()
    yield took
    took.append(time.perf_counter() - began)


def ratio(measured_time: float, floor: float, limit: float) -> tuple[str, str]:
    """Say a ratio and its limit."""
    return f"{measured_time / floor:.2f} times", f"{limit:g} times"


if __name__ == "__main__":
    main()
