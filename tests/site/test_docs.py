"""The documentation: true to the code, built without a fault, without dead links."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot import __version__
from bot.config import Settings
from bot.domain.kernel.guidance import RULES
from tests.accessibility import faults_of
from tests.site.kept_by import KEPT_BY
from tests.site.reference import DOCS, PAGES

ROOT = DOCS.parent
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site."""
    built = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going"]
    done = subprocess.run(
        [*command, "-q", "-b", "html", str(DOCS), str(built)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return built


def what_the_program_says() -> str:
    """Return the program's code, with the texts in it joined that go over lines."""
    paths = [
        path for room in ("bot", "handlers") for path in (ROOT / room).rglob("*.py")
    ]
    code = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return re.sub(r'"\s*\n\s*f?"', "", code)


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_says_what_the_code_does(name: str) -> None:
    shown = (DOCS / name).read_text(encoding="utf-8")
    assert shown == PAGES[name](), "run python -m tests.site.reference"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained(name: str) -> None:
    assert Settings.model_fields[name].description


def test_the_newest_changes_are_those_of_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    newest = next(line for line in changes if line.startswith("## "))
    assert newest.split()[1] == __version__


def test_every_rule_says_what_the_bot_does_about_it() -> None:
    assert list(KEPT_BY) == [rule.number for rule in RULES]


def test_every_page_is_in_the_list_of_pages() -> None:
    listed = (DOCS / "index.md").read_text(encoding="utf-8").splitlines()
    pages = {path.stem for path in DOCS.glob("*.md")} - {"index"}
    assert sorted(pages - set(listed)) == []


def test_every_symptom_is_what_the_bot_says() -> None:
    said = what_the_program_says()
    page = (DOCS / "troubleshooting.md").read_text(encoding="utf-8")
    firsts = [line.split("|")[1] for line in page.splitlines() if line.startswith("|")]
    quoted = [
        part.strip(" .")
        for first in firsts
        for words in re.findall("“([^”`]+)", first)
        for part in words.split("…")
    ]
    assert [part for part in quoted if part not in said] == []


def test_the_site_is_built_without_a_fault(site: Path) -> None:
    assert (site / "index.html").exists()


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_no_link_of_the_front_pages_is_dead(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [to for to in _LINK.findall(text) if not (ROOT / to).exists()] == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", "commands", "guidance", "concerns"])
def test_a_page_of_the_site_can_be_read_by_everybody(
    site: Path, browser: Browser, name: str
) -> None:
    opened = browser.new_page()
    opened.goto((site / f"{name}.html").as_uri())
    assert faults_of(opened) == []
    opened.close()
