"""Drop-ins: the form, the mentor's receipt, and what the ECT sees; never a grade."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.views import View

from bot.domain.entitlement.drop_ins import WORDS_MAX_CHARS
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_day
from bot.results.entitlement.drop_ins import DropInCard, DropInForm
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    date_field,
    menu_field,
    modal_form,
    options_of,
    text_field,
)
from bot.views.kernel.message import Message, button, message, plain, small_print
from bot.views.kernel.text import escape, quoted
from bot.views.sessions.formatting import format_readers

_WORDS = (
    (Field.NOTE, "An encouragement", "What went well"),
    (Field.NEXT_STEPS, "A next step", "One small thing to try"),
)


def drop_in_form(form: DropInForm) -> View:
    """Ask when it was, and for an encouragement or a next step."""
    choices = options_of((one.pairing, one.ect) for one in form.choices)
    return modal_form(
        ids.DROP_IN_FORM,
        "A drop-in",
        [
            menu_field(Field.ECT, "Whose classroom?", choices, form.choices[0].pairing),
            date_field(Field.DAY, "When did you drop in?", form.today),
            *(
                text_field(
                    field,
                    label,
                    most=WORDS_MAX_CHARS,
                    lines=True,
                    example=example,
                    optional=True,
                )
                for field, label, example in _WORDS
            ),
            small_print(
                "Only you and the ECT see these words; please leave out pupils' names. "
                "The induction tutor sees that you dropped in, and when. No grade and "
                "no rating: a drop-in is informal, and mentors do not assess."
            ),
        ],
        submit="Note it",
    )


def open_drop_in_button() -> Message:
    """Offer the form to someone who typed `dropin` where no form can be opened."""
    opens = button("A drop-in", ids.OPEN_DROP_IN, style="primary")
    return message("Open the form to note a drop-in.", opens, row="open-drop-in")


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
    undo = button("Undo", ids.UNDO_DROP_IN, drop_in.id) if card.may_undo else None
    return message("\n".join(lines), small_print(readers), undo, row="drop-in")


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
    return message("\n".join(lines), small_print(readers))


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


def _words_of(card: DropInCard) -> list[str]:
    lines = []
    if card.encouragement:
        lines.append(quoted(card.encouragement))
    if card.next_step:
        lines += ["Next step:", quoted(card.next_step)]
    return lines
