"""What stands before every request: who may ask, how much, and for how long.

The server listens on the loopback interface alone, and still every page that the user has open could try to speak to
it. So a request is answered only if it has the token of this run, which no other page knows; is addressed to this very
host and port (a name that somebody points at 127.0.0.1 is another: DNS rebinding); and comes from the desk's own page
(``Origin``, ``Sec-Fetch-Site``). The token stands in the page's address and is sent in a header of its own. A cookie
would be less safe: browsers send one for 127.0.0.1 to every port of it, so any other local server that the user visits
would learn it.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    _Headers = Mapping[bytes, list[bytes]]

TOKEN_HEADER: Final = "x-geomap-token"  # noqa: S105 -- its name

MOST_BYTES: Final = 64 * 1024**2
"""Of a request's body."""
BODY_S: Final = 30.0
"""Within which a request's body must have come."""
TICKET_S: Final = 60.0
"""Within which a ticket must be used."""
_MOST_TICKETS: Final = 64
_MOST_HEADER: Final = 4096
_ONCE: Final = (b"host", b"origin", b"sec-fetch-site", b"content-length", TOKEN_HEADER.encode())

_SAFE: Final = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_CLOSED: Final = b"default-src 'none'; frame-ancestors 'none'; sandbox"


class Tickets:
    """Names that are good for one request within a minute.

    A browser is started with one, since others on the machine can read what a program is started with; a map's page is
    fetched into its frame with one, since that page must not learn the token.
    """

    def __init__(self) -> None:
        self._values: dict[str, tuple[float, object]] = {}

    def issue(self, value: object) -> str:
        """Return a new ticket for something."""
        ticket = secrets.token_urlsafe(24)
        while len(self._values) >= _MOST_TICKETS:
            del self._values[next(iter(self._values))]
        self._values[ticket] = time.monotonic() + TICKET_S, value
        return ticket

    def redeem(self, ticket: str) -> object | None:
        """Return what a ticket is for, and forget it; None for none that is good."""
        until, value = self._values.pop(ticket, (0.0, None))
        return value if time.monotonic() <= until else None


class Guard:
    """Answers what may not be asked, and passes on the rest, within its limits.

    Parameters
    ----------
    app
        What answers.
    token
        The secret of this run.
    host
        ``127.0.0.1:PORT``, as it must stand in every request.
    body_s
        Seconds within which a body must have come.
    most_bytes
        Of a body.
    """

    def __init__(
        self, app: ASGIApp, *, token: str, host: str, body_s: float = BODY_S, most_bytes: int = MOST_BYTES
    ) -> None:
        self._app = app
        self._token = token.encode()
        self._host = host.encode()
        self._origin = f"http://{host}".encode()
        self._body_s = body_s
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(send, *refusal)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_safe(message.get("headers", []))
            await send(message)

        await self._app(scope, self._bounded(receive), answer)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Return why a request is not answered: status and words; None where it is."""
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value)
        most = f"more than {self._most_bytes // 1024**2} MB"
        checks: tuple[tuple[int, str, Callable[[Scope, _Headers], bool]], ...] = (
            (400, "a header is too long, of another form, or stands there twice", _is_plain),
            (421, "this server has another name", lambda _, headers: headers.get(b"host") == [self._host]),
            (403, "asked by another page", self._is_own),
            (403, "without the token of this run: open the address that it shows", self._is_allowed),
            (413, most, lambda _, headers: int(headers.get(b"content-length", [b"0"])[0]) <= self._most_bytes),
        )
        # In this order: what is no number is not compared with one.
        return next(((status, words) for status, words, is_met in checks if not is_met(scope, headers)), None)

    def _is_own(self, scope: Scope, headers: _Headers) -> bool:
        """Tell whether no other page asks: browsers say who does, and always where something is sent."""
        is_read = scope["method"] in {"GET", "HEAD"}
        if headers.get(b"origin", [self._origin] if is_read else []) != [self._origin]:
            return False
        # A page that is opened from a bookmark or a terminal is asked for by none.
        allowed = [b"same-origin", b"none"] if _is_page(scope) else [b"same-origin"]
        return headers.get(b"sec-fetch-site", allowed)[0] in allowed

    def _is_allowed(self, scope: Scope, headers: _Headers) -> bool:
        if scope["path"] == "/":
            return self._may_open(scope["query_string"])
        return scope["path"].startswith("/frame/") or self._knows(headers.get(TOKEN_HEADER.encode(), []))

    def _knows(self, tokens: list[bytes]) -> bool:
        return len(tokens) == 1 and hmac.compare_digest(tokens[0], self._token)

    def _may_open(self, query: bytes) -> bool:
        """Tell whether the desk's page is asked for with the token, or with a ticket, which the application checks."""
        asked = parse_qs(query.decode("latin-1"), max_num_fields=4)
        if "once" in asked and "token" not in asked:
            return True
        return self._knows([value.encode("latin-1", "replace") for value in asked.get("token", [])])

    def _bounded(self, receive: Receive) -> Receive:
        """Return what receives a body, as long as it is not too large and does not come too slowly."""
        until, seen, whole = time.monotonic() + self._body_s, 0, False

        async def bounded() -> Message:
            nonlocal seen, whole
            if whole:  # from here on it is only asked whether the client has gone
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.0, until - time.monotonic()))
            except TimeoutError as error:
                raise HTTPException(408, "the request came too slowly") from error
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                whole = not message.get("more_body", False)
                if seen > self._most_bytes:
                    raise HTTPException(413, f"more than {self._most_bytes // 1024**2} MB")
            return message

        return bounded


def _is_plain(_: Scope, headers: _Headers) -> bool:
    return (
        all(len(value) <= _MOST_HEADER for values in headers.values() for value in values)
        and all(len(headers.get(name, [])) <= 1 for name in _ONCE)
        and all(length.isdigit() for length in headers.get(b"content-length", []))
    )


def _is_page(scope: Scope) -> bool:
    return scope["path"] == "/" or str(scope["path"]).startswith("/frame/")


def _with_safe(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    known = {name.lower() for name, _ in headers}
    closed = [] if b"content-security-policy" in known else [(b"content-security-policy", _CLOSED)]
    return [*headers, *(row for row in _SAFE if row[0] not in known), *closed]


async def _refuse(send: Send, status: int, words: str) -> None:
    body = f"geomap: {words}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": _with_safe(headers)})
    await send({"type": "http.response.body", "body": body})
