"""Reading a concern, and writing on in it: forms for the two who share it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.concerns.records import Topic
from bot.domain.kernel.formatting import format_day
from bot.domain.people.member import Role
from bot.results.concerns.cards import ConcernCard
from bot.views.concerns.fields import AGAIN, reader_field, verbatim, words_field
from bot.views.concerns.wording import (
    HAPPENED,
    TOPIC_WORDS,
    state_line,
    topic_for_reader,
    with_whom,
)
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_form, modal_page, option, text_field
from bot.views.kernel.message import button, button_row, section, small_print
from bot.views.kernel.text import escape, listed, shorten
from bot.views.sessions.formatting import format_looks


def read_form(card: ConcernCard) -> View:
    """Show a concern with its words, to one of the two who share it."""
    concern = card.concern
    mine = card.writer if concern.topic is not Topic.ECT_PROGRESS else ""
    head = f"*From {escape(mine)}*\nAbout: {topic_for_reader(concern.topic)}"
    if card.history:
        to = f"With {with_whom(card)}\n" if card.reader else ""
        head = f"*{TOPIC_WORDS[concern.topic]}*\n{to}{state_line(card)}"
    blocks: list[Block] = [section(head)]
    for one in card.said:
        by = f"{escape(one.author)}, {format_day(card.day(one.at))}"
        blocks += [small_print(by), verbatim(one.words)]
    if card.history:
        happened = [
            f"{format_day(card.day(at))}: {HAPPENED[what].format(who=escape(who))}"
            for at, what, who in card.history
            if what in HAPPENED
        ]
        looks = listed([format_looks(look) for look in card.looks])
        value = ids.of_concern(concern.id, concern.turn)
        blocks += [
            section(f"*What has happened*\n{listed(happened)}"),
            section(f"*Who has opened it*\n{looks or 'Nobody yet, but you.'}"),
            *button_row("copy", button("A copy to take away", ids.COPY_CONCERN, value)),
        ]
    return modal_page("In confidence", blocks[:100])


def note_form(card: ConcernCard) -> View:
    """Ask a reader for a note to the writer, with what the writer said above it."""
    return _writing_form(
        card,
        callback_id=ids.NOTE_FORM,
        title="Add a note",
        label=f"Your note to {card.writer}",
        hint=f"Only {card.writer.split()[0]} reads it. Please leave out pupils' names.",
    )


def add_form(card: ConcernCard) -> View:
    """Ask the writer for more words to whoever has it."""
    return _writing_form(
        card,
        callback_id=ids.ADD_FORM,
        title="Add something",
        label=f"What {card.reader} should read too",
        hint=f"Only {card.reader} reads it. Please leave out pupils' names.",
    )


def further_form(card: ConcernCard) -> View:
    """Draw the ways on from where a concern is; Send takes the one that is picked."""
    concern = card.concern
    again = []
    if card.reader and not card.is_shut_out:
        wait = f"{card.reader} again, with more time"
        again = [option(AGAIN, wait)]
    words = [verbatim(one.words) for one in card.said if one.by_writer][:20]
    lead = section("*They will read these words, exactly, and your name:*")
    return modal_form(
        ids.FURTHER_FORM,
        "Take it further",
        [
            state_line(card),
            reader_field(card.routes, is_new=False, extra=again),
            lead if words else None,
            *words,
            small_print(
                "Replies that you got stay between you and who wrote them. Whoever has "
                "it now is told only that it is no longer with them."
            ),
        ],
        submit="Send",
        memory=ids.of_concern(concern.id, concern.turn),
    )


def _writing_form(
    card: ConcernCard, *, callback_id: str, title: str, label: str, hint: str
) -> View:
    concern = card.concern
    return modal_form(
        callback_id,
        title,
        [
            *[verbatim(one.words) for one in card.said if one.by_writer][:20],
            words_field(shorten(label, to=150), hint=hint),
        ],
        submit="Send",
        memory=ids.of_concern(concern.id, concern.turn),
    )


def copy_form(title: str, lead: str, text: str) -> View:
    """Show text to copy, in fields, since those can be selected whole."""
    size = _FIELD_MAX_CHARS
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    return modal_form(
        ids.COPY_FORM,
        title,
        [
            lead,
            *[
                text_field(
                    f"copy-{number}",
                    "Select all of it and copy",
                    part,
                    lines=True,
                    optional=True,
                )
                for number, part in enumerate(parts[:_MOST_FIELDS], start=1)
            ],
        ],
        submit="Done",
        close="Close",
    )


_FIELD_MAX_CHARS, _MOST_FIELDS = 3000, 20
COPY_MAX_CHARS = _FIELD_MAX_CHARS * _MOST_FIELDS


def copy_of(card: ConcernCard) -> str:
    """Write a concern out in full, for its writer to take away."""
    lines = [
        f"A concern raised at {card.school} by {card.writer}",
        f"About: {TOPIC_WORDS[card.concern.topic]}",
        "",
    ]
    for one in card.said:
        lines += [f"{one.author}, {format_day(card.day(one.at))}:", one.words, ""]
    lines.append("What has happened:")
    lines += [
        f"- {format_day(card.day(at), today=card.today)}: "
        f"{HAPPENED[what].format(who=who)}"
        for at, what, who in card.history
        if what in HAPPENED
    ]
    return "\n".join(lines)


def draft_for_contact(card: ConcernCard) -> str:
    """Write what the writer may send to the named contact; the bot sends nothing."""
    name = card.contacts[0].name if card.contacts else "named contact"
    role = (
        "an early career teacher" if card.concern.written_as is Role.ECT else "a mentor"
    )
    own = [one.words for one in card.said if one.by_writer]
    return contact_letter(
        name, role=role, school=card.school, words=own, sign=card.writer
    )


def contact_letter(
    name: str, *, role: str, school: str, words: Sequence[str], sign: str
) -> str:
    """Write a letter to a named contact at an appropriate body."""
    return "\n\n".join(
        [
            f"Dear {name},",
            (
                f"I am {role} at {school}, and I would like to talk with you about "
                "something that has not been resolved at school."
            ),
            *words,
            "Please let me know when and how I can speak with you.",
            sign,
        ]
    )
