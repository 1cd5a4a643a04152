"""The App Home tab: where things stand, and the buttons for what is done most."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.views import ids
from bot.views.message import Message, button, buttons, section, small_print

_MOST_BLOCKS = 95  # Slack shows 100 in a home tab


def home(status: Message, *, may_log: bool) -> View:
    """Draw the home tab around a person's status."""
    row = [button("Refresh", action_id=ids.SHOW_STATUS, value="home")]
    if may_log:
        log = button("Log a session", action_id=ids.OPEN_LOG, value="", style="primary")
        row.insert(0, log)
    blocks: list[Block] = [
        section("*ECT Bot*\nMentoring for early career teachers, kept simple."),
        buttons(row, block_id="home"),
        *status.blocks[:_MOST_BLOCKS],
        small_print("`/ect help` shows what you can type, here or anywhere."),
    ]
    return View(type="home", blocks=blocks)
