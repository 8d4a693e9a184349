"""``geomap serve``: texts, names and points over HTTP, for programs on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from geomap.cli.inputs import part_options
from geomap.cli.terminal import print_data, say
from geomap.errors import missing_extra

if TYPE_CHECKING:
    from geomap.cli.inputs import Parts


@click.command(name="serve", short_help="Answer programs over HTTP: texts, names, points.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 for any free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Interface to listen on, by its address."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST[:PORT]",
    help="What the server is called too, in requests that reach it by another. May be given several times.",
)
@click.option(
    "--most-characters",
    type=click.IntRange(min=1, max=2_000_000),
    default=200_000,
    show_default=True,
    metavar="N",
    help="Refuse longer texts.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=600),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Answer within so long, or say that it takes too long.",
)
@part_options
def command(parts: Parts, port: int, host: str, names: tuple[str, ...], most_characters: int, timeout: float) -> None:
    """Serve /geoparse, /resolve, /map, /lookup and /reverse; /openapi.json says what each takes.

    Only programs of this computer can ask, unless --host names another interface: whoever reaches that can use the
    server, so put what you trust before it. Nothing is asked of the network, and nothing is kept. Ctrl-C ends it.

    \b
    Examples:
      geomap serve
      curl -d '{"text": "Aid reached Homs."}' http://127.0.0.1:8080/geoparse
      curl -d '{"text": "Aid reached Homs."}' http://127.0.0.1:8080/map -o aid.html
      curl 'http://127.0.0.1:8080/lookup?name=Tripoli&country=LB'
      geomap serve --host 0.0.0.0 --name maps.example.org
    """
    from importlib.util import find_spec

    missing = [name for name in ("starlette", "uvicorn", "h11", "anyio") if find_spec(name) is None]
    if missing:
        raise missing_extra(f"the server needs {' and '.join(missing)}", extra="serve")
    from geomap.service.answers import Answers
    from geomap.service.app import Service
    from geomap.service.server import LOOPBACK, listen, run

    answers = Answers(parts.geoparser(), most_characters=most_characters)
    listening = listen(port, host)
    bound = listening.getsockname()[1]
    own = (LOOPBACK, "localhost") if host in {LOOPBACK, "0.0.0.0"} else (host,)  # noqa: S104 -- asked for by the user
    hosts = [*(f"{one}:{bound}" for one in own), *names]

    def opened() -> None:
        print_data(f"http://{own[0]}:{bound}")
        if host != LOOPBACK:
            say("whoever reaches this computer can use the server")
        say(f"what can be asked: http://{own[0]}:{bound}/openapi.json; Ctrl-C ends it")

    run(Service(answers, hosts=hosts, answer_s=timeout).app, listening, opened=opened)
    say("ended")
