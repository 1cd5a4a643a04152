"""All sessions and drop-ins that somebody had, each to be opened or read here."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.results.overviews.own_sessions import OwnSessions
from bot.views.entitlement.drop_ins import drop_in_lines
from bot.views.kernel.forms import modal_page
from bot.views.kernel.message import section, small_print
from bot.views.sessions.pages import session_row, steps_noted


def own_sessions(own: OwnSessions) -> View:
    """List somebody's own sessions and drop-ins, newest first."""
    blocks: list[Block] = [*steps_noted(own.open_steps), section("*Sessions*")]
    blocks += [
        session_row(facts, other)
        for facts, other in zip(own.sessions, own.others, strict=True)
    ]
    if not own.sessions:
        blocks.append(section("No session has been logged yet."))
    if own.drop_ins:
        blocks.append(section("*Drop-ins*"))
        blocks += [section("\n".join(drop_in_lines(card))) for card in own.drop_ins]
    blocks.append(
        small_print("Newest first. All words here are for a mentor and their ECT only.")
    )
    return modal_page("Sessions and notes", blocks)
