"""The timetable of jobs: APScheduler as an alarm clock, the store as the memory."""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC
from threading import Event, Thread
from time import monotonic

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.domain.kernel.record import TeamId
from bot.domain.operations.heartbeats import Heartbeat
from bot.ports.bundle import Ports
from bot.ports.kinds import CLAIMS_BY_AGE, ROSTER_CHANGES_BY_AGE
from bot.usecases.concerns.clock import run_concern_clock
from bot.usecases.data_protection.retention_asking import see_to_what_is_past
from bot.usecases.kernel.audit import audit_head
from bot.usecases.kernel.batches import each_in_turn
from bot.usecases.kernel.claims import CLAIMS_KEPT, forget_old_claims
from bot.usecases.kernel.faults import told_fault
from bot.usecases.operations.installing import forget_old_states
from bot.usecases.operations.job_watch import keep_heartbeats
from bot.usecases.people.account_check import check_people
from bot.usecases.people.roster_writing import CHANGES_KEPT, forget_old_changes
from bot.usecases.planning.hours_recheck import recheck_hours
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from scheduler.every import Every
from scheduler.job import Job, Row
from scheduler.outbox import Outbox
from scheduler.uptime_clock import UptimeClock

log = logging.getLogger(__name__)

_MINUTE, _HOUR, _DAY = 60, 60 * 60, 24 * 60 * 60
LOOK_EVERY_SECONDS = 5
_KEEP_EVERY_SECONDS = 15  # how soon a store that takes nothing more is noticed
_KEEP_AGAIN_SECONDS = 1.0  # and one that takes something again
_BLIND_AFTER_SECONDS = 60


def rows(
    ports: Ports, outbox: Outbox, back_up: Callable[[], object] | None = None
) -> tuple[Row, ...]:
    """Return all jobs: each with its name, how often it runs and within what time."""
    backups = (Row("backup", back_up, _HOUR, 10 * _MINUTE),) if back_up else ()
    return (
        Row("deliver", outbox.deliver, every_seconds=5, within_seconds=180),
        Row("concerns", lambda: run_concern_clock(ports), _MINUTE, _MINUTE),
        Row("schools", lambda: await_daily_runs(ports), _HOUR, 5 * _MINUTE),
        Row("nudges", lambda: _nudge(ports), 30, _MINUTE),
        Row("hours", lambda: recheck_hours(ports), _HOUR, 5 * _MINUTE),
        # Asks Slack about one person after the other.
        Row("people", lambda: check_people(ports), _DAY, _HOUR),
        Row("retention", lambda: see_to_what_is_past(ports), _HOUR, _HOUR),
        Row("forget", lambda: _forget(ports), _HOUR, _MINUTE),
        Row("witness", lambda: _witness(ports), _DAY, 5 * _MINUTE),
        *backups,
    )


