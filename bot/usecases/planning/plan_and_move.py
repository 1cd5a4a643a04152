"""Planning one session or a series, and moving what is planned."""

from dataclasses import replace
from datetime import date

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import SeriesId, SessionId
from bot.domain.planning.changes import PlanChange
from bot.domain.planning.series import Series
from bot.domain.planning.wish import FitSeries, PlanWish, Slot, fit_moves, fit_series
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.domain.sessions.session_rules import check_planned
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import SERIES
from bot.results.planning.plans import PlanChangeCard, PlanMode
from bot.results.sessions.cards import SessionCard
from bot.usecases.calendars.slots import require_planned
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.lookup import pairing_for, session_for
from bot.usecases.planning.changing import (
    PlanClashes,
    PlanWork,
    change_again,
    change_card,
    circumstances,
    clashes_shown,
    following,
    keep_change,
    keep_session,
    require_seen,
)
from bot.usecases.planning.plan_form import span_of
from bot.usecases.sessions.logging import plan_session
from bot.usecases.sessions.reminded import tell_reminded
from bot.usecases.sessions.writing import new_id

Planned = SessionCard | PlanChangeCard | PlanClashes


def plan(ports: Ports, actor: Actor, wish: PlanWish, delivery: Delivery) -> Planned:
    """Record what is to take place: one session, or all of a series.

    Where days of a series clash nothing is recorded, and they are returned. Raises
    NotAllowed and Unfit, both with a sentence for the mentor.
    """
    if not wish.weeks:
        return plan_session(ports, actor, wish.draft(), delivery)
    with ports.store.transaction(actor.team) as records:
        about = pairing_for(ports, records, actor, wish.pairing, to=Action.LOG_SESSION)
        earlier = outcome_of(records, delivery)
        if earlier is not None:
            return change_again(ports, records, earlier)
        around = circumstances(ports, records, about, span_of(wish))
        fit = fit_series(wish, around)
        if fit.clashes:
            return PlanClashes(clashes_shown(about, fit.clashes))
        work = PlanWork(records, about.calendar, ports.clock.now(), ports, about, actor)
        series = _new_series(work, wish, fit.slots)
        records.add(SERIES, series)
        sessions = _sessions_of(work, series, wish=wish, fit=fit)
        for session in sessions:
            keep_session(work, Event.PLANNED, session)
        kept = keep_change(
            work, Event.PLANNED, after=sessions, series=series, left_out=fit.left_out
        )
        claim(records, delivery, kept.id, kept.at)
        return change_card(ports, records, kept)


def move(
    ports: Ports, actor: Actor, wish: PlanWish, *, mode: PlanMode, delivery: Delivery
) -> PlanChangeCard | PlanClashes:
    """Move a planned session, or it and all that follow in its series.

    Where some of those that follow clash nothing is changed, and they are returned.
    Raises NotAllowed, Stale and Unfit.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports,
            records,
            actor,
            mode.moving or SessionId(""),
            to=Action.CHANGE_SESSION,
        )
        earlier = outcome_of(records, delivery)
        if earlier is not None:
            return change_again(ports, records, earlier)
        require_planned(session)
        require_seen(about, session, mode.seen)
        work = PlanWork(records, about.calendar, ports.clock.now(), ports, about, actor)
        row = following(records, session) if mode.all_that_follow else [session]
        kept = _all_moved(work, wish, row) if row[1:] else _moved(work, wish, session)
        if isinstance(kept, PlanClashes):
            return kept
        claim(records, delivery, kept.id, kept.at)
        return change_card(ports, records, kept)


def _moved(work: PlanWork, wish: PlanWish, session: Session) -> PlanChange:
    """Move one session; it still belongs to its series."""
    around = circumstances(
        work.ports,
        work.records,
        work.about,
        (wish.starts_at, wish.starts_at),
        ignoring=[session.id],
    )
    time_class = check_planned(wish.draft(), around)
    slot = Slot(around.calendar.day_of(wish.starts_at), wish.starts_at, time_class)
    moved = _at(work, wish, session, slot)
    keep_session(work, Event.MOVED, moved, before=session)
    tell_reminded(work.records, work.about, moved, before=session, now=work.now)
    return keep_change(work, Event.MOVED, after=[moved], before=[session])


def _all_moved(
    work: PlanWork, wish: PlanWish, row: list[Session]
) -> PlanChange | PlanClashes:
    """Move a row of sessions, which from then on are a series of their own."""
    around = circumstances(
        work.ports,
        work.records,
        work.about,
        span_of(wish),
        ignoring=[session.id for session in row],
    )
    found = fit_moves(wish, row, around)
    if found.clashes:
        return PlanClashes(clashes_shown(work.about, found.clashes))
    if not found.steps:
        raise Unfit(
            "None of them can move there. Pick another day or time.", field=Field.DAY
        )
    old = work.records.get(SERIES, row[0].series) if row[0].series else None
    slots = tuple(step.slot for step in found.steps)
    rhythm = replace(wish, weeks=old.weeks if old else 1, until=slots[-1].on)
    series = _new_series(work, rhythm, slots)
    work.records.add(SERIES, series)
    after = []
    for step in found.steps:
        moved = _at(work, wish, step.session, step.slot)
        moved = msgspec.structs.replace(moved, series=series.id)
        keep_session(work, Event.MOVED, moved, before=step.session)
        after.append(moved)
    return keep_change(
        work,
        Event.MOVED,
        after=after,
        before=[step.session for step in found.steps],
        series=series,
        left_out=found.left_out,
    )


def _at(work: PlanWork, wish: PlanWish, session: Session, slot: Slot) -> Session:
    """Return a session at another time, with its words where they are."""
    in_teaching_hours = slot.time_class is TimeClass.TEACHING
    return msgspec.structs.replace(
        session,
        starts_at=slot.starts_at,
        minutes=wish.minutes,
        place=wish.place,
        time_class=slot.time_class,
        reason=None if in_teaching_hours else wish.reason,
        edited_at=work.now,
    )


def _new_series(work: PlanWork, wish: PlanWish, slots: tuple[Slot, ...]) -> Series:
    local = work.about.calendar.local(wish.starts_at)
    outside = any(slot.time_class is not TimeClass.TEACHING for slot in slots)
    pairing = work.about.pairing
    last: date = slots[-1].on
    return Series(
        id=SeriesId(work.ports.new_id()),
        school=pairing.school,
        pairing=pairing.id,
        mentor=pairing.mentor,
        ect=pairing.ect,
        first=local.date(),
        until=wish.until or last,
        starts=local.time(),
        minutes=wish.minutes,
        weeks=wish.weeks,
        reason=wish.reason if outside else None,
        recorded_at=work.now,
    )


def _sessions_of(
    work: PlanWork, series: Series, *, wish: PlanWish, fit: FitSeries
) -> list[Session]:
    return [
        Session(
            id=new_id(work.ports, work.records),
            school=series.school,
            pairing=series.pairing,
            mentor=series.mentor,
            ect=series.ect,
            starts_at=slot.starts_at,
            minutes=series.minutes,
            place=wish.place,
            state=SessionState.PLANNED,
            time_class=slot.time_class,
            reason=None if slot.time_class is TimeClass.TEACHING else series.reason,
            recorded_at=series.recorded_at,
            series=series.id,
        )
        for slot in fit.slots
    ]
