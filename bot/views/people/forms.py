"""The forms in which somebody says what changed about a person, and the answers."""

from collections.abc import Sequence
from typing import Any

import msgspec
from slack_sdk.models.blocks import StaticSelectElement
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.people.pairings import EXCEPTIONAL_REASONS_FOR_BOTH
from bot.results.people.pages import PersonPage
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE, word_options
from bot.views.kernel.message import section, small_print
from bot.views.kernel.text import escape
from bot.views.people.fields import (
    absence_fields,
    away_fields,
    back_fields,
    contact_fields,
    ect_fields,
    ended_fields,
    entry_fields,
    field,
    leaving_fields,
    mentor_fields,
    pattern_fields,
    remove_fields,
    review_fields,
    tutor_fields,
)
from bot.views.people.person_page import (
    ABSENCE,
    AWAY,
    BACK,
    CONTACT,
    ENDED,
    ENTER,
    ENTRY,
    LEAVES,
    MENTOR,
    PATTERN,
    REMOVE,
    REVIEWS,
    TUTOR,
)

_TITLES = {
    ENTRY: "A person",
    ENTER: "Enter an ECT",
    MENTOR: "Another mentor",
    TUTOR: "Another induction tutor",
    PATTERN: "Working pattern",
    ABSENCE: "Days of absence",
    REVIEWS: "When reviews are due",
    AWAY: "Away for a while",
    BACK: "Back again",
    ENDED: "Induction has ended",
    LEAVES: "An ECT leaves",
    CONTACT: "Named contact",
    REMOVE: "Take off the list",
}


class PersonMemory(Record, frozen=True, kw_only=True):
    """What a form about a person remembers; holds no words of people."""

    what: str
    school: SchoolId
    person: PersonId
    mark: str
    both: PersonId | None = None  # who would hold both roles


def change_form(what: str, page: PersonPage) -> View:
    """Draw the form for one kind of change."""
    fields = {
        ENTRY: entry_fields,
        ENTER: ect_fields,
        MENTOR: mentor_fields,
        TUTOR: tutor_fields,
        PATTERN: pattern_fields,
        ABSENCE: absence_fields,
        REVIEWS: review_fields,
        AWAY: away_fields,
        BACK: back_fields,
        ENDED: ended_fields,
        LEAVES: leaving_fields,
        CONTACT: contact_fields,
        REMOVE: remove_fields,
    }[what](page)
    name = f"<@{page.person}>" if not page.is_listed else f"*{escape(page.name)}*"
    return View(
        type="modal",
        callback_id=ids.PEOPLE_FORM,
        title=_TITLES[what],
        submit="Take off" if what == REMOVE else "Save",
        close="Cancel",
        private_metadata=_packed(_memory(what, page)),
        blocks=[section(name), *fields],
    )


def both_roles_form(memory: PersonMemory, person: PersonId, sentence: str) -> View:
    """Ask for the exceptional reason before the headteacher is asked (R5)."""
    options = word_options(EXCEPTIONAL_REASONS_FOR_BOTH)
    kept = msgspec.structs.replace(memory, both=person)
    return View(
        type="modal",
        callback_id=ids.BOTH_ROLES_FORM,
        title="One person, both roles",
        submit="Ask the headteacher",
        close="Back",
        private_metadata=_packed(kept),
        blocks=[
            section(escape(sentence)),
            field(
                Field.REASON,
                "The exceptional reason",
                StaticSelectElement(
                    action_id=VALUE, placeholder="Pick a reason", options=options
                ),
            ),
            small_print(
                "Nothing is changed yet. If the headteacher agrees, the reason and the "
                "agreement are recorded, and you can enter the change."
            ),
        ],
    )


def memory_of(view: dict[str, Any]) -> PersonMemory:
    """Read back what a form remembers.

    Raises msgspec.MsgspecError for what this program did not write.
    """
    return msgspec.json.decode(view["private_metadata"], type=PersonMemory)


def _memory(what: str, page: PersonPage) -> PersonMemory:
    return PersonMemory(
        what=what, school=page.school, person=page.person, mark=page.mark
    )


def _packed(memory: PersonMemory) -> str:
    return msgspec.json.encode(memory).decode()


def shown_fields(view: dict[str, Any]) -> Sequence[str]:
    """Return the fields of a form, by which a refusal finds its place."""
    return [b["block_id"] for b in view["blocks"] if b["type"] == "input"]
