"""The messenger over Slack's Web API: draws the content, posts, edits, finds."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.kernel.record import PersonId, TeamId
from bot.messages import draw
from bot.ports.messenger import Account, ChatOffer, Content, Heard, NotSent, Posted
from bot.slack.client import not_sent
from bot.slack.pace import Pace
from bot.views.concerns.chat import ended
from bot.views.concerns.chat import offer as ways_on
from bot.views.kernel import ids
from bot.views.kernel.text import as_typed

_EVENT = "ectbot_notice"
_PAGE = 200
_CLOCKS_APART = timedelta(minutes=5)  # Slack's and the bot's
_HEARD = 50  # messages to look back through for what belongs to one draft
T = TypeVar("T")
_SLACKBOT = "USLACKBOT"  # Slack does not call it a bot


class SlackMessenger:
    """Sends and edits direct messages; one client for each workspace."""

    def __init__(self, client_for: Callable[[TeamId], WebClient]) -> None:
        self._client_for = client_for
        self._pace = Pace()
        self._channel_of = lru_cache(maxsize=10_000)(self._opened)

    def post(
        self, team: TeamId, reader: PersonId, key: str, content: Content
    ) -> Posted:
        """Post to the reader's DM, marked with *key* as message metadata."""
        channel = self._channel_of(team, reader)
        self._pace.wait(f"{team}/{channel}")
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
        """Look for a message marked with *key* in the reader's DM, back to *since*."""
        channel = self._channel_of(team, reader)
        messages = _paged(
            self._client_for(team).conversations_history,
            channel=channel,
            oldest=str((since - _CLOCKS_APART).timestamp()),
            include_all_metadata=True,
        )
        for message in messages:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("key") == key:
                return Posted(channel, str(message["ts"]))
        return None

    def is_active(self, team: TeamId, person: PersonId) -> bool:
        """Whether a person still has an account."""
        answer = _asked(lambda: self._client_for(team).users_info(user=person))
        return not answer["user"].get("deleted")

    def account(self, team: TeamId, person: PersonId) -> Account:
        """Return what Slack says of a person."""
        answer = _asked(lambda: self._client_for(team).users_info(user=person))
        user = answer["user"]
        name = user.get("real_name") or user.get("name") or "A colleague"
        return Account(
            name,
            bool(user.get("is_admin") or user.get("is_owner")),
            is_app=bool(user.get("is_bot")) or person == _SLACKBOT,
        )

    def dm_of(self, team: TeamId, person: PersonId) -> str:
        """Return the channel of the bot's own DM with a person."""
        return self._channel_of(team, person)

    def heard(self, team: TeamId, channel: str, *, thread: str | None) -> list[Heard]:
        """Return the latest of a DM, or of one of its threads, newest first."""
        client = self._client_for(team)
        if thread is None:
            answer = _asked(
                lambda: client.conversations_history(channel=channel, limit=_HEARD)
            )
            return [_as_heard(message) for message in answer["messages"]]
        # Slack begins with the first ones: the latest are on the last page.
        found = _paged(client.conversations_replies, channel=channel, ts=thread)
        replies = {m["ts"]: m for m in found if m["ts"] != thread}
        newest_first = sorted(replies.values(), key=_moment, reverse=True)
        return [_as_heard(message) for message in newest_first[:_HEARD]]

    def offer(self, team: TeamId, channel: str, offer: ChatOffer) -> Posted:
        """Offer ways on in a direct conversation."""
        message = ways_on(
            offer.heard,
            may_raise=offer.may_raise,
            thread=offer.thread or "",
            together=offer.together,
        )
        answer = _asked(
            lambda: self._client_for(team).chat_postMessage(
                channel=channel,
                thread_ts=offer.thread,
                blocks=message.as_dicts(),
                text=message.text,
            )
        )
        return Posted(channel, str(answer["ts"]))

    def take_down(self, team: TeamId, at: Posted) -> None:
        """Delete a message of the bot's own."""
        with _unless_gone():
            _asked(
                lambda: self._client_for(team).chat_delete(channel=at.channel, ts=at.ts)
            )

    def end_offer(self, team: TeamId, at: Posted, sentence: str) -> None:
        """Put a sentence in an offer's place."""
        message = ended(sentence)
        with _unless_gone():
            _asked(
                lambda: self._client_for(team).chat_update(
                    channel=at.channel,
                    ts=at.ts,
                    blocks=message.as_dicts(),
                    text=message.text,
                )
            )

    def _opened(self, team: TeamId, reader: PersonId) -> str:
        answer = _asked(lambda: self._client_for(team).conversations_open(users=reader))
        return str(answer["channel"]["id"])


def _asked(call: Callable[[], T]) -> Any:
    try:
        return call()
    except (SlackApiError, OSError, http.client.HTTPException) as fault:
        raise not_sent(fault) from fault


def _paged(method: Callable[..., Any], **asked: Any) -> Iterator[dict[str, Any]]:
    """Yield what a method of Slack's has, page after page, until it says that is all.

    A page may hold less than was asked for, or nothing, and not be the last.
    """
    cursor: str | None = None
    while True:
        answer = _asked(partial(method, cursor=cursor, limit=_PAGE, **asked))
        yield from answer["messages"]
        following = (answer.get("response_metadata") or {}).get("next_cursor")
        if not following or following == cursor:
            return
        cursor = following


def _moment(message: dict[str, Any]) -> float:
    return float(message["ts"])


@contextmanager
def _unless_gone() -> Iterator[None]:
    try:
        yield
    except NotSent as fault:
        if fault.code != "message_not_found":
            raise


def _marked(key: str) -> dict[str, Any]:
    return {"event_type": _EVENT, "event_payload": {"key": key}}


def _drawn(content: Content) -> dict[str, Any]:
    message = draw(content)
    return {"blocks": message.as_dicts(), "text": message.text}


def _as_heard(message: dict[str, Any]) -> Heard:
    block_ids = {block.get("block_id") for block in message.get("blocks") or ()}
    by_bot = bool(message.get("bot_id"))
    return Heard(
        ts=str(message["ts"]),
        text=as_typed(message.get("text") or ""),
        by_bot=by_bot,
        is_offer=by_bot and ids.OFFER_BLOCK in block_ids,
        ends_offer=by_bot and ids.OFFER_ENDED_BLOCK in block_ids,
    )
