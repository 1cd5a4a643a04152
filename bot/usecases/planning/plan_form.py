"""The form for plans: opening it at a time that suits both, and what it shows."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.kernel.access import Action
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.planning.series import Ending, endings
from bot.domain.planning.wish import (
    PlanWish,
    clashes_of,
    moments_of,
    moves_of,
    why_series_outside,
)
from bot.domain.sessions.records import Session, SessionState
from bot.domain.sessions.session_rules import why_outside
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import SESSIONS, SESSIONS_OF_PAIRING
from bot.ports.store import Reading
from bot.results.planning.plans import PlanForm, PlanMode, SeriesShown
from bot.results.sessions.cards import PairingChoice
from bot.usecases.calendars.slots import free_slots, require_planned, usual_minutes
from bot.usecases.calendars.timetables import is_in_lesson, knows_timetables
from bot.usecases.kernel.choosing_ect import ChooseEct, pairing_meant
from bot.usecases.kernel.lookup import Mentoring, facts, pairing_for, session_for
from bot.usecases.planning.changing import (
    circumstances,
    clashes_shown,
    following,
    require_seen,
)
from bot.usecases.sessions.expected import weeks_per_session

_TWO_YEARS = timedelta(days=732)
_SOON = timedelta(days=14)


def open_planning(
    ports: Ports,
    actor: Actor,
    pairing_id: PairingId | None = None,
    *,
    once: bool = False,
) -> PlanForm | ChooseEct:
    """Prepare the form at the next time that suits both, or ask first whom it is with.

    It proposes a series where little is planned, unless *once* is asked for. Raises
    NotAllowed for someone who mentors nobody.
    """
    with ports.store.reading(actor.team) as records:
        about = pairing_meant(ports, records, actor, pairing_id, to_do="plan")
        if isinstance(about, ChooseEct):
            return about
        wish = first_wish(ports, records, about)
        if once or _is_planned_ahead(ports, records, about):
            wish = replace(wish, weeks=0)
        return _form_of(ports, records, about, wish=wish, mode=PlanMode())


def open_moving(
    ports: Ports, actor: Actor, session_id: SessionId, seen: datetime | None
) -> PlanForm:
    """Prepare the form to move a planned session to the next time that suits both.

    Raises NotAllowed, and Stale for one that is planned no more or has moved.
    """
    with ports.store.reading(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        require_planned(session)
        require_seen(about, session, seen)
        slots = free_slots(ports, records, about, session=session)
        wish = PlanWish(
            pairing=session.pairing,
            starts_at=slots[0] if slots else session.starts_at,
            minutes=session.minutes,
            place=session.place,
            reason=None if slots else session.reason,
        )
        mode = PlanMode(moving=session.id, seen=session.starts_at)
        return _form_of(ports, records, about, wish=wish, mode=mode)


def redraw_plan(ports: Ports, actor: Actor, wish: PlanWish, mode: PlanMode) -> PlanForm:
    """Prepare the form anew for what the mentor has picked so far.

    Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        about = pairing_for(ports, records, actor, wish.pairing, to=Action.LOG_SESSION)
        return _form_of(ports, records, about, wish=wish, mode=mode)


def first_wish(ports: Ports, records: Reading, about: Mentoring) -> PlanWish:
    """Guess what is about to be planned: the next slot, as often as is meant."""
    calendar = about.calendar
    slots = free_slots(ports, records, about, session=None)
    usual = about.pairing.usual
    tomorrow = calendar.school_day_after(calendar.day_of(ports.clock.now()), 1)
    wall = usual.starts if usual else about.school.teaching_hours[0].starts
    starts = slots[0] if slots else calendar.moment(tomorrow, wall)
    first = calendar.day_of(starts)
    return PlanWish(
        pairing=about.pairing.id,
        starts_at=starts,
        minutes=usual_minutes(about),
        weeks=weeks_per_session(about, first),
        until=usual_end(about, first),
    )


