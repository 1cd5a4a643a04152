from collections.abc import Iterator

import pytest

from tests.workspaces.slacks import Slacks


@pytest.fixture
def slacks() -> Iterator[Slacks]:
    with Slacks() as opened:
        yield opened
