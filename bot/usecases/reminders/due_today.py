"""The reminders that a day brings to a school."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek, monday_of
from bot.domain.entitlement.training_pace import training_pace
from bot.domain.people.member import Role
from bot.domain.reminders.nudges import (
    Nudge,
    asked_on,
    digest,
    gap,
    nothing_planned,
    review_coming,
    week_ahead,
)
from bot.ports.kinds import INDUCTIONS_OF_SCHOOL, MEMBERS_OF_SCHOOL, PAIRINGS_OF_SCHOOL
from bot.ports.store import Reading
from bot.usecases.entitlement.training_ledgers import ledger_of
from bot.usecases.kernel.lookup import NoInduction, member, mentoring_at
from bot.usecases.outbox.nudging import nudges_of_session, planned_near
from bot.usecases.sessions.expected import counts_before, is_covered, lately

log = logging.getLogger(__name__)

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def due_today(
    records: Reading, calendar: SchoolCalendar, now: datetime
) -> Iterator[Nudge]:
    """Yield the nudges of a school that today brings, and those of sessions near."""
    school = calendar.school.id
    today = calendar.day_of(now)
    (planned,) = planned_near(records, [school], now)
    for session in planned:
        yield from nudges_of_session(records, calendar, session)
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
            yield from _of_pairings(records, calendar, week, today=today)
    yield from _of_training(records, calendar, today)
    for induction in records.find(INDUCTIONS_OF_SCHOOL, school):
        tutor = member(records, school, induction.tutor)
        last = induction.last_day or date.max
        for due_on in induction.reviews:
            if today <= due_on <= last:
                yield review_coming(calendar, tutor, induction.ect, due_on)


def _of_training(
    records: Reading, calendar: SchoolCalendar, today: date
) -> Iterator[Nudge]:
    for one in records.find(MEMBERS_OF_SCHOOL, calendar.school.id):
        if Role.MENTOR not in one.roles:
            continue
        ledger = ledger_of(records, one.person, calendar, on=today)
        found = None
        if ledger is not None:
            found = training_pace(calendar, one, ledger, on=today)
        if found is not None:
            yield found


def _of_pairings(
    records: Reading,
    calendar: SchoolCalendar,
    week: SchoolWeek,
    *,
    today: date,
) -> Iterator[Nudge]:
    for pairing in records.find(PAIRINGS_OF_SCHOOL, calendar.school.id):
        if not pairing.begins_on <= today <= (pairing.ends_on or today):
            continue
        try:
            about = mentoring_at(records, calendar, pairing)
        except NoInduction as fault:  # it keeps no reminder from the others
            why = {"team": records.team, "reason": str(fault)}
            log.error("a pairing gets no reminders", extra=why)  # noqa: TRY400 - no trace
            continue
        kept = lately(records, about, week)
        on = asked_on(calendar, week, (about.mentor, about.ect), today)
        if on is not None and today >= on:
            found = nothing_planned(
                calendar,
                week,
                pairing=pairing.id,
                mentor=about.mentor,
                on=on,
                covered=is_covered(kept, week),
            )
            if found is not None:
                yield found
        missed = counts_before(kept, week).running
        tutor = member(records, calendar.school.id, about.induction.tutor)
        told = gap(calendar, week, tutor, pairing=pairing.id, missed=missed)
        if told is not None:
            yield told
