"""What an ECT says of a logged session, and what their mentor does about it."""

from dataclasses import replace

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConfirmObject,
    DatePickerElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_minutes, format_span
from bot.domain.sessions.confirmations import Confirming, Reply
from bot.domain.sessions.records import SessionState
from bot.results.sessions.cards import Correction, CorrectionForm, SessionCard
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import (
    Message,
    button,
    buttons,
    plain,
    section,
    small_print,
)
from bot.views.kernel.text import escape
from bot.views.sessions.fields import minutes_field
from bot.views.sessions.formatting import format_when

DID_NOT_MEET = "did_not_meet"
_PRIVATE = "Only you and {who} see this."


def correction_form(form: CorrectionForm) -> View:
    """Ask an ECT how it was: no free text, and the mentor alone reads it."""
    facts = form.facts
    mentor = escape(facts.mentor)
    return View(
        type="modal",
        callback_id=ids.CORRECTION_FORM,
        title="Not quite",
        submit="Send",
        close="Cancel",
        private_metadata=f"{facts.session.id}|{form.zone}",
        blocks=[
            section(
                f"*How was it really?* {mentor} logged {format_when(facts)}. Change "
                "what was different."
            ),
            InputBlock(
                block_id=Field.DAY,
                label="Date",
                element=DatePickerElement(
                    action_id=VALUE, initial_date=facts.starts.date().isoformat()
                ),
            ),
            InputBlock(
                block_id=Field.START,
                label="Started at",
                element=TimePickerElement(
                    action_id=VALUE, initial_time=f"{facts.starts:%H:%M}"
                ),
            ),
            minutes_field(facts.session.minutes),
            InputBlock(
                block_id=DID_NOT_MEET,
                label="Or was there no session?",
                element=CheckboxesElement(
                    action_id=VALUE,
                    options=[Option(value="yes", text="We did not meet")],
                ),
                optional=True,
            ),
            small_print(
                f"Only {mentor} sees what you send, and can correct it. If the two of "
                "you still differ after that, your induction tutor is told the date, "
                "so that somebody can help."
            ),
        ],
    )


def correction_sent(mentor: str) -> Message:
    """Say that the mentor alone was told."""
    text = (
        f"Sent to {escape(mentor)} alone. Your message about this session shows what "
        "comes of it, and has Undo for an hour."
    )
    return Message((section(text),), text)


def correction_asked(card: SessionCard) -> Message:
    """Tell the mentor how the ECT remembers a session, with two ways to answer."""
    facts, said = card.facts, card.correction
    ect = escape(facts.ect)
    if facts.session.state is SessionState.UNDONE:
        return plain(f"The session with {ect} of {format_when(facts)} was taken back.")
    if said is None or card.confirmed is None:
        return plain(
            f"Nothing is left to answer about {format_when(facts)} with {ect}."
        )
    if said.reply is Reply.CORRECTED:
        text = f"*Corrected, as {ect} said:* {format_when(facts)}."
        return _with_undo(text, card) if said.may_undo_reply else plain(text)
    lines = [f"*{ect} says: not quite*", f"You logged {format_when(facts)}."]
    lines.append(f"{ect} remembers: {remembered(said)}.")
    if said.reply is Reply.TALK:
        lines.append(f"You said that you would like to talk. {ect} can see that.")
    why = f"Only you and {ect} see this. Nobody is at fault: memories differ."
    return Message(
        (
            section("\n".join(lines)),
            correction_buttons(card),
            small_print(why),
        ),
        "\n".join([*lines, why]),
    )


def correction_buttons(card: SessionCard) -> Block:
    """Return what a mentor can do about an ECT's "not quite"."""
    session, said = card.facts.session, card.correction
    gone = said is not None and said.did_not_meet
    shown = ids.of_answered(session.id, said.said_at) if said else session.id
    row = [
        button(
            "Change it to that",
            action_id=ids.CORRECT_SESSION,
            value=shown,
            style="primary",
            confirm=_sure() if gone else None,
        )
    ]
    if said is not None and said.reply is None:
        row.append(button("Let's talk", action_id=ids.OFFER_TALK, value=session.id))
    return buttons(row, block_id=f"correction-{session.id}")


def remembered(said: Correction) -> str:
    """Say how the ECT remembers a session."""
    if said.starts is None or said.ends is None:
        return "you did not meet then"
    minutes = int((said.ends - said.starts).total_seconds() // 60)
    return f"{format_span(said.starts, said.ends)}, {format_minutes(minutes)}"


def answer_line(card: SessionCard) -> str:
    """Say to the ECT what they answered, and what came of it."""
    mentor, said = escape(card.facts.mentor), card.correction
    if card.confirmed is None:
        return ""
    if said is not None and said.reply is Reply.CORRECTED:
        return f"{mentor} corrected it as you said."
    if card.confirmed is Confirming.YES:
        return "You confirmed it."
    if said is None:
        return (
            "You said: not quite. Your mentor sees that, and can correct it; so far "
            "nobody else does."
        )
    how = "that you did not meet then" if said.did_not_meet else remembered(said)
    if said.reply is Reply.TALK:
        return f"You said: {how}. {mentor} would like to talk with you about it."
    return (
        f"You said: {how}. {mentor} sees that, and can correct it; so far nobody else "
        "does."
    )


def answer_buttons(card: SessionCard) -> list[Block]:
    """Return what an ECT can press under a session: an answer, or Undo for an hour."""
    session = card.facts.session
    value = session.id
    if card.confirmed is None:
        shown = ids.of_logged(value, session.starts_at, session.minutes)
        row = [
            button("Yes, that's right", action_id=ids.CONFIRM_SESSION, value=shown),
            button("Not quite", action_id=ids.DISPUTE_SESSION, value=value),
        ]
    elif card.may_undo_answer:
        row = [button("Undo", action_id=ids.UNDO_ANSWER, value=value)]
    else:
        row = []
    if card.has_history:
        row.append(button("History", action_id=ids.SHOW_SESSION, value=value))
    return [buttons(row, block_id=f"confirm-{value}")] if row else []


def just_answered(card: SessionCard) -> list[Block]:
    """Draw what an ECT has just answered about a session, with its Undo."""
    line = f"{format_when(card.facts)}: {answer_line(card)}"
    return [section(line), *answer_buttons(replace(card, has_history=False))]


def _with_undo(text: str, card: SessionCard) -> Message:
    row = [
        button("Undo", action_id=ids.UNDO_CORRECTION, value=card.facts.session.id),
    ]
    block_id = f"correction-{card.facts.session.id}"
    return Message((section(text), buttons(row, block_id=block_id)), text)


def _sure() -> ConfirmObject:
    return ConfirmObject(
        title=PlainTextObject(text="Take this session back?"),
        text=MarkdownTextObject(
            text="It is no longer counted, and its note and next steps are deleted. "
            "This cannot be undone."
        ),
        confirm=PlainTextObject(text="Take it back"),
        deny=PlainTextObject(text="Keep it"),
    )
