"""The settings: the one reader of the environment and of `.env` (python-dotenv)."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.keys import are_keys


class Mode(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"  # no public address needed
    HTTP = "http"


class BadSettings(Exception):
    """Some settings are missing or wrong; str() names every one, with what to do."""


_TODO = {
    "slack_bot_token": "SLACK_BOT_TOKEN: paste the Bot User OAuth Token, which begins "
    "with xoxb- (api.slack.com/apps > your app > OAuth & Permissions).",
    "slack_app_token": "SLACK_APP_TOKEN: paste the App-Level Token with the scope "
    "connections:write, which begins with xapp- (Basic Information > App-Level "
    "Tokens).",
    "slack_signing_secret": "SLACK_SIGNING_SECRET: paste the Signing Secret (Basic "
    "Information > App Credentials); HTTP mode needs it.",
    "slack_client_id": "SLACK_CLIENT_ID: several workspaces are served in HTTP mode "
    "only; write ECTBOT_MODE=http, or leave it out.",
    "slack_client_secret": "SLACK_CLIENT_SECRET: paste the Client Secret that belongs "
    "to SLACK_CLIENT_ID (Basic Information > App Credentials).",
    "slack_api_url": "SLACK_API_URL: leave it out for Slack itself, or give the base "
    "address of the Web API: https://, ending in /api/ (http:// on this machine alone, "
    "since the token is sent there).",
    "ectbot_mode": "ECTBOT_MODE: write socket (the default) or http.",
    "ectbot_port": "ECTBOT_PORT: give a port number between 1 and 65535.",
    "ectbot_host": "ECTBOT_HOST: give the address to listen on, such as 127.0.0.1.",
    "ectbot_public_url": "ECTBOT_PUBLIC_URL: give the address at which your proxy "
    "serves the bot, like https://ectbot.your-school.example; or leave it out.",
    "ectbot_data": "ECTBOT_DATA: give the folder in which the data file lies.",
    "database_url": "DATABASE_URL: give the address of a PostgreSQL database, like "
    "postgresql+psycopg://user:password@host/database; or leave it out for the data "
    "file.",
    "ectbot_keys": "ECTBOT_KEYS: give one key or several with commas between, newest "
    "first, as `ectbot key` writes them; or leave it out for the "
    "key file.",
    "ectbot_key_file": "ECTBOT_KEY_FILE: give the path of the key file.",
    "ectbot_backups": "ECTBOT_BACKUPS: give the folder for back-ups.",
    "ectbot_backups_hourly": "ECTBOT_BACKUPS_HOURLY: give how many hourly back-ups to "
    "keep, at least 1.",
    "ectbot_backups_daily": "ECTBOT_BACKUPS_DAILY: give how many daily back-ups to "
    "keep; 0 for none.",
}


_POSTGRES = "postgresql+psycopg://"
_READING = SettingsConfigDict(
    extra="ignore",
    hide_input_in_errors=True,
    env_file_encoding="utf-8-sig",  # some editors on Windows put a mark in front
)


class Settings(BaseSettings):
    """All that can be set; the names in the environment are the same in capitals."""

    model_config = _READING

    slack_bot_token: Annotated[
        SecretStr, Field(description="the bot's token, `xoxb-…`")
    ] = SecretStr("")
    slack_app_token: Annotated[
        SecretStr | None,
        Field(description="the app-level token, `xapp-…`; Socket Mode needs it"),
    ] = None
    slack_signing_secret: Annotated[
        SecretStr | None, Field(description="HTTP mode needs it")
    ] = None
    slack_client_id: Annotated[
        str,
        Field(
            description="for [several workspaces](many-workspaces.md): the app's "
            "Client ID, in place of the bot's token; HTTP mode only"
        ),
    ] = ""
    slack_client_secret: Annotated[
        SecretStr, Field(description="the app's Client Secret, beside its Client ID")
    ] = SecretStr("")
    slack_api_url: Annotated[
        str,
        Field(
            # The token goes there with each call: never in the clear past loopback.
            pattern=r"^(https://[^@\s]+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?"
            r"(/[^@\s]*)?)/$",
            description="the Web API's base address, ending in `/`; `https://`, but "
            "on this machine itself",
        ),
    ] = "https://slack.com/api/"
    ectbot_mode: Annotated[Mode, Field(description="`socket` or `http`")] = Mode.SOCKET
    ectbot_host: Annotated[str, Field(description="where HTTP mode listens")] = (
        "127.0.0.1"
    )
    ectbot_port: Annotated[
        int, Field(ge=1, le=65535, description="its port, 1 to 65535")
    ] = 3000
    ectbot_public_url: Annotated[
        str,
        Field(
            pattern=r"^(https?://[^/\s]+/?)?$",
            description="HTTP mode: where your proxy serves the bot, `https://…`; with "
            "it people can take private [calendar addresses](calendars-and-reports.md)",
        ),
    ] = ""
    ectbot_data: Annotated[
        Path, Field(description="the folder of the data file, `ectbot.db`")
    ] = Path("data")
    database_url: Annotated[
        SecretStr,
        Field(
            description="the address of a [PostgreSQL database](postgresql.md), "
            "`postgresql+psycopg://user:password@host/database`; without it records "
            "are in the data file"
        ),
    ] = SecretStr("")
    ectbot_keys: Annotated[
        SecretStr,
        Field(
            description="the [keys](keys.md) for notes and concerns, commas between, "
            "newest first"
        ),
    ] = SecretStr("")
    ectbot_key_file: Annotated[
        Path,
        Field(
            description="the file of the keys, one a line, newest first; not read "
            "where `ECTBOT_KEYS` is set"
        ),
    ] = Path("ectbot.key")
    ectbot_backups: Annotated[
        Path, Field(description="the folder for [back-ups](backup.md) of the data file")
    ] = Path("backups")
    ectbot_backups_hourly: Annotated[
        int,
        Field(ge=1, description="how many hours keep their last back-up, at least 1"),
    ] = 24
    ectbot_backups_daily: Annotated[
        int,
        Field(ge=0, description="how many days keep their last back-up; 0 for none"),
    ] = 14

    @property
    def data_file(self) -> Path:
        """The file in which all records are kept."""
        return self.ectbot_data / "ectbot.db"

    @property
    def public_address(self) -> str:
        """Where the public reaches the bot; "" where it does not, as in Socket Mode."""
        over_http = self.ectbot_mode is Mode.HTTP
        return self.ectbot_public_url.rstrip("/") if over_http else ""

    @property
    def database(self) -> str | None:
        """The address of the PostgreSQL database; None: there is a data file."""
        return self.database_url.get_secret_value() or None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that are set, newest first; none means that the file has them."""
        return _split(self.ectbot_keys.get_secret_value())


