"""manifest.yml: valid by Slack's own schema, minimal, and explained."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.slack.installing import SCOPES
from handlers.commands import SUBCOMMANDS

ROOT = Path(__file__).parents[1]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
INSTALL = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
SCHEMAS = sorted((ROOT / "tests" / "schemas").glob("manifest.schema.*.json"))


def test_there_is_a_schema_to_hold_it_against() -> None:
    assert SCHEMAS


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_slack_would_take_it(schema: Path) -> None:
    jsonschema.validate(MANIFEST, json.loads(schema.read_text(encoding="utf-8")))


def test_doctor_asks_for_the_same_scopes() -> None:
    assert tuple(MANIFEST["oauth_config"]["scopes"]["bot"]) == SCOPES


def test_slack_hints_at_every_command() -> None:
    (command,) = MANIFEST["features"]["slash_commands"]
    hinted = command["usage_hint"].split(" | ")
    assert sorted(hinted) == sorted(row.word for row in SUBCOMMANDS)


@pytest.mark.parametrize(
    "name",
    [
        *MANIFEST["oauth_config"]["scopes"]["bot"],
        *MANIFEST["settings"]["event_subscriptions"]["bot_events"],
        *(row["callback_id"] for row in MANIFEST["features"]["shortcuts"]),
    ],
)
def test_every_scope_and_event_is_explained(name: str) -> None:
    assert f"`{name}`" in INSTALL
