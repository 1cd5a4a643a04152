"""The command line: parse, call, print."""

import logging
import os
import secrets
import signal
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event, Thread
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from slack_sdk.errors import SlackApiError

from bot import __version__, logs
from bot.app import open_store_of, open_vault
from bot.cli_audit import audit
from bot.cli_backup import backup, restore
from bot.cli_ending import cannot_go_on
from bot.cli_migrate import migrate
from bot.cli_protection import erase_person, hold_person, retain_all
from bot.cli_roster import roster
from bot.cli_serving import bot_of, serving_of, workspace_meant
from bot.cli_terms import terms
from bot.clock import SystemClock
from bot.config import BadSettings, Settings, load_settings, tokens_present
from bot.doctor import examine, examine_zone
from bot.domain.set_up import are_to_be_checked
from bot.ports.store import StoreFault
from bot.school_files import BadSchoolFile, read_school_file
from bot.usecases.faults import told_fault
from bot.usecases.resealing import StillShut, reseal
from bot.usecases.school_set_up import enter_school
from bot.vault import BadKey, make_key_file, put_new_key_first, read_key_file

_END_SECONDS = 4.5

log = logging.getLogger(__name__)

cli = typer.Typer(
    name="ectbot",
    help="The Slack bot that keeps the promise made to early career teachers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they show what people wrote
)


cli.add_typer(audit)
cli.add_typer(migrate)
cli.command()(backup)
cli.command()(roster)
cli.command()(restore)
cli.command()(terms)
cli.command("erase")(erase_person)
cli.command("retain")(retain_all)
cli.command("hold")(hold_person)


def _say_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"ECT Bot {__version__}")
        raise typer.Exit


@cli.callback()
def main(
    *,
    version: Annotated[  # noqa: ARG001 - answered before any command
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Which one this is."
        ),
    ] = False,
) -> None:
    """Set the log up before any command."""
    logs.set_up()


@cli.command("try")
def try_it(
    port: Annotated[int, typer.Option(help="The page's port.")] = 8123,
    data: Annotated[
        Path | None, typer.Option(help="A folder to keep what you do in.")
    ] = None,
    *,
    open_page: Annotated[bool, typer.Option("--open/--no-open")] = True,
    empty: Annotated[
        bool, typer.Option("--empty", help="No school yet: practise setting one up.")
    ] = False,
) -> None:
    """Open a practice workspace with an example school; nothing reaches Slack."""
    logs.set_up(level=logging.WARNING)  # what matters stands on the page
    _require_zone()
    from bot.sandbox.clock import RealTokenPresent  # noqa: PLC0415 - not for `run`
    from bot.sandbox.rehearsal import Rehearsal  # noqa: PLC0415 - same

    with tempfile.TemporaryDirectory() as fresh:
        try:
            path = (data or Path(fresh)) / "practice.db"
            rehearsal = Rehearsal(
                path,
                port=port,
                tokens=tokens_present(),
                welcomed=False,
                empty=empty,
            )
            with ExitStack() as opened:
                opened.enter_context(rehearsal)
                stopped = _stop_asked_for()
                url = rehearsal.workspace.url
                typer.echo(f"The practice workspace is open at {url}")
                typer.echo("Press Ctrl+C to close it.")
                if open_page:
                    webbrowser.open(url)
                stopped.wait()
                _end(opened.close)
        except (StoreFault, BadKey, RealTokenPresent) as fault:
            raise cannot_go_on(str(fault)) from None
        except OSError:
            hint = f"Port {port} cannot be used. Try another: PORT={port + 1}."
            raise cannot_go_on(hint) from None


@cli.command()
def run() -> None:
    """Run the bot against Slack, with the settings from .env."""
    _require_zone()
    try:
        settings = load_settings()
        vault = open_vault(settings)
        store = open_store_of(settings)
    except (BadSettings, BadKey, StoreFault) as fault:
        raise cannot_go_on(str(fault)) from None
    bot = bot_of(settings, store, vault)
    try:
        bot.identify()
        serving = serving_of(settings, bot)
        serving.start()
    except (SlackApiError, OSError) as fault:
        bot.stop()
        said = f"Slack cannot be reached: {_said(fault)}. Run: ectbot doctor"
        raise cannot_go_on(said) from None
    stopped = _stop_asked_for()
    # A data file has one bot; a database may have several.
    bot.start(secrets.token_hex(4) if settings.database else "")
    _say_that_it_runs(has_key=vault.has_key)
    stopped.wait()
    _end(serving.stop, bot.stop)


def _say_that_it_runs(*, has_key: bool) -> None:
    typer.echo("ECT Bot is running. Press Ctrl+C to stop it.")
    if not has_key:
        typer.echo("Notes and concerns cannot be kept without a key. Run: ectbot key")


@cli.command()
def school(
    file: Annotated[Path, typer.Argument(help="The school's YAML file.")],
    team: Annotated[
        str, typer.Option(help="The workspace, T…, where the bot serves several.")
    ] = "",
) -> None:
    """Enter a school, its people and terms; again whenever the file has changed."""
    _require_zone()
    try:
        settings = load_settings()
        entry = read_school_file(file)
        store = open_store_of(settings)
    except (BadSettings, BadSchoolFile, StoreFault) as fault:
        raise cannot_go_on(str(fault)) from None
    try:
        workspace = workspace_meant(settings, store, team)
        today = SystemClock().now().astimezone(ZoneInfo(entry.school.zone)).date()
        entered = enter_school(store, workspace, entry, today=today)
    except (SlackApiError, OSError, StoreFault, BadSettings) as fault:
        raise cannot_go_on(f"Nothing was entered: {_said(fault)}") from None
    finally:
        store.close()
    typer.echo(
        f"{entry.school.name}: {entered.people} people and {entered.ects} ECTs entered."
    )
    confirmed = entry.school.contacts_confirmed_on
    if confirmed is not None and are_to_be_checked(confirmed, today):
        typer.echo(
            f"The safeguarding and wellbeing contacts were last checked on "
            f"{confirmed}. "
            "Please look whether they are right, and change contacts_confirmed_on."
        )
    if entered.gone:
        typer.echo(f"No longer listed: {', '.join(entered.gone)}.")


