"""Reminders: all that is due to somebody in one message, each with what can be done."""

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import Block

from bot.domain.kernel.formatting import format_count, format_day
from bot.domain.kernel.guidance import LINK, TITLE, rule
from bot.domain.reminders.nudges import ASKS, RULE_OF, NudgeKind
from bot.domain.reminders.preferences import Later
from bot.domain.sessions.records import SessionState, TimeClass
from bot.results.reminders.nudges import NudgeRound, NudgeShown
from bot.results.sessions.cards import SessionFacts
from bot.views.entitlement.training import pace_reminder
from bot.views.kernel import ids
from bot.views.kernel.forms import menu, options_of
from bot.views.kernel.message import (
    TEXT_MAX_CHARS,
    Message,
    Piece,
    button,
    button_row,
    fitting,
    message,
    plain,
    small_print,
)
from bot.views.kernel.text import escape, listed, shorten
from bot.views.reminders.tutor_reminders import Drawn, digest, gap, review, week_ahead
from bot.views.sessions.cards import coming_buttons, met_buttons
from bot.views.sessions.formatting import PLACE_WORDS, format_weeks, format_when

_LATER = {Later.HOUR: "In an hour", Later.TOMORROW: "Tomorrow", Later.WEEK: "Next week"}
_SLOWED = (
    "I will ask this less often from now on, as it seems not to help just now. "
    "`/ect nudges` changes that."
)
_MORE = (
    "There is more than one message holds: `/ect status` shows where everyone stands."
)
_MOST_WITH_BUTTONS = 15  # of a day's sessions: two blocks each, of Slack's 50


def reminders(found: NudgeRound) -> Message:
    """Draw all that came to somebody in one message."""
    pieces: list[Piece] = []
    for shown in found.shown:
        pieces += _DRAW[shown.nudge.kind](shown)
        if shown.slowed and not shown.is_over:
            pieces.append(small_print(_SLOWED))
    if not pieces:
        return plain(
            "Nothing is left to do here. What you put off comes back in a new message."
        )
    said = message(*pieces)
    blocks = fitting(said.blocks, more=_MORE)
    if not all(shown.is_over for shown in found.shown):
        blocks += _footer(found.shown)
    return Message(tuple(blocks), shorten(said.text, to=TEXT_MAX_CHARS))


def why_asked(kinds: Sequence[NudgeKind]) -> Message:
    """Say which rule stands behind a reminder, with a link to the guidance."""
    numbers = list(dict.fromkeys(RULE_OF[kind] for kind in kinds))
    rules = [f"*{number}* {rule(number).says}" for number in numbers]
    return plain(
        *rules,
        f"This is a summary of <{LINK}|{TITLE}>. I remind, I do not check up on "
        "anyone: fewer sessions are a reason to ask, not a finding.",
        "`/ect nudges` sets how often I remind you.",
    )


def _upcoming(shown: NudgeShown) -> Drawn:
    when = format_day(shown.due_on or shown.today)  # it is still read on other days
    if shown.is_over:
        return [f"Nothing more is planned for {when}."]
    head = f"*{when}: {format_count(len(shown.facts), 'mentoring session')}*"
    own = [one for one in shown.facts if one.session.mentor == shown.nudge.reader]
    each = [(_with(shown, facts), _coming(shown, facts)) for facts in shown.facts]
    if 1 < len(own) <= _MOST_WITH_BUTTONS:
        return [head, *(piece for line, row in each for piece in (f"• {line}", row))]
    lines = f"{head}\n{listed([line for line, _row in each])}"
    if own[1:]:
        return [f"{lines}\n`/ect upcoming` moves them, or calls them off."]
    return [lines, *(_coming(shown, facts) for facts in own)]


def _hour_before(shown: NudgeShown) -> Drawn:
    (facts,) = shown.facts
    if shown.is_over:
        return [_what_became(shown, facts)]
    return [f"*In an hour:* {_with(shown, facts)}", _coming(shown, facts)]


def _log_it(shown: NudgeShown) -> Drawn:
    (facts,) = shown.facts
    when, ect = format_when(facts), escape(facts.ect)
    if shown.asked_again and facts.session.state is SessionState.PLANNED:
        return [f"I have asked again since about {ect}, {when}."]
    if shown.is_over:
        return [_what_became(shown, facts)]
    met = met_buttons(facts.session.id, at="log-it")
    return [f"*Did you meet {ect}?* {when}", met]


