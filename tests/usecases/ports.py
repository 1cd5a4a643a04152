"""Ports that send nothing anywhere: what would be sent is recorded."""

from itertools import count

from bot.bank_holidays import EnglandHolidays
from bot.keys import new_key
from bot.messages import gather
from bot.ports.bundle import Ports
from bot.ports.store import Store
from bot.sandbox.clock import StillClock
from bot.sandbox.recording import AtOnce, RecordingFiles, RecordingMessenger
from bot.vault import KeyVault


def ports_on(store: Store, clock: StillClock) -> Ports:
    """Return ports with a key and a row of ids of their own."""
    numbers = count(1)
    return Ports(
        store=store,
        clock=clock,
        messenger=RecordingMessenger(clock),
        files=RecordingFiles(),
        bank_holidays=EnglandHolidays(),
        background=AtOnce(),
        vault=KeyVault([new_key()]),
        gather=gather,
        spare_vault=KeyVault([]),
        new_id=lambda: f"id-{next(numbers)}",
    )
