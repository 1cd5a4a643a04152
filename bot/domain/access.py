"""Who may do and see what: the one authorisation table.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025 ("What mentors are not responsible for"), and *Induction for
early career teachers (England)*, 2.79: the matrix of docs/who-sees-what.md. What has no
row here is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import NotAllowed
from bot.domain.pairings import Pairing
from bot.domain.people import Member, Role
from bot.domain.record import PersonId


class Standing(StrEnum):
    """How a person stands to one ECT's mentoring; a person can stand in several ways.

    Held apart from `Role`: somebody can be a mentor without being *this* ECT's mentor.
    """

    OWN_MENTOR = "own_mentor"
    THE_ECT = "the_ect"
    INDUCTION_TUTOR = "induction_tutor"
    HEADTEACHER = "headteacher"
    SCHOOL_ADMIN = "school_admin"
    TRUST_LEAD = "trust_lead"


class Action(StrEnum):
    """What can be done or seen."""

    LOG_SESSION = "log a session"
    CHANGE_SESSION = "change this session"
    READ_SESSION_FACTS = "see this session"
    READ_SESSION_WORDS = "read the notes of this session"
    ANSWER_FLAG = "answer this flag"
    SEE_COUNTS = "see the counts of this school"


_S = Standing
ALLOWED: dict[Action, frozenset[Standing]] = {
    Action.LOG_SESSION: frozenset({_S.OWN_MENTOR}),
    Action.CHANGE_SESSION: frozenset({_S.OWN_MENTOR}),
    Action.READ_SESSION_FACTS: frozenset(
        {_S.OWN_MENTOR, _S.THE_ECT, _S.INDUCTION_TUTOR}
    ),
    Action.READ_SESSION_WORDS: frozenset({_S.OWN_MENTOR, _S.THE_ECT}),
    Action.ANSWER_FLAG: frozenset({_S.INDUCTION_TUTOR}),
    Action.SEE_COUNTS: frozenset(
        {_S.INDUCTION_TUTOR, _S.HEADTEACHER, _S.SCHOOL_ADMIN, _S.TRUST_LEAD}
    ),
}

_WHO = {
    Action.LOG_SESSION: "Only an ECT's own mentor logs their sessions.",
    Action.CHANGE_SESSION: "Only the mentor of this session can change it.",
    Action.READ_SESSION_FACTS: "This session is not one that you can see.",
    Action.READ_SESSION_WORDS: "Notes are for the mentor and their ECT only.",
    Action.ANSWER_FLAG: "Only the induction tutor answers this.",
    Action.SEE_COUNTS: "These counts are for the school's leaders.",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action is about: one pairing, or a school as a whole."""

    pairing: Pairing | None = None


def standings(
    person: PersonId, members: Iterable[Member], subject: Subject
) -> frozenset[Standing]:
    """Return how *person* stands to *subject*.

    *members* are the person's own places at the subject's school; any other gives no
    standing. To be a mentor or an ECT takes the pairing, never the role by itself. A
    school's induction tutors stand in for one another.
    """
    pairing = subject.pairing
    roles = frozenset(
        role
        for member in members
        if member.person == person
        and (pairing is None or member.school == pairing.school)
        for role in member.roles
    )
    found = {
        standing
        for role, standing in (
            (Role.HEADTEACHER, Standing.HEADTEACHER),
            (Role.SCHOOL_ADMIN, Standing.SCHOOL_ADMIN),
            (Role.TRUST_LEAD, Standing.TRUST_LEAD),
            (Role.INDUCTION_TUTOR, Standing.INDUCTION_TUTOR),
        )
        if role in roles
    }
    if pairing is not None:
        if pairing.mentor == person and Role.MENTOR in roles:
            found.add(Standing.OWN_MENTOR)
        if pairing.ect == person and Role.ECT in roles:
            found.add(Standing.THE_ECT)
    return frozenset(found)


def is_allowed(action: Action, standing: Iterable[Standing]) -> bool:
    """Whether someone who stands so may do this; False for what has no row."""
    return not ALLOWED.get(action, frozenset()).isdisjoint(standing)


def require(action: Action, standing: Iterable[Standing]) -> None:
    """Raise NotAllowed, with a sentence that says why not, unless it is allowed."""
    if not is_allowed(action, standing):
        raise NotAllowed(_WHO.get(action, "That is not something you can do here."))
