"""`ectbot erase`, `ectbot retain` and `ectbot hold`, as somebody at a terminal."""

import re
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from bot.app import open_store
from bot.cli.private_outcome import PlaceForCertificate
from bot.cli.protection import hand_over
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.operations.heartbeats import JobTrouble, Trouble
from bot.domain.sessions.records import SessionNote
from bot.keys import new_key
from bot.ports.kinds import AUDIT, JOB_TROUBLES, NOTES, PAIRINGS
from bot.ports.vault import Place
from bot.sandbox.example_school import TEAM, set_up
from bot.store.checksums import checksums_with
from bot.usecases.kernel.sealed_words import opened
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in

KEY = new_key()
KEYED = checksums_with([KEY])
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
    with closing(open_store(tmp_path / "data" / "ectbot.db", KEYED)) as store:
        set_up(store, KeyVault([KEY]))
        with store.transaction(TEAM) as records:
            tom = records.get(PAIRINGS, "pairing-tom")
            assert tom is not None
            records.put(JOB_TROUBLES, LONG_OVER)
            gone = msgspec.structs.replace(tom, ends_on=date(2026, 11, 13))
            records.put(PAIRINGS, gone)
    return settings_in(tmp_path, ECTBOT_KEYS=KEY)


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
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Erasure of U0TOM" in said
    assert "if there are any (nobody is told of them)" in said
    for remains in ("Messages in Slack", "The audit", "Back-ups made before"):
        assert remains in said
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


def test_nothing_is_erased_where_no_certificate_can_be_written(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    (tmp_path / "a-file").touch()
    data = tmp_path / "data"
    aside = data / "ectbot.db.before-20261101T080000Z"
    shutil.copy(data / "ectbot.db", aside)
    before = aside.read_bytes()
    for command in ("erase U0TOM", "retain"):
        for nowhere in ("none", "a-file"):
            refused = ectbot(f"{command} --apply --to {nowhere}", tmp_path, settings)
            assert refused.returncode == 1
            assert "nothing was deleted" in refused.stderr
            assert "Traceback" not in refused.stderr
    assert b"U0TOM" in (data / "ectbot.db").read_bytes()
    assert aside.read_bytes() == before
    done = ectbot("erase U0TOM --apply --to data", tmp_path, settings)
    assert "The certificate: data/certificate-" in done.stdout


def test_a_certificate_that_cannot_be_written_any_more_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    place = PlaceForCertificate(tmp_path / "gone")
    shutil.rmtree(tmp_path / "gone")
    hand_over(place, "abc", "Certificate abc")
    said = capsys.readouterr()
    assert "Certificate abc" in said.out
    assert "This was done" in said.err


def test_room_for_a_certificate_is_given_back(tmp_path: Path) -> None:
    place = PlaceForCertificate(tmp_path)
    place.leave()
    assert list(tmp_path.iterdir()) == []


def with_note(folder: Path, text: str) -> None:
    """Have another pair's note say something; the key is the one in the settings."""
    with closing(open_store(folder / "data" / "ectbot.db", KEYED)) as store:
        place = Place(TEAM, NOTES.name, "s-other", "text")
        sealed = KeyVault([KEY]).seal(text, place)
        with store.transaction(TEAM) as records:
            note = SessionNote(
                session=SessionId("s-other"), pairing=PairingId("p-other"), text=sealed
            )
            records.put(NOTES, note)


def note_in(file: Path) -> str | None:
    with closing(open_store(file)) as store, store.reading(TEAM) as records:
        note = records.get(NOTES, "s-other")
        assert note is not None
        return opened(KeyVault([KEY]), records, NOTES, note)


@pytest.mark.parametrize(
    ("names", "answer", "left"),
    [
        ("", "", "Ask Tom about it."),
        ("--names ask", "y\nn\n", "Ask [name removed] about it."),
        ("--names ask", "n\nn\n", "Ask Tom about it."),
        ("--names replace", "", "Ask [name removed] about it."),
    ],
)
def test_a_name_in_the_words_of_others_is_decided_by_whoever_erases(
    tmp_path: Path, settings: dict[str, str], names: str, answer: str, left: str
) -> None:
    with_note(tmp_path, "Ask Tom about it.")
    with_key = settings | {"ECTBOT_KEYS": KEY}
    done = ectbot(f"erase U0TOM --apply {names}", tmp_path, with_key, answer=answer)
    assert (done.returncode, done.stderr) == (0, "")
    (file,) = tmp_path.glob("certificate-*.txt")
    for said in (done.stdout, file.read_text()):
        assert "about it" not in said
    assert ("1 of 1: the note of a session: “Tom”." in done.stdout) == bool(answer)
    assert "left in 1" in file.read_text() or "[name removed]" in left
    assert note_in(tmp_path / "data" / "ectbot.db") == left


def test_data_files_that_a_restore_set_aside_are_gone_through_as_well(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    data = tmp_path / "data"
    aside = data / "ectbot.db.before-20261101T080000Z"
    broken = data / "ectbot.db.before-20261102T080000Z"
    shutil.copy(data / "ectbot.db", aside)
    broken.write_bytes(b"SQLite format 3")
    asked = ectbot("erase U0TOM", tmp_path, settings)
    assert f"Set aside by a restore, and gone through as well: {aside}" in asked.stdout
    assert b"U0TOM" in aside.read_bytes()
    done = ectbot("erase U0TOM --apply", tmp_path, settings)
    assert done.returncode == 0
    for trace in (b"U0TOM", b"Tom Example"):
        assert trace not in on_disk(tmp_path)
    (file,) = tmp_path.glob("certificate-*.txt")
    said = file.read_text()
    assert f"{aside.name}, set aside by a restore: the person was taken out" in said
    assert f"{broken.name}, set aside by a restore: the person is still in it" in said
    assert sorted(data.glob("*.before-*")) == [aside, broken]
    with closing(open_store(aside, KEYED)) as store, store.reading(TEAM) as records:
        assert list(records.every(AUDIT))  # kept with the key, as it is to be found


def test_what_a_killed_back_up_left_is_gone_as_well(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    data = tmp_path / "data"
    shutil.copy(data / "ectbot.db", data / "ectbot.db.snapshot")
    ectbot("erase U0TOM --apply", tmp_path, settings)
    assert b"U0TOM" not in on_disk(tmp_path)


def test_run_again_an_erasure_takes_the_traces_that_were_left(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    """As after a run that ended between the erasure and the file's writing anew."""
    file = tmp_path / "data" / "ectbot.db"
    with closing(sqlite3.connect(file)) as data:
        data.execute("PRAGMA secure_delete = OFF")
        data.execute("CREATE TABLE trace (of TEXT)")
        data.execute("INSERT INTO trace VALUES ('U0GONE')")
        data.commit()
        data.execute("DROP TABLE trace")
        data.commit()
    assert b"U0GONE" in on_disk(tmp_path)
    ectbot("erase U0GONE --apply", tmp_path, settings)
    assert b"U0GONE" not in on_disk(tmp_path)
