"""`ectbot restore` with names and files that are none: a sentence, and no harm done."""

from pathlib import Path

import pytest

from bot.keys import new_key
from tests.cli.terminal import ectbot, settings_in

_FIRST_LINE = b"ECT Bot back-up 1\n"


@pytest.mark.parametrize(
    "named",
    [
        "../../etc/passwd",
        ".",
        "/dev/null",
        "/dev/zero",
        "none.backup",
        f"{'x' * 5000}.backup",
        "<!channel>.backup",
        "%00.backup",
        "plain.txt --to ../outside/ectbot.db",
        f"plain.txt --to {'y' * 300}/ectbot.db",
        "plain.txt --to /proc/ectbot.db",
        "endless.backup",
        "zip.backup",
        "linked.backup",
    ],
    ids=lambda named: named[:30],
)
def test_what_is_no_back_up_is_refused_and_nothing_is_written(
    tmp_path: Path, named: str
) -> None:
    folder = tmp_path / "bot"
    folder.mkdir()
    (folder / "plain.txt").write_text("plain")
    (folder / "endless.backup").write_bytes(_FIRST_LINE + b"A" * 3_000_000)
    (folder / "zip.backup").write_bytes(b"PK\x03\x04../../x" + bytes(1000))
    (folder / "linked.backup").symlink_to("/etc/hostname")
    settings = settings_in(folder, ECTBOT_KEYS=new_key())
    before = {path.name for path in folder.iterdir()} | {".env", "data"}
    done = ectbot(f"restore {named}", folder, settings)
    shown = done.stdout + done.stderr
    assert done.returncode == 1, shown
    assert "Traceback" not in shown
    assert len(shown) < 12_000
    assert {path.name for path in folder.iterdir()} <= before
    assert not list(tmp_path.rglob("ectbot.db"))
