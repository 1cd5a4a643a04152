"""The example school: example_school.yml, and half a term of made-up history."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.instants import on_the_clock
from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId, TeamId
from bot.domain.people.member import Role
from bot.domain.school.file import SchoolFile
from bot.domain.school.profile import School
from bot.domain.sessions.flags import Flag, FlagAnswer
from bot.domain.sessions.records import (
    NextStep,
    Session,
    SessionNote,
    SessionState,
    TimeClass,
)
from bot.ports.kinds import (
    FLAGS,
    INDUCTIONS,
    MEMBERS,
    NEXT_STEPS,
    NOTES,
    NOTICES,
    PAIRINGS,
    SCHOOLS,
    SESSIONS,
)
from bot.ports.store import Records, Store
from bot.ports.vault import Vault
from bot.sandbox.state import SandboxPerson
from bot.school_files import read_school_file
from bot.usecases.kernel.sealed_words import place_of
from bot.usecases.people.welcoming import welcome_newcomers

TEAM = TeamId("T0EXAMPLE")
SCHOOL = SchoolId("example-primary")
BEN, DEE = PersonId("U0BEN"), PersonId("U0DEE")
AMIRA, TOM, PRIYA = PersonId("U0AMIRA"), PersonId("U0TOM"), PersonId("U0PRIYA")
CARLA, HELEN, SAM = PersonId("U0CARLA"), PersonId("U0HELEN"), PersonId("U0SAM")
NINA = PersonId("U0NINA")
PRIYA_AND_BEN = PairingId("pairing-priya")
STARTS = datetime(2026, 11, 11, 10, 40, tzinfo=UTC)  # a Wednesday in term
_FIRST_DAY = datetime(2026, 9, 3, 7, tzinfo=UTC)  # 8:00 in summer time


class Season(Enum):
    """In which half of the year the practice workspace begins: how long after STARTS.

    In summer what lies behind it does so at the same times of the same weekdays, in
    the school's summer term.
    """

    AUTUMN = timedelta()
    SUMMER = timedelta(weeks=31)  # Wed 16 June 2027

    @property
    def starts(self) -> datetime:
        """The moment at which the workspace begins."""
        zone = ZoneInfo(example_school().zone)
        return on_the_clock(STARTS.date() + self.value, STARTS.time(), zone)

    def at(self, in_autumn: datetime) -> datetime:
        """Return when the school's clocks show the same in this season."""
        zone = ZoneInfo(example_school().zone)
        local = in_autumn.astimezone(zone)
        return on_the_clock(local.date() + self.value, local.time(), zone)


@cache
def _file() -> SchoolFile:
    return read_school_file(Path(__file__).with_suffix(".yml"))


def example_school() -> School:
    """Return the school."""
    return _file().school


def example_people() -> list[SandboxPerson]:
    """Return who is in the workspace; the last of them is in no roster."""
    at_school = [
        SandboxPerson(
            entry.person,
            entry.name,
            tuple(role.value for role in entry.roles),
            is_admin=Role.SCHOOL_ADMIN in entry.roles,
        )
        for entry in _file().people
    ]
    return [*at_school, SandboxPerson(NINA, "Nina Example")]


def set_up(
    store: Store,
    vault: Vault,
    *,
    welcomed: bool = True,
    season: Season = Season.AUTUMN,
) -> None:
    """Fill an empty store with the school and half a term of its history.

    Its people were *welcomed* as its term began, or else they are to be.
    """
    with store.transaction(TEAM) as records:
        enter(records, season)
        if welcomed:
            _have_welcomed(records, season.at(_FIRST_DAY))
        for number, (at, focus, step) in enumerate(_history(), start=1):
            session = replace(
                at,
                starts_at=season.at(at.starts_at),
                recorded_at=season.at(at.recorded_at),
            )
            _keep_history(records, vault, number, session, focus=focus, step=step)


def enter(records: Records, season: Season = Season.AUTUMN) -> None:
    """Enter the school and its people, with nothing behind them."""
    file, began = _file(), season.at(_FIRST_DAY).date()
    records.put(SCHOOLS, file.school)
    for member in file.members():
        records.put(MEMBERS, member)
    for induction in file.inductions():
        records.put(INDUCTIONS, replace(induction, counted_from=began))
    for pairing in file.pairings():
        named = replace(pairing, id=_pairing(pairing.ect), begins_on=began)
        records.put(PAIRINGS, named)


