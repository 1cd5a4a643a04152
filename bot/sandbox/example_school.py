"""The example school: plainly example data, with real term dates for 2026 to 2027."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.instants import on_the_clock
from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId, TeamId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing, UsualSlot
from bot.domain.school.profile import (
    DEFAULT_EXCEPTIONAL_REASONS,
    DEFAULT_FOCUS_AREAS,
    DateSpan,
    Hours,
    School,
    Term,
)
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
from bot.usecases.kernel.sealed_words import place_of
from bot.usecases.people.welcoming import welcome_newcomers

TEAM = TeamId("T0EXAMPLE")
SCHOOL = SchoolId("example-primary")
STARTS = datetime(2026, 11, 11, 10, 40, tzinfo=UTC)  # a Wednesday in term


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


BEN, DEE = PersonId("U0BEN"), PersonId("U0DEE")
AMIRA, TOM, PRIYA = PersonId("U0AMIRA"), PersonId("U0TOM"), PersonId("U0PRIYA")
CARLA, HELEN, SAM = PersonId("U0CARLA"), PersonId("U0HELEN"), PersonId("U0SAM")
NINA = PersonId("U0NINA")

_PEOPLE = (
    (BEN, "Ben Example", (Role.MENTOR,)),
    (DEE, "Dee Example", (Role.MENTOR,)),
    (AMIRA, "Amira Example", (Role.ECT,)),
    (TOM, "Tom Example", (Role.ECT,)),
    (PRIYA, "Priya Example", (Role.ECT,)),
    (CARLA, "Carla Example", (Role.INDUCTION_TUTOR,)),
    (HELEN, "Helen Example", (Role.HEADTEACHER,)),
    (SAM, "Sam Example", (Role.SCHOOL_ADMIN,)),
)
PEOPLE = (
    *(
        SandboxPerson(
            person,
            name,
            tuple(role.value for role in roles),
            is_admin=Role.SCHOOL_ADMIN in roles,
        )
        for person, name, roles in _PEOPLE
    ),
    SandboxPerson(NINA, "Nina Example"),  # in Slack, and in no roster
)


_ADA = Contact(
    name="Ada Example",
    organisation="Example Appropriate Body",
    reach="ects@appropriate-body.example",
)
PRIYA_AND_BEN = PairingId("pairing-priya")
_FIRST_DAY = datetime(2026, 9, 3, 7, tzinfo=UTC)  # 8:00 in summer time


def _day(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def _week(starts: time, ends: time, *, days: int = 5) -> tuple[Hours, ...]:
    return tuple(Hours(weekday=n, starts=starts, ends=ends) for n in range(days))


def example_school() -> School:
    """Return the school: the term dates are those of a Staffordshire primary."""
    return School(
        id=SCHOOL,
        name="Example Primary School",
        terms=(
            Term(
                name="Autumn term 2026",
                days=DateSpan(first=_day(9, 3), last=_day(12, 18)),
                half_term=DateSpan(first=_day(10, 26), last=_day(10, 30)),
            ),
            Term(
                name="Spring term 2027",
                days=DateSpan(first=_day(1, 4, 2027), last=_day(3, 25, 2027)),
                half_term=DateSpan(first=_day(2, 15, 2027), last=_day(2, 19, 2027)),
            ),
            Term(
                name="Summer term 2027",
                days=DateSpan(first=_day(4, 12, 2027), last=_day(7, 21, 2027)),
                half_term=DateSpan(first=_day(5, 31, 2027), last=_day(6, 4, 2027)),
            ),
        ),
        closure_days=frozenset(
            {
                _day(10, 23),
                _day(11, 2),
                _day(11, 27),
                _day(5, 28, 2027),
                _day(6, 25, 2027),
            }
        ),
        teaching_hours=_week(time(8, 45), time(15, 15)),
        contracted_hours=_week(time(8, 15), time(17, 0)),
        focus_areas=DEFAULT_FOCUS_AREAS,
        exceptional_reasons=DEFAULT_EXCEPTIONAL_REASONS,
        safeguarding=(
            Contact(
                name="Lee Example",
                organisation="designated safeguarding lead",
                reach="the office by the hall, extension 100",
            ),
            Contact(
                name="Kim Example",
                organisation="deputy safeguarding lead",
                reach="room 4, extension 101",
            ),
        ),
        governors=Contact(
            name="Pat Example",
            organisation="chair of governors",
            reach="chair@example-primary.example",
        ),
        wellbeing=(
            Contact(
                name="Education Support",
                organisation="helpline for everyone in education, free, at any hour",
                reach="08000 562 561",
            ),
        ),
        contacts_confirmed_on=_day(9, 3),
        appropriate_body=_ADA,
        lead_provider="Example Lead Provider",
        ask=SAM,
    )


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
            session = msgspec.structs.replace(
                at,
                starts_at=season.at(at.starts_at),
                recorded_at=season.at(at.recorded_at),
            )
            _keep_history(records, vault, number, session, focus=focus, step=step)


def enter(records: Records, season: Season = Season.AUTUMN) -> None:
    """Enter the school and its people, with nothing behind them."""
    records.put(SCHOOLS, example_school())
    for person, name, roles in _PEOPLE:
        hours = _week(time(8, 15), time(16, 0), days=3) if person == TOM else None
        member = Member(
            school=SCHOOL,
            person=person,
            name=name,
            roles=frozenset(roles),
            contracted_hours=hours,
        )
        records.put(MEMBERS, member)
    _set_up_pairings(records, season.at(_FIRST_DAY).date())


def _have_welcomed(records: Records, first_day: datetime) -> None:
    calendar = SchoolCalendar(example_school(), frozenset())
    welcome_newcomers(records, [calendar], first_day)
    for notice in list(records.every(NOTICES)):
        records.put(
            NOTICES, msgspec.structs.replace(notice, shown=1, posted_at=first_day)
        )


def _set_up_pairings(records: Records, began: date) -> None:
    for ect, mentor, slot in (
        (AMIRA, BEN, UsualSlot(weekday=1, starts=time(14))),
        (PRIYA, BEN, UsualSlot(weekday=3, starts=time(13, 30))),
        (TOM, DEE, UsualSlot(weekday=2, starts=time(9))),
    ):
        records.put(
            INDUCTIONS,
            Induction(
                school=SCHOOL,
                ect=ect,
                tutor=CARLA,
                counted_from=began,
                terms_before=3 if ect == PRIYA else 0,
                full_time_equivalent=0.6 if ect == TOM else 1,
                contact=_ADA,
                phase="primary",
            ),
        )
        records.put(
            PAIRINGS,
            Pairing(
                id=_pairing(ect),
                school=SCHOOL,
                mentor=mentor,
                ect=ect,
                begins_on=began,
                usual=slot,
            ),
        )


def _pairing(ect: PersonId) -> PairingId:
    return PairingId(f"pairing-{ect[2:].lower()}")


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
    cover, lines_up = DEFAULT_EXCEPTIONAL_REASONS[0], DEFAULT_EXCEPTIONAL_REASONS[3]
    areas = DEFAULT_FOCUS_AREAS
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
