"""What ``geomap serve`` answers: texts, names and points, over HTTP."""

from __future__ import annotations

import functools
import json
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from geomap.errors import GeomapError
from geomap.files import to_bytes
from geomap.service.answers import to_answer
from geomap.service.gate import BODY_S, Gate, to_object
from geomap.service.openapi import document
from geomap.service.requests import GEOPARSE, LOOKUP, MAP, MEDIA, RESOLVE, REVERSE, Parameter, checked, from_query

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from geomap.model import Geoparse
    from geomap.service.answers import Answers

_BYTES_A_CHARACTER: Final = 12
"""What JSON takes for one at most, as two escapes …"""
_BYTES_BESIDE: Final = 1024**2
"""… and what a request says beside its text."""
ANSWER_S: Final = 30.0
"""Within which a request is answered, the wait for others included."""
_MOST_AT_ONCE: Final = 8
"""Requests that are worked on or wait for it; one more is sent away."""
_SANDBOX: Final = {"Content-Security-Policy": "sandbox allow-scripts; frame-ancestors 'self'"}


class Service:
    """The parts that answer, together.

    Parameters
    ----------
    answers
        What answers.
    hosts
        ``127.0.0.1:PORT``, and what else the server is called.
    answer_s
        Seconds within which a request is answered.
    body_s
        Seconds within which a body must have come.
    """

    def __init__(
        self,
        answers: Answers,
        *,
        hosts: Iterable[str],
        answer_s: float = ANSWER_S,
        body_s: float = BODY_S,
    ) -> None:
        self._answers = answers
        self._answer_s = answer_s
        self._free = threading.Semaphore(_MOST_AT_ONCE)
        most_bytes = answers.most_characters * _BYTES_A_CHARACTER + _BYTES_BESIDE
        self.app: ASGIApp = Gate(self._application(), hosts=hosts, body_s=body_s, most_bytes=most_bytes)

    def _application(self) -> Starlette:
        routes = [
            Route("/geoparse", self._posted(GEOPARSE, self.geoparse), methods=["POST"]),
            Route("/resolve", self._posted(RESOLVE, self.resolve), methods=["POST"]),
            Route("/map", self._posted(MAP, self.map), methods=["POST"]),
            Route("/lookup", self._asked(LOOKUP, self.lookup), methods=["GET"]),
            Route("/reverse", self._asked(REVERSE, self.reverse), methods=["GET"]),
            Route("/health", self._told(self.health), methods=["GET"]),
            Route("/openapi.json", self._told(self.openapi), methods=["GET"]),
        ]
        made = Starlette(routes=routes, lifespan=self._lifespan, exception_handlers={HTTPException: _refused})
        made.router.redirect_slashes = False
        return made

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._threads = anyio.CapacityLimiter(2 * _MOST_AT_ONCE)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(functools.partial(anyio.to_thread.run_sync, self._answers.warm_up, abandon_on_cancel=True))
            yield
            tasks.cancel_scope.cancel()

    # Answers ------------------------------------------------------------------------------------------------------

    def geoparse(self, asked: dict[str, Any]) -> Response:
        """Find the places of a text."""
        form = asked.pop("format", "json")
        return _result(self._answers.geoparse(self._document(asked)), form)

    def resolve(self, asked: dict[str, Any]) -> Response:
        """Decide which places given words mean."""
        form, spans = asked.pop("format", "json"), asked.pop("spans")
        return _result(self._answers.resolve(self._document(asked), spans), form)

    def map(self, asked: dict[str, Any]) -> Response:
        """Draw the map of a text. Its page stands in a sandbox: it has nothing to ask this server."""
        form = asked.pop("format", "html")
        made = self._answers.page(self._document(asked), form)
        media = "text/html" if form == "html" else "image/svg+xml"
        return Response(to_bytes(made), media_type=media, headers=_SANDBOX)

    def lookup(self, asked: dict[str, Any]) -> Response:
        """Tell which places bear a name."""
        return _json({"places": self._answers.lookup(**asked)})

    def reverse(self, asked: dict[str, Any]) -> Response:
        """Tell what lies at a point."""
        return _json(self._answers.reverse(**asked))

    def health(self) -> Response:
        """Tell that the service answers."""
        from geomap import __version__

        return _json({"status": "ok", "version": __version__})

    def openapi(self) -> Response:
        """Tell what can be asked."""
        return _json(document(self._answers.most_characters))

    def _document(self, asked: dict[str, Any]) -> Any:
        return self._answers.document(asked.pop("text"), identifier=asked.pop("id", None), **asked)

    # How they are given -------------------------------------------------------------------------------------------

    def _posted(self, parameters: tuple[Parameter, ...], answer: Callable[[dict[str, Any]], Response]) -> Any:
        async def endpoint(request: Request) -> Response:
            body = await request.body()

            def answered() -> Response:
                return answer(checked(parameters, to_object(body)))

            return await self._in_time(answered)

        return endpoint

    def _asked(self, parameters: tuple[Parameter, ...], answer: Callable[[dict[str, Any]], Response]) -> Any:
        async def endpoint(request: Request) -> Response:
            def answered() -> Response:
                return answer(checked(parameters, from_query(parameters, request.query_params.multi_items())))

            return await self._in_time(answered)

        return endpoint

    def _told(self, answer: Callable[[], Response]) -> Any:
        """Answer at once, however many ask for more."""

        async def endpoint(request: Request) -> Response:
            if request.query_params:
                return _json({"error": "nothing can be said here"}, 422)
            return answer()

        return endpoint

    async def _in_time(self, answered: Callable[[], Response]) -> Response:
        """Answer in a thread, and within the time that there is; what takes longer ends by itself, unheard."""
        if not self._free.acquire(blocking=False):
            return _json({"error": f"{_MOST_AT_ONCE} others are being answered; ask again"}, 503)

        def worked() -> Response:
            try:
                return answered()
            finally:
                self._free.release()  # not before its end, whoever has left meanwhile

        try:
            with anyio.fail_after(self._answer_s):
                return await anyio.to_thread.run_sync(worked, abandon_on_cancel=True, limiter=self._threads)
        except TimeoutError:
            return _json({"error": f"it takes longer than {self._answer_s:g} seconds; ask for less"}, 503)
        except GeomapError as error:
            from geomap.terminal import one_line

            return _json({"error": one_line(error)}, 422)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"error": error.detail}, error.status_code, dict(error.headers or {}))


def _result(parse: Geoparse, form: str) -> Response:
    if form == "json":
        return _json(to_answer(parse))
    from geomap.export.formats import format_named

    made = format_named(form).render([parse])
    return Response(to_bytes("".join(made) if not isinstance(made, (str, bytes)) else made), media_type=MEDIA[form])


def _json(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    # Half a character, which a text may hold, is escaped.
    body = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return Response(body, status, headers, "application/json")
