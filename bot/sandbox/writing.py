"""What people write in their DM with the bot: messages, edits, deletions."""

from collections.abc import Sequence
from html import escape
from pathlib import PurePath

from bot.sandbox.deliveries import Deliveries
from bot.sandbox.history import as_slack
from bot.sandbox.manifest import Manifest
from bot.sandbox.state import CHANNELS, BadAct, Json, SlackRefusal, State


class Writing:
    """Keeps what people write and tells the bot of it, as `message` events."""

    def __init__(
        self, state: State, deliveries: Deliveries, manifest: Manifest
    ) -> None:
        self._state = state
        self._deliveries = deliveries
        self._manifest = manifest

    async def in_channel(self, now: float, user: str, text: str, channel: str) -> None:
        """Write in a channel: everybody sees it, and the bot is not in it.

        Raises BadAct.
        """
        if channel not in CHANNELS:
            raise BadAct("There is no such channel.")
        self._state.person(user)
        for person in self._state.people:
            self._state.add_message(
                person.id,
                now,
                **{"from": user, "text": escape(text, quote=False)},
                kind="channel",
                channel=channel,
                unread=False,
            )

    async def message(
        self,
        now: float,
        user: str,
        text: str,
        *,
        files: Sequence[Json] = (),
        thread_ts: str | None = None,
    ) -> None:
        """Write to the bot, with files, or in a thread; raises BadAct."""
        self._manifest.require_event("message.im")
        if not text and not files:
            raise BadAct("There is nothing to send: write something, or add a file.")
        more: Json = {}
        if files:
            more |= {
                "subtype": "file_share",
                "files": [self._file(user, one) for one in files],
            }
        if thread_ts is not None:
            said = seen(self._state, user, thread_ts)
            more["thread_ts"] = said.get("thread_ts") or said["ts"]
        said = self._state.add_message(
            user,
            now,
            **{"from": user, "text": escape(text, quote=False)},
            unread=False,
            **more,
        )
        at = {"event_ts": said["ts"], "channel_type": "im", "channel": said["channel"]}
        await self._deliveries.event({**as_slack(self._state, said), **at})

    async def edit(self, now: float, user: str, ts: str, text: str) -> None:
        """Change a message of one's own; raises BadAct."""
        self._manifest.require_event("message.im")
        said = self._own(user, ts)
        if not text.strip() and not said.get("files"):
            raise BadAct("A message cannot be empty: delete it instead.")
        before = as_slack(self._state, said)
        self._state.redraw(said, now, text=escape(text, quote=False))
        await self._changed(now, said, before)

    async def delete(self, now: float, user: str, ts: str) -> None:
        """Delete a message of one's own; raises BadAct.

        Of a message with a thread Slack keeps a tombstone, and calls that a change.
        """
        self._manifest.require_event("message.im")
        said = self._own(user, ts)
        before = as_slack(self._state, said)
        self._state.remove(said)
        if said.get("subtype") == "tombstone":
            await self._changed(now, said, before)
            return
        await self._deliveries.event(
            {
                **self._of_change(now, said, "message_deleted"),
                "deleted_ts": said["ts"],
                "previous_message": before,
            }
        )

    async def _changed(self, now: float, said: Json, before: Json) -> None:
        await self._deliveries.event(
            {
                **self._of_change(now, said, "message_changed"),
                "message": as_slack(self._state, said),
                "previous_message": before,
            }
        )

    def _of_change(self, now: float, said: Json, subtype: str) -> Json:
        moment = self._state.new_ts(now)
        return {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "channel": said["channel"],
            "channel_type": "im",
            "ts": moment,
            "event_ts": moment,
        }

    def _own(self, user: str, ts: str) -> Json:
        said = seen(self._state, user, ts)
        if said["from"] != user:
            raise BadAct("Only one's own messages can be changed.")
        return said

    def _file(self, user: str, given: Json) -> Json:
        name, mimetype = given.get("name"), given.get("mimetype")
        if not name or not mimetype:
            raise BadAct("A file needs a name and a mimetype.")
        suffix = PurePath(name).suffix.removeprefix(".")
        return {
            "id": f"F{next(self._state.numbers):08d}",
            "name": name,
            "title": name,
            "mimetype": mimetype,
            "filetype": suffix or mimetype.rpartition("/")[2],
            "user": user,
            "mode": "hosted",
        }


def seen(state: State, user: str, ts: str) -> Json:
    """Return a message that a person can reply to, edit or act on; raises BadAct.

    What only they can see has none of that in Slack, nor has a tombstone.
    """
    try:
        said = state.message(user, ts)
    except SlackRefusal:
        raise BadAct("There is no such message.") from None
    if said["kind"] == "ephemeral":
        raise BadAct("A message that only one person sees takes no act but presses.")
    if said.get("subtype") == "tombstone":
        raise BadAct("That message was deleted.")
    return said
