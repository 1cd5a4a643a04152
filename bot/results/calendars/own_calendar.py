"""What a person's calendar holds, and what is shown of it; no words of a session."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.kernel.record import SessionId
from bot.domain.school.profile import Hours
from bot.domain.sessions.records import Place


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One session in a calendar: who meets, when and how, and no more (R5)."""

    session: SessionId
    starts: datetime  # on the school's clocks
    ends: datetime
    mentor: str
    ect: str
    place: Place
    is_off: bool  # called off, or taken back
    sequence: int  # counts up with every change of the session
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PersonalCalendar:
    """All of one person's sessions since the school year began."""

    zone: str
    entries: tuple[CalendarEntry, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What a person sees of their calendar and their lesson times."""

    can_have_address: bool  # the bot is served over HTTP
    address_since: date | None
    lessons: tuple[Hours, ...] | None  # None: not known
    lessons_since: date | None
    may_undo: bool = False  # the last change of the lesson times
    address: str | None = None  # shown once, when it was made
