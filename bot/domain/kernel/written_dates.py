"""Dates as people in Britain write them: the pieces that every reading is made of.

Day first; months and weekdays by name, whole or in short; a year of four digits or two,
or none. Typed lines, lists of term dates and lists of people are read by these. What
each of them allows around a date, and what it asks about, is its own.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.kernel.formatting import MONTHS, SHORT_CHARS, WEEKDAYS

DAYS_IN_MONTHS, MONTHS_IN_YEAR = 31, 12
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
WEEKDAYS_OFTEN = rf"(?:{'|'.join(f'{day}s' for day in WEEKDAYS)})"  # "Tuesdays"
NTH = r"(?:st|nd|rd|th)"
TO = r"(?:to|until|till|til|through)"
# Each names what it finds *day*, *month* and *year*, in the order in which they stand.
ISO = r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
SLASHED = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})"
NUMERIC = (
    r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})"
)
DAY_MONTH = rf"(?P<day>\d{{1,2}}){NTH}?[\s/-]?(?:of\s+)?(?P<month>{MONTH})"
MONTH_DAY = rf"(?P<month>{MONTH})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}}){NTH}?"
# Where nothing else can be meant, a slip in it does no harm.
_BY_NUMBERS = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
_IN_WORDS = (
    rf"(?:[a-z]+,? )?(?P<day>\d{{1,2}}){NTH}? (?P<month>[a-z]{{3,9}})\.? "
    r"(?P<year>\d{4})"
)
_FLAGS = re.IGNORECASE | re.ASCII
_WHOLE = [re.compile(one, _FLAGS) for one in (ISO, _BY_NUMBERS, _IN_WORDS)]
_SHORT_MONTHS, _SHORT_WEEKDAYS = (
    [name[:SHORT_CHARS].lower() for name in names] for names in (MONTHS, WEEKDAYS)
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it is written: the year may be left open, and no such day may be."""

    day: int
    month: int
    year: int | None = None

    @property
    def has_month_first(self) -> bool:
        """Whether it is a date in American order alone."""
        return self.month > MONTHS_IN_YEAR >= self.day

    def on(self, year: int | None = None) -> date | None:
        """Return the day, in a *year* if none is written; None where there is none."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def written(text: str) -> Written | None:
    """Read a text that is one date with its year, and nothing else."""
    for pattern in _WHOLE:
        if (found := pattern.fullmatch(text)) is not None:
            return written_in(found)
    return None


def written_in(match: re.Match[str]) -> Written | None:
    """Return the date that a pattern of these has found; None for an unknown month."""
    said, year = match["month"], match.groupdict().get("year")
    month = int(said) if said.isdigit() else month_number(said)
    if not month and not said.isdigit():
        return None
    return Written(int(match["day"]), month, full_year(year))


def full_year(year: str | None) -> int | None:
    """Return a year that may be written in short: 26 for 2026."""
    if not year:
        return None
    return int(year) + (2000 if len(year) == len("26") else 0)


def month_number(name: str) -> int:
    """Return the number of a month, by the first letters of its name; 0 for none."""
    short = name[:SHORT_CHARS].lower()
    return _SHORT_MONTHS.index(short) + 1 if short in _SHORT_MONTHS else 0


def weekday_number(name: str) -> int:
    """Return the number of a weekday, by the first letters of its name; -1 for none."""
    short = name[:SHORT_CHARS].lower()
    return _SHORT_WEEKDAYS.index(short) if short in _SHORT_WEEKDAYS else -1
