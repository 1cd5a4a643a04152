"""`ectbot export`: facts to take along, and no word that is somebody's own."""

import csv
import json
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bot.app import open_store
from bot.domain.data_protection.retention import Keep
from bot.keys import new_key
from bot.ports.kinds import AUDIT, CONFIRMATIONS, MEMBERS, NEXT_STEPS, NOTES, SESSIONS
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind
from bot.sandbox.example_school import SCHOOL, TEAM, set_up
from bot.store.copying import rows_of
from bot.usecases.data_protection.exporting import EXPORTED
from bot.usecases.data_protection.resealing import SEALED_FIELDS
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in


@pytest.fixture
def sealed(tmp_path: Path) -> list[str]:
    """A data file of the example school, and the words in it as they are sealed."""
    with closing(open_store(tmp_path / "data" / "ectbot.db")) as store:
        set_up(store, KeyVault([new_key()]))
        with store.transaction(TEAM) as records:
            [tom] = [m for m in records.every(MEMBERS) if m.person == "U0TOM"]
            records.put(MEMBERS, replace(tom, name="=Tom Example"))
            notes = [note.text for note in records.every(NOTES) if note.text]
            return [*notes, *(step.text for step in records.every(NEXT_STEPS))]


def kept(folder: Path, kind: Kind[Any]) -> list[Any]:
    with closing(open_store(folder / "data" / "ectbot.db")) as store:
        return [record for _, _, _, record in rows_of(store, [kind])]


def test_a_school_takes_facts_along_and_no_words_and_no_concerns(
    tmp_path: Path, sealed: list[str]
) -> None:
    done = ectbot(f"export {SCHOOL} --to taken", tmp_path, settings_in(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "for the school's induction tutors" in done.stdout
    files = list((tmp_path / "taken").iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    taken = {file.name: file.read_text("utf-8-sig") for file in files}
    whole = json.loads(taken["everything.json"])
    assert len(whole["sessions"]) == len(kept(tmp_path, SESSIONS))
    rows = list(csv.DictReader(taken["sessions.csv"].splitlines()))
    assert [row["id"] for row in rows] == [one["id"] for one in whole["sessions"]]
    assert "'=Tom Example" in taken["members.csv"]
    assert sealed
    assert not [text for text in sealed if text in str(taken)]
    assert not [name for name in (*taken, *whole) if "concern" in name]
    assert [entry.what for entry in kept(tmp_path, AUDIT)] == ["exported"]


def test_no_such_school_and_a_folder_that_is_there_are_told_in_words(
    tmp_path: Path, sealed: list[str]
) -> None:
    wrong = ectbot("export elsewhere", tmp_path, settings_in(tmp_path))
    assert wrong.returncode == 1
    assert f"There are: {SCHOOL}." in wrong.stderr
    there = ectbot(f"export {SCHOOL} --to data", tmp_path, settings_in(tmp_path))
    assert there.returncode == 1
    assert "is there already" in there.stderr
    assert sealed
    assert not kept(tmp_path, AUDIT)


def test_what_is_exported_is_what_an_induction_tutor_may_see() -> None:
    assert {PURPOSES[kind].keep for kind in EXPORTED} <= {
        Keep.SCHOOL,
        Keep.PLACE,
        Keep.FACTS,
    }
    assert not [kind for kind in EXPORTED if kind in SEALED_FIELDS]
    assert CONFIRMATIONS not in EXPORTED
