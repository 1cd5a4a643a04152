"""Which act of the practice workspace a request asks for."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.sandbox.acts import Acts
from bot.sandbox.clock import MovableClock
from bot.sandbox.faults import Faults
from bot.sandbox.state import BadAct, Json, State
from bot.sandbox.writing import Writing

_ON_ANYBODY = {"close", "deactivate", "read"}
_OF_NOBODY = {"clock", "fault"}
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


class NamedActs:
    """Finds what was asked for: an act of a person, the clock, or a fault."""

    def __init__(  # noqa: PLR0913 - each is a part of the workspace that acts reach
        self,
        state: State,
        now: Callable[[], float],
        *,
        acts: Acts,
        writing: Writing,
        faults: Faults,
        clock: MovableClock | None,
        on_clock_moved: Callable[[], None],
    ) -> None:
        self._state = state
        self._now = now
        self._acts = acts
        self._writing = writing
        self._faults = faults
        self._clock = clock
        self._on_clock_moved = on_clock_moved

    def act(self, what: str, body: Json) -> Awaitable[dict[str, str] | None] | None:
        """Return the act of that name, to be awaited; None where there is none.

        It leads to what the bot said is wrong, by field. Raises BadAct for an act by
        nobody, or by somebody who cannot act.
        """
        self._require_person(what, body)
        acts, writing, now = self._acts, self._writing, self._now()
        named: dict[str, Callable[[], Awaitable[dict[str, str] | None]]] = {
            "command": lambda: acts.command(
                now,
                body["user"],
                body.get("command", "/ect"),
                body.get("text", ""),
                channel=body.get("channel"),
            ),
            "message": lambda: (
                writing.in_channel(now, body["user"], body["text"], body["channel"])
                if body.get("channel")
                else writing.message(
                    now,
                    body["user"],
                    body.get("text", ""),
                    files=body.get("files", ()),
                    thread_ts=body.get("thread_ts"),
                )
            ),
            "edit": lambda: writing.edit(
                now, body["user"], body["message_ts"], body["text"]
            ),
            "delete": lambda: writing.delete(now, body["user"], body["message_ts"]),
            "shortcut": lambda: acts.shortcut(
                now, body["user"], body["callback_id"], body.get("message_ts")
            ),
            "click": lambda: acts.click(now, {**body, "user": body["user"]}),
            "submit": lambda: acts.submit(
                body["user"], body["view_id"], body.get("values", {})
            ),
            "open_home": lambda: acts.open_home(now, body["user"]),
            "clock": lambda: self._move_clock(body),
            "fault": lambda: self._switch_fault(body),
        }
        if what in named:
            return named[what]()
        return self._small_act(what, body)

    def _small_act(self, what: str, body: Json) -> Awaitable[None] | None:
        async def act() -> None:
            user = body["user"]
            if what == "close":
                top = self._state.top_view(user)
                clear = bool(top and top.get("clear_on_close"))
                self._state.close_view(user, all_of_them=clear)
            elif what == "deactivate":
                self._state.deactivate(user, deleted=body.get("deleted", True))
            elif what == "state":
                self._acts.keep_values(user, body["view_id"], body.get("values", {}))
            else:
                for message in self._state.messages:
                    if message["user"] == user:
                        message["unread"] = False
                self._state.revision += 1

        known = {*_ON_ANYBODY, "state"}
        return act() if what in known else None

    async def _move_clock(self, body: Json) -> None:
        if self._clock is None:
            raise BadAct("This workspace runs on the real time.")
        target = _target(body, self._clock.now())
        if target < self._clock.now():
            self._clock.move_to(target)
        for _ in self._clock.steps_to(target):
            await asyncio.get_running_loop().run_in_executor(None, self._on_clock_moved)
        self._state.revision += 1

    async def _switch_fault(self, body: Json) -> None:
        self._faults.switch(body)

    def _require_person(self, what: str, body: Json) -> None:
        if what in _OF_NOBODY:
            return
        known = {person.id: person for person in self._state.people}
        person = known.get(body["user"])
        if person is None:
            raise BadAct(f"There is nobody called {body['user']} here.")
        if person.deleted and what not in _ON_ANYBODY:
            raise BadAct(f"{person.name} is deactivated, and can do nothing here.")


def _target(body: Json, now: datetime) -> datetime:
    if "now" in body:
        moment = datetime.fromisoformat(str(body["now"]))
        if moment.tzinfo is None:
            raise BadAct("Give the moment with its zone, like 2026-11-12T08:00:00Z.")
        return moment
    by = body.get("advance")
    if isinstance(by, dict):
        return now + timedelta(**by)
    if isinstance(by, int | float):
        return now + timedelta(seconds=by)
    found = _DURATION.fullmatch(str(by))
    if found is None or not any(found.groups()):
        raise BadAct("Say how far, like PT2H, or seconds, or {'days': 1}.")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return now + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
