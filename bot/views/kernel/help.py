"""Help: what one can type, in the words of the role that asks; and kind dead ends."""

from collections.abc import Sequence

from bot.domain.kernel.formatting import format_list
from bot.domain.people.member import AS_ROLE, Role
from bot.results.overviews.status import Welcome
from bot.views.kernel.message import Message, plain, section, small_print
from bot.views.kernel.text import as_typed, escape, shorten

_WHO_SEES = (
    "Notes and next steps are for the mentor and their ECT only. The induction tutor "
    "sees whether, when and how long they met, and the reason when it was outside "
    "teaching hours."
)

_HELP = "`/ect help` shows what I can do."


def help_text(welcome: Welcome, usages: Sequence[tuple[str, str]]) -> Message:
    """Draw the help for a person; *usages* are (what to type, what it does)."""
    if welcome.name is None:
        return plain(_to_a_stranger(welcome))
    lines = [f"`{usage}`  {purpose}" for usage, purpose in usages]
    paragraphs = [_greeting(welcome, welcome.name), "\n".join(lines)]
    return Message(
        (*(section(text) for text in paragraphs), small_print(_WHO_SEES)),
        "\n\n".join([*paragraphs, _WHO_SEES]),
    )


def unknown(word: str, nearest: str | None) -> Message:
    """Say that a word is no command, with the nearest one that is."""
    if nearest is None:
        return unreadable()
    said = escape(shorten(as_typed(word), to=40))
    return plain(f"I don't know “{said}”. Did you mean `/ect {nearest}`?")


def unreadable(nearest: str | None = None) -> Message:
    """Say that a line is none, without a word of it: it may say what is wrong."""
    way_on = f"Did you mean `/ect {nearest}`?" if nearest else _HELP
    return plain(f"I can't read that as one of my lines. {way_on}")


def no_longer() -> Message:
    """Answer a button or form that this version does not know."""
    return plain(f"That is no longer in use. {_HELP}")


def _to_a_stranger(welcome: Welcome) -> str:
    if not welcome.is_set_up:
        return (
            "No school has been set up yet. An admin of your Slack workspace can do "
            "it, with `/ect setup`."
        )
    who = f"<@{welcome.ask}>" if welcome.ask else "Your own school's ECT Bot admin"
    return (
        f"You are not in ECT Bot's list of people yet. {who} can add you; then I show "
        "you here what you can type."
    )


def _greeting(welcome: Welcome, name: str) -> str:
    roles = [AS_ROLE[role] for role in Role if role in welcome.roles]
    schools = format_list([escape(school) for _, school in welcome.schools])
    return (
        f"Hello {escape(name.split(maxsplit=1)[0])}. You are down as "
        f"{format_list(roles) or 'a colleague'} at {schools}. You can type:"
    )
