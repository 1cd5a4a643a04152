"""What is shown of people to turn to."""

from dataclasses import dataclass

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role


@dataclass(frozen=True, slots=True)
class Adviser:
    """Somebody at the school to turn to, and as what."""

    person: PersonId
    role: Role


@dataclass(frozen=True, slots=True)
class HelpNow:
    """Whom to turn to when a child may be at risk, or somebody is not safe."""

    safeguarding: tuple[Contact, ...] = ()
    heads: tuple[PersonId, ...] = ()
    governors: tuple[Contact, ...] = ()
    wellbeing: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class WhoToTalkTo:
    """Whom somebody can turn to, by who is asking."""

    inside: tuple[Adviser, ...]
    appropriate_body: tuple[Contact, ...]
    wellbeing: tuple[Contact, ...]
    ask: PersonId | None
    as_ect: bool = False
