"""`ectbot erase`, `ectbot retain`, `ectbot hold`: counted first, done when asked."""

import secrets
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_store_of, open_vault
from bot.cli.ending import cannot_go_on, faults_in_words
from bot.cli.private_outcome import PlaceForCertificate
from bot.cli.remaining import leave_alone, outside, set_aside_here, take_out_of
from bot.clock import system_now
from bot.config import Settings, load_settings
from bot.domain.data_protection.legal_holds import Because
from bot.domain.kernel.record import PersonId, TeamId
from bot.ports.kinds import ALL_KINDS
from bot.ports.store import Store
from bot.results.data_protection.erasing import Cleared, Found
from bot.store.data_file.compacting import write_anew
from bot.usecases.data_protection.erasing import CannotErase, HowErased, erase
from bot.usecases.data_protection.legal_holds import hold, holds, release
from bot.usecases.data_protection.removing_people import Occasion
from bot.usecases.data_protection.retention_deleting import retain
from bot.views.data_protection.certificate import (
    certificate,
    counted,
    place_of,
    remains_of,
)

_APPLY = typer.Option("--apply", help="Do it. Without this, it only says how much.")

_TO = typer.Option(help="The folder for the certificate; else this one.")


_OLD = "what is over time"


class Names(StrEnum):
    """What becomes of the person's name in words that others wrote."""

    ASK = "ask"
    LEAVE = "leave"
    REPLACE = "replace"


def erase_person(
    person: Annotated[str, typer.Argument(help="Their Slack id, such as U012AB3CD.")],
    *,
    named: Annotated[
        str,
        typer.Option(help="Their name, if the school's list no longer has it."),
    ] = "",
    also_notes: Annotated[
        bool,
        typer.Option(
            "--also-notes",
            help="Take a mentor's notes as well; else they stay with their ECTs, "
            "without the mentor's name.",
        ),
    ] = False,
    names: Annotated[
        Names | None,
        typer.Option(
            help="Their name in words that others wrote: be asked about each place, "
            "leave it, or replace it. At a terminal you are asked, else it is left."
        ),
    ] = None,
    apply: Annotated[bool, _APPLY] = False,
    to: Annotated[Path, _TO] = Path(),
) -> None:
    """Erase a person from all records. Stop the bot first."""
    chosen = names or (Names.ASK if sys.stdin.isatty() else Names.LEAVE)
    with _opened() as (settings, store):
        vault = open_vault(settings)

        def take(of: Store, team: TeamId, how: HowErased, *, apply: bool) -> Cleared:
            occasion = _occasion()
            return erase(
                of,
                team,
                PersonId(person),
                occasion=occasion,
                vault=vault,
                how=how,
                apply=apply,
            )

        usual = HowErased(
            also_named=named,
            also_notes=also_notes,
            replaces=lambda _found: chosen is Names.REPLACE,
            in_concerns=chosen is Names.REPLACE,
        )
        # Whatever can be refused is refused here, before anything is asked or done.
        told = {team: take(store, team, usual, apply=False) for team in store.teams()}
        aside = set_aside_here(settings)
        if not apply:
            for cleared in told.values():
                typer.echo(counted(cleared))
            for path in aside:
                typer.echo(f"Set aside by a restore, and gone through as well: {path}")
            return
        how = usual
        if chosen is Names.ASK:
            found = [one for cleared in told.values() for one in cleared.found]
            how = _as_asked(usual, found)
        _each(
            store,
            lambda store, team: take(store, team, how, apply=True),
            f"Erasure of {person}",
            to=to,
            aside=lambda: [
                take_out_of(
                    path,
                    lambda of, team: take(of, team, _at_rest(how), apply=True),
                    "the person",
                    settings=settings,
                )
                for path in aside
            ],
            remains=lambda cleared, gone_through: [
                *remains_of(cleared, in_concerns=how.in_concerns),
                *gone_through,
                *outside(settings),
            ],
        )
    _leave_no_traces(settings)


