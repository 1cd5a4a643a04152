"""Faults of Slack, switched on in the practice workspace to see what the bot does."""

import math
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.state import BadAct, Json

ANY = "*"
_STATUS = {"http_429": 429, "http_500": 500, "http_503": 503}
# Cut off before the call was taken, or when it was taken and the answer was to come.
_CUT = {"cut_before", "cut_after"}
DELIVERY_FAULTS = {"twice", "reordered"}


@dataclass(slots=True)
class Fault:
    """One fault that stands: of which method, what happens, how often still."""

    method: str
    what: str  # "http_429", "cut_after", or an error code of Slack's
    times: float = math.inf
    seconds: float = 0  # how long the answer takes, or Retry-After
    is_taken: bool = False  # the call is carried out all the same


@dataclass(slots=True)
class Faults:
    """The faults that are switched on, of calls and of what is delivered to the bot."""

    standing: list[Fault] = field(default_factory=list)
    of_events: str = ""

    def switch(self, body: Json) -> None:
        """Switch a fault on, or all of them off: `{"fault": "none"}`.

        Raises BadAct for one that the workspace does not know how to make.
        """
        what = str(body["fault"])
        if what == "none":
            self.standing.clear()
            self.of_events = ""
        elif what in DELIVERY_FAULTS:
            self.of_events = what
        else:
            seconds = float(body.get("seconds", 0))
            times = body.get("times")
            if what.startswith(("http_", "cut_")) and what not in {*_STATUS, *_CUT}:
                known = sorted({*_STATUS, *_CUT, *DELIVERY_FAULTS, "none"})
                raise BadAct(
                    f"There is no fault {what}; try {known} or one of Slack's error "
                    "codes."
                )
            self.standing.append(
                Fault(
                    method=str(body.get("method", ANY)),
                    what=what,
                    times=math.inf if times is None else float(times),
                    seconds=seconds,
                    is_taken=what == "cut_after" or bool(body.get("taken")),
                )
            )

    def of(self, method: str) -> Fault | None:
        """Return the fault that a call meets, and count it."""
        for fault in self.standing:
            if fault.method in {ANY, method} and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def answer_of(fault: Fault, request: web.Request) -> web.StreamResponse:
    """Answer a call as the fault has it."""
    if fault.what in _CUT:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()  # nobody hears it
    if fault.what in _STATUS:
        headers = (
            {"Retry-After": str(int(fault.seconds))} if "429" in fault.what else {}
        )
        answer: dict[str, Any] = {"ok": False, "error": "ratelimited"}
        if "429" in fault.what:
            return web.json_response(answer, status=429, headers=headers)
        return web.Response(status=_STATUS[fault.what], text="Server Error")
    return web.json_response({"ok": False, "error": fault.what})
