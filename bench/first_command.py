"""Start the bot on a data file, answer one command, print the memory it takes."""

import sys
from pathlib import Path

import psutil
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bench.year import KEYS, SUMS
from bot.app import EctBot, open_store
from bot.clock import SystemClock
from bot.slack.client import make_client
from bot.slack.workspaces import OneWorkspace
from bot.vault import KeyVault


def main() -> None:
    """Answer one `/ect help` and print the megabytes."""
    client = make_client("xoxb-sandbox", "http://127.0.0.1:9/api/")
    store, vault = open_store(Path(sys.argv[1]), SUMS), KeyVault(KEYS)
    who = AuthorizeResult(
        enterprise_id=None, team_id="T0EXAMPLE", bot_token="x", bot_user_id="U0"
    )
    bot = EctBot(store, OneWorkspace(client, who), SystemClock(), "", vault=vault)
    body = {
        "team_id": "T0EXAMPLE",
        "user_id": "U0DEE",
        "command": "/ect",
        "text": "help",
        "trigger_id": "1",
        "response_url": "http://127.0.0.1:9/none",
    }
    answer = bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert "You can type" in str(answer.body), answer.body
    print(int(psutil.Process().memory_info().rss / 1e6))
    bot.errands.stop(0)


if __name__ == "__main__":
    main()
