"""The server of ``geomap edit``: on the loopback interface, until it is told to stop."""

from __future__ import annotations

import contextlib
import secrets
import signal
import socket
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from geomap.desk.app import Desk
from geomap.errors import InputError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from geomap.desk.shelf import Shelf

LOOPBACK: Final = "127.0.0.1"
HEAD_S: Final = 10.0
"""Within which a request's head must have come, and how long a connection may lie idle."""
_ENDS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
_MOST_AT_ONCE: Final = 100


class PatientProtocol(H11Protocol):
    """Closes a connection on which nothing moves for some seconds: uvicorn would wait for ever."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._idle_since = self.loop.time()
        self._unread = 0
        self._wait = self.loop.call_later(HEAD_S, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait from here on for the next request."""
        self._idle_since = self.loop.time()
        super().on_response_complete()

    def _look(self) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread and unread == self._unread:
            self.transport.abort()  # nobody reads what was answered; to close would wait for that
            return
        self._unread = unread
        is_busy = unread or (self.cycle is not None and not self.cycle.response_complete)
        left = HEAD_S if is_busy else self._idle_since + HEAD_S - self.loop.time()
        if left <= 0:
            self.transport.close()
        else:
            self._wait = self.loop.call_later(left, self._look)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on the loopback interface.

    Parameters
    ----------
    port
        0 for any that is free.

    Raises
    ------
    InputError
        The port is taken, or may not be used.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where another could take the port as well
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((LOOPBACK, port))
        made.listen(64)
    except (OSError, OverflowError) as error:
        made.close()
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"cannot listen on port {port}: {reason}; without --port any free one is taken") from error
    return made


def serve(
    shelf: Shelf,
    *,
    port: int = 0,
    language: str = "en",
    project_id: str = "",
    opened: Callable[[str, str], None],
) -> None:
    """Answer until a signal says to stop.

    Parameters
    ----------
    shelf
        Where the projects are.
    port
        0 for any that is free.
    language
        Of the desk's page.
    project_id
        What is opened at once; ``""`` for the start page.
    opened
        Is told, once the server listens, the address with its token, and one that is good once, for a browser.
    """
    listening = listen(port)
    host = f"{LOOPBACK}:{listening.getsockname()[1]}"
    desk = Desk(shelf, token=secrets.token_urlsafe(32), host=host, language=language)
    config = uvicorn.Config(
        desk.app,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
        limit_concurrency=_MOST_AT_ONCE,
        h11_max_incomplete_event_size=32 * 1024,
    )

    class _Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            where = f"#{project_id}" if project_id else ""
            opened(f"http://{host}/?token={desk.token}{where}", f"http://{host}/?once={desk.ticket(project_id)}")

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            # Ctrl-C is how this command is ended: nothing has gone wrong then.
            known = {number: signal.signal(number, self.handle_exit) for number in _ENDS}
            try:
                yield
            finally:
                for number, before in known.items():
                    signal.signal(number, before)

    try:
        _Server(config).run(sockets=[listening])
    finally:
        listening.close()
