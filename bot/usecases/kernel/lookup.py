"""What most use cases look up first: people, pairings, calendars, standings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.access import (
    Action,
    Standing,
    Subject,
    is_allowed,
    require,
    standings,
)
from bot.domain.kernel.errors import NoSchoolYet, NotAllowed
from bot.domain.kernel.formatting import WHO_HAS_LEFT
from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.school.profile import School
from bot.domain.sessions.records import Session
from bot.ports.bank_holidays import BankHolidays
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    INDUCTIONS,
    MEMBERS,
    MEMBERS_OF_PERSON,
    PAIRINGS,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_MENTOR,
    SCHOOLS,
    SESSIONS,
)
from bot.ports.store import Index, Reading
from bot.results.sessions.cards import SessionFacts

_LATELY = timedelta(days=14)
_NO_SUCH_SESSION = "There is no such session for you. It may have been removed."


class NoInduction(LookupError):
    """A pairing whose ECT has no induction: its records were changed by hand."""


@dataclass(frozen=True, slots=True)
class Mentoring:
    """One pairing with its people, school and calendar."""

    pairing: Pairing
    induction: Induction
    mentor: Member
    ect: Member
    tutor: str
    calendar: SchoolCalendar

    @property
    def school(self) -> School:
        """The school of this pairing."""
        return self.calendar.school

    @property
    def both_read(self) -> bool:
        """Whether both may read the words: neither has left, or has another role."""
        words, subject = Action.READ_SESSION_WORDS, Subject(pairing=self.pairing)
        return all(
            is_allowed(words, standings(one.person, [one], subject))
            for one in (self.mentor, self.ect)
        )


@lru_cache(maxsize=256)
def _calendar(school: School, bank_holidays: frozenset[date]) -> SchoolCalendar:
    return SchoolCalendar(school, bank_holidays)


def calendar_of(ports: Ports, records: Reading, school_id: SchoolId) -> SchoolCalendar:
    """Return the calendar of a school that is known to exist."""
    school = records.get(SCHOOLS, school_id)
    if school is None:
        raise LookupError(f"no school {school_id}")
    return calendar_for(school, ports.bank_holidays)


def calendar_for(school: School, bank_holidays: BankHolidays) -> SchoolCalendar:
    """Return the calendar of a school, with the bank holidays within its terms."""
    first = min(term.days.first for term in school.terms)
    last = max(term.days.last for term in school.terms)
    return _calendar(school, bank_holidays.between(first, last))


def today_of(ports: Ports, records: Reading, school_id: SchoolId) -> date:
    """Return the date at a school."""
    return calendar_of(ports, records, school_id).day_of(ports.clock.now())


def places(records: Reading, person: PersonId) -> Sequence[Member]:
    """Return a person's places at schools; empty for someone in no roster."""
    return records.find(MEMBERS_OF_PERSON, person)


def require_place(records: Reading, person: PersonId) -> Sequence[Member]:
    """Return a person's places at schools.

    Raises NotAllowed for someone in no roster, with whom to ask.
    """
    own = places(records, person)
    if own:
        return own
    schools = list(records.every(SCHOOLS))
    if not schools:
        raise NoSchoolYet(
            "No school has been set up yet. An admin of your Slack workspace can do "
            "it, with `/ect setup`."
        )
    at = f"The school admin at {schools[0].name}"
    who = at if len(schools) == 1 else "Your own school's ECT Bot admin"
    raise NotAllowed(
        f"You are not in ECT Bot's list of people yet. {who} can add you.",
        ask=who_adds(schools),
    )


def who_adds(schools: Sequence[School]) -> PersonId | None:
    """Return who adds somebody of whom no school knows; None where it is not clear.

    Several schools may share a workspace: which one is theirs, nothing tells.
    """
    asked = {school.ask for school in schools}
    return asked.pop() if len(asked) == 1 else None


def member(records: Reading, school: SchoolId, person: PersonId) -> Member:
    """Return a person's place at a school, or one without roles who has left it."""
    found = records.get(MEMBERS, f"{school}/{person}")
    if found is not None:
        return found
    return Member(
        school=school, person=person, name=WHO_HAS_LEFT, roles=frozenset[Role]()
    )


def mentoring(ports: Ports, records: Reading, pairing: Pairing) -> Mentoring:
    """Look up all that belongs to a pairing."""
    return mentoring_at(records, calendar_of(ports, records, pairing.school), pairing)


