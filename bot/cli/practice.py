"""`ectbot try` and `ectbot rehearse`: the bot with made-up people, away from Slack."""

import logging
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.cli.checking import require_zone
from bot.cli.ending import cannot_go_on, reason_of, refused_port
from bot.cli.stopping import end, stop_asked_for, wait_for
from bot.config import BadSettings, tokens_present
from bot.keys import BadKey
from bot.ports.store import StoreFault
from bot.school_files import BadSchoolFile, read_school_file

_FILES_AT_ONCE, _RAISED_TO = 64, 256


def try_it(
    port: Annotated[
        int, typer.Option(help="The page's port.", min=0, max=65535)
    ] = 8123,
    data: Annotated[
        Path | None, typer.Option(help="A folder to keep what you do in.")
    ] = None,
    *,
    open_page: Annotated[bool, typer.Option("--open/--no-open")] = True,
    empty: Annotated[
        bool, typer.Option("--empty", help="No school yet: practise setting one up.")
    ] = False,
) -> None:
    """Open a practice workspace with an example school, without Slack."""
    logs.set_up(level=logging.WARNING)  # what matters stands on the page
    require_zone()
    _require_files()
    from bot.sandbox.clock import RealTokenPresent  # noqa: PLC0415 - not for `run`
    from bot.sandbox.rehearsal import Rehearsal  # noqa: PLC0415 - same
    from bot.sandbox.workspace import CannotListen  # noqa: PLC0415 - same

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
                _keep_open(opened, rehearsal.workspace.url, show=open_page)
        except (BadSettings, StoreFault, BadKey, RealTokenPresent) as fault:
            raise cannot_go_on(str(fault)) from None
        except CannotListen as fault:
            hint = f"Try another: --port {port + 1}"
            raise cannot_go_on(f"{refused_port(port, fault)} {hint}") from None
        except OSError as fault:
            raise cannot_go_on(
                f"The practice workspace cannot be opened: {reason_of(fault)}."
            ) from None


def _require_files() -> None:
    """End the command where the system lets too few files be open at once."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= most < _FILES_AT_ONCE:  # less than 0 is no limit
        raise cannot_go_on(
            f"Only {most} files may be open at once, and the practice workspace takes "
            f"more. Raise the limit, and try again: ulimit -n {_RAISED_TO}"
        )


def _keep_open(opened: ExitStack, url: str, *, show: bool) -> None:
    stopped = stop_asked_for()
    typer.echo(f"The practice workspace is open at {url}")
    typer.echo("Press Ctrl+C to close it.")
    if show:
        webbrowser.open(url)
    wait_for(stopped)
    end(opened.close)


def rehearse(
    file: Annotated[
        Path | None,
        typer.Argument(help="The school's YAML file; else an example."),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="The folder for the report and the picture.")
    ] = Path("rehearsal"),
    seed: Annotated[
        int | None, typer.Option(help="Another number makes up another year.")
    ] = None,
) -> None:
    """Show what would be sent in a year, to made-up staff. Sends nothing."""
    logs.set_up(level=logging.WARNING)  # each of its days would tell of itself
    require_zone()
    from bot.sandbox.year.picture import as_svg  # noqa: PLC0415 - not for `run`
    from bot.sandbox.year.report import as_csv, counted  # noqa: PLC0415 - same
    from bot.sandbox.year.running import SEED, run_year  # noqa: PLC0415 - same

    try:
        entry = read_school_file(file) if file else None
        with _writing_to(out):
            out.mkdir(parents=True, exist_ok=True)
        typer.echo("A year is being rehearsed. Nothing is sent.")
        year = run_year(SEED if seed is None else seed, entry)
    except BadSchoolFile as fault:
        raise cannot_go_on(str(fault)) from None
    except OSError as fault:
        raise cannot_go_on(f"No year can be rehearsed: {reason_of(fault)}.") from None
    with _writing_to(out):
        # With a mark at its start, so that spreadsheets read it as UTF-8.
        (out / "report.csv").write_text(as_csv(year), encoding="utf-8-sig")
        (out / "year.svg").write_text(as_svg(year), encoding="utf-8")
    for reader, kinds in counted(year).items():
        said = ", ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        typer.echo(f"{reader}: {said}")
    typer.echo(f"Each message: {out / 'report.csv'}. A calendar: {out / 'year.svg'}.")


@contextmanager
def _writing_to(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise cannot_go_on(f"{out} cannot be written: {fault.strerror}.") from None
