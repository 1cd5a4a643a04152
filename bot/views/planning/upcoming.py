"""The sessions to come, page by page, with what can be done about each."""

from slack_sdk.models.blocks import ActionsBlock, Block
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_count
from bot.domain.sessions.records import TimeClass
from bot.results.planning.plans import Upcoming, UpcomingSession
from bot.views.kernel import ids
from bot.views.kernel.message import Message, button, buttons, section, small_print
from bot.views.kernel.text import escape
from bot.views.sessions.formatting import PLACE_WORDS, format_when


def upcoming(found: Upcoming) -> Message:
    """Draw a page of what is planned, with what its mentor can do about each."""
    if not found.sessions:
        return _nothing_to_come(found)
    head = f"*What is planned: {format_count(found.in_all, 'session')}*"
    blocks: list[Block] = [section(head)]
    lines = [head]
    for one in found.sessions:
        line = _line(one)
        lines.append(line)
        blocks.append(section(line))
        if one.is_mentor:
            blocks.append(_session_buttons(one))
    if found.pages > 1:
        where = f"Page {found.page + 1} of {found.pages}"
        lines.append(where)
        blocks += [small_print(where), _paging(found)]
    return Message(tuple(blocks), "\n".join(lines))


def upcoming_view(found: Upcoming) -> View:
    """Draw the same where there is no message to hold it."""
    return View(
        type="modal",
        title="What is planned",
        close="Close",
        blocks=list(upcoming(found).blocks),
    )


def _nothing_to_come(found: Upcoming) -> Message:
    if not found.may_plan:
        text = "You have no mentoring sessions of your own. `/ect status` shows more."
        if found.is_ect:
            text = (
                "Nothing is planned for you yet. Your mentor plans your sessions here; "
                "you can ask them for a time."
            )
        return Message((section(text),), text)
    text = "Nothing is planned yet. Plan one session, or a series of them."
    row = [button("Plan sessions", action_id=ids.OPEN_PLAN, value="", style="primary")]
    return Message((section(text), buttons(row, block_id="open-plan")), text)


def _line(one: UpcomingSession) -> str:
    facts = one.facts
    other = facts.ect if one.is_mentor else facts.mentor
    line = f"*{format_when(facts)}*\nWith {escape(other)}, "
    line += PLACE_WORDS[facts.session.place]
    if facts.session.time_class is not TimeClass.TEACHING:
        line += ", outside teaching hours"
    return line


def _session_buttons(one: UpcomingSession) -> ActionsBlock:
    session = one.facts.session
    value = ids.of_planned(session.id, session.starts_at)
    row = [
        button("Move", action_id=ids.SESSION_MOVED, value=value),
        button("Call off", action_id=ids.SESSION_MISSED, value=value),
    ]
    if one.swappable:
        row.append(button("Swap", action_id=ids.SWAP_SESSION, value=value))
    return buttons(row, block_id=f"upcoming-{session.id}")


def _paging(found: Upcoming) -> ActionsBlock:
    row = []
    if found.page > 0:
        row.append(
            button(
                "Sooner",
                action_id=f"{ids.UPCOMING_PAGE}.sooner",
                value=str(found.page - 1),
            )
        )
    if found.page + 1 < found.pages:
        row.append(
            button(
                "Later",
                action_id=f"{ids.UPCOMING_PAGE}.later",
                value=str(found.page + 1),
            )
        )
    return buttons(row, block_id="upcoming-pages")
