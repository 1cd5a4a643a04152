"""Every reader of strangers' input, led by coverage to wherever it can be led."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
READERS = ("log-line", "plan-line", "roster", "terms", "term-calendar", "timetable")
_SECONDS = 20


@pytest.mark.parametrize("reader", READERS)
def test_whatever_a_reader_is_given_it_answers_or_refuses_in_words(reader: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", reader, "--seconds", str(_SECONDS)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-4_000:]
    runs = re.search(r"Done (\d+) runs", done.stdout + done.stderr)
    assert runs is not None
    assert int(runs[1]) > 1_000
