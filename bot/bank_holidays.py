"""England's bank holidays, from the `holidays` package; loaded when first asked for."""

from datetime import date
from functools import lru_cache


class EnglandHolidays:
    """The bank holidays of England."""

    def between(self, first: date, last: date) -> frozenset[date]:
        """Return the bank holidays between two dates, both included."""
        return _between(first, last)


@lru_cache(maxsize=256)
def _between(first: date, last: date) -> frozenset[date]:
    return frozenset(
        day
        for year in range(first.year, last.year + 1)
        for day in _of_year(year)
        if first <= day <= last
    )


@lru_cache(maxsize=32)
def _of_year(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - heavy, and not needed to answer a command

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
