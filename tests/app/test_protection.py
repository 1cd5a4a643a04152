"""`ectbot erase`, `ectbot retain` and `ectbot hold`, as somebody at a terminal."""

import re
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from bot.app import open_store
from bot.domain.heartbeats import JobTrouble, Trouble
from bot.ports.kinds import JOB_TROUBLES, PAIRINGS
from bot.sandbox.example_school import TEAM, set_up
from bot.vault import FernetVault, new_key
from tests.app.terminal import ectbot, settings_in

YEARS_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LONG_OVER = JobTrouble(
    id="job|deliver|1",
    job="deliver",
    trouble=Trouble.THREW,
    since=YEARS_AGO,
    over_at=YEARS_AGO,
)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Settings, and a data file of the example school, which Tom has left."""
    with closing(open_store(tmp_path / "data" / "ectbot.db")) as store:
        set_up(store, FernetVault([new_key()]))
        with store.transaction(TEAM) as records:
            tom = records.get(PAIRINGS, "pairing-tom")
            assert tom is not None
            records.put(JOB_TROUBLES, LONG_OVER)
            gone = msgspec.structs.replace(tom, ends_on=date(2026, 11, 13))
            records.put(PAIRINGS, gone)
    return settings_in(tmp_path)


def on_disk(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in (folder / "data").glob("ectbot.db*"))


def test_erase_counts_then_does_it_and_leaves_no_trace_on_the_disk(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    asked = ectbot("erase U0TOM", tmp_path, settings)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "Nothing was changed" in asked.stdout
    assert b"U0TOM" in on_disk(tmp_path)
    done = ectbot("erase U0TOM --apply", tmp_path, settings)
    assert (done.returncode, done.stderr) == (0, "")
    (file,) = tmp_path.glob("certificate-*.txt")
    said = file.read_text()
    assert "Erasure of U0TOM" in said
    assert "oncern" not in said
    for trace in (b"U0TOM", b"Tom Example"):
        assert trace not in on_disk(tmp_path)
    assert b"U0DEE" in on_disk(tmp_path)
    verified = ectbot("audit verify", tmp_path, settings)
    assert "all in place" in verified.stdout
    looked = ectbot("doctor", tmp_path, settings).stdout
    assert looked.count("is sound") == 1
    assert re.search(r"warn +\d+ records are kept for longer", looked)


def test_retain_and_hold_say_what_they_do(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    held = ectbot("hold U0TOM --because request", tmp_path, settings)
    assert "U0TOM: request, since" in held.stdout
    refused = ectbot("erase U0TOM --apply", tmp_path, settings)
    assert refused.returncode == 1
    assert "still open" in refused.stderr
    assert "Traceback" not in refused.stderr
    counted = ectbot("retain", tmp_path, settings)
    assert counted.returncode == 0
    assert "held, and were left alone: 1" in counted.stdout
    ended = ectbot("hold U0TOM --release", tmp_path, settings)
    assert "The hold has ended." in ended.stdout
    unsaid = ectbot("hold U0TOM", tmp_path, settings)
    assert unsaid.returncode == 1
    assert "--because" in unsaid.stderr
