"""The App Home tab: what waits, where things stand, and what is done most."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.views import ids
from bot.views.message import Message, button, buttons, section, small_print

_MOST_BLOCKS = 90  # Slack shows 100 in a home tab


def home(
    status: Message,
    *,
    may_log: bool,
    may_raise: bool = False,
    is_known: bool = True,
    concerns: Sequence[Block] = (),
) -> View:
    """Draw the home tab: open concerns first, then where things stand."""
    row = [button("Refresh", action_id=ids.SHOW_STATUS, value="home")]
    if is_known:
        settings = button("Reminders", action_id=ids.OPEN_NUDGES, value="open")
        row.insert(0, settings)
    if may_raise:
        row.insert(0, button("Raise a concern", action_id=ids.OPEN_CONCERN, value=""))
    if may_log:
        log = button("Log a session", action_id=ids.OPEN_LOG, value="", style="primary")
        row.insert(0, log)
    blocks: list[Block] = [
        section("*ECT Bot*\nMentoring for early career teachers, kept simple."),
        buttons(row, block_id="home"),
    ]
    if concerns:
        blocks += [section("*In confidence*"), *concerns, DividerBlock()]
    blocks += status.blocks
    return View(
        type="home",
        blocks=[
            *blocks[:_MOST_BLOCKS],
            small_print("`/ect help` shows what you can type, here or anywhere."),
        ],
    )
