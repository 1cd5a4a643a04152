"""After a restore: what was sent since the back-up is not sent again."""

from datetime import timedelta
from pathlib import Path

from bot.app import EctBot, open_store
from bot.domain.kernel.drafts import SessionDraft
from bot.domain.kernel.record import PairingId
from bot.domain.operations.backups import Keep
from bot.domain.reminders.nudges import NudgeState
from bot.ports.bundle import Actor
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, NUDGES
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import BEN, STARTS, TEAM
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.slack.client import make_client
from bot.store.backups.lifecycle import make_backup, restore_backup
from bot.store.checksums import PLAIN
from bot.usecases.kernel.claims import Delivery
from bot.usecases.sessions.logging import log_session, plan_session
from bot.vault import KeyVault
from scheduler.timetable import rows
from tests.builders import at

KNOWN = (ALL_KINDS, ALL_INDEXES, PLAIN)
MENTOR, PAIRING = Actor(TEAM, BEN), PairingId("pairing-amira")


def run_all(bot: EctBot) -> None:
    for _ in range(2):
        for row in rows(bot.ports, bot.outbox):
            row.run()
        bot.outbox.deliver()


def a_bot(
    data_file: Path, workspace: Workspace, clock: MovableClock, vault: KeyVault
) -> EctBot:
    client = make_client(BOT_TOKEN, workspace.api_url)
    return EctBot(open_store(data_file), client, clock, SIGNING_SECRET, vault=vault)


def draft(local: str) -> SessionDraft:
    return SessionDraft(pairing=PAIRING, starts_at=at(local), minutes=50)


def test_what_was_sent_since_the_back_up_is_not_sent_again(
    bot: EctBot, workspace: Workspace, clock: MovableClock, tmp_path: Path
) -> None:
    place, vault = tmp_path / "ectbot.db", bot.ports.vault
    assert isinstance(vault, KeyVault)
    held = draft("2026-11-10 10:00")
    plan_session(bot.ports, MENTOR, draft("2026-11-13 10:00"), Delivery("plan"))
    logged = log_session(bot.ports, MENTOR, held, Delivery("log"))
    file = make_backup(place, tmp_path, vault, now=clock.now(), keep=Keep(24, 14))
    clock.move_to(at("2026-11-13 16:00"))  # reminders, questions, Friday's digest
    run_all(bot)
    sent = len(workspace.state.messages)
    assert sent > 3
    bot.stop()

    clock.move_to(clock.now() + timedelta(minutes=10))
    restore_backup(file, place, vault, now=clock.now(), known=KNOWN, over=True)
    again = a_bot(place, workspace, clock, vault)
    repeated = log_session(again.ports, MENTOR, held, Delivery("log"))
    assert repeated.facts.session == logged.facts.session  # its claim was kept
    run_all(again)
    assert len(workspace.state.messages) == sent
    with again.ports.store.reading(TEAM) as records:
        states = {nudge.state for nudge in records.every(NUDGES)}
    assert NudgeState.TOO_LATE in states
    clock.move_to(STARTS + timedelta(days=6))
    run_all(again)  # and what falls due from then on is sent
    assert len(workspace.state.messages) > sent
    again.stop()
