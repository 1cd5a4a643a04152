"""A message that Slack lets nobody change any more says nothing about its reader."""

from dataclasses import replace

import pytest

from bot.domain.concerns.records import Topic
from bot.domain.kernel.record import TeamId
from bot.domain.people.member import Role
from bot.ports.kinds import CONCERNS, NOTICES
from bot.ports.messenger import Content, NotSent, Posted
from bot.usecases.concerns.clock import run_concern_clock
from bot.usecases.concerns.raising import ConcernDraft, send_concern
from bot.usecases.concerns.reading import read_concern
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.kernel.claims import Delivery
from tests.builders import at
from tests.usecases.two_schools import (
    ADAM,
    EWA,
    OAKFIELD,
    RUTH,
    TEAM,
    KeepingMessenger,
    Town,
)


class Forgetful(KeepingMessenger):
    """Takes new messages, and has lost those that were there."""

    code = ""

    def edit(self, _team: TeamId, _at: Posted, _key: str, _content: Content) -> None:
        raise NotSent(self.code, for_good=True)


@pytest.mark.rule("R4")
@pytest.mark.parametrize("code", ["message_not_found", "edit_window_closed"])
def test_a_concern_stays_with_a_reader_whose_message_is_gone(code: str) -> None:
    town = Town()
    messenger = Forgetful(town.clock)
    messenger.code = code
    ports = replace(town.ports, messenger=messenger)
    concern = send_concern(
        ports,
        town.actor(EWA),
        ConcernDraft(OAKFIELD, Role.ECT, Topic.TIME, frozenset(), "Marked words"),
        reader=RUTH,
        pass_on=False,
        delivery=Delivery("send"),
    ).concern.id
    deliver_due(ports)
    read_concern(ports, town.actor(RUTH), concern)  # draws all messages anew
    deliver_due(ports)

    town.clock.moment = at("2026-11-04 10:00")
    run_concern_clock(ports)
    deliver_due(ports)

    with town.store.reading(TEAM) as records:
        kept = records.get(CONCERNS, concern)
        assert kept is not None
        assert kept.asked is None
    assert not any(one.to == ADAM for one in messenger.drawn)
    with town.store.reading(TEAM) as records:
        assert not any(notice.is_due for notice in records.every(NOTICES))
