"""When an ECT's reviews are due: dates that the appropriate body sets (R5).

They are reminded of and never worked out; nothing of a review itself is kept.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_day

_FURTHEST = timedelta(days=4 * 366)  # a part-time induction takes as long


def require_reviews(
    reviews: Iterable[date], before: Iterable[date], today: date
) -> None:
    """Raise Unfit for a day that is new among them and nobody can be reminded of."""
    for day in sorted({*reviews} - {*before}):
        if not today <= day <= today + _FURTHEST:
            raise Unfit(
                f"{format_day(day)} {day.year} is not a day to be reminded of. Please "
                "give dates from today on, and check the year.",
                field=Field.REVIEWS,
            )
