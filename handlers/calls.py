"""One act of one person as Slack delivers it, and all that can answer it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from slack_sdk.models.views import View

from bot.domain.kernel.record import PersonId, TeamId
from bot.ports.bundle import Actor
from bot.usecases.kernel.claims import Delivery
from bot.views.kernel.message import Message

Body = dict[str, Any]
Errors = dict[str, str]  # what a form shows at its fields, by block id


@dataclass(frozen=True, slots=True)
class InPlace:
    """A message that takes the place of the one whose button was pressed."""

    message: Message


@dataclass(frozen=True, slots=True)
class Later:
    """What waits on Slack: it is run in the background, and its reply shown then."""

    run: "Callable[[Call], Reply]"


@dataclass(frozen=True, slots=True)
class OnTop:
    """A view over the form it came from, so that closing it leads back there."""

    view: View


@dataclass(frozen=True, slots=True)
class AlsoInDm:
    """What the bot's own DM with the person brings as well, as a message that stays.

    Typed there, it is not said twice; only what that message lacks is, if anything.
    """

    message: Message
    beside: Message | None = None


@dataclass(frozen=True, slots=True)
class WithMessage:
    """A view, and below what was typed a message that its reader alone sees."""

    view: View
    message: Message


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more: all forms close."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A view for a form that was sent off, while what waits on Slack is run.

    What that leads to then takes the view's place; it holds no inputs. What *reads* a
    person's file can take long: one at a time for each person, and nobody else waits.
    """

    view: View
    run: "Callable[[Call], View | Message]"
    reads: bool = False


# A View opens, or takes the place of the one it came from.
Reply = Message | View | OnTop | InPlace | AlsoInDm | Later | None
Typed = Reply | WithMessage  # what can answer a command
Answer = View | Errors | OnTop | Done | Meanwhile


@dataclass(frozen=True, slots=True)
class Call:
    """One act of one person, as Slack delivered it."""

    actor: Actor
    delivery: Delivery
    body: Body

    @property
    def value(self) -> str:
        """What the button that was pressed carries, or what was picked in a menu."""
        action = self.body["actions"][0]
        picked = action.get("selected_option") or {}
        return str(action.get("value") or picked.get("value", ""))

    @property
    def is_in_ephemeral(self) -> bool:
        """Whether the button stands in a message that its reader alone sees.

        Those are replaced by the answer; all others are drawn anew by delivery.
        """
        return bool(self.body.get("container", {}).get("is_ephemeral"))


def delivery_of(body: Body) -> Delivery:
    """Name one act, the same however often Slack delivers it.

    Slack makes an event id or a trigger id for each event, command and press, and sends
    it again with a retry. What of an act runs later has the same name.
    """
    if "event" in body:
        return Delivery(f"event:{body.get('event_id')}")
    if body.get("type") == "view_submission":
        return _submission_of(body["view"])
    act = "command" if "command" in body else body.get("type")
    return Delivery(f"{act}:{body.get('trigger_id')}")


def _submission_of(view: Body) -> Delivery:
    """Name one sending of a form.

    A view keeps its id while its content is replaced, and has a new hash then; with the
    same id and hash it can be sent with another answer. So all three tell sendings
    apart. The trigger id does not count: a person who presses Send again, since no
    answer came, sends the same.
    """
    sent = json.dumps([view.get("hash"), view.get("state")], sort_keys=True)
    mark = blake2b(sent.encode(), digest_size=12).hexdigest()
    return Delivery(f"view:{view['id']}:{mark}")


def actor_of(body: Body) -> Actor:
    """Read who is calling, from any kind of Slack's payloads."""
    event = body.get("event", {})
    # An edited or deleted message names its writer one level down.
    within = event.get("previous_message") or event.get("message") or {}
    person = body.get("user_id") or event.get("user") or within.get("user")
    if "user" in body:
        person = body["user"]["id"]
    team = body.get("team_id") or body["team"]["id"]
    return Actor(TeamId(team), PersonId(str(person)))
