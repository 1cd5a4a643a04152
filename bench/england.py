"""A year of England's ECTs in PostgreSQL, and what the bot's work costs beside it.

`python -m bench.england` starts a server of its own, fills it (some minutes, 5 GB) and
prints a table: 60,000 pairings in 20,000 schools of 2,000 workspaces, 40 sessions each,
the same from the same seed. Each figure stands beside its floor, from the same run.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import msgspec
import psycopg
from slack_bolt.authorization import AuthorizeResult

from bench.__main__ import VAULT, Row, ask, median, ratio
from bench.commands import SECRET, logged
from bench.slow_slack import SlowSlack
from bench.year import SUMS
from bot.app import EctBot
from bot.domain.kernel.record import (
    PairingId,
    PersonId,
    Record,
    SchoolId,
    SessionId,
    TeamId,
)
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.reminders.nudges import Sweep
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    INDUCTIONS,
    MEMBERS,
    PAIRINGS,
    SCHOOLS,
    SESSIONS,
    SESSIONS_OF_PAIRING,
    SWEEPS,
)
from bot.ports.store import Kind
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import CARLA, STARTS, TEAM, example_school, set_up
from bot.slack.client import make_client
from bot.slack.workspaces import OneWorkspace
from bot.store.codec import encoded
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.tables import as_text, column_of, storable, tables_of
from bot.usecases.concerns.clock import run_concern_clock
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.outbox.notices import tell
from bot.usecases.reminders.daily_run import run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from tests.postgres_server import PostgresServer, running_server

SEED = 2026
WORKSPACES, SCHOOLS_EACH, PAIRINGS_EACH, SESSIONS_EACH = 2_000, 10, 3, 40
_FIRST_MONDAY = datetime(2026, 9, 7, 8, tzinfo=UTC)
_SWEPT = 100
_MESSAGES = 400
_OUTSIDE = 0.04  # of sessions are outside teaching hours


def main() -> None:
    """Fill, measure and print."""
    rows: list[Row] = []
    with running_server() as small, running_server() as large:
        for server in (small, large):
            _make_tables(server)
        workspaces = int(sys.argv[1]) if len(sys.argv) > 1 else WORKSPACES
        began = time.perf_counter()
        _fill(large, workspaces)
        seconds = time.perf_counter() - began
        _fill(small, max(1, 10_000 // (SCHOOLS_EACH * PAIRINGS_EACH * SESSIONS_EACH)))
        sessions = workspaces * SCHOOLS_EACH * PAIRINGS_EACH * SESSIONS_EACH
        print(f"{sessions:,} sessions filled in {seconds:.0f} s")
        rows += _disk(large)
        rows += _inserts(small, large)
        rows += _look_ups(small, large)
        rows += _ticks(large, workspaces)
        rows += _drained(large)
        rows += _one_liner(large)
    print(f"{'what':<58}{'measured':>14}{'limit':>12}")
    for what, measured, limit in rows:
        print(f"{what:<58}{measured:>14}{limit:>12}")


def _store(server: PostgresServer) -> PostgresStore:
    return PostgresStore(server.url, ALL_KINDS, ALL_INDEXES, SUMS)


def _make_tables(server: PostgresServer) -> None:
    engine = connected(server.url)
    tables_of(ALL_KINDS, ALL_INDEXES).create_all(engine)
    engine.dispose()


def _fill(server: PostgresServer, workspaces: int) -> None:
    """Copy in a year, kind by kind; each row as the store itself would write it."""
    with psycopg.connect(_plain(server)) as connection:
        for kind in (SCHOOLS, SWEEPS, MEMBERS, INDUCTIONS, PAIRINGS, SESSIONS):
            _copy(connection, kind, _records(kind, workspaces))
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _disk(server: PostgresServer) -> Iterator[Row]:
    with psycopg.connect(_plain(server)) as connection:
        answer = connection.execute("SELECT pg_database_size(current_database())")
        (size,) = answer.fetchone() or (0,)
    yield "the database on disk", f"{size / 1e9:.1f} GB", ""


def _copy(
    connection: psycopg.Connection[Any],
    kind: Kind[Any],
    records: Iterator[tuple[TeamId, Record]],
) -> None:
    own = [index for index in ALL_INDEXES if index.kind.name == kind.name]
    columns = ", ".join(["team_id", "key", "body", *(column_of(i) for i in own)])
    statement = f"COPY {kind.name} ({columns}) FROM STDIN"
    with connection.cursor().copy(statement.encode()) as copy:
        for team, record in records:
            entries = [index.entry(record) for index in own]
            copy.write_row(
                [
                    storable(team),
                    storable(kind.key(record)),
                    encoded(record).decode(),
                    *([as_text(p) for p in e] if e else None for e in entries),
                ]
            )


def _records(kind: Kind[Any], workspaces: int) -> Iterator[tuple[TeamId, Record]]:
    for number in range(workspaces):
        team = TeamId(f"T{number:05d}")
        for place in range(SCHOOLS_EACH):
            for record in _of_school(kind, SchoolId(f"school-{number}-{place}")):
                yield team, record


def _of_school(kind: Kind[Any], school: SchoolId) -> Iterator[Record]:
    if kind is SCHOOLS:
        yield msgspec.structs.replace(example_school(), id=school)
    if kind is SWEEPS:
        yield Sweep(school=school, next_at=STARTS + timedelta(days=1))
    for number in range(PAIRINGS_EACH):
        yield from _of_pairing(kind, school, number)


def _of_pairing(kind: Kind[Any], school: SchoolId, number: int) -> Iterator[Record]:
    mentor, ect = PersonId(f"M-{school}-{number}"), PersonId(f"E-{school}-{number}")
    pairing, tutor = PairingId(f"{school}/{number}"), PersonId(f"T-{school}")
    began = _FIRST_MONDAY.date()
    if kind is MEMBERS:
        roles = {mentor: Role.MENTOR, ect: Role.ECT, tutor: Role.INDUCTION_TUTOR}
        for person, role in roles.items() if not number else list(roles.items())[:2]:
            yield Member(
                school=school,
                person=person,
                name=f"Example {person}",
                roles=frozenset({role}),
            )
    if kind is INDUCTIONS:
        yield Induction(school=school, ect=ect, tutor=tutor, counted_from=began)
    if kind is PAIRINGS:
        yield Pairing(
            id=pairing, school=school, mentor=mentor, ect=ect, begins_on=began
        )
    if kind is SESSIONS:
        chance = random.Random(f"{SEED}/{pairing}")  # noqa: S311 - no secret
        for week in range(SESSIONS_EACH):
            after = timedelta(weeks=week, days=chance.randrange(5))
            at = _FIRST_MONDAY + after + timedelta(minutes=5 * chance.randrange(60))
            is_past = at < STARTS
            is_outside = chance.random() < _OUTSIDE
            yield Session(
                id=SessionId(f"{pairing}/{week}"),
                school=school,
                pairing=pairing,
                mentor=mentor,
                ect=ect,
                starts_at=at,
                minutes=chance.choice((30, 45, 50, 60)),
                state=SessionState.HELD if is_past else SessionState.PLANNED,
                time_class=TimeClass.OUTSIDE_TEACHING
                if is_outside
                else TimeClass.TEACHING,
                recorded_at=min(at, STARTS),
            )


def _inserts(small: PostgresServer, large: PostgresServer) -> Iterator[Row]:
    some = [record for _team, record in islice(_records(SESSIONS, 1), 300)]
    seconds = {}
    for name, server in (("small", small), ("large", large)):
        with closing(_store(server)) as store:
            seconds[name] = median(300, _inserting(store, some))
    yield (
        "durable insert at a year of England against 10,000",
        *ratio(seconds["large"], seconds["small"], 1.5),
    )
    bare = _bare_insert(large)
    said = f"{seconds['large'] * 1000:.2f} ms", f"({bare * 1000:.2f} ms)"
    yield "  the same, each (a bare INSERT through psycopg)", *said


def _inserting(store: PostgresStore, some: list[Any]) -> Callable[[int], None]:
    def insert(number: int) -> None:
        fresh = msgspec.structs.replace(some[number], id=SessionId(f"new-{number}"))
        with store.transaction(TeamId("T00000")) as records:
            records.add(SESSIONS, fresh)

    return insert


def _bare_insert(server: PostgresServer) -> float:
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (id text PRIMARY KEY, body text)")
        body = "x" * 400
        return median(
            300,
            lambda n: connection.execute(
                "INSERT INTO bare VALUES (%s, %s)", (str(n), body)
            ),
        )


def _look_ups(small: PostgresServer, large: PostgresServer) -> Iterator[Row]:
    taken = {}
    for name, server in (("small", small), ("large", large)):
        with closing(_store(server)) as store:

            def look(number: int, store: PostgresStore = store) -> None:
                with store.reading(TeamId("T00001")) as records:
                    pairing = f"school-1-{number % 10}/1"
                    found = records.find(SESSIONS_OF_PAIRING, pairing, "planned")
                assert found

            taken[name] = median(300, look)
    yield (
        "a pairing's planned sessions, the same two",
        *ratio(taken["large"], taken["small"], 1.5),
    )
    yield "  the same, each", f"{taken['large'] * 1000:.2f} ms", ""


def _ticks(server: PostgresServer, workspaces: int) -> Iterator[Row]:
    with closing(_store(server)) as store:
        clock = MovableClock(STARTS)
        bot = _bot(store, clock, "http://127.0.0.1:9/api/")

        def tick(_number: int) -> None:
            assert not run_day(bot.ports)
            assert not send_due_nudges(bot.ports)
            assert not run_concern_clock(bot.ports)
            assert not deliver_due(bot.ports)

        taken = median(100, tick)
        yield "a tick with nothing due", f"{taken * 1000:.2f} ms", "1 s"
        with psycopg.connect(_plain(server)) as connection:
            connection.execute(
                "DELETE FROM sweeps WHERE team_id >= %s",
                (f"T{_SWEPT // SCHOOLS_EACH:05d}",),
            )
        for day, name in enumerate(("a school's first day", "a day like others"), 1):
            clock.move_to(STARTS + timedelta(days=day))
            began = time.perf_counter()
            swept = run_day(bot.ports)
            each = (time.perf_counter() - began) / swept
            whole = each * workspaces * SCHOOLS_EACH
            yield f"the reminders of {name}", f"{each * 1000:.1f} ms", ""
            yield "  of all schools, by one process", f"{whole:.0f} s", "1 s"
        resident = _resident_mb()
        yield "  resident memory then", f"{resident} MB", "200 MB"
        bot.stop()


def _one_liner(server: PostgresServer) -> Iterator[Row]:
    store = _store(server)
    bot = _bot(store, MovableClock(STARTS), "http://127.0.0.1:9/api/")

    def log(number: int) -> None:
        answer = ask(bot.app, number, logged(number))
        assert "Logged" in answer, answer

    taken = median(200, log)
    yield "one-liner, to its ack", f"{taken * 1000:.1f} ms", ""
    bot.stop()


def _drained(server: PostgresServer) -> Iterator[Row]:
    """Measure how soon messages are out, by one process and by two."""
    seconds = {}
    with closing(_store(server)) as store:
        set_up(store, VAULT)
    with SlowSlack() as slack:
        for processes in (1, 2):
            with closing(_store(server)) as store:
                _due(store, processes)
                seconds[processes] = _drain(server, slack, processes)
                assert slack.posted_once(_MESSAGES)
                slack.posted.clear()
    speed = seconds[1] / seconds[2]
    each = seconds[1] / _MESSAGES * 1000
    yield (
        f"{_MESSAGES} messages out, by 2 processes against 1",
        f"{speed:.2f} times",
        (">= 1.7"),
    )
    yield "  a message, by one process (Slack takes 50 ms)", f"{each:.1f} ms", ""


def _due(store: PostgresStore, round_number: int) -> None:
    with store.transaction(TEAM) as records:
        for number in range(_MESSAGES):
            person = PersonId(f"reader-{number}")
            records.put(
                MEMBERS,
                Member(
                    school=example_school().id,
                    person=person,
                    name="Example",
                    roles=frozenset({Role.SCHOOL_ADMIN}),
                ),
            )
            tell(
                records,
                NoticeKind.UNREACHED,
                reader=person,
                subject=f"{example_school().id}|{CARLA}",
                school=example_school().id,
                not_before=STARTS,
                occasion=f"round-{round_number}",
            )


def _drain(server: PostgresServer, slack: SlowSlack, processes: int) -> float:
    command = [sys.executable, "-m", "bench.drain", server.url, slack.api_url]
    running = [
        subprocess.Popen(  # noqa: S603 - this program itself
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    began = time.perf_counter()
    for process in running:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in running:
        assert process.wait(300) == 0
    return time.perf_counter() - began


def _bot(store: PostgresStore, clock: MovableClock, api: str) -> EctBot:
    who = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="x", bot_user_id="U0"
    )
    slack = OneWorkspace(make_client("xoxb-sandbox", api), who)
    bot = EctBot(store, slack, clock, SECRET, vault=VAULT)
    bot.errands.run = lambda errand: None  # type: ignore[method-assign]  # no Slack
    return bot


def _resident_mb() -> int:
    with open("/proc/self/statm", encoding="utf-8") as file:  # noqa: PTH123 - no file of ours
        pages = int(file.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def _plain(server: PostgresServer) -> str:
    return server.url.replace("postgresql+psycopg", "postgresql")


if __name__ == "__main__":
    main()
