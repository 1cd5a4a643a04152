"""Records for tests, with sensible defaults: say only what the test is about.

The example school keeps the dates that a Staffordshire primary published for 2026-27.
All people are made up.
"""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.concerns.history import begin
from bot.domain.concerns.ladder import send
from bot.domain.concerns.records import STAGE_OF, Concern, ConcernStart, Topic, Turn
from bot.domain.kernel.drafts import SessionDraft
from bot.domain.kernel.record import ConcernId, PairingId, PersonId, SchoolId, SessionId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.school.profile import (
    DEFAULT_EXCEPTIONAL_REASONS,
    DEFAULT_FOCUS_AREAS,
    DateSpan,
    Hours,
    School,
    Term,
    Week,
)
from bot.domain.sessions.records import Session, SessionState, TimeClass

LONDON = ZoneInfo("Europe/London")

SCHOOL = SchoolId("oakfield")
MENTOR = PersonId("U0MENTOR")
ECT = PersonId("U0ECT")
TUTOR = PersonId("U0TUTOR")
HEAD = PersonId("U0HEADTEACHER")
PAIRING = PairingId("pairing-1")

# England's bank holidays from the first day of term to the last.
BANK_HOLIDAYS = frozenset(
    {
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
    }
)

TERMS = (
    Term(
        name="Autumn term 2026",
        days=DateSpan(first=date(2026, 9, 3), last=date(2026, 12, 18)),
        half_term=DateSpan(first=date(2026, 10, 26), last=date(2026, 10, 30)),
    ),
    Term(
        name="Spring term 2027",
        days=DateSpan(first=date(2027, 1, 4), last=date(2027, 3, 25)),
        half_term=DateSpan(first=date(2027, 2, 15), last=date(2027, 2, 19)),
    ),
    Term(
        name="Summer term 2027",
        days=DateSpan(first=date(2027, 4, 12), last=date(2027, 7, 21)),
        half_term=DateSpan(first=date(2027, 5, 31), last=date(2027, 6, 4)),
    ),
)

CLOSURE_DAYS = frozenset(
    {
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2026, 10, 23),
        date(2026, 11, 2),
        date(2026, 11, 27),
        date(2027, 5, 28),
        date(2027, 6, 25),
    }
)


def hours(
    starts: str, ends: str, *, days: str = "mon tue wed thu fri", week: str = ""
) -> tuple[Hours, ...]:
    """Return the same hours on several days: `hours("08:45", "15:15")`."""
    return tuple(
        Hours(
            weekday=("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(day),
            starts=time.fromisoformat(starts),
            ends=time.fromisoformat(ends),
            week=Week(week) if week else None,
        )
        for day in days.split()
    )


def span(first: str, last: str | None = None) -> DateSpan:
    """Return whole days, from one ISO date to another or a single one."""
    return DateSpan(
        first=date.fromisoformat(first), last=date.fromisoformat(last or first)
    )


def at(local: str) -> datetime:
    """Return the UTC instant of London's wall clock: `at("2026-11-03 14:00")`."""
    wall = datetime.fromisoformat(local)
    return wall.replace(tzinfo=ZoneInfo(LONDON.key)).astimezone(UTC)


def a_school(**changes: Any) -> School:
    """Return a primary school that teaches 08:45 to 15:15, every weekday."""
    school = School(
        id=SCHOOL,
        name="Example Junior School",
        terms=TERMS,
        closure_days=CLOSURE_DAYS,
        teaching_hours=hours("08:45", "15:15"),
        contracted_hours=hours("08:15", "16:45"),
        focus_areas=DEFAULT_FOCUS_AREAS,
        exceptional_reasons=DEFAULT_EXCEPTIONAL_REASONS,
        ask=PersonId("U0ADMIN"),
    )
    return msgspec.structs.replace(school, **changes)


def a_calendar(
    *, bank_holidays: frozenset[date] = BANK_HOLIDAYS, **changes: Any
) -> SchoolCalendar:
    """Return the calendar of `a_school` with these changes to the school."""
    return SchoolCalendar(a_school(**changes), bank_holidays)


def a_member(role: Role = Role.ECT, **changes: Any) -> Member:
    """Return somebody at the school in one role; `roles=` for several."""
    person, name = {
        Role.MENTOR: (MENTOR, "Priya Shah"),
        Role.ECT: (ECT, "Tom Reed"),
        Role.INDUCTION_TUTOR: (TUTOR, "Ruth Bell"),
    }.get(role, (PersonId(f"U0{role.value.upper()}"), "Sam Cole"))
    member = Member(school=SCHOOL, person=person, name=name, roles=frozenset({role}))
    return msgspec.structs.replace(member, **changes)


def an_induction(*, year: int = 1, **changes: Any) -> Induction:
    """Return a full-time ECT's induction; *year* 2 starts with three terms behind."""
    induction = Induction(
        school=SCHOOL,
        ect=ECT,
        tutor=TUTOR,
        counted_from=date(2026, 9, 1),
        terms_before=3 * (year - 1),
    )
    return msgspec.structs.replace(induction, **changes)


def a_pairing(**changes: Any) -> Pairing:
    """Return a mentor and an ECT who began in September."""
    pairing = Pairing(
        id=PAIRING, school=SCHOOL, mentor=MENTOR, ect=ECT, begins_on=date(2026, 9, 1)
    )
    return msgspec.structs.replace(pairing, **changes)


def a_session(**changes: Any) -> Session:
    """Return a held session of 50 minutes in teaching hours."""
    session = Session(
        id=SessionId("session-1"),
        school=SCHOOL,
        pairing=PAIRING,
        mentor=MENTOR,
        ect=ECT,
        starts_at=at("2026-11-03 14:00"),
        minutes=50,
        state=SessionState.HELD,
        time_class=TimeClass.TEACHING,
        recorded_at=at("2026-11-03 16:00"),
    )
    return msgspec.structs.replace(session, **changes)


def a_draft(**changes: Any) -> SessionDraft:
    """Return a draft of 50 minutes in teaching hours, Tuesday 3 November 2026."""
    given: dict[str, Any] = {
        "pairing": PAIRING,
        "starts_at": at("2026-11-03 14:00"),
        "minutes": 50,
    }
    return SessionDraft(**(given | changes))


SENT_AT = at("2026-11-03 09:00")  # a Tuesday


def a_step(role: Role = Role.MENTOR, **changes: Any) -> Turn:
    """Return a reader's turn that began on Tuesday 3 November 2026."""
    readers = {Role.MENTOR: MENTOR, Role.INDUCTION_TUTOR: TUTOR, Role.HEADTEACHER: HEAD}
    step = Turn(
        stage=STAGE_OF[role],
        reader=readers[role],
        seen_by=date(2026, 11, 5),
        answer_by=date(2026, 11, 10),
    )
    return msgspec.structs.replace(step, **changes)


def a_concern(
    to: Role = Role.MENTOR, *, step: Turn | None = None, **about: Any
) -> Concern:
    """Return an ECT's concern about training, just sent; *about*: of its start."""
    start = ConcernStart(
        id=ConcernId("concern-1"),
        school=SCHOOL,
        writer=ECT,
        written_as=Role.ECT,
        topic=Topic.TRAINING,
    )
    start = msgspec.structs.replace(start, **about)
    return begin(start, send(start, step or a_step(to), at=SENT_AT))
