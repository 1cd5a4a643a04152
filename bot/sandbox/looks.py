"""What the practice page and scripts can read: messages, views, the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.sandbox.manifest import Manifest
from bot.sandbox.state import CHANNELS, Json, SandboxPerson, State


class Looks:
    """What there is to look at, by name; each is looked at by somebody."""

    def __init__(
        self,
        state: State,
        manifest: Manifest,
        now: Callable[[], float],
        *,
        is_clock_movable: bool,
    ) -> None:
        self._state = state
        self._manifest = manifest
        self._now = now
        self._is_clock_movable = is_clock_movable

    def named(self, user: str) -> dict[str, Callable[[], Json]]:
        """Return all that *user* can look at."""
        return {
            "messages": lambda: {"messages": self._messages(user)},
            "view": lambda: {"view": _public(self._state.top_view(user))},
            "home": lambda: {"home": _public(self._state.homes.get(user))},
            "traffic": lambda: {"traffic": self._state.traffic},
            "people": lambda: {"people": [_person(p) for p in self._state.people]},
            "clock": self._clock,
            "unread": self._unread,
            "workspace": self._workspace,
        }

    def new_for(self, user: str, before: int) -> Json:
        """Return what came to *user* since a revision of the state."""
        view, home = self._state.top_view(user), self._state.homes.get(user)
        new: Json = {
            "messages": self._messages(user, after=before),
            "view": _public(view) if view and view["rev"] > before else None,
        }
        if home and home["rev"] > before:
            new["home"] = _public(home)
        return new

    def _messages(self, user: str, *, after: int = -1) -> list[Json]:
        return [
            {
                **{k: v for k, v in message.items() if k not in {"user", "rev"}},
                "channel_name": self._manifest.name,
                "at": datetime.fromtimestamp(message["at"], UTC).isoformat(),
            }
            for message in self._state.messages
            if message["user"] == user and message["rev"] > after
        ]

    def _unread(self) -> Json:
        return {
            person.id: sum(
                m["user"] == person.id and m["unread"] for m in self._state.messages
            )
            for person in self._state.people
        }

    def _clock(self) -> Json:
        now = datetime.fromtimestamp(self._now(), UTC).isoformat()
        return {"now": now, "zone": "Europe/London", "movable": self._is_clock_movable}

    def _workspace(self) -> Json:
        commands = [
            {
                "command": name,
                "description": row.get("description", ""),
                "usage_hint": row.get("usage_hint", ""),
            }
            for name, row in self._manifest.commands.items()
        ]
        return {
            "team": {"id": self._state.team, "name": self._state.team_name},
            "bot": {"id": self._state.bot_user, "name": self._manifest.name},
            "commands": commands,
            "channels": [{"id": id_, "name": name} for id_, name in CHANNELS.items()],
            "shortcuts": list(self._manifest.shortcuts.values()),
            "clock": self._clock(),
        }


def _public(view: Json | None) -> Json | None:
    if view is None:
        return None
    return {key: value for key, value in view.items() if key not in {"user", "rev"}}


def _person(person: SandboxPerson) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "roles": list(person.roles),
        "deleted": person.deleted,
    }
