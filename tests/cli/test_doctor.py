"""What `ectbot doctor` and `ectbot run` say, as somebody at a terminal reads it."""

from pathlib import Path

import pytest

from bot.keys import new_key
from bot.sandbox.rehearsal import Rehearsal
from tests.cli.terminal import ectbot, settings_in

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-school.yml"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return settings_in(tmp_path, ECTBOT_KEYS=new_key())


def test_a_sound_installation_is_said_to_be_sound(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        settings["SLACK_API_URL"] = rehearsal.workspace.api_url
        answer = ectbot("doctor", tmp_path, settings)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "All scopes are granted." in answer.stdout
    assert "will be made at the first start" in answer.stdout


def test_a_wrong_token_and_a_damaged_file_are_both_named(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ectbot.db").write_text("a shopping list")
    settings["SLACK_BOT_TOKEN"] = "xoxb-not-this-one"
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        settings["SLACK_API_URL"] = rehearsal.workspace.api_url
        answer = ectbot("doctor", tmp_path, settings)
    assert answer.returncode == 1
    assert "Slack refuses SLACK_BOT_TOKEN" in answer.stdout
    assert "not-this-one" not in answer.stdout + answer.stderr
    assert "ectbot.db" in answer.stdout
    assert (tmp_path / "data" / "ectbot.db").read_text() == "a shopping list"


@pytest.mark.parametrize("command", ["doctor", "run"])
def test_missing_settings_are_a_sentence_and_no_trace(
    tmp_path: Path, command: str
) -> None:
    answer = ectbot(command, tmp_path, {})
    assert answer.returncode == 1
    assert "SLACK_BOT_TOKEN" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_school_is_not_entered_with_a_token_that_slack_refuses(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    settings["SLACK_BOT_TOKEN"] = "xoxb-not-this-one"
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        settings["SLACK_API_URL"] = rehearsal.workspace.api_url
        answer = ectbot(f"school {EXAMPLE}", tmp_path, settings)
    assert answer.returncode == 1
    assert answer.stderr == (
        "Nothing was entered. Slack refuses the bot: invalid_auth. Run: ectbot doctor\n"
    )


def test_a_slack_that_cannot_be_reached_is_said_so(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    answer = ectbot("run", tmp_path, settings)
    assert answer.returncode == 1
    assert "Slack cannot be reached" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_practice_workspace_refuses_to_open_beside_a_real_token(
    tmp_path: Path,
) -> None:
    answer = ectbot("try", tmp_path, {"SLACK_BOT_TOKEN": "xoxb-1-real"})
    assert answer.returncode == 1
    assert "beside a real Slack token" in answer.stderr
