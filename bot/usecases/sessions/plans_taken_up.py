"""What was planned before somebody said what became of it: kept for an Undo."""

import msgspec

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.drafts import SessionDraft
from bot.domain.kernel.history import Event
from bot.domain.planning.changes import PlanChange, left
from bot.domain.sessions.records import Session, SessionState
from bot.domain.sessions.session_rules import TAKEN_FOR_PLANNING, overlaps
from bot.ports.bundle import Actor
from bot.ports.kinds import MISSED, PLAN_CHANGES
from bot.ports.store import Reading
from bot.usecases.outbox.notices import renew
from bot.usecases.sessions.writing import SessionWork, forget_words, keep_facts


def keep_plan(
    work: SessionWork, actor: Actor, did: Event, plan: Session, *, now_held: Session
) -> None:
    """Keep a plan as it stood when a session became of it, for `restore_plan`."""
    taken_up = PlanChange(
        id=plan.id,  # the session's own: of one just made up the store is not asked
        school=plan.school,
        pairing=plan.pairing,
        by=actor.person,
        did=did,
        before=(plan,),
        after=(left(now_held),),
        at=work.now,
    )
    work.records.put(PLAN_CHANGES, taken_up)


def restore_plan(work: SessionWork, session: Session) -> Session | None:
    """Make a session the plan again that it was before anybody said what became of it.

    Words that were planned stay; those of a log, or of an edit since, are deleted. None
    where it was logged with no plan, or something else has that time by now.
    """
    records = work.records
    if session.state is SessionState.MISSED:
        plan, has_own_words = session, False
    else:
        taken_up = _kept_of(records, session)
        if taken_up is None:
            return None
        (plan,) = taken_up.before
        if not _is_free(work, plan):
            return None
        is_edited = session.edited_at != plan.edited_at
        has_own_words = taken_up.did is Event.LOGGED or is_edited
        undone = msgspec.structs.replace(taken_up, undone_at=work.now)
        records.put(PLAN_CHANGES, undone)
    if has_own_words:
        forget_words(work, session.id)
    planned = msgspec.structs.replace(
        plan, state=SessionState.PLANNED, edited_at=work.now
    )
    monday = monday_of(work.about.calendar.day_of(session.starts_at))
    records.remove(MISSED, f"{session.pairing}/{monday}/{session.id}")
    keep_facts(work, planned, before=session)
    renew(records, session.id)
    return planned


def plan_of(records: Reading, session: Session) -> Session | None:
    """Return the plan that a held session was, as it stood; None if it had none."""
    taken_up = _kept_of(records, session)
    return taken_up.before[0] if taken_up else None


def _kept_of(records: Reading, session: Session) -> PlanChange | None:
    kept = records.get(PLAN_CHANGES, session.id)
    return kept if kept is not None and kept.undone_at is None else None


def _is_free(work: SessionWork, plan: Session) -> bool:
    draft = SessionDraft(plan.pairing, plan.starts_at, plan.minutes)
    nearby = work.circumstances(draft, ignoring=plan.id).nearby
    return not any(
        other.state in TAKEN_FOR_PLANNING
        and overlaps(plan.starts_at, plan.minutes, other)
        for other in nearby
    )
