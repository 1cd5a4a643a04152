"""Doing each thing once, although Slack may deliver it twice."""

from datetime import datetime, timedelta
from typing import NewType

from bot.domain.kernel.claims import Claim
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import CLAIMS, CLAIMS_BY_AGE
from bot.ports.store import Records

Delivery = NewType("Delivery", str)  # names one act of one person, in any retry of it

CLAIMS_KEPT = timedelta(hours=24)


def outcome_of(records: Records, delivery: Delivery) -> str | None:
    """Return what an earlier copy of this delivery led to, or None for the first."""
    claim = records.get(CLAIMS, delivery)
    return claim.outcome if claim else None


def claim(records: Records, delivery: Delivery, outcome: str, now: datetime) -> None:
    """Record, within the unit of work that did it, that a delivery was handled."""
    records.add(CLAIMS, Claim(delivery=delivery, outcome=outcome, at=now))


def forget_old_claims(records: Records, now: datetime) -> int:
    """Forget claims that Slack can no longer ask about; return how many."""
    old = records.find(CLAIMS_BY_AGE, below=now - CLAIMS_KEPT)
    for gone in old:
        records.remove(CLAIMS, gone.delivery)
    return len(old)


def first_time(ports: Ports, actor: Actor, delivery: Delivery) -> bool:
    """Claim a delivery that changes nothing; False if it was handled before."""
    with ports.store.transaction(actor.team) as records:
        if outcome_of(records, delivery) is not None:
            return False
        claim(records, delivery, "answered", ports.clock.now())
        return True
