"""What the form of a concern remembers between Slack's calls, words among it."""

import msgspec

from bot.domain.concerns.records import Topic
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.people.member import Role
from bot.views.kernel.memory import TooMuch, packed


class Offer(Record, frozen=True, kw_only=True):
    """Where the offer stands that a form came from, to be taken down after Send."""

    channel: str
    ts: str


class ConcernMemory(Record, frozen=True, kw_only=True):
    """What a page of the form remembers between Slack's calls."""

    school: SchoolId
    role: Role
    offer: Offer | None = None
    topic: Topic | None = None
    about: tuple[PersonId, ...] = ()
    words: str = ""
    left_out_chars: int = 0
    is_unread: bool = False


def fitting(memory: ConcernMemory) -> ConcernMemory:
    """Return what a page remembers with as many of the words as Slack holds."""
    kept = memory
    while not _fits(kept):
        kept = _cut(memory, to=len(kept.words) * 9 // 10)
    return kept


def _fits(memory: ConcernMemory) -> bool:
    try:
        packed(memory)
    except TooMuch:
        return False
    return True


def _cut(memory: ConcernMemory, *, to: int) -> ConcernMemory:
    left_out = memory.left_out_chars + len(memory.words) - to
    return msgspec.structs.replace(
        memory, words=memory.words[:to], left_out_chars=left_out
    )
