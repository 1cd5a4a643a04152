"""The schools of a trust side by side: counts, in no order of merit.

A number is withheld where it could point to a person, and so is one from which such a
number could be worked out: how many met, beside how many there are.
"""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.results.overviews.trust import TrustRow, TrustTable
from bot.views.kernel import ids
from bot.views.kernel.forms import menu, options_of
from bot.views.kernel.message import (
    Message,
    button,
    button_row,
    message,
    sections,
    small_print,
)
from bot.views.kernel.text import escape, shorten
from bot.views.overviews.status import counts_line

_MOST_BUTTONS = 20
_LABEL_MAX_CHARS = 60
_SMALL_PRINT = (
    "Schools are listed by name. Numbers under 5 are withheld, and so are those from "
    "which one could be worked out. A low number is a reason to ask the school, not a "
    "finding. Notes are never shown here, and concerns are in no number."
)


def trust_table(table: TrustTable) -> Message:
    """Draw all schools, a few lines each."""
    heading = f"*Your schools, side by side* ({len(table.rows)})"
    return message(
        heading,
        sections([_lines(row) for row in table.rows]),
        _closer([row for row in table.rows if row.may_look_closer]),
        small_print(_SMALL_PRINT),
        between="\n\n",
    )


def _lines(row: TrustRow) -> str:
    closed = f" · no teaching today: {escape(row.closed)}" if row.closed else ""
    return f"*{escape(row.name)}*{closed}\n{counts_line(row.counts)}"


def _closer(rows: Sequence[TrustRow]) -> list[Block]:
    """Return a button for each school, or a menu where there are many."""
    names = [(row.school, shorten(row.name, to=_LABEL_MAX_CHARS)) for row in rows]
    if len(rows) > _MOST_BUTTONS:
        options = options_of(names)
        picker = menu(options, action_id=ids.LOOK_CLOSER, placeholder="Look closer")
        return button_row("closer", picker)
    return [
        block
        for school, name in names
        for block in button_row(
            shorten(f"closer.{school}", to=255),
            button(f"Look closer: {name}", ids.LOOK_CLOSER, str(school)),
        )
    ]
