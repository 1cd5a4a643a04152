"""The forms in which somebody says what changed about a person, and the answers."""

from collections.abc import Sequence
from typing import Any

import msgspec
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.people.pairings import EXCEPTIONAL_REASONS_FOR_BOTH
from bot.results.people.pages import PersonPage
from bot.views.kernel import ids
from bot.views.kernel.forms import menu_field, modal_form, word_options
from bot.views.kernel.memory import packed, unpacked
from bot.views.kernel.message import small_print
from bot.views.kernel.text import escape
from bot.views.people.fields import FORMS
from bot.views.people.person_page import REMOVE


class PersonMemory(Record, frozen=True, kw_only=True):
    """What a form about a person remembers; holds no words of people."""

    what: str
    school: SchoolId
    person: PersonId
    mark: str
    both: PersonId | None = None  # who would hold both roles


def change_form(what: str, page: PersonPage) -> View:
    """Draw the form for one kind of change."""
    title, fields = FORMS[what]
    memory = PersonMemory(
        what=what, school=page.school, person=page.person, mark=page.mark
    )
    name = f"<@{page.person}>" if not page.is_listed else f"*{escape(page.name)}*"
    return modal_form(
        ids.PEOPLE_FORM,
        title,
        [name, fields(page)],
        submit="Take off" if what == REMOVE else "Save",
        memory=packed(memory),
    )


def both_roles_form(memory: PersonMemory, person: PersonId, sentence: str) -> View:
    """Ask for the exceptional reason before the headteacher is asked (R5)."""
    options = word_options(EXCEPTIONAL_REASONS_FOR_BOTH)
    kept = msgspec.structs.replace(memory, both=person)
    return modal_form(
        ids.BOTH_ROLES_FORM,
        "One person, both roles",
        [
            escape(sentence),
            menu_field(
                Field.REASON,
                "The exceptional reason",
                options,
                placeholder="Pick a reason",
            ),
            small_print(
                "Nothing is changed yet. If the headteacher agrees, the reason and the "
                "agreement are recorded, and you can enter the change."
            ),
        ],
        submit="Ask the headteacher",
        close="Back",
        memory=packed(kept),
    )


def memory_of(view: dict[str, Any]) -> PersonMemory:
    """Read back what a form remembers; raises msgspec.MsgspecError."""
    return unpacked(view["private_metadata"], PersonMemory)


def shown_fields(view: dict[str, Any]) -> Sequence[str]:
    """Return the fields of a form, by which a refusal finds its place."""
    return [b["block_id"] for b in view["blocks"] if b["type"] == "input"]
