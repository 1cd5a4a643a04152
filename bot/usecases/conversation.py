"""What somebody has written to the bot and not yet sent on: it stays in Slack alone."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.chat import Kind, hear
from bot.ports.bundle import Actor, Ports
from bot.ports.messenger import Heard, NotSent, Posted

_TOGETHER_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Messages that make one draft, oldest first, and the offers that stand by them."""

    texts: tuple[str, ...] = field(repr=False)
    offers: tuple[Posted, ...]

    @property
    def words(self) -> str:
        """All of it, as it would stand in the form."""
        return "\n".join(self.texts)


def is_own_dm(ports: Ports, actor: Actor, channel: str) -> bool:
    """Whether a channel is the bot's direct conversation with the person.

    Slack is asked; where it does not say, the answer is no.
    """
    try:
        return ports.messenger.dm_of(actor.team, actor.person) == channel
    except NotSent:
        return False


def unsent(
    ports: Ports,
    actor: Actor,
    channel: str,
    *,
    thread: str | None,
    commands: frozenset[str],
) -> Unsent:
    """Read back what was written since the last offer was answered, within a day.

    Nothing is stored here, so Slack is asked each time. Raises NotSent.
    """
    since = (ports.clock.now() - _TOGETHER_FOR).timestamp()
    texts: list[str] = []
    offers: list[Posted] = []
    for one in ports.messenger.heard(actor.team, channel, thread=thread):
        if one.ends_offer or float(one.ts) < since:
            break
        if one.is_offer:
            offers.append(Posted(channel, one.ts))
        elif not one.by_bot and _is_said(one, commands):
            texts.append(one.text)
    return Unsent(tuple(reversed(texts)), tuple(offers))


def _is_said(one: Heard, commands: frozenset[str]) -> bool:
    return bool(one.text) and hear(one.text, commands).kind is Kind.SAID
