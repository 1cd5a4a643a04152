"""`ectbot look`: the facts as a table, beside a bot at work, and nothing else."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from msgspec.structs import replace

from bot.app import open_store
from bot.cli.look import _kind
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Member, Role
from bot.keys import new_key
from bot.ports.kinds import (
    ALL_KINDS,
    CONCERNS,
    INDUCTIONS,
    MEMBERS,
    NEXT_STEPS,
    SESSIONS,
)
from bot.sandbox.example_school import SCHOOL, TEAM, set_up
from bot.sandbox.rehearsal import Rehearsal
from bot.store.conditions import CannotAsk, types_of
from bot.store.data_file.embedded import EmbeddedStore
from bot.usecases.data_protection.exporting import EXPORTED
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in
from tests.contract.examples import a_session
from tests.journeys.conftest import Control

LOGGED = "log monday 10:00 50m behaviour routines"


def look(folder: Path, rest: str, **settings: str) -> "CompletedProcess[str]":
    return ectbot(f"look {rest}".strip(), folder, settings_in(folder, **settings))


def found(folder: Path, rest: str) -> list[dict[str, Any]]:
    done = look(folder, f"{rest} --json")
    assert (done.returncode, done.stderr) == (0, "")
    return list(json.loads(done.stdout))


def ids(folder: Path, rest: str) -> set[str]:
    return {one["id"].removeprefix("example-") for one in found(folder, rest)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the data file of the example school."""
    with closing(open_store(tmp_path / "data" / "ectbot.db")) as store:
        set_up(store, KeyVault([new_key()]))
    return tmp_path


@pytest.fixture
def at_work(folder: Path) -> Iterator[EmbeddedStore]:
    """The same, open as a bot at work has it."""
    with closing(open_store(folder / "data" / "ectbot.db")) as store:
        yield store


def test_all_that_is_asked_for_must_hold(folder: Path) -> None:
    assert ids(folder, "sessions ect=U0TOM state=planned") == {"tom-1111"}
    assert ids(folder, "sessions ect=U0TOM mentor=U0BEN") == set()
    assert {one["person"] for one in found(folder, "members roles=mentor")} == {
        "U0BEN",
        "U0DEE",
    }


def test_a_person_is_found_by_a_part_of_their_name(folder: Path) -> None:
    done = look(folder, "members name=tom")
    assert "Tom Example" in done.stdout
    assert "weekday Mon, starts 08:15, ends 16:00" in done.stdout


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("sesions", "Did you mean sessions? There are: schools, members,"),
        ("sessions mentr=U0DEE", "Did you mean mentor? There are: workspace, id,"),
        ("sessions minutes=long", 'a whole number, such as 45, not "long"'),
        ("sessions --export nowhere", "No such file or directory (nowhere)"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words_with_what_can_be(
    folder: Path, asked: str, says: str
) -> None:
    done = look(folder, asked)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


def test_no_table_but_those_of_an_export_is_shown(tmp_path: Path) -> None:
    done = look(tmp_path, "concerns")
    assert (done.returncode, done.stdout) == (1, "")
    assert "concerns is not shown" in done.stderr
    for kind in {*ALL_KINDS} - {*EXPORTED}:
        with pytest.raises(CannotAsk, match="is not shown"):
            _kind(kind.name)


def test_nothing_found_is_said_so(folder: Path) -> None:
    assert look(folder, "drop_ins").stdout == "Nothing in drop_ins yet.\n"
    said = look(folder, "sessions ect=U0TOM mentor=U0BEN").stdout
    assert said == "Nothing in sessions has ect=U0TOM and mentor=U0BEN.\n"
    assert found(folder, "drop_ins") == []


def test_without_a_table_all_are_listed_with_what_they_are(tmp_path: Path) -> None:
    said = look(tmp_path, "").stdout
    assert [line.split()[0] for line in said.split("\n\n")[0].splitlines()] == [
        kind.name for kind in EXPORTED
    ]
    assert "Who mentors whom, from when to when." in said


def test_a_table_fits_a_terminal_and_says_what_is_left_out(folder: Path) -> None:
    said = look(folder, "sessions").stdout
    lines = said.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert lines[0].split() == [
        "mentor",
        "ect",
        "starts_at",
        "state",
        "time_class",
        "recorded_at",
    ]
    assert lines[2].split() == [
        "U0BEN",
        "U0AMIRA",
        "2026-09-08T14:00",
        "held",
        "teaching",
        "2026-09-08T15:05",
    ]
    assert "19 records." in said
    assert "With --json you also see: reason, id, pairing." in said
    assert "minutes 60, place in_person." in " ".join(said.split())


def test_no_words_are_shown_whatever_is_asked(folder: Path) -> None:
    with (
        closing(open_store(folder / "data" / "ectbot.db")) as store,
        store.transaction(TEAM) as records,
    ):
        for one in list(records.every(INDUCTIONS)):
            records.put(INDUCTIONS, replace(one, subject="Juggling", phase="Circus"))
        sealed = [step.text for step in records.every(NEXT_STEPS)]
    assert sealed
    said = "".join(
        look(folder, f"{kind.name}{how}").stdout
        for kind in EXPORTED
        for how in ("", " --json")
    )
    assert "U0TOM" in said
    assert not [words for words in (*sealed, "Juggling", "Circus") if words in said]


def test_looking_changes_nothing_while_the_file_is_in_use(
    folder: Path, at_work: EmbeddedStore
) -> None:
    with at_work.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("new", school=SCHOOL, mentor="U0NEW"))
    before = _as_it_is(folder / "data")
    assert ids(folder, "sessions mentor=U0NEW") == {"new"}
    assert look(folder, "members").returncode == 0
    assert _as_it_is(folder / "data") == before


