"""The reference pages of the docs, written from the code: commands, settings, rules.

`python -m tests.site.reference` writes them anew; a test holds the pages to the code.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer.main

from bot.cli.commands import cli
from bot.config import Settings
from bot.domain.data_protection.retention import Retention, Tells
from bot.domain.kernel.guidance import LINK, PUBLISHED_ON, RULES, TITLE
from bot.ports.fields import COMMON, PARTS
from bot.ports.purposes import PURPOSES, tells
from bot.views.data_protection.retention import format_keep
from handlers.commands import SUBCOMMANDS
from tests.site.kept_by import KEPT_BY

DOCS = Path(__file__).parents[2] / "docs"
_READ_FROM = (
    "Read from the environment and from `.env`; every fault is named at once at the "
    "start."
)
_NEVER = (
    "What it never does: rate, rank or predict a person; write pass, fail or on track "
    "about an ECT; hold pupils' names, dates of birth, teacher numbers or reasons for "
    "absence; use generative AI; count as evidence for a grant; promise anonymity; "
    "pass a concern on that its writer did not choose to pass on."
)
_ELSEWHERE = (
    "What it leaves to people: the training itself and its materials, which are a "
    "mentor's for as long as they mentor; what a mentor does about a difficulty; "
    "assessment; and all that the guidance for headteachers, induction tutors and "
    "appropriate bodies asks beside this one."
)
_MADE = "<!-- Written by `python -m tests.site.reference` from the code. -->"


def commands() -> str:
    """Return what can be typed in Slack and at the command line."""
    lines = [
        _MADE,
        "# Commands",
        "",
        "## In Slack",
        "",
        (
            "Each can also be typed to the bot in a direct message, without `/ect`. "
            "What goes on like a sentence, such as *time is all I ask for*, is taken "
            "for something said: nothing of it is kept, and the answer shows who to "
            "talk to."
        ),
        "",
        "| what to type | what it does |",
        "|---|---|",
        *(
            f"| `{_cell(usage)}` | {_cell(purpose)} |"
            for row in SUBCOMMANDS
            for usage, purpose in row.usages
        ),
        "",
        "## On the bot's machine",
        "",
        (
            "`ectbot` stands for `.venv/bin/python -m bot`, typed in the program's "
            "folder ([install](install.md)); each command takes `--help`."
        ),
        "",
        "| command | what it does |",
        "|---|---|",
    ]
    for words, command in _walked(typer.main.get_command(cli), "ectbot"):
        lines.append(f"| `{_cell(words)}` | {_cell(_first_line(command))} |")
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Return all that can be set, with the default."""
    lines = [
        _MADE,
        "# Settings",
        "",
        _READ_FROM,
        "",
        "| setting | default | what it is |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        shown = _cell(field.description or "")
        lines.append(f"| `{name.upper()}` | {_default(field.default)} | {shown} |")
    lines += [
        "",
        (
            "Without any key the bot starts and works, keeps no notes or concerns, and "
            "makes no back-ups."
        ),
    ]
    return "\n".join(lines) + "\n"


def guidance() -> str:
    """Return the guidance, rule by rule, with what the bot does about each."""
    day = f"{PUBLISHED_ON.day} {PUBLISHED_ON:%B %Y}"
    lines = [
        _MADE,
        "# The guidance, rule by rule",
        "",
        (
            f"Department for Education, [*{TITLE}*]({LINK}), {day}; it applies to "
            "England. The middle column is our summary: the guidance's own words count."
        ),
        "",
        "| rule | what the guidance says | what ECT Bot does |",
        "|---|---|---|",
        *(
            f"| {each.number} | {_cell(each.says)} | {_cell(KEPT_BY[each.number])} |"
            for each in RULES
        ),
        "",
        _ELSEWHERE,
        "",
        _NEVER,
    ]
    return "\n".join(lines) + "\n"


_OF_PEOPLE = {
    Tells.NOTHING: "",
    Tells.IDS: "id",
    Tells.NAMES: "name",
    Tells.DESCRIBES: "describes",
    Tells.ABSENCE: "absence",
    Tells.WORDS: "words",
}


def what_is_kept() -> str:
    """Return every kind of record with its purpose, its time and its fields."""
    lines = [
        _MADE,
        "# What is kept, and what for",
        "",
        (
            "Every kind of record, and every field of it, with what it is for. A test "
            "fails on a field without a purpose. *Sealed* is encrypted with the "
            "school's [key](keys.md). How long: each school's own settings, with the "
            "defaults shown ([data protection](data-protection.md))."
        ),
        "",
        (
            "The last column says what a field tells of people, and so what becomes of "
            "it at that time. Where the record goes, all of it goes. Where facts or a "
            "concern stay as numbers, an *id* becomes one that leads back to nobody, a "
            "*name*, an *absence* and *words* are emptied, and what merely *describes* "
            "stays, about nobody. A part that tells nothing by itself goes by the "
            "field that it stands in."
        ),
    ]
    for kind, purpose in PURPOSES.items():
        keep = format_keep(purpose.keep, Retention()).replace(
            "you are", "the person is"
        )
        lines += ["", f"## {kind.name}", "", f"{purpose.why} Kept: {keep}.", ""]
        lines += ["| field | what for | of people |", "|---|---|---|"]
        for name, told in tells(kind.record).items():
            said = purpose.purposes.get(name) or COMMON.purposes[name]
            lines.append(f"| `{name}` | {_cell(said)} | {_OF_PEOPLE[told]} |")
    lines += [
        "",
        "## Parts of these",
        "",
        "| part | field | what for | of people |",
        "|---|---|---|---|",
    ]
    for part, fields in PARTS.items():
        for name, said in fields.purposes.items():
            told = fields.tells[name]
            lines.append(f"| {part} | `{name}` | {_cell(said)} | {_OF_PEOPLE[told]} |")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "guidance.md": guidance,
    "what-is-kept.md": what_is_kept,
}


def _walked(command: Any, words: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", {})  # typer brings its own click along
    for name, one in inner.items():
        yield from _walked(one, f"{words} {name}")
    if not inner:
        yield words, command


def _first_line(command: Any) -> str:
    return (command.help or "").strip().split("\n\n")[0].replace("\n", " ")


def _default(value: object) -> str:
    shown = getattr(value, "get_secret_value", lambda: value)()
    return f"`{shown}`" if shown not in {None, ""} else "none"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
