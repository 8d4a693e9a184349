"""What a worker of any engine does: one geoparser a process, made once, and a part after the other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from geomap.corpus.batch import Tables, geoparse_batch
from geomap.corpus.repeats import Repeats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.corpus.parts import Part
    from geomap.geoparser import Geoparser


def geoparse_part(part: Part, options: Mapping[str, Any]) -> Tables:
    """Geoparse a part in this process: a function of a module, which every engine can call on its workers.

    The geoparser is assembled on the first call and kept. What it was made of travels, never its data.

    Parameters
    ----------
    part
        Its records; what could not be read of it comes first among the rejects of the result.
    options
        As for ``geomap.assembly.assemble_geoparser``: names and paths only, so that they pickle and compare.
    """
    kept = _kept(options)
    tables = geoparse_batch(part.records, kept.geoparser, kept.repeats)
    return tables._replace(rejects=pa.concat_tables([part.rejects, tables.rejects]))


def worker_geoparser(options: Mapping[str, Any]) -> Geoparser:
    """Return the geoparser of this process for some options; the same one each time.

    Parameters
    ----------
    options
        As for ``geoparse_part``.
    """
    return _kept(options).geoparser


def start_worker(options: Mapping[str, Any]) -> None:
    """Assemble the geoparser of this process before its first part.

    Parameters
    ----------
    options
        As for ``geoparse_part``.
    """
    _kept(options)


class _Kept(NamedTuple):
    """What a process keeps from part to part."""

    geoparser: Geoparser
    repeats: Repeats


def _kept(options: Mapping[str, Any]) -> _Kept:
    return _assembled(tuple(sorted((key, _frozen(value)) for key, value in options.items())))


@lru_cache(maxsize=2)
def _assembled(options: tuple[tuple[str, Any], ...]) -> _Kept:
    from geomap.assembly import assemble_geoparser

    return _Kept(assemble_geoparser(**dict(options)), Repeats())


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
