"""What is said of a roster that cannot stand, and of what it still lacks."""

from bot.domain.kernel.record import PersonId
from bot.domain.people.member import ROLE_WORDS, Role
from bot.domain.people.roster import Fault, Lack, Missing, Roster, Wrong, missing_in

_LACKS = {
    Lack.MENTOR: "has no mentor yet",
    Lack.TUTOR: "has no induction tutor yet",
    Lack.CONTACT: "has no named contact at an appropriate body yet",
    Lack.START: "is an ECT with no start date, mentor or induction tutor yet",
}
_NEEDED = (Role.INDUCTION_TUTOR, Role.MENTOR, Role.ECT)  # of each at least one
_NEEDS = {
    Wrong.NOT_AN_ECT: Role.ECT,
    Wrong.NOT_A_MENTOR: Role.MENTOR,
    Wrong.NOT_A_TUTOR: Role.INDUCTION_TUTOR,
}


def format_missing(roster: Roster) -> list[str]:
    """Say all that a school's list of people lacks: who there is none of, then whose.

    Whatever says whether something is missing asks here.
    """
    roles = {role for one in roster.members.values() for role in one.roles}
    nobody = [f"There is no {ROLE_WORDS[r]} yet." for r in _NEEDED if r not in roles]
    return [*nobody, *(_said(one, roster) for one in missing_in(roster))]


def format_missing_of(roster: Roster, ect: PersonId) -> list[str]:
    """Say what one ECT's entry lacks."""
    return [_said(one, roster) for one in missing_in(roster) if one.ect == ect]


def _said(missing: Missing, roster: Roster) -> str:
    return f"{roster.name(missing.ect)} {_LACKS[missing.lacks]}."


def format_fault(fault: Fault, roster: Roster) -> str:
    """Say what cannot stand, and what would."""
    about = roster.name(fault.about)
    other = roster.name(fault.other) if fault.other else ""
    if fault.wrong in _NEEDS:
        role = ROLE_WORDS[_NEEDS[fault.wrong]]
        if fault.other == fault.about:
            return (
                f"{about} has a mentor here, so the role of {role} has to stay. For "
                "somebody who leaves, enter that they leave."
            )
        return (
            f"{other} is {role} to {about}, and would not have that role. Give {about} "
            f"somebody else first, or give {other} the role of {role}."
        )
    return {
        Wrong.NOT_LISTED: (
            f"{other} is named for {about}, and has to be in the list of people. Add "
            f"them first, or give {about} somebody else first."
        ),
        Wrong.BOTH_ROLES: (
            f"{other} would be mentor and induction tutor of {about}. A mentor does "
            "not assess, so please name two people. In exceptional circumstances "
            "`/ect people` asks the headteacher to agree."
        ),
        Wrong.NOBODY_MANAGES: (
            "Nobody would be left who can change this list: keep a school admin, an "
            "induction tutor or a headteacher."
        ),
        Wrong.ASKED_FOR: (
            f"{about} is whom people turn to when they are not listed, so they have to "
            "stay. Name somebody else in `/ect setup` first."
        ),
    }[fault.wrong]
