"""Whom a concern can go to: the routes that its writer chooses from.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025, "If you have concerns about mentoring" (R9) and "If your
ECT has concerns or difficulties" (R10); *Induction for early career teachers
(England)*, 2.45 (one person as mentor and induction tutor is the exception).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.concerns.records import STAGE_OF, Concern, Stage, Topic
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role

TOPICS = {
    Role.ECT: (
        Topic.TRAINING,
        Topic.TIME,
        Topic.MENTOR,
        Topic.ENTITLEMENT,
        Topic.OTHER,
    ),
    Role.MENTOR: (Topic.TIME, Topic.ENTITLEMENT, Topic.ECT_PROGRESS, Topic.OTHER),
}
# "a concern about time off timetable or about the mentor's support" (R10)
_NEVER_TO_THE_MENTOR = frozenset({Topic.TIME, Topic.MENTOR})


class Presence(StrEnum):
    """Whether somebody can be reached through the bot."""

    HERE = "here"
    AWAY = "away"
    GONE = "gone"
    SHUT_OUT = "shut_out"  # the writer's mentor by now, and it is not for a mentor


def is_shut_out(concern: Concern, mentors: Collection[PersonId]) -> bool:
    """Whether a concern is closed to whoever has it, one of the ECT's *mentors* by now.

    One about the mentor never goes through the mentor (R10), also where it was sent
    before they became that.
    """
    never = concern.topic in _NEVER_TO_THE_MENTOR and concern.written_as is Role.ECT
    return never and concern.reader in mentors


@dataclass(frozen=True, slots=True)
class Route:
    """One person to whom a concern can go, and as what."""

    reader: PersonId
    role: Role
    away_until: date | None = None

    @property
    def stage(self) -> Stage:
        """The step of the ladder that this is."""
        return STAGE_OF[self.role]


@dataclass(frozen=True, slots=True)
class Around:
    """The people around a writer; *mentors* are an ECT's own, tutors the own first."""

    writer: PersonId
    written_as: Role
    mentors: Sequence[PersonId] = ()
    tutors: Sequence[PersonId] = ()
    heads: Sequence[PersonId] = ()
    away: Mapping[PersonId, date] = field(default_factory=dict)  # until when
    lapsed: frozenset[PersonId] = frozenset()  # paired still, a mentor here no more


def routes(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> tuple[Route, ...]:
    """Return whom a concern can go to, the usual first step first (R9, R10).

    Nobody whom it is about is among them, nor the mentor where it is about time or
    mentor support. The headteacher, or another induction tutor, comes in where the own
    induction tutor cannot be the one: it is about them, they are the mentor too, they
    are away, or there is none. The appropriate body's contact is always open besides,
    and is no route of the bot's: it sends nothing outside the school.
    """
    shut = about | {around.writer}
    if around.written_as is Role.MENTOR:
        return _of_mentor(around, topic, shut)
    mentors: list[PersonId] = []
    if topic not in _NEVER_TO_THE_MENTOR:
        closed = shut | around.lapsed
        mentors = [mentor for mentor in around.mentors if mentor not in closed]
    shut |= frozenset(around.mentors)
    tutors = [tutor for tutor in around.tutors if tutor not in shut]
    found = [(mentor, Role.MENTOR) for mentor in mentors]
    found += [(tutor, Role.INDUCTION_TUTOR) for tutor in tutors[:1]]
    if not _own_tutor_serves(around, tutors):
        found += [(tutor, Role.INDUCTION_TUTOR) for tutor in tutors[1:]]
        found += [(head, Role.HEADTEACHER) for head in around.heads if head not in shut]
    return _named(around, found)


def next_routes(
    around: Around,
    topic: Topic,
    about: frozenset[PersonId],
    *,
    stage: Stage,
    reader: PersonId | None,
) -> tuple[Route, ...]:
    """Return whom a concern can go to from where it is: the same step or further."""
    order = list(STAGE_OF.values())
    reached = order.index(stage) if stage in order else 0
    return tuple(
        route
        for route in routes(around, topic, about)
        if route.reader != reader and order.index(route.stage) >= reached
    )


def _of_mentor(
    around: Around, topic: Topic, shut: frozenset[PersonId]
) -> tuple[Route, ...]:
    """Begin with the induction tutor: it is a mentor's concern (R9).

    The headteacher as the step after is the product's reading, not the guidance's.
    """
    tutors = [tutor for tutor in around.tutors if tutor not in shut]
    heads = [head for head in around.heads if head not in shut and head not in tutors]
    found = [(tutor, Role.INDUCTION_TUTOR) for tutor in tutors]
    if topic is not Topic.ECT_PROGRESS or not tutors:
        found += [(head, Role.HEADTEACHER) for head in heads]
    return _named(around, found)


def _own_tutor_serves(around: Around, tutors: list[PersonId]) -> bool:
    own = around.tutors[0] if around.tutors else None
    return bool(tutors) and tutors[0] == own and own not in around.away


def _named(around: Around, found: list[tuple[PersonId, Role]]) -> tuple[Route, ...]:
    once: dict[PersonId, Role] = {}
    for person, role in found:
        once.setdefault(person, role)
    return tuple(
        Route(person, role, around.away.get(person)) for person, role in once.items()
    )
