"""Workspaces that install the bot and that remove it; each keeps to itself."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from bot.domain.kernel.record import MACHINE, TeamId
from bot.domain.operations.installations import (
    STATE_GOOD_FOR,
    Installation,
    InstallState,
)
from bot.ports.bundle import Ports
from bot.ports.kinds import INSTALL_STATES, INSTALLATIONS, SWEEPS, THE_ONE
from bot.ports.store import Store
from bot.ports.vault import Place, Vault
from bot.usecases.reminders.daily_run import await_daily_runs_of


@dataclass(frozen=True, slots=True)
class InstalledBot:
    """The bot as one workspace has it."""

    token: str = field(repr=False)
    user: str
    bot_id: str
    scopes: Sequence[str]


def new_state(ports: Ports) -> str:
    """Return a fresh word for one installation; reads nobody else's."""
    until = ports.clock.now() + STATE_GOOD_FOR
    state = secrets.token_urlsafe(32)
    with ports.store.transaction(MACHINE) as records:
        records.add(INSTALL_STATES, InstallState(state=state, until=until))
    return state


def forget_old_states(ports: Ports) -> int:
    """Forget the words that nobody brought back in time; return how many."""
    now = ports.clock.now()
    with ports.store.transaction(MACHINE) as records:
        late = [one for one in records.every(INSTALL_STATES) if not one.is_good(now)]
        for one in late:
            records.remove(INSTALL_STATES, one.state)
    return len(late)


def use_state(ports: Ports, state: str) -> bool:
    """Use a word up; False for one that is unknown, used or too old."""
    with ports.store.transaction(MACHINE) as records:
        kept = records.get(INSTALL_STATES, state)
        records.remove(INSTALL_STATES, state)
        return kept is not None and kept.is_good(ports.clock.now())


def install(ports: Ports, team: TeamId, bot: InstalledBot) -> None:
    """Keep a workspace's installation, in place of an earlier one; raises NoKey."""
    token = ports.vault.seal(bot.token, _token_of(team))
    with ports.store.transaction(team) as records:
        records.put(
            INSTALLATIONS,
            Installation(
                bot_token=token,
                bot_user=bot.user,
                bot_id=bot.bot_id,
                scopes=tuple(bot.scopes),
                installed_at=ports.clock.now(),
            ),
        )
    await_daily_runs_of(ports, team)


def uninstall(ports: Ports, team: TeamId, at: datetime) -> bool:
    """Forget a workspace's token, and make no more reminders there.

    The school's records stay: somebody may have removed the bot by mistake, and they
    are the school's. What waits to be sent is sent after a new installation, or comes
    too late. False where the word of it came after a newer installation.
    """
    with ports.store.transaction(team) as records:
        kept = records.get(INSTALLATIONS, THE_ONE)
        # Slack tells whole seconds.
        if kept is not None and kept.installed_at.replace(microsecond=0) > at:
            return False
        if kept is not None:
            records.put(INSTALLATIONS, msgspec.structs.replace(kept, bot_token=None))
        for sweep in list(records.every(SWEEPS)):
            records.remove(SWEEPS, sweep.school)
        return True


def bot_of(store: Store, vault: Vault, team: TeamId) -> InstalledBot | None:
    """Return the bot of a workspace; None where it is not installed, or sealed."""
    with store.reading(team) as records:
        kept = records.get(INSTALLATIONS, THE_ONE)
    sealed = kept.bot_token if kept else None
    token = vault.opened(sealed, _token_of(team)) if sealed else None
    if kept is None or token is None:
        return None
    return InstalledBot(token, kept.bot_user, kept.bot_id, kept.scopes)


def _token_of(team: TeamId) -> Place:
    return Place(team, INSTALLATIONS.name, THE_ONE, "bot_token")
