"""`ectbot erase`, `ectbot retain`, `ectbot hold`: counted first, done when asked."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_store_of, open_vault
from bot.cli.ending import cannot_go_on, reason_of
from bot.cli.private_outcome import PlaceForCertificate
from bot.clock import system_now
from bot.config import BadSettings, Settings, load_settings
from bot.domain.holds import Because
from bot.domain.record import PersonId, TeamId
from bot.domain.results.erasing import Cleared
from bot.keys import BadKey
from bot.ports.store import Store, StoreFault
from bot.store.compacting import write_anew
from bot.usecases.clearing import Occasion
from bot.usecases.erasing import CannotErase, HowErased, erase
from bot.usecases.holding_back import hold, holds, release
from bot.usecases.retaining import retain
from bot.views.certificate import certificate, counted

_TOLD = (BadSettings, BadKey, StoreFault, CannotErase, OSError, sqlite3.Error)
_APPLY = typer.Option("--apply", help="Do it; without this it is only counted.")

_TO = typer.Option(help="The folder for the certificate; else where you are.")


def erase_person(
    person: Annotated[str, typer.Argument(help="Their Slack id, such as U012AB3CD.")],
    *,
    named: Annotated[
        str, typer.Option(help="Their name, if the school's list has it no more.")
    ] = "",
    also_notes: Annotated[
        bool,
        typer.Option(
            "--also-notes",
            help="Take a mentor's notes as well; else they stay with their ECTs, "
            "without the mentor's name.",
        ),
    ] = False,
    apply: Annotated[bool, _APPLY] = False,
    to: Annotated[Path, _TO] = Path(),
) -> None:
    """Take a person out of everything that is kept; the bot must be stopped."""

    def take(store: Store, team: TeamId) -> Cleared:
        return erase(
            store,
            team,
            PersonId(person),
            occasion=_occasion(),
            vault=open_vault(load_settings()),
            how=HowErased(also_named=named, also_notes=also_notes),
            apply=apply,
        )

    _each(take, f"Erasure of {person}", apply=apply, to=to)


def retain_all(
    *, apply: Annotated[bool, _APPLY] = False, to: Annotated[Path, _TO] = Path()
) -> None:
    """Let go of what is over the school's own times; the bot must be stopped."""
    _each(
        lambda store, team: retain(store, team, occasion=_occasion(), apply=apply),
        "Retention",
        apply=apply,
        to=to,
    )


def hold_person(
    person: Annotated[str, typer.Argument(help="Their Slack id; none lists all.")] = "",
    because: Annotated[
        Because | None, typer.Option(help="What is open: then nothing is deleted.")
    ] = None,
    *,
    ended: Annotated[bool, typer.Option("--release", help="End the hold.")] = False,
) -> None:
    """Keep a person's records from being deleted while something is open."""
    with _opened() as (_settings, store):
        for team in store.teams():
            if person and ended:
                there = release(store, team, PersonId(person))
                typer.echo("The hold has ended." if there else "There was no hold.")
            elif person and because:
                hold(store, team, PersonId(person), because, now=system_now())
            for each in holds(store, team):
                since = f"since {each.since:%d %b %Y}"
                typer.echo(f"{each.person}: {each.because}, {since}")
    if person and not because and not ended:
        raise cannot_go_on("Say why, with --because dispute, appeal or request.")


def _each(
    take: Callable[[Store, TeamId], Cleared], what: str, *, apply: bool, to: Path
) -> None:
    """Do it in each workspace, say what was done, and write certificates.

    What can be refused is refused first; run again, it goes on where it stopped.
    """
    with _opened() as (settings, store):
        for team in store.teams():
            place = _place_in(to, team) if apply else None
            try:
                cleared = take(store, team)
                typer.echo(counted(cleared))
                if place is not None and cleared.is_done:
                    text = certificate(cleared, what, at=system_now(), workspace=team)
                    hand_over(place, cleared.certificate, text)
            finally:
                if place is not None:
                    place.leave()
    if apply and settings.database is None:
        write_anew(settings.data_file)


def _place_in(folder: Path, team: TeamId) -> PlaceForCertificate:
    try:
        return PlaceForCertificate(folder)
    except OSError as fault:
        raise cannot_go_on(
            f"The certificate cannot be written into {folder} ({fault.strerror}), so "
            f"nothing was deleted in workspace {team}. Name another folder with --to."
        ) from None


def hand_over(place: PlaceForCertificate, number: str, text: str) -> None:
    """Write the certificate, or show it where that goes wrong: it is done by now."""
    try:
        typer.echo(f"The certificate: {place.fill(number, text)}")
    except OSError as fault:
        typer.echo(text)
        typer.echo(
            f"This was done, but the certificate could not be written "
            f"({fault.strerror}). It is shown above instead: please keep it.",
            err=True,
        )


@contextmanager
def _opened() -> Iterator[tuple[Settings, Store]]:
    try:
        settings = load_settings()
        with closing(open_store_of(settings)) as store:
            yield settings, store
    except _TOLD as fault:
        raise cannot_go_on(reason_of(fault)) from None


def _occasion() -> Occasion:
    return Occasion(system_now(), lambda: secrets.token_hex(8))
