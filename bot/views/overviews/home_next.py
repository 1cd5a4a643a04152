"""The one next thing for somebody to do, with what they can press about it."""

from slack_sdk.models.blocks import Block

from bot.domain.kernel.formatting import format_count
from bot.domain.overviews.ect_table import Show, TableView
from bot.domain.overviews.next_thing import NextKind
from bot.results.overviews.home import NextThing
from bot.results.sessions.cards import SessionFacts
from bot.views.kernel import ids
from bot.views.kernel.message import button, buttons, section
from bot.views.kernel.text import escape
from bot.views.sessions.cards import met_buttons
from bot.views.sessions.correction import correction_asked
from bot.views.sessions.flags import flag_buttons, flag_line
from bot.views.sessions.formatting import format_how, format_weeks, format_when

_NOTHING = "*Next:* nothing more for now."


def next_of_mentor(following: NextThing | None) -> list[Block]:
    """Draw what is next for a mentor."""
    if following is None:
        return [section(_NOTHING)]
    if following.kind is NextKind.CORRECTION and following.card is not None:
        return list(correction_asked(following.card).blocks)
    if following.kind is NextKind.UNPLANNED:
        return _unplanned(following)
    if following.facts is None:
        return [section(_NOTHING)]
    if following.kind is NextKind.MET:
        return _did_you_meet(following.facts)
    session = following.facts.session
    value = ids.of_planned(session.id, session.starts_at)
    row = [
        button("Move it", action_id=ids.SESSION_MOVED, value=value),
        button("It won't happen", action_id=ids.SESSION_MISSED, value=value),
    ]
    return [
        section(_coming(following.facts, following.facts.ect)),
        buttons(row, block_id=f"next-{session.id}"),
    ]


def next_of_ect(following: NextThing | None) -> list[Block]:
    """Draw what is next for an ECT."""
    if following is None or following.facts is None:
        return [section(_NOTHING)]
    facts = following.facts
    if following.kind is NextKind.COMING:
        return [section(_coming(facts, facts.mentor))]
    value = facts.session.id
    row = [
        button(
            "Yes, that's right",
            action_id=ids.CONFIRM_SESSION,
            value=ids.of_logged(value, facts.session.starts_at, facts.session.minutes),
            style="primary",
        ),
        button("Not quite", action_id=ids.DISPUTE_SESSION, value=value),
        button("Read the notes", action_id=ids.SHOW_SESSION, value=value),
    ]
    text = (
        f"*Next: is this right?* {escape(facts.mentor)} logged {format_when(facts)}: "
        f"{format_how(facts)}."
    )
    return [section(text), buttons(row, block_id=f"next-{value}")]


def next_of_tutor(following: NextThing | None) -> list[Block]:
    """Draw what is next for an induction tutor: facts and never words."""
    if following is None:
        return [section(_NOTHING)]
    count = following.count
    if following.kind is NextKind.FLAG and following.flagged is not None:
        more = f" (1 of {count})" if count > 1 else ""
        head = f"*Next: a session outside teaching hours{more}*"
        return [
            section(f"{head}\n{flag_line(following.flagged)}"),
            *flag_buttons(following.flagged),
        ]
    if following.kind is NextKind.LOOK:
        whose = "ECT's mentoring needs" if count == 1 else "ECTs' mentoring needs"
        return _in_table(f"*Next:* {count} {whose} a look.", Show.LOOK)
    has = "has" if count == 1 else "have"
    text = (
        f"*Next:* {format_count(count, 'ECT')} {has} no session planned for this week."
    )
    return _in_table(text, Show.UNPLANNED)


def _did_you_meet(facts: SessionFacts) -> list[Block]:
    text = f"*Next: did you meet {escape(facts.ect)}?* {format_when(facts)}"
    return [section(text), met_buttons(facts.session.id, at="next")]


def _unplanned(following: NextThing) -> list[Block]:
    span = format_weeks(following.weeks)
    value = f"{following.pairing}|{following.monday}"
    row = [
        button("Plan one", action_id=ids.PLAN_ONE, value=value, style="primary"),
        button("Not this week", action_id=ids.WEEK_OFF, value=value),
    ]
    text = f"*Next:* no session with {escape(following.ect)} is planned for {span} yet."
    return [section(text), buttons(row, block_id=f"next-{value}")]


def _in_table(text: str, show: Show) -> list[Block]:
    row = [
        button(
            "Show them",
            action_id=ids.TABLE_LOOKS,
            value=TableView(show=show).packed(),
            style="primary",
        )
    ]
    return [section(text), buttons(row, block_id="next-table")]


def _coming(facts: SessionFacts, other: str) -> str:
    return f"*Next:* your session with {escape(other)}, {format_when(facts)}."
