"""Many documents at a time: a table of articles becomes tables of mentions, documents and places."""

from __future__ import annotations

from typing import Any

from geomap.corpus.many import geoparse_many

__all__ = ["CorpusMap", "geoparse_corpus", "geoparse_many", "map_corpus"]

_LAZY: dict[str, str] = {
    "CorpusMap": "geomap.maps.corpus.corpusmap",
    "geoparse_corpus": "geomap.corpus.run",
    "map_corpus": "geomap.maps.corpus.corpusmap",
}
"""What is imported when it is asked for, with its module: each brings a library that not everybody has."""


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        return getattr(import_module(_LAZY[name]), name)
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        from geomap.errors import MissingExtraError

        raise MissingExtraError("to read a corpus, install pyarrow: pip install 'geomap[corpus]'") from error
