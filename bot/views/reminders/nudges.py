"""Reminders: all that is due to somebody in one message, each with what can be done."""

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, Option, StaticSelectElement

from bot.domain.kernel.formatting import format_count, format_day
from bot.domain.kernel.guidance import LINK, TITLE, rule
from bot.domain.reminders.nudges import ASKS, RULE_OF, NudgeKind
from bot.domain.reminders.preferences import Later
from bot.domain.sessions.records import SessionState, TimeClass
from bot.results.reminders.nudges import NudgeRound, NudgeShown
from bot.results.sessions.cards import SessionFacts
from bot.views.entitlement.training import pace_reminder
from bot.views.kernel import ids
from bot.views.kernel.message import (
    TEXT_MAX_CHARS,
    Message,
    button,
    buttons,
    fitting,
    plain,
    small_print,
    whole,
)
from bot.views.kernel.text import escape, shorten
from bot.views.reminders.tutor_reminders import Drawn, digest, gap, review, week_ahead
from bot.views.sessions.cards import met_buttons
from bot.views.sessions.formatting import PLACE_WORDS, format_weeks, format_when

_LATER = {
    Later.HOUR: "In an hour",
    Later.TOMORROW: "Tomorrow",
    Later.WEEK: "Next week",
}
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
    blocks: list[Block] = []
    texts: list[str] = []
    for shown in found.shown:
        for lines, row in _DRAW[shown.nudge.kind](shown):
            texts += lines
            blocks += [*whole("\n".join(lines)), *row]
        if shown.slowed and not shown.is_over:
            texts.append(_SLOWED)
            blocks.append(small_print(_SLOWED))
    if not blocks:
        return plain(
            "Nothing is left to do here. What you put off comes back in a new message."
        )
    blocks = fitting(blocks, more=_MORE)
    if not all(shown.is_over for shown in found.shown):
        blocks.append(_footer(found.shown))
    return Message(tuple(blocks), shorten("\n".join(texts), to=TEXT_MAX_CHARS))


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
        return [([f"Nothing more is planned for {when}."], [])]
    head = f"*{when}: {format_count(len(shown.facts), 'mentoring session')}*"
    own = [one for one in shown.facts if one.session.mentor == shown.nudge.reader]
    if len(own) <= 1 or len(own) > _MOST_WITH_BUTTONS:
        lines = [head, *[f"• {_with(shown, facts)}" for facts in shown.facts]]
        if len(own) > 1:
            lines.append("`/ect upcoming` moves them, or calls them off.")
        return [(lines, _session_buttons(shown, own[0]) if len(own) == 1 else [])]
    each = [
        ([f"• {_with(shown, facts)}"], _session_buttons(shown, facts))
        for facts in shown.facts
    ]
    return [([head], []), *each]


def _hour_before(shown: NudgeShown) -> Drawn:
    (facts,) = shown.facts
    if shown.is_over:
        return [([_what_became(shown, facts)], [])]
    said = f"*In an hour:* {_with(shown, facts)}"
    return [([said], _session_buttons(shown, facts))]


def _log_it(shown: NudgeShown) -> Drawn:
    (facts,) = shown.facts
    when, ect = format_when(facts), escape(facts.ect)
    if shown.asked_again and facts.session.state is SessionState.PLANNED:
        return [([f"I have asked again since about {ect}, {when}."], [])]
    if shown.is_over:
        return [([_what_became(shown, facts)], [])]
    lines = [f"*Did you meet {ect}?* {when}"]
    return [(lines, [met_buttons(facts.session.id, at="log-it")])]


def _nothing_planned(shown: NudgeShown) -> Drawn:
    ect = escape(shown.ect)
    span = format_weeks(shown.weeks_per_session)
    if shown.is_over:
        said = f"The session with {ect} for {span} is settled."
        return [([said], _undo_week(shown))]
    value = shown.nudge.subject
    row = [
        button("Plan one", action_id=ids.PLAN_ONE, value=value),
        button("Not this week", action_id=ids.WEEK_OFF, value=value),
    ]
    lines = [f"*No session with {ect} is planned for {span} yet.*"]
    return [(lines, [buttons(row, block_id=f"nothing-{value}")])]


def _undo_week(shown: NudgeShown) -> list[Block]:
    if not shown.may_undo:
        return []
    value = shown.nudge.subject
    row = [button("Undo", action_id=ids.UNDO_WEEK_OFF, value=value)]
    return [buttons(row, block_id=f"nothing-{value}")]


def _training(shown: NudgeShown) -> Drawn:
    (one,) = shown.training
    lines = pace_reminder(one.ledger)
    if shown.is_over:
        return [(lines[:1], [])]
    row = [button("Note training", action_id=ids.OPEN_TRAINING, value="")]
    if one.ledger.is_to_be_asked:
        row.append(
            button("Say when it began", action_id=ids.OPEN_ENTITLEMENT, value="")
        )
    else:
        row.append(button("I lost the time for it", action_id=ids.OPEN_TIME, value=""))
    return [(lines, [buttons(row, block_id="training-pace")])]


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


def _session_buttons(shown: NudgeShown, facts: SessionFacts) -> list[Block]:
    """Return what its mentor can do about a session that is to come."""
    session = facts.session
    if shown.nudge.reader != session.mentor:
        return []
    value = ids.of_planned(session.id, session.starts_at)
    row = [
        button("Move it", action_id=ids.SESSION_MOVED, value=value),
        button("It won't happen", action_id=ids.SESSION_MISSED, value=value),
    ]
    return [buttons(row, block_id=f"{shown.nudge.kind.value}-{session.id}")]


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


def _footer(found: Sequence[NudgeShown]) -> Block:
    kinds = ",".join(dict.fromkeys(shown.nudge.kind.value for shown in found))
    later = StaticSelectElement(
        action_id=ids.LATER,
        placeholder="Remind me later",
        options=[
            Option(value=f"{when.value}|{kinds}", text=words)
            for when, words in _LATER.items()
        ],
    )
    asks = any(shown.nudge.kind in ASKS for shown in found if not shown.is_over)
    label = "Why am I asked this?" if asks else "Why do I get this?"
    why = button(label, action_id=ids.WHY_ASKED, value=kinds)
    return ActionsBlock(elements=[why, later], block_id="reminders")


def kinds_in(value: str) -> list[NudgeKind]:
    """Read the kinds that a button carries; what is unknown is left out."""
    known = {kind.value: kind for kind in NudgeKind}
    return [known[name] for name in value.split(",") if name in known]
