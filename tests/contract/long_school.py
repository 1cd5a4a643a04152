"""A made-up school over many years: every September five people come, and they go.

All that a person can leave behind is there, built from the types of the records, with
what nobody else has in every field that tells of people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from bot.domain.concerns.records import Stage
from bot.domain.data_protection.audit import following, marked
from bot.domain.data_protection.retention import Fate, Keep, fate
from bot.domain.entitlement.time_off import time_off_key
from bot.domain.kernel.history import Event, HistoryEntry
from bot.domain.kernel.record import MACHINE, PersonId, Record, Sealed, TeamId
from bot.domain.people.member import Member, Role
from bot.domain.people.roster_acts import Entry
from bot.domain.school.profile import DateSpan, School, Term
from bot.domain.school.set_up import BodyGiven, ContactsGiven
from bot.ports import kinds
from bot.ports.purposes import PURPOSES, told_by
from bot.ports.store import Kind, Records, Store
from bot.usecases.data_protection.resealing import sealed_in
from bot.usecases.kernel.claims import forget_old_claims
from bot.usecases.kernel.sealed_words import opened, place_of
from bot.usecases.people.roster_writing import entry_name, forget_old_changes
from bot.vault import KeyVault
from tests.builders import SCHOOL, a_school
from tests.contract.canaries import Aviary, personal_in

TEAM = TeamId("T0LONG")
STAYS = PersonId("U0STAYS")  # in the list from beginning to end
DAY = timedelta(days=1)
DRAFT = "draft"  # a second school, which never came to be
ROLES = {
    "ect": Role.ECT,
    "mentor": Role.MENTOR,
    "tutor": Role.INDUCTION_TUTOR,
    "head": Role.HEADTEACHER,
    "admin": Role.SCHOOL_ADMIN,
}
# Of these there is one in a workspace, or none that this school's people are in.
_NOT_OF_A_YEAR = (
    kinds.SCHOOLS,
    kinds.SET_UPS,
    kinds.MEMBERS,
    kinds.AUDIT,
    kinds.AUDIT_STARTS,
    kinds.HOLDS,
)


# Acts on what belongs to no ECT's induction: they go by their own age.
_ALONE = frozenset(
    {
        "calendar",
        "lessons",
        "list",
        "mentor",
        "plan",
        "set-up",
        "stays",
        "training",
        "week",
    }
)


@dataclass(frozen=True, slots=True)
class Planted:
    """Something that is looked for: whose year, where it was put, and until when."""

    text: str
    kind: str
    path: tuple[str, ...]
    until: date  # the last day on which it may be there


@dataclass
class LongSchool:
    """One school in a store of its own, which goes on year by year."""

    store: Store
    vault: KeyVault
    begins: int = 2026
    planted: list[Planted] = field(default_factory=list)
    years: int = 0
    _of_year: dict[int, dict[str, PersonId]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with a school whose one admin stays."""
        self.aviary = Aviary()
        with self.store.transaction(TEAM) as records:
            member = Member(
                school=SCHOOL,
                person=STAYS,
                name="Somebody Who Stays",
                roles=frozenset({Role.SCHOOL_ADMIN, Role.INDUCTION_TUTOR}),
            )
            records.put(kinds.MEMBERS, member)

    @property
    def now(self) -> datetime:
        """The end of August, so many years on."""
        return datetime(self.begins + self.years, 8, 31, 12, tzinfo=UTC)

    def go_on_to(self, years: int) -> None:
        """Let time pass until so many school years are over."""
        while self.years < years:
            self._live_through(self.years)
            self.years += 1
            with self.store.transaction(TEAM) as records:
                forget_old_claims(records, self.now)  # as is done every hour
                forget_old_changes(records, self.now)

    def _live_through(self, year: int) -> None:
        begins = datetime(self.begins + year, 9, 1, 9, tzinfo=UTC)
        self._of_year[year] = {role: self.aviary.person(role) for role in ROLES}
        with self.store.transaction(TEAM) as records:
            self._change_the_school(records, year, begins)
            for kind, record in self._records_of(year, begins):
                self._put(records, kind, record, year)
            self._audit(records, year, begins)
            if year > 0:
                self._let_leave(records, year - 1)
        with self.store.transaction(MACHINE) as records:
            for kind, purpose in PURPOSES.items():
                if purpose.keep is Keep.MACHINE and kind is not kinds.CLAIMS:
                    records.put(kind, self._filled(kind, year, begins, {}))

    def _let_leave(self, records: Records, year: int) -> None:
        """Take those who came in a year off the list, at the end of their second."""
        for role, person in self._of_year[year].items():
            records.remove(kinds.MEMBERS, f"{SCHOOL}/{person}")
            given = {
                "id": f"act-{year}-{role}-left",
                "subject": entry_name(SCHOOL, person),
                "by": STAYS,
                "did": Event.PERSON_REMOVED,
            }
            at = datetime(self.begins + year + 2, 7, 15, 12, tzinfo=UTC)
            act = self.aviary.filled(HistoryEntry, at, self._given(year) | given)
            self._put(records, kinds.ACTS, act, year)

    def _change_the_school(self, records: Records, year: int, begins: datetime) -> None:
        """Have other contacts every year; that of the year before is then nobody's."""
        given = {"id": SCHOOL, "ask": STAYS}
        made: School = self._filled(kinds.SCHOOLS, year, begins, given)
        first = begins.date()
        terms = tuple(
            Term(name=name, days=DateSpan(first=first + a * DAY, last=first + b * DAY))
            for name, a, b in (("Autumn", 0, 110), ("Spring", 120, 200))
        )
        school = msgspec.structs.replace(
            a_school(),
            terms=terms,
            safeguarding=made.safeguarding,
            governors=made.governors,
            wellbeing=made.wellbeing,
            appropriate_body=made.appropriate_body,
        )
        self._put(records, kinds.SCHOOLS, school, year)
        set_up = records.get(kinds.SET_UPS, SCHOOL)
        founded = self._filled(
            kinds.SET_UPS,
            year,
            begins,
            {"school": SCHOOL, "person": self._of_year[year]["admin"], "answers": ()},
        )
        self._note(kinds.SET_UPS, founded, year)
        if set_up is not None:
            founders = (*set_up.founders, *founded.founders)
            founded = msgspec.structs.replace(set_up, founders=founders)
        records.put(kinds.SET_UPS, founded)
        if year == 0:  # a second school was begun, and nobody went on with it
            body = self.aviary.filled(BodyGiven, begins, {})
            contacts = self.aviary.filled(ContactsGiven, begins, {})
            of_draft = {"school": DRAFT, "answers": (body, contacts)}
            draft = self._filled(kinds.SET_UPS, year, begins, of_draft)
            draft = msgspec.structs.replace(draft, started_at=None)
            self._put(records, kinds.SET_UPS, draft, year)

    def _records_of(
        self, year: int, begins: datetime
    ) -> Iterator[tuple[Kind[Any], Record]]:
        people = self._of_year[year]
        for number, (role, person) in enumerate(people.items()):
            day = date(2000 + year, 1, 1) + number * DAY  # such as nobody else was away
            given = {
                "person": person,
                "roles": frozenset({ROLES[role]}),
                "first": day,
                "last": day,
            }
            yield kinds.MEMBERS, self._filled(kinds.MEMBERS, year, begins, given)
        for kind in kinds.ALL_KINDS:
            machine = PURPOSES[kind].keep is Keep.MACHINE and kind is not kinds.CLAIMS
            if kind not in _NOT_OF_A_YEAR and not machine:
                yield kind, self._filled(kind, year, begins, {})
        yield from self._more_of(year, begins)

    def _more_of(
        self, year: int, begins: datetime
    ) -> Iterator[tuple[Kind[Any], Record]]:
        """Yield further records of kinds that stand in more than one way to people."""
        people = self._of_year[year]
        ect, mentor, admin = people["ect"], people["mentor"], people["admin"]
        monday = begins.date()
        yield (
            kinds.TIME_OFF,
            self._filled(
                kinds.TIME_OFF, year, begins, {"person": ect, "hat": Role.ECT}
            ),
        )
        for name, subject, by in (
            ("session", f"sessions-{year}", mentor),
            ("drop-in", f"drop_ins-{year}", mentor),
            ("pairing", self._pairing(year), ect),
            ("flag", f"sessions-{year}", people["tutor"]),
            ("ect", entry_name(SCHOOL, ect), admin),
            ("absence", entry_name(SCHOOL, ect), STAYS),
            ("mentor", entry_name(SCHOOL, mentor), STAYS),
            ("stays", entry_name(SCHOOL, STAYS), admin),
            ("set-up", SCHOOL, admin),
            ("week", time_off_key(SCHOOL, mentor, Role.MENTOR, monday), mentor),
            ("ects-week", time_off_key(SCHOOL, ect, Role.ECT, monday), ect),
            ("training", f"training|{mentor}", mentor),
            ("plan", f"plan_changes-{year}", mentor),
            ("calendar", f"calendar:{mentor}", mentor),
            ("lessons", f"lessons:{ect}", ect),
        ):
            given = {
                "id": f"act-{year}-{name}",
                "subject": subject,
                "by": by,
                "did": Event.ABSENCE_NOTED,
            }
            yield (
                kinds.ACTS,
                self.aviary.filled(HistoryEntry, begins, self._given(year) | given),
            )
        changed: dict[str, Any] = {
            "id": f"set_up_changes-{year}-contacts",
            "before": self.aviary.filled(ContactsGiven, begins, {}),
            "after": self.aviary.filled(ContactsGiven, begins, {}),
        }
        kind = kinds.SET_UP_CHANGES
        yield kind, self._filled(kind, year, begins, changed)
        # A message to somebody who had left by the time at which it was to go.
        unsent = {"key": f"notice-unsent:{ect}", "reader": ect, "posted_at": None}
        made = self._filled(kinds.NOTICES, year, begins, unsent)
        unsent_for_good = {"posted_at": None, "ts": None, "gave_up": None, "wanted": 1}
        yield kinds.NOTICES, msgspec.structs.replace(made, shown=0, **unsent_for_good)

    def _pairing(self, year: int) -> str:
        people = self._of_year[year]
        return f"{SCHOOL}/{people['mentor']}/{people['ect']}"

    def _given(self, year: int) -> dict[str, Any]:
        """Return what joins the records of a year to one another."""
        people = self._of_year[year]
        mentor, ect, tutor = people["mentor"], people["ect"], people["tutor"]
        last = date(self.begins + year + 2, 7, 15)
        return {
            "school": SCHOOL,
            "pairing": self._pairing(year),
            "mentor": mentor,
            "ect": ect,
            "person": mentor,
            "tutor": tutor,
            "reader": tutor,
            "writer": ect,
            "author": ect,
            "by": mentor,
            "answered_by": tutor,
            "asked_by": people["admin"],
            "agreed_by": people["head"],
            "about": frozenset({mentor}),
            "had": frozenset({tutor, people["head"]}),
            "session": f"sessions-{year}",
            "set_in": f"sessions-{year}",
            "done_in": f"sessions-{year}",
            "drop_in": f"drop_ins-{year}",
            "concern": f"concerns-{year}",
            "series": f"series-{year}",
            "flagged": f"sessions-{year}",
            "stage": Stage.RESOLVED,
            "hat": Role.MENTOR,
            "written_as": Role.ECT,
            "entry": Entry.MEMBER,
            "minutes": 45,
            "days_absent": (131 + year, 231 + year),
            "ends_on": last,
            "ended_on": last,
            "leaves_on": last,
            "ends": time(15),
            "contact_ends": time(17),
            "gave_up": None,
            "claimed_until": None,
        }

    def _filled(
        self, kind: Kind[Any], year: int, begins: datetime, given: dict[str, Any]
    ) -> Any:
        own: dict[str, Any] = {"id": f"{kind.name}-{year}"}
        people = self._of_year[year]
        if kind is kinds.PAIRINGS:
            own = {"id": self._pairing(year)}
        if kind in {kinds.NOTICES, kinds.NUDGES}:
            own = {"subject": f"{SCHOOL}|{people['ect']}|{begins:%Y-%m-%d}"}
        if kind is kinds.ACTS:
            own = {"id": f"act-{year}-list", "subject": entry_name(SCHOOL, None)}
        if kind is kinds.ROSTER_CHANGES:
            own["about"] = people["ect"]
        return self.aviary.filled(kind.record, begins, self._given(year) | own | given)

    def _audit(self, records: Records, year: int, begins: datetime) -> None:
        people = self._of_year[year]
        for number, (role, person) in enumerate(people.items()):
            entry = following(
                records.last(kinds.AUDIT_IN_ORDER),
                at=begins + number * DAY,
                by=marked(person, self.aviary.text(role)),
                what="saw_session",
                subject=marked(self.aviary.text("record"), "salt"),
            )
            records.add(kinds.AUDIT, entry)
            self._note(kinds.AUDIT, entry, year)

    def _put(
        self, records: Records, kind: Kind[Any], record: Record, year: int
    ) -> None:
        """Note what a record tells of people, and keep it with its words sealed."""
        self._note(kind, record, year)
        sealed: dict[str, Sealed] = {}
        for name, words in sealed_in(kind, record).items():
            place = place_of(records, kind, kind.key(record), name)
            sealed[name] = text = self.vault.seal(words, place)
            until = self._until(kind, record, year, (name,))
            self.planted.append(Planted(text, kind.name, (name,), until))
        records.put(kind, msgspec.structs.replace(record, **sealed))

    def _note(self, kind: Kind[Any], record: Record, year: int) -> None:
        keep = PURPOSES[kind].keep
        if any(fate(keep, one.tells) is Fate.GOES for one in told_by(kind)):
            until = self._until(kind, record, year, ())
            line = _line(kind, record)
            self.planted.append(Planted(f"{line}\n", kind.name, (), until))
        for path, text in personal_in(record):
            until = self._until(kind, record, year, path)
            # Whoever is named goes with the last record that names them.
            is_person = any(text == one for one in self._of_year[year].values())
            last = self._facts_until(year) if is_person else until
            self.planted.append(Planted(text, kind.name, path, last))

    def _until(
        self, kind: Kind[Any], record: Any, year: int, path: tuple[str, ...]
    ) -> date:
        """Return the last day of something, by the times of a school that sets none."""
        came = date(self.begins + year, 9, 1)
        left = date(self.begins + year + 2, 7, 16)
        if kind is kinds.SET_UPS:
            return came + 366 * DAY if record.school == DRAFT else left
        if path == ("facts",) and record.id.rpartition(f"-{year}-")[2] in _ALONE:
            return came + 6 * 366 * DAY
        if kind in {kinds.CLAIMS, kinds.ROSTER_CHANGES}:
            return came + 2 * DAY
        return {
            Keep.SCHOOL: came + 364 * DAY,  # what a school says of itself it says anew
            Keep.PLACE: left,
            Keep.FACTS: self._facts_until(year),
            Keep.WORDS: came + 200 * DAY,  # the last day of the term after
            Keep.CONCERN: came + 366 * DAY,
            Keep.MESSAGES: came + 366 * DAY,
            Keep.AUDIT: came + 732 * DAY,
        }[PURPOSES[kind].keep]

    def _facts_until(self, year: int) -> date:
        return date(self.begins + year + 2 + 6, 7, 16)

    def due(self) -> list[Planted]:
        """Return what ought to be gone by now: it was kept for as long as may be."""
        today = self.now.date()
        return [one for one in self._last() if one.until < today]

    def still_kept(self) -> list[Planted]:
        """Return what ought to be there: the school's own times are not over.

        Months and years are counted in days, so that a time can end some days early.
        """
        today = self.now.date()
        return [one for one in self._last() if one.until >= today + 3 * DAY]

    def _last(self) -> Iterable[Planted]:
        """Return each thing once, where it may stay for longest."""
        by_text: dict[str, Planted] = {}
        for one in self.planted:
            if one.text not in by_text or by_text[one.text].until < one.until:
                by_text[one.text] = one
        return by_text.values()


def everything_in(store: Store, vault: KeyVault) -> str:
    """Return all that a store holds as one text, what is sealed opened."""
    lines = []
    for team in (*store.teams(), MACHINE):
        with store.reading(team) as records:
            for kind in kinds.ALL_KINDS:
                for record in records.every(kind):
                    lines.append(_line(kind, record))
                    lines.append(msgspec.json.encode(record).decode())
                    for name in sealed_in(kind, record):
                        words = opened(vault, records, kind, record, field=name)
                        assert words is not None
                        lines.append(words)
    return "\n".join(lines) + "\n"


def _line(kind: Kind[Any], record: Record) -> str:
    return f"{kind.name} {kind.key(record)}"


def places_of(planted: list[Planted]) -> dict[str, set[tuple[str, ...]]]:
    """Return in which fields of which kinds something was put."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in planted:
        found[one.kind].add(one.path)
    return found
