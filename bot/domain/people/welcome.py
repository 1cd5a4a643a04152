"""When somebody is welcomed by the bot: once in each role, from their first day on."""

from collections.abc import Iterable
from datetime import date

from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing


def is_to_be_welcomed(
    member: Member,
    role: Role,
    *,
    induction: Induction | None,
    pairings: Iterable[Pairing],
    today: date,
) -> bool:
    """Whether somebody's first day here in a role has come.

    An ECT's is the day from which their induction counts, a mentor's the first one with
    an ECT (R1, R2); *induction* and *pairings* are the person's own at the school. The
    other roles begin when they are entered.
    """
    if role not in member.roles:
        return False
    if role is Role.MENTOR:
        return any(
            pairing.begins_on <= today <= (pairing.ends_on or today)
            for pairing in pairings
            if pairing.mentor == member.person
        )
    if role is Role.ECT:
        return induction is not None and induction.counted_from <= today
    return True