def test_looking_changes_nothing_and_makes_nothing_while_no_bot_runs(
    folder: Path,
) -> None:
    before = _as_it_is(folder / "data")
    assert ids(folder, "sessions starts_at=2026-11-11") == {"tom-1111"}
    assert _as_it_is(folder / "data") == before
    empty = folder / "empty"
    empty.mkdir()
    done = look(empty, "sessions")
    assert f"There is no data file yet at {empty / 'data' / 'ectbot.db'}" in done.stderr
    assert not (empty / "data").exists()


def test_what_was_just_written_is_seen_through_a_link_to_the_file(
    folder: Path, at_work: EmbeddedStore
) -> None:
    with at_work.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("new", school=SCHOOL, mentor="U0NEW"))
    linked = folder / "linked"
    (linked / "data").mkdir(parents=True)
    (linked / "data" / "ectbot.db").symlink_to(folder / "data" / "ectbot.db")
    assert ids(linked, "sessions mentor=U0NEW") == {"new"}


def test_a_bot_at_work_goes_on_beside_a_look(tmp_path: Path) -> None:
    data_file = tmp_path / "data" / "ectbot.db"
    key = {"ECTBOT_KEY_FILE": f"{data_file}.key"}
    with Rehearsal(data_file) as rehearsal:
        control = Control(rehearsal)
        written = data_file.stat().st_mtime_ns, data_file.read_bytes()
        control.command("U0DEE", LOGGED)
        asked = "sessions mentor=U0DEE minutes=50 --json"
        [logged] = json.loads(look(tmp_path, asked, **key).stdout)
        assert logged["starts_at"] == "2026-11-09T10:00:00Z"
        control.command("U0DEE", LOGGED.replace("50m", "40m").replace("10:", "11:"))
        asked = asked.replace("50", "40")
        assert len(json.loads(look(tmp_path, asked, **key).stdout)) == 1
        assert (data_file.stat().st_mtime_ns, data_file.read_bytes()) == written
        assert rehearsal.bot.health()["ok"]


def test_for_postgresql_one_is_sent_to_an_export_which_looks_the_same(
    folder: Path,
) -> None:
    other = {"DATABASE_URL": "postgresql+psycopg://a:b@127.0.0.1:9/none"}
    done = look(folder, "sessions", **other)
    assert done.returncode == 1
    assert "Your records are in PostgreSQL" in done.stderr
    assert "ectbot export SCHOOL" in done.stderr
    assert ectbot(f"export {SCHOOL}", folder, settings_in(folder)).returncode == 0
    for kind in EXPORTED:
        here = look(folder, kind.name).stdout.replace(f"workspace {TEAM}, ", "")
        there = look(folder, f"{kind.name} --export export-{SCHOOL}", **other).stdout
        if kind.name != "schools":  # of one record each field has a line of its own
            assert there.split() == here.split()
        assert "Nothing" in there or SCHOOL in there
    whole = look(folder, f"members --export export-{SCHOOL}/everything.json")
    assert "everything.json is not the TinyDB file of an export" in whole.stderr


def test_signs_that_move_the_cursor_are_not_handed_to_the_terminal(
    folder: Path,
) -> None:
    with closing(open_store(folder / "data" / "ectbot.db")) as store:
        hostile = Member(
            school=SCHOOL,
            person=PersonId("U0BAD"),
            name="\x1b[2JEve",
            roles=frozenset({Role.ECT}),
        )
        with store.transaction(TEAM) as records:
            records.put(MEMBERS, hostile)
    for asked in ("members", "members name=eve"):
        said = look(folder, asked).stdout
        assert "?[2JEve" in said
        assert "\x1b" not in said


def test_concerns_are_no_table_and_no_field() -> None:
    assert CONCERNS not in EXPORTED
    shown = {name for kind in EXPORTED for name in types_of(kind)}
    assert {name for name in shown if "concern" in name} == {
        "concerns_seen_in",  # the school's own promise
        "concerns_answered_in",
    }


def _as_it_is(data: Path) -> dict[str, tuple[int, bytes]]:
    """Return each file with when it was written; locks of readers lie in -shm."""
    return {
        file.name: (file.stat().st_mtime_ns, file.read_bytes())
        for file in data.iterdir()
        if not file.name.endswith("-shm")
    }
