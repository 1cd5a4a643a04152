"""The forms in which somebody says what changed about a person, and the answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.acts import Did
from bot.domain.drafts import Field
from bot.domain.induction import ABSENT_DAYS_TO_TELL
from bot.domain.pairings import EXCEPTIONAL_REASONS_FOR_BOTH
from bot.domain.people import ROLE_WORDS
from bot.domain.record import PersonId, Record, SchoolId
from bot.domain.results.people import ChangeDone, Next, PersonPage
from bot.domain.roster_cells import DAYS, NAME_MAX_CHARS, TEXT_MAX_CHARS
from bot.domain.words import said_count
from bot.views import ids
from bot.views.log_form import VALUE
from bot.views.message import button, buttons, section, small_print
from bot.views.people import (
    ABSENCE,
    CONTACT,
    ENTER,
    ENTRY,
    LEAVES,
    MENTOR,
    PATTERN,
    REMOVE,
    TUTOR,
    said_estimate,
)
from bot.views.text import escape

BODY, REACH, SUBJECT, PHASE = "body", "reach", "subject", "phase"
_TITLES = {
    ENTRY: "A person",
    ENTER: "Enter an ECT",
    MENTOR: "Another mentor",
    TUTOR: "Another induction tutor",
    PATTERN: "Working pattern",
    ABSENCE: "Days of absence",
    LEAVES: "An ECT leaves",
    CONTACT: "Named contact",
    REMOVE: "Take off the list",
}
LEAVING_LIST = (
    "Before they go, please:\n"
    "• do an interim assessment, if they have done a term or more since the last one\n"
    "• tell the appropriate body, with the length served and the days absent\n"
    "• report it in DfE's service for registering ECTs\n"
    "• have the records ready for the next school\n"
    "Their mentor's funded training goes on as before."
)


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
        ENTRY: _entry_fields,
        ENTER: _ect_fields,
        MENTOR: _mentor_fields,
        TUTOR: _tutor_fields,
        PATTERN: _pattern_fields,
        ABSENCE: _absence_fields,
        LEAVES: _leaving_fields,
        CONTACT: _contact_fields,
        REMOVE: _remove_fields,
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
    options = [Option(value=why, text=why) for why in EXCEPTIONAL_REASONS_FOR_BOTH]
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
            _field(
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


def change_done(done: ChangeDone, school: SchoolId) -> View:
    """Say what was changed and what comes next, with Undo."""
    row = []
    if done.change is not None:
        row.append(
            button("Undo", action_id=ids.UNDO_PEOPLE, value=f"{school}|{done.change}")
        )
    if done.person is not None and done.did is not Did.PERSON_REMOVED:
        row.append(
            button(
                "Show the entry",
                action_id=ids.SHOW_PERSON,
                value=f"{school}|{done.person}",
            )
        )
    row.append(button("All people", action_id=ids.OPEN_PEOPLE, value=school))
    undone = done.did is Did.CHANGE_UNDONE
    lead = "Undone: it is as it was before." if undone else "Saved."
    name = f" *{escape(done.name)}*" if done.name else ""
    facts = f": {escape(done.facts)}" if done.facts and done.facts != done.name else ""
    undo = [small_print("Undo is open for an hour.")] if done.change else []
    return View(
        type="modal",
        title="People",
        close="Done",
        blocks=[
            section(f"{lead}{name}{facts}"),
            *(section(line) for line in _next_lines(done)),
            *undo,
            buttons(row, block_id="done"),
        ],
    )


def _next_lines(done: ChangeDone) -> list[str]:
    lines = {
        Next.ENTER_ECT: (
            "Next: “Show the entry”, and enter mentor, induction tutor, start date "
            "and named contact."
        ),
        Next.BOTH_TOLD: (
            "I tell the ECT and the new mentor. The new mentor sees on which days "
            "there were sessions before; the notes only if the ECT agrees."
        ),
        Next.CONCERN_STAYS: (
            "If a concern is open with somebody who no longer has this role, it moves "
            "to nobody: its writer is asked, privately, what should happen."
        ),
        Next.PLANS_CALLED_OFF: (
            f"{said_count(done.called_off, 'planned session')} after that day "
            f"{'is' if done.called_off == 1 else 'are'} called off."
        ),
        Next.TELL_BODY: (
            f"*{done.days} days: please tell your appropriate body.* From "
            f"{ABSENT_DAYS_TO_TELL} days of absence in a year of induction on, that "
            "year is extended. I tell nobody outside the school."
        ),
        Next.LEAVING_LIST: f"The induction tutor gets this list too. {LEAVING_LIST}",
        Next.ESTIMATE: said_estimate(done.ends) if done.ends else "",
    }
    return [lines[one] for one in Next if one in done.next and lines[one]]


def _entry_fields(page: PersonPage) -> list[Block]:
    roles = [Option(value=role, text=words) for role, words in ROLE_WORDS.items()]
    days = [Option(value=str(n), text=day) for n, day in enumerate(DAYS[:5])]
    held = [option for option in roles if option.value in page.roles]
    works = [option for option in days if int(option.value or 0) in page.days]
    return [
        _field(
            Field.NAME,
            "Name",
            PlainTextInputElement(
                action_id=VALUE,
                max_length=NAME_MAX_CHARS,
                initial_value=page.name if page.name != page.person else None,
            ),
        ),
        _field(
            Field.ROLES,
            "Roles",
            CheckboxesElement(
                action_id=VALUE, options=roles, initial_options=held or None
            ),
        ),
        _field(
            Field.DAYS,
            "Working days",
            CheckboxesElement(
                action_id=VALUE, options=days, initial_options=works or None
            ),
        ),
    ]


def _ect_fields(page: PersonPage) -> list[Block]:
    ect = page.ect
    return [
        _person(Field.MENTOR, "Mentor", ect.mentor if ect else None),
        _person(Field.TUTOR, "Induction tutor", ect.tutor if ect else None),
        _day("Start date of induction here", ect.began if ect else None),
        _share(ect.full_time_equivalent if ect else 1),
        _text(SUBJECT, "Subject", ect.subject if ect else "", optional=True),
        _text(PHASE, "Phase", ect.phase if ect else "", optional=True),
        *_contact_fields(page),
    ]


def _mentor_fields(page: PersonPage) -> list[Block]:
    return [
        _person(Field.MENTOR, "New mentor", None),
        _day("From", page.today),
        small_print("What was logged before stays as it is, with the ECT."),
    ]


def _tutor_fields(_page: PersonPage) -> list[Block]:
    return [
        _person(Field.TUTOR, "New induction tutor", None),
        small_print("From now on. A school can have several induction tutors."),
    ]


def _pattern_fields(page: PersonPage) -> list[Block]:
    now = page.ect.full_time_equivalent if page.ect else 1
    return [
        _share(now),
        _day("From", page.today),
        small_print(
            "Their days of the week are in “Name, roles or working days”. How long "
            "induction takes is decided by the headteacher and the appropriate body."
        ),
    ]


def _absence_fields(page: PersonPage) -> list[Block]:
    year = page.ect.year if page.ect else 1
    days = page.ect.days_absent if page.ect else 0
    return [
        _field(
            Field.DAYS,
            f"Days absent so far in year {year} of induction",
            NumberInputElement(
                action_id=VALUE,
                is_decimal_allowed=False,
                min_value="0",
                initial_value=str(days),
            ),
        ),
        small_print(
            "Only the number of days; please give no reason anywhere. Leave out "
            "maternity, paternity, adoption, shared parental, parental bereavement and "
            "carer's leave: there the ECT chooses."
        ),
    ]


def _leaving_fields(page: PersonPage) -> list[Block]:
    return [
        _day("Last day at this school", page.today),
        small_print(
            "For a move to another school as for somebody who stops. Their pairing "
            "ends with that day; what was logged stays."
        ),
    ]


def _contact_fields(page: PersonPage) -> list[Block]:
    contact = (page.ect.contact if page.ect else None) or page.usual_contact
    return [
        _text(BODY, "Appropriate body", contact.organisation if contact else ""),
        _text(Field.CONTACT, "Named contact there", contact.name if contact else ""),
        _text(REACH, "Their e-mail or telephone", contact.reach if contact else ""),
    ]


def _remove_fields(_page: PersonPage) -> list[Block]:
    return [
        section(
            "They lose their place here and see nothing any more, not even their own. "
            "What they did stays. For an ECT who leaves, enter that first."
        )
    ]


def _person(block_id: str, label: str, now: PersonId | None) -> Block:
    return _field(block_id, label, UserSelectElement(action_id=VALUE, initial_user=now))


def _day(label: str, now: date | None) -> Block:
    element = DatePickerElement(
        action_id=VALUE, initial_date=now.isoformat() if now else None
    )
    return _field(Field.DAY, label, element)


def _share(now: float) -> Block:
    return _field(
        Field.SHARE,
        "Working pattern as an ECT: 1 is full time, 0.6 is three days of five",
        PlainTextInputElement(action_id=VALUE, max_length=20, initial_value=f"{now:g}"),
    )


def _text(block_id: str, label: str, now: str, *, optional: bool = False) -> Block:
    element = PlainTextInputElement(
        action_id=VALUE, max_length=TEXT_MAX_CHARS, initial_value=now or None
    )
    return _field(block_id, label, element, optional=optional)


def _field(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
) -> InputBlock:
    return InputBlock(
        block_id=block_id, label=label, element=element, optional=optional
    )


def _memory(what: str, page: PersonPage) -> PersonMemory:
    return PersonMemory(
        what=what, school=page.school, person=page.person, mark=page.mark
    )


def _packed(memory: PersonMemory) -> str:
    return msgspec.json.encode(memory).decode()


def shown_fields(view: dict[str, Any]) -> Sequence[str]:
    """Return the fields of a form, by which a refusal finds its place."""
    return [b["block_id"] for b in view["blocks"] if b["type"] == "input"]
