"""Sessions on pages: facts, words where they may be read, and history."""

from dataclasses import replace

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_list
from bot.domain.kernel.history import Event
from bot.domain.sessions.records import SessionState
from bot.results.sessions.cards import SessionCard, SessionFacts, SessionPage
from bot.results.sessions.next_steps import StepsNoted
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_form
from bot.views.kernel.message import button, button_row, section, small_print
from bot.views.kernel.text import escape, listed
from bot.views.sessions.cards import words_of
from bot.views.sessions.correction import answer_buttons, answer_line
from bot.views.sessions.formatting import (
    STATE_WORDS,
    format_act,
    format_how,
    format_looks,
    format_when,
)

_DID = {
    Event.LOGGED: "logged it",
    Event.PLANNED: "planned it",
    Event.CHANGED: "changed it",
    Event.REWORDED: "changed the words",
    Event.MOVED: "moved it",
    Event.CANCELLED: "called it off",
    Event.SWAPPED: "swapped it with another",
    Event.UNDONE: "took it back",
    Event.HAPPENED: "said that it took place as planned",
    Event.MISSED: "said that it did not take place",
    Event.RESTORED: "undid that: it is planned again",
    Event.CONFIRMED: "said: yes, that's right",
    Event.DISPUTED: "said: not quite",
    Event.ANSWER_UNDONE: "took their answer back",
    Event.TALK_OFFERED: "offered to talk about it",
    Event.FLAG_FINE: "said that the time is fine",
    Event.FLAG_TALK: "asked to talk about the time",
    Event.FLAG_REOPENED: "took that answer back",
}
_MOST_ACTS = 40


def session_page(page: SessionPage) -> View:
    """Draw a session with all that happened to it, oldest first."""
    facts = page.facts
    state = STATE_WORDS[facts.session.state]
    lines = [
        f"*{format_when(facts)}* · {state}",
        f"{escape(facts.mentor)} with {escape(facts.ect)}",
        format_how(facts),
    ]
    blocks: list[Block] = [section("\n".join(lines))]
    words = words_of(page.card) if page.card is not None else []
    if words:
        blocks.append(section("\n".join(words)))
        readers = f"Only {escape(facts.mentor)} and {escape(facts.ect)} see the words."
        blocks.append(small_print(readers))
    if page.card is not None:
        blocks += _pressed(page, page.card)
    blocks += [DividerBlock(), *_history(page)]
    if page.looks:
        looks = listed([format_looks(look) for look in page.looks])
        blocks.append(section(f"*Who else has opened it*\n{looks}"))
    return modal_form(
        ids.SESSION_PAGE,
        "A session",
        blocks,
        submit=None,
        close="Close",
        memory=facts.session.id,
    )


def steps_noted(noted: StepsNoted) -> list[Block]:
    """Draw the next steps that were noted for an ECT, and who sees them."""
    if not noted.steps:
        return []
    steps = listed([escape(step) for step in noted.steps])
    return [
        section(f"*Next steps noted for you*\n{steps}"),
        small_print(_who_sees(noted)),
    ]


def _who_sees(noted: StepsNoted) -> str:
    if noted.are_read and not noted.are_from_before:
        return "Only you and your mentor see these."
    if noted.are_read:
        return "Only you, your mentor and whoever noted them see these."
    said = "Only you and whoever noted them see these."
    if noted.may_be_shown_to:
        names = escape(format_list(list(noted.may_be_shown_to)))
        said += f" {names} sees those from before if you agree, in `/ect people`."
    return said


def session_row(facts: SessionFacts, other: str) -> Block:
    """Draw a past session as one line that opens."""
    when, state = format_when(facts), STATE_WORDS[facts.session.state]
    spoken = f"Open the session of {when} with {other}"
    return section(
        f"{when} · {escape(other)} · {state}",
        block_id=f"session-{facts.session.id}",
        beside=button("Open", ids.SHOW_SESSION, facts.session.id, spoken=spoken),
    )


def _pressed(page: SessionPage, card: SessionCard) -> list[Block]:
    """Return what its ECT or its mentor can press about a session."""
    session = page.facts.session
    if page.may_confirm and session.state is SessionState.HELD:
        line = answer_line(card)
        said: list[Block] = [section(line)] if line else []
        return said + answer_buttons(replace(card, has_history=False))
    gone = {SessionState.UNDONE, SessionState.CANCELLED}
    if not page.may_change or session.state in gone:
        return []
    row = []
    if card.may_undo:
        row.append(button("Undo", ids.UNDO_SESSION, session.id))
    if session.state is not SessionState.MISSED:
        row.append(button("Edit", ids.EDIT_SESSION, session.id))
    return button_row("session", *row)


def _history(page: SessionPage) -> list[Block]:
    if not page.history:
        return [small_print("No history is kept from before this was last changed.")]
    lines = [format_act(act, _DID) for act in page.history[-_MOST_ACTS:]]
    return [section("\n".join(["*History*", *lines]))]
