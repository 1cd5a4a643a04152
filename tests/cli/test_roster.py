"""`ectbot roster`, as somebody at a terminal reads it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_store
from bot.clock import system_now
from bot.documents.roster_csv import read_csv
from bot.domain.people.roster_reading import read_rows
from bot.keys import new_key
from bot.ports.kinds import MEMBERS, PAIRINGS_OF_ECT
from bot.sandbox.example_school import SCHOOL, TEAM, set_up
from bot.sandbox.rehearsal import Rehearsal
from bot.store.checksums import checksums_with
from bot.vault import KeyVault
from tests.builders import a_school
from tests.cli.terminal import ectbot, settings_in
from tests.domain.people.rosters import a_roster

KEY = new_key()
EXAMPLE = Path(__file__).parents[2] / "docs" / "example-people.csv"
HEADER = (
    "Slack member ID,Name,Roles,Mentor,Induction tutor,Start date,Named contact,"
    "Contact address"
)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[dict[str, str]]:
    store = open_store(tmp_path / "data" / "ectbot.db", checksums_with([KEY]))
    set_up(store, KeyVault([KEY]))
    store.close()
    with Rehearsal(tmp_path / "practice.db") as slack:
        url = slack.workspace.api_url
        yield settings_in(tmp_path, ECTBOT_KEYS=KEY, SLACK_API_URL=url)


def written(folder: Path, *lines: str) -> None:
    text = "\n".join([HEADER, *lines])
    (folder / "people.csv").write_text(text, encoding="utf-8")


def is_listed(folder: Path, person: str) -> bool:
    with (
        closing(open_store(folder / "data" / "ectbot.db")) as store,
        store.reading(TEAM) as records,
    ):
        return records.get(MEMBERS, f"{SCHOOL}/{person}") is not None


def test_a_list_is_looked_at_and_applied_only_when_asked(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    today = system_now().date().isoformat()
    written(
        tmp_path,
        f"U0NINA,Nina Example,ECT,Dee Example,U0CARLA,{today},Ada,ada@body.example",
    )
    looked = ectbot("roster people.csv", tmp_path, settings)
    assert (looked.returncode, looked.stderr) == (0, "")
    assert "Added: Nina Example: ECT; mentor Dee Example" in looked.stdout
    assert "Nothing has been changed" in looked.stdout
    assert not is_listed(tmp_path, "U0NINA")
    applied = ectbot("roster people.csv --apply", tmp_path, settings)
    assert (applied.returncode, applied.stderr) == (0, "")
    assert "Applied: 1 person added, 0 changed." in applied.stdout
    with (
        closing(open_store(tmp_path / "data" / "ectbot.db")) as store,
        store.reading(TEAM) as records,
    ):
        assert records.find(PAIRINGS_OF_ECT, "U0NINA")
    again = ectbot("roster people.csv --apply", tmp_path, settings)
    assert "All of it is in the list already" in again.stdout


def test_letters_that_had_to_be_guessed_are_asked_about_before_a_list_is_applied(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    line = f"{HEADER}\r\nU0NINA,Zoë Example,mentor,,,,,\r\n"
    (tmp_path / "people.csv").write_bytes(line.encode("cp850"))
    unsure = ectbot("roster people.csv --apply", tmp_path, settings)
    assert unsure.returncode == 1
    assert "Letters guessed: Zoë Example" in unsure.stdout
    assert not is_listed(tmp_path, "U0NINA")
    sure = ectbot("roster people.csv --apply", tmp_path, settings, answer="y\n")
    assert "Applied: 1 person added" in sure.stdout
    assert is_listed(tmp_path, "U0NINA")


def test_faults_are_said_row_by_row_with_a_file_to_correct(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    written(tmp_path, "U0NINA,Nina Example,mentor,,,,,", "U0OLU1,Olu,boss,,,,,")
    answer = ectbot("roster people.csv --apply", tmp_path, settings)
    assert answer.returncode == 1
    assert "Row 3, Olu" in answer.stderr
    corrected = (tmp_path / "people-to-correct.csv").read_text(encoding="utf-8-sig")
    assert "What is wrong" in corrected
    assert not is_listed(tmp_path, "U0NINA")


def test_who_may_not_change_people_cannot_do_it_here_either(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    written(tmp_path, "U0NINA,Nina Example,mentor,,,,,")
    answer = ectbot("roster people.csv --apply --by U0DEE", tmp_path, settings)
    assert answer.returncode == 1
    assert "Nothing was changed." in answer.stderr
    missing = ectbot("roster none.csv", tmp_path, settings)
    assert missing.returncode == 1
    assert "cannot be read" in missing.stderr


def test_the_documented_example_fits() -> None:
    read = read_rows(read_csv(EXAMPLE.read_bytes()).rows, a_roster(), a_school())

    assert read.is_fine, (read.faults, read.general)
