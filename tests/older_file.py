"""Keep a data file as this version writes it: `python -m tests.older_file`.

Every later version is held to opening it, and to going on with it
(tests/store/test_older_files.py).
"""

import shutil
import tempfile
from pathlib import Path

from bot import __version__
from bot.sandbox.example_school import DEE, TOM
from bot.sandbox.rehearsal import Rehearsal
from bot.store.data_file.checking import SCHEMA_VERSION
from tests.journeys.concerns.actions import raise_it
from tests.journeys.conftest import Control

_NAME = f"schema-{SCHEMA_VERSION}-version-{__version__}.db"
OF_THIS_VERSION = Path(__file__).parent / "store" / "older" / _NAME
# By the forms of 0.1.0, which kept London's clock in place of UTC.
JUNE = OF_THIS_VERSION.with_name("schema-1-june-by-form.db")
_TYPED = (
    (DEE, "log mon 14:00 50m"),
    (DEE, "plan every wed 10:00 50m"),
    (DEE, "plan next wed 11:00 30m"),
    (DEE, "dropin today"),
    (DEE, "time lost meeting"),
    (DEE, "training 60m"),
    (DEE, "calendar"),
    (TOM, "time given"),
)


def _write(path: Path) -> None:
    """Have a school at work for a while, and leave its data file closed."""
    with Rehearsal(path) as rehearsal:
        control = Control(rehearsal)
        for person, line in _TYPED:
            assert control.command(person, line)["ok"], line
        raise_it(control, TOM, "I would like more time to plan", reader=DEE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "practice.db"
        _write(written)
        shutil.copy(written, OF_THIS_VERSION)
