"""Keys: made, kept from others, rotated, lost; and what each command says of them."""

import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.app import open_store, open_store_of
from bot.config import load_settings
from bot.doctor import examine
from bot.doctor.finding import Finding
from bot.doctor.keys import NOT_BOUND
from bot.domain.kernel.record import Sealed
from bot.keys import (
    UNBOUND,
    BadKey,
    are_keys,
    binds,
    make_key_file,
    may_be_unbound,
    new_key,
    put_new_key_first,
    read_key_file,
    retired_file,
    retired_keys,
    row_keys,
    sub_key,
)
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, NEXT_STEPS, NOTES
from bot.ports.store import Store
from bot.ports.vault import NoKey, Place
from bot.sandbox.example_school import TEAM, set_up
from bot.store.checksums import checksums_with
from bot.store.memory import MemoryStore
from bot.usecases.data_protection.resealing import (
    SEALED_FIELDS,
    StillShut,
    require_open,
    reseal,
)
from bot.usecases.kernel.sealed_words import opened
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in

HERE = Place(TEAM, NOTES.name, "a-session", "text")
OLD, NEW = new_key(), new_key()
BARE = Fernet.generate_key().decode()  # of before 0.2.0


OLDER = sorted(Path(__file__).parents[1].glob("store/older/schema-*.db"))
KEYS = st.sampled_from([OLD, NEW, BARE])
PLACES = st.builds(Place, st.text(), st.text(), st.text(), st.text())


@given(st.text(), KEYS, PLACES)
def test_any_words_open_again_also_once_a_newer_key_seals(
    text: str, old: str, place: Place
) -> None:
    newest = new_key()
    sealed = KeyVault([old]).seal(text, place)
    assert KeyVault([old]).opened(sealed, place) == text
    assert KeyVault([newest, old]).opened(sealed, place) == text
    newer = KeyVault([newest, old]).seal(text, place)
    assert KeyVault([newest]).opened(newer, place) == text
    assert KeyVault([old]).opened(newer, place) is None


@given(st.text(), PLACES, PLACES)
def test_words_open_nowhere_but_in_their_place(
    text: str, place: Place, other: Place
) -> None:
    vault = KeyVault([NEW, OLD])
    sealed = vault.seal(text, place)
    assert vault.opened(sealed, other) == (text if other == place else None)
    assert vault.opened_bytes(sealed.encode(), b"") is None


@given(st.text(), KEYS)
def test_what_no_key_here_sealed_stays_shut(text: str, key: str) -> None:
    vault = KeyVault([new_key()])
    assert vault.opened(KeyVault([key]).seal(text, HERE), HERE) is None
    assert vault.opened(Sealed(text), HERE) is None
    assert KeyVault([key]).opened(Sealed(text), HERE) is None
    assert KeyVault([]).opened(vault.seal(text, HERE), HERE) is None


@pytest.mark.parametrize("key", [NEW, BARE], ids=["new form", "old form"])
def test_a_changed_letter_is_noticed(key: str) -> None:
    vault = KeyVault([key])
    sealed = vault.seal("Calm start", HERE)
    middle = len(sealed) // 2
    other = "A" if sealed[middle] != "A" else "B"
    changed = Sealed(sealed[:middle] + other + sealed[middle + 1 :])
    assert vault.opened(changed, HERE) is None


def test_a_sealed_text_tells_its_length_within_64_bytes_alone() -> None:
    lengths = [len(KeyVault([NEW]).seal("x" * n, HERE)) for n in range(128)]
    assert len(set(lengths[:64])) == len(set(lengths[64:])) == 1


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(NoKey):
        KeyVault([]).seal("Calm start", HERE)


def test_a_key_file_is_for_its_owner_alone_and_never_written_over(
    tmp_path: Path,
) -> None:
    path = tmp_path / "keys" / "ectbot.key"
    make_key_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = read_key_file(path)
    with pytest.raises(FileExistsError):
        make_key_file(path)
    assert read_key_file(path) == first
    assert len(first) == 1


