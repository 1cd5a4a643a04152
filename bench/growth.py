"""What grew in a long run: with the records, as it must, or by being asked at all."""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FLAT_MB_AN_HOUR = 1.0  # less is called flat
_BLOCKS = 12  # neighbouring samples say nearly the same, so means of some are compared
# What is loaded on first use; the day's reminders; six minutes of Slack's signatures.
_WARM_UP_SECONDS = 7 * 60
_ENOUGH_SECONDS = 20 * 60  # in less, one step looks like a slope
_STRAY = 2  # handles and threads that come and go


@dataclass(frozen=True)
class Sample:
    """What one look at the bot showed."""

    seconds: float  # on a steady clock
    rss_mb: float
    handles: int
    threads: int
    records: int
    sessions: int


@dataclass(frozen=True)
class Stretch:
    """A part of the run in which one mix of commands was sent."""

    only_looks: bool
    samples: Sequence[Sample]

    @property
    def warm(self) -> Sequence[Sample]:
        """The samples after the warm-up; the last one where there are none."""
        warm_from = self.samples[0].seconds + _WARM_UP_SECONDS
        return [s for s in self.samples if s.seconds >= warm_from] or self.samples[-1:]


@dataclass(frozen=True)
class Slope:
    """Megabytes in an hour; nineteen times in twenty it is not further off."""

    an_hour: float
    give_or_take: float

    @property
    def verdict(self) -> str:
        """Whether that is flat."""
        if self.an_hour + self.give_or_take < FLAT_MB_AN_HOUR:
            return "flat"
        if self.an_hour > self.give_or_take:
            return "it grows"
        return "not shown, run it longer"


def judged(stretches: Sequence[Stretch]) -> Iterator[str]:
    """Say what grew, and by what."""
    first, last = stretches[0].warm, stretches[-1].warm
    for what, name in _NAMES.items():
        early, late = _early(first, what), _late(last, what)
        yield f"{name}, early {early:g}, late {late:g}"
    looking = slope(last)
    yield (
        f"memory by looking: {looking.an_hour:+.2f} MB an hour, "
        f"give or take {looking.give_or_take:.2f}: {looking.verdict}"
    )
    for busy in (stretch.warm for stretch in stretches if not stretch.only_looks):
        yield _with_records(busy, looking)


def grew(stretches: Sequence[Stretch]) -> bool:
    """Whether something grew that should not."""
    first, last = stretches[0].warm, stretches[-1].warm
    left_open = max(_rise(first, last, what) for what in ("handles", "threads"))
    return left_open > _STRAY or slope(last).verdict == "it grows"


def slope(samples: Sequence[Sample]) -> Slope:
    """Return how memory rises, by least squares over the means of neighbours."""
    size = len(samples) // _BLOCKS
    if not size or samples[-1].seconds - samples[0].seconds < _ENOUGH_SECONDS:
        return Slope(0.0, math.inf)
    blocks = [samples[n * size : (n + 1) * size] for n in range(_BLOCKS)]
    hours = [statistics.fmean(s.seconds for s in block) / 3600 for block in blocks]
    memory = [statistics.fmean(s.rss_mb for s in block) for block in blocks]
    line = statistics.linear_regression(hours, memory)
    drawn = [line.intercept + line.slope * hour for hour in hours]
    off = sum((seen - said) ** 2 for seen, said in zip(memory, drawn, strict=True))
    middle = statistics.fmean(hours)
    spread = sum((hour - middle) ** 2 for hour in hours)
    return Slope(line.slope, 2 * math.sqrt(off / (_BLOCKS - 2) / spread))


_NAMES = {"rss_mb": "memory in MB", "handles": "handles", "threads": "threads"}


def _with_records(busy: Sequence[Sample], looking: Slope) -> str:
    hours = (busy[-1].seconds - busy[0].seconds) / 3600
    grown = _rise(busy, busy, "rss_mb") - looking.an_hour * hours
    records, sessions = _rise(busy, busy, "records"), _rise(busy, busy, "sessions")
    each = grown * 1000 / max(1, sessions)
    return (
        f"memory with the records: {each:.1f} KB for each of {sessions:g} sessions "
        f"(in all {records:g} records)"
    )


def _rise(first: Sequence[Sample], last: Sequence[Sample], what: str) -> float:
    return _late(last, what) - _early(first, what)


def _early(samples: Sequence[Sample], what: str) -> float:
    return _median(samples[: max(1, len(samples) // 10)], what)


def _late(samples: Sequence[Sample], what: str) -> float:
    return _median(samples[-max(1, len(samples) // 10) :], what)


def _median(samples: Sequence[Sample], what: str) -> float:
    return float(statistics.median(getattr(sample, what) for sample in samples))
