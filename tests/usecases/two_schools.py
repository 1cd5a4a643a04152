"""Two schools in one workspace, with a clock that stands still until it is moved.

All people are made up. Everything here is real but Slack: messages are truly drawn, and
each one is kept with whoever was shown it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from itertools import count

from bot.bank_holidays import EnglandHolidays
from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PairingId, PersonId, Record, SchoolId, TeamId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.member import Member, Role
from bot.keys import new_key
from bot.messages import gather
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    INDUCTIONS,
    MEMBERS,
    NOTICES,
    PAIRINGS,
    SCHOOLS,
)
from bot.ports.messenger import Content, Posted
from bot.ports.store import Index, Part, R, Reading, Records, Store
from bot.sandbox.clock import StillClock
from bot.sandbox.recording import AtOnce, Drawn, RecordingFiles, RecordingMessenger
from bot.store.memory import MemoryStore
from bot.usecases.concerns.clock import run_concern_clock
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.outbox.notices import notice_key
from bot.usecases.people.welcoming import welcome_subject
from bot.vault import KeyVault
from tests.builders import LONDON, a_member, a_pairing, a_school, an_induction, at

TEAM = TeamId("T0OAK")
OAKFIELD, BIRCHWOOD = SchoolId("oakfield"), SchoolId("birchwood")

EWA, OMAR, LILY = PersonId("U0EWA"), PersonId("U0OMAR"), PersonId("U0LILY")
PRIYA, SUNIL = PersonId("U0PRIYA"), PersonId("U0SUNIL")
RUTH, XAVIER = PersonId("U0RUTH"), PersonId("U0XAVIER")
HELEN, ADAM = PersonId("U0HELEN"), PersonId("U0ADAM")
FINN, NORA, UNA = PersonId("U0FINN"), PersonId("U0NORA"), PersonId("U0UNA")
STRANGER = PersonId("U0STRANGER")

_MENTOR, _ECT, _TUTOR = Role.MENTOR, Role.ECT, Role.INDUCTION_TUTOR
_ROSTER = (
    (OAKFIELD, EWA, "Ewa Kowal", {_ECT}),
    (OAKFIELD, OMAR, "Omar Haddad", {_ECT}),
    (OAKFIELD, LILY, "Lily Marsh", {_ECT}),
    (OAKFIELD, PRIYA, "Priya Shah", {_MENTOR}),
    (OAKFIELD, SUNIL, "Sunil Rao", {_MENTOR}),
    (OAKFIELD, RUTH, "Ruth Bell", {_TUTOR}),
    (OAKFIELD, XAVIER, "Xavier Pinto", {_MENTOR, _TUTOR}),
    (OAKFIELD, HELEN, "Helen Frost", {Role.HEADTEACHER}),
    (OAKFIELD, ADAM, "Adam Quill", {Role.SCHOOL_ADMIN}),
    (BIRCHWOOD, FINN, "Finn Doyle", {_ECT}),
    (BIRCHWOOD, SUNIL, "Sunil Rao", {_MENTOR}),
    (BIRCHWOOD, NORA, "Nora Lund", {_MENTOR}),
    (BIRCHWOOD, UNA, "Una Voss", {_TUTOR, Role.HEADTEACHER}),
)
_ECTS = (
    (OAKFIELD, EWA, PRIYA, RUTH),
    (OAKFIELD, OMAR, PRIYA, RUTH),
    (OAKFIELD, LILY, XAVIER, XAVIER),
    (BIRCHWOOD, FINN, SUNIL, UNA),
)
NAMES = {person: name for _school, person, name, _roles in _ROSTER}
EVERYBODY = (*NAMES, STRANGER)
CONTACTS = {
    OAKFIELD: Contact(
        name="Ada Appleby", organisation="Oak Body", reach="ects@oak.example"
    ),
    BIRCHWOOD: Contact(
        name="Bo Bramble", organisation="Birch Body", reach="ects@birch.example"
    ),
}


class KeepingMessenger(RecordingMessenger):
    """Keeps all that anybody was ever shown, and lets nothing be posted twice."""

    def post(
        self, team: TeamId, reader: PersonId, key: str, content: Content
    ) -> Posted:
        assert key not in {key for _to, key in self.standing.values()}, "posted twice"
        return super().post(team, reader, key, content)

    def newest_about(self, concern: str, to: PersonId) -> Drawn | None:
        """Return the last message posted to somebody about a concern, as it stands.

        Notes that a reply has come are passed over: what waits for the same moment goes
        out by key, so that one can come after the message that it came before.
        """
        standing = {
            one.key: one
            for one in self.drawn
            if (one.concern, one.to) == (concern, to) and not one.is_reply
        }
        posted = [key for _to, key in self.standing.values() if key in standing]
        return standing[posted[-1]] if posted else None


class _Undone(Exception):
    """Ends a unit of work of which nothing is to be kept."""


class LookingStore:
    """The same records, with every change undone: to look without leaving a trace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def transaction(self, team: TeamId) -> Iterator[Records]:
        with suppress(_Undone), self._store.transaction(team) as records:
            yield records
            raise _Undone

    @contextmanager
    def reading(self, team: TeamId) -> Iterator[Reading]:
        with self._store.reading(team) as records:
            yield records

    def snapshot(self, team: TeamId) -> AbstractContextManager[Reading]:
        return self.reading(team)

    def leave_no_traces(self) -> None:
        pass

    def teams(self) -> Sequence[TeamId]:
        return self._store.teams()

    def teams_with(
        self, index: Index[R], *, below: Part | None = None
    ) -> Sequence[TeamId]:
        return self._store.teams_with(index, below=below)

    def place(self) -> str:
        return self._store.place()

    def close(self) -> None:
        self._store.close()


