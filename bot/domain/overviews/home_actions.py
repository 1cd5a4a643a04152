"""What each role finds to press in its home tab; nobody is offered what is not theirs.

That a button is shown gives no right: each use case asks `bot/domain/kernel/access.py`.
"""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain.people.member import Role


class HomeAction(StrEnum):
    """Something that a person can start from the home tab, in the order shown."""

    LOG = "log"
    PLAN = "plan"
    UPCOMING = "upcoming"
    DROP_IN = "drop_in"
    TRAINING = "training"
    TIME = "time"
    CALENDAR = "calendar"
    REPORT = "report"
    TRUST = "trust"
    PEOPLE = "people"
    SET_UP = "set_up"
    RAISE = "raise"
    CONTACTS = "contacts"
    REMINDERS = "reminders"
    MY_DATA = "my_data"


_D = HomeAction
_OF_ALL = frozenset({_D.REPORT, _D.MY_DATA})
_OF_BOTH = _OF_ALL | {
    _D.UPCOMING,
    _D.TIME,
    _D.CALENDAR,
    _D.RAISE,
    _D.CONTACTS,
    _D.REMINDERS,
}
OFFERED: dict[Role, frozenset[HomeAction]] = {
    Role.MENTOR: _OF_BOTH | {_D.LOG, _D.PLAN, _D.DROP_IN, _D.TRAINING},
    Role.ECT: _OF_BOTH,
    Role.INDUCTION_TUTOR: _OF_ALL | {_D.TRAINING, _D.PEOPLE, _D.SET_UP, _D.REMINDERS},
    Role.HEADTEACHER: _OF_ALL | {_D.PEOPLE},
    Role.SCHOOL_ADMIN: _OF_ALL | {_D.PEOPLE, _D.SET_UP},
    Role.TRUST_LEAD: _OF_ALL | {_D.TRUST},
}


def whose(doing: HomeAction) -> frozenset[Role]:
    """Return the roles that are offered this."""
    return frozenset(role for role, doings in OFFERED.items() if doing in doings)


def offered_to(roles: Iterable[Role]) -> tuple[HomeAction, ...]:
    """Return what somebody with these roles can start, in the order shown."""
    theirs = frozenset(doing for role in roles for doing in OFFERED[role])
    return tuple(doing for doing in HomeAction if doing in theirs)
