"""A stretch of network between the bot and its database that breaks at a commit."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread

_COMMIT = b"COMMIT\0"  # as psycopg asks for it, and as the server says that it is done
_BYTES = 65_536


class Middleman:
    """Carries what both sides say, until the commit of a change that it breaks off.

    That is the next one that adds to a certain table: whatever else the bot writes
    meanwhile goes through.
    """

    def __init__(self, port: int) -> None:
        self._server_port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.before: Callable[[], object] | None = None
        self.after: Callable[[], object] | None = None
        self.adding = b"INSERT INTO nothing "

    def break_before(
        self, table: str, then: Callable[[], object] = lambda: None
    ) -> None:
        """Hang up on a commit before the server hears of it."""
        self.adding, self.before = f"INSERT INTO {table} ".encode(), then

    def break_after(
        self, table: str, then: Callable[[], object] = lambda: None
    ) -> None:
        """Hang up on a commit once it is made, before the bot hears of it."""
        self.adding, self.after = f"INSERT INTO {table} ".encode(), then

    def accept(self) -> None:
        """Carry each connection on threads of its own, until the end."""
        with suppress(OSError):
            while True:
                bot, _address = self._listener.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._server_port))
                except ConnectionRefusedError:
                    bot.close()
                    continue
                _Connection(self, bot, server).carry()

    def close(self) -> None:
        self._listener.close()


class _Connection:
    def __init__(
        self, middleman: Middleman, bot: socket.socket, server: socket.socket
    ) -> None:
        self._middleman = middleman
        self._bot = bot
        self._server = server
        self._has_added = False  # to that table, since the last commit

    def carry(self) -> None:
        for carry in (self._to_server, self._to_bot):
            Thread(target=carry, daemon=True).start()

    def _to_server(self) -> None:
        with suppress(OSError):
            while said := self._bot.recv(_BYTES):
                self._has_added |= self._middleman.adding in said
                then = self._middleman.before
                if then is not None and _COMMIT in said and self._has_added:
                    self._middleman.before = None
                    then()
                    break
                self._server.sendall(said)
        _hang_up(self._bot, self._server)

    def _to_bot(self) -> None:
        with suppress(OSError):
            while said := self._server.recv(_BYTES):
                if _COMMIT in said:
                    then = self._middleman.after
                    if then is not None and self._has_added:
                        self._middleman.after = None
                        then()
                        break
                    self._has_added = False
                self._bot.sendall(said)
        _hang_up(self._bot, self._server)


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def middleman(port: int) -> Iterator[Middleman]:
    """Open a way to the server on this port."""
    with closing(Middleman(port)) as opened:
        Thread(target=opened.accept, daemon=True).start()
        yield opened
