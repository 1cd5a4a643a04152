"""The next steps that were noted for an ECT, and who reads them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StepsNoted:
    """The latest that nobody has ticked off, from all of an ECT's mentors."""

    steps: tuple[str, ...] = field(default=(), repr=False)
    are_from_before: bool = False  # some were noted by a mentor of earlier
    are_read: bool = False  # all of them, by the mentor of now
    may_be_shown_to: tuple[str, ...] = ()  # who would read the rest, if the ECT agrees
