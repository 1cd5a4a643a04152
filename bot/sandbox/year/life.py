"""One rehearsed school year: the bot, a clock and chance."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import TypeVar

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId, TeamId
from bot.domain.people.pairings import UsualSlot
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.records import SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import PAIRINGS, SESSIONS
from bot.ports.store import Reading
from bot.sandbox.year.agenda import Agenda
from bot.sandbox.year.habits import Chance, Fate
from bot.usecases.kernel.claims import Delivery
from bot.usecases.kernel.lookup import Mentoring, calendar_of, mentoring

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that was still planned for this very moment when the moment came."""

    session: SessionId
    mentor: PersonId
    ect: PersonId
    starts_at: datetime
    set_at: datetime  # when it was planned for, or moved to, this moment


@dataclass
class Life:
    """A year at one school, as far as it has come."""

    ports: Ports
    team: TeamId
    school: SchoolId
    chance: Chance
    agenda: Agenda = field(default_factory=Agenda)
    fates: dict[SessionId, Fate] = field(default_factory=dict)
    usual: dict[PairingId, UsualSlot] = field(default_factory=dict)
    swamped: dict[PairingId, list[DateSpan]] = field(default_factory=dict)
    hour_before: set[PersonId] = field(default_factory=set)
    begun: list[Begun] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    _deliveries: "count[int]" = field(default_factory=count)

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.ports.clock.now()

    @property
    def calendar(self) -> SchoolCalendar:
        """The school's calendar."""
        with self.ports.store.reading(self.team) as records:
            return calendar_of(self.ports, records, self.school)

    @property
    def today(self) -> date:
        """The date at the school."""
        return self.calendar.day_of(self.now)

    def actor(self, person: PersonId) -> Actor:
        """Return somebody as the one who acts."""
        return Actor(self.team, person)

    def delivery(self) -> Delivery:
        """Name an act, which Slack delivers once here."""
        return Delivery(f"rehearsal-{next(self._deliveries)}")

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something that the bot may refuse; count what it says then."""
        try:
            return act()
        except Refusal as refusal:
            self.refused[refusal.sentence] += 1
            return None

    def look(self, reading: Callable[[Reading], T]) -> T:
        """Read the records."""
        with self.ports.store.reading(self.team) as records:
            return reading(records)

    def about(self, pairing_id: PairingId) -> Mentoring:
        """Look up a pairing that is known to exist."""

        def found(records: Reading) -> Mentoring:
            pairing = records.get(PAIRINGS, pairing_id)
            if pairing is None:
                raise LookupError(f"no pairing {pairing_id}")
            return mentoring(self.ports, records, pairing)

        return self.look(found)

    def is_swamped(self, pairing_id: PairingId) -> bool:
        """Whether a mentor has too much on to plan or to answer just now."""
        return any(self.today in span for span in self.swamped.get(pairing_id, ()))

    def watch_start(self, session_id: SessionId) -> None:
        """Note whether a session is still planned for this time when the time comes."""
        session = self.look(lambda records: records.get(SESSIONS, session_id))
        if session is None:
            return
        begun = Begun(
            session.id, session.mentor, session.ect, session.starts_at, self.now
        )

        def look() -> None:
            then = self.look(lambda records: records.get(SESSIONS, session_id))
            if (
                then is not None
                and then.state is SessionState.PLANNED
                and then.starts_at == begun.starts_at
                and (session_id, begun.starts_at)
                not in {(one.session, one.starts_at) for one in self.begun}
            ):
                self.begun.append(begun)

        self.agenda.note(begun.starts_at, look)
