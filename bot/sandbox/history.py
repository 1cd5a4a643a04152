"""A DM as Slack shows it to the bot: single messages, the history, threads."""

from base64 import b64decode, b64encode
from collections.abc import Sequence

from bot.sandbox.state import Json, SlackRefusal, State

_KEPT = ("bot_id", "edited", "files", "hidden", "subtype", "thread_ts")
_HISTORY_PAGE, _HISTORY_MOST = 100, 999
_THREAD_PAGE = _THREAD_MOST = 1000
_CURSOR = "next_ts:"  # what Slack's own cursors hold, for those who look inside


def as_slack(state: State, message: Json, *, with_metadata: bool = False) -> Json:
    """Return a message as Slack's methods, events and shortcuts carry it."""
    shown = {
        "type": "message",
        "user": message["from"],
        "ts": message["ts"],
        "text": message["text"],
        **{key: message[key] for key in _KEPT if message.get(key)},
    }
    if message["blocks"]:
        shown["blocks"] = message["blocks"]
    if with_metadata and message.get("metadata"):
        shown["metadata"] = message["metadata"]
    return shown | _thread_of(state, message)


def history(state: State, body: Json) -> Json:
    """Answer conversations.history: newest first, and nothing from within threads.

    The first page is of the newest, or of the oldest where *oldest* alone is given.
    """
    limit = _limit(body, _HISTORY_PAGE, _HISTORY_MOST)
    found = [m for m in _between(state, body) if not m.get("thread_ts")]
    forward = bool(body.get("oldest")) and not body.get("latest")
    in_order = found if forward else found[::-1]
    page, more = _page(body, in_order, limit, forward=forward)
    newest_first = sorted(page, key=lambda one: float(one["ts"]), reverse=True)
    return _answer(state, body, newest_first) | more


def replies(state: State, body: Json) -> Json:
    """Answer conversations.replies: a thread's first message, then the replies."""
    limit = _limit(body, _THREAD_PAGE, _THREAD_MOST)
    ts = body.get("ts", "")
    first = [message for message in _dm(state, body) if message["ts"] == ts]
    if not first:
        raise SlackRefusal("thread_not_found")
    found = [m for m in _between(state, body) if m.get("thread_ts") == ts]
    page, more = _page(body, [*first, *found], limit, forward=True)
    return _answer(state, body, page) | more


def _thread_of(state: State, message: Json) -> Json:
    """Return what a message says of its thread."""
    if message.get("thread_ts"):
        first = [
            one["from"]
            for one in state.messages
            if one["user"] == message["user"] and one["ts"] == message["thread_ts"]
        ]
        return {"parent_user_id": first[0]} if first else {}
    below = state.replies_to(message)
    if not below:
        return {}
    writers = list(dict.fromkeys(reply["from"] for reply in below))
    return {
        "thread_ts": message["ts"],
        "reply_count": len(below),
        "reply_users": writers,
        "reply_users_count": len(writers),
        "latest_reply": below[-1]["ts"],
    }


def _page(
    body: Json, found: Sequence[Json], limit: int, *, forward: bool
) -> tuple[list[Json], Json]:
    """Return a page of what was found, and how the answer says where the next begins.

    A cursor names a moment, so that it holds whatever was deleted or came meanwhile.
    """
    mark = _marked(body)
    begins = 0
    if mark is not None:
        moments = (float(one["ts"]) for one in found)
        begins = sum(at < mark if forward else at > mark for at in moments)
    rest = found[begins + limit :]
    more: Json = {"has_more": bool(rest)}
    if rest:
        following = _CURSOR + rest[0]["ts"].replace(".", "")
        cursor = b64encode(following.encode()).decode()
        more["response_metadata"] = {"next_cursor": cursor}
    return list(found[begins : begins + limit]), more


def _marked(body: Json) -> float | None:
    """Return the moment that a cursor names."""
    if not body.get("cursor"):
        return None
    try:
        cursor = b64decode(str(body["cursor"]), validate=True).decode()
        return int(cursor.removeprefix(_CURSOR)) / 1_000_000
    except ValueError:
        raise SlackRefusal("invalid_cursor") from None


def _answer(state: State, body: Json, page: Sequence[Json]) -> Json:
    with_metadata = _is_true(body.get("include_all_metadata"))
    return {
        "messages": [as_slack(state, one, with_metadata=with_metadata) for one in page]
    }


def _between(state: State, body: Json) -> list[Json]:
    """Return a DM's messages between two moments, oldest first.

    Slack leaves the ends out unless it is told *inclusive*.
    """
    oldest = _moment(body, "oldest", 0.0)
    latest = _moment(body, "latest", float("inf"))
    ends = {oldest, latest} if _is_true(body.get("inclusive")) else set()
    return [
        message
        for message in _dm(state, body)
        if oldest < float(message["ts"]) < latest or float(message["ts"]) in ends
    ]


def _dm(state: State, body: Json) -> list[Json]:
    """Return what Slack keeps of a DM; what was for one's eyes only is never kept."""
    reader = state.reader_of(body.get("channel", ""))
    return [m for m in state.messages if m["user"] == reader and m["kind"] == "dm"]


def _moment(body: Json, key: str, default: float) -> float:
    try:
        return float(body.get(key) or default)
    except ValueError:
        raise SlackRefusal(f"invalid_ts_{key}") from None


def _limit(body: Json, default: int, most: int) -> int:
    try:
        limit = int(body.get("limit") or default)
    except ValueError:
        raise SlackRefusal("invalid_limit") from None
    if not 1 <= limit <= most:
        raise SlackRefusal("invalid_limit")
    return limit


def _is_true(value: object) -> bool:
    return str(value).lower() in {"1", "true"}
