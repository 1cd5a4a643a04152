"""Who may do and see what: the one authorisation table.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025 ("What mentors are not responsible for"), and *Induction for
early career teachers (England)*, 2.79: the matrix of docs/who-sees-what.md. What has no
row here is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.concerns.records import Concern
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Pairing


class Standing(StrEnum):
    """How a person stands to a pairing, a concern or a school; in several ways at once.

    Held apart from `Role`: somebody can be a mentor without being *this* ECT's mentor.
    """

    OWN_MENTOR = "own_mentor"
    THE_ECT = "the_ect"
    INDUCTION_TUTOR = "induction_tutor"
    HEADTEACHER = "headteacher"
    SCHOOL_ADMIN = "school_admin"
    TRUST_LEAD = "trust_lead"
    AN_ECT = "an_ect"
    A_MENTOR = "a_mentor"
    THE_WRITER = "the_writer"  # of this concern
    CHOSEN_READER = "chosen_reader"  # whom its writer chose, and who has it now
    # Their mentor now, to whom the ECT shows the notes of earlier mentors.
    SHOWN_EARLIER_NOTES = "shown_earlier_notes"


class Action(StrEnum):
    """What can be done or seen."""

    LOG_SESSION = "log a session"
    CHANGE_SESSION = "change this session"
    CONFIRM_SESSION = "confirm this session"
    READ_SESSION_FACTS = "see this session"
    READ_SESSION_WORDS = "read the notes of this session"
    NOTE_DROP_IN = "note a drop-in"
    READ_DROP_IN_WORDS = "read the words of this drop-in"
    NOTE_TIME = "note your time off timetable"
    READ_TIME = "see whose time off timetable was not given"
    NOTE_TRAINING = "note your mentor training"
    READ_TRAINING = "see the training of this school's mentors"
    ANSWER_FLAG = "answer this flag"
    SEE_COUNTS = "see the counts of this school"
    HAVE_CALENDAR = "have a calendar of mentoring sessions"
    RAISE_CONCERN = "raise a concern"
    READ_CONCERN = "read this concern"
    CHANGE_CONCERN = "change this concern"
    ANSWER_CONCERN = "answer this concern"
    SEE_TRUST = "see the schools of a trust side by side"
    LOOK_CLOSER = "see each ECT of this school"
    MANAGE_PEOPLE = "change the list of people"
    READ_PEOPLE = "read the list of people"
    AGREE_TO_BOTH_ROLES = "agree that one person holds both roles"
    READ_EARLIER_DATES = "see when earlier mentors met this ECT"
    READ_EARLIER_WORDS = "read the notes of earlier mentors"
    SHOW_EARLIER_WORDS = "decide who reads the notes of earlier mentors"
    SET_UP = "set this school up"
    CLEAR_OUT = "delete what is kept for too long"


_S = Standing
ALLOWED: dict[Action, frozenset[Standing]] = {
    Action.LOG_SESSION: frozenset({_S.OWN_MENTOR}),
    Action.CHANGE_SESSION: frozenset({_S.OWN_MENTOR}),
    Action.CONFIRM_SESSION: frozenset({_S.THE_ECT}),
    Action.READ_SESSION_FACTS: frozenset(
        {_S.OWN_MENTOR, _S.THE_ECT, _S.INDUCTION_TUTOR}
    ),
    Action.READ_SESSION_WORDS: frozenset({_S.OWN_MENTOR, _S.THE_ECT}),
    Action.NOTE_DROP_IN: frozenset({_S.OWN_MENTOR}),
    Action.READ_DROP_IN_WORDS: frozenset({_S.OWN_MENTOR, _S.THE_ECT}),
    Action.NOTE_TIME: frozenset({_S.A_MENTOR, _S.AN_ECT}),
    Action.READ_TIME: frozenset({_S.INDUCTION_TUTOR}),
    Action.NOTE_TRAINING: frozenset({_S.A_MENTOR}),
    Action.READ_TRAINING: frozenset({_S.INDUCTION_TUTOR}),
    Action.ANSWER_FLAG: frozenset({_S.INDUCTION_TUTOR}),
    Action.SEE_COUNTS: frozenset(
        {_S.INDUCTION_TUTOR, _S.HEADTEACHER, _S.SCHOOL_ADMIN, _S.TRUST_LEAD}
    ),
    Action.HAVE_CALENDAR: frozenset({_S.AN_ECT, _S.A_MENTOR}),
    Action.RAISE_CONCERN: frozenset({_S.AN_ECT, _S.A_MENTOR}),
    Action.READ_CONCERN: frozenset({_S.THE_WRITER, _S.CHOSEN_READER}),
    Action.CHANGE_CONCERN: frozenset({_S.THE_WRITER}),
    Action.ANSWER_CONCERN: frozenset({_S.CHOSEN_READER}),
    Action.SEE_TRUST: frozenset({_S.TRUST_LEAD}),
    Action.LOOK_CLOSER: frozenset({_S.INDUCTION_TUTOR}),
    Action.MANAGE_PEOPLE: frozenset(
        {_S.INDUCTION_TUTOR, _S.HEADTEACHER, _S.SCHOOL_ADMIN}
    ),
    Action.READ_PEOPLE: frozenset(
        {_S.INDUCTION_TUTOR, _S.HEADTEACHER, _S.SCHOOL_ADMIN, _S.TRUST_LEAD}
    ),
    Action.AGREE_TO_BOTH_ROLES: frozenset({_S.HEADTEACHER}),
    Action.READ_EARLIER_DATES: frozenset({_S.OWN_MENTOR, _S.THE_ECT}),
    Action.READ_EARLIER_WORDS: frozenset({_S.SHOWN_EARLIER_NOTES, _S.THE_ECT}),
    Action.SHOW_EARLIER_WORDS: frozenset({_S.THE_ECT}),
    Action.SET_UP: frozenset({_S.INDUCTION_TUTOR, _S.SCHOOL_ADMIN}),
    # Not the induction tutor: there may be a concern about them among it.
    Action.CLEAR_OUT: frozenset({_S.SCHOOL_ADMIN, _S.HEADTEACHER}),
}
NO_SUCH_CONCERN = "There is no such concern for you. It may be closed."

_WHO = {
    Action.LOG_SESSION: "Only an ECT's own mentor logs their sessions.",
    Action.CHANGE_SESSION: "Only the mentor of this session can change it.",
    Action.CONFIRM_SESSION: "Only the ECT of this session can confirm it.",
    Action.READ_SESSION_FACTS: "This session is not one that you can see.",
    Action.READ_SESSION_WORDS: "Notes are for the mentor and their ECT only.",
    Action.NOTE_DROP_IN: "Only an ECT's own mentor notes drop-ins.",
    Action.READ_DROP_IN_WORDS: "These words are for the mentor and their ECT only.",
    Action.NOTE_TIME: "Time off timetable is noted here by mentors and ECTs.",
    Action.READ_TIME: "Only the induction tutor sees this.",
    Action.NOTE_TRAINING: "Training is noted here by mentors, for themselves.",
    Action.READ_TRAINING: "Only the induction tutor sees this.",
    Action.ANSWER_FLAG: "Only the induction tutor answers this.",
    Action.SEE_COUNTS: "These counts are for the school's leaders.",
    Action.HAVE_CALENDAR: "The calendar of mentoring sessions is for mentors and ECTs.",
    Action.RAISE_CONCERN: "Concerns are raised here by ECTs and mentors.",
    Action.READ_CONCERN: NO_SUCH_CONCERN,
    Action.CHANGE_CONCERN: NO_SUCH_CONCERN,
    Action.ANSWER_CONCERN: NO_SUCH_CONCERN,
    Action.SEE_TRUST: "Schools side by side are for those who lead a trust. If that is "
    "you, ask your school admin to put it down.",
    Action.LOOK_CLOSER: "Only a school's own induction tutor sees single ECTs.",
    Action.MANAGE_PEOPLE: (
        "People are added and changed by the school's admin, an induction tutor or the "
        "headteacher."
    ),
    Action.READ_PEOPLE: "The list of people is for those who look after it.",
    Action.AGREE_TO_BOTH_ROLES: "Only the headteacher can agree to this.",
    Action.READ_EARLIER_DATES: "Only the ECT and their mentor see what went before.",
    Action.READ_EARLIER_WORDS: "The ECT has not agreed to show you these notes.",
    Action.SHOW_EARLIER_WORDS: "Only the ECT decides who reads these notes.",
    Action.SET_UP: "The school's admins and induction tutors set it up.",
    Action.CLEAR_OUT: "Only the school's admin or headteacher deletes this.",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action is about: a pairing, a concern, or a school as a whole."""

    pairing: Pairing | None = None
    concern: Concern | None = None
    shows_notes: bool = False  # the ECT of the pairing shows its mentor earlier notes
    reader_is_shut_out: bool = False  # of the concern, being its writer's mentor by now


