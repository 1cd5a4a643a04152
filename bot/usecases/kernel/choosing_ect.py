"""Which ECT a mentor means, where they have several."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.kernel.access import Action
from bot.domain.kernel.record import PairingId
from bot.domain.people.pairings import Pairing
from bot.ports.bundle import Actor, Ports
from bot.ports.store import Reading
from bot.results.sessions.cards import PairingChoice
from bot.usecases.kernel.lookup import Mentoring, member, pairing_for, require_pairings


@dataclass(frozen=True, slots=True)
class ChooseEct:
    """The mentor has several ECTs and says which."""

    choices: tuple[PairingChoice, ...]


def pairing_meant(
    ports: Ports,
    records: Reading,
    actor: Actor,
    pairing_id: PairingId | None,
    *,
    to_do: str,
) -> Mentoring | ChooseEct:
    """Return what is known of a pairing: the one that is named, or the only one.

    Raises NotAllowed for someone who mentors nobody.
    """
    if pairing_id is None:
        pairings, _calendar = require_pairings(ports, records, actor, to_do=to_do)
        if len(pairings) > 1:
            return ChooseEct(choices_of(records, pairings))
        pairing_id = pairings[0].id
    return pairing_for(ports, records, actor, pairing_id, to=Action.LOG_SESSION)


def choices_of(
    records: Reading, pairings: Sequence[Pairing]
) -> tuple[PairingChoice, ...]:
    """Put names to the ECTs to choose from."""
    return tuple(
        PairingChoice(p.id, member(records, p.school, p.ect).name) for p in pairings
    )
