"""What `ectbot try` says where it cannot open its workspace."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("files", [12, 16, 40])
def test_a_limit_on_open_files_that_is_too_low_is_told_in_a_sentence(
    files: int, tmp_path: Path
) -> None:
    opened = f"{sys.executable} -m bot try --no-open --port 0 --data {tmp_path}"
    answer = subprocess.run(
        ["/bin/sh", "-c", f"ulimit -n {files}; exec {opened}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stderr == (
        f"Only {files} files may be open at once, and the practice workspace takes "
        "more. Raise the limit, and try again: ulimit -n 256\n"
    )
