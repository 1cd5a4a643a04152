"""What is shown of mentor training: one's own ledger, and those of a school."""

from dataclasses import dataclass
from datetime import date

from bot.domain.entitlement.training import Entitlement, Ledger, TrainingEntry
from bot.domain.kernel.record import PersonId


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """One mentor's ledger with their name, as the induction tutor sees it."""

    person: PersonId
    name: str
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class OwnTraining:
    """A mentor's own ledger, to read and to write in."""

    ledger: Ledger
    entries: tuple[TrainingEntry, ...]  # oldest first
    may_undo_change: bool = False  # of the entitlement


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """All that somebody sees of training; a part is None where it is not theirs."""

    today: date
    own: OwnTraining | None
    of_school: tuple[LedgerShown, ...] | None


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """Some minutes of training with what they add up to."""

    entry: TrainingEntry
    ledger: Ledger
    today: date
    may_undo: bool = False


@dataclass(frozen=True, slots=True)
class EntitlementForm:
    """The form for an entitlement, with the one that stands in it."""

    entitlement: Entitlement
    today: date
