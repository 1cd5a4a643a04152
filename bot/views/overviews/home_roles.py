"""The home tab's parts of mentors, ECTs and leaders: next, status, history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.kernel.formatting import format_date, format_day
from bot.results.overviews.home import EctPart, MentorPart, WeekOff
from bot.results.overviews.status import SchoolCounts
from bot.results.sessions.cards import SessionFacts
from bot.views.kernel import ids
from bot.views.kernel.message import (
    Piece,
    blocks_of,
    button,
    button_row,
    section,
    small_print,
)
from bot.views.kernel.text import escape
from bot.views.overviews.home_next import next_of_ect, next_of_mentor
from bot.views.overviews.status import (
    OWN_SESSIONS_LABEL,
    TYPICAL,
    counts_line,
    pairing_lines,
)
from bot.views.sessions.pages import session_row, steps_noted


@dataclass(frozen=True, slots=True)
class Part:
    """What one role sees: what is next, then the rest."""

    heading: str
    next: list[Block]
    rest: list[Block]
    is_of_school: bool = False  # its heading names the school, also where it is alone


def as_mentor(part: MentorPart) -> Part:
    """Draw what a mentor sees."""
    lead = (
        "*Whom you mentor*" if part.pairings else "You are not down as anyone's mentor."
    )
    rest: list[Piece] = [
        lead,
        *(pairing_lines(one, f"*{escape(one.ect)}*") for one in part.pairings),
        _latest(part.history, lambda facts: facts.ect),
    ]
    following = [*next_of_mentor(part.next), *_weeks_off(part.weeks_off)]
    return Part("As a mentor", following, blocks_of(rest))


def as_ect(part: EctPart) -> Part:
    """Draw what an ECT sees: what they received, and what was noted for them."""
    rest: list[Piece] = [
        "*Your mentoring*" if part.pairings else _without_mentor(part),
        *(
            pairing_lines(one, f"*{escape(one.mentor)}* is your mentor")
            for one in part.pairings
        ),
        small_print(TYPICAL) if part.pairings else None,
        steps_noted(part.open_steps),
        _latest(part.history, lambda facts: facts.mentor),
    ]
    return Part("As an ECT", next_of_ect(part.next), blocks_of(rest))


def _without_mentor(part: EctPart) -> str:
    if part.ended_on is None:
        return "No mentor is down for you yet."
    return f"Your induction ended on {format_date(part.ended_on)}."


def as_leader(school: str, counts: SchoolCounts) -> Part:
    """Draw what leaders see: counts, and no small ones."""
    return Part(school, [], [section(counts_line(counts))], is_of_school=True)


def _weeks_off(weeks: Sequence[WeekOff]) -> list[Block]:
    """Draw the weeks that were just said to be without a session, each with Undo."""
    blocks: list[Block] = []
    for week in weeks:
        value = f"{week.pairing}|{week.monday}"
        said = (
            f"Noted: no session with {escape(week.ect)} in the week of "
            f"{format_day(week.monday)}."
        )
        undo = button("Undo", ids.UNDO_WEEK_OFF, value)
        blocks += blocks_of([said, undo], row=f"week-off-{value}")
    return blocks


def _latest(
    history: Sequence[SessionFacts], other: Callable[[SessionFacts], str]
) -> list[Block]:
    if not history:
        return []
    every = button(OWN_SESSIONS_LABEL, ids.OWN_SESSIONS, "all")
    return [
        section("*Latest sessions*"),
        *[session_row(facts, other(facts)) for facts in history],
        *button_row(f"own-{history[0].session.id}", every),
    ]
