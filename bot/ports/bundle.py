"""The bundle of ports that every use case is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.kernel.record import PersonId, TeamId
from bot.domain.outbox.notices import Notice
from bot.ports.bank_holidays import BankHolidays
from bot.ports.clock import Clock
from bot.ports.files import Files
from bot.ports.messenger import Messenger
from bot.ports.store import Reading, Store
from bot.ports.vault import Vault


class Background(Protocol):
    """Runs short errands that wait on Slack, away from the ack path."""

    def run(self, errand: Callable[[], object]) -> None:
        """Run *errand* soon, on another thread; its errors are logged by reference."""

    def read(self, errand: Callable[[], object]) -> None:
        """Do the same with what reads a file, where no short errand has to wait."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: a person in a Slack workspace."""

    team: TeamId
    person: PersonId


class Gather(Protocol):
    """Gathers what a message shows now."""

    def __call__(self, ports: "Ports", records: Reading, notice: Notice, /) -> Any:
        """Return what its kind's view draws; None where there is nothing to show."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a use case may reach."""

    store: Store
    clock: Clock
    messenger: Messenger
    files: Files
    bank_holidays: BankHolidays
    background: Background
    vault: Vault
    gather: Gather  # what each kind of message shows: `bot/messages.py`
    spare_vault: Vault  # of this run alone: for buttons, where there is no key
    new_id: Callable[[], str]  # short, unguessable, unique
    # Where the public reaches the bot over HTTP, without a "/" at its end; "": nowhere.
    public_address: Callable[[], str] = str
