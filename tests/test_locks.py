"""The two locks, and the audit of the one that schools install."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audited import Answer, pins_of, reasons_to_stop

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    said = lock(name)
    assert pins_of(said)
    for entry in re.split(r"(?<!\\)\n", said.strip()):
        assert re.fullmatch(
            r"[\w.-]+==[^\s;\\]+( ; [^\\:/@]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+",
            entry,
        ), entry


def test_developers_have_the_versions_that_schools_have() -> None:
    assert set(pins_of(lock(LOCKS[0]))) < set(pins_of(lock(LOCKS[1])))


def test_only_a_package_that_was_looked_up_and_has_no_flaw_passes_the_audit() -> None:
    flaw = {"id": "PYSEC-1", "fix_versions": ["2.1"]}
    answers: list[Answer] = [
        {"name": "Sound", "version": "1", "vulns": []},
        {"name": "flawed", "version": "2.0", "vulns": [flaw]},
        {"name": "unknown", "skip_reason": "Dependency not found"},
        {"name": "twin", "version": "1", "vulns": []},
    ]
    names = ("sound", "1"), ("flawed", "2.0"), ("unknown", "3"), ("twin", "2")
    assert reasons_to_stop([*names, ("left-out", "4")], answers) == [
        "flawed 2.0 has a known flaw, PYSEC-1; mended in 2.1.",
        "unknown 3 was not looked up.",
        "twin 2 was not looked up.",
        "left-out 4 was not looked up.",
    ]


def test_a_pin_with_extras_is_read_and_a_line_that_is_no_pin_refused() -> None:
    said = "a.b==1 \\\n    --hash=sha256:0\nc[x,y]==2.0 ; python_version < '3.12'\n"
    assert pins_of(f"# why\n\n{said}") == [("a.b", "1"), ("c", "2.0")]
    for line in ("d @ file:d.whl", "e", "f==1.*", "-r g.txt"):
        with pytest.raises(ValueError, match=re.escape(line)):
            pins_of(f"{said}{line}\n")


@pytest.mark.slow
def test_an_audit_to_which_nobody_answers_is_none() -> None:
    nobody = {"HTTPS_PROXY": "http://127.0.0.1:9", "PATH": os.defpath}
    told = subprocess.run(
        [sys.executable, "-m", "tests.audited"],
        cwd=ROOT,
        env=nobody,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1, told.stderr
    number = len(pins_of(lock(LOCKS[0])))
    assert told.stdout.endswith(f"{number} packages, {number} to look at.\n")