class Timetable:
    """Rings for the jobs, and watches over them.

    APScheduler rings by the wall clock: a run that comes late comes once (its default
    drops one that is a second late), and after the clock was set back an hour it would
    ring for nothing for that hour. So whatever it leaves out the watch rings for, which
    has a thread and a steady clock of its own.
    """

    def __init__(
        self,
        jobs: Iterable[Row],
        ports: Ports,
        *,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._ports = ports
        self._look_every = look_every_seconds
        self._awake = UptimeClock(2 * look_every_seconds)
        self._jobs = {row.name: Job(row, ports, self._awake) for row in jobs}
        self._process = ""
        self.keeps_heartbeats = True  # False: the store did not take the last ones
        self._alarm = BackgroundScheduler(
            timezone=UTC,
            executors={"default": DebugExecutor()},  # on its own thread: ringing is all
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": None,
            },
        )
        for job in self._jobs.values():
            self._alarm.add_job(job.ring, _trigger(job.row), id=job.row.name)
        self._kept: list[tuple[object, ...]] = []
        self._kept_at = 0.0
        self._is_stopped = Event()
        self._watch = Thread(target=self._watch_over, name="job watch", daemon=True)

    def start(self, process: str = "") -> None:
        """Begin to ring and to watch, as this one of several processes."""
        self._process = process
        self._alarm.start()
        self._watch.start()

    def stop(self, until: float) -> None:
        """Begin no more runs; wait for those under way, until a steady moment."""
        self._is_stopped.set()
        if self._alarm.running:
            self._alarm.shutdown(wait=False)
        for job in self._jobs.values():
            job.stop(until)
        if self._watch.is_alive():
            self._watch.join(max(0, until - monotonic()))

    def health(self) -> tuple[bool, dict[str, dict[str, object]]]:
        """Return whether all jobs are well, and how each is; touches no store."""
        is_blind = self._awake.unseen_seconds() > _BLIND_AFTER_SECONDS
        jobs = {name: job.health() for name, job in self._jobs.items()}
        is_well = not any(job["trouble"] for job in jobs.values())
        has_begun = self._watch.ident is not None
        is_well = is_well and self.keeps_heartbeats
        return is_well and not (has_begun and is_blind), jobs

    def _watch_over(self) -> None:
        while not self._is_stopped.is_set():
            try:
                self._look()
            except Exception as fault:  # noqa: BLE001 - the next look comes soon
                if not self._is_stopped.is_set():
                    self.keeps_heartbeats = False
                    told = {"fault": told_fault(fault)}
                    log.error("the job watch met a fault", extra=told)  # noqa: TRY400 - no words
            soon = min(self._look_every, _KEEP_AGAIN_SECONDS)
            self._is_stopped.wait(self._look_every if self.keeps_heartbeats else soon)

    def _look(self) -> None:
        self._awake.look()
        for name, job in self._jobs.items():
            if job.look():
                self._alarm.reschedule_job(name, trigger=_trigger(job.row))
                job.ring()
        heartbeats = [job.heartbeat() for job in self._jobs.values()]
        news = [_news(heartbeat) for heartbeat in heartbeats]
        now = self._awake.seconds()
        if news != self._kept or now - self._kept_at >= _KEEP_EVERY_SECONDS:
            keep_heartbeats(self._ports, heartbeats, process=self._process)
            self._kept, self._kept_at = news, now
            self.keeps_heartbeats = True


def _news(heartbeat: Heartbeat) -> tuple[object, ...]:
    """Return what of a heartbeat is kept at once, and not with the next minute."""
    return heartbeat.trouble, heartbeat.since, heartbeat.well_since


def _trigger(row: Row) -> Every:
    return Every(row.every_seconds, row.jitter_seconds)


def _nudge(ports: Ports) -> None:
    # A school that cannot be swept keeps nobody's reminders back.
    each_in_turn((run_day, send_due_nudges), lambda run: run(ports))


def _forget(ports: Ports) -> None:
    all_that = (_forget_claims, _forget_changes, forget_old_states)
    each_in_turn(all_that, lambda run: run(ports))


def _forget_claims(ports: Ports) -> int:
    now = ports.clock.now()

    def forget(team: TeamId) -> int:
        with ports.store.transaction(team) as records:
            return forget_old_claims(records, now)

    teams = ports.store.teams_with(CLAIMS_BY_AGE, below=now - CLAIMS_KEPT)
    return each_in_turn(teams, forget)


def _forget_changes(ports: Ports) -> int:
    now = ports.clock.now()

    def forget(team: TeamId) -> int:
        with ports.store.transaction(team) as records:
            return forget_old_changes(records, now)

    teams = ports.store.teams_with(ROSTER_CHANGES_BY_AGE, below=now - CHANGES_KEPT)
    return each_in_turn(teams, forget)


def _witness(ports: Ports) -> None:
    """Have the log, which is kept elsewhere, tell where the audit stood that day."""

    def witness(team: TeamId) -> None:
        head = audit_head(ports, team)
        if head is not None:
            log.info("the audit stands here", extra={"team": team, "audit": head})

    each_in_turn(ports.store.teams(), witness)
