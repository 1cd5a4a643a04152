"""A school and its people, of which there can be two that differ by one concern.

All people are made up. What is random in the product comes in the same order in both:
acts on concerns have a row of ids of their own, and a message its mark by its key.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from zlib import crc32

from bot.bank_holidays import EnglandHolidays
from bot.domain.concerns.contacts import Contact
from bot.domain.data_protection.retention import Retention
from bot.domain.kernel.record import PairingId, PersonId, SchoolId, TeamId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.member import Role
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
from bot.ports.messenger import Content, NotSent, Posted
from bot.ports.store import Records
from bot.sandbox.clock import StillClock
from bot.sandbox.recording import AtOnce, RecordingFiles, RecordingMessenger
from bot.store.memory import MemoryStore
from bot.usecases.outbox.notices import notice_key
from bot.usecases.people.welcoming import welcome_subject
from bot.vault import KeyVault
from scheduler.outbox import Outbox
from scheduler.timetable import rows
from tests.builders import a_member, a_pairing, a_school, an_induction, at
from tests.usecases.two_schools import LookingStore

TEAM = TeamId("T0OAK")
OAKFIELD, BIRCHWOOD = SchoolId("oakfield"), SchoolId("birchwood")
BEGINS = at("2026-09-07 09:00")  # a Monday

HELEN, HUGO, ADAM = PersonId("U0HELEN"), PersonId("U0HUGO"), PersonId("U0ADAM")
ALMA, TESS = PersonId("U0ALMA"), PersonId("U0TESS")
RUTH, XAVIER, PRIYA = PersonId("U0RUTH"), PersonId("U0XAVIER"), PersonId("U0PRIYA")
EWA, OMAR, LILY = PersonId("U0EWA"), PersonId("U0OMAR"), PersonId("U0LILY")
FINN, GRACE, IVY = PersonId("U0FINN"), PersonId("U0GRACE"), PersonId("U0IVY")

_ROSTER: tuple[tuple[SchoolId, PersonId, str, set[Role]], ...] = (
    (OAKFIELD, HELEN, "Helen Frost", {Role.HEADTEACHER}),
    (OAKFIELD, HUGO, "Hugo Lang", {Role.HEADTEACHER, Role.MENTOR}),
    (OAKFIELD, ADAM, "Adam Quill", {Role.SCHOOL_ADMIN}),
    (OAKFIELD, ALMA, "Alma Reyes", {Role.SCHOOL_ADMIN, Role.MENTOR}),
    (OAKFIELD, TESS, "Tess Okoro", {Role.TRUST_LEAD}),
    (OAKFIELD, RUTH, "Ruth Bell", {Role.INDUCTION_TUTOR}),
    (OAKFIELD, XAVIER, "Xavier Pinto", {Role.INDUCTION_TUTOR, Role.MENTOR}),
    (OAKFIELD, PRIYA, "Priya Shah", {Role.MENTOR}),
    (OAKFIELD, EWA, "Ewa Kowal", {Role.ECT}),
    (OAKFIELD, OMAR, "Omar Haddad", {Role.ECT}),
    (OAKFIELD, LILY, "Lily Marsh", {Role.ECT}),
    (OAKFIELD, FINN, "Finn Doyle", {Role.ECT}),
    (OAKFIELD, GRACE, "Grace Adu", {Role.ECT}),
    (OAKFIELD, IVY, "Ivy Chen", {Role.ECT}),
    (BIRCHWOOD, TESS, "Tess Okoro", {Role.TRUST_LEAD}),
    (BIRCHWOOD, HUGO, "Hugo Lang", {Role.HEADTEACHER}),
)
MENTOR_OF = {EWA: HUGO, OMAR: ALMA, LILY: XAVIER, FINN: PRIYA, GRACE: PRIYA, IVY: ALMA}
TUTOR_OF = {ect: XAVIER if ect in {FINN, GRACE} else RUTH for ect in MENTOR_OF}
NAMES = {person: name for _school, person, name, _roles in _ROSTER}
ROLES = {person: frozenset(roles) for school, person, _name, roles in _ROSTER[:14]}
EVERYBODY = tuple(NAMES)
LEADERS = (HELEN, HUGO, ADAM, ALMA, TESS)
# As short as a school can have it, so that much is past its time within the year.
SHORT = Retention(
    facts_years=1,
    words_terms=0,
    concerns_months=1,
    messages_months=1,
    audit_years=1,
)


class _Messenger(RecordingMessenger):
    """Marks a message by when it was posted and what it is, as no other is marked.

    For some Slack takes none, though their account is open, and says so.
    """

    def __init__(self, clock: StillClock) -> None:
        super().__init__(clock)
        self.takes_none_for: set[PersonId] = set()

    def post(
        self, team: TeamId, reader: PersonId, key: str, content: Content
    ) -> Posted:
        if reader in self.takes_none_for:
            raise NotSent("messages_tab_disabled", for_good=True)
        ts = f"{self._clock.now().timestamp():.0f}.{crc32(key.encode()):010d}"
        assert ts not in self.standing, "posted twice"
        self.standing[ts] = (reader, key)
        self._draw(reader, key, content, is_new=True)
        return Posted(f"D-{reader}", ts)


def row_of_ids(name: str) -> Callable[[], str]:
    """Return what makes one id after the other."""
    numbers = count(1)
    return lambda: f"id-{name}-{next(numbers)}"


def without_numbers(said: str) -> str:
    """Return what was said without what is chance in an id: the product's are random.

    How many have been made before is in none of them.
    """
    return re.sub(r"(id-\w+)-\d+", r"\1", said)


class World:
    """The school as one history leaves it."""

    def __init__(self) -> None:
        self.clock = StillClock(BEGINS)
        self.messenger = _Messenger(self.clock)
        self.files = RecordingFiles()
        self.store = MemoryStore(ALL_KINDS, ALL_INDEXES)
        self.ports = Ports(
            store=self.store,
            clock=self.clock,
            messenger=self.messenger,
            files=self.files,
            bank_holidays=EnglandHolidays(),
            background=AtOnce(),
            vault=KeyVault([new_key()]),
            gather=gather,
            spare_vault=KeyVault([]),
            new_id=row_of_ids("nobodys"),
            public_address=lambda: "https://bot.example",
        )
        with self.store.transaction(TEAM) as records:
            _fill(records)

    def actor(self, person: PersonId) -> Actor:
        return Actor(TEAM, person)

    def acting(self, name: str) -> Ports:
        """Return ports for one act, whose ids are its own whatever came before."""
        return replace(self.ports, new_id=row_of_ids(name))

    def looking(self) -> Ports:
        """Return ports through which one can press anything and nothing is kept."""
        return replace(
            self.ports,
            store=LookingStore(self.store),
            messenger=RecordingMessenger(self.clock),
            files=RecordingFiles(),
            new_id=row_of_ids("looking"),
        )

    def pass_to(self, moment: datetime) -> None:
        """Have a moment come, with all that the timetable does then."""
        self.clock.moment = moment
        ports = self.acting(f"{moment:%y%m%d%H}")
        jobs = rows(ports, Outbox(ports))
        for job in (*jobs, jobs[0]):  # again what sends: the others have made messages
            job.run()

    def today(self) -> date:
        return self.clock.moment.date()


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
    records.put(SCHOOLS, a_school(id=OAKFIELD, ask=ADAM, retention=SHORT))
    records.put(
        SCHOOLS,
        a_school(id=BIRCHWOOD, name="Birchwood School", ask=HUGO, retention=SHORT),
    )
    for school, person, name, roles in _ROSTER:
        records.put(
            MEMBERS,
            a_member(school=school, person=person, name=name, roles=frozenset(roles)),
        )
        for role in roles:  # they have heard from the bot before
            notice = _introduction(school, person, role)
            records.put(NOTICES, notice)
    contact = Contact(name="Ada Body", organisation="Oak Body", reach="a@oak.example")
    for ect, mentor in MENTOR_OF.items():
        tutor = TUTOR_OF[ect]
        records.put(
            INDUCTIONS,
            an_induction(school=OAKFIELD, ect=ect, tutor=tutor, contact=contact),
        )
        records.put(
            PAIRINGS,
            a_pairing(
                id=PairingId(f"pairing-{ect}"), school=OAKFIELD, mentor=mentor, ect=ect
            ),
        )
