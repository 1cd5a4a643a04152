"""What somebody is told at the first contact."""

from dataclasses import dataclass

from bot.domain.people.member import Role


@dataclass(frozen=True, slots=True)
class WelcomeShown:
    """Who is welcomed, where, and in which role."""

    role: Role
    name: str
    school: str
