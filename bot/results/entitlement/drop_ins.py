"""What is shown of drop-ins: the words to the mentor and that ECT alone."""

from dataclasses import dataclass, field
from datetime import date

from bot.domain.entitlement.drop_ins import DropIn
from bot.results.sessions.cards import PairingChoice


@dataclass(frozen=True, slots=True)
class DropInForm:
    """The form for a drop-in, filled in as well as can be known."""

    choices: tuple[PairingChoice, ...]
    today: date


@dataclass(frozen=True, slots=True)
class DropInCard:
    """A drop-in as its mentor and ECT see it, words included."""

    drop_in: DropIn
    mentor: str
    ect: str
    tutor: str
    today: date
    encouragement: str = field(default="", repr=False)
    next_step: str = field(default="", repr=False)
    may_undo: bool = False
    both_read: bool = True  # the mentor and the ECT
    by_tutor: bool = False  # the mentor is this ECT's induction tutor too
