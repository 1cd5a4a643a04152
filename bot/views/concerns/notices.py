"""Messages about a concern, for the two who share it; its words are never in them.

What a locked phone shows (`Message.text`) names neither words nor topic nor people. The
words themselves are read in a form, which Slack does not keep as it keeps messages.
"""

from slack_sdk.models.blocks import Block

from bot.domain.concerns.records import CLOSED, Stage, Topic
from bot.domain.kernel.formatting import format_day
from bot.results.concerns.cards import ConcernCard, Side, TutorNeed
from bot.views.concerns.buttons import (
    next_buttons,
    press,
    question_buttons,
    reader_buttons,
    writer_buttons,
)
from bot.views.concerns.wording import (
    STAGE_ROLE,
    contact_blocks,
    outside_too,
    promised_dates,
    reader_state,
    state_line,
    who_reads,
    why_asked,
    with_whom,
)
from bot.views.kernel import ids
from bot.views.kernel.message import Message, buttons, plain, section, small_print
from bot.views.kernel.text import escape

NEW_FOR_YOU = "ECT Bot has something for you. Open it to read it."


CHANGED = "ECT Bot has news for you. Open it to read it."
_BROUGHT = "has brought something to you"


def sent(card: ConcernCard) -> Message:
    """Say that it is sent, to whom, and where to find it."""
    return plain(
        f"*Sent to {with_whom(card)}*\n{promised_dates(card)}",
        "You find it in your messages from me and with `/ect concerns`. There you can "
        "add to it, take it further, go to the named contact, or withdraw it.",
    )


def done(card: ConcernCard) -> Message:
    """Say what an act has led to."""
    if card.side is not Side.WRITER:
        return plain(f"Sent to {escape(card.writer)} alone.")
    if card.concern.stage is Stage.CONTACT_ADVISED:
        return Message(tuple(contact_blocks(card)), CHANGED)
    to = f"With {with_whom(card)}. " if card.reader else ""
    return plain(f"{to}{state_line(card)}")


def tutor_needed(need: TutorNeed) -> Message:
    """Tell a headteacher that nobody stands in for the induction tutor."""
    text = (
        f"*{escape(need.tutor)} (induction tutor) is away until "
        f"{format_day(need.until)}*\n"
        f"{escape(need.school)} has no other induction tutor here at the moment. ECTs "
        "and mentors may need one meanwhile: please name somebody to stand in, and ask "
        "your school admin to add them."
    )
    return plain(text)


def receipt(card: ConcernCard) -> Message:
    """Tell the writer how their concern stands."""
    concern = card.concern
    lines = []
    if concern.reader is None:
        lines.append("*Your concern*")
    else:
        lines.append(f"*Your concern is with {with_whom(card)}*")
    lines.append(state_line(card))
    if concern.asked is None and concern.answer_by and concern.seen_by:
        lines.append(promised_dates(card))
    row = writer_buttons(card)
    blocks: list[Block] = [section("\n".join(lines))]
    if concern.stage is Stage.CONTACT_ADVISED:
        blocks += contact_blocks(card)
    if row is not None:
        blocks.append(row)
    if concern.is_open:
        blocks.append(small_print(who_reads(card)))
    return Message(tuple(blocks), CHANGED)


def came(card: ConcernCard) -> Message:
    """Tell a reader that a concern has come to them."""
    if not _is_current(card):
        return _over(card)
    concern, who = card.concern, escape(card.writer)
    if concern.topic is Topic.ECT_PROGRESS:
        lead = (
            f"*{who} would like to talk with you*\nIt is about the training or "
            "progress of an ECT. Nothing about the ECT is written down here: please "
            "find a time to talk."
        )
    else:
        came = "has come back to you on it" if card.read_before else _BROUGHT
        lead = (
            f"*{who} {came}*\nThey chose you, as "
            f"{STAGE_ROLE[concern.stage]}, to read it. Nobody else at school sees it."
        )
    return _for_reader(card, lead, NEW_FOR_YOU)


def reminder(card: ConcernCard) -> Message:
    """Remind a reader of a concern, on the school's own dates."""
    if not _is_current(card):
        return _over(card)
    concern, who = card.concern, escape(card.writer)
    if not concern.reminders or concern.asked:
        return _over(card)
    by = f"by {format_day(concern.answer_by)}" if concern.answer_by else "soon"
    lead = (
        f"*{who} is waiting to hear from you*\nIt came to you on "
        f"{format_day(card.day(concern.since))}. Your school means to answer {by}; a "
        "line is enough to begin with."
    )
    return _for_reader(card, lead, NEW_FOR_YOU)


