"""Letting go of what a school has kept for as long as it wants to (F41).

Counted first, done when asked.
"""

import dataclasses
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from bot.domain.data_protection.audit import AuditStart
from bot.domain.data_protection.retention_requests import RetentionRequest
from bot.domain.kernel.record import PersonId, SchoolId, TeamId
from bot.ports import kinds
from bot.ports.store import Kind, Reading, Records, Store
from bot.results.data_protection.erasing import Cleared
from bot.usecases.data_protection.removing_people import (
    Clearing,
    Occasion,
    carry_out,
    counted,
)
from bot.usecases.data_protection.retention_scan import oldest_audit, over_time
from bot.usecases.data_protection.retention_snapshot import look_through
from bot.usecases.outbox.notices import renew


def retain(
    store: Store, team: TeamId, *, occasion: Occasion, apply: bool = False
) -> Cleared:
    """Let go of what is over time in one workspace, or count what that would be."""
    if not apply:
        with store.reading(team) as reading:
            return past_time(reading, occasion)
    with store.transaction(team) as records:
        return let_go(records, occasion)


def past_time(
    records: Reading, occasion: Occasion, *, school: SchoolId | None = None
) -> Cleared:
    """Count what is over time at one school, or at all of a workspace."""
    look = look_through(records, occasion, school=school)
    held = len(look.held.people)
    return counted(over_time(look), certificate="", held=held, is_done=False)


def let_go(
    records: Records,
    occasion: Occasion,
    *,
    told: RetentionRequest | None = None,
    by: PersonId | None = None,
) -> Cleared:
    """Let go of what is over time, and close what schools were told of it.

    *told* has it go at one school, and only of what that school was told: what has come
    to be over time since then is told of first.
    """
    look = look_through(
        records,
        occasion,
        school=told.school if told else None,
        at=told.found_at if told else None,
    )
    clearings, oldest = over_time(look), oldest_audit(look)
    certificate = ""
    if clearings or oldest:
        certificate = carry_out(records, "retained", occasion, clearings, by=by)
        _forget_oldest(records, oldest, occasion.now)
    cleared = counted(
        [*clearings, *oldest],
        certificate=certificate,
        held=len(look.held.people),
        is_done=bool(certificate),
    )
    if cleared.is_nothing:  # a certificate of nothing would tell that there was more
        cleared = dataclasses.replace(cleared, certificate="", is_done=False)
    how = _how(cleared, occasion.now, by)
    for school in look.schools:
        for clearance in open_clearances(records, school):
            if clearance.found_at <= look.at:
                records.put(kinds.CLEARANCES, replace(clearance, **how))
                renew(records, clearance.id)
    return cleared


def open_clearances(records: Reading, school: SchoolId) -> list[RetentionRequest]:
    """Return what a school was told of and what is still there, oldest first."""
    return list(records.find(kinds.CLEARANCES_OPEN, school))


def _how(cleared: Cleared, now: datetime, by: PersonId | None) -> dict[str, Any]:
    """Return what a certificate says of how it went."""
    return {
        "cleared_at": now,
        "by": by,
        "certificate": cleared.certificate,
        "removed": cleared.removed,
        "unnamed": cleared.unnamed,
        "held": cleared.held,
    }


def _forget_oldest(records: Records, oldest: list[Clearing], now: datetime) -> None:
    kind: Kind[Any] = kinds.AUDIT
    for clearing in oldest:
        records.remove(kind, clearing.key)
    if oldest:
        first = next(iter(records.every(kinds.AUDIT)))
        start = AuditStart(number=first.number, before=first.before, at=now)
        records.put(kinds.AUDIT_STARTS, start)
