"""Where somebody's set-up stands: which school, whether they may, what is answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.kernel.access import (
    Action,
    Standing,
    Subject,
    is_allowed,
    require,
    standings,
)
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.history import is_open_to_undo
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Role
from bot.domain.people.roster_faults import format_missing
from bot.domain.school.contact_rules import are_to_be_checked
from bot.domain.school.profile import School
from bot.domain.school.set_up import (
    Answer,
    SetUp,
    SetUpChange,
    Step,
    answer_of,
    is_started,
    next_step,
)
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    SCHOOLS,
    SET_UPS,
)
from bot.ports.store import Reading
from bot.results.school.set_up import PeopleSoFar, SetUpPage
from bot.usecases.kernel.lookup import calendar_of, member, places, require_place
from bot.usecases.people.roster_writing import roster_of

_ZONE = "Europe/London"  # until a school says another


@dataclass(frozen=True, slots=True)
class Place:
    """One school's set-up; there is no school yet while it is first set up."""

    id: SchoolId
    school: School | None
    set_up: SetUp | None  # None for a school that was entered from a file

    @property
    def answers(self) -> dict[Step, Answer]:
        """What is answered so far."""
        found: dict[Step, Answer] = {}
        for step in Step:
            answer = self.answer(step)
            if answer is not None:
                found[step] = answer
        return found

    def answer(self, step: Step) -> Answer | None:
        """Return what is answered to one step."""
        if self.school is not None:
            return answer_of(self.school, step)
        return self.set_up.answer(step) if self.set_up else None

    @property
    def is_started(self) -> bool:
        """Whether the bot reminds people here."""
        return self.school is not None and is_started(self.set_up)


def place_of(
    records: Reading, actor: Actor, school_id: SchoolId | None = None
) -> Place | None:
    """Return the set-up that somebody may work on; None where Slack has to be asked.

    Raises NotAllowed, with who can, for somebody who may not.
    """
    begun = begun_by(records, actor.person)
    if begun is not None and school_id in (None, begun.school):
        require(Action.SET_UP, {Standing.SCHOOL_ADMIN})  # of the school to come
        return Place(begun.school, None, begun)
    own = places_to_set_up(records, actor.person)
    if not own:
        return _refused(records, actor.person) if has_school(records) else None
    chosen = school_id or own[0]
    if chosen not in own:
        require(Action.SET_UP, ())
    return Place(chosen, records.get(SCHOOLS, chosen), records.get(SET_UPS, chosen))


def require_set_up(
    records: Reading, actor: Actor, school_id: SchoolId | None = None
) -> Place:
    """Return the set-up that somebody works on; raises NotAllowed."""
    place = place_of(records, actor, school_id)
    if place is None:
        raise NotAllowed("Please type `/ect setup` once more, to begin.")
    return place


def places_to_set_up(records: Reading, person: PersonId) -> list[SchoolId]:
    """Return the schools that somebody may set up."""
    return [
        place.school
        for place in places(records, person)
        if is_allowed(Action.SET_UP, standings(person, [place], Subject()))
    ]


def page_of(
    ports: Ports,
    records: Reading,
    actor: Actor,
    place: Place,
    *,
    saved: SetUpChange | None = None,
) -> SetUpPage:
    """Gather how far a set-up has come."""
    now, answers, school = ports.clock.now(), place.answers, place.school
    today = _today(school, now)
    started = place.set_up.started_at if place.set_up else None
    confirmed = school.contacts_confirmed_on if school else None
    others = _others(records, actor.person, place)
    is_draft = school is None
    return SetUpPage(
        school=place.id,
        name=school.name if school else getattr(answers.get(Step.SCHOOL), "name", ""),
        today=today,
        answers=answers,
        people=_people(ports, records, school) if school else None,
        is_started=place.is_started,
        is_from_file=place.set_up is None,
        may_halt=started is not None and is_open_to_undo(started, now),
        are_contacts_old=confirmed is not None and are_to_be_checked(confirmed, today),
        saved=saved,
        next=next_step(list(answers), after=saved.step if saved else None),
        others=tuple(others),
        may_begin_another=not is_draft,
        may_drop=is_draft and has_school(records),
    )


def name_of(records: Reading, place: Place, person: PersonId) -> str:
    """Return the name of somebody who works on a set-up."""
    founders = place.set_up.founders if place.set_up else ()
    found = next((one.name for one in founders if one.person == person), None)
    return found or member(records, place.id, person).name


def has_school(records: Reading) -> bool:
    """Whether the workspace has any school."""
    return next(iter(records.every(SCHOOLS)), None) is not None


def draft_of(records: Reading) -> SetUp | None:
    """Return the set-up that has not made its school yet."""
    return next(
        (one for one in records.every(SET_UPS) if not records.get(SCHOOLS, one.school)),
        None,
    )


def begun_by(records: Reading, person: PersonId) -> SetUp | None:
    """Return the set-up without a school yet, if it is this person's to go on with."""
    draft = draft_of(records)
    if draft is None or person not in {founder.person for founder in draft.founders}:
        return None
    return draft


def _others(
    records: Reading, person: PersonId, place: Place
) -> Iterator[tuple[SchoolId, str]]:
    """Yield somebody's other schools, and the one that they have begun."""
    for one in places_to_set_up(records, person):
        school = records.get(SCHOOLS, one)
        if school is not None and one != place.id:
            yield one, school.name
    begun = begun_by(records, person)
    if begun is not None and begun.school != place.id:
        yield begun.school, _name_of_draft(begun) or "One without a name yet"


def _name_of_draft(begun: SetUp) -> str:
    return str(getattr(begun.answer(Step.SCHOOL), "name", ""))


def _refused(records: Reading, person: PersonId) -> Place:
    own = require_place(records, person)  # or says who can add them
    school = records.get(SCHOOLS, own[0].school)
    raise NotAllowed(
        "The school's admins and induction tutors set it up, and you are neither.",
        ask=school.ask if school else None,
    )


def _people(ports: Ports, records: Reading, school: School) -> PeopleSoFar:
    calendar = calendar_of(ports, records, school.id)
    roster = roster_of(records, calendar, ports.clock.now())
    roles = [role for one in roster.members.values() for role in one.roles]
    return PeopleSoFar(
        tutors=roles.count(Role.INDUCTION_TUTOR),
        mentors=roles.count(Role.MENTOR),
        ects=roles.count(Role.ECT),
        missing=tuple(format_missing(roster)),
    )


def local(school: School | None, moment: datetime) -> datetime:
    """Return a moment as the clocks show it where a school is being set up."""
    return moment.astimezone(ZoneInfo(school.zone if school else _ZONE))


def _today(school: School | None, now: datetime) -> date:
    return local(school, now).date()
