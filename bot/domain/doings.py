"""What each role finds to press in its home tab; nobody is offered what is not theirs.

That a button is shown gives no right: each use case asks `bot/domain/access.py`.
"""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain.people import Role


class Doing(StrEnum):
    """Something that a person can start from the home tab, in the order shown."""

    LOG = "log"
    PLAN = "plan"
    UPCOMING = "upcoming"
    DROP_IN = "drop_in"
    TRAINING = "training"
    TIME = "time"
    CALENDAR = "calendar"
    REPORT = "report"
    PEOPLE = "people"
    RAISE = "raise"
    CONTACTS = "contacts"
    REMINDERS = "reminders"


_D = Doing
_OF_BOTH = frozenset(
    {
        _D.UPCOMING,
        _D.TIME,
        _D.CALENDAR,
        _D.REPORT,
        _D.RAISE,
        _D.CONTACTS,
        _D.REMINDERS,
    }
)
OFFERED: dict[Role, frozenset[Doing]] = {
    Role.MENTOR: _OF_BOTH | {_D.LOG, _D.PLAN, _D.DROP_IN, _D.TRAINING},
    Role.ECT: _OF_BOTH,
    Role.INDUCTION_TUTOR: frozenset({_D.TRAINING, _D.REPORT, _D.PEOPLE, _D.REMINDERS}),
    Role.HEADTEACHER: frozenset({_D.REPORT, _D.PEOPLE}),
    Role.SCHOOL_ADMIN: frozenset({_D.REPORT, _D.PEOPLE}),
    Role.TRUST_LEAD: frozenset({_D.REPORT}),
}


def offered_to(roles: Iterable[Role]) -> tuple[Doing, ...]:
    """Return what somebody with these roles can start, in the order shown."""
    theirs = frozenset(doing for role in roles for doing in OFFERED[role])
    return tuple(doing for doing in Doing if doing in theirs)
