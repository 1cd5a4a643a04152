"""Noting whether one's time off timetable was given, and taking it back (R7)."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import msgspec

from bot.domain.calendars.half_terms import half_begins
from bot.domain.calendars.school_calendar import SchoolCalendar, monday_of
from bot.domain.entitlement.time_off import (
    EXAMPLE,
    HATS,
    LostTo,
    TimeOffWeek,
    check_week,
    latest_weeks,
    read_time_line,
    time_off_key,
)
from bot.domain.kernel.access import Action, Subject, require, standings
from bot.domain.kernel.errors import NotAllowed, Stale, Unfit
from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import SchoolId, SessionId
from bot.domain.people.induction import InductionYear, induction_year
from bot.domain.people.member import Member, Role
from bot.domain.sessions.log_line import NotUnderstood
from bot.domain.sessions.records import SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    INDUCTIONS,
    MEMBERS,
    SESSIONS_OF_MENTOR,
    TIME_OFF,
)
from bot.ports.store import Reading, Records
from bot.results.entitlement.time_off import TimeForm, TimeNoted, TimePart, TimeWeek
from bot.results.sessions.cards import LineRefused, SessionCard
from bot.usecases.entitlement.time_off_counts import own_count, weeks_known
from bot.usecases.kernel.history import note_act
from bot.usecases.kernel.lookup import calendar_of, require_place, session_for, today_of
from bot.usecases.outbox.notices import renew
from bot.usecases.sessions.cards import card

_WEEKS_SHOWN = 4
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Which:
    """Which week of whose role at which school."""

    school: SchoolId
    hat: Role
    monday: date


def open_time(ports: Ports, actor: Actor, *, monday: date | None = None) -> TimeForm:
    """Show somebody's latest weeks, or one alone.

    Raises NotAllowed for someone who is neither a mentor nor an ECT.
    """
    with ports.store.reading(actor.team) as records:
        own = _own_hats(records, actor)
        return TimeForm(
            parts=tuple(
                _part(ports, records, place, hat, monday) for place, hat in own
            ),
            today=today_of(ports, records, own[0][0].school),
        )


def time_line(ports: Ports, actor: Actor, text: str) -> TimeNoted | LineRefused:
    """Note a week from one typed line, or say what could not be read and keep it.

    Raises NotAllowed for someone who is neither a mentor nor an ECT.
    """
    with ports.store.reading(actor.team) as records:
        place, hat = _own_hats(records, actor)[0]
        local = calendar_of(ports, records, place.school).local(ports.clock.now())
    line = read_time_line(text, now_local=local)
    if isinstance(line, NotUnderstood):
        return LineRefused(text, line.problem, line.example)
    which = Which(place.school, hat, line.monday)
    try:
        return note_time(ports, actor, which, lost_to=line.lost_to)
    except Unfit as unfit:
        return LineRefused(text, unfit.sentence, EXAMPLE)


def note_time(
    ports: Ports, actor: Actor, which: Which, *, lost_to: LostTo | None
) -> TimeNoted:
    """Note that a week's time off timetable was given, or lost; twice is harmless.

    Raises NotAllowed and Unfit.
    """
    with ports.store.transaction(actor.team) as records:
        place = _require_own(records, actor, which)
        calendar = calendar_of(ports, records, which.school)
        now = ports.clock.now()
        check_week(calendar, which.monday, today=calendar.day_of(now))
        before = records.get(TIME_OFF, _key(actor, which))
        if before is None or before.lost_to is not lost_to:
            noted = TimeOffWeek(
                school=which.school,
                person=actor.person,
                hat=which.hat,
                monday=which.monday,
                lost_to=lost_to,
                at=now,
                before=before and msgspec.structs.replace(before, before=None),
            )
            records.put(TIME_OFF, noted)
            said = f"lost to {lost_to.value}" if lost_to else "given"
            _note(ports, records, actor, Event.LOGGED, which=which, said=said)
            _renew_receipts(records, calendar, actor, which)
        return _noted(ports, records, place, which)


def undo_time(ports: Ports, actor: Actor, which: Which) -> TimeNoted:
    """Take back within an hour what was noted of a week; what stood before stands.

    Raises NotAllowed, and Stale once the hour has passed.
    """
    with ports.store.transaction(actor.team) as records:
        place = _require_own(records, actor, which)
        key = _key(actor, which)
        kept = records.get(TIME_OFF, key)
        if kept is not None:
            if not is_open_to_undo(kept.at, ports.clock.now()):
                raise Stale(
                    "Undo is open for an hour, and that has passed. `/ect time` can "
                    "still change what you noted."
                )
            if kept.before is None:
                records.remove(TIME_OFF, key)
            else:
                records.put(TIME_OFF, kept.before)
            _note(ports, records, actor, Event.UNDONE, which=which)
            calendar = calendar_of(ports, records, which.school)
            _renew_receipts(records, calendar, actor, which)
        return _noted(ports, records, place, which)


def session_time(
    ports: Ports, actor: Actor, session_id: SessionId, *, given: bool
) -> SessionCard:
    """Note, from a session's receipt, that the time for it was given; or undo that.

    Raises NotAllowed and Stale.
    """
    with ports.store.reading(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        monday = monday_of(about.calendar.day_of(session.starts_at))
    which = Which(session.school, Role.MENTOR, monday)
    if given:
        note_time(ports, actor, which, lost_to=None)
    else:
        undo_time(ports, actor, which)
    with ports.store.reading(actor.team) as records:
        return card(ports, records, about, session, reader=actor.person)


def _own_hats(records: Reading, actor: Actor) -> list[tuple[Member, Role]]:
    """Return the places and roles in which somebody has time off timetable."""
    found = [
        (place, hat)
        for place in require_place(records, actor.person)
        for hat in HATS
        if hat in place.roles
    ]
    if not found:
        require(Action.NOTE_TIME, ())
    return found


def _require_own(records: Reading, actor: Actor, which: Which) -> Member:
    place = records.get(MEMBERS, f"{which.school}/{actor.person}")
    if place is None or which.hat not in place.roles:
        raise NotAllowed("You have no such role at this school.")
    require(Action.NOTE_TIME, standings(actor.person, [place], Subject()))
    return place


def _part(  # noqa: PLR0917 - whose, in which role, and which week
    ports: Ports, records: Reading, place: Member, hat: Role, monday: date | None
) -> TimePart:
    """Gather the latest weeks of one of somebody's roles, or one *monday*'s alone."""
    now = ports.clock.now()
    calendar = calendar_of(ports, records, place.school)
    today = calendar.day_of(now)
    mondays = [monday] if monday else latest_weeks(calendar, today, _WEEKS_SHOWN)
    known = weeks_known(records, place, hat, since=min(mondays, default=today))

    def week(monday: date) -> TimeWeek:
        key = time_off_key(place.school, place.person, hat, monday)
        noted = records.get(TIME_OFF, key)
        return TimeWeek(
            monday,
            noted,
            may_undo=noted is not None and is_open_to_undo(noted.at, now),
            became=known.get(monday),
        )

    return TimePart(
        school=place.school,
        school_name=calendar.school.name,
        hat=hat,
        weeks=tuple(week(monday) for monday in mondays),
        count=own_count(records, place, hat, since=half_begins(calendar, today)),
        year=_year(records, place, calendar, today) if hat is Role.ECT else None,
    )


def _year(
    records: Reading, place: Member, calendar: SchoolCalendar, today: date
) -> InductionYear | None:
    induction = records.get(INDUCTIONS, f"{place.school}/{place.person}")
    return induction_year(induction, calendar, today) if induction else None


def _noted(ports: Ports, records: Reading, place: Member, which: Which) -> TimeNoted:
    today = calendar_of(ports, records, which.school).day_of(ports.clock.now())
    return TimeNoted(_part(ports, records, place, which.hat, which.monday), today)


def _renew_receipts(
    records: Records, calendar: SchoolCalendar, actor: Actor, which: Which
) -> None:
    """Have the mentor's receipts of that week say what was noted."""
    if which.hat is not Role.MENTOR:
        return
    begins = calendar.moment(which.monday, time())
    ends = calendar.moment(which.monday + _WEEK, time())
    for session in records.find(
        SESSIONS_OF_MENTOR, actor.person, at_least=begins, below=ends
    ):
        if session.state is SessionState.HELD and session.school == which.school:
            renew(records, session.id)


def _key(actor: Actor, which: Which) -> str:
    return time_off_key(which.school, actor.person, which.hat, which.monday)


def _note(
    ports: Ports,
    records: Records,
    actor: Actor,
    did: Event,
    *,
    which: Which,
    said: str = "",
) -> None:
    week = f"week of {format_day(which.monday)}"
    note_act(
        ports,
        records,
        actor,
        did,
        subject=_key(actor, which),
        school=which.school,
        facts=f"{week}: {said}" if said else week,
    )
