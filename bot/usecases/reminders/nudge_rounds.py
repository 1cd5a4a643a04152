"""Sending what is due: to each reader in one message, in their hours, within bounds."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain, groupby

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import TeamId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.outbox.weekly_cap import CANNOT_WAIT
from bot.domain.people.member import Member
from bot.domain.reminders.nudges import Nudge, NudgeKind, NudgeState
from bot.domain.school.set_up import is_started
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    MEMBERS,
    NUDGES,
    NUDGES_ABOUT,
    NUDGES_WAITING,
    SET_UPS,
)
from bot.ports.store import Records
from bot.usecases.kernel.batches import (
    each_in_turn,
    in_any_order,
    several_at_once,
    so_many,
)
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.outbox.notices import renew, tell
from bot.usecases.outbox.restoring import may_have_been_sent, restored_at
from bot.usecases.outbox.weekly_cap import last_reminders, week_for, when_room
from bot.usecases.reminders.nudge_preferences import slow_down
from bot.usecases.reminders.nudge_settling import hold, settle, still_to_send
from bot.usecases.reminders.prefetch_sending import ask_before_sending

_AT_ONCE = 25  # readers in a unit of work: what it asks, it asks once for all of them
_LOOKS_AGAIN = timedelta(hours=6)  # at a school that is still being set up


def send_due_nudges(ports: Ports) -> int:
    """Settle every nudge that is due; return how many messages were made.

    What is due is in the store, so that a tick run twice changes nothing. Costs what is
    due, not who exists. What is broken in one reader's records is raised once all
    others have theirs.
    """
    broken: list[Exception] = []
    now = ports.clock.now()
    teams = ports.store.teams_with(NUDGES_WAITING, below=_just_after(now))
    restored = restored_at(ports) if teams else None
    made = each_in_turn(
        in_any_order(teams), lambda team: _send_team(ports, team, restored, broken)
    )
    if broken:
        raise broken[0]
    return made


def _send_team(
    ports: Ports, team: TeamId, restored: datetime | None, broken: list[Exception]
) -> int:
    """Send to all readers of a workspace, some in each unit of work.

    Whoever does something in that workspace waits for no more than one such unit.
    """
    now = ports.clock.now()
    with ports.store.reading(team) as records:
        due = sorted(records.find(NUDGES_WAITING, below=_just_after(now)), key=_reader)
    readers = [[nudge.key for nudge in own] for _, own in groupby(due, key=_reader)]

    def send(some: Sequence[list[str]]) -> int:
        keys = list(chain.from_iterable(some))
        return _send_some(ports, team, keys, restored, broken=broken)

    return each_in_turn(
        so_many(readers, _AT_ONCE), lambda some: several_at_once(some, send)
    )


def _send_some(
    ports: Ports,
    team: TeamId,
    keys: Sequence[str],
    restored: datetime | None,
    *,
    broken: list[Exception],
) -> int:
    """Send nudges, but for those that somebody else has been at."""
    with ports.store.transaction(team) as records:
        now = ports.clock.now()
        waiting = [
            nudge
            for nudge in records.get_each(NUDGES, keys)
            if nudge is not None
            and nudge.state is NudgeState.WAITING
            and nudge.not_before <= now
        ]
        due = _not_sent_before(records, waiting, restored, now)
        ask_before_sending(records, due, now)
        return sum(
            _send_reader(ports, records, list(nudges), now, broken=broken)
            for _, nudges in groupby(due, key=_reader)
        )


def _reader(nudge: Nudge) -> tuple[str, str]:
    return nudge.school, nudge.reader


def _not_sent_before(
    records: Records, due: Iterable[Nudge], restored: datetime | None, now: datetime
) -> list[Nudge]:
    """Leave out what may have been sent before the store was restored: once is enough.

    Several come in one message of another name, so that they cannot be looked for.
    """
    fresh = []
    for nudge in due:
        if may_have_been_sent(nudge.not_before, restored):
            settle(records, nudge, NudgeState.TOO_LATE, now)
        else:
            fresh.append(nudge)
    return fresh


def _send_reader(
    ports: Ports,
    records: Records,
    nudges: list[Nudge],
    now: datetime,
    *,
    broken: list[Exception],
) -> int:
    """Send all that is due to one reader as one message, or say why not."""
    first = nudges[0]
    if not is_started(records.get(SET_UPS, first.school)):
        hold(records, nudges, now + _LOOKS_AGAIN)
        return 0
    calendar = calendar_of(ports, records, first.school)
    reader = records.get(MEMBERS, f"{first.school}/{first.reader}")
    if reader is None:
        for nudge in nudges:
            settle(records, nudge, NudgeState.NOT_NEEDED, now)
        return 0
    live = still_to_send(ports, records, nudges, now, broken=broken)
    opens = calendar.next_contact(now, reader)
    if opens > now:
        hold(records, live, opens)
        return 0
    live = _without_older(records, live, now)
    if not live:
        return 0
    week = week_for(records, calendar, reader, now)
    cannot_wait = [nudge for nudge in live if nudge.kind in CANNOT_WAIT]
    if not (week.has_room if cannot_wait else week.has_room_to_spare):
        live = _without_room(records, calendar, live, reader, now=now)
    if live:
        _send(records, live, reader, now=now)
    return len(live[:1])


def _without_room(
    records: Records,
    calendar: SchoolCalendar,
    nudges: list[Nudge],
    reader: Member,
    *,
    now: datetime,
) -> list[Nudge]:
    """Hold what has no room this week; return what was asked for, which needs none.

    What cannot wait joins the week's last reminders, in place and without a sound.
    """
    asked_for = [nudge for nudge in nudges if nudge.kind is NudgeKind.HOUR_BEFORE]
    joining = [nudge for nudge in nudges if nudge.kind in CANNOT_WAIT]
    last = last_reminders(records, calendar, reader, now)
    if joining and last is not None:
        _send(records, joining, reader, now=now, name=last.subject)
    else:
        joining = []
    held = [nudge for nudge in nudges if nudge not in (*asked_for, *joining)]
    hold(records, held, when_room(records, calendar, reader, now))
    return asked_for


def _without_older(records: Records, nudges: list[Nudge], now: datetime) -> list[Nudge]:
    """Keep the newest about each subject: a newer nudge replaces an older one."""
    newest: dict[tuple[str, str], Nudge] = {}
    for nudge in nudges:  # in the order of their moments
        key = (nudge.kind.value, nudge.subject)
        if key in newest:
            settle(records, newest[key], NudgeState.TOO_LATE, now)
        newest[key] = nudge
    return list(newest.values())


def _send(
    records: Records,
    nudges: Sequence[Nudge],
    reader: Member,
    *,
    now: datetime,
    name: str | None = None,
) -> None:
    """Send reminders as one message, or have them join the one of this *name*."""
    name = name or f"{reader.school}|{reader.person}|{now:%Y%m%dT%H%M%S}"
    for kind in {nudge.kind for nudge in nudges}:
        slow_down(records, reader.person, kind, name)
    for nudge in nudges:
        for older in records.find(NUDGES_ABOUT, nudge.subject):
            same = (older.kind, older.reader) == (nudge.kind, nudge.reader)
            if same and older.round is not None:
                renew(records, older.round)  # it gives way to this one
        sent = msgspec.structs.replace(
            nudge, state=NudgeState.SENT, round=name, settled_at=now
        )
        records.put(NUDGES, sent)
    asked_for = all(nudge.kind is NudgeKind.HOUR_BEFORE for nudge in nudges)
    tell(
        records,
        NoticeKind.NUDGES_ASKED_FOR if asked_for else NoticeKind.NUDGES,
        reader=reader.person,
        subject=name,
        school=reader.school,
        not_before=now,
        not_after=max(nudge.not_after for nudge in nudges),
    )


def _just_after(now: datetime) -> datetime:
    return now + datetime.resolution
