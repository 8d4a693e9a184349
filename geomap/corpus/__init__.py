"""Many documents at a time: a table of articles becomes tables of mentions, documents and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.corpus.many import geoparse_many

if TYPE_CHECKING:
    from geomap.corpus.frames import geoparse_dask, geoparse_frame, geoparse_spark
    from geomap.corpus.run import geoparse_corpus
    from geomap.corpus.sql import register
    from geomap.corpus.streams import stream
    from geomap.maps.corpus.corpusmap import CorpusMap, map_corpus

__all__ = [
    "CorpusMap",
    "geoparse_corpus",
    "geoparse_dask",
    "geoparse_frame",
    "geoparse_many",
    "geoparse_spark",
    "map_corpus",
    "register",
    "stream",
]

_LAZY: dict[str, str] = {
    "CorpusMap": "geomap.maps.corpus.corpusmap",
    "geoparse_corpus": "geomap.corpus.run",
    "geoparse_dask": "geomap.corpus.frames",
    "geoparse_frame": "geomap.corpus.frames",
    "geoparse_spark": "geomap.corpus.frames",
    "map_corpus": "geomap.maps.corpus.corpusmap",
    "register": "geomap.corpus.sql",
    "stream": "geomap.corpus.streams",
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
        from geomap.errors import missing_extra

        raise missing_extra("to read a corpus", "pyarrow", "corpus") from error
