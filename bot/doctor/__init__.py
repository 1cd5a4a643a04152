"""What `ectbot doctor` looks at, and what to do about what it finds."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.errors import SlackApiError

from bot.app import checksums_of, open_store_of, stored_rows
from bot.clock import system_now
from bot.config import Mode, Settings
from bot.doctor.finding import Finding, fix, format_moment, ok, warn
from bot.doctor.keys import examine_key
from bot.doctor.records import examine_backups, examine_times
from bot.domain.operations.heartbeats import Heartbeat, Trouble, is_quiet
from bot.domain.operations.installations import Installation
from bot.ports.kinds import ALL_KINDS, HEARTBEATS, INSTALLATIONS
from bot.ports.store import StoreFault
from bot.slack.client import make_client
from bot.slack.installing import INSTALL_PATH, SCOPES
from bot.store.copying import rows_of
from bot.store.data_file.checking import check_file
from bot.store.data_file.embedded import is_in_use

_HEARD_WITHIN = timedelta(minutes=5)  # the jobs say so every minute
_MOST_DRIFT = timedelta(minutes=2)  # Slack refuses signatures five minutes old


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; never raises for what is merely wrong."""
    return [
        *_slack(settings),
        *_app_token(settings),
        _store(settings),
        *_jobs(settings),
        *examine_key(settings),
        *examine_backups(settings),
        *examine_times(settings),
        examine_zone(),
    ]


def _slack(settings: Settings) -> Iterator[Finding]:
    if settings.slack_client_id:
        yield _installations(settings)
        return
    token = settings.slack_bot_token.get_secret_value()
    try:
        answer = make_client(token, settings.slack_api_url).auth_test()
    except SlackApiError as fault:
        yield fix(
            f"Slack refuses SLACK_BOT_TOKEN ({fault.response['error']}). Install the "
            "app to the workspace again and paste the new token."
        )
        return
    except OSError as fault:
        yield fix(f"Slack cannot be reached ({fault}). Check the network and proxy.")
        return
    yield ok(f"Slack knows the bot in {answer['team']}.")
    granted = str(answer.headers.get("x-oauth-scopes", "")).split(",")
    if missing := ", ".join(scope for scope in SCOPES if scope not in granted):
        yield fix(
            f"The app lacks {missing}. Paste manifest.yml into the app's manifest once "
            "more and reinstall it."
        )
    else:
        yield ok("All scopes are granted.")
    yield _clock(str(answer.headers.get("Date", "")))


def _installations(settings: Settings) -> Finding:
    """Say how many workspaces have the bot; each asks Slack with its own token."""
    try:
        kept = list(stored_rows(settings, [INSTALLATIONS]))
    except StoreFault:
        kept = []  # what is wrong with the store is said already
    there = [r for *_, r in kept if isinstance(r, Installation) and r.bot_token]
    where = f"{settings.public_address or 'this address'}{INSTALL_PATH}"
    told = f"{len(there)} workspaces have the bot; others install it from {where}"
    return ok(told) if there else warn(told)


def _app_token(settings: Settings) -> Iterator[Finding]:
    token = settings.slack_app_token
    if settings.ectbot_mode is not Mode.SOCKET or token is None:
        return
    client = make_client(token.get_secret_value(), settings.slack_api_url)
    try:
        client.apps_connections_open(app_token=token.get_secret_value())
    except SlackApiError as fault:
        yield fix(
            f"Slack refuses SLACK_APP_TOKEN ({fault.response['error']}). Make an "
            "app-level token with connections:write and paste it."
        )
    except OSError as fault:
        yield fix(f"No connection to Slack ({fault}).")
    else:
        yield ok("Socket Mode can connect.")


def _store(settings: Settings) -> Finding:
    path = settings.data_file
    try:
        if settings.database is not None:
            with closing(open_store_of(settings)) as store:
                for _row in rows_of(store, ALL_KINDS):
                    pass  # it is checked as it is read
            return ok("The database answers, and fits.")
        if not path.exists():
            return ok(f"{path} will be made at the first start.")
        known = {kind.name: kind for kind in ALL_KINDS}
        problems = check_file(path, known, checksums_of(settings))
    except StoreFault as fault:
        return fix(str(fault))
    return fix(problems[0]) if problems else ok(f"{path} is sound.")


def _is_running(settings: Settings, beats: list[Heartbeat]) -> bool:
    """Whether a bot is at work: it holds its file, or has just been heard of."""
    if settings.database is None:
        return is_in_use(settings.data_file)
    return system_now() - max(beat.seen_at for beat in beats) < _HEARD_WITHIN


def _jobs(settings: Settings) -> Iterator[Finding]:
    """Look at the heartbeats of a bot at work, or of one that was."""
    try:
        kept = list(stored_rows(settings, [HEARTBEATS]))
    except StoreFault:
        return  # what is wrong with the store is said already
    beats = [r for *_, r in kept if isinstance(r, Heartbeat)]
    if not beats:
        yield ok("No periodic job has run yet; they do once the bot is started.")
        return
    troubles = [_trouble(beat) for beat in beats if beat.trouble]
    yield from troubles
    seen_at = format_moment(max(beat.seen_at for beat in beats))
    if not _is_running(settings, beats):
        yield warn(
            f"ECT Bot is not running; its jobs were last seen on {seen_at}. Start it "
            "with: ectbot run"
        )
    elif is_quiet(beats, system_now()):
        yield fix(
            f"ECT Bot is running, but its jobs have shown no sign of life since "
            f"{seen_at}. Has this machine just been asleep? Then ask again in a "
            "minute; else stop the bot and start it again."
        )
    elif not troubles:
        jobs = len({beat.job for beat in beats})
        yield ok(f"ECT Bot is running; its {jobs} periodic jobs are well.")


_TROUBLE = {
    Trouble.THREW: "has met a fault since {since}",
    Trouble.HANGS: "got stuck on {since}",
    Trouble.OVERRAN: "has taken longer than it should since {since}",
    Trouble.SILENT: "has not run since before {since}",
}


def _trouble(beat: Heartbeat) -> Finding:
    since = format_moment(beat.since or beat.seen_at)
    what = _TROUBLE[beat.trouble or Trouble.SILENT].format(since=since)
    fault = (
        f" ({beat.fault}; in the log: reference {beat.reference})" if beat.fault else ""
    )
    return fix(
        f"The periodic job “{beat.job}” {what}{fault}. Stop the bot and start it "
        "again; if it comes back, report it with what the log has (docs/running.md)."
    )


def _clock(date_header: str) -> Finding:
    try:
        there = parsedate_to_datetime(date_header).astimezone(UTC)
    except ValueError:
        return ok("The clock could not be compared.")
    if abs(there - system_now()) > _MOST_DRIFT:
        return fix("This machine's clock is wrong by minutes. Turn on network time.")
    return ok("The clock agrees with Slack's.")


def examine_zone() -> Finding:
    """Look whether the rules of the school's clocks are known."""
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return fix("The time zone data is missing. Install the Python package tzdata.")
    return ok("The zone Europe/London is known.")
