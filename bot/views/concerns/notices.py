"""Messages about a concern, for the two who share it; its words are never in them.

What a locked phone shows (`Message.text`) names neither words nor topic nor people. The
words themselves are read in a form, which Slack does not keep as it keeps messages.
"""

from bot.domain.concerns.records import CLOSED, Stage, Topic
from bot.domain.kernel.formatting import format_day
from bot.results.concerns.cards import ConcernCard, Side, TutorNeed
from bot.views.concerns.buttons import (
    next_buttons,
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
from bot.views.kernel.message import Message, button, message, plain, small_print
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
        return message(contact_blocks(card), text=CHANGED)
    to = f"With {with_whom(card)}. " if card.reader else ""
    return plain(f"{to}{state_line(card)}")


def tutor_needed(need: TutorNeed) -> Message:
    """Tell a headteacher that nobody stands in for the induction tutor."""
    return plain(
        f"*{escape(need.tutor)} (induction tutor) is away until "
        f"{format_day(need.until)}*\n"
        f"{escape(need.school)} has no other induction tutor here at the moment. ECTs "
        "and mentors may need one meanwhile: please name somebody to stand in, and ask "
        "your school admin to add them."
    )


def receipt(card: ConcernCard) -> Message:
    """Tell the writer how their concern stands."""
    concern = card.concern
    with_reader = f" is with {with_whom(card)}" if concern.reader else ""
    lines = [f"*Your concern{with_reader}*", state_line(card)]
    if concern.asked is None and concern.answer_by and concern.seen_by:
        lines.append(promised_dates(card))
    return message(
        "\n".join(lines),
        contact_blocks(card) if concern.stage is Stage.CONTACT_ADVISED else None,
        writer_buttons(card),
        small_print(who_reads(card)) if concern.is_open else None,
        text=CHANGED,
    )


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
        said = f"You were asked here what to do next. Since then: {state_line(card)}"
        return message(said, text=CHANGED)
    return message(
        f"*What would you like to happen next?*\n{why_asked(card)}",
        outside_too(card),
        *question_buttons(card, ids.of_concern(concern.id, concern.turn)),
        small_print(
            "Nothing has moved: it goes to nobody whom you do not choose. It is fine "
            "to take your time."
        ),
        row=f"concern-{concern.id}",
        text=NEW_FOR_YOU,
    )


def news(card: ConcernCard) -> Message:
    """Tell one of the two that the other has written."""
    value = ids.of_concern(card.concern.id, card.concern.turn)
    if card.side is Side.FORMER_READER or card.concern.stage in CLOSED:
        return _over(card)
    if card.side is Side.WRITER:
        said = "*There is a reply to what you raised*\nOnly you can read it."
    else:
        said = f"*{escape(card.writer)} has added something*\nOnly you two can read it."
    note = button("Add a note", ids.NOTE_CONCERN, value)
    return message(
        said,
        button("Read it", ids.READ_CONCERN, value, style="primary"),
        note if card.side is Side.READER else None,
        row=f"news-{card.concern.id}",
        text=NEW_FOR_YOU,
    )


def passed_on(card: ConcernCard) -> Message:
    """Tell the writer that it was passed on, as they asked."""
    if not _is_current(card) or card.concern.reader is None:
        said = f"What you raised was passed on, as you asked. {state_line(card)}"
        return message(said, text=CHANGED)
    return message(
        f"*As you asked when you sent it, it is now with {with_whom(card)}*\n"
        f"{promised_dates(card)}",
        small_print(who_reads(card)),
        text=CHANGED,
    )


def advice(card: ConcernCard) -> Message:
    """Tell the writer of the named contact at the appropriate body."""
    if card.concern.stage is not Stage.CONTACT_ADVISED:
        return message(state_line(card), text=CHANGED)
    value = ids.of_concern(card.concern.id, card.concern.turn)
    return message(
        "*The next step is outside the school, and it is yours to take*",
        contact_blocks(card),
        button("A draft to copy", ids.DRAFT_FOR_CONTACT, value),
        *next_buttons(card, value),
        small_print(
            "Guidance: where the induction tutor cannot help, an ECT is advised to "
            "speak to the appropriate body. I send nothing outside the school."
        ),
        row=f"concern-{card.concern.id}",
        text=NEW_FOR_YOU,
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
    return message(
        "\n".join(lines),
        reader_buttons(card),
        small_print(
            f"A note goes to {escape(card.writer)} alone. Only they can pass this on, "
            "and only they say when it is sorted."
        ),
        text=text,
    )


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
    return message(text, text=CHANGED)


def _is_current(card: ConcernCard) -> bool:
    """Whether a message belongs to the turn that the concern is in."""
    concern = card.concern
    if card.side is Side.FORMER_READER or concern.stage in CLOSED:
        return False
    return card.occasion.partition(".")[0] == str(concern.turn)