def _said(fault: Exception) -> str:
    return str(fault.response["error"] if isinstance(fault, SlackApiError) else fault)


@cli.command()
def key(
    *,
    new: Annotated[
        bool, typer.Option("--new", help="Put a fresh key in front of the old ones.")
    ] = False,
) -> None:
    """Make the key that notes and concerns are sealed with, if there is none."""
    try:
        done = _key_made(load_settings(), new=new)
    except (BadSettings, BadKey) as fault:
        raise cannot_go_on(str(fault)) from None
    except OSError as fault:
        raise cannot_go_on(f"No key was made ({fault}).") from None
    typer.echo(done)
    typer.echo(
        "Keep a copy away from the data, such as in the school's password manager: "
        "without the key, notes and concerns are lost for good (docs/keys.md)."
    )


def _key_made(settings: Settings, *, new: bool) -> str:
    path = settings.ectbot_key_file
    if settings.keys:
        if new:
            raise BadKey(
                "The keys are set in ECTBOT_KEYS, so no file was changed. Put a fresh "
                "one in front of them there (docs/keys.md)."
            )
        return "There is a key already, in ECTBOT_KEYS. Nothing was changed."
    if not read_key_file(path):
        make_key_file(path)
        return f"A key was made: {path}"
    if not new:
        return f"There is a key already: {path}. Nothing was changed."
    put_new_key_first(path)
    return (
        f"A fresh key stands first in {path}. Start the bot anew to use it; with the "
        "bot stopped, `ectbot reseal` has it seal what the older keys sealed."
    )


@cli.command("reseal")
def reseal_all() -> None:
    """Seal all notes and concerns anew with the newest key; the bot must be stopped."""
    try:
        settings = load_settings()
        vault = open_vault(settings)
        with closing(open_store_of(settings)) as store:
            done = reseal(store, vault)
    except (BadSettings, BadKey, StoreFault, StillShut) as fault:
        raise cannot_go_on(str(fault)) from None
    typer.echo(
        f"Records sealed with the newest key: {done.records}, workspaces: "
        f"{done.teams}. Older keys open nothing now but back-ups made before."
    )


@cli.command()
def rehearse(
    file: Annotated[
        Path | None, typer.Argument(help="The school's YAML file; else an example.")
    ] = None,
    out: Annotated[
        Path, typer.Option(help="The folder for the report and the picture.")
    ] = Path("rehearsal"),
    seed: Annotated[
        int | None, typer.Option(help="Another number tells another year.")
    ] = None,
) -> None:
    """Show what would be sent in a school year with made-up staff; sends nothing."""
    logs.set_up(level=logging.WARNING)  # each of its days would tell of itself
    _require_zone()
    from bot.sandbox.year.picture import as_svg  # noqa: PLC0415 - not for `run`
    from bot.sandbox.year.report import as_csv, counted  # noqa: PLC0415 - same
    from bot.sandbox.year.running import SEED, run_year  # noqa: PLC0415 - same

    try:
        entry = read_school_file(file) if file else None
        typer.echo("A year is being rehearsed. Nothing is sent.")
        year = run_year(SEED if seed is None else seed, entry)
        out.mkdir(parents=True, exist_ok=True)
        # With a mark at its start, so that spreadsheets read it as UTF-8.
        (out / "report.csv").write_text(as_csv(year), encoding="utf-8-sig")
        (out / "year.svg").write_text(as_svg(year), encoding="utf-8")
    except BadSchoolFile as fault:
        raise cannot_go_on(str(fault)) from None
    except OSError as fault:
        raise cannot_go_on(f"{out} cannot be written: {fault.strerror}.") from None
    for reader, kinds in counted(year).items():
        said = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        typer.echo(f"{reader}: {said}")
    typer.echo(f"Each message: {out / 'report.csv'}. A calendar: {out / 'year.svg'}.")


@cli.command()
def doctor() -> None:
    """Check tokens, scopes, store, keys, clock, zone, and say what to put right."""
    try:
        settings = load_settings()
    except BadSettings as fault:
        raise cannot_go_on(str(fault)) from None
    findings = examine(settings)
    for finding in findings:
        typer.echo(f"{finding.mark:<6}{finding.sentence}")
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


def _stop_asked_for() -> Event:
    """Return what is set when somebody asks the process to end.

    Until then such a signal ends it at once, which loses nothing: a start that waits on
    Slack is not waited for.
    """
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    return stop


def _end(*steps: Callable[[], object]) -> None:
    """Take the steps of stopping; what hangs is not waited for beyond some seconds."""
    ended = Event()

    def take() -> None:
        for step in steps:
            try:
                step()
            except Exception as fault:  # noqa: BLE001 - the other steps are still owed
                log.warning("stopping met a fault", extra={"fault": told_fault(fault)})
        ended.set()

    Thread(target=take, name="stop", daemon=True).start()
    if not ended.wait(_END_SECONDS):
        typer.echo("ECT Bot has ended without waiting for what hangs.", err=True)
        os._exit(1)  # where sys.exit would wait for it


def _require_zone() -> None:
    zone = examine_zone()
    if not zone.is_fine:
        raise cannot_go_on(zone.sentence)
