"""Reminders: all that is due to somebody in one message, each with what can be done."""

from collections.abc import Callable, Sequence

import msgspec
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    InputBlock,
    Option,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.drafts import Field
from bot.domain.guidance import LINK, TITLE, rule
from bot.domain.missed import Why
from bot.domain.nudges import RULE_OF, NudgeKind
from bot.domain.people import Role
from bot.domain.preferences import Later, Level
from bot.domain.results.nudges import NudgeRound, NudgeSettings, NudgeShown, PairingWeek
from bot.domain.results.sessions import SessionFacts
from bot.domain.sessions import SessionState, TimeClass
from bot.domain.words import said_count, said_day, said_list
from bot.views import ids
from bot.views.log_form import VALUE
from bot.views.message import Message, button, buttons, plain, section, small_print
from bot.views.said import PLACE_WORDS, said_when
from bot.views.text import escape
from bot.views.time_off import lost_line
from bot.views.training import pace_line, pace_reminder

KIND_WORDS = {
    NudgeKind.UPCOMING: "Sessions to come, the afternoon before",
    NudgeKind.HOUR_BEFORE: "A session, an hour before",
    NudgeKind.LOG_IT: "Did you meet? After a planned session",
    NudgeKind.NOTHING_PLANNED: "No session planned yet, on Wednesday",
    NudgeKind.WEEK_AHEAD: "The week ahead, on Monday",
    NudgeKind.GAP: "Two expected sessions in a row not logged",
    NudgeKind.DIGEST: "How the week went, on Friday",
    NudgeKind.REVIEW: "A review is coming, three weeks before",
    NudgeKind.TRAINING: "Your training hours, once each half-term",
}
_MENTORS = (NudgeKind.LOG_IT, NudgeKind.NOTHING_PLANNED, NudgeKind.TRAINING)
_BOTH = (NudgeKind.UPCOMING, NudgeKind.HOUR_BEFORE)
_TUTORS = (NudgeKind.WEEK_AHEAD, NudgeKind.GAP, NudgeKind.DIGEST, NudgeKind.REVIEW)
WHY_WORDS = {
    Why.TIME_TAKEN: "The time was taken for something else",
    Why.AWAY: "One of us was away",
    Why.EVENT: "A school event, trip or exam",
    Why.AGREED: "We agreed to leave it out",
    Why.OTHER: "Something else",
}
_WHY_OF_THEM = {  # as the induction tutor reads it
    Why.TIME_TAKEN: "the time was taken for something else",
    Why.AWAY: "one of them was away",
    Why.EVENT: "a school event, trip or exam",
    Why.AGREED: "they agreed to leave it out",
    Why.OTHER: "for another reason",
}
LEVEL_WORDS = {Level.ON: "On", Level.QUIETER: "Quieter", Level.OFF: "Off"}
_LATER = {
    Later.HOUR: "In an hour",
    Later.TOMORROW: "Tomorrow",
    Later.WEEK: "Next week",
}
_SLOWED = (
    "I will ask this less often from now on, as it seems not to help just now. "
    "`/ect nudges` changes that."
)
_SPANS = {1: "this week", 2: "this fortnight"}
_MOST_BLOCKS = 46
_MOST_WITH_BUTTONS = 15  # of a day's sessions: two blocks each, of Slack's 50


def reminders(found: NudgeRound) -> Message:
    """Draw all that came to somebody in one message."""
    blocks: list[Block] = []
    texts: list[str] = []
    for shown in found.shown:
        for lines, row in _DRAW[shown.nudge.kind](shown):
            texts += lines
            blocks += [section("\n".join(lines)), *row]
        if shown.slowed and not shown.is_over:
            texts.append(_SLOWED)
            blocks.append(small_print(_SLOWED))
    if not blocks:
        return plain(
            "Nothing is left to do here. What you put off comes back in a new message."
        )
    blocks = blocks[:_MOST_BLOCKS]
    if not all(shown.is_over for shown in found.shown):
        blocks.append(_footer(found.shown))
    return Message(tuple(blocks), "\n".join(texts))


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


def missed_form(subject: str, title: str) -> View:
    """Ask for a short reason why there was no session."""
    return View(
        type="modal",
        callback_id=ids.MISSED_FORM,
        title="No session",
        submit="Save",
        close="Cancel",
        private_metadata=subject,
        blocks=[section(title), *why_not()],
    )


def why_not() -> list[Block]:
    """Ask for a short reason, and say who sees it."""
    return [
        InputBlock(
            block_id=Field.WHY,
            label="Why not?",
            element=RadioButtonsElement(
                action_id=VALUE,
                options=[
                    Option(value=why.value, text=words)
                    for why, words in WHY_WORDS.items()
                ],
            ),
        ),
        small_print(
            "Your induction tutor sees the date and this reason, and no more. If "
            "the time was taken, that is for the school to put right, not for you."
        ),
    ]


