"""Flags: sessions outside teaching hours, as the induction tutor answers them."""

from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.record import SessionId
from bot.domain.sessions.flags import FlagAnswer
from bot.results.sessions.cards import FlagDay, FlaggedSession
from bot.views.kernel import ids
from bot.views.kernel.message import (
    Message,
    button,
    button_row,
    message,
    plain,
    section,
    small_print,
)
from bot.views.kernel.text import escape
from bot.views.sessions.formatting import TIME_WORDS, format_when


def flags(day: FlagDay) -> Message:
    """Draw the induction tutor's flags of a day: facts and the reason, no words."""
    why = (
        "Guidance asks for mentoring in teaching hours, and allows for exceptional "
        "circumstances. This is a question, not a finding. You see no notes."
    )
    if not day.flags:
        return plain(
            "Nothing is left to look at here: what was flagged has been corrected."
        )
    drawn = [block for flagged in day.flags for block in _drawn(flagged)]
    said = message("*Sessions outside teaching hours*", drawn, small_print(why))
    return replace(said, blocks=said.blocks[:50])


def talk_asked(flagged: FlaggedSession) -> Message:
    """Tell the mentor that the induction tutor would like to talk about a time."""
    facts = flagged.facts
    who = escape(flagged.answered_by or facts.tutor)
    about = (
        f"It is about the time of your session with {escape(facts.ect)}: "
        f"{format_when(facts)}, {TIME_WORDS[facts.session.time_class]}."
    )
    if flagged.flag.answer is not FlagAnswer.TALK:
        return plain(f"{who} took this back: there is nothing to talk about. {about}")
    lines = [f"*{who} (induction tutor) would like to talk with you*", about]
    why = (
        "Guidance asks for mentoring in teaching hours, and for you to be given that "
        "time. If you are not, this is a good moment to say so."
    )
    return message("\n".join(lines), small_print(why))


def flag_line(flagged: FlaggedSession) -> str:
    """Say what a flag is about: facts and the reason."""
    facts, flag = flagged.facts, flagged.flag
    line = (
        f"{format_when(facts)}: {escape(facts.mentor)} (mentor) with "
        f"{escape(facts.ect)}, {TIME_WORDS[facts.session.time_class]}. "
        f"Reason: {escape(facts.session.reason or 'none given')}."
    )
    if flag.answer is not None:
        said = "That's fine" if flag.answer is FlagAnswer.FINE else "Let's talk"
        at = flag.answered_at and flag.answered_at.astimezone(facts.starts.tzinfo)
        day = format_day(at.date()) if at else ""
        line += f"\n{escape(flagged.answered_by or '')}, {day}: “{said}”"
    return line


def flag_answered(day: FlagDay, session: SessionId) -> list[Block]:
    """Draw one flag of a day that was just answered, with its Undo."""
    return [
        block
        for flagged in day.flags
        if flagged.flag.session == session
        for block in _drawn(flagged)
    ]


def _drawn(flagged: FlaggedSession) -> list[Block]:
    return [section(flag_line(flagged)), *flag_buttons(flagged)]


def flag_buttons(flagged: FlaggedSession) -> list[Block]:
    """Return what an induction tutor can press on a flag: an answer, or Undo."""
    value, row = flagged.flag.session, []
    if flagged.flag.answer is None:
        row = [
            button("That's fine", ids.FLAG_FINE, value),
            button("Let's talk", ids.FLAG_TALK, value),
        ]
    elif flagged.may_undo:
        row = [button("Undo", ids.UNDO_FLAG, value)]
    return button_row(f"flag-{value}", *row)