def test_a_fresh_key_goes_in_front_of_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "ectbot.key"
    make_key_file(path)
    (first,) = read_key_file(path)
    (tmp_path / "ectbot.key.new").write_text("left over from a crash")
    put_new_key_first(path)
    fresh, second = read_key_file(path)
    assert second == first != fresh
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["ectbot.key"]


def test_only_keys_of_the_new_form_check_rows_and_only_once_they_seal() -> None:
    assert row_keys([]) == row_keys([BARE]) == row_keys([BARE, NEW]) == ()
    assert row_keys([NEW, BARE, OLD, UNBOUND]) == (*row_keys([NEW]), *row_keys([OLD]))
    assert len({*row_keys([NEW, OLD]), sub_key(NEW, "words"), sub_key(OLD, "a")}) == 4


@pytest.mark.parametrize(
    ("keys", "may_be"),
    [
        ([], True),
        ([BARE], True),
        ([NEW], False),
        ([NEW, OLD], False),
        ([NEW, BARE], True),
        ([NEW, UNBOUND], True),
    ],
    ids=["none", "old", "new", "new, new", "new, old", "new, unbound"],
)
def test_the_keys_alone_say_whether_anything_may_be_unbound(
    keys: list[str], *, may_be: bool
) -> None:
    assert are_keys(keys)
    assert may_be_unbound(keys) is may_be


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_key_file_that_others_can_use_is_refused_with_the_command(
    tmp_path: Path, mode: int
) -> None:
    path = tmp_path / "ectbot.key"
    make_key_file(path)
    path.chmod(mode)
    with pytest.raises(BadKey, match=f"chmod 600 {path}"):
        read_key_file(path)


