"""Which contacts a school needs, and when somebody is to look at them again (R11)."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PersonId
from bot.domain.school.profile import School

CHECKED_FOR = timedelta(days=365)  # then somebody looks at the contacts again


class ContactLack(StrEnum):
    """A contact without which nobody in need can be shown the way."""

    SAFEGUARDING = "safeguarding"
    GOVERNORS = "governors"
    WELLBEING = "wellbeing"
    CHECKED = "contacts_confirmed_on"


def contacts_lacking(school: School) -> list[ContactLack]:
    """Return which of a school's contacts are missing."""
    return [lack for lack in ContactLack if not getattr(school, lack.value)]


def are_to_be_checked(confirmed_on: date, today: date) -> bool:
    """Whether it is a year since somebody looked at the contacts."""
    return today - confirmed_on > CHECKED_FOR


def without_contact(ects: Iterable[tuple[PersonId, Contact | None]]) -> list[PersonId]:
    """Return the ECTs who have no named contact at an appropriate body (R11)."""
    return [ect for ect, contact in ects if contact is None]
