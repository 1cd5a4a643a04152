"""`ectbot roster`: a list of people from a CSV file, looked at first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_store_of, open_vault
from bot.cli.ending import cannot_go_on
from bot.cli.private_outcome import write_privately
from bot.cli.serving import bot_of, workspace_meant
from bot.config import BadSettings, load_settings
from bot.documents.roster_csv import Sheet, corrected_csv, read_csv
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import PersonId, SchoolId, TeamId
from bot.domain.school.profile import School
from bot.keys import BadKey
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import SCHOOLS
from bot.ports.store import StoreFault
from bot.results.people.pages import FileChecked
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people.list_file import apply_rows, check_rows


def roster(
    file: Annotated[Path, typer.Argument(help="The list, as a CSV file.")],
    school: Annotated[
        str, typer.Option(help="The school's id, where there are several.")
    ] = "",
    by: Annotated[
        str,
        typer.Option(help="Your Slack member ID; else the school's contact."),
    ] = "",
    team: Annotated[
        str, typer.Option(help="The workspace, T…, where the bot serves several.")
    ] = "",
    *,
    apply: Annotated[
        bool, typer.Option("--apply", help="Enter it; else it is only checked.")
    ] = False,
) -> None:
    """Check a list of people; with --apply, enter it. Stop the bot first."""
    try:
        sheet = read_csv(_bytes_of(file))
        with _opened(team) as (ports, workspace):
            at = _school(ports, workspace, SchoolId(school))
            actor = Actor(workspace, PersonId(by) if by else at.ask)
            found, read = check_rows(ports, actor, at.id, sheet.rows)
            _say(
                replace(
                    found,
                    ignored=sheet.ignored,
                    doubtful=sheet.doubtful,
                    garbled=sheet.garbled,
                )
            )
            if read.faults:
                _write_corrected(file, sheet, read.faults)
            if not read.is_fine:
                raise typer.Exit(1)
            _apply(ports, actor, sheet, found, really=apply)
    except Refusal as refusal:
        raise cannot_go_on(f"Nothing was changed. {refusal.sentence}") from None
    except (BadSettings, BadKey, StoreFault) as fault:
        raise cannot_go_on(str(fault)) from None


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise cannot_go_on(f"{file} cannot be read: {fault.strerror}.") from None


def _apply(
    ports: Ports, actor: Actor, sheet: Sheet, found: FileChecked, *, really: bool
) -> None:
    if not found.added and not found.changed:
        typer.echo("All of it is in the list already.")
    elif not really:
        typer.echo("Nothing has been changed. To apply it: the same with --apply")
    else:
        if sheet.doubtful or sheet.garbled:
            typer.confirm(
                "Are the letters above right? If not, put them right and save it as "
                "CSV UTF-8.",
                abort=True,
            )
        once = Delivery(f"roster:{ports.new_id()}")
        done = apply_rows(ports, actor, sheet.rows, shown=found, delivery=once)
        typer.echo(f"Applied: {done.facts}.")


def _say(found: FileChecked) -> None:
    typer.echo(f"{found.rows} rows read.")
    for title, lines in (("Added", found.added), ("Changed", found.changed)):
        for line in lines:
            typer.echo(f"{title}: {line}")
    for number, name, said in found.faults:
        typer.echo(f"Row {number}, {name or 'no name'}: {said}", err=True)
    for said in found.general:
        typer.echo(said, err=True)
    for cell in found.doubtful:
        typer.echo(f"Letters guessed: {cell}")
    for cell, meant in found.garbled:
        typer.echo(f"Letters that may be saved twice over: {cell}. Is it {meant}?")
    if found.ignored:
        typer.echo(f"Columns that are not read: {', '.join(found.ignored)}.")


def _write_corrected(
    file: Path, sheet: Sheet, faults: Mapping[int, Sequence[str]]
) -> None:
    beside = file.with_name(f"{file.stem}-to-correct.csv")
    try:
        write_privately(beside, corrected_csv(sheet, faults))
    except OSError as fault:
        raise cannot_go_on(f"{beside} cannot be written: {fault.strerror}.") from None
    typer.echo(f"The same rows, with what is wrong in each: {beside}", err=True)


@contextmanager
def _opened(team: str) -> Iterator[tuple[Ports, TeamId]]:
    """Open the bot's records, of the workspace that is meant."""
    settings = load_settings()
    vault = open_vault(settings)
    bot = bot_of(settings, open_store_of(settings), vault)
    try:
        yield bot.ports, workspace_meant(settings, bot.ports.store, team)
    finally:
        bot.stop()


def _school(ports: Ports, team: TeamId, wanted: SchoolId) -> School:
    """Return the school that is meant; raises Refusal."""
    with ports.store.reading(team) as records:
        schools = list(records.every(SCHOOLS))
    found = [one for one in schools if wanted in {"", one.id}]
    if len(found) == 1:
        return found[0]
    if not schools:
        raise Refusal("No school has been set up yet: `/ect setup`, or ectbot school.")
    names = ", ".join(one.id for one in schools)
    raise Refusal(f"Which school? Add --school with one of: {names}.")
