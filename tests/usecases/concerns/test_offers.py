"""What is offered below something said: once, whatever happens in the same second."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

from bot.clock import system_now
from bot.domain.concerns import chat
from bot.domain.kernel.record import TeamId
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.messenger import ChatOffer, Heard, Posted
from bot.sandbox.clock import StillClock
from bot.sandbox.example_school import TEAM, TOM
from bot.sandbox.recording import RecordingMessenger
from bot.store.memory import MemoryStore
from bot.usecases.concerns.conversation import Said, offer_ways_on
from bot.usecases.concerns.hearing import commands_of
from tests.usecases.ports import ports_on

NOW = system_now()


class Conversation(RecordingMessenger):
    """One DM; something can happen between what is read and what is posted."""

    def __init__(self) -> None:
        super().__init__(StillClock(NOW))
        self.written: list[Heard] = []
        self._numbers = count()
        self.before_posting: Callable[[], None] | None = None

    def write(self, text: str, *, is_offer: bool = False) -> Heard:
        at = NOW + next(self._numbers) * timedelta(milliseconds=1)
        one = Heard(f"{at.timestamp():.6f}", text, by_bot=is_offer, is_offer=is_offer)
        self.written.append(one)
        return one

    def heard(
        self, team: TeamId, channel: str, *, thread: str | None
    ) -> Sequence[Heard]:
        return self.written[::-1]

    def offer(self, team: TeamId, channel: str, offer: ChatOffer) -> Posted:
        between, self.before_posting = self.before_posting, None
        if between:
            between()
        return Posted(channel, self.write("offer", is_offer=True).ts)

    def take_down(self, team: TeamId, at: Posted) -> None:
        self.written = [one for one in self.written if one.ts != at.ts]


def answered(ports: Ports, one: Heard) -> None:
    heard = chat.Heard(chat.Kind.SAID, one.text)
    said = Said("D", float(one.ts), heard)
    commands = commands_of(ports, Actor(TEAM, TOM), {"log"})
    offer_ways_on(ports, Actor(TEAM, TOM), said, may_raise=True, commands=commands)


def test_two_messages_that_are_answered_side_by_side_bring_one_offer() -> None:
    dm = Conversation()
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    ports = replace(ports_on(store, StillClock(NOW)), messenger=dm)
    first = dm.write("It is too much")
    dm.before_posting = lambda: answered(ports, dm.write("I cannot sleep"))
    answered(ports, first)
    assert [one.text for one in dm.written if one.is_offer] == ["offer"]
    answered(ports, first)  # found late that another came after it
    answered(ports, dm.write("And again"))
    assert [one.text for one in dm.written] == [
        "It is too much",
        "I cannot sleep",
        "And again",
        "offer",
    ]
