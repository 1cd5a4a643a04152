"""`ectbot terms`: a school's term dates from a file, looked through first."""

from contextlib import closing
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.app import open_store_of
from bot.cli.ending import cannot_go_on
from bot.clock import SystemClock
from bot.config import BadSettings, load_settings
from bot.documents.term_file import MOST_BYTES, read_term_file
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import SchoolId
from bot.domain.school.term_dates import BadTerms, TermDates, as_list
from bot.ports.store import StoreFault
from bot.usecases.school.term_entry import enter_terms

_ZONE = "Europe/London"


def terms(
    file: Annotated[
        Path, typer.Argument(help="The dates: a calendar (.ics), or a list as text.")
    ],
    *,
    apply: Annotated[
        bool, typer.Option("--apply", help="Enter them. Stop the bot first.")
    ] = False,
    school: Annotated[
        str | None, typer.Option(help="The school's id, where there are several.")
    ] = None,
) -> None:
    """Show the term dates in a file; with --apply, enter them."""
    try:
        read = _read(file)
        typer.echo(as_list(read))
        for remark in read.remarks:
            typer.echo(f"Please look: {remark}")
        if not apply:
            typer.echo("Nothing was changed. To enter these dates, add --apply.")
            return
        with closing(open_store_of(load_settings())) as store:
            entered = enter_terms(store, SchoolId(school) if school else None, read)
    except (BadSettings, StoreFault) as fault:
        raise cannot_go_on(str(fault)) from None
    except Refusal as refusal:
        raise cannot_go_on(refusal.sentence) from None
    names = ", ".join(term.name for term in entered.terms)
    typer.echo(f"{entered.name} now has: {names}.")


def _read(file: Path) -> TermDates:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadTerms(f"{file} has more than the 1 MB that I read.")
        content = file.read_bytes()
    except OSError as fault:
        raise cannot_go_on(f"{file} cannot be read: {fault.strerror}.") from None
    today = SystemClock().now().astimezone(ZoneInfo(_ZONE)).date()
    return read_term_file(content, file.name, today=today)
