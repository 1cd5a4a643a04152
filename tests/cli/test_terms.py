"""What `ectbot terms` shows of a file, and enters."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.app import open_store
from bot.domain.school.profile import School
from bot.keys import new_key
from bot.ports.kinds import SCHOOLS
from bot.sandbox.example_school import SCHOOL, TEAM, set_up
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in

LIST = (
    "Autumn term: 2 September to 17 December 2027\nHalf-term: 25 to 29 October 2027\n"
)


@pytest.fixture
def dates(tmp_path: Path) -> Path:
    path = tmp_path / "terms.txt"
    path.write_text(LIST, encoding="utf-8-sig")
    return path


def the_school(folder: Path) -> School:
    with (
        closing(open_store(folder / "data" / "ectbot.db")) as store,
        store.reading(TEAM) as records,
    ):
        school = records.get(SCHOOLS, SCHOOL)
    assert school is not None
    return school


def with_a_school(folder: Path) -> dict[str, str]:
    settings = settings_in(folder)
    (folder / "data").mkdir()
    with closing(open_store(folder / "data" / "ectbot.db")) as store:
        set_up(store, KeyVault([new_key()]))
    return settings


def test_a_file_is_shown_and_nothing_changed(tmp_path: Path, dates: Path) -> None:
    answer = ectbot(f"terms {dates}", tmp_path, {})
    assert answer.returncode == 0, answer.stderr
    assert "Autumn term 2027: Thu 2 Sep 2027 to Fri 17 Dec 2027" in answer.stdout
    assert "Nothing was changed." in answer.stdout


def test_with_apply_the_dates_are_entered_beside_those_of_other_years(
    tmp_path: Path, dates: Path
) -> None:
    answer = ectbot(f"terms {dates} --apply", tmp_path, with_a_school(tmp_path))
    assert answer.returncode == 0, answer.stderr
    assert [term.name for term in the_school(tmp_path).terms][-2:] == [
        "Summer term 2027",
        "Autumn term 2027",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Autumn term: 09/23/2027 - 12/18/2027", "its month first, as in America"),
        (b" " * 50_000_000, "has more than the 1 MB that I read"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "damaged further down"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "terms.ics"
    path.write_bytes(content)
    if not content.startswith(b"BEGIN"):
        path = path.rename(tmp_path / "terms.txt")
    answer = ectbot(f"terms {path} --apply", tmp_path, settings_in(tmp_path))
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert not (tmp_path / "data").exists()


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    answer = ectbot("terms none.txt", tmp_path, {})
    assert answer.stderr == "none.txt cannot be read: No such file or directory.\n"
