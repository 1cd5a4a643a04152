"""Refusing requests that are not Slack's: unsigned, wrongly signed, stale, replayed.

Bolt's own check writes the refused request's body to the log; this one writes none.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk.signature import Clock, SignatureVerifier

log = logging.getLogger(__name__)

_REMEMBERED_SECONDS = 6 * 60  # from the stamp, which is good for five minutes


class OnlyFromSlack(Middleware):
    """Middleware that lets signed requests through, each signature once.

    Each is remembered for as long as it is good, however many there are, and no longer.
    """

    def __init__(self, signing_secret: str, clock: Clock | None = None) -> None:
        self._verifier = SignatureVerifier(signing_secret, clock or Clock())
        self._seen: OrderedDict[str, int] = OrderedDict()  # signature to stamp
        self._lock = Lock()

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt hands it over by name
        next: Callable[[], BoltResponse],  # noqa: A002 - same
    ) -> BoltResponse:
        """Pass the request on, or answer 401."""
        if req.mode == "socket_mode":
            return next()
        stamp = req.headers.get("x-slack-request-timestamp", [""])[0]
        signature = req.headers.get("x-slack-signature", [""])[0]
        if not self._is_signed(req.raw_body, stamp, signature):
            log.warning("refused a request that Slack did not sign, or long ago")
        elif not self._is_new(signature, int(stamp)):
            log.warning("refused a request that came before, to the letter")
        else:
            return next()
        return BoltResponse(status=401, body="This request was not accepted.")

    def _is_signed(self, body: str, stamp: str, signature: str) -> bool:
        return stamp.isdecimal() and self._verifier.is_valid(body, stamp, signature)

    def _is_new(self, signature: str, stamp: int) -> bool:
        past = self._verifier.clock.now() - _REMEMBERED_SECONDS
        with self._lock:
            while self._seen and next(iter(self._seen.values())) < past:
                self._seen.popitem(last=False)
            if signature in self._seen:
                return False
            self._seen[signature] = stamp
            return True
