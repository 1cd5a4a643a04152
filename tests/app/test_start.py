"""What starts with the bot: nothing that only a report or a big school needs."""

import subprocess
import sys

HEAVY = (
    "alembic",
    "icalendar",
    "recurring_ical_events",
    "sqlalchemy",
    "typst",
    "xlsxwriter",
)


def test_what_is_seldom_needed_is_loaded_when_it_is() -> None:
    asked = f"import sys, bot.__main__; print([m for m in {HEAVY} if m in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True
    )
    assert answer.stdout.strip() == "[]"
