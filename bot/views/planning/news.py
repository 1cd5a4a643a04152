"""What an ECT is told of their plans: what their mentor moved, or called off."""

from bot.domain.kernel.formatting import format_count, format_day
from bot.domain.kernel.history import Event
from bot.domain.sessions.records import SessionState
from bot.results.planning.plans import NotThen, PlanChangeCard
from bot.views.kernel import ids
from bot.views.kernel.message import Message, button, message
from bot.views.kernel.text import escape
from bot.views.planning.formatting import format_outside, format_sessions
from bot.views.sessions.formatting import format_when


def not_then(shown: NotThen) -> Message:
    """Draw for an ECT what became of a session of which they were reminded."""
    facts = shown.facts
    mentor = escape(facts.mentor)
    was = f"{format_day(shown.was.date())}, {shown.was:%H:%M}"
    if shown.is_then:
        text = f"*Your session with {mentor} is on {was}, after all.*"
    elif facts.session.state is SessionState.PLANNED:
        text = (
            f"*Your session with {mentor} has moved: it is now on "
            f"{format_when(facts)}*\nIt was on {was}."
        )
    else:
        text = f"*Your session with {mentor} on {was} does not take place.*"
    planned = button("What is planned", ids.OPEN_UPCOMING, "0")
    return message(text, planned, row="not-then")


def series_changed(card: PlanChangeCard) -> Message:
    """Draw what a mentor did to several planned sessions, for their ECT."""
    planned = button("What is planned", ids.OPEN_UPCOMING, "0")
    return message("\n".join(_for_ect(card)), planned, row="series")


def _for_ect(card: PlanChangeCard) -> list[str]:
    if not card.after:
        return ["*Your planned sessions have been changed again since.*"]
    mentor, days = escape(card.after[0].mentor), format_sessions(card.after)
    count = format_count(len(card.after), "planned session")
    if card.is_undone:
        lines = [f"*{mentor} took a change back: {count} with you as before*"]
        return [*lines, format_sessions(card.before)]
    if card.did is Event.CANCELLED:
        way_on = "If that troubles you, `/ect contacts` shows who you can talk to."
        return [
            f"*{mentor} called off {count} with you*",
            days,
            f"Nothing is planned in their place yet. {way_on}",
        ]
    lines = [
        f"*{mentor} moved {count} with you*",
        f"Now: {days}{format_outside(card)}",
        f"Before: {format_sessions(card.before)}",
    ]
    if card.left_out:
        lines.append("Those that could not move there stay where they are.")
    return lines
