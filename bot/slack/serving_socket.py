"""Serving over Socket Mode, with a watch for connections that have gone deaf."""

import logging
import time
from threading import Event, Thread

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.usecases.faults import told_fault

log = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 5
DEAF_AFTER_SECONDS = 60


class SocketServing:
    """A connection to Slack that is rebuilt when it falls silent.

    Slack answers pings on a healthy connection; one that does not, although it looks
    open, is replaced (python-slack-sdk issue 1701, bolt-python issue 1529).
    """

    def __init__(
        self,
        app: App,
        app_token: str,
        *,
        ping_seconds: float = 10,
        deaf_after_seconds: float = DEAF_AFTER_SECONDS,
    ) -> None:
        self._deaf_after = deaf_after_seconds
        self._look_every = min(deaf_after_seconds / 2, _LOOK_EVERY_SECONDS)
        self._handler = SocketModeHandler(app, app_token, ping_interval=ping_seconds)
        self._stopping = Event()
        self._watch = Thread(target=self._watch_over, name="watchdog", daemon=True)
        self.rebuilt = 0

    def start(self) -> None:
        """Connect and return; raises SlackApiError for a token Slack refuses."""
        self._handler.client.connect()
        self._watch.start()

    def stop(self) -> None:
        """Close the connection; one that is gone already is no fault."""
        self._stopping.set()
        try:
            self._handler.client.close()
        except (AttributeError, OSError) as fault:
            # Of two threads of the SDK that close one socket, one finds it gone.
            log.warning(
                "the connection did not close", extra={"fault": told_fault(fault)}
            )

    def is_hearing(self) -> bool:
        """Whether Slack answered a ping within the last minute."""
        session = self._handler.client.current_session
        if session is None or not session.is_active():
            return False
        answered = session.last_ping_pong_time
        return answered is None or time.time() - answered < self._deaf_after  # noqa: TID251 - the SDK's stamp is the system's

    def _watch_over(self) -> None:
        while not self._stopping.wait(self._look_every):
            if self.is_hearing():
                continue
            log.warning("the connection to Slack has gone silent: connecting anew")
            try:
                self._handler.client.connect_to_new_endpoint(force=True)
                self.rebuilt += 1
            except Exception as fault:  # noqa: BLE001 - tried again at the next look
                log.warning(
                    "connecting did not work", extra={"fault": told_fault(fault)}
                )
