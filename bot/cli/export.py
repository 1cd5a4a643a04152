"""`ectbot export`: what a school holds, as files to take along."""

import os
import secrets
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot.app import open_store_of
from bot.cli.ending import faults_in_words
from bot.clock import system_now
from bot.config import load_settings
from bot.documents.export_files import export_files
from bot.domain.kernel.record import SchoolId, TeamId
from bot.ports.store import Store, StoreFault
from bot.private_files import new_private_file
from bot.results.data_protection.exports import SchoolExport
from bot.usecases.data_protection.exporting import export_school, schools_in
from bot.usecases.data_protection.removing_people import Occasion

_WHO_MAY = (
    "It holds names, dates and hours of single people, for the school's induction "
    "tutors. Keep it where nobody else reads it, and delete it when it is done with."
)


def export(
    school: Annotated[str, typer.Argument(help="The school's id, from its file.")],
    to: Annotated[
        Path | None, typer.Option(help="The folder to make; else export-SCHOOL.")
    ] = None,
) -> None:
    """Write a school's records to files, without notes and concerns.

    With a data file, stop the bot first. You get one JSON file with everything,
    one CSV file for each table, and tinydb.json, which TinyDB opens and queries.
    Two queries: who mentors whom now, and what was held since a day.

    .venv/bin/python -c 'from tinydb import TinyDB, where; print(TinyDB(
    "export-SCHOOL/tinydb.json", access_mode="r").table("pairings").search(
    where("ends_on") == None))'

    .venv/bin/python -c 'from tinydb import TinyDB, where; print(TinyDB(
    "export-SCHOOL/tinydb.json", access_mode="r").table("sessions").search(
    (where("state") == "held") & (where("starts_at") >= "2026-11-01")))'
    """
    folder = to or Path(f"export-{school}")
    with faults_in_words(OSError, first="Nothing was written: "):
        with closing(open_store_of(load_settings())) as store:
            if folder.exists():
                raise FileExistsError(f"{folder} is there already")
            found = _exported(store, SchoolId(school))
        _write(folder, export_files(found))
    rows = sum(len(table.rows) for table in found.tables)
    typer.echo(f"{rows} records of {found.school}: {folder}")
    typer.echo(_WHO_MAY)


def _exported(store: Store, school: SchoolId) -> SchoolExport:
    there = {one: team for team in store.teams() for one in schools_in(store, team)}
    if school not in there:
        known = ", ".join(sorted(there)) or "none yet"
        raise StoreFault(f"There is no school {school}. There are: {known}.")
    occasion = Occasion(system_now(), lambda: secrets.token_hex(8))
    return export_school(store, TeamId(there[school]), school, occasion=occasion)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder for its owner alone, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".export-", dir=folder.parent) as unfinished:
        whole = Path(unfinished) / "whole"
        whole.mkdir(mode=0o700)
        for name, content in files.items():
            with os.fdopen(new_private_file(whole / name), "wb") as file:
                file.write(content)
        whole.rename(folder)
