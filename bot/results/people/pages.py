"""What is shown of a school's people, and of what was changed among them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PairingId, PersonId, SchoolId
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.domain.school.profile import DateSpan, Weekday
from bot.results.sessions.cards import ActShown


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the list."""

    person: PersonId
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class EctLine:
    """One ECT of the list, with whom they have."""

    person: PersonId
    name: str
    mentor: str | None
    tutor: str | None
    leaves_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class OwnPairing:
    """A pairing as its mentor or its ECT sees it in the list."""

    pairing: PairingId
    mentor: str
    ect: str
    tutor: str
    begins_on: date
    contact: Contact | None
    is_ect: bool  # who looks is the ECT of it
    earlier: int  # sessions that earlier mentors held with the ECT
    shows_notes: bool | None  # None: the ECT has not been asked


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A school's people, as somebody sees them; *ects* are None for who may not."""

    school: SchoolId
    name: str
    today: date
    schools: Sequence[tuple[SchoolId, str]] = ()  # to choose between, if several
    ects: Sequence[EctLine] | None = None
    others: Sequence[PersonLine] = ()
    missing: Sequence[str] = ()
    may_change: bool = False
    own: Sequence[OwnPairing] = ()


@dataclass(frozen=True, slots=True)
class Mentored:
    """Who mentored an ECT, from when to when."""

    name: str
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """That one person is mentor and induction tutor of an ECT, and who agreed (R5)."""

    name: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class EctShown:
    """What the list holds of one ECT."""

    mentors: Sequence[Mentored]  # oldest first
    mentor: PersonId | None
    tutor: PersonId | None
    tutor_name: str | None
    began: date
    year: InductionYear
    full_time_equivalent: float
    terms_before: float  # at other schools
    days_absent: int  # in this year of induction
    ends: date | None  # an estimate
    contact: Contact | None
    subject: str
    phase: str
    leaves_on: date | None
    ended_on: date | None
    reviews: Sequence[date]  # when they are due
    is_over: bool  # their last day as an ECT here is past
    days_away: int = 0  # by the dates entered, in this year of induction so far
    both_roles: Agreed | None = None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person of the list, and what was changed of them."""

    school: SchoolId
    person: PersonId
    name: str
    today: date
    mark: str  # tells one state of the entry from the next
    is_listed: bool
    roles: frozenset[Role] = frozenset()
    days: frozenset[Weekday] = frozenset()
    days_since: date | None = None  # None: there were no others
    away: DateSpan | None = None  # the absence that runs, or the next
    mentors_of: Sequence[str] = ()
    ect: EctShown | None = None
    missing: Sequence[str] = ()
    history: Sequence[ActShown] = ()
    usual_contact: Contact | None = None  # the school's own, to begin with


class Next(StrEnum):
    """What comes after a change: what the bot does, or a person has to."""

    BOTH_TOLD = "both_told"  # the ECT and the new mentor
    INDUCTION_ENDED = "induction_ended"
    AWAY = "away"  # no reminder meanwhile
    MENTOR_AWAY = "mentor_away"  # their ECTs need somebody
    PLANS_CALLED_OFF = "plans_called_off"
    CONCERN_STAYS = "concern_stays"
    TELL_BODY = "tell_body"  # of 30 or more days of absence
    LEAVING_LIST = "leaving_list"
    PLANS_WHILE_AWAY = "plans_while_away"
    REVIEWS = "reviews"  # the tutor is reminded of them
    COUNT_DAYS = "count_days"  # an ECT's days absent are entered by themselves
    ESTIMATE = "estimate"
    ENTER_ECT = "enter_ect"


@dataclass(frozen=True, slots=True)
class ChangeDone:
    """A change that was made, with what comes next; *change* is what undoes it."""

    did: Event
    person: PersonId | None
    name: str
    facts: str
    change: str | None
    next: frozenset[Next] = frozenset()
    called_off: int = 0
    days: int = 0
    planned: int = 0  # sessions on days away
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class BothRolesCard:
    """The question whether one person may be mentor and induction tutor of an ECT."""

    key: str
    ect: str
    person: str
    reason: str
    asked_by: str
    agreed_by: str | None
    declined: bool
    for_head: bool


@dataclass(frozen=True, slots=True)
class EarlierSession:
    """A session that an earlier mentor held with the ECT; words only if shown."""

    starts: datetime  # local to the school
    ends: datetime
    mentor: str
    focus_areas: Sequence[str] = ()
    note: str = field(default="", repr=False)
    next_steps: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class WhatWentBefore:
    """What earlier mentors and the ECT did, as the new mentor may see it."""

    pairing: PairingId
    ect: str
    mentor: str
    today: date
    sessions: Sequence[EarlierSession]
    more: int  # older ones that are left out
    shows_notes: bool | None
    is_ect: bool


@dataclass(frozen=True, slots=True)
class NewMentor:
    """What an ECT or their new mentor is told of a change of mentor."""

    pairing: PairingId
    mentor: str
    ect: str
    before: str | None
    begins_on: date
    sessions: int  # of earlier mentors
    shows_notes: bool | None
    is_ect: bool
    over: bool  # taken back, or ended meanwhile


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a mentor is told of a pairing of theirs that ends."""

    ect: str
    last_day: date | None  # None: that was undone
    to: str  # the mentor who follows, or "" for none
    begins_on: date | None
    off: tuple[date, ...]  # the days of planned sessions that went with it


@dataclass(frozen=True, slots=True)
class InductionPrompt:
    """What an induction tutor is asked to see to about one ECT."""

    ect: str
    leaves_on: date | None
    days_absent: int
    year: InductionYear
    contact: Contact | None
    over: bool


@dataclass(frozen=True, slots=True)
class FileChecked:
    """What a file would change, for the look before it is applied."""

    school: SchoolId
    file: str
    mark: str  # tells this outcome from another
    rows: int
    added: Sequence[str] = ()
    changed: Sequence[str] = ()
    faults: Sequence[tuple[int, str, str]] = ()  # row, name, what is wrong
    general: Sequence[str] = ()
    ignored: Sequence[str] = ()
    doubtful: Sequence[str] = ()  # cells whose letters may have been read wrong
    # Cells whose letters were saved twice over, and what they may have been.
    garbled: Sequence[tuple[str, str]] = ()

    @property
    def is_fine(self) -> bool:
        """Whether it can be applied."""
        return not self.faults and not self.general
