"""How the facts of a session and of its history are said."""

from collections.abc import Mapping

from bot.domain.kernel.acts import Did
from bot.domain.kernel.words import said_day, said_list, said_minutes, said_span
from bot.domain.sessions.session import Place, SessionState, TimeClass
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


def said_weeks(number: int) -> str:
    """Say which weeks they are, by how many of them make one expected session."""
    return _SPANS.get(number, f"these {number} weeks")


def said_readers(other: str, *, both_read: bool) -> str:
    """Say who reads what a mentor noted: not who has left, or has another role."""
    return f"You and {escape(other)} see all of this." if both_read else "You see this."


def said_when(facts: SessionFacts) -> str:
    """Say when a session is."""
    return said_span(facts.starts, facts.ends, today=facts.today)


def said_how(facts: SessionFacts) -> str:
    """Say how long a session was, where, and in which hours."""
    session = facts.session
    how = (
        f"{said_minutes(session.minutes)}, {PLACE_WORDS[session.place]}, "
        f"{TIME_WORDS[session.time_class]}"
    )
    if session.reason:
        how += f" ({escape(session.reason)})"
    return how


def said_filled_in(assumed: tuple[str, ...]) -> str:
    """Say what a typed line left open."""
    return f"You left out {said_list(assumed)}, so I filled that in. Is it right?"


def said_act(act: ActShown, words: Mapping[Did, str]) -> str:
    """Say one line of a history: when, who and what."""
    did = words.get(act.did, act.did.value.replace("_", " "))
    facts = f": {escape(act.facts)}" if act.facts else ""
    when = f"{said_day(act.at.date())}, {act.at:%H:%M}"
    return f"• {when} · {escape(act.by)} {did}{facts}"


def said_looks(looks: Looks) -> str:
    """Say how often somebody opened a record."""
    when = f"{said_day(looks.last.date())}, {looks.last:%H:%M}"
    if looks.times == 1:
        return f"{escape(looks.by)}: once, on {when}"
    return f"{escape(looks.by)}: {looks.times} times, last on {when}"
