"""What a school's admin is told, so that nothing stops in silence."""

from datetime import date

from bot.domain.kernel.formatting import format_date, format_day
from bot.views.kernel.message import Message, plain
from bot.views.kernel.text import escape


def unreached(name: str) -> Message:
    """Say that somebody cannot be reached in Slack, and what to do."""
    return plain(
        f"*I cannot reach {escape(name)} in Slack*\n"
        "Their account may be closed, or their place in the list of people may need a "
        "change. Until then I leave out what I would have told them."
    )


def not_shown(name: str) -> Message:
    """Say that a fault of the bot's own kept a message from somebody; never which."""
    return plain(
        f"*A message for {escape(name)} could not be put together*\n"
        "That is a fault in me, and nothing they did. I do not say what it was about: "
        "it may be for them alone. What is theirs to see is all there, with `/ect`. "
        "Please ask whoever runs ECT Bot to look at the log: it says where the fault "
        "is, under “a message could not be drawn”."
    )


def terms_end(last_day: date) -> Message:
    """Ask for the next year's term dates in good time."""
    return plain(
        f"*The last term that I know of ends on {format_day(last_day)}*\n"
        "Please enter the next year's term dates before then, with `/ect setup`. "
        "Without them I cannot tell school days from holidays, and expect no sessions."
    )


def contacts_old(confirmed_on: date) -> Message:
    """Ask to look at the contacts that somebody in need is shown."""
    return plain(
        "*Are the safeguarding and wellbeing contacts still right?*\n"
        f"Somebody last checked them on {format_date(confirmed_on)}. Please look at "
        "them "
        "in `/ect setup`, under *Safeguarding and wellbeing*: they are what I show to "
        "somebody who needs help at once."
    )
