"""An app whose one command takes until it is let go, for the tests of a stop."""

from threading import Event

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from bot.sandbox.example_school import TEAM
from bot.sandbox.workspace import SIGNING_SECRET
from bot.slack.client import make_client


def slow_app(begun: Event, let_go: Event, api_url: str) -> App:
    """Return the app; it says that the command has *begun*, and waits for *let_go*."""
    who = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="x", bot_user_id="U0"
    )
    app = App(
        client=make_client(None, api_url),
        authorize=lambda: who,
        signing_secret=SIGNING_SECRET,
        process_before_response=True,
    )

    def listener(ack: Ack) -> None:
        begun.set()
        let_go.wait(300)
        ack("done")

    app.command("/ect")(listener)
    return app
