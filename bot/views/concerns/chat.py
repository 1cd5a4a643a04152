"""What the bot says to a direct message that is no command: quiet, with a way on."""

from bot.domain.concerns.chat import Heard, Kind
from bot.domain.concerns.records import WORDS_MAX_CHARS
from bot.results.overviews.status import Welcome
from bot.views.concerns.contacts import help_buttons
from bot.views.kernel import ids
from bot.views.kernel.message import (
    Message,
    Piece,
    button,
    button_row,
    message,
    plain,
    section,
)
from bot.views.kernel.text import escape

_NOTHING_KEPT = "I have kept nothing of what you wrote, and passed nothing on."
_HELP_FIRST = "If a child may be at risk, or you are not safe, these show who to tell:"
_HELP = "For what cannot wait:"
_COMMANDS = "Was it a question about me? Type `help` to see what I can do."


def offer(
    heard: Heard, *, may_raise: bool, thread: str = "", together: bool = False
) -> Message:
    """Offer ways on; nothing is stored, and no keyword decides anything."""
    lead = f"Thank you for writing. {_NOTHING_KEPT}"
    if together:
        lead = f"I have put this together with what you wrote before. {_NOTHING_KEPT}"
    if heard.has_files:
        lead += (
            " I cannot read files or listen to recordings; a few words in writing are "
            "enough."
        )
    if len(heard.text) > WORDS_MAX_CHARS:
        lead += (
            f" It is long: {len(heard.text):,} characters. Up to {WORDS_MAX_CHARS:,} "
            "can be sent, and you choose which; all of it stays here."
        )
    if heard.begins_like and not heard.is_worrying:
        lead += (
            f" If you meant it as a command, type it with `/ect {heard.begins_like}` "
            "at the front."
        )
    row = [button("Show me who I can talk to", ids.SHOW_CONTACTS, "show")]
    if may_raise:
        raise_it = button("Raise this with someone", ids.RAISE, thread or "here")
        not_now = button("Not now", ids.NOT_NOW, thread or "here")
        row += [raise_it, not_now]
    else:
        lead += f" {_COMMANDS}"
    pieces: list[list[Piece]] = [
        [lead, button_row(ids.OFFER_BLOCK, *row)],
        [_HELP_FIRST if heard.is_worrying else _HELP, help_buttons()],
    ]
    first, then = reversed(pieces) if heard.is_worrying else pieces
    return message(*first, *then, between="\n\n")


def open_concern_button() -> Message:
    """Offer the form to someone who typed `concern` where no form can be opened."""
    opens = button("Raise a concern", ids.OPEN_CONCERN)
    text = "Open the form to raise a concern. Nothing is kept until you press Send."
    return message(text, opens, row="open-concern")


def ended(sentence: str) -> Message:
    """Take an offer's place when it has been answered."""
    return message(section(sentence, block_id=ids.OFFER_ENDED_BLOCK))


def not_now() -> Message:
    """Answer "Not now"."""
    return ended(
        f"All right. {_NOTHING_KEPT} I am here whenever you want to come back to it."
    )


def raised() -> Message:
    """Take the offer's place once a concern has been sent."""
    return ended("You raised this. `/ect concerns` shows how it stands.")


def small_talk(kind: Kind, welcome: Welcome) -> Message:
    """Answer a greeting, thanks, or a message without any words."""
    if kind is Kind.NOTHING:
        return plain(
            "I could not read any words there. Write in your own words what is on your "
            "mind, or type `help` to see what I can do."
        )
    name = f" {escape(welcome.name.split()[0])}" if welcome.name else ""
    if kind is Kind.THANKS:
        return plain("You're welcome. I am here when you need me.")
    lead = (
        f"Hello{name}. Type `help` to see what I can do. If something is wrong, you "
        "can tell me in your own words: I keep nothing until you decide."
    )
    contacts = button("Show me who I can talk to", ids.SHOW_CONTACTS, "show")
    return message(lead, contacts, row="hello")


def edited() -> Message:
    """Answer a change to a message that was written before."""
    return plain(
        "I saw that you changed a message. If you had sent those words to somebody "
        "already, what they read stays as it was; `/ect concerns` lets you add to it."
    )


def deleted() -> Message:
    """Answer the deletion of a message."""
    return plain(
        "You deleted a message here. I hold no copy of it, unless you sent it to "
        "somebody: `/ect concerns` shows that, and lets you withdraw it."
    )
