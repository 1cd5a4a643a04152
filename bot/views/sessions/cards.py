"""Sessions as their mentor and their ECT read them."""

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.kernel.drafts import Choice
from bot.domain.kernel.formatting import format_list, format_span
from bot.domain.kernel.record import SessionId
from bot.domain.sessions.confirmations import Confirming
from bot.domain.sessions.flags import FlagAnswer
from bot.domain.sessions.records import SessionState, TimeClass
from bot.results.sessions.cards import LineRefused, SessionCard, SessionFacts
from bot.views.entitlement.time_off import LOST_WORDS
from bot.views.kernel import ids
from bot.views.kernel.message import (
    Message,
    button,
    buttons,
    plain,
    section,
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
    if session.state is SessionState.UNDONE:
        return _undone(facts)
    if session.state is SessionState.MISSED:
        text = (
            f"*Did not take place:* the session with {escape(facts.ect)} of "
            f"{format_when(facts)}."
        )
        return _undoable(text, card)
    if session.state is SessionState.CANCELLED:
        text = f"*Called off:* the session with {escape(facts.ect)} of "
        text += f"{format_when(facts)}."
        return Message((section(text),), text)
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
    readers = _who_can_see(card)
    row = [button("Edit", action_id=ids.EDIT_SESSION, value=session.id)]
    if card.may_undo:
        row.insert(0, button("Undo", action_id=ids.UNDO_SESSION, value=session.id))
    row += _time_off_buttons(card)
    if card.has_history:
        row.append(button("History", action_id=ids.SHOW_SESSION, value=session.id))
    blocks: list[Block] = [
        section("\n".join(lines)),
        small_print(readers),
        buttons(row, block_id="session"),
    ]
    return Message(tuple(blocks), "\n".join([*lines, readers]))


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
        return Message((section(text),), text)
    if facts.session.state is not SessionState.HELD:
        text = (
            f"{escape(facts.mentor)} took back that you met: {format_when(facts)} is "
            "planned, as it was before."
        )
        return Message((section(text),), text)
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
    return Message(
        (
            section("\n".join(lines)),
            *answer_buttons(card),
            small_print(readers),
        ),
        "\n".join([*lines, readers]),
    )


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
        lines.append(like(refused.example))
        return plain(*lines)
    value = ids.of_line(refused.typed, refused.draft.starts_at)
    row = reason_buttons(
        refused.reasons, refused.draft.pairing, value, action_id=ids.LINE_REASON
    )
    if refused.choice is Choice.PLAN_INSTEAD:
        row.append(button("Plan it instead", action_id=ids.PLAN_INSTEAD, value=value))
    label = "Do it in the form" if refused.reasons else "Correct it in the form"
    row.append(button(label, action_id=ids.FINISH_LINE, value=value))
    said = plain(*lines)
    blocks = (*said.blocks, buttons(row, block_id="line"))
    return Message(blocks, said.text)


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


def _time_off_buttons(card: SessionCard) -> list[ButtonElement]:
    session = card.facts.session
    in_teaching = session.time_class is TimeClass.TEACHING
    if session.state is not SessionState.HELD or not in_teaching:
        return []
    if card.time_off is None:
        label, action_id = "I got the time for it", ids.SESSION_TIME
    elif card.may_undo_time and card.time_off.lost_to is None:
        label, action_id = "Undo: got the time", ids.UNDO_SESSION_TIME
    else:
        return []
    return [button(label, action_id=action_id, value=session.id)]


def _not_quite(card: SessionCard) -> str:
    ect = escape(card.facts.ect)
    if card.correction is None:
        return f"{ect} says: not quite. A word with them, or Edit, puts it right."
    how = remembered(card.correction)
    return f"{ect} says: not quite. They remember: {how}. Edit corrects it."


def _undoable(text: str, card: SessionCard) -> Message:
    if not card.may_undo:
        return Message((section(text),), text)
    session = card.facts.session
    row = [button("Undo", action_id=ids.UNDO_SESSION, value=session.id)]
    return Message((section(text), buttons(row, block_id="session")), text)


def _undone(facts: SessionFacts) -> Message:
    text = (
        f"*Taken back:* the session with {escape(facts.ect)} of {format_when(facts)}. "
        "Its words are deleted."
    )
    return Message((section(text),), text)


def met_buttons(session: SessionId, *, at: str) -> Block:
    """Return what a mentor says of a session whose time has passed."""
    row = [
        button(
            "It happened",
            action_id=ids.SESSION_HAPPENED,
            value=session,
            style="primary",
        ),
        button("It moved", action_id=ids.SESSION_MOVED, value=session),
        button("It didn't happen", action_id=ids.SESSION_MISSED, value=session),
    ]
    return buttons(row, block_id=f"{at}-{session}")
