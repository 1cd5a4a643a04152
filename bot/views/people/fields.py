"""The fields in which somebody says what changed about a person."""

from datetime import date

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    UserSelectElement,
)

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import DAYS, capitalised, format_count
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import NO_END_YET, ROLE_WORDS
from bot.domain.people.roster_cells import NAME_MAX_CHARS, TEXT_MAX_CHARS
from bot.results.people.pages import PersonPage
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import section, small_print

BODY, REACH, SUBJECT, PHASE = "body", "reach", "subject", "phase"


def entry_fields(page: PersonPage) -> list[Block]:
    """Ask for name, roles and working days."""
    roles = [
        Option(value=role, text=capitalised(words))
        for role, words in ROLE_WORDS.items()
    ]
    days = [Option(value=str(n), text=day) for n, day in enumerate(DAYS[:5])]
    held = [option for option in roles if option.value in page.roles]
    works = [option for option in days if int(option.value or 0) in page.days]
    return [
        field(
            Field.NAME,
            "Name",
            PlainTextInputElement(
                action_id=VALUE,
                max_length=NAME_MAX_CHARS,
                initial_value=page.name if page.name != page.person else None,
            ),
        ),
        field(
            Field.ROLES,
            "Roles",
            CheckboxesElement(
                action_id=VALUE, options=roles, initial_options=held or None
            ),
        ),
        field(
            Field.DAYS,
            "Working days",
            CheckboxesElement(
                action_id=VALUE, options=days, initial_options=works or None
            ),
        ),
        *(_days_from(page) if page.is_listed else []),
    ]


def _days_from(page: PersonPage) -> list[Block]:
    return [
        _day("If this changes the working days: from which day?", page.today),
        small_print(
            "What was counted before that day stays. To put right what was wrong from "
            "the beginning, give their first day here."
        ),
    ]


def ect_fields(page: PersonPage) -> list[Block]:
    """Ask for all that makes an ECT's induction here, with what is known."""
    ect = page.ect
    return [
        _person(Field.MENTOR, "Mentor", ect.mentor if ect else None),
        _person(Field.TUTOR, "Induction tutor", ect.tutor if ect else None),
        _day("Start date of induction here", ect.began if ect else None),
        _share(ect.full_time_equivalent if ect else 1),
        _text(
            Field.TERMS_BEFORE,
            "Full-time terms of induction done before, at other schools",
            f"{ect.terms_before:g}" if ect and ect.terms_before else "",
            optional=True,
        ),
        _text(SUBJECT, "Subject", ect.subject if ect else "", optional=True),
        _text(PHASE, "Phase", ect.phase if ect else "", optional=True),
        *contact_fields(page),
    ]


def mentor_fields(page: PersonPage) -> list[Block]:
    """Ask who mentors from when on."""
    return [
        _person(Field.MENTOR, "New mentor", None),
        _day("From", page.today),
        small_print("What was logged before stays as it is, with the ECT."),
    ]


def tutor_fields(_page: PersonPage) -> list[Block]:
    """Ask who is the ECT's induction tutor from now on."""
    return [
        _person(Field.TUTOR, "New induction tutor", None),
        small_print("From now on. A school can have several induction tutors."),
    ]


def pattern_fields(page: PersonPage) -> list[Block]:
    """Ask how much of full time an ECT works, and from when on."""
    now = page.ect.full_time_equivalent if page.ect else 1
    return [
        _share(now),
        _day("From", page.today),
        small_print(
            "Their days of the week are in “Name, roles or working days”. How long "
            "induction takes is decided by the headteacher and the appropriate body."
        ),
    ]


