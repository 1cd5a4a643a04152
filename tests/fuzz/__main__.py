"""Fuzz one reader: `python -m tests.fuzz READER --seconds 60`.

Whatever it is given, a reader answers or refuses in words; anything else it raises ends
the run with the input that led there.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import atheris  # type: ignore[import-untyped]  # its stubs lack a good half

with atheris.instrument_imports(include=["bot.domain", "bot.documents"]):
    from bot.documents.roster_csv import corrected_csv, read_csv
    from bot.documents.term_file import read_term_file
    from bot.documents.timetable_file import read_busy
    from bot.domain.kernel.errors import Refusal
    from bot.domain.planning.plan_line import read_plan_line
    from tests.domain.sessions.lines import NAMES, NOW, TODAY, read

_FIRST, _LAST = date(2026, 9, 1), date(2027, 7, 31)
_SEEDS = Path(__file__).with_name("seeds")


def _log_line(content: bytes) -> None:
    read(content.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode())


def _plan_line(content: bytes) -> None:
    text = content.decode("utf-8", "replace")
    read_plan_line(text, now_local=datetime.combine(TODAY, NOW), names=NAMES)


def _roster(content: bytes) -> None:
    sheet = read_csv(content)
    corrected_csv(sheet, {2: ["Something is wrong."]})


def _terms(content: bytes) -> None:
    read_term_file(content, "terms.txt", today=TODAY)


def _term_calendar(content: bytes) -> None:
    read_term_file(content, "terms.ics", today=TODAY)


def _timetable(content: bytes) -> None:
    read_busy(content, ZoneInfo("Europe/London"), _FIRST, _LAST)


READERS: dict[str, Callable[[bytes], None]] = {
    "log-line": _log_line,
    "plan-line": _plan_line,
    "roster": _roster,
    "terms": _terms,
    "term-calendar": _term_calendar,
    "timetable": _timetable,
}


def main() -> None:
    """Fuzz, and end with a fault where a reader does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    reader = READERS[asked.reader]

    def fuzz(content: bytes) -> None:
        with suppress(Refusal):
            reader(content)

    with tempfile.TemporaryDirectory() as corpus:
        for seed in _SEEDS.glob(f"{asked.reader}*"):
            (Path(corpus) / seed.name).write_bytes(seed.read_bytes())
        how = [f"-max_total_time={asked.seconds}", "-max_len=4096", "-timeout=10"]
        artifacts = f"-artifact_prefix={tempfile.gettempdir()}/"
        atheris.Setup([sys.argv[0], corpus, *how, artifacts], fuzz)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
