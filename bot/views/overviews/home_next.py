"""The one next thing for somebody to do, with what they can press about it."""

from slack_sdk.models.blocks import Block

from bot.domain.kernel.formatting import format_count
from bot.domain.overviews.ect_table import Show, TableView
from bot.domain.overviews.next_thing import NextKind
from bot.results.overviews.home import NextThing
from bot.results.sessions.cards import SessionFacts
from bot.views.kernel import ids
from bot.views.kernel.message import blocks_of, button, section
from bot.views.kernel.text import escape
from bot.views.sessions.cards import coming_buttons, met_buttons
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
    facts = following.facts
    if facts is None:
        return [section(_NOTHING)]
    if following.kind is NextKind.MET:
        text = f"*Next: did you meet {escape(facts.ect)}?* {format_when(facts)}"
        return [section(text), *met_buttons(facts.session.id, at="next")]
    coming = section(_coming(facts, facts.ect))
    return [coming, *coming_buttons(facts.session, at="next")]


def next_of_ect(following: NextThing | None) -> list[Block]:
    """Draw what is next for an ECT."""
    if following is None or following.facts is None:
        return [section(_NOTHING)]
    facts = following.facts
    if following.kind is NextKind.COMING:
        return [section(_coming(facts, facts.mentor))]
    value = facts.session.id
    text = (
        f"*Next: is this right?* {escape(facts.mentor)} logged {format_when(facts)}: "
        f"{format_how(facts)}."
    )
    seen = ids.of_logged(value, facts.session.starts_at, facts.session.minutes)
    return blocks_of(
        [
            text,
            button("Yes, that's right", ids.CONFIRM_SESSION, seen, style="primary"),
            button("Not quite", ids.DISPUTE_SESSION, value),
            button("Read the notes", ids.SHOW_SESSION, value),
        ],
        row=f"next-{value}",
    )


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


def _unplanned(following: NextThing) -> list[Block]:
    span = format_weeks(following.weeks)
    value = f"{following.pairing}|{following.monday}"
    text = f"*Next:* no session with {escape(following.ect)} is planned for {span} yet."
    plan = button("Plan one", ids.PLAN_ONE, value, style="primary")
    off = button("Not this week", ids.WEEK_OFF, value)
    return blocks_of([text, plan, off], row=f"next-{value}")


def _in_table(text: str, show: Show) -> list[Block]:
    table = TableView(show=show).packed()
    look = button("Show them", ids.TABLE_LOOKS, table, style="primary")
    return blocks_of([text, look], row="next-table")


def _coming(facts: SessionFacts, other: str) -> str:
    return f"*Next:* your session with {escape(other)}, {format_when(facts)}."
