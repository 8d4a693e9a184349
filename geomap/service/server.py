"""A server that listens where it is told, waits for nobody too long, and ends when a signal says so."""

from __future__ import annotations

import contextlib
import signal
import socket
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from geomap.errors import InputError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp

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


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """Return a socket that listens on an interface.

    Parameters
    ----------
    port
        0 for any that is free.
    host
        The address of the interface: the loopback one, unless somebody asks for another.

    Raises
    ------
    InputError
        The port is taken, or it or the address may not be used.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where another could take the port as well
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(64)
    except (OSError, OverflowError) as error:
        made.close()
        reason = getattr(error, "strerror", None) or error
        where = f"port {port}" if host == LOOPBACK else f"{host}, port {port}"
        raise InputError(f"cannot listen on {where}: {reason}; without --port any free one is taken") from error
    return made


def run(app: ASGIApp, listening: socket.socket, *, opened: Callable[[], None]) -> None:
    """Answer until a signal says to stop.

    Parameters
    ----------
    app
        What answers.
    listening
        Where; it is closed at the end.
    opened
        Is called once the server listens.
    """
    config = uvicorn.Config(
        app,
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
            opened()

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