@pytest.mark.parametrize(
    "wrong",
    [
        "hunter2",
        "",
        "clé",
        f"{OLD}\nhunter2",
        f"{OLD}{NEW}",
        f"{BARE}{BARE}",
        OLD[:-3],
        UNBOUND,
        f"{UNBOUND}\n{NEW}",
    ],
    ids=[
        "a word",
        "nothing",
        "no ascii",
        "a line too much",
        "two in one",
        "two of the old form in one",
        "cut off",
        "no key",
        "a key after the last line",
    ],
)
def test_a_malformed_key_is_named_and_never_shown(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "ectbot.key"
    path.write_text(wrong, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(BadKey) as fault:
        read_key_file(path)
    assert str(path) in str(fault.value)
    assert "Put back the copy" in str(fault.value)
    assert not any(line in str(fault.value) for line in wrong.split())


def an_example_store(vault: KeyVault) -> Store:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    set_up(store, vault)
    return store


def steps_of(store: Store) -> list[Sealed]:
    with store.reading(TEAM) as records:
        return [step.text for step in records.every(NEXT_STEPS)]


def opened_with(key: str, store: Store) -> list[str | None]:
    with store.reading(TEAM) as records:
        steps = list(records.every(NEXT_STEPS))
        return [opened(KeyVault([key]), records, NEXT_STEPS, step) for step in steps]


def test_every_field_of_sealed_words_is_known() -> None:
    assert SEALED_FIELDS[NOTES] == ("text",)
    assert SEALED_FIELDS[NEXT_STEPS] == ("text",)
    declared = {k for k in ALL_KINDS if "Sealed" in str(k.record.__annotations__)}
    assert set(SEALED_FIELDS) == declared


@pytest.mark.parametrize("old", [OLD, BARE], ids=["new form", "old form"])
def test_resealing_makes_the_old_key_needless(old: str) -> None:
    store = an_example_store(KeyVault([old]))
    before, vault = opened_with(old, store), KeyVault([NEW, old])
    done = reseal(store, vault, vault.newest)
    assert (done.records, done.teams) == (2, 1)
    assert opened_with(NEW, store) == before
    assert opened_with(old, store) == [None] * 2
    assert reseal(store, vault, vault.newest).records == 0


def test_what_stays_shut_is_counted_and_left_as_it_is() -> None:
    store, vault = an_example_store(KeyVault([OLD])), KeyVault([NEW])
    before = steps_of(store)
    with pytest.raises(StillShut, match="2 sealed texts"):
        require_open(store, vault)
    assert reseal(store, vault, vault.newest).records == 0
    assert steps_of(store) == before


Look = Callable[..., list[Finding]]


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Have the doctor look, in a folder with these settings."""
    monkeypatch.chdir(tmp_path)

    def looked(**others: str) -> list[Finding]:
        given = settings_in(tmp_path, **others)
        lines = [f"{name}={value}\n" for name, value in given.items()]
        (tmp_path / ".env").write_text("".join(lines))
        return [found for found in examine(load_settings()) if " key" in found.sentence]

    return looked


def test_the_doctor_says_that_there_is_no_key(look: Look) -> None:
    (found,) = look()
    assert found.mark == "fix"
    assert "ectbot key" in found.sentence


@pytest.mark.parametrize(
    ("place", "mark"),
    [
        ("ectbot.key", "warn"),
        ("data/ectbot.key", "warn"),
        ("data/keys/ectbot.key", "warn"),
        ("elsewhere/ectbot.key", "ok"),
    ],
)
def test_the_doctor_warns_of_a_key_beside_the_data(
    look: Look, tmp_path: Path, place: str, mark: str
) -> None:
    make_key_file(tmp_path / place)
    (found,) = look(ECTBOT_KEY_FILE=place)
    assert found.is_fine
    assert found.mark == mark


def test_the_doctor_counts_what_the_keys_do_not_open(
    look: Look, tmp_path: Path
) -> None:
    store = open_store(tmp_path / "data" / "ectbot.db", checksums_with([OLD]))
    set_up(store, KeyVault([OLD]))
    store.close()
    assert [found.mark for found in look(ECTBOT_KEYS=f"{NEW}, {OLD}")] == ["ok"]
    *_fine, shut = look(ECTBOT_KEYS=f"{NEW}, {UNBOUND}")
    assert shut.mark == "fix"
    assert "2 of 2 sealed texts" in shut.sentence


def test_the_doctor_names_a_key_file_that_others_can_read(
    look: Look, tmp_path: Path
) -> None:
    make_key_file(tmp_path / "ectbot.key")
    (tmp_path / "ectbot.key").chmod(0o644)
    (found,) = look()
    assert found.mark == "fix"
    assert "chmod 600" in found.sentence


def test_a_key_is_made_once_then_another_put_before_it_and_all_sealed_anew(
    tmp_path: Path,
) -> None:
    settings, path = settings_in(tmp_path), tmp_path / "ectbot.key"
    made = ectbot("key", tmp_path, settings)
    assert (made.returncode, made.stderr) == (0, "")
    assert "password manager" in made.stdout
    (first,) = read_key_file(path)
    again = ectbot("key", tmp_path, settings)
    assert again.returncode == 0
    assert "already" in again.stdout
    assert read_key_file(path) == (first,)
    store = open_store(tmp_path / "data" / "ectbot.db", checksums_with([first]))
    set_up(store, KeyVault([first]))
    store.close()

    rotated = ectbot("key --new", tmp_path, settings)
    fresh, second = read_key_file(path)
    assert (rotated.returncode, second) == (0, first)
    resealed = ectbot("reseal", tmp_path, settings)
    assert (resealed.returncode, resealed.stderr) == (0, "")
    assert "newest key: 2, workspaces: 1" in resealed.stdout
    assert (read_key_file(path), retired_keys(path)) == ((fresh,), (first,))
    for said in (made, again, rotated, resealed):
        assert first not in said.stdout
        assert fresh not in said.stdout
    store = open_store(tmp_path / "data" / "ectbot.db", checksums_with([fresh]))
    assert None not in opened_with(fresh, store)
    store.close()


def an_old_installation(folder: Path) -> dict[str, str]:
    """Keep words as before 0.2.0, with a key in a file; return the settings."""
    (folder / "ectbot.key").touch(0o600)
    (folder / "ectbot.key").write_text(f"{BARE}\n")
    store = open_store(folder / "data" / "ectbot.db")
    set_up(store, KeyVault([BARE]))
    store.close()
    return settings_in(folder)


def test_an_old_installation_goes_on_and_is_bound_by_reseal(
    tmp_path: Path, look: Look
) -> None:
    settings, path = an_old_installation(tmp_path), tmp_path / "ectbot.key"
    assert [(one.mark, one.sentence) for one in look()][1:] == [("warn", NOT_BOUND)]
    done = ectbot("reseal", tmp_path, settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Copy ectbot.key now" in done.stdout
    (key,) = read_key_file(path)
    assert binds(key)
    assert retired_keys(path) == (BARE,)
    assert stat.S_IMODE(retired_file(path).stat().st_mode) == 0o600
    assert [one.mark for one in look()] == ["warn"]  # that it lies beside the data
    with closing(open_store_of(load_settings())) as store:
        assert None not in opened_with(key, store)
        assert opened_with(BARE, store) == [None] * 2


@pytest.mark.parametrize("older", OLDER, ids=lambda path: path.stem)
def test_a_data_file_of_an_older_version_is_brought_up_without_its_key(
    tmp_path: Path, look: Look, older: Path
) -> None:
    settings, data = settings_in(tmp_path), tmp_path / "data"
    data.mkdir()
    shutil.copy(older, data / "ectbot.db")
    assert NOT_BOUND in ectbot("key", tmp_path, settings).stdout
    done = ectbot("reseal --leave-shut", tmp_path, settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert NOT_BOUND not in [one.sentence for one in look()]
    with closing(open_store_of(load_settings())) as store:
        assert store.teams()


@pytest.mark.usefixtures("look")  # in the folder
def test_a_back_up_of_before_is_restored_and_bound(tmp_path: Path) -> None:
    settings = an_old_installation(tmp_path)
    assert ectbot("backup", tmp_path, settings).returncode == 0
    assert ectbot("reseal", tmp_path, settings).returncode == 0
    (file,) = (tmp_path / "backups").glob("*.backup")
    assert "cannot be read" not in ectbot("doctor", tmp_path, settings).stdout
    done = ectbot(f"restore --over {file}", tmp_path, settings)
    assert (done.returncode, done.stderr) == (0, "")
    (key,) = read_key_file(tmp_path / "ectbot.key")
    with closing(open_store_of(load_settings())) as store:
        assert None not in opened_with(key, store)


def test_a_first_key_for_what_is_kept_already_has_it_hold_until_reseal(
    tmp_path: Path, look: Look
) -> None:
    settings, path = settings_in(tmp_path), tmp_path / "ectbot.key"
    open_store(tmp_path / "data" / "ectbot.db").close()
    assert NOT_BOUND in ectbot("key", tmp_path, settings).stdout
    key, last = read_key_file(path)
    assert last == UNBOUND
    assert NOT_BOUND in [one.sentence for one in look()]
    done = ectbot("reseal", tmp_path, settings)
    assert "needs" not in done.stdout
    assert read_key_file(path) == (key,)
    assert not retired_file(path).exists()


@pytest.mark.usefixtures("look")  # in the folder
def test_reseal_refuses_what_it_cannot_open_unless_it_is_to_be_left(
    tmp_path: Path,
) -> None:
    settings, path = an_old_installation(tmp_path), tmp_path / "ectbot.key"
    path.write_text(f"{NEW}\n{UNBOUND}\n")
    refused = ectbot("reseal", tmp_path, settings)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "2 sealed texts" in refused.stderr
    assert read_key_file(path) == (NEW, UNBOUND)
    assert ectbot("reseal --leave-shut", tmp_path, settings).returncode == 0
    assert read_key_file(path) == (NEW,)
    with closing(open_store_of(load_settings())) as store:
        assert None not in opened_with(BARE, store)


@pytest.mark.parametrize(
    ("in_the_way", "said", "keys"),
    [
        ("ectbot.key.new", "No fresh key could be put into the key file", 1),
        ("ectbot.key.old.new", "The older keys were not taken out", 2),
        ("ectbot.key.old", "The older keys were not taken out", 2),
    ],
)
def test_a_key_file_that_cannot_be_written_is_said_and_loses_no_key(
    tmp_path: Path, in_the_way: str, said: str, keys: int
) -> None:
    settings = an_old_installation(tmp_path)
    (tmp_path / in_the_way).mkdir()
    stopped = ectbot("reseal", tmp_path, settings)
    assert stopped.returncode == 1
    assert said in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert ("Copy ectbot.key now" in stopped.stdout) is (keys > 1)
    held = read_key_file(tmp_path / "ectbot.key")
    assert (len(held), held[-1]) == (keys, BARE)
    (tmp_path / in_the_way).rmdir()
    assert ectbot("reseal", tmp_path, settings).returncode == 0
    assert len(read_key_file(tmp_path / "ectbot.key")) == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [("", "Run: ectbot key"), (BARE, "Put a fresh one in front")],
    ids=["no key", "an old one that is set"],
)
def test_reseal_says_which_key_it_needs_and_changes_nothing(
    tmp_path: Path, keys: str, said: str
) -> None:
    settings = settings_in(tmp_path, ECTBOT_KEYS=keys)
    store = open_store(tmp_path / "data" / "ectbot.db")
    store.close()
    refused = ectbot("reseal", tmp_path, settings)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert said in refused.stderr
    assert not (tmp_path / "ectbot.key").exists()


def test_keys_that_are_set_are_to_be_taken_out_by_hand(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data" / "ectbot.db")
    set_up(store, KeyVault([BARE]))
    store.close()
    settings = settings_in(tmp_path, ECTBOT_KEYS=f"{NEW},{BARE}")
    done = ectbot("reseal", tmp_path, settings)
    assert "out of ECTBOT_KEYS now" in done.stdout
    again = ectbot("reseal", tmp_path, settings | {"ECTBOT_KEYS": NEW})
    assert "newest key: 0" in again.stdout
    assert "is all that is needed" in again.stdout


def test_after_a_kill_it_still_says_that_the_fresh_key_is_to_be_copied(
    tmp_path: Path,
) -> None:
    """The run that was killed had made the key, and could not say so."""
    (tmp_path / "ectbot.key").write_text(f"{NEW}\n{BARE}\n")
    (tmp_path / "ectbot.key").chmod(0o600)
    done = ectbot("reseal", tmp_path, settings_in(tmp_path))
    assert "have a copy of ectbot.key as it is now" in done.stdout


def test_keys_that_are_set_are_not_mixed_with_a_file(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, ECTBOT_KEYS=NEW)
    assert "in ECTBOT_KEYS" in ectbot("key", tmp_path, settings).stdout
    refused = ectbot("key --new", tmp_path, settings)
    assert refused.returncode == 1
    assert "in front of them there" in refused.stderr
    assert not (tmp_path / "ectbot.key").exists()


def test_a_bad_key_file_stops_the_bot_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ectbot.key").write_text("hunter2")
    (tmp_path / "ectbot.key").chmod(0o600)
    answer = ectbot("run", tmp_path, settings_in(tmp_path))
    assert answer.returncode == 1
    assert "other than keys" in answer.stderr
    assert "hunter2" not in answer.stderr
    assert "Traceback" not in answer.stderr
