"""What the pages of the set-up show."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.kernel.history import HistoryEntry
from bot.domain.kernel.record import SchoolId
from bot.domain.school.set_up import Answer, SetUpChange, Step
from bot.domain.school.term_dates import TermDates


@dataclass(frozen=True, slots=True)
class PeopleSoFar:
    """Who has been entered, and what is still missing of them."""

    tutors: int
    mentors: int
    ects: int
    missing: tuple[str, ...]  # sentences, as the list of people says them

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class SetUpPage:
    """How far a school's set-up has come."""

    school: SchoolId
    name: str
    today: date
    answers: dict[Step, Answer]
    people: PeopleSoFar | None  # None before there is a school to enter them at
    is_started: bool
    is_from_file: bool = False  # nobody pressed Start: it counts as its file says
    may_halt: bool = False  # the start can still be taken back
    are_contacts_old: bool = False
    saved: SetUpChange | None = None  # what was saved or undone just now
    next: Step | None = None
    others: tuple[tuple[SchoolId, str], ...] = ()  # further schools of the same person
    may_begin_another: bool = False  # if they look after the workspace
    may_drop: bool = False  # it is one more school, and only begun

    @property
    def missing(self) -> list[Step]:
        """The steps that have no answer yet."""
        return [step for step in Step if step not in self.answers]

    @property
    def may_start(self) -> bool:
        """Whether nothing is missing any more."""
        people = self.people is not None and self.people.is_complete
        return people and not self.missing


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step, as its form opens."""

    page: SetUpPage
    step: Step
    answer: Answer | None
    seen: str  # a mark of the answer
    notice: str = ""
    meanwhile: tuple[Answer, str] | None = None  # what somebody else has saved, and who


@dataclass(frozen=True, slots=True)
class TermsCheck:
    """Term dates as read, to be looked through before they apply."""

    page: SetUpPage
    read: TermDates
    whole: TermDates  # all that the school would have then
    seen: str
    meanwhile: tuple[Answer, str] | None = None


@dataclass(frozen=True, slots=True)
class SetUpHistory:
    """What was done to a school's settings, newest first, with who did it."""

    school: SchoolId
    acts: tuple[tuple[HistoryEntry, str, datetime], ...]