def missed_saved(why: Why) -> Message:
    """Say what was noted, and where it goes."""
    text = f"Noted: {WHY_WORDS[why].lower()}."
    if why is Why.TIME_TAKEN:
        text += (
            " Guidance asks for mentors to be given the time. Your induction tutor "
            "sees in how many weeks it was not."
        )
    return plain(text)


def preferences_form(settings: NudgeSettings) -> View | Message:
    """Ask per kind: on, quieter or off; say so where a role brings no reminders."""
    kinds = kinds_of(settings.roles)
    if not kinds:
        return plain(
            "There is nothing to set: your role brings no reminders. I write to you "
            "seldom, on school days and in working hours."
        )
    options = [
        Option(value=level.value, text=words) for level, words in LEVEL_WORDS.items()
    ]
    return View(
        type="modal",
        callback_id=ids.NUDGES_FORM,
        title="How I remind you",
        submit="Save",
        close="Cancel",
        blocks=[
            section(
                "*Quieter* asks once, and sends what is weekly every other week. A "
                "concern that was brought to you cannot be switched off."
            ),
            *[
                InputBlock(
                    block_id=kind.value,
                    label=KIND_WORDS[kind],
                    hint=_hint(settings, kind),
                    element=StaticSelectElement(
                        action_id=VALUE,
                        options=options,
                        initial_option=next(
                            option
                            for option in options
                            if option.value == settings.kept[kind].level.value
                        ),
                    ),
                )
                for kind in kinds
            ],
        ],
    )


def open_nudges_button() -> Message:
    """Offer the form to someone who typed `nudges` where no form can be opened."""
    text = "Open the form to set what I remind you of."
    row = [button("What I remind you of", action_id=ids.OPEN_NUDGES, value="open")]
    return Message((section(text), buttons(row, block_id="open-nudges")), text)


def reminders_set() -> Message:
    """Say that the preferences are kept."""
    return plain("Saved. It holds from the next reminder on; `/ect nudges` changes it.")


def kinds_of(roles: frozenset[Role]) -> tuple[NudgeKind, ...]:
    """Return the kinds that somebody's roles bring."""
    found: list[NudgeKind] = []
    if roles & {Role.MENTOR, Role.ECT}:
        found += _BOTH
    if Role.MENTOR in roles:
        found += _MENTORS
    if Role.INDUCTION_TUTOR in roles:
        found += _TUTORS
    return tuple(found)


# Paragraphs, each with the buttons that belong to it.
_Drawn = list[tuple[list[str], list[Block]]]


def _upcoming(shown: NudgeShown) -> _Drawn:
    day = shown.due_on or shown.today
    if shown.is_over:
        return [([f"Nothing more is planned for {said_day(day)}."], [])]
    when = "Today" if day == shown.today else said_day(day)
    head = f"*{when}: {said_count(len(shown.facts), 'mentoring session')}*"
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


def _hour_before(shown: NudgeShown) -> _Drawn:
    (facts,) = shown.facts
    if shown.is_over:
        return [([_what_became(shown, facts)], [])]
    said = f"*In an hour:* {_with(shown, facts)}"
    return [([said], _session_buttons(shown, facts))]


def _log_it(shown: NudgeShown) -> _Drawn:
    (facts,) = shown.facts
    when, ect = said_when(facts), escape(facts.ect)
    if shown.asked_again and facts.session.state is SessionState.PLANNED:
        return [([f"I have asked again since about {ect}, {when}."], [])]
    if shown.is_over:
        return [([_what_became(shown, facts)], [])]
    value = facts.session.id
    row = [
        button(
            "It happened", action_id=ids.SESSION_HAPPENED, value=value, style="primary"
        ),
        button("It moved", action_id=ids.SESSION_MOVED, value=value),
        button("It didn't happen", action_id=ids.SESSION_MISSED, value=value),
    ]
    lines = [f"*Did you meet {ect}?* {when}"]
    return [(lines, [buttons(row, block_id=f"log-it-{value}")])]


def _nothing_planned(shown: NudgeShown) -> _Drawn:
    ect = escape(shown.ect)
    span = _SPANS.get(shown.weeks_per_session, f"these {shown.weeks_per_session} weeks")
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


def _week_ahead(shown: NudgeShown) -> _Drawn:
    lines = ["*The week ahead*"]
    for week in shown.week:
        coming = [*week.held, *week.planned]
        said = said_list([_when_and_where(facts) for facts in coming])
        none = "nothing planned yet" if week.is_owed else "none expected this week"
        lines.append(f"• {_pair(week)}: {said or none}")
    return [(lines, [_details(shown)])]


