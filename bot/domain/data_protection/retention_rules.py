"""Until when something is kept: pure rules over dates and a school's own settings."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain.people.pairings import Pairing
from bot.domain.school.profile import Term

_YEAR = timedelta(days=365)


def words_until(day: date, terms: Sequence[Term], later: int) -> date:
    """Return the last day of so many terms after the one in which *day* falls.

    Where the school has not entered that term, a year after the day.
    """
    ends = [term.days.last for term in terms if term.days.last >= day]
    before_the_first = bool(terms) and day < terms[0].days.first - _YEAR
    if before_the_first or len(ends) <= later:
        return day + _YEAR
    return ends[later]


def facts_until(
    pairings: Iterable[Pairing], years: int, *, ended_on: date | None = None
) -> date | None:
    """Return until when the facts of an ECT's induction are kept; None: it still runs.

    *pairings* are all that this ECT has had at the school; *ended_on* is the last day
    of the induction, where it was entered.
    """
    ends = [pairing.ends_on for pairing in pairings]
    if None in ends:
        return None
    known = [end for end in (*ends, ended_on) if end is not None]
    return _years_after(max(known), years) if known else None


def is_past(moment: datetime, now: datetime, *, months: int) -> bool:
    """Whether something of that moment has been kept for so many months."""
    return moment < now - timedelta(days=round(months * 365.25 / 12))


def _years_after(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return day.replace(year=day.year + years)
