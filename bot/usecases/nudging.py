"""Making nudges: with each session that is planned, and once a day for each school."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from bot.domain.calendar import SchoolCalendar, SchoolWeek
from bot.domain.induction import induction_year, target_of
from bot.domain.notices import NoticeKind
from bot.domain.nudges import (
    LOG_IT_TIMES,
    Nudge,
    NudgeKind,
    NudgeState,
    Sweep,
    asked_on,
    digest,
    gap,
    hour_before,
    log_it,
    monday_of,
    nothing_planned,
    review_coming,
    upcoming,
    week_ahead,
)
from bot.domain.people import Role
from bot.domain.preferences import Level
from bot.domain.record import PersonId, SchoolId, TeamId
from bot.domain.sessions import Session, SessionState
from bot.domain.set_up import are_to_be_checked, is_started
from bot.domain.training_pace import training_pace
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    INDUCTIONS_OF_SCHOOL,
    INSTALLATIONS,
    MEMBERS_OF_SCHOOL,
    MISSED_OF_PAIRING,
    NUDGES,
    NUDGES_ABOUT,
    PAIRINGS_OF_SCHOOL,
    SCHOOLS,
    SESSIONS_OF_ECT,
    SESSIONS_OF_MENTOR,
    SESSIONS_OF_PAIRING,
    SESSIONS_PLANNED,
    SET_UPS,
    SWEEPS,
    SWEEPS_DUE,
    THE_ONE,
)
from bot.ports.store import Reading, Records
from bot.usecases.lookup import Mentoring, calendar_of, member, mentoring
from bot.usecases.notices import renew, tell_once
from bot.usecases.nudge_preferences import level_of
from bot.usecases.room_in_week import next_room
from bot.usecases.training_ledgers import ledger_of
from bot.usecases.turns import in_any_order
from bot.usecases.tutor_need import tell_heads
from bot.usecases.welcoming import welcome_newcomers

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_GOOD_TIME = timedelta(days=42)  # before the last term that was entered ends
_AHEAD = timedelta(days=21)  # plans nearer than that get their nudges in each sweep


def sweep_schools(ports: Ports) -> int:
    """Make the nudges of the day for each school whose day has begun.

    Run twice it does nothing the second time. Costs what is due, not who exists;
    returns how many schools were swept.
    """
    swept = 0
    # At that very moment too: who begins today is welcomed before anything else comes.
    below = ports.clock.now() + datetime.resolution
    for team in in_any_order(ports.store.teams_with(SWEEPS_DUE, below=below)):
        with ports.store.reading(team) as records:
            due = [sweep.school for sweep in records.find(SWEEPS_DUE, below=below)]
        for school in due:
            swept += _sweep(ports, team, school)
    return swept


def await_sweeps(ports: Ports) -> None:
    """See to it that every school is swept, at the start and when one is entered.

    One that is still being set up is not, so that nobody there is reminded.
    """
    for team in ports.store.teams():
        await_sweeps_of(ports, team)


def await_sweeps_of(ports: Ports, team: TeamId) -> None:
    """See to it that every school of one workspace is swept."""
    with ports.store.reading(team) as records:
        if not _awaited(records):
            return
    with ports.store.transaction(team) as records:
        for school in _awaited(records):
            records.add(SWEEPS, Sweep(school=school, next_at=ports.clock.now()))


def _awaited(records: Reading) -> list[SchoolId]:
    installation = records.get(INSTALLATIONS, THE_ONE)
    if installation is not None and installation.bot_token is None:
        return []  # the bot was removed from this workspace
    schools = [school.id for school in records.every(SCHOOLS)]
    return [
        school
        for school in schools
        if records.get(SWEEPS, school) is None
        and is_started(records.get(SET_UPS, school))
    ]


def nudge_about(
    records: Records,
    about: Mentoring,
    session: Session,
    *,
    before: Session | None,
    now: datetime,
) -> None:
    """Make the nudges of a session that was planned, moved, or settled.

    Messages that show it already are drawn anew, so that none of them is stale.
    """
    days = {
        about.calendar.day_of(s.starts_at) for s in (session, before) if s is not None
    }
    mondays = {monday_of(day) for day in days}
    weeks = mondays | {monday + _WEEK for monday in mondays}  # a fortnight has two
    for subject in (session.id, *(f"{session.pairing}|{m.isoformat()}" for m in weeks)):
        for nudge in records.find(NUDGES_ABOUT, subject):
            if nudge.round is not None:
                renew(records, nudge.round)
                records.put(NUDGES, msgspec.structs.replace(nudge, answered_at=now))
    for key in _gathered(about, days, mondays):
        shown = records.get(NUDGES, key)
        if shown is not None and shown.round is not None:
            renew(records, shown.round)
    for nudge in _of_session(records, about.calendar, session):
        make(records, nudge)


def _gathered(
    about: Mentoring, days: Iterable[date], mondays: Iterable[date]
) -> Iterator[str]:
    """Yield the keys of the nudges that show whole days or weeks of sessions."""
    for day in days:
        for person in (about.mentor, about.ect):
            yield f"upcoming:{person.school}:{person.person}:{day.isoformat()}"
    school, tutor = about.pairing.school, about.induction.tutor
    for monday in mondays:
        for kind in (NudgeKind.WEEK_AHEAD, NudgeKind.DIGEST):
            yield f"{kind.value}:{school}:{tutor}:{monday.isoformat()}"


def make(records: Records, nudge: Nudge) -> None:
    """Keep a nudge, unless its occasion has had one.

    A day that had no session left when its reminder was due may have one again.
    """
    kept = records.get(NUDGES, nudge.key)
    is_new_again = (
        kept is not None
        and kept.kind is NudgeKind.UPCOMING
        and kept.state is NudgeState.NOT_NEEDED
    )
    if kept is None:
        records.add(NUDGES, nudge)
    elif is_new_again:
        records.put(NUDGES, nudge)


def _sweep(ports: Ports, team: TeamId, school: SchoolId) -> int:
    with ports.store.transaction(team) as records:
        now, kept = ports.clock.now(), records.get(SWEEPS, school)
        if kept is None or kept.next_at > now:
            return 0  # somebody else has been here
        calendar = calendar_of(ports, records, school)
        today = calendar.day_of(now)
        opens = calendar.school.contact_starts
        if now >= calendar.moment(today, opens):
            for nudge in _due_today(ports, records, calendar, now):
                make(records, nudge)
            _tell_of_the_end(records, calendar, now)
            _tell_of_old_contacts(records, calendar, now)
            tell_heads(records, calendar, now)
            welcome_newcomers(records, calendar, now)
            today += _DAY
        records.put(SWEEPS, Sweep(school=school, next_at=calendar.moment(today, opens)))
        return 1


def _tell_of_the_end(records: Records, calendar: SchoolCalendar, now: datetime) -> None:
    """Ask the admin for the next year's dates, once, in good time."""
    ends = calendar.runs_out_on
    if ends - calendar.day_of(now) > _GOOD_TIME:
        return
    _tell_admin(records, calendar, NoticeKind.TERMS_END, about=ends, now=now)


