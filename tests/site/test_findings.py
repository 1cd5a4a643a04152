"""What surprised us in others' libraries is listed, and its scripts can be read."""

import re
import subprocess
from pathlib import Path

FINDINGS = Path(__file__).parents[2] / "findings"
SCRIPTS = sorted(FINDINGS.glob("*.sh"))


def test_each_finding_is_listed_once_and_can_be_started() -> None:
    listed = re.findall(
        r"^\| \[([\w.-]+)\]\(\1\.sh\) \|",
        (FINDINGS / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert listed == [script.stem for script in SCRIPTS]
    assert all(script.stat().st_mode & 0o111 for script in SCRIPTS)


def test_each_finding_can_be_read_by_bash() -> None:
    loop = 'for script; do bash -n "$script" || exit 1; done'
    subprocess.run(["bash", "-c", loop, "-", *SCRIPTS], check=True)  # noqa: S607
