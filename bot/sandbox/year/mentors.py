"""What made-up mentors do of themselves: plan, hold, move, call off, log, forget."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.domain.calendars.school_calendar import SchoolWeek
from bot.domain.kernel.drafts import Edit, SessionDraft
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.people.pairings import UsualSlot
from bot.domain.sessions.missed import Why
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.ports.kinds import SESSIONS
from bot.sandbox.year import habits
from bot.sandbox.year.habits import Fate
from bot.sandbox.year.life import Life
from bot.usecases.kernel.lookup import Mentoring
from bot.usecases.sessions.expected import weeks_per_session
from bot.usecases.sessions.follow_up import it_did_not_happen
from bot.usecases.sessions.logging import (
    edit_session,
    log_session,
    plan_session,
    undo_session,
)

_MINUTES = 60
_LATER_DAYS = 6  # to which a session may move
_HALF_HOUR = timedelta(minutes=30)
_TRIES = 60


def settle_in(life: Life, pairing_id: PairingId, weeks: list[SchoolWeek]) -> None:
    """Have a mentor think of each school week that is to come."""
    about = life.about(pairing_id)
    life.usual[pairing_id] = about.pairing.usual or _a_slot(life, about, weeks)
    for number, week in enumerate(weeks):
        first = life.calendar.moment(week.school_days[0], time(8))
        ahead = life.chance.hours(-8, 24 * 5)
        life.agenda.note(
            max(life.now, first - ahead),
            partial(_think_of, life, pairing_id, week, number=number),
        )


def plan_in(life: Life, pairing_id: PairingId, days: Iterable[date]) -> None:
    """Plan a session on the first of some days that suits both."""
    about = life.about(pairing_id)
    for draft in _drafts(life, about, days):
        card = life.attempt(
            partial(
                plan_session,
                life.ports,
                life.actor(about.mentor.person),
                draft,
                life.delivery(),
            )
        )
        if card is not None:
            _follow(life, card.facts.session, moved=False)
            return


def move(life: Life, session_id: SessionId) -> None:
    """Move a session to one of the next school days."""
    session = planned(life, session_id)
    if session is None:
        return
    about, calendar = life.about(session.pairing), life.calendar
    today = max(life.today, calendar.day_of(session.starts_at))
    days = [calendar.school_day_after(today, n) for n in range(1, _LATER_DAYS)]
    for draft in _drafts(life, about, days, at=calendar.local(session.starts_at)):
        card = life.attempt(
            partial(
                edit_session,
                life.ports,
                life.actor(session.mentor),
                Edit(session_id, draft),
                life.delivery(),
            )
        )
        if card is not None:
            _follow(life, card.facts.session, moved=True)
            return


def call_off(life: Life, session_id: SessionId, why: Why) -> None:
    """Say that a session will not, or did not, take place."""
    session = planned(life, session_id)
    if session is not None:
        life.attempt(
            lambda: it_did_not_happen(
                life.ports,
                life.actor(session.mentor),
                session_id,
                why=why,
                delivery=life.delivery(),
            )
        )


def planned(life: Life, session_id: SessionId) -> Session | None:
    """Return a session if it is still a plan."""
    session = life.look(lambda records: records.get(SESSIONS, session_id))
    if session is None or session.state is not SessionState.PLANNED:
        return None
    return session


def _think_of(
    life: Life, pairing_id: PairingId, week: SchoolWeek, *, number: int
) -> None:
    """Plan a week's session, meet without a plan, or let the week go by."""
    about = life.about(pairing_id)
    ends = about.pairing.ends_on or week.monday
    every = weeks_per_session(about, week.monday)
    if life.is_swamped(pairing_id) or ends < week.monday or number % every:
        return
    if life.chance.of(habits.PLANS_A_WEEK):
        plan_in(life, pairing_id, week.school_days)
    elif life.chance.of(habits.MEETS_UNPLANNED):
        for draft in _drafts(life, about, week.school_days):
            ended = draft.starts_at + timedelta(minutes=draft.minutes)
            life.agenda.note(
                ended + life.chance.hours(0.1, 30), partial(_log, life, draft)
            )
            return


