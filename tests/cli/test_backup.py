"""`ectbot backup` and `ectbot restore`, as somebody at a terminal reads them."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.app import back_up_job, open_store
from bot.config import Settings
from bot.keys import new_key
from bot.ports.kinds import SESSIONS
from bot.sandbox.example_school import TEAM, set_up
from bot.sandbox.rehearsal import Rehearsal
from bot.store.backups.lifecycle import backups_in
from bot.store.checksums import checksums_with
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in

KEY = new_key()


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    store = open_store(tmp_path / "data" / "ectbot.db", checksums_with([KEY]))
    set_up(store, KeyVault([KEY]))
    store.close()
    return settings_in(tmp_path, ECTBOT_KEYS=KEY)


def test_a_back_up_is_made_and_put_in_place_elsewhere(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    made = ectbot("backup", tmp_path, settings)
    assert (made.returncode, made.stderr) == (0, "")
    (file,) = backups_in(tmp_path / "backups").values()
    assert file.name in made.stdout
    refused = ectbot(f"restore {file}", tmp_path, settings)
    assert refused.returncode == 1
    assert "left alone" in refused.stderr
    done = ectbot(f"restore {file} --to elsewhere/ectbot.db", tmp_path, settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "not sent again" in done.stdout
    elsewhere = tmp_path / "elsewhere" / "ectbot.db"
    with closing(open_store(elsewhere)) as store, store.reading(TEAM) as records:
        assert list(records.every(SESSIONS))
    over = ectbot(f"restore {file} --over", tmp_path, settings)
    assert over.returncode == 0
    assert len(list((tmp_path / "data").glob("ectbot.db.before-*"))) == 1


def test_without_a_key_or_with_a_database_nothing_is_made(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    keyless = ectbot("backup", tmp_path, settings | {"ECTBOT_KEYS": ""})
    assert keyless.returncode == 1
    assert "ectbot key" in keyless.stderr
    database = "postgresql+psycopg://nobody@127.0.0.1:9/none"
    for command in ("backup", "restore some.backup"):
        answer = ectbot(command, tmp_path, settings | {"DATABASE_URL": database})
        assert answer.returncode == 1
        assert "pg_dump" in answer.stderr
    assert not backups_in(tmp_path / "backups")


def test_the_doctor_says_when_the_last_back_up_was_made(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        settings["SLACK_API_URL"] = rehearsal.workspace.api_url
        before = ectbot("doctor", tmp_path, settings)
        ectbot("backup", tmp_path, settings)
        after = ectbot("doctor", tmp_path, settings)
        (file,) = backups_in(tmp_path / "backups").values()
        file.write_bytes(file.read_bytes()[:-9])
        torn = ectbot("doctor", tmp_path, settings)
    assert "There is no back-up in backups yet" in before.stdout
    assert "ok    The last back-up was made on" in after.stdout
    assert "lie on the same disk as the data" in after.stdout
    assert after.returncode == 0
    assert "fix   The last back-up cannot be read" in torn.stdout


def test_a_running_bot_makes_back_ups_where_it_can(tmp_path: Path) -> None:
    settings = Settings(
        ectbot_data=tmp_path / "data", ectbot_backups=tmp_path / "backups"
    )
    open_store(settings.data_file).close()
    job = back_up_job(settings, KeyVault([KEY]))
    assert job is not None
    job()
    assert len(backups_in(tmp_path / "backups")) == 1
    assert back_up_job(settings, KeyVault([])) is None