def absence_fields(page: PersonPage) -> list[Block]:
    """Ask for the days of absence, and for no reason."""
    year = page.ect.year if page.ect else 1
    days = page.ect.days_absent if page.ect else 0
    return [
        field(
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
        *_days_away(page),
    ]


def review_fields(page: PersonPage) -> list[Block]:
    """Ask when reviews are due, as the appropriate body set them (R5)."""
    due = page.ect.reviews if page.ect else ()
    return [
        _text(
            Field.REVIEWS,
            "Dates that the appropriate body set, with commas between",
            ", ".join(f"{day:%d/%m/%Y}" for day in due),
            optional=True,
        ),
        small_print(
            "Day first, like 11/12/2026. I remind the induction tutor three weeks "
            "before each. I work no dates out, and keep nothing of the review itself."
        ),
    ]


def _days_away(page: PersonPage) -> list[Block]:
    days = page.ect.days_away if page.ect else 0
    if not days:
        return []
    return [
        small_print(
            f"By the dates away that were entered: {format_count(days, 'working day')} "
            "in this year of induction so far. They are not added to the number above."
        )
    ]


def away_fields(page: PersonPage) -> list[Block]:
    """Ask from when to when somebody is away, and for no reason."""
    away = page.away
    return [
        _day("First day away", away.first if away else page.today),
        field(
            Field.UNTIL,
            "Last day away",
            DatePickerElement(
                action_id=VALUE,
                initial_date=away.last.isoformat()
                if away and away.last != NO_END_YET
                else None,
            ),
            optional=True,
        ),
        small_print(
            "No last day yet? Leave it empty. Leave out why: I keep the dates alone."
        ),
    ]


def back_fields(page: PersonPage) -> list[Block]:
    """Ask since when somebody is back."""
    return [
        _day("First day back", page.today),
        small_print(
            "If they are not away after all, give the first day that was entered, or "
            "an earlier one."
        ),
    ]


def leaving_fields(page: PersonPage) -> list[Block]:
    """Ask for an ECT's last day."""
    return [
        _day("Last day at this school", page.today),
        small_print(
            "For a move to another school as for somebody who stops. Their pairing "
            "ends with that day; what was logged stays."
        ),
    ]


def ended_fields(page: PersonPage) -> list[Block]:
    """Ask for the last day of an induction, and for nothing of how it ended."""
    return [
        _day("Last day of induction", page.today),
        small_print(
            "The day alone: how induction was completed is for the appropriate body, "
            "and I keep nothing of it. The pairing ends with that day; what was logged "
            "stays."
        ),
    ]


def contact_fields(page: PersonPage) -> list[Block]:
    """Ask for the named contact at the appropriate body."""
    contact = (page.ect.contact if page.ect else None) or page.usual_contact
    return [
        _text(BODY, "Appropriate body", contact.organisation if contact else ""),
        _text(Field.CONTACT, "Named contact there", contact.name if contact else ""),
        _text(REACH, "Their e-mail or telephone", contact.reach if contact else ""),
    ]


def remove_fields(_page: PersonPage) -> list[Block]:
    """Say what taking somebody off the list does."""
    return [
        section(
            "They lose their place here and see nothing any more, not even their own. "
            "What they did stays. For an ECT who leaves, enter that first."
        )
    ]


def _person(block_id: str, label: str, now: PersonId | None) -> Block:
    return field(block_id, label, UserSelectElement(action_id=VALUE, initial_user=now))


def _day(label: str, now: date | None) -> Block:
    element = DatePickerElement(
        action_id=VALUE, initial_date=now.isoformat() if now else None
    )
    return field(Field.DAY, label, element)


def _share(now: float) -> Block:
    return field(
        Field.SHARE,
        "Working pattern as an ECT: 1 is full time, 0.6 is three days of five",
        PlainTextInputElement(action_id=VALUE, max_length=20, initial_value=f"{now:g}"),
    )


def _text(block_id: str, label: str, now: str, *, optional: bool = False) -> Block:
    element = PlainTextInputElement(
        action_id=VALUE, max_length=TEXT_MAX_CHARS, initial_value=now or None
    )
    return field(block_id, label, element, optional=optional)


def field(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
) -> InputBlock:
    """Return an input under its id and label."""
    return InputBlock(
        block_id=block_id, label=label, element=element, optional=optional
    )