def _follow(life: Life, session: Session, *, moved: bool) -> None:
    """Decide what becomes of a planned session, and note what somebody does then."""
    fate = life.chance.fate(moved=moved)
    life.fates[session.id] = fate
    life.watch_start(session.id)
    ends_at, starts_at = session.ends_at, session.starts_at
    hours = life.chance.hours
    before = max(life.now + hours(0.2, 1), starts_at - hours(1, 70))
    acts: dict[Fate, tuple[datetime, Callable[[], None]]] = {
        Fate.LOGGED: (ends_at + hours(0, 3), partial(_log_planned, life, session.id)),
        Fate.LOGGED_LATE: (
            ends_at + hours(50, 200),
            partial(_log_planned, life, session.id),
        ),
        Fate.MOVED_BEFORE: (before, partial(move, life, session.id)),
        Fate.CANCELLED: (
            before,
            partial(call_off, life, session.id, life.chance.one_of(list(Why))),
        ),
        Fate.UNDONE: (life.now + hours(0.1, 0.9), partial(_undo, life, session.id)),
    }
    if fate in acts:
        life.agenda.note(*acts[fate])


def _log_planned(life: Life, session_id: SessionId) -> None:
    session = planned(life, session_id)
    if session is not None and not life.is_swamped(session.pairing):
        late = timedelta(minutes=life.chance.one_of([0, 0, 0, 10]))
        draft = SessionDraft(
            session.pairing, session.starts_at + late, session.minutes - 10
        )
        _log(life, draft)


def _log(life: Life, draft: SessionDraft) -> None:
    about = life.about(draft.pairing)
    life.attempt(
        lambda: log_session(
            life.ports,
            life.actor(about.mentor.person),
            _with_reason(life, about, draft),
            life.delivery(),
        )
    )


def _undo(life: Life, session_id: SessionId) -> None:
    session = planned(life, session_id)
    if session is not None:
        life.attempt(
            lambda: undo_session(
                life.ports, life.actor(session.mentor), session_id, life.delivery()
            )
        )


def _drafts(
    life: Life, about: Mentoring, days: Iterable[date], *, at: datetime | None = None
) -> Iterable[SessionDraft]:
    """Yield the sessions that could be, the usual day first; past ones left out."""
    calendar, usual = life.calendar, life.usual[about.pairing.id]
    outside = life.chance.of(habits.OUTSIDE_HOURS)
    for day in sorted(days, key=lambda day: (day.weekday() != usual.weekday, day)):
        if not all(calendar.works_on(one, day) for one in (about.mentor, about.ect)):
            continue
        ends = [
            h.ends for h in calendar.school.teaching_hours if h.weekday == day.weekday()
        ]
        starts = calendar.moment(day, at.time() if at else usual.starts)
        if outside and ends:
            starts = calendar.moment(day, max(ends)) + _HALF_HOUR
        if starts > life.now + _HALF_HOUR:
            draft = SessionDraft(about.pairing.id, starts, _MINUTES)
            yield _with_reason(life, about, draft)


def _with_reason(life: Life, about: Mentoring, draft: SessionDraft) -> SessionDraft:
    calendar, people = life.calendar, (about.mentor, about.ect)
    stands = calendar.time_class(draft.starts_at, draft.minutes, people)
    if stands is TimeClass.TEACHING:
        return draft
    reason = life.chance.one_of(calendar.school.exceptional_reasons)
    return SessionDraft(draft.pairing, draft.starts_at, draft.minutes, reason=reason)


def _a_slot(life: Life, about: Mentoring, weeks: list[SchoolWeek]) -> UsualSlot:
    """Make up a usual time in teaching hours for a pairing that has named none."""
    calendar, people = life.calendar, (about.mentor, about.ect)
    days = [day for week in weeks[:4] for day in week.school_days]
    for _ in range(_TRIES):
        day, half = life.chance.one_of(days), life.chance.whole(16, 30)
        wall = time(half // 2, 30 * (half % 2))
        starts = calendar.moment(day, wall)
        if calendar.time_class(starts, _MINUTES, people) is TimeClass.TEACHING:
            return UsualSlot(weekday=day.weekday(), starts=wall)
    return UsualSlot(weekday=days[0].weekday(), starts=time(16))
