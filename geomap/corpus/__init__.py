"""Many documents at a time: a table of articles becomes tables of mentions, documents and places."""

from __future__ import annotations

from typing import Any

from geomap.corpus.many import geoparse_many

__all__ = ["geoparse_many", "map_corpus"]

_LAZY: dict[str, str] = {"map_corpus": "geomap.maps.corpus.corpusmap"}
"""What is imported when it is asked for, with its module: each brings a library that not everybody has."""


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
