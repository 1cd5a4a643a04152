"""Raising a concern: what it is, then who would read exactly which words.

Nothing is stored while the form is open: `memory` has what its second page
needs of the first.
"""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.concerns.records import WORDS_MAX_CHARS, Topic
from bot.domain.kernel.formatting import format_day
from bot.domain.people.member import ROLE_WORDS, Role
from bot.results.concerns.cards import ConcernForm, ConcernReview, Hat
from bot.views.concerns.contacts import format_contact
from bot.views.concerns.fields import PASS_ON, reader_field, verbatim, words_field
from bot.views.concerns.memory import ConcernMemory, Offer, fitting
from bot.views.concerns.wording import TOPIC_WORDS
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    modal_form,
    option,
    options_of,
    radio_field,
    several_field,
    tick_field,
)
from bot.views.kernel.memory import packed
from bot.views.kernel.message import button, button_rows, section, small_print

TOPIC, ABOUT = "topic", "about"
_MOST_BOXES = 10  # to tick


def concern_form(form: ConcernForm, offer: Offer | None) -> View:
    """Draw the first page: what it is about, whether about somebody, the words."""
    by_mentor = form.hat.role is Role.MENTOR
    topics = options_of((topic, TOPIC_WORDS[topic]) for topic in form.topics)
    memory = ConcernMemory(
        school=form.hat.school,
        role=form.hat.role,
        offer=offer,
        left_out_chars=form.left_out_chars,
    )
    lead = (
        "Nothing is kept or passed on until you press *Send* on the next page. There "
        "you see who would read it."
    )
    if form.left_out_chars:
        lead += (
            f"\n⚠ What you wrote is longer than fits: the last {form.left_out_chars:,} "
            "characters are not here. All of it is still where you wrote it."
        )
    if form.is_unread:
        lead += (
            "\n⚠ Slack does not show me what you wrote just now. It is still in our "
            "conversation: please copy it from there, or write it here."
        )
    return modal_form(
        ids.CONCERN_FORM,
        "Raise a concern",
        [
            lead,
            radio_field(TOPIC, "What is it about?", topics),
            _about_field(form),
            words_field(
                "In your own words",
                form.words,
                hint=(
                    "Leave this empty for an ECT's training or progress: you talk "
                    "about that with the induction tutor; nothing about an ECT is kept."
                    if by_mentor
                    else "A few sentences are enough. Please leave out pupils' names."
                ),
                optional=by_mentor,
            ),
        ],
        submit="Next",
        memory=packed(memory),
    )


def review_form(review: ConcernReview, offer: Offer | None) -> View:
    """Draw the second page: who would read exactly which words, and Send.

    Raises TooMuch.
    """
    memory = ConcernMemory(
        school=review.hat.school,
        role=review.hat.role,
        offer=offer,
        topic=review.topic,
        about=tuple(review.about),
        words=review.words,
    )
    return modal_form(
        ids.CONCERN_REVIEW,
        "Before you send it",
        [
            reader_field(review.routes, is_new=True),
            _pass_on_field(review),
            _exact_words(review),
            small_print(
                f"They are asked to look by {format_day(review.seen_by)} and to answer "
                f"by {format_day(review.answer_by)}: your school's own promise. You "
                "see how it stands, and can add to it, take it further or withdraw it."
            ),
            small_print(
                "It is confidential, not anonymous: only you and the person you choose "
                "can read it, and they see that it is from you."
            ),
        ],
        submit="Send",
        close="Change",
        memory=packed(memory),
    )


def choose_hat(hats: Sequence[Hat], words: str | None, offer: Offer | None) -> View:
    """Ask somebody with several roles or schools as what they raise it.

    What a form cannot remember of long *words* is still where they were written.
    """
    memory = fitting(
        ConcernMemory(
            school=hats[0].school,
            role=hats[0].role,
            offer=offer,
            words=(words or "")[:WORDS_MAX_CHARS],
            left_out_chars=max(0, len(words or "") - WORDS_MAX_CHARS),
            is_unread=words is None,
        )
    )
    row = [
        button(
            f"{ROLE_WORDS[hat.role]} at {hat.school_name}",
            f"{ids.CHOOSE_HAT}.{number}",
            f"{hat.role.value}|{hat.school}",
        )
        for number, hat in enumerate(hats)
    ]
    return modal_form(
        None,
        "Raise a concern",
        ["*As what do you raise it?*", button_rows("hat", row)],
        submit=None,
        memory=packed(memory),
    )


def shown_contact(review: ConcernReview) -> str:
    """Say who the named contact is, for who chose nobody at school."""
    contacts = "\n".join(format_contact(one) for one in review.contacts)
    return (
        "*The named contact at your appropriate body*\n"
        f"{contacts or '• Not entered yet: your school admin can tell you.'}\n"
        "I have kept nothing and sent nothing. Here is a draft that you may copy."
    )


def _about_field(form: ConcernForm) -> list[Block]:
    if not form.people:
        return []
    options = options_of(
        (adviser.person, f"{name}, {ROLE_WORDS[adviser.role]}")
        for adviser, name in zip(form.people, form.names, strict=False)
    )
    label = "Is it about one of these people? They will never see it."
    if len(options) <= _MOST_BOXES:
        return [tick_field(ABOUT, label, options, optional=True)]
    placeholder = "Nobody, or pick them"
    return [
        several_field(ABOUT, label, options, placeholder=placeholder, optional=True)
    ]


def _pass_on_field(review: ConcernReview) -> list[Block]:
    if review.pass_on_to is None:
        return []
    yes = option(
        "yes",
        f"Yes, pass it on to {review.pass_on_to.name} for me",
        f"if they say so, or after {format_day(review.answer_by)}",
    )
    return [
        tick_field(
            PASS_ON,
            "If your mentor cannot help, or does not answer in time",
            [yes],
            optional=True,
            hint="Without this, I ask you first.",
        )
    ]


def _exact_words(review: ConcernReview) -> list[Block]:
    if review.topic is Topic.ECT_PROGRESS:
        return [
            section(
                "*They are told that you would like to talk about an ECT's training or "
                "progress. No words about an ECT are kept or passed on.*"
            )
        ]
    about = TOPIC_WORDS[review.topic]
    return [
        section(
            "*They will read these words, exactly. They also see what you chose it to "
            f"be about: “{about}”.*"
        ),
        verbatim(review.words),
    ]
