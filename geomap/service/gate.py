"""What stands before every request to a server of ours: who may ask, how much, and for how long.

Every page that the user has open could try to speak to a server on the loopback interface. So a request is answered
only if it is addressed to a name that the server has (one that somebody points at 127.0.0.1 is another: DNS rebinding),
and if no other page asks (``Origin``, ``Sec-Fetch-Site``).
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any, Final

from starlette.exceptions import HTTPException

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    Headers = Mapping[bytes, list[bytes]]
    Check = tuple[int, str, Callable[[Scope, Headers], bool]]

BODY_S: Final = 30.0
"""Within which a request's body must have come."""
_MOST_HEADER: Final = 4096
_ONCE: Final = (b"host", b"origin", b"sec-fetch-site", b"content-length")

_SAFE: Final = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_CLOSED: Final = b"default-src 'none'; frame-ancestors 'none'; sandbox"


class Gate:
    """Answers what may not be asked, and passes on the rest, within its limits.

    Parameters
    ----------
    app
        What answers.
    hosts
        ``127.0.0.1:PORT`` and what else the server is called: one must stand in every request.
    body_s
        Seconds within which a body must have come.
    most_bytes
        Of a body.
    once
        Headers, beside those that say who asks, that must not stand in a request twice.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str], body_s: float, most_bytes: int, once: Iterable[str] = ()
    ) -> None:
        self._app = app
        self._hosts = [host.lower().encode() for host in hosts]
        self._origins = [b"http://" + host for host in self._hosts]
        self._body_s = body_s
        self._most_bytes = most_bytes
        self._once = (*_ONCE, *(name.encode() for name in once))

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
        # In this order: what is no number is not compared with one.
        return next(((status, words) for status, words, is_met in self._checks() if not is_met(scope, headers)), None)

    def _checks(self) -> tuple[Check, ...]:
        """Return what a request must meet: the status and the words where it does not."""
        return (
            (400, "a header is too long, of another form, or stands there twice", self._is_plain),
            (421, "this server has another name", self._is_addressed),
            (403, "asked by another page", self._is_own),
            (413, f"more than {self._most_bytes // 1024**2} MB", self._is_small),
        )

    def _is_plain(self, _: Scope, headers: Headers) -> bool:
        return (
            all(len(value) <= _MOST_HEADER for values in headers.values() for value in values)
            and all(len(headers.get(name, [])) <= 1 for name in self._once)
            and all(length.isdigit() for length in headers.get(b"content-length", []))
        )

    def _is_addressed(self, _: Scope, headers: Headers) -> bool:
        return headers.get(b"host", [b""])[0].lower() in self._hosts

    def _is_own(self, _: Scope, headers: Headers) -> bool:
        """Tell whether no page asks but one of this server: programs say nothing, browsers say who does."""
        if headers.get(b"origin", self._origins[:1])[0] not in self._origins:
            return False
        return headers.get(b"sec-fetch-site", [b"none"])[0] in {b"same-origin", b"none"}

    def _is_small(self, _: Scope, headers: Headers) -> bool:
        return int(headers.get(b"content-length", [b"0"])[0]) <= self._most_bytes

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


def to_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object that the body of a request holds.

    Raises
    ------
    InputError
        It is no JSON, or no object.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError("the request is no JSON") from error
    if not isinstance(found, dict):
        raise InputError("the request is no object")
    return found
