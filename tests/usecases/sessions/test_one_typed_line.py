"""What one typed line looks up, it looks up once."""

from dataclasses import replace
from datetime import date

from bot.results.sessions.cards import SessionCard
from bot.usecases.kernel.claims import Delivery
from bot.usecases.sessions.log_line import log_line
from tests.usecases.two_schools import SUNIL, Town


class CountedHolidays:
    """Bank holidays: none, and how often a calendar was made with them."""

    def __init__(self) -> None:
        self.asked = 0

    def between(self, first: date, last: date) -> frozenset[date]:
        """Return no days."""
        self.asked += 1
        return frozenset()


def test_a_typed_line_looks_up_the_calendar_once() -> None:
    town, holidays = Town(), CountedHolidays()
    ports = replace(town.ports, bank_holidays=holidays)
    line = "today 9:00 45m"
    logged = log_line(ports, town.actor(SUNIL), line, Delivery("once"))
    assert isinstance(logged, SessionCard)
    assert holidays.asked == 1
