"""Concerns: where one stands, what has happened to it, and the words apart from both.

Source: Department for Education, "Mentors: responsibilities for early career teacher
entitlement", 22 April 2025, "If you have concerns about mentoring" and "If your ECT
has concerns or difficulties" (R4, R9, R10, R11). Guidance sets no dates for an answer:
those here are the school's own promise.
"""

from datetime import date
from enum import StrEnum

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import ConcernId, PersonId, Record, SchoolId, Sealed
from bot.domain.people.member import Role

WORDS_MAX_CHARS = 2000


class Topic(StrEnum):
    """What a concern is about."""

    TRAINING = "training"
    TIME = "time"  # workload and time off timetable
    MENTOR = "mentor"  # mentor support
    ENTITLEMENT = "entitlement"
    OTHER = "other"
    ECT_PROGRESS = "ect_progress"  # a mentor's, about an ECT: talked about, not written


class Stage(StrEnum):
    """A step of the ladder, or how it ended."""

    WITH_MENTOR = "with_mentor"
    WITH_TUTOR = "with_tutor"
    WITH_HEAD = "with_head"
    CONTACT_ADVISED = "contact_advised"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


STAGE_OF = {
    Role.MENTOR: Stage.WITH_MENTOR,
    Role.INDUCTION_TUTOR: Stage.WITH_TUTOR,
    Role.HEADTEACHER: Stage.WITH_HEAD,
}
CLOSED = frozenset({Stage.RESOLVED, Stage.WITHDRAWN})


class Asked(StrEnum):
    """Why the writer has been asked, privately, what to do next."""

    NO_ANSWER = "no_answer"
    CANNOT_HELP = "cannot_help"
    SORTED = "sorted"  # the reader says so; is it?
    READER_GONE = "reader_gone"
    READER_AWAY = "reader_away"
    READER_MENTORS = "reader_mentors"  # the writer, now, and it is not for a mentor


# What a reader said that leaves the next word to the writer.
WAITS_FOR_WRITER = frozenset({Asked.SORTED, Asked.CANNOT_HELP})


class Happening(StrEnum):
    """What can happen to a concern."""

    SENT = "sent"
    SEEN = "seen"
    TAKEN = "taken"  # "I'm on it"
    NOTED = "noted"  # the reader wrote back
    SAID_SORTED = "said_sorted"
    CANNOT_HELP = "cannot_help"
    UNDONE = "undone"  # the reader, what they said last
    REMINDED = "reminded"  # the reader, by the clock
    ASKED = "asked"  # the writer, what to do next
    ADDED = "added"  # the writer wrote more
    LEFT = "left"  # the writer gives the reader longer
    TAKEN_ON = "taken_on"  # the writer takes it to another reader
    PASSED_ON = "passed_on"  # to the reader whom the writer named for it at Send
    ADVISED = "advised"  # the writer holds the named contact
    CONFIRMED = "confirmed"  # the writer says that it is sorted
    WITHDRAWN = "withdrawn"


class Turn(Record, frozen=True, kw_only=True):
    """One reader's turn with a concern, and the dates that the school promises."""

    stage: Stage
    reader: PersonId
    seen_by: date
    answer_by: date


class ConcernEvent(Record, frozen=True, kw_only=True):
    """One thing that happened to a concern; together they tell its whole history."""

    concern: ConcernId
    number: int  # from 1 on
    what: Happening
    at: Instant
    by: PersonId | None  # None: the clock
    step: Turn | None = None
    asked: Asked | None = None
    # The new date for an answer, or the date of a question or reminder.
    day: date | None = None


class ConcernStart(Record, frozen=True, kw_only=True):
    """What stands from the beginning; with the events it gives the concern again."""

    id: ConcernId
    school: SchoolId
    writer: PersonId
    written_as: Role
    topic: Topic
    about: frozenset[PersonId] = frozenset()
    pass_on_to: PersonId | None = None


class Concern(Record, frozen=True, kw_only=True):
    """A concern as its history has left it; `concern_history.evolve` draws it up."""

    id: ConcernId
    school: SchoolId
    writer: PersonId
    written_as: Role  # an ECT or a mentor
    topic: Topic
    about: frozenset[PersonId] = frozenset()  # never readers
    pass_on_to: PersonId | None = None  # named at Send, for the first turn alone
    opened_at: Instant
    stage: Stage
    reader: PersonId | None  # who has it now
    had: frozenset[PersonId]  # everybody who has or had it
    turn: int = 1  # counts readers' turns: a button shows which it belongs to
    since: Instant
    seen_by: date | None = None
    answer_by: date | None = None
    seen_at: Instant | None = None
    taken_at: Instant | None = None
    answered_at: Instant | None = None  # the reader's last note
    reminders: int = 0  # of the reader, in this turn
    asked: Asked | None = None  # what the writer is being asked
    asked_at: Instant | None = None
    asked_on: date | None = None  # the school's own date of it
    times_asked: int = 0  # the same question, in this turn
    asked_in: int = 0  # the event of the last question: names its message
    closed_at: Instant | None = None
    events: int = 0

    @property
    def start(self) -> ConcernStart:
        """What stands from the beginning."""
        return ConcernStart(
            id=self.id,
            school=self.school,
            writer=self.writer,
            written_as=self.written_as,
            topic=self.topic,
            about=self.about,
            pass_on_to=self.pass_on_to,
        )

    @property
    def is_open(self) -> bool:
        """Whether the writer can still do something with it."""
        return self.stage not in CLOSED


class ConcernWords(Record, frozen=True, kw_only=True):
    """Words of one person in a concern, for the writer and one chosen reader.

    What a reader noted stays between that reader and the writer when the concern goes
    on: nothing that a mentor notes reaches an assessor (R5).
    """

    concern: ConcernId
    number: int  # of the event that they came with
    author: PersonId
    at: Instant
    text: Sealed


class Shown(Record, frozen=True, kw_only=True):
    """What a button carries: the concern, and the turn that its reader saw."""

    concern: ConcernId
    turn: int
