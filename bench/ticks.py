"""What a tick of the clock costs when nothing is due, in a few schools and in many."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.app import EctBot
from bot.domain.kernel.record import PairingId, PersonId, SchoolId
from bot.domain.people.pairings import Pairing
from bot.domain.reminders.nudges import Sweep
from bot.ports.bundle import Ports
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, PAIRINGS, SCHOOLS, SWEEPS
from bot.sandbox.example_school import STARTS, TEAM, example_school
from bot.store.memory import MemoryStore
from bot.usecases.concerns.clock import run_concern_clock
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.reminders.daily_run import run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges

_PAIRINGS_A_SCHOOL = 3
_TIMES = 300


def idle_ticks(bot: EctBot) -> Iterator[tuple[int, float]]:
    """Yield how many pairings there are, and the seconds of a tick without work."""
    for pairings in (600, 60_000):
        ports = replace(bot.ports, store=_filled(pairings))
        _tick(ports)  # what is looked up once is not the tick's
        began = time.perf_counter()
        for _ in range(_TIMES):
            _tick(ports)
        yield pairings, (time.perf_counter() - began) / _TIMES


def _tick(ports: Ports) -> None:
    assert not run_day(ports)
    assert not send_due_nudges(ports)
    assert not run_concern_clock(ports)
    assert not deliver_due(ports)


def _filled(pairings: int) -> MemoryStore:
    store, school = MemoryStore(ALL_KINDS, ALL_INDEXES), example_school()
    with store.transaction(TEAM) as records:
        for number in range(pairings // _PAIRINGS_A_SCHOOL):
            name = SchoolId(f"school-{number}")
            records.add(SCHOOLS, msgspec.structs.replace(school, id=name))
            records.add(SWEEPS, Sweep(school=name, next_at=STARTS + timedelta(days=1)))
            for place in range(_PAIRINGS_A_SCHOOL):
                pairing = Pairing(
                    id=PairingId(f"{name}/{place}"),
                    school=name,
                    mentor=PersonId(f"U0M{number}-{place}"),
                    ect=PersonId(f"U0E{number}-{place}"),
                    begins_on=STARTS.date(),
                )
                records.add(PAIRINGS, pairing)
    return store
