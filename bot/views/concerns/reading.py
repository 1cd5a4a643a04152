"""Reading a concern, and writing on in it: forms for the two who share it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
)
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
from bot.views.kernel.forms import OPTION_MAX_CHARS, VALUE
from bot.views.kernel.message import button, buttons, section, small_print
from bot.views.kernel.text import escape, shorten
from bot.views.sessions.formatting import format_looks


def read_form(card: ConcernCard) -> View:
    """Show a concern with its words, to one of the two who share it."""
    concern = card.concern
    mine = card.writer if concern.topic is not Topic.ECT_PROGRESS else ""
    blocks: list[Block] = []
    if card.history:
        to = f"With {with_whom(card)}\n" if card.reader else ""
        blocks.append(
            section(f"*{TOPIC_WORDS[concern.topic]}*\n{to}{state_line(card)}")
        )
    else:
        blocks.append(
            section(f"*From {escape(mine)}*\nAbout: {topic_for_reader(concern.topic)}")
        )
    for one in card.said:
        blocks.append(
            small_print(f"{escape(one.author)}, {format_day(card.day(one.at))}")
        )
        blocks.append(verbatim(one.words))
    if card.history:
        lines = [
            f"• {format_day(card.day(at))}: {HAPPENED[what].format(who=escape(who))}"
            for at, what, who in card.history
            if what in HAPPENED
        ]
        blocks.append(section("*What has happened*\n" + "\n".join(lines)))
        blocks.append(section(_looked(card)))
        value = ids.of_concern(concern.id, concern.turn)
        copy = button("A copy to take away", action_id=ids.COPY_CONCERN, value=value)
        blocks.append(buttons([copy], block_id="copy"))
    return View(type="modal", title="In confidence", close="Close", blocks=blocks[:100])


def _looked(card: ConcernCard) -> str:
    """Say who has opened a concern: the writer alone sees it."""
    lines = [f"• {format_looks(look)}" for look in card.looks]
    return "\n".join(["*Who has opened it*", *(lines or ["Nobody yet, but you."])])


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
        again = [Option(value=AGAIN, text=shorten(wait, to=OPTION_MAX_CHARS))]
    words = [one for one in card.said if one.by_writer]
    return View(
        type="modal",
        callback_id=ids.FURTHER_FORM,
        title="Take it further",
        submit="Send",
        close="Cancel",
        private_metadata=ids.of_concern(concern.id, concern.turn),
        blocks=[
            section(state_line(card)),
            reader_field(card.routes, is_new=False, extra=again),
            *(
                [section("*They will read these words, exactly, and your name:*")]
                if words
                else []
            ),
            *[verbatim(one.words) for one in words[:20]],
            small_print(
                "Replies that you got stay between you and who wrote them. Whoever has "
                "it now is told only that it is no longer with them."
            ),
        ],
    )


def _writing_form(
    card: ConcernCard, *, callback_id: str, title: str, label: str, hint: str
) -> View:
    concern = card.concern
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit="Send",
        close="Cancel",
        private_metadata=ids.of_concern(concern.id, concern.turn),
        blocks=[
            *[verbatim(one.words) for one in card.said if one.by_writer][:20],
            words_field(shorten(label, to=150), "", hint=hint),
        ],
    )


def copy_form(title: str, lead: str, text: str) -> View:
    """Show text to copy, in fields, since those can be selected whole."""
    parts = [
        text[start : start + _FIELD_MAX_CHARS]
        for start in range(0, len(text), _FIELD_MAX_CHARS)
    ]
    return View(
        type="modal",
        callback_id=ids.COPY_FORM,
        title=title,
        submit="Done",
        close="Close",
        blocks=[
            section(lead),
            *[
                InputBlock(
                    block_id=f"copy-{number}",
                    optional=True,
                    label="Select all of it and copy",
                    element=PlainTextInputElement(
                        action_id=VALUE, multiline=True, initial_value=part
                    ),
                )
                for number, part in enumerate(parts[:_MOST_FIELDS], start=1)
            ],
        ],
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
