"""One session on a page: its facts, its words where they may be read, its history."""

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.domain.acts import Did
from bot.domain.results.sessions import ActShown, SessionPage
from bot.domain.words import said_day
from bot.views.message import section, small_print
from bot.views.said import STATE_WORDS, said_how, said_when
from bot.views.session import words_of
from bot.views.text import escape

_DID = {
    Did.LOGGED: "logged it",
    Did.PLANNED: "planned it",
    Did.CHANGED: "changed it",
    Did.REWORDED: "changed the words",
    Did.MOVED: "moved it",
    Did.CANCELLED: "called it off",
    Did.SWAPPED: "swapped it with another",
    Did.UNDONE: "took it back",
    Did.HAPPENED: "said that it took place as planned",
    Did.MISSED: "said that it did not take place",
    Did.RESTORED: "undid that: it is planned again",
    Did.CONFIRMED: "said: yes, so it was",
    Did.DISPUTED: "said: not quite",
    Did.ANSWER_UNDONE: "took their answer back",
    Did.TALK_OFFERED: "offered to talk about it",
    Did.FLAG_FINE: "said that the time is fine",
    Did.FLAG_TALK: "asked to talk about the time",
    Did.FLAG_REOPENED: "took that answer back",
}
_MOST_ACTS = 40


def session_page(page: SessionPage) -> View:
    """Draw a session with all that happened to it, oldest first."""
    facts = page.facts
    state = STATE_WORDS[facts.session.state]
    lines = [
        f"*{said_when(facts)}* · {state}",
        f"{escape(facts.mentor)} with {escape(facts.ect)}",
        said_how(facts).capitalize(),
    ]
    blocks: list[Block] = [section("\n".join(lines))]
    words = words_of(page.card) if page.card is not None else []
    if words:
        blocks.append(section("\n".join(words)))
        readers = f"Only {escape(facts.mentor)} and {escape(facts.ect)} see the words."
        blocks.append(small_print(readers))
    blocks += [DividerBlock(), *_history(page)]
    return View(type="modal", title="A session", close="Close", blocks=blocks)


def _history(page: SessionPage) -> list[Block]:
    if not page.history:
        return [small_print("No history is kept from before this was last changed.")]
    lines = [_line(act) for act in page.history[-_MOST_ACTS:]]
    return [section("\n".join(["*History*", *lines]))]


def _line(act: ActShown) -> str:
    did = _DID.get(act.did, act.did.value.replace("_", " "))
    facts = f": {escape(act.facts)}" if act.facts else ""
    when = f"{said_day(act.at.date())}, {act.at:%H:%M}"
    return f"• {when} · {escape(act.by)} {did}{facts}"