def question(card: ConcernCard) -> Message:
    """Ask the writer what should happen next."""
    concern = card.concern
    number = int(card.occasion.partition(".")[2])
    if concern.asked is None or number != concern.asked_in:
        text = f"You were asked here what to do next. Since then: {state_line(card)}"
        return Message((section(text),), CHANGED)
    value = ids.of_concern(concern.id, concern.turn)
    row = question_buttons(card, value)
    blocks: list[Block] = [
        section(f"*What would you like to happen next?*\n{why_asked(card)}"),
        section(outside_too(card)),
        buttons(row, block_id=f"concern-{concern.id}"),
        small_print(
            "Nothing has moved: it goes to nobody whom you do not choose. It is fine "
            "to take your time."
        ),
    ]
    return Message(tuple(blocks), NEW_FOR_YOU)


def news(card: ConcernCard) -> Message:
    """Tell one of the two that the other has written."""
    value = ids.of_concern(card.concern.id, card.concern.turn)
    if card.side is Side.FORMER_READER or card.concern.stage in CLOSED:
        return _over(card)
    if card.side is Side.WRITER:
        text = "*There is a reply to what you raised*\nOnly you can read it."
    else:
        text = f"*{escape(card.writer)} has added something*\nOnly you two can read it."
    row = [press("Read it", ids.READ_CONCERN, value, style="primary")]
    if card.side is Side.READER:
        row.append(press("Add a note", ids.NOTE_CONCERN, value))
    return Message(
        (section(text), buttons(row, block_id=f"news-{card.concern.id}")), NEW_FOR_YOU
    )


def passed_on(card: ConcernCard) -> Message:
    """Tell the writer that it was passed on, as they asked."""
    if not _is_current(card) or card.concern.reader is None:
        text = f"What you raised was passed on, as you asked. {state_line(card)}"
        return Message((section(text),), CHANGED)
    text = (
        f"*As you asked when you sent it, it is now with {with_whom(card)}*\n"
        f"{promised_dates(card)}"
    )
    return Message((section(text), small_print(who_reads(card))), CHANGED)


def advice(card: ConcernCard) -> Message:
    """Tell the writer of the named contact at the appropriate body."""
    if card.concern.stage is not Stage.CONTACT_ADVISED:
        return Message((section(state_line(card)),), CHANGED)
    value = ids.of_concern(card.concern.id, card.concern.turn)
    row = [
        press("A draft to copy", ids.DRAFT_FOR_CONTACT, value),
        *next_buttons(card, value),
    ]
    return Message(
        (
            section("*The next step is outside the school, and it is yours to take*"),
            *contact_blocks(card),
            buttons(row, block_id=f"concern-{card.concern.id}"),
            small_print(
                "Guidance: where the induction tutor cannot help, an ECT is advised to "
                "speak to the appropriate body. I send nothing outside the school."
            ),
        ),
        NEW_FOR_YOU,
    )


def _for_reader(card: ConcernCard, lead: str, text: str) -> Message:
    concern = card.concern
    lines = [lead]
    line = reader_state(card)
    if line:
        lines.append(line)
    elif concern.seen_by and concern.answer_by:
        lines.append(
            f"Please look by {format_day(concern.seen_by)} and answer by "
            f"{format_day(concern.answer_by)}."
        )
    blocks: list[Block] = [section("\n".join(lines))]
    row = reader_buttons(card)
    if row is not None:
        blocks.append(row)
    blocks.append(
        small_print(
            f"A note goes to {escape(card.writer)} alone. Only they can pass this on, "
            "and only they say when it is sorted."
        )
    )
    return Message(tuple(blocks), text)


def _over(card: ConcernCard) -> Message:
    """Draw what is left of a message when there is nothing more to do in it."""
    concern, who = card.concern, escape(card.writer)
    if card.side is Side.READER:
        text = "Thank you: there is something newer on this, further down or above."
        if concern.answered_at or concern.taken_at or concern.asked:
            text = f"*From {who}:* {reader_state(card) or 'you have looked at it.'}"
    elif card.occasion.partition(".")[0] != str(concern.turn):
        text = "This is no longer with you. There is nothing left for you to do."
    elif concern.stage is Stage.RESOLVED:
        text = "This is closed: it is sorted. Thank you."
    elif concern.stage is Stage.WITHDRAWN:
        text = "This is closed: it was withdrawn. There is nothing left to do."
    else:
        text = "This is no longer with you. There is nothing left for you to do."
    return Message((section(text),), CHANGED)


def _is_current(card: ConcernCard) -> bool:
    """Whether a message belongs to the turn that the concern is in."""
    concern = card.concern
    if card.side is Side.FORMER_READER or concern.stage in CLOSED:
        return False
    return card.occasion.partition(".")[0] == str(concern.turn)
