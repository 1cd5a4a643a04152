"""The bot killed at random moments: the slow runs, as a row of the table."""

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_RUNS = ("tests/faults/test_kill.py", "tests/faults/test_kill_while_sending.py")


def kills() -> str:
    """Run them, some minutes long, and say what came of it."""
    done = subprocess.run(  # noqa: S603 - the project's own tests
        [sys.executable, "-m", "pytest", "-q", "-m", "slow", *_RUNS],
        cwd=_ROOT,
        check=False,
    )
    return "none" if done.returncode == 0 else "some: see above"
