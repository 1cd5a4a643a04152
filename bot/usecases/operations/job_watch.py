"""Keeping how the periodic jobs fare, and telling admins of one that is in trouble."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from bot.domain.kernel.record import MACHINE, TeamId
from bot.domain.operations.heartbeats import (
    QUIET_AFTER,
    Heartbeat,
    JobTrouble,
    worst_of,
)
from bot.domain.outbox.notices import NoticeKind
from bot.ports.bundle import Ports
from bot.ports.deadline import answering_within
from bot.ports.kinds import (
    HEARTBEATS,
    JOB_TROUBLES,
    SCHOOLS,
    TROUBLES_STANDING,
)
from bot.ports.store import Records, Store
from bot.usecases.kernel.batches import each_in_turn
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.outbox.notices import renew
from bot.usecases.outbox.telling_admins import tell_who_sees_to

_A_MINUTE = timedelta(minutes=1)
_KEPT_WITHIN_SECONDS = 5.0  # else the store is in trouble, whatever it may say later


def keep_heartbeats(
    ports: Ports, heartbeats: Sequence[Heartbeat], *, process: str = ""
) -> None:
    """Keep the heartbeats of all jobs there are, and tell of what has changed.

    Each school's admin is told once in a spell of trouble, also across restarts; the
    message is drawn anew when it is over. Of several processes on one database each
    keeps its own heartbeats; those of one that has gone are forgotten.
    """
    own = [msgspec.structs.replace(beat, process=process) for beat in heartbeats]
    with (
        answering_within(_KEPT_WITHIN_SECONDS),
        ports.store.transaction(MACHINE) as records,
    ):
        others = _others(ports, records, process)
        for kept in list(records.every(HEARTBEATS)):
            if kept not in others:
                records.remove(HEARTBEATS, HEARTBEATS.key(kept))
        for heartbeat in own:
            records.put(HEARTBEATS, heartbeat)
    by_job = worst_of([*own, *others])
    is_well = not any(beat.trouble for beat in by_job.values())
    of_all = ports.store.teams_with(TROUBLES_STANDING)
    each_in_turn(
        of_all if is_well else ports.store.teams(),
        lambda team: _keep_team(ports, team, by_job),
    )


def is_at_work(store: Store, now: datetime) -> bool:
    """Whether a bot has kept its heartbeats in a store within the last minute."""
    with store.reading(MACHINE) as records:
        return any(now - beat.seen_at < _A_MINUTE for beat in records.every(HEARTBEATS))


def _others(ports: Ports, records: Records, process: str) -> list[Heartbeat]:
    fresh = ports.clock.now() - QUIET_AFTER
    return [
        beat
        for beat in records.every(HEARTBEATS)
        if beat.process != process and beat.seen_at > fresh
    ]


def _keep_team(ports: Ports, team: TeamId, by_job: dict[str, Heartbeat]) -> None:
    now = ports.clock.now()
    with ports.store.reading(team) as records:
        standing = {found.job: found for found in records.find(TROUBLES_STANDING)}
    fresh = [h for h in by_job.values() if h.trouble and h.job not in standing]
    over = {
        trouble: over_at
        for trouble in standing.values()
        if (over_at := _over_at(by_job.get(trouble.job), now))
    }
    if not fresh and not over:
        return
    with ports.store.transaction(team) as records:
        for trouble, over_at in over.items():
            ended = msgspec.structs.replace(trouble, over_at=over_at)
            records.put(JOB_TROUBLES, ended)
            renew(records, trouble.id)
        for heartbeat in fresh:
            _begin(ports, records, heartbeat, now)


def _over_at(heartbeat: Heartbeat | None, now: datetime) -> datetime | None:
    """Say since when a job's trouble is over; None while it stands."""
    if heartbeat is None:
        return now  # there is no such job any more
    return None if heartbeat.trouble else heartbeat.well_since


def _begin(ports: Ports, records: Records, heartbeat: Heartbeat, now: datetime) -> None:
    assert heartbeat.trouble is not None  # noqa: S101 - that is why it is fresh
    since = heartbeat.since or now
    trouble = JobTrouble(
        id=f"job|{heartbeat.job}|{since:%Y%m%dT%H%M%S%f}",
        job=heartbeat.job,
        trouble=heartbeat.trouble,
        since=since,
    )
    records.put(JOB_TROUBLES, trouble)
    for school in list(records.every(SCHOOLS)):
        calendar = calendar_of(ports, records, school.id)
        kind = NoticeKind.JOB_TROUBLE
        tell_who_sees_to(records, calendar, kind, subject=trouble.id, now=now)
