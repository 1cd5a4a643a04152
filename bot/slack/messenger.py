"""The messenger over Slack's Web API: draws the content, posts, edits, finds."""

import http.client
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.record import PersonId, TeamId
from bot.ports.messenger import Content, LoggedForEct, OutOfHours, Posted, Receipt
from bot.slack.client import not_sent
from bot.views.message import Message
from bot.views.session import flags, for_ect, receipt, talk_asked

_EVENT = "ectbot_notice"
_PAGE = 200
T = TypeVar("T")


class SlackMessenger:
    """Sends and edits direct messages; one client for each workspace."""

    def __init__(self, client_for: Callable[[TeamId], WebClient]) -> None:
        self._client_for = client_for
        self._channel_of = lru_cache(maxsize=10_000)(self._opened)

    def post(
        self, team: TeamId, reader: PersonId, key: str, content: Content
    ) -> Posted:
        """Post to the reader's DM, marked with *key* as message metadata."""
        channel = self._channel_of(team, reader)
        answer = _asked(
            lambda: self._client_for(team).chat_postMessage(
                channel=channel, metadata=_marked(key), **_drawn(content)
            )
        )
        return Posted(channel, str(answer["ts"]))

    def edit(self, team: TeamId, at: Posted, key: str, content: Content) -> None:
        """Draw a posted message anew."""
        _asked(
            lambda: self._client_for(team).chat_update(
                channel=at.channel, ts=at.ts, metadata=_marked(key), **_drawn(content)
            )
        )

    def find(
        self, team: TeamId, reader: PersonId, key: str, since: datetime
    ) -> Posted | None:
        """Look for a message marked with *key* in the reader's DM."""
        channel = self._channel_of(team, reader)
        answer = _asked(
            lambda: self._client_for(team).conversations_history(
                channel=channel,
                oldest=str(since.timestamp()),
                limit=_PAGE,
                include_all_metadata=True,
            )
        )
        for message in answer["messages"]:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("key") == key:
                return Posted(channel, str(message["ts"]))
        return None

    def _opened(self, team: TeamId, reader: PersonId) -> str:
        answer = _asked(lambda: self._client_for(team).conversations_open(users=reader))
        return str(answer["channel"]["id"])


def _asked(call: Callable[[], T]) -> Any:
    try:
        return call()
    except (SlackApiError, OSError, http.client.HTTPException) as fault:
        raise not_sent(fault) from fault


def _marked(key: str) -> dict[str, Any]:
    return {"event_type": _EVENT, "event_payload": {"key": key}}


def _drawn(content: Content) -> dict[str, Any]:
    message = _message(content)
    return {"blocks": message.as_dicts(), "text": message.text}


def _message(content: Content) -> Message:
    if isinstance(content, Receipt):
        return receipt(content.card)
    if isinstance(content, LoggedForEct):
        return for_ect(content.card)
    if isinstance(content, OutOfHours):
        return flags(content.flags)
    return talk_asked(content.flagged)
