"""Writing the audit, in the unit of work that it tells of, and reading it."""

from zoneinfo import ZoneInfo

from bot.domain.concerns.records import Happening
from bot.domain.data_protection.audit import (
    AuditEntry,
    AuditStart,
    Saw,
    first_break,
    following,
    is_told_already,
    marked,
)
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId, SchoolId, TeamId
from bot.ports.bundle import Ports
from bot.ports.kinds import AUDIT, AUDIT_ABOUT, AUDIT_IN_ORDER, AUDIT_STARTS
from bot.ports.store import Reading, Records
from bot.results.data_protection.audit import Looks
from bot.usecases.kernel.lookup import member


def audit(
    ports: Ports,
    records: Records,
    what: Saw | Event | Happening,
    *,
    by: PersonId,
    subject: str,
) -> None:
    """Note in the audit that somebody did or saw something; one record more."""
    entry = following(
        records.last(AUDIT_IN_ORDER),
        at=ports.clock.now(),
        by=marked(by, ports.new_id()),
        what=what.value,
        subject=marked(subject, ports.new_id()),
    )
    records.add(AUDIT, entry)


def note_look(
    ports: Ports, records: Records, what: Saw, *, by: PersonId, subject: str
) -> None:
    """Note that somebody read what was not written for them."""
    if what is Saw.EARLIER_NOTES:
        before = records.find(AUDIT_ABOUT, subject)
        if is_told_already(before, by, ports.clock.now()):
            return
    audit(ports, records, what, by=by, subject=subject)


def looks_at(
    records: Reading, *subjects: tuple[Saw, str], school: SchoolId, zone: ZoneInfo
) -> tuple[Looks, ...]:
    """Return who opened these, how often, and when last; the latest comes last."""
    found: dict[PersonId, list[AuditEntry]] = {}
    for saw, subject in subjects:
        for entry in records.find(AUDIT_ABOUT, subject):
            if entry.by.value is not None and entry.what == saw:
                found.setdefault(PersonId(entry.by.value), []).append(entry)
    looks = [
        Looks(
            by=member(records, school, by).name,
            times=len(entries),
            last=max(entry.at for entry in entries).astimezone(zone),
        )
        for by, entries in found.items()
    ]
    return tuple(sorted(looks, key=lambda look: look.last))


def audit_head(ports: Ports, team: TeamId) -> str | None:
    """Return a workspace's last number and link, as `--known` takes them."""
    with ports.store.reading(team) as records:
        last = records.last(AUDIT_IN_ORDER)
    return f"{last.number}:{last.link}" if last is not None else None


def broken(records: Reading, known: tuple[int, str] | None = None) -> str | None:
    """Say where a workspace's audit was tampered with; None: it is whole."""
    start: AuditStart | None = records.get(AUDIT_STARTS, "start")
    return first_break(records.every(AUDIT), start=start, known=known)