def usual_end(about: Mentoring, first: date) -> date:
    """Return the end of the term that a day is in, or comes before."""
    ends = endings(about.calendar, first)
    return ends.get(Ending.TERM) or about.calendar.runs_out_on


def span_of(wish: PlanWish) -> tuple[datetime, datetime]:
    """Return the longest time that a series can take up."""
    return wish.starts_at, wish.starts_at + _TWO_YEARS


def _form_of(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    *,
    wish: PlanWish,
    mode: PlanMode,
) -> PlanForm:
    calendar = about.calendar
    moved = records.get(SESSIONS, mode.moving) if mode.moving else None
    row = following(records, moved) if moved else []
    slots = free_slots(ports, records, about, session=moved)
    starts = calendar.local(wish.starts_at)
    if wish.until is None or wish.until < starts.date():
        wish = replace(wish, until=usual_end(about, starts.date()))
    form = PlanForm(
        wish=wish,
        pairing=PairingChoice(about.pairing.id, about.ect.name),
        starts=starts,
        zone=about.school.zone,
        today=calendar.day_of(ports.clock.now()),
        slots=tuple(calendar.local(slot) for slot in slots),
        timetables_known=knows_timetables(records, about),
        usual_weeks=weeks_per_session(about, starts.date()),
        is_part_time=about.induction.full_time_equivalent < 1,
        endings=endings(calendar, starts.date()),
        reasons=about.school.exceptional_reasons,
        tutor=about.tutor,
        tutor_is_mentor=about.induction.tutor == about.pairing.mentor,
        in_lesson=is_in_lesson(records, about, wish.starts_at, _ends(wish)),
        moved=facts(about, moved, ports.clock.now()) if moved else None,
        following=max(0, len(row) - 1),
        mode=mode,
    )
    if mode.all_that_follow:
        return _with_moves(ports, records, about, form=form, row=row)
    if wish.weeks:
        return _with_series(ports, records, about, form=form)
    people = (about.mentor, about.ect)
    return replace(form, outside=why_outside(wish.draft(), calendar, people))


def _with_series(
    ports: Ports, records: Reading, about: Mentoring, *, form: PlanForm
) -> PlanForm:
    wish, calendar = form.wish, about.calendar
    around = circumstances(ports, records, about, span_of(wish))
    moments, left_out = moments_of(wish, around)
    clashes = clashes_of(moments, wish.minutes, around)
    return replace(
        form,
        outside=why_series_outside(wish, around, moments),
        preview=SeriesShown(
            days=tuple(calendar.day_of(at) for at in moments),
            starts=form.starts.time(),
            ends=calendar.local(_ends(wish)).time(),
            weeks=wish.weeks,
            left_out=left_out,
        ),
        clashes=clashes_shown(about, clashes),
    )


def _with_moves(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    *,
    form: PlanForm,
    row: list[Session],
) -> PlanForm:
    wish, calendar = form.wish, about.calendar
    around = circumstances(
        ports, records, about, span_of(wish), ignoring=[one.id for one in row]
    )
    found = moves_of(wish, row, around)
    moments = [step.slot.starts_at for step in found.steps]
    days = {step.slot.on for step in found.steps}
    days |= {clash.on for clash in found.clashes}
    return replace(
        form,
        outside=why_series_outside(wish, around, moments),
        preview=SeriesShown(
            days=tuple(sorted(days)),
            starts=form.starts.time(),
            ends=calendar.local(_ends(wish)).time(),
            left_out=found.left_out,
        ),
        clashes=clashes_shown(about, found.clashes),
    )


def _ends(wish: PlanWish) -> datetime:
    return wish.starts_at + timedelta(minutes=wish.minutes)


def _is_planned_ahead(ports: Ports, records: Reading, about: Mentoring) -> bool:
    """Whether sessions are planned beyond the next two weeks already."""
    later = records.find(
        SESSIONS_OF_PAIRING,
        about.pairing.id,
        SessionState.PLANNED.value,
        at_least=ports.clock.now() + _SOON,
    )
    return bool(later)
