"""``geomap mcp``: the tools of geomap for assistants, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from geomap.cli.inputs import part_options
from geomap.errors import missing_extra

if TYPE_CHECKING:
    from geomap.cli.inputs import Parts


@click.command(name="mcp", short_help="Serve an assistant by the Model Context Protocol.")
@part_options
def command(parts: Parts) -> None:
    """Serve the tools geoparse, resolve, lookup, reverse and map to a program that speaks the Model Context Protocol.

    It is started by that program, and speaks over standard input and output; a map is a resource that can be read.
    Nothing is asked of the network.

    \b
    Examples:
      {"mcpServers": {"geomap": {"command": "geomap", "args": ["mcp"]}}}     in the program's settings
    """
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise missing_extra("serving the Model Context Protocol needs mcp", extra="mcp")
    from geomap.service.answers import Answers
    from geomap.service.mcp import make_server

    make_server(Answers(parts.geoparser())).run("stdio")