def _tell_of_old_contacts(
    records: Records, calendar: SchoolCalendar, now: datetime
) -> None:
    """Ask the admin to look at safeguarding and wellbeing contacts, once a year."""
    confirmed = calendar.school.contacts_confirmed_on
    if confirmed is not None and are_to_be_checked(confirmed, calendar.day_of(now)):
        _tell_admin(
            records, calendar, NoticeKind.CONTACTS_OLD, about=confirmed, now=now
        )


def _tell_admin(
    records: Records,
    calendar: SchoolCalendar,
    kind: NoticeKind,
    *,
    about: date,
    now: datetime,
) -> None:
    school = calendar.school
    tell_once(
        records,
        kind,
        reader=school.ask,
        subject=f"{school.id}|{about.isoformat()}",
        school=school.id,
        not_before=next_room(
            records, calendar, member(records, school.id, school.ask), now
        ),
    )


def _due_today(
    ports: Ports, records: Reading, calendar: SchoolCalendar, now: datetime
) -> Iterator[Nudge]:
    school = calendar.school.id
    today = calendar.day_of(now)
    planned = records.find(
        SESSIONS_PLANNED, school, at_least=now - _WEEK, below=now + _AHEAD
    )
    for session in planned:
        yield from _of_session(records, calendar, session)
    weeks = calendar.school_weeks(monday_of(today), monday_of(today) + _WEEK - _DAY)
    tutors = [
        m
        for m in records.find(MEMBERS_OF_SCHOOL, school)
        if Role.INDUCTION_TUTOR in m.roles
    ]
    for week in weeks:
        for tutor in tutors:
            yield week_ahead(calendar, week, tutor)
            yield digest(calendar, week, tutor)
        if today >= week.school_days[0]:
            yield from _of_pairings(ports, records, calendar, week, today=today)
    yield from _of_training(records, calendar, today)
    for induction in records.find(INDUCTIONS_OF_SCHOOL, school):
        tutor = member(records, school, induction.tutor)
        for due_on in induction.reviews:
            if due_on >= today:
                yield review_coming(calendar, tutor, induction.ect, due_on)


