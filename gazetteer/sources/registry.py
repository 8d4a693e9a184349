"""Which module reads which package: the key ``module`` of SOURCES.toml names it, and the module declares what it gives.

A module of this room that gives places, names or outlines ends in ``DECLARED``, a tuple of ``RecordSource``,
``NameSource`` and ``OutlineSource``; the build asks here for all of a kind. So a new source is a module and a table of
SOURCES.toml.
"""

from __future__ import annotations

import functools
import importlib
import tomllib
from typing import Any, TypeVar

from gazetteer.packages import SOURCES

T = TypeVar("T")


@functools.cache
def _declarations() -> tuple[Any, ...]:
    """Return what the modules declare, in the order in which SOURCES.toml names them first."""
    table = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    modules = dict.fromkeys(name for row in table.values() for name in row["module"])
    found: list[Any] = []
    for name in modules:
        found += getattr(importlib.import_module(f"gazetteer.sources.{name}"), "DECLARED", ())
    return tuple(found)


def declared(kind: type[T]) -> list[T]:
    """Return all declarations of a kind."""
    return [one for one in _declarations() if isinstance(one, kind)]
