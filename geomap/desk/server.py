"""The server of ``geomap edit``: on the loopback interface, until it is told to stop."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from geomap.desk.app import Desk
from geomap.service.server import LOOPBACK, listen, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.desk.shelf import Shelf


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

    def listens() -> None:
        where = f"#{project_id}" if project_id else ""
        opened(f"http://{host}/?token={desk.token}{where}", f"http://{host}/?once={desk.ticket(project_id)}")

    run(desk.app, listening, opened=listens)
