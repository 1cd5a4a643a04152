"""Example records for the tests of stores; every name and id is made up."""

from datetime import UTC, datetime, timedelta

import msgspec

from bot.domain.kernel.claims import Claim
from bot.domain.kernel.record import (
    PairingId,
    PersonId,
    SchoolId,
    Sealed,
    SessionId,
    TeamId,
)
from bot.domain.people.member import Member, Role
from bot.domain.sessions.records import (
    NextStep,
    Session,
    SessionNote,
    SessionState,
    TimeClass,
)

TEAM = TeamId("T0EXAMPLE")
OTHER_TEAM = TeamId("T0OTHER")
MONDAY = datetime(2026, 9, 7, 14, tzinfo=UTC)

_SESSION = Session(
    id=SessionId("s1"),
    school=SchoolId("example-school"),
    pairing=PairingId("p1"),
    mentor=PersonId("U0MENTOR"),
    ect=PersonId("U0ECT"),
    starts_at=MONDAY,
    minutes=45,
    state=SessionState.HELD,
    time_class=TimeClass.TEACHING,
    recorded_at=MONDAY,
)


def a_session(key: str = "s1", **other: object) -> Session:
    """Return a held session; *other* takes the place of its fields."""
    return msgspec.structs.replace(_SESSION, id=key, **other)


def a_note(key: str = "s1", text: str = "Talked about questioning.") -> SessionNote:
    return SessionNote(
        session=SessionId(key), pairing=PairingId("p1"), text=Sealed(text)
    )


def a_step(key: str = "n1", **other: object) -> NextStep:
    step = NextStep(
        id=key,
        pairing=PairingId("p1"),
        text=Sealed("Plan three questions"),
        set_in=SessionId("s1"),
        set_at=MONDAY,
    )
    return msgspec.structs.replace(step, **other)


def a_claim(key: str = "d1", minutes: int = 0) -> Claim:
    return Claim(delivery=key, outcome="s1", at=MONDAY + timedelta(minutes=minutes))


def a_member(key: str = "U0MENTOR", *roles: Role) -> Member:
    return Member(
        school=SchoolId("example-school"),
        person=PersonId(key),
        name="Ada Example",
        roles=frozenset(roles or {Role.MENTOR}),
    )