def standings(
    person: PersonId, members: Iterable[Member], subject: Subject
) -> frozenset[Standing]:
    """Return how *person* stands to *subject*.

    *members* are the person's own places at the subject's school; any other gives no
    standing. To be a mentor or an ECT takes the pairing, never the role by itself. A
    school's induction tutors stand in for one another.
    """
    pairing, concern = subject.pairing, subject.concern
    about = pairing or concern
    places = [
        member
        for member in members
        if member.person == person and (about is None or member.school == about.school)
    ]
    roles = frozenset(role for member in places for role in member.roles)
    found = {
        standing
        for role, standing in (
            (Role.HEADTEACHER, Standing.HEADTEACHER),
            (Role.SCHOOL_ADMIN, Standing.SCHOOL_ADMIN),
            (Role.TRUST_LEAD, Standing.TRUST_LEAD),
            (Role.INDUCTION_TUTOR, Standing.INDUCTION_TUTOR),
            (Role.ECT, Standing.AN_ECT),
            (Role.MENTOR, Standing.A_MENTOR),
        )
        if role in roles
    }
    if pairing is not None:
        if pairing.mentor == person and Role.MENTOR in roles:
            found.add(Standing.OWN_MENTOR)
            if subject.shows_notes:
                found.add(Standing.SHOWN_EARLIER_NOTES)
        if pairing.ect == person and Role.ECT in roles:
            found.add(Standing.THE_ECT)
    if concern is not None and places:
        if concern.writer == person:
            found.add(Standing.THE_WRITER)
        if concern.reader == person and not subject.reader_is_shut_out:
            found.add(Standing.CHOSEN_READER)
    return frozenset(found)


def is_allowed(action: Action, standing: Iterable[Standing]) -> bool:
    """Whether someone who stands so may do this; False for what has no row."""
    return not ALLOWED.get(action, frozenset()).isdisjoint(standing)


def require(action: Action, standing: Iterable[Standing]) -> None:
    """Raise NotAllowed, with a sentence that says why not, unless it is allowed."""
    if not is_allowed(action, standing):
        raise NotAllowed(_WHO.get(action, "That is not something you can do here."))
