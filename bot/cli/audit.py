"""`ectbot audit`: whether the record of who did or saw what is whole."""

from typing import Annotated

import typer

from bot.app import stored_rows
from bot.cli.ending import faults_in_words
from bot.config import BadSettings, load_settings
from bot.domain.data_protection.audit import AuditEntry, AuditStart, first_break
from bot.domain.kernel.formatting import format_count
from bot.domain.kernel.record import TeamId
from bot.ports.kinds import AUDIT, AUDIT_STARTS

audit = typer.Typer(
    name="audit",
    help="Check that nobody changed the audit log: who did or saw what.",
    no_args_is_help=True,
)


@audit.callback()
def group() -> None:
    """Take sub-commands, also while there is one alone."""


@audit.command("verify")
def verify(
    known: Annotated[
        str, typer.Option(help="The number and link that an earlier check showed.")
    ] = "",
) -> None:
    """Say whether anything in the audit log was changed, removed or moved."""
    with faults_in_words():
        written_down = _read(known)
        entries, starts = _audits()
    if not entries:
        typer.echo("The audit is empty: nobody has done anything yet.")
    is_whole = True
    for team, found in entries.items():
        wrong = first_break(found, start=starts.get(team), known=written_down)
        is_whole = is_whole and wrong is None
        typer.echo(f"{team}: {wrong or _whole(found, starts.get(team))}")
    if not is_whole:
        raise typer.Exit(1)


def _audits() -> tuple[dict[TeamId, list[AuditEntry]], dict[TeamId, AuditStart]]:
    entries: dict[TeamId, list[AuditEntry]] = {}
    starts = {}
    for team, _kind, _key, record in stored_rows(
        load_settings(), [AUDIT, AUDIT_STARTS]
    ):
        if isinstance(record, AuditEntry):
            entries.setdefault(team, []).append(record)
        elif isinstance(record, AuditStart):
            starts[team] = record
    for found in entries.values():
        found.sort(key=AUDIT.key)
    return entries, starts


def _whole(entries: list[AuditEntry], start: AuditStart | None) -> str:
    last = entries[-1]
    told = f"{format_count(len(entries), 'entry', 'entries')}, all in place. "
    if start is not None:
        told += f"Those before {start.number} were let go on {start.at:%Y-%m-%d}. "
    return (
        f"{told}Keep this elsewhere, to show later that the end was not cut off: "
        f"--known {last.number}:{last.link}"
    )


def _read(known: str) -> tuple[int, str] | None:
    number, _, link = known.partition(":")
    if not known:
        return None
    if not number.isdecimal() or not link:
        raise BadSettings("--known is a number, a colon and a link, as they were told.")
    return int(number), link