def _at_rest(how: HowErased) -> HowErased:
    return replace(how, is_set_aside=True)


def _as_asked(how: HowErased, found: Sequence[Found]) -> HowErased:
    """Ask about each place, and once about what is not told of."""
    gone = set[Found]()
    for number, one in enumerate(found, start=1):
        where = f"{number} of {len(found)}: {place_of(one)}. Take the name out?"
        if typer.confirm(where, default=False):
            gone.add(one)
    in_concerns = typer.confirm(
        "Other people's concerns can name this person; you are not told whether there "
        "are any. Take the name out of their words?",
        default=False,
    )
    return replace(how, replaces=gone.__contains__, in_concerns=in_concerns)


def retain_all(
    *, apply: Annotated[bool, _APPLY] = False, to: Annotated[Path, _TO] = Path()
) -> None:
    """Delete what has been kept for long enough. Stop the bot first."""

    def take(store: Store, team: TeamId) -> Cleared:
        return retain(store, team, occasion=_occasion(), apply=apply)

    with _opened() as (settings, store):
        aside = set_aside_here(settings)
        if not apply:
            for team in store.teams():
                typer.echo(counted(take(store, team)))
            for path in aside:
                typer.echo(f"Set aside by a restore, and gone through as well: {path}")
            return
        # Whom it holds now stands in no file of then.
        is_held = any(holds(store, team) for team in store.teams())
        go_through = (
            leave_alone
            if is_held
            else partial(take_out_of, take=take, what=_OLD, settings=settings)
        )
        _each(
            store,
            take,
            "Retention",
            to=to,
            aside=lambda: [go_through(path) for path in aside],
            remains=lambda _, gone_through: [*gone_through, *outside(settings)],
        )
    _leave_no_traces(settings)


def hold_person(
    person: Annotated[
        str, typer.Argument(help="Their Slack id; else all holds are listed.")
    ] = "",
    because: Annotated[
        Because | None,
        typer.Option(help="Why nothing of theirs may be deleted."),
    ] = None,
    *,
    ended: Annotated[bool, typer.Option("--release", help="End the hold.")] = False,
) -> None:
    """Keep a person's records from being deleted. Stop the bot first."""
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
    store: Store,
    take: Callable[[Store, TeamId], Cleared],
    what: str,
    *,
    to: Path,
    aside: Callable[[], list[str]],
    remains: Callable[[Cleared, list[str]], list[str]],
) -> None:
    """Do it *aside* and in each workspace, say what was done, and write certificates.

    What can be refused is refused first; run again, it goes on where it stopped.
    """
    with ExitStack() as room:
        places = {team: _place_in(to, room) for team in store.teams()}
        gone_through = aside()
        for team, place in places.items():
            cleared = take(store, team)
            typer.echo(counted(cleared))
            if cleared.is_done:
                text = certificate(
                    cleared,
                    what,
                    at=system_now(),
                    workspace=team,
                    remains=remains(cleared, gone_through),
                )
                hand_over(place, cleared.certificate, text)


def _leave_no_traces(settings: Settings) -> None:
    """Write the records anew, once nobody has them open here."""
    with faults_in_words():
        if settings.database is None:
            write_anew(settings.data_file)
            return
        from bot.store.postgres.vacuuming import write_tables_anew  # noqa: PLC0415 - not for a school

        write_tables_anew(settings.database, ALL_KINDS)


def _place_in(folder: Path, room: ExitStack) -> PlaceForCertificate:
    try:
        place = PlaceForCertificate(folder)
    except OSError as fault:
        raise cannot_go_on(
            f"The certificate cannot be written into {folder} ({fault.strerror}), so "
            "nothing was deleted. Name another folder with --to."
        ) from None
    room.callback(place.leave)
    return place


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
    with faults_in_words(CannotErase, OSError, sqlite3.Error):
        settings = load_settings()
        with closing(open_store_of(settings)) as store:
            yield settings, store


def _occasion() -> Occasion:
    return Occasion(system_now(), lambda: secrets.token_hex(8))
