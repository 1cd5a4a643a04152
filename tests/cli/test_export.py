"""`ectbot export`: facts to take along, and no word that is somebody's own."""

import csv
import json
import re
import stat
import subprocess
import sys
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
from tests.site.reference import DOCS


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


_PLAIN_TINYDB = """
from tinydb import TinyDB, where
opened = TinyDB("taken/tinydb.json")
[about] = opened.table("about").all()
[tom] = opened.table("members").search(where("name").search("Zo"))
sessions = opened.table("sessions")
held = sessions.search((where("ect") == "U0TOM") & (where("state") == "held"))
later = sessions.count(where("starts_at") >= "2026-11-10")
print(about["school"], ascii(tom["name"]), len(sessions), len(held), later)
"""


def test_plain_tinydb_opens_and_queries_it_whatever_the_machines_encoding(
    tmp_path: Path, sealed: list[str]
) -> None:
    with (
        closing(open_store(tmp_path / "data" / "ectbot.db")) as store,
        store.transaction(TEAM) as records,
    ):
        [tom] = [m for m in records.every(MEMBERS) if m.person == "U0TOM"]
        records.put(MEMBERS, replace(tom, name="Zoë"))
    ectbot(f"export {SCHOOL} --to taken", tmp_path, settings_in(tmp_path))
    file = tmp_path / "taken" / "tinydb.json"
    written = file.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", _PLAIN_TINYDB],
        cwd=tmp_path,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Example Primary School 'Zo\\xeb' 19 5 3\n"
    assert file.read_bytes() == written
    tables = json.loads(written)
    assert tables.keys() == {"about", *(kind.name for kind in EXPORTED)}
    assert not [text for text in sealed if text in str(tables)]


def test_the_queries_of_the_help_can_be_pasted(
    tmp_path: Path, sealed: list[str]
) -> None:
    ectbot(f"export {SCHOOL}", tmp_path, settings_in(tmp_path))
    told = ectbot("export --help", tmp_path, {}).stdout
    queries = re.findall(
        r"^ .venv/bin/python -c '.+?'\s*$", told, re.MULTILINE | re.DOTALL
    )
    assert [_answers(tmp_path, query) for query in queries] == [3, 4]
    assert sealed


def test_the_queries_of_the_docs_can_be_pasted(
    tmp_path: Path, sealed: list[str]
) -> None:
    ectbot(f"export {SCHOOL}", tmp_path, settings_in(tmp_path))
    page = (DOCS / "looking.md").read_text(encoding="utf-8")
    [opened] = re.findall(r"```python\n(.+?)```", page, re.DOTALL)
    *first, one, two = opened.strip().split("\n\n")
    opening = "\n".join(first)
    for query, found in ((one, 3), (two, 4)):
        lines = f"{opening}\nprint({query})"
        assert _answers(tmp_path, f".venv/bin/python -c '{lines}'") == found
    assert sealed


def _answers(folder: Path, typed: str) -> int:
    """Return how many records are printed by what is pasted into a shell."""
    command = typed.replace("SCHOOL", SCHOOL).replace(
        ".venv/bin/python", sys.executable
    )
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return len(re.findall("'school': ", done.stdout))


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