def mentoring_at(
    records: Reading, calendar: SchoolCalendar, pairing: Pairing
) -> Mentoring:
    """Look up all that belongs to a pairing at a school with this calendar."""
    induction = records.get(INDUCTIONS, f"{pairing.school}/{pairing.ect}")
    if induction is None:
        raise NoInduction(f"no induction for pairing {pairing.id}")
    return Mentoring(
        pairing=pairing,
        induction=induction,
        mentor=member(records, pairing.school, pairing.mentor),
        ect=member(records, pairing.school, pairing.ect),
        tutor=member(records, pairing.school, induction.tutor).name,
        calendar=calendar,
    )


def standing_of(
    records: Reading, person: PersonId, pairing: Pairing
) -> frozenset[Standing]:
    """Return how a person stands to a pairing, by their place at its school."""
    own = records.get(MEMBERS, f"{pairing.school}/{person}")
    return standings(person, [own] if own else [], Subject(pairing=pairing))


def pairing_for(
    ports: Ports, records: Reading, actor: Actor, pairing_id: PairingId, *, to: Action
) -> Mentoring:
    """Look up a pairing that the actor is allowed *to* do something with.

    Raises NotAllowed, in the same words whether it exists or not.
    """
    pairing = records.get(PAIRINGS, pairing_id)
    if pairing is None:
        require(to, ())
        raise AssertionError("an action that nobody needs a standing for")
    require(to, standing_of(records, actor.person, pairing))
    return mentoring(ports, records, pairing)


def session_for(
    ports: Ports, records: Reading, actor: Actor, session_id: SessionId, *, to: Action
) -> tuple[Session, Mentoring]:
    """Look up a session that the actor is allowed *to* do something with.

    Raises NotAllowed; one that does not exist gets the same answer as one that the
    actor may not see at all.
    """
    session = records.get(SESSIONS, session_id)
    pairing = records.get(PAIRINGS, session.pairing) if session else None
    standing = standing_of(records, actor.person, pairing) if pairing else frozenset()
    if session is None or not is_allowed(Action.READ_SESSION_FACTS, standing):
        raise NotAllowed(_NO_SUCH_SESSION)
    require(to, standing)
    assert pairing is not None  # noqa: S101 - a session's pairing is never removed
    return session, mentoring(ports, records, pairing)


def current_pairings_of_mentor(
    records: Reading, mentor: PersonId, on: date
) -> list[Pairing]:
    """Return the pairings that a mentor has on a date, oldest first."""
    return [p for p in records.find(PAIRINGS_OF_MENTOR, mentor) if p.runs_on(on)]


def ended_lately(
    records: Reading, index: Index[Pairing], person: PersonId, on: date
) -> list[Pairing]:
    """Return the pairings of a mentor, or an ECT, that ended in the last two weeks."""
    past = records.find(index, person)
    return [p for p in past if p.ends_on and on - _LATELY <= p.ends_on < on]


def current_pairings_of_ect(records: Reading, ect: PersonId, on: date) -> list[Pairing]:
    """Return the pairings that an ECT has on a date, oldest first."""
    return [p for p in records.find(PAIRINGS_OF_ECT, ect) if p.runs_on(on)]


def pairings_to(
    to_do: str, records: Reading, mentor: PersonId, today: date
) -> list[Pairing]:
    """Return the pairings for which a mentor can do something today, oldest first.

    To log, those that ended lately come after them: whoever held the last sessions
    logs them.
    """
    pairings = current_pairings_of_mentor(records, mentor, today)
    if to_do == "log":
        pairings += ended_lately(records, PAIRINGS_OF_MENTOR, mentor, today)
    return pairings


def require_pairings(
    ports: Ports, records: Reading, actor: Actor, *, to_do: str
) -> tuple[list[Pairing], SchoolCalendar]:
    """Return the pairings for which somebody can do something, as `pairings_to` does.

    With them, the calendar of the first one's school.

    Raises NotAllowed for someone who mentors nobody and wants *to_do* what takes one.
    """
    own = require_place(records, actor.person)
    calendar = calendar_of(ports, records, own[0].school)
    today = calendar.day_of(ports.clock.now())
    pairings = pairings_to(to_do, records, actor.person, today)
    if not pairings:
        raise NotAllowed(
            f"Only mentors {to_do} sessions, and you are not down as anyone's mentor. "
            "If that is wrong, ask your school admin. Try `/ect help`."
        )
    if pairings[0].school != own[0].school:
        calendar = calendar_of(ports, records, pairings[0].school)
    return pairings, calendar


def facts(about: Mentoring, session: Session, now: datetime) -> SessionFacts:
    """Put names and local times to a session."""
    local = about.calendar.local
    return SessionFacts(
        session=session,
        mentor=about.mentor.name,
        ect=about.ect.name,
        tutor=about.tutor,
        starts=local(session.starts_at),
        ends=local(session.ends_at),
        today=about.calendar.day_of(now),
    )
