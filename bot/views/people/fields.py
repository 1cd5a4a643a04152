"""The fields in which somebody says what changed about a person."""

from collections.abc import Callable
from datetime import date
from typing import Unpack

from slack_sdk.models.blocks import Block

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import DAYS, capitalised, format_count
from bot.domain.people.member import NO_END_YET, ROLE_WORDS
from bot.domain.people.roster_cells import NAME_MAX_CHARS, TEXT_MAX_CHARS
from bot.results.people.pages import PersonPage
from bot.views.kernel.forms import (
    Extras,
    date_field,
    number_field,
    options_of,
    person_field,
    text_field,
    tick_field,
)
from bot.views.kernel.message import section, small_print
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

BODY, REACH, SUBJECT, PHASE = "body", "reach", "subject", "phase"


def _entry_fields(page: PersonPage) -> list[Block]:
    """Ask for name, roles and working days."""
    roles = options_of((role, capitalised(words)) for role, words in ROLE_WORDS.items())
    days = options_of((str(n), day) for n, day in enumerate(DAYS[:5]))
    works = [str(day) for day in page.days]
    name = page.name if page.name != page.person else ""
    return [
        text_field(Field.NAME, "Name", name, most=NAME_MAX_CHARS),
        tick_field(Field.ROLES, "Roles", roles, page.roles),
        tick_field(Field.DAYS, "Working days", days, works),
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


def _ect_fields(page: PersonPage) -> list[Block]:
    """Ask for all that makes an ECT's induction here, with what is known."""
    ect = page.ect
    return [
        person_field(Field.MENTOR, "Mentor", ect.mentor if ect else None),
        person_field(Field.TUTOR, "Induction tutor", ect.tutor if ect else None),
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
        *_contact_fields(page),
    ]


def _mentor_fields(page: PersonPage) -> list[Block]:
    """Ask who mentors from when on."""
    return [
        person_field(Field.MENTOR, "New mentor", None),
        _day("From", page.today),
        small_print("What was logged before stays as it is, with the ECT."),
    ]


def _tutor_fields(_page: PersonPage) -> list[Block]:
    """Ask who is the ECT's induction tutor from now on."""
    return [
        person_field(Field.TUTOR, "New induction tutor", None),
        small_print("From now on. A school can have several induction tutors."),
    ]


def _pattern_fields(page: PersonPage) -> list[Block]:
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


def _absence_fields(page: PersonPage) -> list[Block]:
    """Ask for the days of absence, and for no reason."""
    year = page.ect.year if page.ect else 1
    days = page.ect.days_absent if page.ect else 0
    return [
        number_field(
            Field.DAYS,
            f"Days absent so far in year {year} of induction",
            days,
            span=(0, None),
        ),
        small_print(
            "Only the number of days; please give no reason anywhere. Leave out "
            "maternity, paternity, adoption, shared parental, parental bereavement and "
            "carer's leave: there the ECT chooses."
        ),
        *_days_away(page),
    ]


def _review_fields(page: PersonPage) -> list[Block]:
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


def _away_fields(page: PersonPage) -> list[Block]:
    """Ask from when to when somebody is away, and for no reason."""
    away = page.away
    return [
        _day("First day away", away.first if away else page.today),
        date_field(
            Field.UNTIL,
            "Last day away",
            away.last if away and away.last != NO_END_YET else None,
            optional=True,
        ),
        small_print(
            "No last day yet? Leave it empty. Leave out why: I keep the dates alone."
        ),
    ]


def _back_fields(page: PersonPage) -> list[Block]:
    """Ask since when somebody is back."""
    return [
        _day("First day back", page.today),
        small_print(
            "If they are not away after all, give the first day that was entered, or "
            "an earlier one."
        ),
    ]


def _leaving_fields(page: PersonPage) -> list[Block]:
    """Ask for an ECT's last day."""
    return [
        _day("Last day at this school", page.today),
        small_print(
            "For a move to another school as for somebody who stops. Their pairing "
            "ends with that day; what was logged stays."
        ),
    ]


def _ended_fields(page: PersonPage) -> list[Block]:
    """Ask for the last day of an induction, and for nothing of how it ended."""
    return [
        _day("Last day of induction", page.today),
        small_print(
            "The day alone: how induction was completed is for the appropriate body, "
            "and I keep nothing of it. The pairing ends with that day; what was logged "
            "stays."
        ),
    ]


def _contact_fields(page: PersonPage) -> list[Block]:
    """Ask for the named contact at the appropriate body."""
    contact = (page.ect.contact if page.ect else None) or page.usual_contact
    return [
        _text(BODY, "Appropriate body", contact.organisation if contact else ""),
        _text(Field.CONTACT, "Named contact there", contact.name if contact else ""),
        _text(REACH, "Their e-mail or telephone", contact.reach if contact else ""),
    ]


def _remove_fields(_page: PersonPage) -> list[Block]:
    """Say what taking somebody off the list does."""
    return [
        section(
            "They lose their place here and see nothing any more, not even their own. "
            "What they did stays. For an ECT who leaves, enter that first."
        )
    ]


def _day(label: str, now: date | None) -> Block:
    return date_field(Field.DAY, label, now)


def _share(now: float) -> Block:
    return text_field(
        Field.SHARE,
        "Working pattern as an ECT: 1 is full time, 0.6 is three days of five",
        f"{now:g}",
        most=20,
    )


def _text(block_id: str, label: str, now: str, **about: Unpack[Extras]) -> Block:
    return text_field(block_id, label, now, most=TEXT_MAX_CHARS, **about)


# Each kind of change, its form's title, and what it asks for.
FORMS: dict[str, tuple[str, Callable[[PersonPage], list[Block]]]] = {
    ENTRY: ("A person", _entry_fields),
    ENTER: ("Enter an ECT", _ect_fields),
    MENTOR: ("Another mentor", _mentor_fields),
    TUTOR: ("Another induction tutor", _tutor_fields),
    PATTERN: ("Working pattern", _pattern_fields),
    ABSENCE: ("Days of absence", _absence_fields),
    REVIEWS: ("When reviews are due", _review_fields),
    AWAY: ("Away for a while", _away_fields),
    BACK: ("Back again", _back_fields),
    ENDED: ("Induction has ended", _ended_fields),
    LEAVES: ("An ECT leaves", _leaving_fields),
    CONTACT: ("Named contact", _contact_fields),
    REMOVE: ("Take off the list", _remove_fields),
}
