"""What an ECT was to have and had, from the records: one count for all screens (R7)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek, monday_of
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.induction import induction_year, target_of, working_share
from bot.domain.people.pairings import Pairing
from bot.domain.people.part_time import weeks_pro_rata
from bot.domain.reminders.nudges import is_left_unanswered
from bot.domain.sessions.expected import (
    Entitled,
    ExpectedWeek,
    MentoringCounts,
    counted,
    expected_weeks,
)
from bot.domain.sessions.missed import Missed
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import (
    MISSED_OF_PAIRING,
    PAIRINGS_OF_ECT,
    SESSIONS_OF_PAIRING,
    SET_UPS,
)
from bot.ports.store import Reading
from bot.usecases.kernel.lookup import Mentoring

_DAY = timedelta(days=1)
_SUNDAY, _WEEK = timedelta(days=6), timedelta(weeks=1)
_BACK = timedelta(weeks=5)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """All that is on record of whether one ECT was met, with all their mentors."""

    who: Entitled
    held: Sequence[Session]  # in order, since their induction is counted here
    planned: Sequence[Session]
    missed: Sequence[Missed]
    since: date  # the Monday from which all of these are here
    due: Sequence[ExpectedWeek]  # all the weeks that count, coming ones too


def pairings_with(
    records: Reading, school: SchoolId, ect: PersonId
) -> tuple[Pairing, ...]:
    """Return an ECT's pairings at a school, with all their mentors, oldest first."""
    found = records.find(PAIRINGS_OF_ECT, ect)
    return tuple(one for one in found if one.school == school)


def counts_from(records: Reading, calendar: SchoolCalendar) -> date:
    """Return the day from which a school counts: nothing is expected before (R7).

    Its own, or that of Start. A school that was entered from a file before files had
    such a day counts from each ECT's own beginning, as it always did.
    """
    if calendar.school.counts_from is not None:
        return calendar.school.counts_from
    set_up = records.get(SET_UPS, calendar.school.id)
    if set_up is None:
        return date.min
    began = set_up.started_at
    return calendar.day_of(began) if began else date.max


def on_record(records: Reading, about: Mentoring) -> OnRecord:
    """Gather what is on record of the ECT of a pairing, with all their mentors."""
    return gathered(records, _who(records, about))


def lately(records: Reading, about: Mentoring, week: SchoolWeek) -> OnRecord:
    """Gather what says whether a week needs a session, and how long none was held.

    A reminder looks at very many pairs, so it goes no further back than some weeks,
    unless they met in none of them and gave no reason.
    """
    who = _who(records, about)
    since, below = week.monday - _BACK, week.monday + _WEEK
    due = expected_weeks(who, until=below - _DAY)
    kept = _between(records, who, due, since=since, below=below)
    there = _mondays_held(kept).keys() | {one.monday for one in kept.missed}
    near = [one for one in due if one.expected and one.since >= since]
    if any(not there.isdisjoint(one.window) for one in near):
        return kept
    return _between(records, who, due, below=below)


def gathered(records: Reading, who: Entitled) -> OnRecord:
    """Gather all that is on record of an ECT in these pairings."""
    due = expected_weeks(who, until=who.calendar.runs_out_on)
    return _between(records, who, due)


def _between(
    records: Reading,
    who: Entitled,
    due: Sequence[ExpectedWeek],
    *,
    since: date | None = None,
    below: date | None = None,
) -> OnRecord:
    moment = who.calendar.moment
    first = moment(since, time()) if since else None
    last = moment(below, time()) if below else None

    began = moment(who.induction.counted_from, time())

    def sessions(state: SessionState, since: datetime | None) -> list[Session]:
        found = (
            records.find(
                SESSIONS_OF_PAIRING, one.id, state.value, at_least=since, below=last
            )
            for one in who.pairings
        )
        return sorted(chain(*found), key=lambda session: session.starts_at)

    return OnRecord(
        who,
        held=sessions(SessionState.HELD, max(first, began) if first else began),
        planned=sessions(SessionState.PLANNED, first),
        missed=[
            missed
            for one in who.pairings
            for missed in records.find(
                MISSED_OF_PAIRING, one.id, at_least=since, below=below
            )
        ],
        since=since or date.min,
        due=due,
    )


def counts_of(kept: OnRecord, now: datetime) -> MentoringCounts:
    """Count what an ECT was to have and had by now, over weeks that are over (R7).

    A week is over early once all questions about what was planned in it were left
    unanswered.
    """
    calendar = kept.who.calendar
    today = calendar.day_of(now)
    this = monday_of(today)
    planned = [one for one in kept.planned if _monday(calendar, one) == this]
    is_over = bool(planned) and all(
        is_left_unanswered(calendar, one, today) for one in planned
    )
    until = this + _SUNDAY if is_over else today - _DAY
    return _counted(kept, [one for one in kept.due if one.ends <= until], this)


def counts_before(kept: OnRecord, week: SchoolWeek) -> MentoringCounts:
    """Count what an ECT was to have before a week began, and had by now."""
    before = [
        one for one in kept.due if kept.since <= one.since and one.monday < week.monday
    ]
    return _counted(kept, before, week.monday)


def is_covered(kept: OnRecord, week: SchoolWeek) -> bool:
    """Whether a week needs no session any more: there is one, a plan, or a reason (R7).

    Nor does one need any in which none is due: it is short, or a fortnight goes on.
    """
    weeks = [one for one in kept.due if one.monday <= week.monday]
    if not weeks or weeks[-1].monday != week.monday or not weeks[-1].expected:
        return True
    planned = {_monday(kept.who.calendar, session) for session in kept.planned}
    there = planned | _mondays_held(kept).keys() | {one.monday for one in kept.missed}
    return not there.isdisjoint(weeks[-1].window)


def weeks_per_session(about: Mentoring, on: date) -> int:
    """Return in how many weeks a session is to be expected, pro rata (R7)."""
    year = induction_year(about.induction, about.calendar, on)
    every = target_of(about.pairing, year, about.school, on).weeks_per_session
    return weeks_pro_rata(every, working_share(about.induction, on))


def _who(records: Reading, about: Mentoring) -> Entitled:
    return Entitled(
        about.ect,
        about.induction,
        pairings_with(records, about.school.id, about.pairing.ect),
        about.calendar,
        counts_from(records, about.calendar),
    )


def _counted(
    kept: OnRecord, weeks: Sequence[ExpectedWeek], this: date
) -> MentoringCounts:
    """Count by what there is up to *this* week: of later ones nothing is known yet."""
    reasons = {one.monday for one in kept.missed if one.monday <= this}
    return counted(weeks, _mondays_held(kept), reasons)


def _mondays_held(kept: OnRecord) -> Counter[date]:
    return Counter(_monday(kept.who.calendar, one) for one in kept.held)


def _monday(calendar: SchoolCalendar, session: Session) -> date:
    return monday_of(calendar.day_of(session.starts_at))