def _gap(shown: NudgeShown) -> _Drawn:
    pair = f"{escape(shown.mentor)} and {escape(shown.ect)}"
    if shown.is_over:
        return [([f"{pair}: they have met since, or gave a reason."], [])]
    missed = said_count(shown.weeks_per_session, "expected session")
    lines = [
        f"*{pair}: the last {missed} are not logged*",
        "That is a reason to ask, not a finding: do they get the time for it?",
    ]
    return [(lines, [])]


def _review(shown: NudgeShown) -> _Drawn:
    due = said_day(shown.due_on, today=shown.today) if shown.due_on else ""
    lines = [
        f"*A review of {escape(shown.ect)} is due on {due}*",
        "The date is the one that your school entered. I keep nothing of the review.",
    ]
    return [(lines, [])]


def _training(shown: NudgeShown) -> _Drawn:
    (one,) = shown.training
    lines = pace_reminder(one.ledger)
    if shown.is_over:
        return [(lines[:1], [])]
    row = [
        button("Note training", action_id=ids.OPEN_TRAINING, value=""),
        button("I lost the time for it", action_id=ids.OPEN_TIME, value=""),
    ]
    return [(lines, [buttons(row, block_id="training-pace")])]


def _digest(shown: NudgeShown) -> _Drawn:
    lines = ["*This week*"]
    lines += [f"• {_pair(week)}: {_week_line(week)}" for week in shown.week]
    if shown.open_flags:
        waiting = said_count(shown.open_flags, "session")
        lines.append(f"Waiting for your answer: {waiting} outside teaching hours.")
    for who, days in shown.often_outside:
        said = said_list([said_day(day) for day in days])
        lines.append(f"Outside teaching hours this half-term: {escape(who)}, {said}.")
    stood_out = (lost_line(shown.time_lost), pace_line(shown.training))
    lines += [line for line in stood_out if line is not None]
    return [(lines, [_details(shown)])]


_DRAW: dict[NudgeKind, Callable[[NudgeShown], _Drawn]] = {
    NudgeKind.UPCOMING: _upcoming,
    NudgeKind.HOUR_BEFORE: _hour_before,
    NudgeKind.LOG_IT: _log_it,
    NudgeKind.NOTHING_PLANNED: _nothing_planned,
    NudgeKind.WEEK_AHEAD: _week_ahead,
    NudgeKind.GAP: _gap,
    NudgeKind.REVIEW: _review,
    NudgeKind.DIGEST: _digest,
    NudgeKind.TRAINING: _training,
}


def _week_line(week: PairingWeek) -> str:
    line = _met_or_not(week)
    if week.disputed:
        days = said_list([said_day(day) for day in week.disputed])
        line += f"; the two remember {days} differently, please talk with both"
    if week.drop_ins:
        line += f"; drop-in on {said_list([said_day(day) for day in week.drop_ins])}"
    return line


def _met_or_not(week: PairingWeek) -> str:
    if week.held:
        return f"met {said_list([_when_and_where(facts) for facts in week.held])}"
    if week.missed:
        return f"no session ({said_list([_WHY_OF_THEM[why] for why in week.missed])})"
    if week.planned:
        said = said_list([_when_and_where(facts) for facts in week.planned])
        return f"planned {said}, not logged yet"
    if week.is_owed:
        return "nothing logged or planned, and no reason given yet"
    return "none expected this week"


def _what_became(shown: NudgeShown, facts: SessionFacts) -> str:
    other, when = _other(shown, facts), said_when(facts)
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


def _when_and_where(facts: SessionFacts) -> str:
    outside = facts.session.time_class is not TimeClass.TEACHING
    return f"{said_when(facts)}{' (outside teaching hours)' if outside else ''}"


def _pair(week: PairingWeek) -> str:
    return f"{escape(week.mentor)} with {escape(week.ect)}"


def _details(shown: NudgeShown) -> Block:
    row = [button("Where everyone stands", action_id=ids.DETAILS, value="all")]
    return buttons(row, block_id=f"details-{shown.nudge.kind.value}")


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
    why = button("Why am I asked this?", action_id=ids.WHY_ASKED, value=kinds)
    return ActionsBlock(elements=[why, later], block_id="reminders")


def _hint(settings: NudgeSettings, kind: NudgeKind) -> str | None:
    kept = settings.kept[kind]
    if kept.by_itself:
        return "I made this quieter: three messages running, it seemed not to help."
    return None


def kinds_in(value: str) -> list[NudgeKind]:
    """Read the kinds that a button carries; what is unknown is left out."""
    known = {kind.value: kind for kind in NudgeKind}
    return [known[name] for name in value.split(",") if name in known]


def packed_subject(kind: str, subject: str) -> str:
    """Pack what the form for a missed session is about."""
    return msgspec.json.encode([kind, subject]).decode()
