"""Keeping the history of each record: who did what to it, and when."""

from collections.abc import Sequence

from bot.domain.kernel.formatting import format_span
from bot.domain.kernel.history import Event, HistoryEntry
from bot.domain.kernel.record import SchoolId
from bot.domain.sessions.records import Session
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import ACTS, ACTS_ON
from bot.ports.store import Reading, Records
from bot.usecases.kernel.audit import audit
from bot.usecases.kernel.lookup import Mentoring


def note_act(  # noqa: PLR0913 - the parts of an act, by name
    ports: Ports,
    records: Records,
    actor: Actor,
    did: Event,
    *,
    subject: str,
    school: SchoolId,
    facts: str = "",
) -> None:
    """Note, in the unit of work that does it, what somebody does to a record.

    *facts* are dates, times and names of people; never the words of a note.
    """
    act = HistoryEntry(
        id=ports.new_id(),
        school=school,
        subject=subject,
        by=actor.person,
        did=did,
        at=ports.clock.now(),
        facts=facts,
    )
    records.add(ACTS, act)
    audit(ports, records, did, by=actor.person, subject=subject)


def history_of(records: Reading, subject: str) -> Sequence[HistoryEntry]:
    """Return what was done to a record, oldest first."""
    return records.find(ACTS_ON, subject)


def format_time(about: Mentoring, session: Session) -> str:
    """Say when a session is, as its history keeps it."""
    local = about.calendar.local
    return format_span(local(session.starts_at), local(session.ends_at))


def last_act(
    records: Reading, subject: str, among: frozenset[Event]
) -> HistoryEntry | None:
    """Return the latest act of certain kinds on a record."""
    acts = [act for act in history_of(records, subject) if act.did in among]
    return acts[-1] if acts else None
