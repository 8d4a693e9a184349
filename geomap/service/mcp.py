"""The tools of geomap by the Model Context Protocol, with the protocol's own SDK."""

from __future__ import annotations

import hashlib
from datetime import date as Day  # noqa: N812 -- "date" is what a tool calls its argument
from typing import TYPE_CHECKING, Annotated, Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import ResourceLink, TextContent, ToolAnnotations
from pydantic import BaseModel, Field

from geomap.errors import GeomapError
from geomap.files import to_bytes
from geomap.service.answers import MOST_FOUND, to_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Document
    from geomap.service.answers import Answers

INSTRUCTIONS: Final = (
    "geomap finds the places that a text names, decides which place each name means, and draws them on an offline map. "
    "Every answer has a confidence and reasons: say so where it is low. Positions are degrees, longitude and latitude."
)
_MOST_MAPS: Final = 16
"""Kept for being read: the last ones."""

_READS: Final = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Text = Annotated[str, Field(description="The text, as it is: offsets count its characters (code points).")]
Title = Annotated[str | None, Field(description="Its headline.")]
Published = Annotated[Day | None, Field(description="Day of publication, from which 'last Tuesday' is counted.")]
Language = Annotated[str, Field(description="BCP 47 tag of its language; found without it.")]
Home = Annotated[str | None, Field(description="Where the outlet is at home: a name or a place id.")]


class NameSpan(BaseModel):
    """Where a name stands in the text: half-open, in characters."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)


def make_server(answers: Answers) -> MCPServer:
    """Return a server with the tools ``geoparse``, ``resolve``, ``lookup``, ``reverse`` and ``map``.

    Parameters
    ----------
    answers
        What answers.
    """
    from geomap import __version__

    server = MCPServer("geomap", title="geomap", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR")
    tools = _Tools(answers)
    for tool, title in (
        (tools.geoparse, "Places of a text"),
        (tools.resolve, "Places that given words mean"),
        (tools.lookup, "Places of a name"),
        (tools.reverse, "What lies at a point"),
        (tools.map, "Map of a text"),
    ):
        server.add_tool(_telling(tool), title=title, annotations=_READS)
    page = server.resource("geomap://maps/{name}", title="A map", mime_type="text/html")
    page(tools.read_map)
    return server


def _telling(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Return a tool whose errors are told in one line: the SDK would hide what an unknown error says."""
    import functools

    @functools.wraps(tool)
    def answer(*args: Any, **options: Any) -> Any:
        from geomap.terminal import one_line

        try:
            return tool(*args, **options)
        except GeomapError as error:
            raise ToolError(one_line(error)) from error

    return answer


class _Tools:
    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._maps: dict[str, str] = {}

    def geoparse(
        self,
        text: Text,
        title: Title = None,
        date: Published = None,
        language: Language = "",
        home: Home = None,
    ) -> dict[str, Any]:
        """Find the place names of a text and decide which place each one means.

        Answers with a row a mention (span, place, position, confidence, reasons) and a row a place (how often, where
        first, how much the text is about it).
        """
        return to_answer(self._answers.geoparse(self._document(text, title, date, language, home)))

    def resolve(
        self,
        text: Text,
        spans: Annotated[list[NameSpan], Field(description="Which words are names of places.", max_length=10_000)],
        date: Published = None,
        language: Language = "",
        home: Home = None,
    ) -> dict[str, Any]:
        """Decide which places the given words of a text mean, where the names are known already."""
        document = self._document(text, None, date, language, home)
        return to_answer(self._answers.resolve(document, [span.model_dump() for span in spans]))

    def lookup(
        self,
        name: Annotated[str, Field(description="A name, in any language and script.")],
        country: Annotated[str | None, Field(description="Only in this country: ISO 3166-1 alpha-2.")] = None,
        kind: Annotated[str | None, Field(description="Only of this kind: city, province, river, air base …")] = None,
        fuzzy: Annotated[bool, Field(description="Look one letter farther if no place bears the name.")] = False,
        limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 10,
    ) -> dict[str, Any]:
        """Tell which places bear a name, the likeliest first."""
        return {"places": self._answers.lookup(name, country=country, kind=kind, fuzzy=fuzzy, limit=limit)}

    def reverse(
        self,
        lat: Annotated[float, Field(ge=-90, le=90, description="Latitude, degrees.")],
        lon: Annotated[float, Field(ge=-180, le=180, description="Longitude, degrees.")],
    ) -> dict[str, Any]:
        """Tell what lies at a point: the nearest settlement, district, province and country."""
        return self._answers.reverse(lon, lat)

    def map(
        self,
        text: Text,
        title: Title = None,
        date: Published = None,
        language: Language = "",
        home: Home = None,
    ) -> list[TextContent | ResourceLink]:
        """Draw the map of a text: one HTML page that works without a network, as a resource to be read and saved."""
        document = self._document(text, title, date, language, home)
        page = self._answers.page(document)
        # The same text has the same map, and the same name.
        name = f"{hashlib.sha256(to_bytes(page)).hexdigest()[:16]}.html"
        self._maps.pop(name, None)
        while len(self._maps) >= _MOST_MAPS:
            del self._maps[next(iter(self._maps))]
        self._maps[name] = page
        said = title or document.title or "the text"
        words = f"The map of {said} is the resource geomap://maps/{name}: save it as an HTML file and open it."
        link = ResourceLink(
            type="resource_link",
            name=name,
            uri=f"geomap://maps/{name}",
            mime_type="text/html",
            description=f"Map of {said}",
            size=len(to_bytes(page)),
        )
        return [TextContent(type="text", text=words), link]

    def read_map(self, name: str) -> str:
        """A map that the tool "map" has drawn: an HTML page."""
        if name not in self._maps:
            raise ResourceError(f"there is no map {name!r}: the last {_MOST_MAPS} of this session are kept")
        return self._maps[name]

    def _document(self, text: str, title: str | None, date: Day | None, language: str, home: str | None) -> Document:
        return self._answers.document(text, title=title, date=date, language=language, home=home)
