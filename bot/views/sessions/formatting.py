"""How the facts of a session and of its history are said."""

from collections.abc import Mapping

from bot.domain.kernel.formatting import (
    format_day,
    format_list,
    format_minutes,
    format_span,
)
from bot.domain.kernel.history import Event
from bot.domain.sessions.records import Place, SessionState, TimeClass
from bot.results.data_protection.audit import Looks
from bot.results.sessions.cards import ActShown, SessionFacts
from bot.views.kernel.text import escape

PLACE_WORDS = {Place.IN_PERSON: "in person", Place.ONLINE: "online"}
TIME_WORDS = {
    TimeClass.TEACHING: "in teaching hours",
    TimeClass.OUTSIDE_TEACHING: "outside teaching hours",
    TimeClass.OUTSIDE_CONTRACT: "outside contracted time",
}
_SPANS = {1: "this week", 2: "this fortnight"}
STATE_WORDS = {
    SessionState.PLANNED: "planned",
    SessionState.HELD: "met",
    SessionState.MISSED: "did not take place",
    SessionState.CANCELLED: "called off",
    SessionState.UNDONE: "taken back",
}


def format_weeks(number: int) -> str:
    """Say which weeks they are, by how many of them make one expected session."""
    return _SPANS.get(number, f"these {number} weeks")


def format_readers(other: str, *, both_read: bool) -> str:
    """Say who reads what a mentor noted: not who has left, or has another role."""
    return f"You and {escape(other)} see all of this." if both_read else "You see this."


def format_when(facts: SessionFacts) -> str:
    """Say when a session is."""
    return format_span(facts.starts, facts.ends, today=facts.today)


def format_how(facts: SessionFacts) -> str:
    """Say how long a session was, where, and in which hours."""
    session = facts.session
    how = (
        f"{format_minutes(session.minutes)}, {PLACE_WORDS[session.place]}, "
        f"{TIME_WORDS[session.time_class]}"
    )
    if session.reason:
        how += f" ({escape(session.reason)})"
    return how


def format_filled_in(assumed: tuple[str, ...]) -> str:
    """Say what a typed line left open."""
    return f"You left out {format_list(assumed)}, so I filled that in. Is it right?"


def format_act(act: ActShown, words: Mapping[Event, str]) -> str:
    """Say one line of a history: when, who and what."""
    did = words.get(act.did, act.did.value.replace("_", " "))
    facts = f": {escape(act.facts)}" if act.facts else ""
    when = f"{format_day(act.at.date())}, {act.at:%H:%M}"
    return f"• {when} · {escape(act.by)} {did}{facts}"


def format_looks(looks: Looks) -> str:
    """Say how often somebody opened a record."""
    when = f"{format_day(looks.last.date())}, {looks.last:%H:%M}"
    if looks.times == 1:
        return f"{escape(looks.by)}: once, on {when}"
    return f"{escape(looks.by)}: {looks.times} times, last on {when}"
