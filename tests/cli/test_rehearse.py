"""What `ectbot rehearse` writes, and says of a file that does not fit."""

import csv
from pathlib import Path

from tests.cli.terminal import ectbot

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-school.yml"


def test_a_year_of_ones_own_school_is_written_down_and_drawn(tmp_path: Path) -> None:
    answer = ectbot(f"rehearse {EXAMPLE} --out seen --seed 5", tmp_path, {})
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Nothing is sent." in answer.stdout
    assert not answer.stderr
    with (tmp_path / "seen" / "report.csv").open(encoding="utf-8-sig") as report:
        rows = list(csv.DictReader(report))
    assert {row["reader"] for row in rows} >= {"Dee Example", "Tom Example"}
    picture = (tmp_path / "seen" / "year.svg").read_text(encoding="utf-8")
    assert "Dee Example, mentor" in picture


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    answer = ectbot("rehearse none.yml", tmp_path, {})
    assert answer.returncode == 1
    assert answer.stderr == "none.yml cannot be read: No such file or directory.\n"
