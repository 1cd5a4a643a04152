"""A roster for tests: an ECT with mentor and induction tutor, a head and an admin."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.people.roster import Roster
from tests.builders import (
    HEAD,
    SCHOOL,
    a_member,
    a_pairing,
    an_induction,
)

TODAY = date(2026, 11, 11)
ADMIN = PersonId("U0ADMIN")
OTHER = PersonId("U0OTHER")  # another mentor
CONTACT = Contact(
    name="Ada Example", organisation="Example Body", reach="ada@body.example"
)


def a_roster(
    *more: Member,
    induction: Induction | None = None,
    pairings: tuple[Pairing, ...] | None = None,
    **changes: Any,
) -> Roster:
    """Return the school's roster on 11 November 2026, with *more* people in it."""
    people = (
        a_member(Role.MENTOR),
        a_member(Role.MENTOR, person=OTHER, name="Olu Grant"),
        a_member(Role.ECT),
        a_member(Role.INDUCTION_TUTOR),
        a_member(Role.HEADTEACHER, person=HEAD, name="Hana Cole"),
        a_member(Role.SCHOOL_ADMIN, person=ADMIN, name="Adam Cole"),
        *more,
    )
    own = induction or an_induction(contact=CONTACT)
    roster = Roster(
        school=SCHOOL,
        today=TODAY,
        ask=ADMIN,
        members={person.person: person for person in people},
        inductions={own.ect: own},
        pairings={
            one.id: one for one in ((a_pairing(),) if pairings is None else pairings)
        },
    )
    return replace(roster, **changes)
