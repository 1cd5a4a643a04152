"""Sessions as their mentor and their ECT read them."""

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.kernel.drafts import Choice
from bot.domain.kernel.formatting import format_list, format_span
from bot.domain.kernel.record import SessionId
from bot.domain.sessions.confirmations import Confirming
from bot.domain.sessions.flags import FlagAnswer
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.results.sessions.cards import LineRefused, SessionCard
from bot.views.entitlement.time_off import LOST_WORDS
from bot.views.kernel import ids
from bot.views.kernel.message import (
    Message,
    button,
    button_row,
    message,
    plain,
    small_print,
)
from bot.views.kernel.text import as_typed, escape, quoted
from bot.views.sessions.correction import answer_buttons, answer_line, remembered
from bot.views.sessions.fields import reason_buttons
from bot.views.sessions.formatting import (
    format_filled_in,
    format_how,
    format_readers,
    format_when,
)


def receipt(card: SessionCard) -> Message:
    """Draw the mentor's receipt, with Undo and Edit while they are open."""
    facts, session = card.facts, card.facts.session
    which = f"the session with {escape(facts.ect)} of {format_when(facts)}."
    undo = button("Undo", ids.UNDO_SESSION, session.id) if card.may_undo else None
    if session.state is SessionState.UNDONE:
        return plain(f"*Taken back:* {which} Its words are deleted.")
    if session.state is SessionState.MISSED:
        return message(f"*Did not take place:* {which}", undo, row="session")
    if session.state is SessionState.CANCELLED:
        return plain(f"*Called off:* {which}")
    verb = "Planned" if session.state is SessionState.PLANNED else "Logged"
    lines = [
        f"*{verb}: {format_when(facts)}*",
        f"With {escape(facts.ect)} · {format_how(facts)}",
    ]
    if card.planned:
        planned = format_span(*card.planned, today=facts.today)
        lines.append(f"It takes up your plan of {planned}; Undo brings that back.")
    if card.assumed:
        lines.append(format_filled_in(card.assumed))
    lines += [*_answers(card), *_time_off(card), *words_of(card)]
    history = button("History", ids.SHOW_SESSION, session.id)
    return message(
        "\n".join(lines),
        small_print(_who_can_see(card)),
        undo,
        button("Edit", ids.EDIT_SESSION, session.id),
        _time_off_button(card),
        history if card.has_history else None,
        row="session",
    )


def filled_in(assumed: tuple[str, ...]) -> Message | None:
    """Ask what the receipt that stays in the DM does not: whether a guess is right."""
    if not assumed:
        return None
    return plain(
        f"{format_filled_in(assumed)} If not, take Edit or Undo in the receipt."
    )


def planned_instead() -> Message:
    """Take the place of a line that could not be logged, above the plan's receipt."""
    return plain("It is planned instead. The receipt is in this conversation.")


def for_ect(card: SessionCard) -> Message:
    """Draw what the ECT sees of a session that their mentor logged."""
    facts = card.facts
    if facts.session.state is SessionState.UNDONE:
        text = f"{escape(facts.mentor)} took back the session of {format_when(facts)}."
        if card.correction is not None and card.correction.did_not_meet:
            text = f"{text[:-1]}, as you said."
        return plain(text)
    if facts.session.state is not SessionState.HELD:
        text = (
            f"{escape(facts.mentor)} took back that you met: {format_when(facts)} is "
            "planned, as it was before."
        )
        return plain(text)
    lines = [
        f"*{escape(facts.mentor)} logged your mentoring session: {format_when(facts)}*",
        format_how(facts),
        *words_of(card),
    ]
    readers = (
        f"{format_readers(facts.mentor, both_read=card.both_read)} "
        f"{escape(facts.tutor)} "
        "(induction tutor) sees that you met, when and for how long; never the words."
    )
    lines += [answer_line(card)] if card.confirmed else []
    return message("\n".join(lines), answer_buttons(card), small_print(readers))


_KEEP_NO_WORDS = frozenset({"training", "time"})  # so these may have been for somebody
_IF_WRONG = (
    "If that was to say that something is wrong: `/ect contacts` shows whom you can "
    "talk to, and keeps nothing."
)


