"""The settings: every fault named at once, with what to do."""

import codecs
from pathlib import Path

import pytest

from bot.config import BadSettings, Mode, load_settings, tokens_present

GOOD = {"SLACK_BOT_TOKEN": "xoxb-sandbox", "SLACK_APP_TOKEN": "xapp-sandbox"}
NAMES = (
    *("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"),
    *("ECTBOT_MODE", "ECTBOT_HOST", "ECTBOT_PORT", "ECTBOT_DATA"),
    *("ECTBOT_KEYS", "ECTBOT_KEY_FILE"),
)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def env_file(folder: Path, settings: dict[str, str]) -> Path:
    path = folder / ".env"
    path.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    return path


def test_two_tokens_are_enough(tmp_path: Path) -> None:
    settings = load_settings(env_file(tmp_path, GOOD))
    assert settings.ectbot_mode is Mode.SOCKET
    assert settings.slack_api_url == "https://slack.com/api/"


def test_a_file_may_begin_with_a_mark_as_editors_on_windows_leave_it(
    tmp_path: Path,
) -> None:
    path = env_file(tmp_path, GOOD)
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert load_settings(path).slack_bot_token.get_secret_value() == "xoxb-sandbox"


def test_a_file_that_is_no_utf_8_is_named_and_not_shown(tmp_path: Path) -> None:
    path = env_file(tmp_path, GOOD)
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    for read in load_settings, tokens_present:
        with pytest.raises(BadSettings, match="Save it as UTF-8") as fault:
            read(path)
        assert "xoxb" not in str(fault.value)


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECTBOT_PORT", "4000")
    path = env_file(tmp_path, {**GOOD, "ECTBOT_PORT": "5000"})
    assert load_settings(path).ectbot_port == 4000


def test_nothing_set_names_both_tokens_and_where_to_find_them(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as fault:
        load_settings(tmp_path / "missing.env")
    assert "SLACK_BOT_TOKEN" in str(fault.value)
    assert "SLACK_APP_TOKEN" in str(fault.value)
    assert "App-Level Tokens" in str(fault.value)


def test_every_wrong_setting_is_named_at_once(tmp_path: Path) -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "pasted-the-wrong-thing",
        "ECTBOT_PORT": "70000",
        "ECTBOT_MODE": "carrier-pigeon",
        "SLACK_API_URL": "slack.com",
        "ECTBOT_KEYS": "open-sesame",
    }
    with pytest.raises(BadSettings) as fault:
        load_settings(env_file(tmp_path, wrong))
    for name in (*wrong, "SLACK_APP_TOKEN"):
        assert name in str(fault.value)
    assert "pasted-the-wrong-thing" not in str(fault.value)
    assert "open-sesame" not in str(fault.value)


def test_http_mode_needs_the_signing_secret_and_no_app_token(tmp_path: Path) -> None:
    http = {"SLACK_BOT_TOKEN": "xoxb-sandbox", "ECTBOT_MODE": "http"}
    with pytest.raises(BadSettings) as fault:
        load_settings(env_file(tmp_path, http))
    assert "SLACK_SIGNING_SECRET" in str(fault.value)
    assert "SLACK_APP_TOKEN" not in str(fault.value)


def test_a_token_is_never_shown(tmp_path: Path) -> None:
    settings = load_settings(env_file(tmp_path, GOOD))
    assert "xoxb-sandbox" not in repr(settings)


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("https://slack.com/api/", True),
        ("http://127.0.0.1:8123/api/", True),
        ("http://localhost:8123/api/", True),
        ("http://[::1]:8123/api/", True),
        ("http://slack.example/api/", False),
        ("http://127.0.0.1.evil.example/api/", False),
        ("http://localhost@evil.example/api/", False),
        ("http://127.0.0.1:1@evil.example/api/", False),
        ("https://slack.com@evil.example/api/", False),
        ("ftp://slack.com/api/", False),
        ("https://slack.com/api", False),
    ],
)
def test_the_token_never_leaves_this_machine_in_the_clear(
    tmp_path: Path, address: str, *, is_taken: bool
) -> None:
    path = env_file(tmp_path, {**GOOD, "SLACK_API_URL": address})
    if is_taken:
        assert load_settings(path).slack_api_url == address
    else:
        with pytest.raises(BadSettings, match="SLACK_API_URL"):
            load_settings(path)