def _have_welcomed(records: Records, first_day: datetime) -> None:
    calendar = SchoolCalendar(example_school(), frozenset())
    welcome_newcomers(records, [calendar], first_day)
    for notice in list(records.every(NOTICES)):
        records.put(NOTICES, replace(notice, shown=1, posted_at=first_day))


def _pairing(ect: PersonId) -> PairingId:
    return PairingId(f"pairing-{ect[2:].lower()}")


def _day(month: int, day: int) -> date:
    return date(2026, month, day)


def _session(
    ect: PersonId,
    mentor: PersonId,
    day: date,
    start: time,
    *,
    reason: str | None = None,
    state: SessionState = SessionState.HELD,
) -> Session:
    starts_at = on_the_clock(day, start, ZoneInfo(example_school().zone))
    outside = TimeClass.OUTSIDE_TEACHING if reason else TimeClass.TEACHING
    recorded = starts_at + timedelta(hours=1, minutes=5)
    if state is SessionState.PLANNED:
        recorded = starts_at - timedelta(days=7)
    return Session(
        id=SessionId(f"example-{ect[2:].lower()}-{day:%m%d}"),
        school=SCHOOL,
        pairing=_pairing(ect),
        mentor=mentor,
        ect=ect,
        starts_at=starts_at,
        minutes=60,
        state=state,
        time_class=outside,
        reason=reason,
        recorded_at=min(recorded, STARTS - timedelta(hours=2)),
    )


def _history() -> Iterator[tuple[Session, str, str]]:
    """Yield half a term: a missed week (12 October), two sessions out of hours."""
    reasons, areas = example_school().exceptional_reasons, example_school().focus_areas
    cover, lines_up = reasons[0], reasons[3]
    for number, day in enumerate(
        (_day(9, 8), _day(9, 15), _day(9, 22), _day(10, 6), _day(10, 20), _day(11, 3))
    ):
        yield _session(AMIRA, BEN, day, time(14)), areas[number], ""
    late = _session(AMIRA, BEN, _day(9, 29), time(15, 45), reason=cover)
    yield late, areas[6], ""
    newest = _session(AMIRA, BEN, _day(11, 10), time(14))
    yield newest, areas[3], "Plan three hinge questions for the fractions lesson"
    for day in (_day(9, 10), _day(9, 24), _day(11, 5)):
        yield _session(PRIYA, BEN, day, time(13, 30)), areas[5], ""
    early = _session(PRIYA, BEN, _day(10, 8), time(15, 30), reason=lines_up)
    yield early, areas[7], ""
    for day in (_day(9, 9), _day(9, 23), _day(10, 7), _day(10, 21), _day(11, 4)):
        step = "Try the entry routine each morning this week" if day.month > 10 else ""  # noqa: PLR2004 - the last one
        yield _session(TOM, DEE, day, time(9)), areas[0], step
    planned = SessionState.PLANNED
    yield _session(TOM, DEE, _day(11, 11), time(9), state=planned), "", ""
    yield _session(AMIRA, BEN, _day(11, 17), time(14), state=planned), "", ""


def _keep_history(
    records: Records,
    vault: Vault,
    number: int,
    session: Session,
    *,
    focus: str,
    step: str,
) -> None:
    records.put(SESSIONS, session)
    if focus:
        note = SessionNote(
            session=session.id, pairing=session.pairing, focus_areas=(focus,)
        )
        records.put(NOTES, note)
    if step:
        key = f"example-step-{number}"
        records.put(
            NEXT_STEPS,
            NextStep(
                id=key,
                pairing=session.pairing,
                text=vault.seal(step, place_of(records, NEXT_STEPS, key)),
                set_in=session.id,
                set_at=session.starts_at,
            ),
        )
    if session.reason:
        answered = session.recorded_at + timedelta(days=1)
        records.put(
            FLAGS,
            Flag(
                session=session.id,
                school=SCHOOL,
                tutor=CARLA,
                raised_on=session.starts_at.date(),
                answer=FlagAnswer.FINE,
                answered_by=CARLA,
                answered_at=answered,
            ),
        )
