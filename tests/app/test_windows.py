"""Windows: no use is made of what Python lacks there (tests/app/like_windows.py)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_practice_keys_and_back_ups_do_without_what_windows_lacks(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.app.like_windows", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = [line for line in done.stdout.splitlines() if "Tom Example" in line]
    assert len(shown) == 2  # before a back-up, and from it