def line_refused(refused: LineRefused, *, word: str = "log") -> Message:
    """Say what could not stand, with the typed line kept and a way on."""
    lines = [
        escape(refused.sentence),
        f"You typed:\n{quoted(f'/ect {word} {as_typed(refused.typed)}')}",
    ]
    if word in _KEEP_NO_WORDS:
        lines.append(_IF_WRONG)
    if refused.draft is None:
        return plain(*lines, like(refused.example))
    value = ids.of_line(refused.typed, refused.draft.starts_at)
    reasons = reason_buttons(
        refused.reasons, refused.draft.pairing, value, action_id=ids.LINE_REASON
    )
    instead = button("Plan it instead", ids.PLAN_INSTEAD, value)
    label = "Do it in the form" if refused.reasons else "Correct it in the form"
    return message(
        *lines,
        *reasons,
        instead if refused.choice is Choice.PLAN_INSTEAD else None,
        button(label, ids.FINISH_LINE, value),
        row="line",
    )


def like(example: str) -> str:
    """Show what a line looks like; as an example, since whatever is sent is kept."""
    return f"A line looks like this: `{escape(example)}`"


def logged_because(reason: str) -> Message:
    """Take the place of a line that needed a reason, above its receipt."""
    return _because("Logged", reason)


def planned_because(reason: str) -> Message:
    """Take the place of a plan that needed a reason, above its receipt."""
    return _because("Planned", reason)


def _because(done: str, reason: str) -> Message:
    return plain(
        f"{done}, with the reason “{escape(reason)}”. The receipt is in this "
        "conversation."
    )


def words_of(card: SessionCard) -> list[str]:
    """Return a session's words, line by line, for mentor and ECT alone."""
    lines = []
    if card.focus_areas:
        lines.append(f"Focus: {escape(format_list(card.focus_areas))}")
    if card.steps_done:
        lines.append("Done since last time:")
        lines += [f"• {escape(step)}" for step in card.steps_done]
    if card.note:
        lines.append(quoted(card.note))
    if card.next_steps:
        lines.append("Next steps:")
        lines += [f"• {escape(step)}" for step in card.next_steps]
    return lines


def _who_can_see(card: SessionCard) -> str:
    facts = card.facts
    both = format_readers(facts.ect, both_read=card.both_read)
    if card.by_tutor:
        return f"{both} Nobody else sees the words."
    seen = "that you met, when and for how long"
    if facts.session.time_class is not TimeClass.TEACHING:
        seen += ", the flag and the reason"
    return (
        f"{both} {escape(facts.tutor)} (induction tutor) sees {seen}; never the note."
    )


def _answers(card: SessionCard) -> list[str]:
    """Say what the induction tutor and the ECT have said of a session."""
    facts, lines = card.facts, []
    if card.flag is not None and card.flag.answer is FlagAnswer.FINE:
        lines.append(f"{escape(facts.tutor)} says the time is fine.")
    if card.confirmed is Confirming.YES:
        lines.append(f"{escape(facts.ect)} confirmed it.")
    elif card.confirmed is Confirming.NOT_QUITE:
        lines.append(_not_quite(card))
    return lines


def _time_off(card: SessionCard) -> list[str]:
    """Say what the mentor has noted of their time off timetable that week."""
    if card.time_off is None:
        return []
    if card.time_off.lost_to is None:
        return ["You got your time off timetable that week."]
    what = LOST_WORDS[card.time_off.lost_to]
    return [f"Your time off timetable that week was lost to {what}."]


def _time_off_button(card: SessionCard) -> ButtonElement | None:
    session = card.facts.session
    in_teaching = session.time_class is TimeClass.TEACHING
    if session.state is not SessionState.HELD or not in_teaching:
        return None
    if card.time_off is None:
        label, action_id = "I got the time for it", ids.SESSION_TIME
    elif card.may_undo_time and card.time_off.lost_to is None:
        label, action_id = "Undo: got the time", ids.UNDO_SESSION_TIME
    else:
        return None
    return button(label, action_id, session.id)


def _not_quite(card: SessionCard) -> str:
    ect = escape(card.facts.ect)
    if card.correction is None:
        return f"{ect} says: not quite. A word with them, or Edit, puts it right."
    how = remembered(card.correction)
    return f"{ect} says: not quite. They remember: {how}. Edit corrects it."


def met_buttons(session: SessionId, *, at: str) -> list[Block]:
    """Return what a mentor says of a session whose time has passed."""
    return button_row(
        f"{at}-{session}",
        button("It happened", ids.SESSION_HAPPENED, session, style="primary"),
        button("It moved", ids.SESSION_MOVED, session),
        button("It didn't happen", ids.SESSION_MISSED, session),
    )


def coming_buttons(session: Session, *, at: str) -> list[Block]:
    """Return what a mentor can do about a session that is to come."""
    value = ids.of_planned(session.id, session.starts_at)
    return button_row(
        f"{at}-{session.id}",
        button("Move it", ids.SESSION_MOVED, value),
        button("It won't happen", ids.SESSION_MISSED, value),
    )
