"""What the Slack app declares: the workspace refuses the rest, as Slack does."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.sandbox.state import BadAct, Json

# Beside the package where it is installed, at the top of a checkout.
_PACKED, _AT_THE_TOP = (p / "manifest.yml" for p in Path(__file__).parents[1:3])
MANIFEST = _PACKED if _PACKED.exists() else _AT_THE_TOP


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of manifest.yml that decide what the app may do."""

    name: str
    commands: dict[str, Json]
    shortcuts: dict[str, Json]  # by callback id
    events: frozenset[str]
    scopes: frozenset[str]

    def require_event(self, name: str) -> None:
        """Raise BadAct for an event that the app does not subscribe to."""
        if name not in self.events:
            raise BadAct(f"manifest.yml does not subscribe to {name}.")

    def require_scope(self, name: str) -> None:
        """Raise BadAct for a scope that the app does not ask for."""
        if name not in self.scopes:
            raise BadAct(f"manifest.yml does not ask for {name}.")


def read_manifest(path: Path) -> Manifest:
    """Read manifest.yml; raises OSError, KeyError and yaml.YAMLError."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    features, settings = raw["features"], raw["settings"]
    return Manifest(
        name=features["bot_user"]["display_name"],
        commands={row["command"]: row for row in features.get("slash_commands", ())},
        shortcuts={row["callback_id"]: row for row in features.get("shortcuts", ())},
        events=frozenset(settings["event_subscriptions"]["bot_events"]),
        scopes=frozenset(raw["oauth_config"]["scopes"]["bot"]),
    )
