"""England's bank holidays, as the use cases ask for them."""

from datetime import date
from typing import Protocol


class BankHolidays(Protocol):
    """Knows the bank holidays."""

    def between(self, first: date, last: date) -> frozenset[date]:
        """Return the bank holidays between two dates, both included."""
