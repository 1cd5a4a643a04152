"""The one Slack client, and how its faults are understood."""

import ssl
from datetime import timedelta
from functools import lru_cache

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.ports.messenger import NotSent

TIMEOUT_SECONDS = 10
# Of this message or this reader. What is wrong with the token or with Slack is none of
# it: such a message waits until that is put right.
_FOR_GOOD = frozenset(
    {
        "cannot_dm_bot",
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "invalid_blocks",
        "is_archived",
        "message_not_found",
        "msg_blocks_too_long",
        "msg_too_long",
        "user_disabled",
        "user_not_found",
    }
)
# Of these Slack says itself that some of what was asked may have been done.
_PERHAPS_DONE = frozenset({"fatal_error", "internal_error"})
_SERVER_ERROR = 500


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    # A client without a shared one makes its own at each call, eight times slower.
    return ssl.create_default_context()


def make_client(token: str | None, api_url: str) -> WebClient:
    """Make a client that never retries by itself: retries belong to the outbox."""
    return WebClient(
        token=token,
        base_url=api_url,
        ssl=_ssl_context(),
        timeout=TIMEOUT_SECONDS,
        retry_handlers=[],
    )


def not_sent(fault: Exception) -> NotSent:
    """Say what a fault of a call means for the message it was to send."""
    if isinstance(fault, SlackApiError):
        code = str(fault.response.get("error", "unknown"))
        if fault.response.status_code == 429:  # noqa: PLR2004 - Too Many Requests
            wait = int(fault.response.headers.get("Retry-After", "30"))
            return NotSent("ratelimited", retry_after=timedelta(seconds=wait))
        server = fault.response.status_code >= _SERVER_ERROR
        perhaps = server or code in _PERHAPS_DONE
        return NotSent(code, for_good=code in _FOR_GOOD, unknown=perhaps)
    refused = isinstance(getattr(fault, "reason", None), ConnectionRefusedError)
    return NotSent(type(fault).__name__, unknown=not refused)
