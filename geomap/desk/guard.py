"""What stands before every request: who may ask, how much, and for how long.

The server listens on the loopback interface alone, and still every page that the user has open could try to speak to
it. So a request is answered only if it has the token of this run, which no other page knows; is addressed to this very
host and port (a name that somebody points at 127.0.0.1 is another: DNS rebinding); and comes from the desk's own page
(``Origin``, ``Sec-Fetch-Site``). The token stands in the page's address and is sent in a header of its own. A cookie
would be less safe: browsers send one for 127.0.0.1 to every port of it, so any other local server that the user visits
would learn it.
"""

from __future__ import annotations

import hmac
import secrets
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from geomap.service.gate import BODY_S, Gate

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Scope

    from geomap.service.gate import Check, Headers

TOKEN_HEADER: Final = "x-geomap-token"  # noqa: S105 -- its name

MOST_BYTES: Final = 64 * 1024**2
"""Of a request's body."""
TICKET_S: Final = 60.0
"""Within which a ticket must be used."""
_MOST_TICKETS: Final = 64


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


class Guard(Gate):
    """The gate of the desk, which the token of its run opens.

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
        super().__init__(app, hosts=[host], body_s=body_s, most_bytes=most_bytes, once=[TOKEN_HEADER])
        self._token = token.encode()

    def _checks(self) -> tuple[Check, ...]:
        *before, size = super()._checks()
        words = "without the token of this run: open the address that it shows"
        return (*before, (403, words, self._is_allowed), size)

    def _is_own(self, scope: Scope, headers: Headers) -> bool:
        """Tell whether no other page asks: browsers say who does, and always where something is sent."""
        is_read = scope["method"] in {"GET", "HEAD"}
        if headers.get(b"origin", self._origins if is_read else []) != self._origins:
            return False
        # A page that is opened from a bookmark or a terminal is asked for by none.
        allowed = [b"same-origin", b"none"] if _is_page(scope) else [b"same-origin"]
        return headers.get(b"sec-fetch-site", allowed)[0] in allowed

    def _is_allowed(self, scope: Scope, headers: Headers) -> bool:
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


def _is_page(scope: Scope) -> bool:
    return scope["path"] == "/" or str(scope["path"]).startswith("/frame/")