class Town:
    """Both schools, all the people, and the bot's own parts around them."""

    def __init__(self) -> None:
        self.clock = StillClock(at("2026-11-03 10:00"))  # a Tuesday
        self.messenger = KeepingMessenger(self.clock)
        self.vault = KeyVault([new_key()])
        self.store = MemoryStore(ALL_KINDS, ALL_INDEXES)
        numbers = count(1)
        self.ports = self._ports(self.store, lambda: f"concern-{next(numbers)}")
        self.looking = self._ports(LookingStore(self.store), lambda: "never-kept")
        with self.store.transaction(TEAM) as records:
            _fill(records)

    def actor(self, person: PersonId) -> Actor:
        """Return somebody as the one who presses."""
        return Actor(TEAM, person)

    def today(self) -> date:
        """Return the date at both schools."""
        return self.clock.moment.astimezone(LONDON).date()

    def member(self, school: SchoolId, person: PersonId) -> Member | None:
        """Return somebody's place at a school, or None."""
        with self.store.reading(TEAM) as records:
            return records.get(MEMBERS, f"{school}/{person}")

    def members(self) -> list[Member]:
        """Return all places at both schools."""
        with self.store.reading(TEAM) as records:
            return list(records.every(MEMBERS))

    def mentors_of(self, school: SchoolId, ect: PersonId) -> set[PersonId]:
        """Return who mentors an ECT today, as the pairings say."""
        today = self.today()
        with self.store.reading(TEAM) as records:
            return {
                pairing.mentor
                for pairing in records.every(PAIRINGS)
                if (pairing.school, pairing.ect) == (school, ect)
                and pairing.begins_on <= today <= (pairing.ends_on or today)
            }

    def kept(self) -> dict[str, Record]:
        """Return all that is kept, by kind and key."""
        with self.store.reading(TEAM) as records:
            return {
                f"{kind.name}: {kind.key(record)}": record
                for kind in ALL_KINDS
                for record in records.every(kind)
            }

    def tick(self) -> None:
        """Do what the scheduler does again and again."""
        run_concern_clock(self.ports)
        assert run_concern_clock(self.ports) == 0, "run twice, it did something twice"
        deliver_due(self.ports)

    def _ports(self, store: Store, new_id: Callable[[], str]) -> Ports:
        return Ports(
            store=store,
            clock=self.clock,
            messenger=self.messenger,
            files=RecordingFiles(),
            bank_holidays=EnglandHolidays(),
            background=AtOnce(),
            vault=self.vault,
            gather=gather,
            spare_vault=KeyVault([]),
            new_id=new_id,
        )


def _introduction(school: SchoolId, person: PersonId, role: Role) -> Notice:
    kind, subject = NoticeKind.FIRST_CONTACT, welcome_subject(school, role)
    since = at("2026-09-01 09:00")
    return Notice(
        key=notice_key(kind, subject, reader=person),
        kind=kind,
        school=school,
        reader=person,
        subject=subject,
        not_before=since,
        shown=1,
        posted_at=since,
    )


def _fill(records: Records) -> None:
    records.put(SCHOOLS, a_school(id=OAKFIELD, ask=ADAM))
    # The strictest promise that a school can make: to look and to answer the next day.
    records.put(
        SCHOOLS,
        a_school(
            id=BIRCHWOOD,
            name="Birchwood School",
            ask=UNA,
            concerns_seen_in=1,
            concerns_answered_in=1,
        ),
    )
    for school, person, name, roles in _ROSTER:
        records.put(
            MEMBERS,
            a_member(school=school, person=person, name=name, roles=frozenset(roles)),
        )
        for role in roles:  # they have heard from the bot before
            records.put(NOTICES, _introduction(school, person, role))
    for school, ect, mentor, tutor in _ECTS:
        records.put(
            INDUCTIONS,
            an_induction(school=school, ect=ect, tutor=tutor, contact=CONTACTS[school]),
        )
        records.put(
            PAIRINGS,
            a_pairing(
                id=PairingId(f"pairing-{ect}"), school=school, mentor=mentor, ect=ect
            ),
        )
