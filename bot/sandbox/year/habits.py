"""How often the made-up staff do what; invented, and no claim about real schools."""

from datetime import timedelta
from enum import StrEnum
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Fate(StrEnum):
    """What is going to become of one planned session."""

    PRESSED = "it happened, and the mentor presses the button"
    LOGGED = "it happened, and the mentor logs it without being asked"
    LOGGED_LATE = "it happened, and the mentor logs it days later"
    FORGOTTEN = "it happened, and nobody ever says so"
    SNOOZED = "it happened, and the mentor puts the question off"
    MOVED_BEFORE = "it moves before it was to be"
    MOVED_AFTER = "it did not happen, and moves"
    CANCELLED = "it is called off before it was to be"
    MISSED = "it did not happen, and the mentor says so"
    UNDONE = "it was planned by mistake"


_FATES = {
    Fate.PRESSED: 46,
    Fate.LOGGED: 16,
    Fate.LOGGED_LATE: 7,
    Fate.FORGOTTEN: 5,
    Fate.SNOOZED: 3,
    Fate.MOVED_BEFORE: 8,
    Fate.MOVED_AFTER: 4,
    Fate.CANCELLED: 4,
    Fate.MISSED: 5,
    Fate.UNDONE: 2,
}
_AFTER_A_MOVE = (Fate.PRESSED, Fate.LOGGED, Fate.FORGOTTEN, Fate.MISSED)
PLANS_A_WEEK = 0.85
MEETS_UNPLANNED = 0.3  # in a week without a plan
OUTSIDE_HOURS = 0.12
PLANS_WHEN_ASKED = 0.45
GIVES_A_REASON = 0.2
ANSWERS_A_FLAG = 0.65
WANTS_TO_TALK = 0.35
TRAINS_A_WEEK = 0.3
CONFIRMS = 0.4
NOT_QUITE = 0.1
CALLS_OFF_WHEN_AWAY = 0.7


class Chance:
    """Chance that falls the same way for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - a rehearsal, no secret

    def of(self, likelihood: float) -> bool:
        """Whether it happens this time."""
        return self._random.random() < likelihood

    def one_of(self, choices: "list[T] | tuple[T, ...]") -> T:
        """Pick one."""
        return self._random.choice(choices)

    def whole(self, least: int, most: int) -> int:
        """Pick a number, both ends included."""
        return self._random.randint(least, most)

    def hours(self, least: float, most: float) -> timedelta:
        """Pick a time span in whole minutes."""
        return timedelta(
            minutes=self._random.randint(int(least * 60), int(most * 60)),
        )

    def fate(self, *, moved: bool) -> Fate:
        """Pick what becomes of a session; one that moved does not move again."""
        if moved:
            return self.one_of(_AFTER_A_MOVE)
        fates, weights = list(_FATES), list(_FATES.values())
        return self._random.choices(fates, weights)[0]
