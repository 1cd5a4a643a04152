"""The program as a package: in an empty environment, away from the checkout."""

import csv
import io
import os
import re
import signal
import subprocess
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdf
import pytest

from bot import __version__
from bot.keys import new_key
from bot.sandbox.example_school import CARLA
from tests.app.test_packing import ROOT, build
from tests.cli.terminal import settings_in
from tests.journeys.conftest import Control
from tests.journeys.overviews.test_report import SCHOOL, ordered

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # it installs 63 packages


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and what the lock has for it; return where programs are."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / "bin"
    pip = [str(programs / "python"), "-m", "pip"]
    install = [*pip, "install", "--quiet", "--disable-pip-version-check"]
    lock, wheel = ROOT / "requirements.lock", build("wheel", ROOT, folder / "dist")
    subprocess.run([*install, "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    subprocess.run([*pip, "check"], check=True, cwd=folder)
    return programs


@pytest.fixture
def ectbot(programs: Path, tmp_path: Path) -> "Ectbot":
    return Ectbot(programs / "ectbot", tmp_path)


class Ectbot:
    """The installed command, run in a folder that has nothing of the checkout."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = str(program)
        self._folder = folder

    def told(self, *arguments: str) -> str:
        """Run a command that ends by itself; return what it said."""
        ended = subprocess.run(
            [self._program, *arguments],
            cwd=self._folder,
            env={"PATH": os.defpath},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert not ended.stderr
        return ended.stdout

    @contextmanager
    def practising(self) -> Iterator[str]:
        """Keep `ectbot try` open, and close it as Ctrl+C does; yield its address."""
        with subprocess.Popen(
            [self._program, "try", "--no-open", "--port", "0"],
            cwd=self._folder,
            env={"PATH": os.defpath, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        ) as running:
            try:
                assert running.stdout is not None
                line = running.stdout.readline()
                (url,) = re.findall(r"open at (http\S+)", line) or [line]
                yield url
                running.send_signal(signal.SIGINT)
                assert running.wait() == 0
            finally:
                running.kill()


def test_it_knows_its_version(ectbot: Ectbot) -> None:
    assert __version__ in ectbot.told("--version")


def test_a_year_is_rehearsed(ectbot: Ectbot, tmp_path: Path) -> None:
    assert "Nothing is sent." in ectbot.told("rehearse")
    with (tmp_path / "rehearsal" / "report.csv").open(encoding="utf-8-sig") as report:
        assert {row["reader"] for row in csv.DictReader(report)} >= {"Dee Example"}


def test_the_practice_school_opens_prints_a_report_and_closes(ectbot: Ectbot) -> None:
    with ectbot.practising() as url:
        with urllib.request.urlopen(url) as page:  # noqa: S310 - loopback
            assert "<title>Practice workspace" in page.read().decode()
        files = ordered(Control.at(url), CARLA, f"induction_tutor|{SCHOOL}|", "pdf")
    text = pypdf.PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    assert "Example Appropriate Body" in text


def test_the_doctor_finds_it_sound(ectbot: Ectbot, tmp_path: Path) -> None:
    with ectbot.practising() as url:
        settings = settings_in(
            tmp_path, ECTBOT_KEYS=new_key(), SLACK_API_URL=f"{url}api/"
        )
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (tmp_path / ".env").write_text(lines)
        assert "All scopes are granted." in ectbot.told("doctor")
