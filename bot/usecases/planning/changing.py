"""What every change of a plan needs: what it is held against, its record, its card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from bot.domain.kernel.errors import Stale
from bot.domain.kernel.formatting import format_span
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.planning.changes import SECOND_THOUGHTS, Left, PlanChange, left
from bot.domain.planning.series import LeftOut, Series
from bot.domain.planning.wish import Clash
from bot.domain.sessions.records import MAX_MINUTES, Session, SessionState, TimeClass
from bot.domain.sessions.session_rules import Circumstances
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    PAIRINGS,
    PLAN_CHANGES,
    SERIES,
    SESSIONS,
    SESSIONS_OF_ECT,
    SESSIONS_OF_MENTOR,
    SESSIONS_OF_SERIES,
)
from bot.ports.store import Reading
from bot.results.planning.plans import ClashShown, PlanChangeCard
from bot.results.sessions.cards import SessionFacts
from bot.usecases.kernel.history import format_time, note_act
from bot.usecases.kernel.lookup import Mentoring, facts, mentoring
from bot.usecases.outbox.notices import tell
from bot.usecases.sessions.writing import SessionWork, keep_facts

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanWork(SessionWork):
    """A mentor's work on the plans of one pairing."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class PlanClashes:
    """What stands in the way of some of the days; nothing has been changed."""

    clashes: tuple[ClashShown, ...]

    @property
    def days(self) -> frozenset[date]:
        """The days that are in question."""
        return frozenset(clash.on for clash in self.clashes)


def circumstances(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    span: tuple[datetime, datetime],
    *,
    ignoring: Iterable[SessionId] = (),
) -> Circumstances:
    """Gather what plans are held against, but for the sessions that give way.

    *span* is from the first's start to the last's.
    """
    giving_way = frozenset(ignoring)
    since, until = span[0] - timedelta(minutes=MAX_MINUTES), span[1] + _DAY
    people = [(about.pairing.mentor,), (about.pairing.ect,)]
    for index in (SESSIONS_OF_MENTOR, SESSIONS_OF_ECT):  # the reminders tell whole days
        records.ask_ahead(index, people, at_least=since - _DAY, below=until + _DAY)
    found: dict[SessionId, Session] = {}
    for index, person in (
        (SESSIONS_OF_MENTOR, about.pairing.mentor),
        (SESSIONS_OF_ECT, about.pairing.ect),
    ):
        for session in records.find(index, person, at_least=since, below=until):
            if session.id not in giving_way:
                found[session.id] = session
    return Circumstances(
        pairing=about.pairing,
        calendar=about.calendar,
        mentor=about.mentor,
        ect=about.ect,
        now=ports.clock.now(),
        nearby=list(found.values()),
    )


def following(records: Reading, session: Session) -> list[Session]:
    """Return a planned session and those planned after it in the same series."""
    if session.series is None:
        return [session]
    later = records.find(SESSIONS_OF_SERIES, session.series, at_least=session.starts_at)
    return [one for one in later if one.state is SessionState.PLANNED]


def require_seen(about: Mentoring, session: Session, seen: datetime | None) -> None:
    """Raise Stale for a press on a session that has moved since it was shown."""
    if seen is not None and session.starts_at != seen:
        local = about.calendar.local
        when = format_span(local(session.starts_at), local(session.ends_at))
        raise Stale(
            f"This session has moved since this was shown: it is now on {when}. "
            "`/ect upcoming` shows what is planned."
        )


def clashes_shown(about: Mentoring, clashes: Iterable[Clash]) -> tuple[ClashShown, ...]:
    """Put names and local times to clashes; never whom the ECT meets, or why."""
    local = about.calendar.local
    return tuple(
        ClashShown(
            on=clash.on,
            starts=local(clash.other.starts_at),
            ends=local(clash.other.ends_at),
            ect=about.ect.name,
            is_own=clash.other.mentor == about.mentor.person,
            is_same_pair=clash.other.pairing == about.pairing.id,
        )
        for clash in clashes
    )


def keep_session(
    work: PlanWork, did: Event, session: Session, *, before: Session | None = None
) -> None:
    """Write one session of a change, with a line in its history."""
    keep_facts(work, session, before=before, has_receipt=False)
    note_on(work, did, session, before=before)


