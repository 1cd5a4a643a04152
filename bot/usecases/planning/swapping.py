"""Two planned sessions of one mentor change places."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.drafts import Field, SessionDraft
from bot.domain.kernel.errors import Stale, Unfit
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import SessionId
from bot.domain.planning.wish import ask_for_reason
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.domain.sessions.session_rules import check_planned, overlaps, why_outside
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import SESSIONS_OF_MENTOR
from bot.ports.store import Reading
from bot.results.planning.plans import PlanChangeCard, SwapForm
from bot.usecases.calendars.slots import require_planned
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.lookup import Mentoring, facts, session_for
from bot.usecases.planning.changing import (
    PlanWork,
    change_again,
    change_card,
    circumstances,
    keep_change,
    keep_session,
    require_seen,
)
from bot.usecases.sessions.reminded import tell_reminded

MOST_OTHERS = 25  # more to choose from would not be read


def open_swapping(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    *,
    seen: datetime | None = None,
    picked: SessionId | None = None,
) -> SwapForm:
    """Offer the sessions with the mentor's other ECTs to change places with.

    Raises NotAllowed, and Stale where the session has moved or none is left.
    """
    with ports.store.reading(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        require_planned(session)
        require_seen(about, session, seen)
        now = ports.clock.now()
        found = [
            session_for(ports, records, actor, one.id, to=Action.CHANGE_SESSION)
            for one in others(records, session, now)
        ]
        if not found:
            raise Stale("No session with another ECT is planned to change places with.")
        outside = None
        for other, its in found:
            if other.id == picked:
                outside = _why_outside((session, about), (other, its))
        return SwapForm(
            facts=facts(about, session, now),
            others=tuple(facts(its, other, now) for other, its in found),
            reasons=about.school.exceptional_reasons,
            tutor=None if about.induction.tutor == session.mentor else about.tutor,
            picked=picked,
            outside=outside,
        )


def others(records: Reading, session: Session, now: datetime) -> list[Session]:
    """Return the sessions to come with the mentor's other ECTs, next first."""
    found = records.find(SESSIONS_OF_MENTOR, session.mentor, at_least=now)
    return [
        one
        for one in found
        if one.state is SessionState.PLANNED and one.ect != session.ect
    ][:MOST_OTHERS]


def swap(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    other_id: SessionId,
    *,
    reason: str | None,
    delivery: Delivery,
) -> PlanChangeCard:
    """Have two planned sessions change places; each keeps its length.

    Raises NotAllowed, Stale and Unfit.
    """
    with ports.store.transaction(actor.team) as records:
        pair = [
            session_for(ports, records, actor, one, to=Action.CHANGE_SESSION)
            for one in (session_id, other_id)
        ]
        earlier = outcome_of(records, delivery)
        if earlier is not None:
            return change_again(ports, records, earlier)
        for session, _about in pair:
            require_planned(session)
        (one, its), (two, theirs) = pair
        now = ports.clock.now()
        works = [
            PlanWork(records, about.calendar, now, ports, about, actor)
            for _session, about in pair
        ]
        ask_for_reason(_why_outside((one, its), (two, theirs)), reason)
        after = [
            _at(works[0], one, two.starts_at, reason=reason, ignoring=(one, two)),
            _at(works[1], two, one.starts_at, reason=reason, ignoring=(one, two)),
        ]
        if overlaps(after[0].starts_at, after[0].minutes, after[1]):
            raise Unfit(
                "They would overlap, since one is longer. Move one of them instead.",
                field=Field.OTHER,
            )
        for work, session, before in zip(works, after, (one, two), strict=True):
            keep_session(work, Event.SWAPPED, session, before=before)
            tell_reminded(records, work.about, session, before=before, now=work.now)
        kept = keep_change(works[0], Event.SWAPPED, after=after, before=[one, two])
        claim(records, delivery, kept.id, kept.at)
        return change_card(ports, records, kept)


def _draft(session: Session, starts_at: datetime, reason: str | None) -> SessionDraft:
    return SessionDraft(
        pairing=session.pairing,
        starts_at=starts_at,
        minutes=session.minutes,
        place=session.place,
        reason=reason,
    )


def _at(
    work: PlanWork,
    session: Session,
    starts_at: datetime,
    *,
    reason: str | None,
    ignoring: Iterable[Session],
) -> Session:
    around = circumstances(
        work.ports,
        work.records,
        work.about,
        (starts_at, starts_at),
        ignoring=[one.id for one in ignoring],
    )
    time_class = check_planned(_draft(session, starts_at, reason), around)
    return msgspec.structs.replace(
        session,
        starts_at=starts_at,
        time_class=time_class,
        reason=None if time_class is TimeClass.TEACHING else reason,
        edited_at=work.now,
    )


def _why_outside(
    one: tuple[Session, Mentoring], two: tuple[Session, Mentoring]
) -> str | None:
    """Say why a reason is asked for, by either of the two (R8)."""
    for (session, about), (other, _its) in ((one, two), (two, one)):
        draft = _draft(session, other.starts_at, None)
        why = why_outside(draft, about.calendar, (about.mentor, about.ect))
        if why is not None:
            return f"With {about.ect.name}: {why}"
    return None
