"""The practice workspace in a real browser: fixtures and what people do there.

With PICTURES in the environment the screens are kept there, for docs/pictures/.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.sandbox.rehearsal import Rehearsal

_CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 120_000  # a busy machine draws late
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
# What a script has moved the focus to has a ring that no reader of a page looks for.
_CALM_EDGES = "[tabindex='-1']:focus { outline: none !important; }"
CALM = {"locale": "en-GB", "reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((path for path in _CHROMIUM if Path(path).exists()), None)
    if found is None:
        pytest.skip("chromium is not installed")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, rehearsal: Rehearsal) -> Iterator[Page]:
    opened = browser.new_page(viewport=WIDE, **CALM)  # type: ignore[arg-type]  # a plain dict
    opened.set_default_timeout(PATIENCE_MS)
    opened.goto(rehearsal.workspace.url)
    yield opened
    opened.close()


def be(page: Page, person: str) -> None:
    page.goto(f"{page.url.partition('#')[0]}#{person}")
    expect(page.locator("#composer")).to_be_visible()
    expect(page.locator("body")).to_have_attribute(
        "data-ready", re.compile(f"^{person}/")
    )


def type_in(page: Page, text: str) -> None:
    # Behind an open form nobody can type: the keys would go to the form instead.
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("#message").fill(text)
    page.locator("#message").press("Enter")


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("PICTURES")  # noqa: TID251 - asks the runner, not a setting
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", style=_CALM_EDGES)
