"""What retention lets go of is in no file: no data, no certificate, no back-up."""

import logging
import shutil
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_store
from bot.clock import system_now
from bot.domain.operations.backups import Keep
from bot.keys import new_key
from bot.ports import kinds
from bot.ports.bundle import Actor
from bot.sandbox.clock import StillClock
from bot.store.backups.backup_file import read_backup
from bot.store.backups.lifecycle import backups_in, make_backup
from bot.usecases.data_protection.retention_asking import clear_out, see_to_what_is_past
from bot.vault import KeyVault
from tests.builders import SCHOOL
from tests.cli.terminal import ectbot, settings_in
from tests.contract.long_school import (
    DAY,
    STAYS,
    TEAM,
    LongSchool,
    Planted,
    everything_in,
)
from tests.usecases.ports import ports_on

HOUR = timedelta(hours=1)
KEEP = Keep(hourly=3, daily=4)
AT_WORK = range(5)  # hours of a day in which the bot makes back-ups


def lived_through(folder: Path, years: int) -> LongSchool:
    """Return a school whose years are over by today, in a data file that is closed."""
    with closing(open_store(folder / "data" / "ectbot.db")) as store:
        begins = system_now().year - years - 1
        school = LongSchool(store, KeyVault([new_key()]), begins=begins)
        school.go_on_to(years)
    return school


def held_in(files: Iterable[Path], looked_for: list[Planted]) -> set[str]:
    """Return what stands in these files, as bytes."""
    content = b"\n".join(file.read_bytes() for file in files if file.is_file())
    return {one.text for one in looked_for if one.text.encode() in content}


def held_in_backups(folder: Path, school: LongSchool) -> list[set[str]]:
    """Return what ought to be gone and each back-up still has, the oldest first."""
    found = []
    for file in backups_in(folder / "backups").values():
        opened = folder / "opened.db"
        read_backup(file, opened, school.vault)
        with closing(open_store(opened)) as store:
            held = everything_in(store, school.vault)
        raw = held_in(folder.glob("opened.db*"), school.due())
        found.append(raw | {one.text for one in school.due() if one.text in held})
        for left in folder.glob("opened.db*"):
            left.unlink()
    return found


@pytest.mark.parametrize(
    "years", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (3, 7, 9, 20))]
)
def test_no_file_and_in_the_end_no_back_up_has_what_is_gone(
    tmp_path: Path, years: int
) -> None:
    school = lived_through(tmp_path, years)
    settings = settings_in(tmp_path)
    data, backups = tmp_path / "data" / "ectbot.db", tmp_path / "backups"

    def back_up(hours: int) -> None:
        when = school.now + hours * HOUR
        make_backup(data, backups, school.vault, now=when, keep=KEEP)

    assert held_in(data.parent.iterdir(), school.due())
    back_up(0)
    assert held_in_backups(tmp_path, school) != [set()]
    for left in ("before-20260901T120000Z", "snapshot", "restoring"):
        shutil.copy(data, f"{data}.{left}")  # by a restore, or after a crash
    done = ectbot("retain --apply", tmp_path, settings)
    assert (done.returncode, done.stderr) == (0, "")
    everywhere = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert held_in(everywhere, school.due()) == set()
    assert held_in(data.parent.iterdir(), school.still_kept())
    assert [one for one in school.due() if one.text in done.stdout] == []
    assert Path(f"{data}.before-20260901T120000Z").exists()
    for day in range(1, KEEP.daily + 1):
        assert any(held_in_backups(tmp_path, school)), f"gone after {day - 1} days"
        for hour in AT_WORK:
            back_up(24 * day + hour)
    assert set().union(*held_in_backups(tmp_path, school)) == set()


def test_what_a_bot_at_work_lets_go_of_is_in_no_file_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At first words among it, later none; and the log never has any of it."""
    caplog.set_level(logging.DEBUG)
    with closing(open_store(tmp_path / "data" / "ectbot.db")) as store:
        school = LongSchool(store, KeyVault([new_key()]))
        school.go_on_to(9)
        clock = StillClock(school.now)
        ports = ports_on(store, clock)
        told = 0
        for month in (0, 1, 11):
            clock.moment = school.now + 31 * month * DAY
            see_to_what_is_past(ports)
            with store.reading(TEAM) as records:
                waiting = list(records.find(kinds.CLEARANCES_OPEN, SCHOOL))
            for clearance in waiting:
                clear_out(ports, Actor(TEAM, STAYS), clearance.id)
            told += bool(waiting)
            files = (tmp_path / "data").iterdir()
            held = everything_in(store, school.vault)
            gone = [one for one in school.planted if one.text not in held]
            assert held_in(files, gone) == set(), f"after {month} months"
        assert told == 3
    assert not [one for one in school.planted if one.text in caplog.text]


def test_what_a_restore_set_aside_is_left_alone_while_somebody_is_held(
    tmp_path: Path,
) -> None:
    """A hold of now stands in no file of then."""
    lived_through(tmp_path, 3)
    aside = tmp_path / "data" / "ectbot.db.before-20260901T120000Z"
    shutil.copy(tmp_path / "data" / "ectbot.db", aside)
    before = aside.read_bytes()
    settings = settings_in(tmp_path)
    ectbot("hold U0HELD --because request", tmp_path, settings)
    done = ectbot("retain --apply", tmp_path, settings)
    assert "was left alone" in done.stdout
    assert aside.read_bytes() == before
    (certificate,) = tmp_path.glob("certificate-*.txt")
    assert f"{aside.name}, set aside by a restore, was left alone" in (
        certificate.read_text()
    )
