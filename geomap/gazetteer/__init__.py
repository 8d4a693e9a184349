"""The gazetteer: names, places and their footprints, mapped from the files that ship with the package."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer


@cache
def bundled() -> Gazetteer:
    """The gazetteer that ships with the package, opened once a process."""
    from geomap.gazetteer.gazetteer import Gazetteer

    return Gazetteer.open()
