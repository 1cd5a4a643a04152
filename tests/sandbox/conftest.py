from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.manifest import MANIFEST
from bot.sandbox.state import SandboxPerson
from bot.sandbox.workspace import Workspace
from tests.sandbox.practice import ONE, TWO, Listener, Practice

PEOPLE = (SandboxPerson(ONE, "One Example"), SandboxPerson(TWO, "Two Example"))


@pytest.fixture
def manifest() -> Path:
    return MANIFEST


@pytest.fixture
def workspace(manifest: Path) -> Iterator[Workspace]:
    with Workspace(manifest=manifest, people=PEOPLE, quiet_ms=5) as opened:
        yield opened


@pytest.fixture
def practice(workspace: Workspace) -> Iterator[Practice]:
    with Listener() as listener:
        workspace.deliver_to(listener.url)
        yield Practice(workspace, listener)
