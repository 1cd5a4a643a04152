"""How an ECT's mentoring stands for their induction tutor: met, a gap, needs a look.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Time off timetable for training and mentoring activities" (R7, R8). It is about whether
the two meet and get the time for it, never about how the ECT is doing: a gap is a
reason to ask, not a finding.
"""

from dataclasses import dataclass
from enum import StrEnum

GAPS_TO_LOOK_AT = 2  # expected sessions running: when the tutor is told of it, too


class EctState(StrEnum):
    """The states, what asks for the tutor's eyes first."""

    LOOK = "look"
    GAP = "gap"
    NO_RECORD = "no_record"  # none is logged yet, and none is missing
    MET = "met"  # only who did meet


class Look(StrEnum):
    """What asks for a look."""

    NO_MENTOR = "no_mentor"
    GAPS = "gaps"
    DISPUTED = "disputed"  # the two remember a session differently, twice over
    FLAG = "flag"  # a session outside teaching hours waits for an answer


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of one ECT's mentoring."""

    has_mentor: bool
    gaps: int = 0  # expected sessions running that were neither held nor given a reason
    sessions_held: int = 0
    sessions_expected: int = 0
    disputed: int = 0
    open_flags: int = 0


def looks_of(signs: Signs) -> tuple[Look, ...]:
    """Return all that asks for a look."""
    found = (
        (not signs.has_mentor, Look.NO_MENTOR),
        (signs.gaps >= GAPS_TO_LOOK_AT, Look.GAPS),
        (signs.disputed > 0, Look.DISPUTED),
        (signs.open_flags > 0, Look.FLAG),
    )
    return tuple(look for holds, look in found if holds)


def state_of(signs: Signs) -> EctState:
    """Return the state of one ECT's mentoring (R7)."""
    if looks_of(signs):
        return EctState.LOOK
    if signs.gaps:
        return EctState.GAP
    return EctState.MET if signs.sessions_held else EctState.NO_RECORD
