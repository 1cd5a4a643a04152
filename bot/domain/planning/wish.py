"""What a mentor wishes to plan, one session or a series, and whether it can stand.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025
(R7, R8). One session is held against `session_rules.py`; here are the rules for
several. A clash names itself and stops nobody: the rest can be planned without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.drafts import Choice, Field, SessionDraft
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_count, format_day, format_list
from bot.domain.kernel.instants import require_utc
from bot.domain.kernel.record import PairingId
from bot.domain.planning.series import LeftOut, Rhythm, lay_out, suits
from bot.domain.sessions.records import Place, Session, TimeClass
from bot.domain.sessions.session_rules import (
    TAKEN_FOR_PLANNING,
    Circumstances,
    check_span,
    overlaps,
    why_closed_day,
    why_outside,
)

MOST_SESSIONS = 80  # two years, week by week
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What to plan, as its mentor describes it; nothing here is checked yet."""

    pairing: PairingId
    starts_at: datetime  # in UTC; of the first
    minutes: int
    place: Place = Place.IN_PERSON
    reason: str | None = None
    weeks: int = 0  # school weeks from one to the next; 0: once
    until: date | None = None
    without: frozenset[date] = frozenset()  # clashes that its mentor leaves out

    def __post_init__(self) -> None:
        """Refuse a start on a local clock: it would be kept as it is."""
        require_utc(self.starts_at, of="starts_at")

    def draft(self) -> SessionDraft:
        """Return the first as one session."""
        return SessionDraft(
            pairing=self.pairing,
            starts_at=self.starts_at,
            minutes=self.minutes,
            place=self.place,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """One session of a series that can be planned, and where its time stands."""

    on: date
    starts_at: datetime  # in UTC
    time_class: TimeClass


@dataclass(frozen=True, slots=True)
class Clash:
    """A day of a series on which one of the two has something else."""

    on: date
    other: Session


@dataclass(frozen=True, slots=True)
class SessionMove:
    """One session that moves, and where to."""

    session: Session
    slot: Slot


@dataclass(frozen=True, slots=True)
class FitMoves:
    """Which of several sessions can move, and which stay where they are, and why."""

    steps: tuple[SessionMove, ...]
    left_out: tuple[LeftOut, ...]  # the days on which they cannot be
    clashes: tuple[Clash, ...]  # those that their mentor has not left out yet


@dataclass(frozen=True, slots=True)
class FitSeries:
    """What of a series can be planned, what is left out, and what stands in its way."""

    slots: tuple[Slot, ...]
    left_out: tuple[LeftOut, ...]
    clashes: tuple[Clash, ...]  # those that its mentor has not left out yet


def rhythm_of(wish: PlanWish, around: Circumstances) -> Rhythm:
    """Return the days of a wish for several, up to the end of the pairing."""
    first = around.calendar.day_of(wish.starts_at)
    ends = [
        day
        for day in (wish.until, around.pairing.ends_on, around.calendar.runs_out_on)
        if day is not None
    ]
    return Rhythm(first, max(wish.weeks, 1), min(ends))


def moments_of(
    wish: PlanWish, around: Circumstances
) -> tuple[tuple[datetime, ...], tuple[LeftOut, ...]]:
    """Return the instants of a wish for several, and the days that it leaves out."""
    calendar = around.calendar
    wall = calendar.local(wish.starts_at).time()
    laid = lay_out(calendar, rhythm_of(wish, around), (around.mentor, around.ect))
    moments = tuple(
        calendar.moment(day, wall) for day in laid.days if day not in wish.without
    )
    return moments, laid.left_out


def fit_series(wish: PlanWish, around: Circumstances) -> FitSeries:
    """Check a series; *around* holds all sessions of either person over its time.

    Raises Unfit with the first thing that does not fit. A time outside teaching hours
    asks for one reason for all of them (R8).
    """
    check_span(wish.draft(), around)
    moments, left_out = moments_of(wish, around)
    if not moments:
        raise Unfit(_no_day(wish, around), field=Field.UNTIL)
    if len(moments) > MOST_SESSIONS:
        raise Unfit(
            f"That is {len(moments)} sessions; up to {MOST_SESSIONS} can be planned "
            "at once. Pick an earlier end.",
            field=Field.UNTIL,
        )
    clashes = clashes_of(moments, wish.minutes, around)
    taken = {clash.on for clash in clashes}
    people = (around.mentor, around.ect)
    calendar = around.calendar
    slots = tuple(
        Slot(day, at, calendar.time_class(at, wish.minutes, people))
        for at in moments
        if (day := calendar.day_of(at)) not in taken
    )
    outside = why_series_outside(wish, around, [slot.starts_at for slot in slots])
    ask_for_reason(outside, wish.reason)
    return FitSeries(slots, left_out, clashes)


def fit_moves(
    wish: PlanWish, row: Sequence[Session], around: Circumstances
) -> FitMoves:
    """Check whether several sessions can move; *around* holds none of *row*.

    The first goes where the wish says, each later one to the same weekday and time in
    its own week, as many weeks on. Where one cannot, it stays where it is. Raises Unfit
    with the first thing that does not fit.
    """
    check_span(wish.draft(), around)
    calendar, people = around.calendar, (around.mentor, around.ect)
    first = calendar.day_of(wish.starts_at)
    if not suits(calendar, first, people):
        raise Unfit(
            f"{why_closed_day(first, calendar)} Pick another day, or move this one "
            "session alone.",
            field=Field.DAY,
        )
    found = moves_of(wish, row, around)
    outside = why_series_outside(
        wish, around, [step.slot.starts_at for step in found.steps]
    )
    ask_for_reason(outside, wish.reason)
    return found


def moves_of(wish: PlanWish, row: Sequence[Session], around: Circumstances) -> FitMoves:
    """Return where several sessions would move to, unchecked, and what is in the way.

    One that stays can stand in the way of another, which then stays as well.
    """
    calendar, people = around.calendar, (around.mentor, around.ect)
    steps: list[SessionMove] = []
    staying: list[Session] = []
    left_out: list[LeftOut] = []
    for session, day in zip(row, _days_of_moves(wish, row, around), strict=True):
        if day in wish.without or not _is_within(day, around):
            staying.append(session)
        elif not suits(calendar, day, people):
            staying.append(session)
            left_out.append(LeftOut(on=day, why=calendar.why_closed(day)))
        else:
            at = calendar.moment(day, calendar.local(wish.starts_at).time())
            time_class = calendar.time_class(at, wish.minutes, people)
            steps.append(SessionMove(session, Slot(day, at, time_class)))
    clashes: list[Clash] = []
    taken = [one for one in around.nearby if one.state in TAKEN_FOR_PLANNING]
    while blocked := _blocked(steps, [*taken, *staying], wish.minutes):
        clashes += [Clash(step.slot.on, other) for step, other in blocked]
        gone = [step for step, _other in blocked]
        staying += [step.session for step in gone]
        steps = [step for step in steps if step not in gone]
    return FitMoves(tuple(steps), tuple(left_out), tuple(clashes))


def clashes_of(
    moments: Sequence[datetime], minutes: int, around: Circumstances
) -> tuple[Clash, ...]:
    """Name what either person has at these times already, the first thing of each."""
    taken = [one for one in around.nearby if one.state in TAKEN_FOR_PLANNING]
    clashes = []
    for at in moments:
        other = next((one for one in taken if overlaps(at, minutes, one)), None)
        if other is not None:
            clashes.append(Clash(around.calendar.day_of(at), other))
    return tuple(clashes)


def why_series_outside(
    wish: PlanWish, around: Circumstances, moments: Sequence[datetime]
) -> str | None:
    """Say why a series needs a reason; None where all of it is in teaching hours."""
    people = (around.mentor, around.ect)
    whys = {}
    for at in moments:
        draft = replace(wish.draft(), starts_at=at)
        why = why_outside(draft, around.calendar, people)
        if why is not None:
            whys[around.calendar.day_of(at)] = why
    if not whys:
        return None
    first, *_later = whys.values()
    if len(whys) in {1, len(moments)}:
        return first
    days = [format_day(day) for day in whys]
    if len(days) > 3:  # noqa: PLR2004 - more would not be read
        days = [*days[:2], format_count(len(days) - 2, "more day", "more days")]
    return f"{format_list(days)}: {first}"


def ask_for_reason(outside: str | None, reason: str | None) -> None:
    """Raise Unfit for a time outside teaching hours that has no reason yet (R8)."""
    if outside is not None and reason is None:
        raise Unfit(
            f"{outside} If there is no better time, pick a reason: your induction "
            "tutor will see the flag and the reason.",
            field=Field.REASON,
            choice=Choice.GIVE_REASON,
        )


def _no_day(wish: PlanWish, around: Circumstances) -> str:
    first = around.calendar.day_of(wish.starts_at)
    if wish.until is not None and wish.until < first:
        return "That ends before it begins. Pick a later end."
    return (
        "None of these days is a school day on which you are both there. Pick "
        "another first day, or a later end."
    )


def _days_of_moves(
    wish: PlanWish, row: Sequence[Session], around: Circumstances
) -> list[date]:
    first = around.calendar.day_of(wish.starts_at)
    days = [around.calendar.day_of(session.starts_at) for session in row]
    later = monday_of(first) - monday_of(days[0])
    return [monday_of(day) + later + first.weekday() * _DAY for day in days]


def _is_within(day: date, around: Circumstances) -> bool:
    last = around.pairing.ends_on or around.calendar.runs_out_on
    return day <= min(last, around.calendar.runs_out_on)


def _blocked(
    steps: Sequence[SessionMove], taken: Sequence[Session], minutes: int
) -> list[tuple[SessionMove, Session]]:
    found = []
    for step in steps:
        at = step.slot.starts_at
        other = next((one for one in taken if overlaps(at, minutes, one)), None)
        if other is not None:
            found.append((step, other))
    return found
