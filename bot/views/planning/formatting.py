"""How plans are said: the days of a series, what it leaves out, what is in its way."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from bot.domain.kernel.formatting import WEEKDAYS, format_count, format_day, format_list
from bot.domain.planning.series import Ending, LeftOut
from bot.results.planning.plans import ClashShown, PlanChangeCard
from bot.results.sessions.cards import SessionFacts
from bot.views.kernel.text import escape

ENDING_WORDS = {
    Ending.HALF_TERM: "half-term",
    Ending.TERM: "the end of term",
    Ending.LAST_TERM: "the end of the last term",
}


def format_every(weeks: int) -> str:
    """Say how often a series comes round."""
    if weeks == 1:
        return "every school week"
    return f"every {weeks} school weeks"


def format_weekday(days: Sequence[date]) -> str:
    """Say "Tuesdays", or nothing where the days are not all of one weekday."""
    weekdays = {day.weekday() for day in days}
    return f"{WEEKDAYS[weekdays.pop()]}s" if len(weekdays) == 1 else ""


def format_days(days: Iterable[date]) -> str:
    """Say days by month: "24 Nov · 1, 8 and 15 Dec"."""
    months = []
    for _month, found in groupby(sorted(days), key=lambda day: (day.year, day.month)):
        of_month = list(found)
        numbers = [str(day.day) for day in of_month]
        months.append(f"{format_list(numbers)} {format_day(of_month[0]).split()[-1]}")
    return " · ".join(months)


def format_left_out(left_out: Sequence[LeftOut]) -> str:
    """Say which days are left out, by reason."""
    by_reason: dict[str, list[date]] = {}
    for one in left_out:
        why = one.why.value if one.why is not None else "one of you is away"
        by_reason.setdefault(why, []).append(one.on)
    return "; ".join(f"{format_days(days)} ({why})" for why, days in by_reason.items())


def format_clash(clash: ClashShown) -> str:
    """Name a clash: when, and whose time it is; never whom else they meet."""
    when = f"{format_day(clash.starts.date())}, {clash.starts:%H:%M}–{clash.ends:%H:%M}"
    if clash.is_same_pair:
        return f"{when}: a session with {escape(clash.ect)} is there already"
    if clash.is_own:
        return f"{when}: you have another session"
    return f"{when}: {escape(clash.ect)} has another session"


def format_clashes(clashes: Sequence[ClashShown], *, most: int = 8) -> str:
    """Name several clashes, a line each."""
    lines = [f"• {format_clash(clash)}" for clash in clashes[:most]]
    if len(clashes) > most:
        lines.append(f"• and {format_count(len(clashes) - most, 'more day')}")
    return "\n".join(lines)


def format_sessions(sessions: Sequence[SessionFacts]) -> str:
    """Say when sessions are: "Tuesdays 14:00–15:00: 24 Nov · 1 Dec"."""
    times = {f"{one.starts:%H:%M}–{one.ends:%H:%M}" for one in sessions}
    days = [one.starts.date() for one in sessions]
    words = " ".join(part for part in (format_weekday(days), *_only(times)) if part)
    return f"{words}: {format_days(days)}" if words else format_days(days)


def format_outside(card: PlanChangeCard) -> str:
    """Say that sessions are outside teaching hours, and why, where they are."""
    if not card.is_outside:
        return ""
    reason = f" ({escape(card.reason)})" if card.reason else ""
    return f", outside teaching hours{reason}"


def _only(times: set[str]) -> tuple[str, ...]:
    return tuple(times) if len(times) == 1 else ()
