import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from bot.sandbox.example_school import Season
from bot.sandbox.rehearsal import Rehearsal
from tests.journeys.browsing import browser, page
from tests.london_ahead import london_ahead
from tests.raw_ids import raw_ids_in
from tests.text_only import missing_from_text

__all__ = ["browser", "page"]  # fixtures


class Control:
    """The workspace's automation interface, as any script would use it."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.url = f"{rehearsal.workspace.url}_control/"

    @classmethod
    def at(cls, url: str) -> Self:
        """Return one for a workspace that another process runs."""
        control = cls.__new__(cls)
        control.url = f"{url}_control/"
        return control

    def post(self, what: str, **body: Any) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - loopback
            self.url + what,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
                return dict(json.load(answer))
        except urllib.error.HTTPError as refused:
            return dict(json.load(refused))

    def get(self, what: str, user: str = "") -> Any:
        with urllib.request.urlopen(f"{self.url}{what}?user={user}") as answer:  # noqa: S310 - loopback
            return json.load(answer)[what]

    def get_clock(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}clock") as answer:  # noqa: S310 - loopback
            return dict(json.load(answer))

    def command(self, user: str, text: str) -> dict[str, Any]:
        return self.post("command", user=user, text=text)

    def told(self, user: str) -> list[str]:
        return [message["text"] for message in self.get("messages", user)]

    def upload(self, user: str, name: str, content: bytes) -> str:
        """Give a file to the workspace, as the page does; return its id."""
        query = urllib.parse.urlencode({"user": user, "name": name})
        with urllib.request.urlopen(  # noqa: S310 - loopback
            f"{self.url}upload?{query}", data=content
        ) as answer:
            return str(json.load(answer)["file"]["id"])

    def handed(self, user: str) -> dict[str, bytes]:
        """Return the files that the bot has handed to a person, by name."""
        files = [
            file
            for message in self.get("messages", user)
            for file in message.get("files", ())
        ]
        return {file["name"]: self._downloaded(file["url_private"]) for file in files}

    def _downloaded(self, url: str) -> bytes:
        # As the page asks for it: a browser says so by itself.
        request = urllib.request.Request(url, headers={"Sec-Fetch-Site": "same-origin"})  # noqa: S310 - loopback
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - same
            return bytes(answer.read())

    def press(
        self, user: str, message: dict[str, Any], action_id: str
    ) -> dict[str, Any]:
        return self.post(
            "click", user=user, message_ts=message["ts"], action_id=action_id
        )


def _posted(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    calls = rehearsal.workspace.state.traffic
    return [c["body"] for c in calls if str(c.get("method", "")).startswith("chat.p")]


AHEAD = "clocks ahead"


@pytest.fixture(
    autouse=True,
    params=["clocks as they are", pytest.param(AHEAD, marks=pytest.mark.slow)],
)
def clocks(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Have each journey again in a London that has summer time in its winter half.

    All dates stay as they are, and so does all that people read: whoever takes UTC for
    the school's clocks, which November forgives, is an hour out.
    """
    if request.param != AHEAD:
        yield
        return
    with london_ahead(tmp_path_factory.mktemp("zones")):
        yield


@pytest.fixture
def season() -> Season:
    """In which half of the year a journey takes place, unless its tests say."""
    return Season.AUTUMN


@pytest.fixture
def rehearsal(tmp_path: Path, season: Season) -> Iterator[Rehearsal]:
    data_file = tmp_path / "practice.db"
    with Rehearsal(data_file, quiet_ms=20, season=season) as opened:
        yield opened
        # Whatever the journey was: who hears the plain text alone misses nothing.
        assert [m for m in _posted(opened) if m.get("blocks") and not m["text"]] == []
        for message in opened.workspace.state.messages:
            assert missing_from_text(message) == []
        assert raw_ids_in(opened.workspace.state) == []  # a name belongs there


@pytest.fixture
def control(rehearsal: Rehearsal) -> Control:
    return Control(rehearsal)
