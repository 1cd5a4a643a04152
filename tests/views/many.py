"""A hundred and fifty of everything, for the tests of what each room draws of it.

Each list is drawn within Slack's limits; where all of them can be chosen from, the last
can be, too.
"""

import json
from datetime import date
from typing import Any

from slack_sdk.models.views import View

from bot.domain.kernel.record import PairingId, PersonId, SchoolId
from bot.results.sessions.cards import PairingChoice
from bot.sandbox.block_kit import MESSAGE_BLOCKS, faults_of_blocks, faults_of_view
from bot.views.kernel.message import TEXT_MAX_CHARS, Message

TODAY = date(2026, 11, 11)
MOST_POSTED = 13_200  # characters in all blocks of a message: msg_blocks_too_long
MANY = 150
LAST = f"n{MANY - 1}"
SCHOOLS = [(SchoolId(f"n{n}"), f"School {n:03} {'x' * 90}") for n in range(MANY)]
NAMES = [(PersonId(f"n{n}"), f"Person {n:03} {'x' * 90}") for n in range(MANY)]
CHOICES = tuple(PairingChoice(PairingId(one), name) for one, name in NAMES)


def require_the_last(drawn: View | Message) -> None:
    """Hold what is drawn to Slack's limits, and the last of all to be in it."""
    if isinstance(drawn, View):
        view: dict[str, Any] = drawn.to_dict()
        assert faults_of_view(view) == []
    else:
        view = {"blocks": drawn.as_dicts()}
        assert faults_of_blocks(view["blocks"], at_most=MESSAGE_BLOCKS) == []
    assert LAST in json.dumps(view)


def require_that_there_is_more(message: Message) -> None:
    """Hold a message to what can be posted, and to say that it is not all."""
    blocks = message.as_dicts()
    assert faults_of_blocks(blocks, at_most=MESSAGE_BLOCKS) == []
    assert len(json.dumps(blocks)) <= MOST_POSTED
    assert len(message.text) <= TEXT_MAX_CHARS
    assert "There is more than one message holds" in json.dumps(blocks)
