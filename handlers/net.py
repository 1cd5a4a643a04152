"""The one net: whatever answers an act runs in it, and nothing but an answer leaves it.

A refusal becomes its sentence, a store out of reach a word that nothing was saved or
lost, any other fault an apology with a reference that the log holds; none says that
nothing was changed where something was kept, or where nobody can tell. An answer is
drawn here too: one that is beyond Slack's limits is a fault like any other.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from bot.domain.kernel.errors import Refusal
from bot.ports.bundle import Ports
from bot.ports.deadline import answering_within, waited_seconds
from bot.ports.kept import noting_kept
from bot.ports.kinds import AUDIT, CLAIMS
from bot.ports.store import OutcomeUnknown, StoreFault
from bot.usecases.kernel.claims import Delivery
from bot.usecases.kernel.faults import told_fault
from bot.views.kernel.faults import Sent, not_saved, saved_but, sorry, unsure
from bot.views.kernel.message import Message
from bot.views.kernel.message import refused as refusal_in_words
from handlers.calls import Body, Call, actor_of, delivery_of
from handlers.drawing import drawn
from handlers.ways_on import WaysOn, is_of_a_concern

log = logging.getLogger(__name__)

ANSWER_SECONDS = 2.2  # Slack waits three, and the way there and back takes its part
_NOBODYS_CHANGE = {CLAIMS.name, AUDIT.name}  # kept by what only looks, too

_MOST_UNKNOWN = 1000
_SENT_AGAIN_WITHIN = timedelta(hours=1)  # later the same line is another act
# Counts are for anybody who watches: what is done with a concern is in none.
_ENDS_WELL = {"answered", "refused"}
LATER = "later"  # the act of whatever is run in the background

Ask = Callable[[], bool | None]  # whether it was saved, None while nobody can tell
Count = Callable[[str, str, float], None]  # the act, how it ended, in how many seconds


class Net:
    """Runs what answers an act; *kick* has what was just recorded delivered at once."""

    def __init__(
        self, ports: Ports, kick: Callable[[], None], count: Count, ways_on: WaysOn
    ) -> None:
        self._ports = ports
        self._ways_on = ways_on  # for whoever said that something is wrong
        self._kick = kick
        self._count = count
        self._unknown: dict[Delivery, tuple[datetime, Ask]] = {}

    def answer(self, run: Callable[[Call], Any], body: Body, act: str) -> Any:
        """Run what somebody waits for: a store that is slow gives up in time."""
        with answering_within(ANSWER_SECONDS - waited_seconds()):
            return self.run(run, body, act)

    def run(self, run: Callable[[Call], Any], body: Body, act: str) -> Any:
        """Return what *run* answers, drawn, or the words that take its place."""
        began, outcome = perf_counter(), "answered"
        with noting_kept() as kept:
            try:
                answer = drawn(run(Call(actor_of(body), delivery_of(body), body)))
                self._kick()
            except Refusal as refusal:
                outcome, answer = "refused", refusal_in_words(refusal)
            except Exception as fault:  # noqa: BLE001 - the one place that catches all
                outcome = self._outcome(fault, body, kept)
                answer = self._in_words(outcome, fault, body, act)
        if outcome != "answered":
            answer = self._with_ways_on(body, answer, refused=outcome == "refused")
        if outcome not in _ENDS_WELL or not is_of_a_concern(body):
            self._count(act, outcome, perf_counter() - began)
        return answer

    def _with_ways_on(self, body: Body, answer: Message, *, refused: bool) -> Message:
        try:
            said = self._ways_on.beside(body, answer, refused=refused)
        except Exception:  # noqa: BLE001 - who sent it cannot even be read
            return answer
        return replace(answer, blocks=said.blocks, text=said.text)

    def _outcome(self, fault: Exception, body: Body, kept: set[str]) -> str:
        if isinstance(fault, OutcomeUnknown):
            while len(self._unknown) >= _MOST_UNKNOWN:
                del self._unknown[next(iter(self._unknown))]
            self._unknown[_sent_as(body)] = self._ports.clock.now(), fault.ask
            return "unknown"
        if kept - _NOBODYS_CHANGE:
            return "saved"
        if not isinstance(fault, StoreFault):
            return "fault"
        return "unknown" if self._may_be_kept(_sent_as(body)) else "not_saved"

    def _may_be_kept(self, sent: Delivery) -> bool:
        """Whether what was sent before, just as this, was kept or may yet be."""
        if sent not in self._unknown:
            return False
        at, ask = self._unknown[sent]
        if self._ports.clock.now() - at > _SENT_AGAIN_WITHIN or ask() is False:
            del self._unknown[sent]
            return False
        return True

    def _in_words(
        self, outcome: str, fault: Exception, body: Body, act: str
    ) -> Message:
        reference = self._ports.new_id()
        told = {"reference": reference, "fault": told_fault(fault)}
        log.error("a listener met a fault", extra=told)
        sent = _sent(body, act)
        if outcome == "unknown":
            _at, ask = self._unknown[_sent_as(body)]
            return unsure(sent, reference, ask)
        if outcome == "saved":
            return saved_but(reference)
        if outcome == "not_saved":
            return not_saved(sent, reference)
        return sorry(reference)


def _sent_as(body: Body) -> Delivery:
    """Name what somebody sent: a line typed again, unsure of it, is the same."""
    line = body.get("event", body)
    if "text" not in line:
        return delivery_of(body)
    return Delivery(f"{actor_of(body)}:{body.get('command')}:{line['text']}")


def _sent(body: Body, act: str) -> Sent:
    """Say how a person sent something."""
    if "command" in body:
        return Sent.AS_LINE
    if body.get("type") == "view_submission" and act != LATER:
        return Sent.AS_FORM  # which what is run later has taken the place of
    answerable = body.get("response_url") or "event" in body
    return Sent.AS_PRESS if answerable else Sent.AS_LONE_PRESS
