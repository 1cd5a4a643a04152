"""The wheel has all that the program reads at run time."""

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
_ROOMS = ("bot", "handlers", "scheduler")


def build(kind: str, source: Path, to: Path) -> Path:
    """Build a package of that kind and return it; *source* is left as it is."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(to)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = to.iterdir()
    return built


def packed(wheel: Path) -> set[str]:
    with ZipFile(wheel) as opened:
        return {name for name in opened.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program's source as it is handed on, and unpacked."""
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(build("sdist", ROOT, folder / "sdist")) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (top,) = (folder / "unpacked").iterdir()
    return top


@pytest.mark.parametrize("source", ["checkout", "sdist"])
def test_every_file_that_stands_beside_the_code_is_packed(
    source: str, unpacked: Path, tmp_path: Path
) -> None:
    beside = {
        path.relative_to(ROOT).as_posix()
        for room in _ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and path.name[0] != "."
    }
    wheel = build("wheel", ROOT if source == "checkout" else unpacked, tmp_path)
    assert packed(wheel) == {*beside, "bot/manifest.yml"}
