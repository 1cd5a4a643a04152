"""`ectbot doctor`, and what other commands have looked at before they begin."""

import typer

from bot.cli.ending import cannot_go_on
from bot.config import BadSettings, load_settings
from bot.doctor import examine, examine_zone


def doctor() -> None:
    """Check tokens, scopes, records, keys, clock and zone; say what to fix."""
    try:
        settings = load_settings()
    except BadSettings as fault:
        raise cannot_go_on(str(fault)) from None
    findings = examine(settings)
    for finding in findings:
        typer.echo(f"{finding.mark:<6}{finding.sentence}")
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


def require_zone() -> None:
    """End the command where the time zones are not there; no day could be told."""
    zone = examine_zone()
    if not zone.is_fine:
        raise cannot_go_on(zone.sentence)
