"""What an ECT says of a logged session, and what their mentor does about it."""

from dataclasses import replace

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_minutes, format_span
from bot.domain.sessions.confirmations import Confirming, Reply
from bot.domain.sessions.records import SessionState
from bot.results.sessions.cards import Correction, CorrectionForm, SessionCard
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    date_field,
    modal_form,
    options_of,
    tick_field,
    time_field,
)
from bot.views.kernel.message import (
    Message,
    button,
    button_row,
    message,
    plain,
    section,
    small_print,
    sure,
)
from bot.views.kernel.text import escape
from bot.views.sessions.fields import minutes_field
from bot.views.sessions.formatting import format_when

DID_NOT_MEET = "did_not_meet"


def correction_form(form: CorrectionForm) -> View:
    """Ask an ECT how it was: no free text, and the mentor alone reads it."""
    facts = form.facts
    mentor = escape(facts.mentor)
    return modal_form(
        ids.CORRECTION_FORM,
        "Not quite",
        [
            (
                f"*How was it really?* {mentor} logged {format_when(facts)}. Change "
                "what was different."
            ),
            date_field(Field.DAY, "Date", facts.starts),
            time_field(Field.START, "Started at", facts.starts),
            minutes_field(facts.session.minutes),
            tick_field(
                DID_NOT_MEET,
                "Or was there no session?",
                options_of({"yes": "We did not meet"}),
                optional=True,
            ),
            small_print(
                f"Only {mentor} sees what you send, and can correct it. If the two of "
                "you still differ after that, your induction tutor is told the date, "
                "so that somebody can help."
            ),
        ],
        submit="Send",
        memory=f"{facts.session.id}|{form.zone}",
    )


def correction_sent(mentor: str) -> Message:
    """Say that the mentor alone was told."""
    return plain(
        f"Sent to {escape(mentor)} alone. Your message about this session shows what "
        "comes of it, and has Undo for an hour."
    )


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
        undo = button("Undo", ids.UNDO_CORRECTION, facts.session.id)
        return message(
            f"*Corrected, as {ect} said:* {format_when(facts)}.",
            undo if said.may_undo_reply else None,
            row=f"correction-{facts.session.id}",
        )
    lines = [f"*{ect} says: not quite*", f"You logged {format_when(facts)}."]
    lines.append(f"{ect} remembers: {remembered(said)}.")
    if said.reply is Reply.TALK:
        lines.append(f"You said that you would like to talk. {ect} can see that.")
    why = f"Only you and {ect} see this. Nobody is at fault: memories differ."
    return message("\n".join(lines), correction_buttons(card), small_print(why))


def correction_buttons(card: SessionCard) -> list[Block]:
    """Return what a mentor can do about an ECT's "not quite"."""
    session, said = card.facts.session, card.correction
    confirm = sure(
        "Take this session back?",
        "It is no longer counted, and its note and next steps are deleted. "
        "This cannot be undone.",
        yes="Take it back",
        no="Keep it",
    )
    change = button(
        "Change it to that",
        ids.CORRECT_SESSION,
        ids.of_answered(session.id, said.said_at) if said else session.id,
        style="primary",
        confirm=confirm if said is not None and said.did_not_meet else None,
    )
    talk = button("Let's talk", ids.OFFER_TALK, session.id)
    may_talk = said is not None and said.reply is None
    return button_row(f"correction-{session.id}", change, talk if may_talk else None)


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
    how, who = "not quite", "Your mentor"
    if said is not None:
        how = "that you did not meet then" if said.did_not_meet else remembered(said)
        who = mentor
        if said.reply is Reply.TALK:
            return f"You said: {how}. {mentor} would like to talk with you about it."
    return (
        f"You said: {how}. {who} sees that, and can correct it; so far nobody else "
        "does."
    )


def answer_buttons(card: SessionCard) -> list[Block]:
    """Return what an ECT can press under a session: an answer, or Undo for an hour."""
    session, value = card.facts.session, card.facts.session.id
    row = []
    if card.confirmed is None:
        shown = ids.of_logged(value, session.starts_at, session.minutes)
        row = [
            button("Yes, that's right", ids.CONFIRM_SESSION, shown),
            button("Not quite", ids.DISPUTE_SESSION, value),
        ]
    elif card.may_undo_answer:
        row = [button("Undo", ids.UNDO_ANSWER, value)]
    if card.has_history:
        row.append(button("History", ids.SHOW_SESSION, value))
    return button_row(f"confirm-{value}", *row)


def just_answered(card: SessionCard) -> list[Block]:
    """Draw what an ECT has just answered about a session, with its Undo."""
    line = f"{format_when(card.facts)}: {answer_line(card)}"
    return [section(line), *answer_buttons(replace(card, has_history=False))]
