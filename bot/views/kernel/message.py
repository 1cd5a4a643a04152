"""A message: its blocks, and the plain text that says the same."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    InteractiveElement,
    SectionBlock,
)

from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.formatting import in_sentences
from bot.views.kernel.checked import Button, Label, Markdown, Row, Section, SmallPrint
from bot.views.kernel.text import SECTION_MAX_CHARS, escape, parts, shorten

OPTION_MAX_CHARS = 75  # what Slack shows of a choice or a button
_MOST_IN_A_ROW = 25
# Of the 50 blocks and some 13,200 characters in all of them (Slack counts what holds
# the words, too) with which Slack still posts a message: room is left for its end.
_MOST_BLOCKS, _MOST_CHARS = 45, 11_000
TEXT_MAX_CHARS = 40_000
FILE_NOT_SENT = (
    "The file could not be sent. Please try again; if it happens again, ask your "
    "school admin to run `ectbot doctor`."
)


@dataclass(frozen=True, slots=True)
class Message:
    """What is shown (*blocks*), its full plain text, and what a locked phone shows."""

    blocks: tuple[Block, ...]
    text: str

    def __post_init__(self) -> None:
        """Say who has no name as it is said within a sentence, as blocks do."""
        object.__setattr__(self, "text", in_sentences(self.text))

    def as_dicts(self) -> list[dict[str, object]]:
        """Return the blocks as Slack takes them; checks Slack's limits."""
        return [block.to_dict() for block in self.blocks]


Piece = str | Block | Iterable[Block] | InteractiveElement | None


def message(
    *pieces: Piece, row: str = "", between: str = "\n", text: str | None = None
) -> Message:
    """Return a message of paragraphs, blocks and buttons; None stands for nothing.

    Its text is what can be read of them, or *text*, where a locked phone is to show
    nothing of it. A paragraph may hold what people typed: all of it is shown, however
    long. Buttons stand in the row named *row*.
    """
    blocks, texts = _drawn(pieces, row)
    return Message(tuple(blocks), between.join(texts) if text is None else text)


def blocks_of(pieces: Iterable[Piece], *, row: str = "") -> list[Block]:
    """Return paragraphs, blocks and buttons as the blocks of a form or a page."""
    return _drawn(pieces, row)[0]


def _drawn(pieces: Iterable[Piece], row: str) -> tuple[list[Block], list[str]]:
    """Return pieces as blocks, and what can be read of them."""
    blocks: list[Block] = []
    texts: list[str] = []
    pressed: list[InteractiveElement] = []
    for piece in (*pieces, ()):
        if piece is None:
            continue
        if isinstance(piece, InteractiveElement):
            pressed.append(piece)
            continue
        blocks += button_row(row, *pressed)
        pressed.clear()
        if isinstance(piece, str):
            blocks += whole(piece)
            texts.append(piece)
        else:
            more = [piece] if isinstance(piece, Block) else list(piece)
            blocks += more
            texts += [said for block in more if (said := _text_of(block))]
    return blocks, texts


def _text_of(block: Block) -> str:
    """Return what can be read of a paragraph or small print; buttons have none."""
    if isinstance(block, ContextBlock):
        return "".join(getattr(one, "text", "") for one in block.elements)
    if isinstance(block, SectionBlock) and block.text is not None:
        return block.text.text or ""
    return ""


def section(
    text: str, *, block_id: str | None = None, beside: InteractiveElement | None = None
) -> SectionBlock:
    """Return a paragraph, with a button or a menu beside it."""
    cut = shorten(in_sentences(text), to=SECTION_MAX_CHARS)
    return Section(text=Markdown(text=cut), block_id=block_id, accessory=beside)


def small_print(text: str) -> ContextBlock:
    """Return a line of small print."""
    cut = shorten(in_sentences(text), to=2000)
    return SmallPrint(elements=[Markdown(text=cut)])


def button(
    label: str,
    action_id: str,
    value: str = "",
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
    spoken: str | None = None,
) -> ButtonElement:
    """Return a button that carries what its reader saw, and may ask "are you sure?".

    *spoken* is what a screen reader says where the label alone says too little.
    """
    return Button(
        text=Label(text=shorten(label, to=OPTION_MAX_CHARS), emoji=True),
        action_id=action_id,
        value=value,
        style=style,
        confirm=confirm,
        accessibility_label=shorten(spoken, to=75) if spoken else None,
    )


def sure(title: str, text: str, *, yes: str, no: str) -> ConfirmObject:
    """Ask whether somebody means it, before what cannot be undone."""
    return ConfirmObject(
        title=Label(text=title),
        text=Markdown(text=text),
        confirm=Label(text=yes),
        deny=Label(text=no),
    )


def button_row(block_id: str, *elements: InteractiveElement | None) -> list[Block]:
    """Return buttons and menus in a row; no row where there is none of them."""
    shown = [one for one in elements if one is not None]
    return [Row(elements=shown, block_id=block_id)] if shown else []


def button_rows(block_id: str, elements: Sequence[InteractiveElement]) -> list[Block]:
    """Return however many buttons, as many in a row as Slack takes."""
    return [
        block
        for first in range(0, len(elements), _MOST_IN_A_ROW)
        for block in button_row(
            f"{block_id}-{first}", *elements[first : first + _MOST_IN_A_ROW]
        )
    ]


def sections(paragraphs: Iterable[str]) -> list[Block]:
    """Return paragraphs with several in a block, so that a hundred fit a message."""
    packed: list[str] = []
    for paragraph in paragraphs:
        if packed and len(packed[-1]) + len(paragraph) < SECTION_MAX_CHARS - 2:
            packed[-1] += f"\n\n{paragraph}"
        else:
            packed.append(paragraph)
    return [section(text) for text in packed]


def fitting(blocks: Sequence[Block], *, more: str) -> list[Block]:
    """Return as many blocks as a message holds; where some are left off, *more* last.

    Raises SlackObjectFormationError for a block that Slack would not take.
    """
    size = 0
    for number, block in enumerate(blocks):
        size += len(json.dumps(block.to_dict(), ensure_ascii=False))
        if number == _MOST_BLOCKS or size > _MOST_CHARS:
            return [*blocks[:number], section(more)]
    return [*blocks]


def refused(refusal: Refusal) -> Message:
    """Say no in the refusal's own words, with whom to ask."""
    return plain(why_not(refusal))


def why_not(refusal: Refusal) -> str:
    """Return what a refusal says, as Slack draws it."""
    said = escape(refusal.sentence)
    return said if refusal.ask is None else f"{said} Ask <@{refusal.ask}>."


def plain(*paragraphs: str) -> Message:
    """Return a message of paragraphs alone."""
    return message(*paragraphs)


def plus(said: Message, *pieces: Piece, row: str = "") -> Message:
    """Return a message with more below."""
    more = message(*pieces, row=row)
    return Message((*said.blocks, *more.blocks), f"{said.text}\n{more.text}")


def whole(paragraph: str) -> list[Block]:
    """Return a paragraph that may hold what people typed: all of it, however long."""
    return [section(part) for part in parts(paragraph)]