def _nothing_planned(shown: NudgeShown) -> Drawn:
    ect, value = escape(shown.ect), shown.nudge.subject
    span, block_id = format_weeks(shown.weeks_per_session), f"nothing-{value}"
    if shown.is_over:
        undo = button("Undo", ids.UNDO_WEEK_OFF, value) if shown.may_undo else None
        said = f"The session with {ect} for {span} is settled."
        return [said, button_row(block_id, undo)]
    plan = button("Plan one", ids.PLAN_ONE, value)
    off = button("Not this week", ids.WEEK_OFF, value)
    said = f"*No session with {ect} is planned for {span} yet.*"
    return [said, button_row(block_id, plan, off)]


def _training(shown: NudgeShown) -> Drawn:
    (one,) = shown.training
    lines = pace_reminder(one.ledger)
    if shown.is_over:
        return [lines[0]]
    more = button("I lost the time for it", ids.OPEN_TIME)
    if one.ledger.is_to_be_asked:
        more = button("Say when it began", ids.OPEN_ENTITLEMENT)
    note = button("Note training", ids.OPEN_TRAINING)
    return ["\n".join(lines), button_row("training-pace", note, more)]


_DRAW: dict[NudgeKind, Callable[[NudgeShown], Drawn]] = {
    NudgeKind.UPCOMING: _upcoming,
    NudgeKind.HOUR_BEFORE: _hour_before,
    NudgeKind.LOG_IT: _log_it,
    NudgeKind.NOTHING_PLANNED: _nothing_planned,
    NudgeKind.WEEK_AHEAD: week_ahead,
    NudgeKind.GAP: gap,
    NudgeKind.REVIEW: review,
    NudgeKind.DIGEST: digest,
    NudgeKind.TRAINING: _training,
}


def _what_became(shown: NudgeShown, facts: SessionFacts) -> str:
    other, when = _other(shown, facts), format_when(facts)
    state = facts.session.state
    if state is SessionState.HELD:
        return f"Logged: {other}, {when}."
    if state is SessionState.MISSED:
        return f"Noted: no session with {other} on {when}."
    if state is SessionState.PLANNED:
        return f"The session with {other} is planned for {when}."
    if state is SessionState.CANCELLED:
        return f"The session with {other} on {when} was called off."
    return f"The session with {other} on {when} was taken back."


def _coming(shown: NudgeShown, facts: SessionFacts) -> list[Block]:
    """Return what its mentor can do about a session that is to come."""
    if shown.nudge.reader != facts.session.mentor:
        return []
    return coming_buttons(facts.session, at=shown.nudge.kind.value)


def _with(shown: NudgeShown, facts: SessionFacts) -> str:
    session = facts.session
    span = f"{facts.starts:%H:%M}–{facts.ends:%H:%M}"
    said = f"{span} with {_other(shown, facts)}"
    said += f", {PLACE_WORDS[session.place]}"
    if session.time_class is not TimeClass.TEACHING:
        said += ", outside teaching hours"
    return said


def _other(shown: NudgeShown, facts: SessionFacts) -> str:
    is_mentor = shown.nudge.reader == facts.session.mentor
    return escape(facts.ect if is_mentor else facts.mentor)


def _footer(found: Sequence[NudgeShown]) -> list[Block]:
    kinds = ",".join(dict.fromkeys(shown.nudge.kind.value for shown in found))
    later = menu(
        options_of((f"{when.value}|{kinds}", words) for when, words in _LATER.items()),
        action_id=ids.LATER,
        placeholder="Remind me later",
    )
    asks = any(shown.nudge.kind in ASKS for shown in found if not shown.is_over)
    label = "Why am I asked this?" if asks else "Why do I get this?"
    return button_row("reminders", button(label, ids.WHY_ASKED, kinds), later)


def kinds_in(value: str) -> list[NudgeKind]:
    """Read the kinds that a button carries; what is unknown is left out."""
    known = {kind.value: kind for kind in NudgeKind}
    return [known[name] for name in value.split(",") if name in known]
