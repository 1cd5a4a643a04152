"""Serving over Socket Mode, with a watch for connections that have gone deaf."""

import logging
import re
import socket
from contextlib import suppress
from threading import Event, Thread
from time import monotonic, sleep

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin.connection import Connection
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.ports.deadline import asked_at
from bot.usecases.kernel.faults import told_fault

log = logging.getLogger(__name__)

DEAF_AFTER_SECONDS = 60
_ENVELOPE = re.compile(r'"envelope_id"\s*:\s*"([^"]+)"')
_LOOK_EVERY_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0  # between tries: Slack counts them
_STOP_SECONDS = 2.5
_LOOK_AGAIN_SECONDS = 0.01


class SocketServing:
    """A connection to Slack that is rebuilt when it falls silent or is cut off.

    Slack answers pings on a healthy connection; one that does not, although it looks
    open, is replaced (python-slack-sdk issue 1701, bolt-python issue 1529). One that
    the other side has left without a word is replaced at once: the SDK by itself
    notices at the fifth ping, nearly a minute later, and keeps a core busy meanwhile.
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
        self._client = self._handler.client
        # Before anybody takes it up: the SDK's own listeners are told only afterwards.
        self._client.enqueue_message = self._come  # type: ignore[method-assign]  # see above
        self._client.socket_mode_request_listeners[:] = [self._answer]
        self._in_hand: dict[str, float] = {}  # since when, by the envelope's id
        self._heard: tuple[object, float] = (None, monotonic())
        self._stopping = Event()
        self._watch = Thread(target=self._watch_over, name="watchdog", daemon=True)

    def start(self) -> None:
        """Connect and return; raises SlackApiError for a token Slack refuses."""
        self._client.connect()
        self._watch.start()

    def stop(self) -> None:
        """Answer what has come, for some seconds at most; then close the connection."""
        self._stopping.set()
        until = monotonic() + _STOP_SECONDS
        while monotonic() < until and self._in_hand:
            sleep(_LOOK_AGAIN_SECONDS)
        self._client.auto_reconnect_enabled = False
        self._client.current_session_state.terminated = True
        try:
            _hang_up(self._client.current_session)
            self._client.close()
        except (AttributeError, OSError) as fault:
            # Of two threads of the SDK that close one socket, one finds it gone.
            log.warning(
                "the connection did not close", extra={"fault": told_fault(fault)}
            )

    def is_hearing(self) -> bool:
        """Whether the connection is there, and Slack answered a ping of late."""
        return self._hears(self._client.current_session)

    def _hears(self, session: Connection | None) -> bool:
        wire = session.sock if session else None
        if session is None or wire is None or _is_left(wire):
            return False
        # A connection that never answered a ping is as deaf as one that stopped to.
        heard = (session, session.last_ping_pong_time)
        if heard != self._heard[0]:
            self._heard = heard, monotonic()
        return monotonic() - self._heard[1] < self._deaf_after

    def _watch_over(self) -> None:
        pause = self._look_every
        while not self._stopping.wait(pause):
            found = self._is_well_or_renewed()
            pause = (
                self._look_every if found else min(2 * pause, _LONGEST_PAUSE_SECONDS)
            )

    def _is_well_or_renewed(self) -> bool:
        session = self._client.current_session
        if self._hears(session):
            return True
        log.warning("the connection to Slack has gone silent: connecting anew")
        try:
            _hang_up(session)
            # Not forced: the SDK may have made another already, in its own time.
            self._client.connect_to_new_endpoint()
        except Exception as fault:  # noqa: BLE001 - tried again at the next look
            log.warning("connecting did not work", extra={"fault": told_fault(fault)})
            return False
        return True

    def _come(self, message: str) -> None:
        found = _ENVELOPE.search(message)  # none in a greeting, nor a word that it ends
        if found:
            self._in_hand[found[1]] = monotonic()
        self._client.message_queue.put(message)

    def _answer(
        self, _client: BaseSocketModeClient, request: SocketModeRequest
    ) -> None:
        try:
            with asked_at(self._in_hand.get(request.envelope_id, monotonic())):
                self._handler.handle(self._client, request)
        finally:
            self._in_hand.pop(request.envelope_id, None)


def _is_left(wire: socket.socket) -> bool:
    """Whether the other side has closed a connection, and all it sent was read."""
    try:
        same = socket.fromfd(wire.fileno(), wire.family, wire.type)
    except OSError:
        return False  # being closed here
    with same:
        same.settimeout(0)
        try:
            return not same.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True


def _hang_up(session: Connection | None) -> None:
    """Close a connection, without waiting until the SDK looks up from reading it."""
    wire = session.sock if session else None
    if session is None or wire is None:
        return
    with suppress(OSError):  # cut off already
        wire.shutdown(socket.SHUT_RDWR)
    session.disconnect()
