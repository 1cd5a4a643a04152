"""The schools of a trust side by side: counts, in no order of merit.

A number is withheld where it could point to a person, and so is one from which such a
number could be worked out: how many met, beside how many there are.
"""

from slack_sdk.models.blocks import Block

from bot.domain.results.status import SchoolCounts
from bot.domain.results.trust import TrustRow, TrustTable
from bot.views import ids
from bot.views.message import Message, button, buttons, section, small_print
from bot.views.status import FEWER_THAN, counts_line, few
from bot.views.text import escape, shorten

_MOST_BLOCKS = 46  # Slack shows 50 in a message
_LABEL_MAX_CHARS = 60
_BLOCK_CHARS = 2_800  # of the 3,000 that fit
_SMALL_PRINT = (
    "Schools are listed by name. Numbers under 5 are withheld, and so are those from "
    "which one could be worked out. A low number is a reason to ask the school, not a "
    "finding. Notes and the words of concerns are never shown here."
)


def trust_table(table: TrustTable) -> Message:
    """Draw all schools, a few lines each."""
    heading = f"*Your schools, side by side* ({len(table.rows)})"
    paragraphs = [_lines(row) for row in table.rows]
    blocks: list[Block] = [section(heading)]
    blocks += [section(text) for text in _packed(paragraphs)]
    closer = [row for row in table.rows if row.may_look_closer]
    blocks += [_closer(row) for row in closer[: _MOST_BLOCKS - len(blocks)]]
    blocks.append(small_print(_SMALL_PRINT))
    return Message(tuple(blocks), "\n\n".join([heading, *paragraphs, _SMALL_PRINT]))


def _lines(row: TrustRow) -> str:
    closed = f" · no teaching today: {escape(row.closed)}" if row.closed else ""
    return f"*{escape(row.name)}*{closed}\n{_counts(row.counts)}"


def _counts(counts: SchoolCounts) -> str:
    said = [counts_line(counts)]
    if counts.ects >= FEWER_THAN and counts.concerns is not None:
        said.append(f"Concerns since September: {few(counts.concerns)}")
    return "\n".join(said)


def _packed(paragraphs: list[str]) -> list[str]:
    """Put several schools into one block, so that a hundred of them fit a message."""
    packed: list[str] = []
    for paragraph in paragraphs:
        if packed and len(packed[-1]) + len(paragraph) < _BLOCK_CHARS:
            packed[-1] += f"\n\n{paragraph}"
        else:
            packed.append(paragraph)
    return packed


def _closer(row: TrustRow) -> Block:
    name = shorten(row.name, to=_LABEL_MAX_CHARS)
    look = button(
        f"Look closer: {name}", action_id=ids.LOOK_CLOSER, value=str(row.school)
    )
    return buttons([look], block_id=shorten(f"closer.{row.school}", to=255))
