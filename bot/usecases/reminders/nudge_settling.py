"""What becomes of a reminder that is due: sent, held back, or settled with a reason."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

import msgspec

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.reminders.nudges import Nudge, NudgeKind, NudgeState
from bot.domain.reminders.preferences import WEEKLY, Level
from bot.ports.bundle import Ports
from bot.ports.kinds import NUDGES, NUDGES_ABOUT, NUDGES_SENT
from bot.ports.store import Records
from bot.usecases.kernel.batches import is_nobodys_own
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.outbox.levels import preference_of
from bot.usecases.reminders.nudge_content import shown_now


def still_to_send(
    ports: Ports,
    records: Records,
    nudges: Iterable[Nudge],
    now: datetime,
    *,
    broken: list[Exception],
) -> list[Nudge]:
    """Return what is still to be sent; what is not has its reason recorded.

    One that cannot be drawn waits until it would be too late, and holds up no other.
    """
    live = []
    for nudge in nudges:
        try:
            if _is_live(ports, records, nudge, now):
                live.append(nudge)
        except Exception as fault:
            if is_nobodys_own(fault):
                raise
            broken.append(fault)
    return live


def _is_live(ports: Ports, records: Records, nudge: Nudge, now: datetime) -> bool:
    """Whether a nudge is still to be sent; one that is not gets its reason recorded."""
    wish = preference_of(records, nudge.reader, nudge.kind)
    if wish.snoozed_until is not None and wish.snoozed_until > now:
        if wish.snoozed_until >= nudge.not_after:
            settle(records, nudge, NudgeState.SWITCHED_OFF, now)
        else:
            hold(records, [nudge], wish.snoozed_until)
        return False
    why: NudgeState | None = None
    if now >= nudge.not_after:
        why = NudgeState.TOO_LATE
    elif _is_unwanted(ports, records, nudge, wish.level, now=now):
        why = NudgeState.SWITCHED_OFF
    else:
        shown = shown_now(ports, records, nudge)
        if shown is None or shown.is_over:
            why = NudgeState.NOT_NEEDED
    if why is not None:
        settle(records, nudge, why, now)
    return why is None


def _is_unwanted(
    ports: Ports, records: Records, nudge: Nudge, level: Level, *, now: datetime
) -> bool:
    """Whether its kind is off, or quieter leaves it out.

    That is what was asked before, and what is weekly and came last week.
    """
    if level is not Level.QUIETER:
        return level is Level.OFF
    if nudge.kind in WEEKLY:
        calendar = calendar_of(ports, records, nudge.school)
        last_week = monday_of(calendar.day_of(now)) - timedelta(days=7)
        since = calendar.moment(last_week, time())
        sent = records.find(NUDGES_SENT, nudge.reader, nudge.kind.value, at_least=since)
        return bool(sent)
    return nudge.kind is NudgeKind.LOG_IT and any(
        (other.kind, other.reader) == (nudge.kind, nudge.reader)
        and other.state is NudgeState.SENT
        for other in records.find(NUDGES_ABOUT, nudge.subject)
    )


def settle(records: Records, nudge: Nudge, state: NudgeState, now: datetime) -> None:
    """Record what became of a nudge."""
    records.put(NUDGES, msgspec.structs.replace(nudge, state=state, settled_at=now))


def hold(records: Records, nudges: Iterable[Nudge], until: datetime) -> None:
    """Have nudges wait until a moment."""
    for nudge in nudges:
        records.put(NUDGES, msgspec.structs.replace(nudge, not_before=until))