def _of_training(
    records: Reading, calendar: SchoolCalendar, today: date
) -> Iterator[Nudge]:
    for one in records.find(MEMBERS_OF_SCHOOL, calendar.school.id):
        is_mentor = Role.MENTOR in one.roles
        ledger = ledger_of(records, one.person, calendar, on=today)
        found = None
        if is_mentor and ledger is not None:
            found = training_pace(calendar, one, ledger, on=today)
        if found is not None:
            yield found


def _of_pairings(
    ports: Ports,
    records: Reading,
    calendar: SchoolCalendar,
    week: SchoolWeek,
    *,
    today: date,
) -> Iterator[Nudge]:
    for pairing in records.find(PAIRINGS_OF_SCHOOL, calendar.school.id):
        if not pairing.begins_on <= today <= (pairing.ends_on or today):
            continue
        about = mentoring(ports, records, pairing)
        on = asked_on(calendar, week, (about.mentor, about.ect), today)
        if on is not None and today >= on:
            found = nothing_planned(
                calendar,
                week,
                pairing=pairing.id,
                mentor=about.mentor,
                on=on,
                covered=is_covered(records, about, week),
            )
            if found is not None:
                yield found
        missed = running_gaps(records, about, week)
        tutor = member(records, calendar.school.id, about.induction.tutor)
        told = gap(calendar, week, tutor, pairing=pairing.id, missed=missed)
        if told is not None:
            yield told


def is_covered(records: Reading, about: Mentoring, week: SchoolWeek) -> bool:
    """Whether a week, or the fortnight that it ends, has a session or a reason (R7).

    So has one that began before the pairing did: its session is not to be expected yet.
    """
    every = weeks_per_session(about, week.monday)
    window = _school_weeks_until(about.calendar, week, every)
    begins = max(about.pairing.begins_on, about.induction.counted_from)
    is_whole = len(window) == every and window[0].school_days[0] >= begins
    return not is_whole or _has_any(records, about, window, planned_too=True)


def running_gaps(records: Reading, about: Mentoring, week: SchoolWeek) -> int:
    """Count the expected sessions running that were not held, before this week (R7).

    A week with a reason ends the run as a session does: somebody has looked at it.
    """
    every = weeks_per_session(about, week.monday)
    past = about.calendar.school_weeks(
        max(about.pairing.begins_on, about.induction.counted_from),
        week.monday - _DAY,
    )
    missed = 0
    while len(past) >= every:
        window, past = past[-every:], past[:-every]
        whole = window[0].monday >= about.pairing.begins_on
        if not whole or _has_any(records, about, window, planned_too=False):
            break
        missed += 1
    return missed


def weeks_per_session(about: Mentoring, on: date) -> int:
    """Return in how many weeks a session is to be expected, pro rata (R7)."""
    year = induction_year(about.induction, about.calendar, on)
    every = target_of(about.pairing, year, about.school).weeks_per_session
    # Pro rata for a part-time ECT: 0.6 of weekly is one in every second week or so.
    return max(every, round(every / about.induction.full_time_equivalent))


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


def _of_session(
    records: Reading, calendar: SchoolCalendar, session: Session
) -> Iterator[Nudge]:
    day = calendar.day_of(session.starts_at)
    for person in (session.mentor, session.ect):
        reader = member(records, session.school, person)
        of_day = sessions_of_day(records, calendar, person, day)
        found = upcoming(calendar, reader, day, of_day)
        if found is not None:
            yield found
        if level_of(records, person, NudgeKind.HOUR_BEFORE) is not Level.OFF:
            soon = hour_before(session, person)
            if soon is not None:
                yield soon
    quieter = level_of(records, session.mentor, NudgeKind.LOG_IT) is Level.QUIETER
    yield from log_it(calendar, session, times=1 if quieter else LOG_IT_TIMES)


def sessions_of_day(
    records: Reading, calendar: SchoolCalendar, person: PersonId, day: date
) -> list[Session]:
    """Return a person's planned sessions of a day, as mentor or as ECT, in order."""
    begins = calendar.moment(day, time())
    found = [
        session
        for index in (SESSIONS_OF_MENTOR, SESSIONS_OF_ECT)
        for session in records.find(index, person, at_least=begins, below=begins + _DAY)
        if session.state is SessionState.PLANNED
    ]
    return sorted(found, key=lambda session: session.starts_at)
