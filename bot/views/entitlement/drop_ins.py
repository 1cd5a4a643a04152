"""Drop-ins: the form, the mentor's receipt, and what the ECT sees; never a grade."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
)
from slack_sdk.models.views import View

from bot.domain.entitlement.drop_ins import WORDS_MAX_CHARS
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_day
from bot.results.entitlement.drop_ins import DropInCard, DropInForm
from bot.views.kernel import ids
from bot.views.kernel.forms import OPTION_MAX_CHARS, VALUE, menu
from bot.views.kernel.message import (
    Message,
    button,
    buttons,
    plain,
    section,
    small_print,
)
from bot.views.kernel.text import escape, quoted, shorten
from bot.views.sessions.formatting import format_readers


def drop_in_form(form: DropInForm) -> View:
    """Ask when it was, and for an encouragement or a next step."""
    return View(
        type="modal",
        callback_id=ids.DROP_IN_FORM,
        title="A drop-in",
        submit="Note it",
        close="Cancel",
        blocks=[
            *_whose(form),
            InputBlock(
                block_id=Field.DAY,
                label="When did you drop in?",
                element=DatePickerElement(
                    action_id=VALUE, initial_date=form.today.isoformat()
                ),
            ),
            _words(Field.NOTE, "An encouragement", "What went well"),
            _words(Field.NEXT_STEPS, "A next step", "One small thing to try"),
            small_print(
                "Only you and the ECT see these words; please leave out pupils' names. "
                "The induction tutor sees that you dropped in, and when. No grade and "
                "no rating: a drop-in is informal, and mentors do not assess."
            ),
        ],
    )


def open_drop_in_button() -> Message:
    """Offer the form to someone who typed `dropin` where no form can be opened."""
    text = "Open the form to note a drop-in."
    row = [button("A drop-in", action_id=ids.OPEN_DROP_IN, value="", style="primary")]
    return Message((section(text), buttons(row, block_id="open-drop-in")), text)


def drop_in_receipt(card: DropInCard) -> Message:
    """Draw the mentor's receipt, with Undo while it is open."""
    drop_in, ect = card.drop_in, escape(card.ect)
    when = format_day(drop_in.day, today=card.today)
    if drop_in.is_undone:
        return plain(f"*Taken back:* the drop-in with {ect} of {when}.")
    lines = [f"*Noted: you dropped in on {ect}, {when}*", *_words_of(card)]
    readers = format_readers(card.ect, both_read=card.both_read)
    if not card.by_tutor:
        readers += f" {escape(card.tutor)} (induction tutor) sees the date alone."
    blocks: list[Block] = [section("\n".join(lines)), small_print(readers)]
    if card.may_undo:
        row = [button("Undo", action_id=ids.UNDO_DROP_IN, value=drop_in.id)]
        blocks.append(buttons(row, block_id="drop-in"))
    return Message(tuple(blocks), "\n".join([*lines, readers]))


def drop_in_for_ect(card: DropInCard) -> Message:
    """Draw what the ECT sees of a drop-in that their mentor noted."""
    mentor = escape(card.mentor)
    when = format_day(card.drop_in.day, today=card.today)
    if card.drop_in.is_undone:
        return plain(f"{mentor} took back the drop-in of {when}.")
    lines = [f"*{mentor} dropped in on your lesson, {when}*", *_words_of(card)]
    readers = format_readers(card.mentor, both_read=card.both_read)
    if not card.by_tutor:
        readers += (
            f" {escape(card.tutor)} (induction tutor) sees that there was a drop-in, "
            "and when; never the words."
        )
    return Message(
        (section("\n".join(lines)), small_print(readers)),
        "\n".join([*lines, readers]),
    )


def drop_in_lines(card: DropInCard) -> list[str]:
    """Say when a drop-in was and whose, with its words, for the two alone."""
    when = format_day(card.drop_in.day, today=card.today)
    who = f"{escape(card.mentor)} dropped in on {escape(card.ect)}"
    return [f"{when} · {who}", *_words_of(card)]


def drop_ins_line(days: Sequence[date]) -> str:
    """Say how many drop-ins there were, and when the latest was."""
    if not days:
        return "Drop-ins: none noted yet"
    return f"Drop-ins: {len(days)} noted, the latest on {format_day(days[-1])}"


def _whose(form: DropInForm) -> list[Block]:
    options = [
        Option(value=one.pairing, text=shorten(one.ect, to=OPTION_MAX_CHARS))
        for one in form.choices
    ]
    element = menu(options, picked=options[0].value)
    return [InputBlock(block_id=Field.ECT, label="Whose classroom?", element=element)]


def _words(field: Field, label: str, hint: str) -> InputBlock:
    return InputBlock(
        block_id=field,
        label=label,
        optional=True,
        element=PlainTextInputElement(
            action_id=VALUE,
            multiline=True,
            max_length=WORDS_MAX_CHARS,
            placeholder=hint,
        ),
    )


def _words_of(card: DropInCard) -> list[str]:
    lines = []
    if card.encouragement:
        lines.append(quoted(card.encouragement))
    if card.next_step:
        lines += ["Next step:", quoted(card.next_step)]
    return lines
