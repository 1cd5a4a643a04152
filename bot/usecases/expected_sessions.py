"""Which sessions of a pairing are to be expected, and which weeks have none (R7)."""

from datetime import date, time, timedelta
from itertools import islice

from bot.domain.calendar import SchoolCalendar, SchoolWeek
from bot.domain.induction import induction_year, target_of
from bot.domain.part_time import weeks_pro_rata
from bot.domain.sessions import SessionState
from bot.ports.kinds import MISSED_OF_PAIRING, SESSIONS_OF_PAIRING, SET_UPS
from bot.ports.store import Reading
from bot.usecases.lookup import Mentoring

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def is_covered(records: Reading, about: Mentoring, week: SchoolWeek) -> bool:
    """Whether a week, or the fortnight that it ends, has a session or a reason (R7).

    So has one that began before the pairing did: its session is not to be expected yet.
    Nor is any in a week in which the ECT does not work at all.
    """
    if not _is_there(about, week):
        return True
    every = weeks_per_session(about, week.monday)
    window = _school_weeks_until(about.calendar, week, every)
    begins = max(about.pairing.begins_on, about.induction.counted_from)
    is_whole = len(window) == every and window[0].school_days[0] >= begins
    return not is_whole or _has_any(records, about, window, planned_too=True)


def running_gaps(records: Reading, about: Mentoring, week: SchoolWeek) -> int:
    """Count the expected sessions running that were not held, before this week (R7).

    A week with a reason ends the run as a session does: somebody has looked at it. What
    was before the school began with the bot nobody could log at the time.
    """
    every = weeks_per_session(about, week.monday)
    began = _began_with_bot(records, about)
    since = max(about.pairing.begins_on, began or date.min)
    past = about.calendar.school_weeks(
        max(since, about.induction.counted_from), week.monday - _DAY
    )
    # As for what is expected: no week counts in which the ECT never worked.
    latest_first = (one for one in reversed(past) if _is_there(about, one))
    missed = 0
    while len(window := list(islice(latest_first, every))) == every:
        window.reverse()
        if window[0].monday < since or _has_any(
            records, about, window, planned_too=False
        ):
            break
        missed += 1
    return missed


def weeks_per_session(about: Mentoring, on: date) -> int:
    """Return in how many weeks a session is to be expected, pro rata (R7)."""
    year = induction_year(about.induction, about.calendar, on)
    every = target_of(about.pairing, year, about.school).weeks_per_session
    return weeks_pro_rata(every, about.induction.full_time_equivalent)


def _is_there(about: Mentoring, week: SchoolWeek) -> bool:
    return any(about.calendar.works_on(about.ect, day) for day in week.school_days)


def _began_with_bot(records: Reading, about: Mentoring) -> date | None:
    """Return the day on which the set-up was done; None for a school from a file."""
    set_up = records.get(SET_UPS, about.school.id)
    began = set_up.started_at if set_up else None
    return about.calendar.day_of(began) if began else None


def _school_weeks_until(
    calendar: SchoolCalendar, week: SchoolWeek, number: int
) -> list[SchoolWeek]:
    first = week.monday - (number + 6) * _WEEK
    return calendar.school_weeks(first, week.monday + _WEEK - _DAY)[-number:]


def _has_any(
    records: Reading,
    about: Mentoring,
    window: list[SchoolWeek],
    *,
    planned_too: bool,
) -> bool:
    states = [SessionState.HELD, *([SessionState.PLANNED] if planned_too else [])]
    begins = about.calendar.moment(window[0].monday, time())
    ends = about.calendar.moment(window[-1].monday + _WEEK, time())
    pairing = about.pairing
    return any(
        records.find(
            SESSIONS_OF_PAIRING, pairing.id, state.value, at_least=begins, below=ends
        )
        for state in states
    ) or bool(
        records.find(
            MISSED_OF_PAIRING,
            pairing.id,
            at_least=window[0].monday,
            below=window[-1].monday + _WEEK,
        )
    )