def note_on(
    work: PlanWork, did: Event, session: Session, *, before: Session | None = None
) -> None:
    """Note in a session's history what was done, with the times that it is about."""
    said = format_time(work.about, session)
    if before is not None and before.starts_at != session.starts_at:
        said = f"{format_time(work.about, before)} to {said}"
    note_act(
        work.ports,
        work.records,
        work.actor,
        did,
        subject=session.id,
        school=session.school,
        facts=said,
    )


def keep_change(
    work: PlanWork,
    did: Event,
    *,
    after: Sequence[Session],
    before: Sequence[Session] = (),
    series: Series | None = None,
    left_out: tuple[LeftOut, ...] = (),
) -> PlanChange:
    """Record a change so that it can be undone, and tell its mentor what it did."""
    pairing = work.about.pairing
    change = PlanChange(
        id=work.ports.new_id(),
        school=pairing.school,
        pairing=pairing.id,
        by=work.actor.person,
        did=did,
        series=series.id if series else None,
        before=tuple(before),
        after=tuple(left(session) for session in after),
        left_out=left_out,
        at=work.now,
    )
    work.records.add(PLAN_CHANGES, change)
    tell(
        work.records,
        NoticeKind.PLAN_CHANGED,
        reader=change.by,
        subject=change.id,
        school=change.school,
        not_before=change.at,
    )
    if change.is_of_a_series:
        _tell_ect(work, change)
    return change


def _tell_ect(work: PlanWork, change: PlanChange) -> None:
    """Tell the ECT once what was done to a series, unless it is undone at once."""
    about, told_from = work.about, change.at + SECOND_THOUGHTS
    tell(
        work.records,
        NoticeKind.SERIES_CHANGED,
        reader=about.pairing.ect,
        subject=change.id,
        school=change.school,
        not_before=about.calendar.next_contact(told_from, about.ect),
        not_after=max(one.starts_at for one in change.after),
    )


def change_again(ports: Ports, records: Reading, outcome: str) -> PlanChangeCard:
    """Return what an earlier copy of a delivery did.

    Raises Stale where it is no longer known.
    """
    change = records.get(PLAN_CHANGES, outcome)
    if change is None:
        raise Stale("This was handled already.")
    return change_card(ports, records, change)


def change_card(ports: Ports, records: Reading, change: PlanChange) -> PlanChangeCard:
    """Gather what a change did, for its mentor."""
    abouts: dict[PairingId, Mentoring] = {}
    now = ports.clock.now()

    def about_of(pairing_id: PairingId) -> Mentoring:
        if pairing_id not in abouts:
            pairing = records.get(PAIRINGS, pairing_id)
            if pairing is None:
                raise LookupError(f"no pairing {pairing_id}")
            abouts[pairing_id] = mentoring(ports, records, pairing)
        return abouts[pairing_id]

    def shown(session: Session) -> SessionFacts:
        return facts(about_of(session.pairing), session, now)

    after = [_as_left(records, one) for one in change.after]
    series = records.get(SERIES, change.series) if change.series else None
    about = about_of(change.pairing)
    outside = [one for one in after if one.time_class is not TimeClass.TEACHING]
    return PlanChangeCard(
        change=change.id,
        did=change.did,
        ect=about.ect.name,
        tutor=about.tutor,
        before=tuple(shown(session) for session in change.before),
        after=tuple(shown(session) for session in after),
        left_out=change.left_out,
        weeks=series.weeks if series else 0,
        reason=outside[0].reason if outside else None,
        is_outside=bool(outside),
        by_tutor=about.induction.tutor == about.pairing.mentor,
        may_undo=change.undone_at is None and is_open_to_undo(change.at, now),
        is_undone=change.undone_at is not None,
    )


def change_for_ect(
    ports: Ports, records: Reading, change: PlanChange
) -> PlanChangeCard:
    """Gather what a change did, for the ECT: of what has not been changed since."""
    if change.undone_at is not None:
        return change_card(ports, records, change)
    standing = [
        (before, after)
        for before, after in zip(change.before, change.after, strict=True)
        if after.is_still(records.get(SESSIONS, after.session) or before)
    ]
    still = msgspec.structs.replace(
        change,
        before=tuple(before for before, _after in standing),
        after=tuple(after for _before, after in standing),
    )
    return change_card(ports, records, still)


def _as_left(records: Reading, one: Left) -> Session:
    session = records.get(SESSIONS, one.session)
    if session is None:
        raise LookupError(f"no session {one.session}")
    return msgspec.structs.replace(
        session, starts_at=one.starts_at, minutes=one.minutes, state=one.state
    )
