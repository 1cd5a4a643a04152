"""What is shown of concerns, to the two who share one."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.concerns.contacts import Contact
from bot.domain.concerns.records import Concern, Happening, Topic
from bot.domain.concerns.routes import Route
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Role
from bot.results.concerns.contacts import Adviser
from bot.results.data_protection.audit import Looks


@dataclass(frozen=True, slots=True)
class Hat:
    """A place from which somebody can raise a concern: as an ECT or as a mentor."""

    school: SchoolId
    role: Role
    school_name: str


@dataclass(frozen=True, slots=True)
class ConcernForm:
    """The form for a concern; nothing of it is kept."""

    hat: Hat
    topics: tuple[Topic, ...]
    people: tuple[Adviser, ...]  # "is it about one of these people?"
    names: tuple[str, ...]  # theirs, in the same order
    words: str = field(default="", repr=False)
    left_out_chars: int = 0  # of what was typed, past what fits
    is_unread: bool = False  # what was written could not be read back


@dataclass(frozen=True, slots=True)
class NamedRoute:
    """One person to whom a concern can go, with their name."""

    route: Route
    name: str


@dataclass(frozen=True, slots=True)
class ConcernReview:
    """What a concern would be if it were sent: who would read which words, by when."""

    hat: Hat
    topic: Topic
    about: frozenset[PersonId]
    words: str = field(repr=False)
    routes: tuple[NamedRoute, ...]
    pass_on_to: NamedRoute | None  # whom a mentor's silence could lead to, if wished
    contacts: tuple[Contact, ...]
    seen_by: date
    answer_by: date


class Side(StrEnum):
    """From which side somebody sees a concern."""

    WRITER = "writer"
    READER = "reader"
    FORMER_READER = "former_reader"


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a concern, as its viewer may read them."""

    author: str
    by_writer: bool
    at: datetime
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """A concern as one of the two who share it sees it."""

    concern: Concern
    side: Side
    school: str
    writer: str
    reader: str | None  # who has it now
    zone: ZoneInfo
    today: date
    away_until: date | None  # the reader
    leave_until: date  # the date, if the reader were given longer from today
    is_shut_out: bool = False  # the reader, who mentors the writer by now
    can_undo: bool = False  # the reader, what they said last
    read_before: date | None = None  # by this reader, before it came to them again
    routes: tuple[NamedRoute, ...] = ()  # the writer's ways on
    contacts: tuple[Contact, ...] = ()  # at the appropriate body, for the writer
    said: tuple[Said, ...] = field(default=(), repr=False)
    history: tuple[tuple[datetime, Happening, str], ...] = ()  # when, what, who
    looks: tuple[Looks, ...] = ()  # by readers, for the writer
    occasion: str = ""  # of a message: "<turn>" or "<turn>.<event>"

    def day(self, moment: datetime) -> date:
        """Return the school's own date at a moment."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class OwnConcerns:
    """The concerns that somebody wrote, and those brought to them; open ones first."""

    written: tuple[ConcernCard, ...]
    brought: tuple[ConcernCard, ...]


@dataclass(frozen=True, slots=True)
class TutorNeed:
    """An induction tutor who is away while nobody else is one."""

    school: str
    tutor: str
    until: date
