"""`ectbot school`: a school, its people and terms, from a YAML file."""

from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.app import open_store_of
from bot.bank_holidays import EnglandHolidays
from bot.cli.checking import require_zone
from bot.cli.ending import cannot_go_on
from bot.cli.serving import workspace_meant
from bot.clock import SystemClock
from bot.config import BadSettings, load_settings
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.formatting import format_count
from bot.domain.school.contact_rules import are_to_be_checked
from bot.domain.school.profile import School
from bot.ports.store import OutcomeUnknown, StoreFault
from bot.school_files import BadSchoolFile, read_school_file
from bot.usecases.school.from_file import Entered, enter_school


def school(
    file: Annotated[Path, typer.Argument(help="The school's YAML file.")],
    team: Annotated[
        str, typer.Option(help="The workspace, T…, where the bot serves several.")
    ] = "",
) -> None:
    """Enter a school, its people and terms from a file. Stop the bot first."""
    require_zone()
    try:
        settings = load_settings()
        entry = read_school_file(file)
        store = open_store_of(settings)
    except (BadSettings, BadSchoolFile, StoreFault) as fault:
        raise cannot_go_on(str(fault)) from None
    try:
        workspace = workspace_meant(settings, store, team)
        now = SystemClock().now()
        entered = enter_school(
            store, workspace, entry, now=now, holidays=EnglandHolidays()
        )
    except OutcomeUnknown as fault:
        raise cannot_go_on(str(fault)) from None
    except Refusal as refusal:
        raise cannot_go_on(f"Nothing was entered. {refusal.sentence}") from None
    except (StoreFault, BadSettings) as fault:
        raise cannot_go_on(f"Nothing was entered. {fault}") from None
    finally:
        store.close()
    _tell(entry.school, entered, now.astimezone(ZoneInfo(entry.school.zone)).date())


def _tell(school: School, entered: Entered, today: date) -> None:
    people = format_count(entered.people, "person", "people")
    ects = format_count(entered.ects, "ECT")
    typer.echo(f"{school.name}: {people} and {ects} entered.")
    confirmed = school.contacts_confirmed_on
    if confirmed is not None and are_to_be_checked(confirmed, today):
        typer.echo(
            f"The safeguarding and wellbeing contacts were last checked on "
            f"{confirmed}. "
            "Please look whether they are right, and change contacts_confirmed_on."
        )
    if entered.gone:
        typer.echo(f"No longer listed: {', '.join(entered.gone)}.")
