"""The timetable of jobs: APScheduler as an alarm clock, the store as the memory."""

from apscheduler.schedulers.background import BackgroundScheduler

from bot.ports.bundle import Ports
from bot.usecases.claims import forget_old_claims
from bot.usecases.concern_clock import run_concern_clock
from bot.usecases.hours_recheck import recheck_hours
from bot.usecases.nudge_rounds import send_due_nudges
from bot.usecases.nudging import sweep_schools
from bot.usecases.people_check import check_people
from scheduler.outbox import Outbox

DELIVER_EVERY_SECONDS = 5
FORGET_EVERY_MINUTES = 60
CONCERNS_EVERY_SECONDS = 60
NUDGES_EVERY_SECONDS = 30
HOURS_EVERY_MINUTES = 60
PEOPLE_EVERY_HOURS = 24


def timetable(ports: Ports, outbox: Outbox) -> BackgroundScheduler:
    """Draw up the timetable; the caller starts and stops it.

    A job that comes late runs late and once: what is due is in the store, so no run is
    ever missed for good (APScheduler 3.11 drops one that is a second late by default).
    """
    scheduler = BackgroundScheduler(
        timezone="UTC",
        job_defaults={
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": None,
        },
    )
    scheduler.add_job(
        outbox.deliver, "interval", seconds=DELIVER_EVERY_SECONDS, id="deliver"
    )
    scheduler.add_job(
        lambda: run_concern_clock(ports),
        "interval",
        seconds=CONCERNS_EVERY_SECONDS,
        id="concerns",
    )
    scheduler.add_job(
        lambda: _nudge(ports), "interval", seconds=NUDGES_EVERY_SECONDS, id="nudges"
    )
    scheduler.add_job(
        lambda: recheck_hours(ports),
        "interval",
        minutes=HOURS_EVERY_MINUTES,
        id="hours",
    )
    scheduler.add_job(
        lambda: check_people(ports), "interval", hours=PEOPLE_EVERY_HOURS, id="people"
    )
    scheduler.add_job(
        lambda: _forget(ports), "interval", minutes=FORGET_EVERY_MINUTES, id="forget"
    )
    return scheduler


def _nudge(ports: Ports) -> None:
    sweep_schools(ports)
    send_due_nudges(ports)


def _forget(ports: Ports) -> None:
    for team in ports.store.teams():
        with ports.store.transaction(team) as records:
            forget_old_claims(records, ports.clock.now())
