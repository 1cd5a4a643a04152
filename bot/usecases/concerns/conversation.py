"""What somebody has written to the bot and not yet sent on: it stays in Slack alone."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.concerns import chat
from bot.domain.concerns.chat import Commands, Kind, hear
from bot.ports.bundle import Actor, Ports
from bot.ports.messenger import ChatOffer, Heard, NotSent, Posted

_TOGETHER_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Messages that make one draft, oldest first, and the offers that stand by them."""

    texts: tuple[str, ...] = field(repr=False)
    offers: tuple[Posted, ...]
    last_at: float = 0  # when the last of the texts was written

    @property
    def words(self) -> str:
        """All of it, as it would stand in the form."""
        return "\n".join(self.texts)


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody wrote to the bot: where, when and what."""

    channel: str
    at: float  # Slack's own time of the message
    heard: chat.Heard
    thread: str | None = None


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
    commands: Commands,
) -> Unsent:
    """Read back what was written since the last offer was answered, within a day.

    Nothing is stored here, so Slack is asked each time. Raises NotSent.
    """
    since = (ports.clock.now() - _TOGETHER_FOR).timestamp()
    texts: list[str] = []
    offers: list[Posted] = []
    last_at = 0.0
    for one in ports.messenger.heard(actor.team, channel, thread=thread):
        if one.ends_offer or float(one.ts) < since:
            break
        if one.is_offer:
            offers.append(Posted(channel, one.ts))
        elif not one.by_bot and (said := _said_in(one, commands)):
            texts.append(said)
            last_at = max(last_at, float(one.ts))
    return Unsent(tuple(reversed(texts)), tuple(offers), last_at)


def words_unsent(
    ports: Ports,
    actor: Actor,
    channel: str,
    *,
    thread: str | None,
    commands: Commands,
) -> str | None:
    """Return what was written and not yet sent; None where Slack does not show it."""
    try:
        found = unsent(ports, actor, channel, thread=thread, commands=commands)
    except NotSent:
        return None
    return found.words


def offer_ways_on(
    ports: Ports, actor: Actor, said: Said, *, may_raise: bool, commands: Commands
) -> None:
    """Offer ways on below what was said last, in place of an earlier offer.

    Two messages of the same second are answered side by side, by two processes even:
    whoever finds a later message, before or after offering, leaves it to that one's
    answer. Where Slack does not let it read back, the offer is made all the same.
    Raises NotSent.
    """

    def found() -> Unsent:
        try:
            return unsent(
                ports, actor, said.channel, thread=said.thread, commands=commands
            )
        except NotSent:
            return Unsent((), ())

    before = found()
    if before.last_at > said.at:
        return
    offer = ChatOffer(
        said.heard, may_raise, thread=said.thread, together=len(before.texts) > 1
    )
    posted = ports.messenger.offer(actor.team, said.channel, offer)
    after = found()
    others = {*before.offers, *after.offers} - {posted}
    for one in [posted] if after.last_at > said.at else others:
        ports.messenger.take_down(actor.team, one)


def _said_in(one: Heard, commands: Commands) -> str:
    found = hear(one.text, commands)
    return found.text if found.kind is Kind.SAID else ""
