"""Stand-ins for Slack that keep every message and file instead of sending it.

Messages are truly drawn, with the views that people see; none goes anywhere.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.kernel.record import PersonId, TeamId
from bot.domain.outbox.notices import NoticeKind
from bot.messages import draw
from bot.ports.clock import Clock
from bot.ports.files import GivenFile, NotFetched, SharedFile
from bot.ports.messenger import Account, ChatOffer, Content, Heard, Posted


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message as it was drawn for somebody."""

    at: datetime
    to: PersonId
    key: str
    content: Content
    blocks: str
    text: str
    is_new: bool  # posted, not drawn anew

    @property
    def concern(self) -> str | None:
        """The id of the concern that it is about."""
        is_about = self.content.kind.is_about_concern
        return self.content.shown.concern.id if is_about else None

    @property
    def is_reply(self) -> bool:
        """Whether it says no more than that there is something to read."""
        return self.content.kind is NoticeKind.CONCERN_NEWS

    @property
    def tutor(self) -> str:
        """The induction tutor whom a headteacher is told about, or ""."""
        is_needed = self.content.kind is NoticeKind.TUTOR_NEEDED
        return self.content.shown.tutor if is_needed else ""


class RecordingMessenger:
    """Draws every message, and keeps all that anybody was ever shown."""

    def __init__(self, clock: Clock) -> None:
        self.drawn: list[Drawn] = []
        self.closed_accounts: set[PersonId] = set()
        self.standing: dict[str, tuple[PersonId, str]] = {}  # by ts
        self._clock = clock

    def post(
        self, team: TeamId, reader: PersonId, key: str, content: Content
    ) -> Posted:
        ts = f"{len(self.standing):06d}"
        self.standing[ts] = (reader, key)
        self._draw(reader, key, content, is_new=True)
        return Posted(f"D-{reader}", ts)

    def edit(self, team: TeamId, at: Posted, key: str, content: Content) -> None:
        reader, posted_key = self.standing[at.ts]
        if key != posted_key:
            raise LookupError(f"{key} would take the place of {posted_key}")
        self._draw(reader, key, content, is_new=False)

    def is_active(self, team: TeamId, person: PersonId) -> bool:
        return person not in self.closed_accounts

    def account(self, team: TeamId, person: PersonId) -> Account:
        return Account(str(person), is_admin=False)

    def dm_of(self, team: TeamId, person: PersonId) -> str:
        return f"D-{person}"

    def heard(
        self, team: TeamId, channel: str, *, thread: str | None
    ) -> Sequence[Heard]:
        return ()

    def offer(self, team: TeamId, channel: str, offer: ChatOffer) -> Posted:
        raise LookupError("offers stand in conversations, and nobody talks here")

    def take_down(self, team: TeamId, at: Posted) -> None:
        raise LookupError("offers stand in conversations, and nobody talks here")

    def end_offer(self, team: TeamId, at: Posted, sentence: str) -> None:
        raise LookupError("offers stand in conversations, and nobody talks here")

    def find(
        self, team: TeamId, reader: PersonId, key: str, since: datetime
    ) -> Posted | None:
        for ts, standing in self.standing.items():
            if standing == (reader, key):
                return Posted(f"D-{reader}", ts)
        return None

    def _draw(
        self, reader: PersonId, key: str, content: Content, *, is_new: bool
    ) -> None:
        message = draw(content)
        blocks = json.dumps(message.as_dicts(), ensure_ascii=False)
        at = self._clock.now()
        self.drawn.append(Drawn(at, reader, key, content, blocks, message.text, is_new))


class RecordingFiles:
    """Keeps every file that anybody was handed; takes in those that a test puts by."""

    def __init__(self) -> None:
        self.shared: list[tuple[PersonId, SharedFile]] = []
        self.given: dict[str, GivenFile] = {}  # by file id

    def share(
        self,
        team: TeamId,
        reader: PersonId,
        files: Sequence[SharedFile],
        *,
        sentence: str,
    ) -> None:
        self.shared += [(reader, file) for file in files]

    def fetch(self, team: TeamId, file_id: str, *, at_most_bytes: int) -> GivenFile:
        found = self.given.get(file_id)
        if found is None or len(found.content) > at_most_bytes:
            raise NotFetched("The file did not reach me.")
        return found


class AtOnce:
    """Runs errands on the spot."""

    def run(self, errand: Callable[[], object]) -> None:
        errand()

    read = run
