"""A year at a school, from 1 September to 31 August, and what must hold of it."""

from datetime import date, time

import pytest

from bot.domain.nudges import NudgeKind
from bot.domain.pairings import UsualSlot
from bot.domain.people import Role
from bot.domain.record import PersonId
from bot.domain.school_file import EctEntry, PersonEntry, SchoolFile
from bot.sandbox.year.running import SEED, Year, run_year
from tests.builders import a_school, hours
from tests.usecases import year_truths as truths

MENTOR, OTHER, TUTOR = PersonId("U0ANNA"), PersonId("U0BILL"), PersonId("U0CORA")
ECTS = tuple(PersonId(f"U0ECT{number}") for number in range(1, 8))


def a_crowded_school() -> SchoolFile:
    """Return a school whose mentor has five ECTs, and whose tutor has seven."""
    people = [
        PersonEntry(person=MENTOR, name="Anna", roles=frozenset({Role.MENTOR})),
        PersonEntry(
            person=OTHER,
            name="Bill",
            roles=frozenset({Role.MENTOR}),
            contracted_hours=hours("08:15", "16:45", days="mon tue thu"),
        ),
        PersonEntry(person=TUTOR, name="Cora", roles=frozenset({Role.INDUCTION_TUTOR})),
        *(
            PersonEntry(person=ect, name=f"Ect {ect}", roles=frozenset({Role.ECT}))
            for ect in ECTS
        ),
    ]
    ects = [
        EctEntry(
            ect=ect,
            mentor=MENTOR if number < 5 else OTHER,
            tutor=TUTOR,
            began=date(2026, 9, 1),
            terms_before=3 if number % 3 == 2 else 0,
            usual=UsualSlot(weekday=number % 5, starts=time(9 + number))
            if number < 5
            else None,
            reviews=(date(2026, 12, 11),),
        )
        for number, ect in enumerate(ECTS)
    ]
    return SchoolFile(school=a_school(ask=TUTOR), people=tuple(people), ects=tuple(ects))
