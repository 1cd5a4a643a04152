"""A data file with a few records, closed, and what can be read out of it."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, NEXT_STEPS, NOTES, SESSIONS
from bot.store.data_file.embedded import EmbeddedStore
from tests.contract.examples import TEAM, a_note, a_session, a_step


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    path = tmp_path / "ectbot.db"
    with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
        for number in range(20):
            with store.transaction(TEAM) as records:
                records.add(SESSIONS, a_session(f"s{number}"))
                records.add(NOTES, a_note(f"s{number}", f"Note {number} " * 40))
                records.add(NEXT_STEPS, a_step(f"n{number}"))
    return path
