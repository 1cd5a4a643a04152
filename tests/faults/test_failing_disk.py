"""A disk that fails to make a commit durable: nobody says that nothing was saved."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, CLAIMS, TRAINING_ENTRIES
from bot.ports.store import OutcomeUnknown
from bot.sandbox.example_school import DEE, TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.store.data_file.embedded import EmbeddedStore
from tests.contract.examples import a_claim
from tests.faults.failing_disk import require_failing_disk, without_fsync
from tests.scheduler.waiting import until
from tests.slack.forms import a_form, send_form, type_line


@pytest.fixture(autouse=True)
def _on_linux() -> None:
    require_failing_disk()


def _opened(path: Path) -> EmbeddedStore:
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)


def _keep(store: EmbeddedStore, key: str) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim(key))


def _kept(store: EmbeddedStore) -> list[str]:
    with store.reading(TEAM) as records:
        return [claim.delivery for claim in records.every(CLAIMS)]


def _as_after_a_crash(path: Path) -> list[str]:
    """Return what a bot finds that starts on the file as it lies there now."""
    copy = path.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in (path.name, f"{path.name}-wal"):
        shutil.copy(path.with_name(name), copy)
    with closing(_opened(copy / path.name)) as store:
        return _kept(store)


def test_a_commit_that_is_not_made_durable_is_unknown_until_another_is_written_over_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ectbot.db"
    with closing(_opened(path)) as store:
        _keep(store, "d1")
        unknown = without_fsync(lambda: _keep(store, "d2"))
        assert isinstance(unknown, OutcomeUnknown)
        assert "nothing was" not in str(unknown)
        assert unknown.ask() is None
        assert _kept(store) == ["d1"]
        assert _as_after_a_crash(path) == ["d1", "d2"]  # so nobody may say "not saved"
        _keep(store, "d3")
        assert unknown.ask() is False
        assert _kept(store) == ["d1", "d3"]
        assert _as_after_a_crash(path) == ["d1", "d3"]
    with closing(_opened(path)) as store:
        assert _kept(store) == ["d1", "d3"]


def _times(rehearsal: Rehearsal, minutes: int) -> int:
    with rehearsal.store.reading(TEAM) as records:
        entries = records.every(TRAINING_ENTRIES)
        return sum(1 for entry in entries if entry.minutes == minutes)


def test_who_meets_such_a_disk_is_told_what_is_known_and_has_it_saved_once(
    tmp_path: Path,
) -> None:
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        form, told = a_form(17), list[str]()
        without_fsync(lambda: told.append(str(send_form(rehearsal.bot.app, form))))
        assert "I can't tell yet whether that was saved" in told[0]
        assert "othing was" not in told[0]
        assert "Noted: 17 minutes" in str(send_form(rehearsal.bot.app, form))
        assert _times(rehearsal, 17) == 1
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        assert _times(rehearsal, 17) == 1


def test_a_line_that_such_a_disk_did_not_keep_is_said_to_be_lost_once_that_is_known(
    tmp_path: Path,
) -> None:
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        state, told = rehearsal.workspace.state, list[str]()
        later = f"{rehearsal.workspace.url}response/{state.new_response_url(DEE, None)}"
        app = rehearsal.bot.app
        without_fsync(
            lambda: told.append(type_line(app, "training 18m yesterday", later=later))
        )
        assert "I'll tell you here as soon as I know" in told[0]
        _keep_anything(rehearsal)
        until(lambda: any("It wasn't saved" in one["text"] for one in state.messages))
        assert _times(rehearsal, 18) == 0


def _keep_anything(rehearsal: Rehearsal) -> None:
    with rehearsal.store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim("anything"))
