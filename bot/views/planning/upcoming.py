"""The sessions to come, page by page, with what can be done about each."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count
from bot.domain.sessions.records import TimeClass
from bot.results.planning.plans import Upcoming, UpcomingSession
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_page
from bot.views.kernel.message import (
    Message,
    Piece,
    button,
    button_row,
    message,
    plain,
    small_print,
)
from bot.views.kernel.text import escape
from bot.views.sessions.formatting import PLACE_WORDS, format_when


def upcoming(found: Upcoming) -> Message:
    """Draw a page of what is planned, with what its mentor can do about each."""
    if not found.sessions:
        return _nothing_to_come(found)
    pieces: list[Piece] = [
        f"*What is planned: {format_count(found.in_all, 'session')}*"
    ]
    for one in found.sessions:
        pieces += [_line(one), _session_buttons(one) if one.is_mentor else None]
    if found.pages > 1:
        where = small_print(f"Page {found.page + 1} of {found.pages}")
        pieces += [where, _paging(found)]
    return message(*pieces)


def upcoming_view(found: Upcoming) -> View:
    """Draw the same where there is no message to hold it."""
    return modal_page("What is planned", upcoming(found).blocks)


def _nothing_to_come(found: Upcoming) -> Message:
    if not found.may_plan:
        text = "You have no mentoring sessions of your own. `/ect status` shows more."
        if found.is_ect:
            text = (
                "Nothing is planned for you yet. Your mentor plans your sessions here; "
                "you can ask them for a time."
            )
        return plain(text)
    opens = button("Plan sessions", ids.OPEN_PLAN, style="primary")
    text = "Nothing is planned yet. Plan one session, or a series of them."
    return message(text, opens, row="open-plan")


def _line(one: UpcomingSession) -> str:
    facts = one.facts
    other = facts.ect if one.is_mentor else facts.mentor
    line = f"*{format_when(facts)}*\nWith {escape(other)}, "
    line += PLACE_WORDS[facts.session.place]
    if facts.session.time_class is not TimeClass.TEACHING:
        line += ", outside teaching hours"
    return line


def _session_buttons(one: UpcomingSession) -> list[Block]:
    session = one.facts.session
    value = ids.of_planned(session.id, session.starts_at)
    return button_row(
        f"upcoming-{session.id}",
        button("Move", ids.SESSION_MOVED, value),
        button("Call off", ids.SESSION_MISSED, value),
        button("Swap", ids.SWAP_SESSION, value) if one.swappable else None,
    )


def _paging(found: Upcoming) -> list[Block]:
    at, action_id = found.page, ids.UPCOMING_PAGE
    sooner = button("Sooner", f"{action_id}.sooner", str(at - 1))
    later = button("Later", f"{action_id}.later", str(at + 1))
    return button_row(
        "upcoming-pages",
        sooner if at > 0 else None,
        later if at + 1 < found.pages else None,
    )
