"""Raising a concern: the form, the look at who would read it, and Send."""

from dataclasses import replace

from slack_sdk.models.views import View

from bot.domain.concerns.records import Topic
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import NotAllowed, Stale, Unfit
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import ROLE_WORDS, Role
from bot.ports.bundle import Ports
from bot.ports.messenger import Posted
from bot.ports.store import StoreFault
from bot.usecases.concerns.carried_words import words_carried
from bot.usecases.concerns.raising import (
    ChooseHat,
    ConcernDraft,
    open_concern,
    review_concern,
    send_concern,
)
from bot.usecases.overviews.status import welcome
from bot.views.concerns.carried import words_to_copy
from bot.views.concerns.chat import raised
from bot.views.concerns.fields import CONTACT, PASS_ON, READER, WORDS
from bot.views.concerns.form import (
    ABOUT,
    TOPIC,
    choose_hat,
    concern_form,
    review_form,
    shown_contact,
)
from bot.views.concerns.memory import ConcernMemory, Offer
from bot.views.concerns.notices import sent
from bot.views.concerns.reading import contact_letter, copy_form
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.kernel.memory import TooMuch, unpacked
from bot.views.kernel.message import why_not
from handlers.calls import Answer, Call, Errors, OnTop, Reply
from handlers.fields import Values
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to all that the form sends."""
    listening.action(ids.OPEN_CONCERN, lambda call: open_form(ports, call, ""))
    listening.action(ids.OPEN_WORDS_ANY, lambda call: _with_words(ports, call))
    listening.action(ids.CHOOSE_HAT_ANY, lambda call: _hat_chosen(ports, call))
    listening.submission(ids.CONCERN_FORM, lambda call: _next(ports, call))
    listening.submission(ids.CONCERN_REVIEW, lambda call: _send(ports, call))


def open_form(
    ports: Ports,
    call: Call,
    words: str | None,
    *,
    offer_at: tuple[str, str] | None = None,
) -> View:
    """Open the form with what was written so far; None where it cannot be read."""
    opened = open_concern(ports, call.actor, words)
    offer = Offer(channel=offer_at[0], ts=offer_at[1]) if offer_at else None
    if isinstance(opened, ChooseHat):
        return choose_hat(opened.hats, words, offer)
    return concern_form(opened, offer)


def _with_words(ports: Ports, call: Call) -> View:
    """Open the form with the words that the button carries, or show them to copy."""
    words = words_carried(ports, call.actor, call.value)
    try:
        return open_form(ports, call, words)
    except NotAllowed as refusal:
        return words_to_copy(why_not(refusal), words)
    except StoreFault:
        return words_to_copy("I can't reach my records just now.", words)


def _hat_chosen(ports: Ports, call: Call) -> Reply:
    memory = unpacked(call.body["view"]["private_metadata"], ConcernMemory)
    role, _, school = call.body["actions"][0]["value"].partition("|")
    words = None if memory.is_unread else memory.words
    opened = open_concern(
        ports, call.actor, words, school=SchoolId(school), role=Role(role)
    )
    if isinstance(opened, ChooseHat):
        raise Stale("Please begin again: your roles have changed just now.")
    cut = opened.left_out_chars + memory.left_out_chars
    return concern_form(replace(opened, left_out_chars=cut), memory.offer)


def _next(ports: Ports, call: Call) -> Answer:
    memory = unpacked(call.body["view"]["private_metadata"], ConcernMemory)
    values = Values(call.body["view"])
    draft = ConcernDraft(
        school=memory.school,
        role=memory.role,
        topic=Topic(values.picked(TOPIC)),
        about=frozenset(PersonId(one) for one in values.options(ABOUT)),
        words=values.text(WORDS),
    )
    try:
        return OnTop(
            review_form(review_concern(ports, call.actor, draft), memory.offer)
        )
    except Unfit as unfit:
        return _at(unfit)
    except TooMuch:
        return {
            WORDS: "That is a little more than Slack can hold here. Please shorten it."
        }


def _send(ports: Ports, call: Call) -> Answer:
    memory = unpacked(call.body["view"]["private_metadata"], ConcernMemory)
    values = Values(call.body["view"])
    reader = values.picked(READER)
    draft = _remembered(memory)
    if reader == CONTACT:
        return _contact_instead(ports, call, draft)
    card = send_concern(
        ports,
        call.actor,
        draft,
        reader=PersonId(reader),
        pass_on=bool(values.options(PASS_ON)),
        delivery=call.delivery,
    )
    if memory.offer is not None:
        _take_offer_down(ports, call, memory.offer)
    return told("Sent", sent(card), clear_on_close=True)


def _contact_instead(ports: Ports, call: Call, draft: ConcernDraft) -> View:
    """Show the named contact and a draft; nothing is stored."""
    review = review_concern(ports, call.actor, draft)
    name = review.contacts[0].name if review.contacts else "named contact"
    who = welcome(ports, call.actor)
    letter = contact_letter(
        name,
        role=ROLE_WORDS[draft.role],
        school=review.hat.school_name,
        words=[draft.words] if draft.words else [],
        sign=who.name or "",
    )
    return copy_form("Your named contact", shown_contact(review), letter)


def _take_offer_down(ports: Ports, call: Call, offer: Offer) -> None:
    at = Posted(offer.channel, offer.ts)
    team = call.actor.team
    ports.background.run(lambda: ports.messenger.end_offer(team, at, raised().text))


def _remembered(memory: ConcernMemory) -> ConcernDraft:
    if memory.topic is None:
        raise Stale("Please begin again: this form is from an older version.")
    return ConcernDraft(
        school=memory.school,
        role=memory.role,
        topic=memory.topic,
        about=frozenset(memory.about),
        words=memory.words,
    )


def _at(unfit: Unfit) -> Errors:
    return {WORDS if unfit.field is Field.NOTE else TOPIC: unfit.sentence}