class _Credentials(BaseSettings):
    """The credentials as they stand, to say what is wrong beside other faults."""

    model_config = _READING

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""
    ectbot_mode: str = Mode.SOCKET.value
    database_url: str = ""
    ectbot_keys: str = ""

    def wrong(self) -> list[str]:
        """Name the credentials that are missing or of the wrong kind."""
        over_http = self.ectbot_mode == Mode.HTTP.value
        checks = {
            "slack_bot_token": bool(self.slack_client_id)
            or self.slack_bot_token.startswith("xoxb-"),
            "slack_client_id": over_http or not self.slack_client_id,
            "slack_client_secret": bool(self.slack_client_secret)
            or not self.slack_client_id,
            "slack_app_token": over_http or self.slack_app_token.startswith("xapp-"),
            "slack_signing_secret": not over_http or bool(self.slack_signing_secret),
            "database_url": self.database_url.startswith(_POSTGRES)
            or not self.database_url,
            "ectbot_keys": are_keys(_split(self.ectbot_keys)),
        }
        return [name for name, is_fine in checks.items() if not is_fine]


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings from the environment, and from *env_file* beneath it.

    Raises BadSettings, naming every fault at once.
    """
    wrong = _credentials(env_file).wrong()
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # same
    except ValidationError as fault:
        wrong += [str(error["loc"][0]) for error in fault.errors()]
        raise BadSettings(_sentence(wrong)) from None
    if wrong:
        raise BadSettings(_sentence(wrong))
    return settings


def tokens_present(env_file: Path | None = Path(".env")) -> tuple[str, ...]:
    """Return the Slack tokens that are set here, whatever else is right or wrong.

    Raises BadSettings for a file that cannot be read.
    """
    found = _credentials(env_file)
    return tuple(t for t in (found.slack_bot_token, found.slack_app_token) if t)


def _credentials(env_file: Path | None) -> _Credentials:
    try:
        return _Credentials(_env_file=env_file)  # type: ignore[call-arg]  # pydantic's own
    except UnicodeDecodeError:
        raise BadSettings(f"{env_file} is not plain text. Save it as UTF-8.") from None
    except OSError as fault:
        raise BadSettings(
            f"{env_file} cannot be read: {fault.strerror}. Run this as the bot's user."
        ) from None


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip())


def _sentence(names: list[str]) -> str:
    lines = [f"  - {_TODO[name]}" for name in _TODO if name in names]
    return "\n".join(
        ["Some settings are missing or wrong. Put them right in .env:", *lines]
    )
