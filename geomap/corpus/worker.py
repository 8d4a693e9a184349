"""What a worker of any engine does: one geoparser a process, made once, and a part after the other."""

from __future__ import annotations

from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa

from geomap.corpus.batch import Tables, geoparse_batch
from geomap.corpus.repeats import Repeats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.corpus.parts import Part
    from geomap.geoparser import Geoparser

_ONE_AT_A_TIME: Final = RLock()


def geoparse_part(part: Part, options: Mapping[str, Any]) -> Tables:
    """Geoparse a part in this process: a function of a module, which every engine can call on its workers.

    The geoparser is assembled on the first call and kept. What it was made of travels, never its data.

    Parameters
    ----------
    part
        Its records; what could not be read of it comes first among the rejects of the result.
    options
        As for ``geomap.assembly.assemble_geoparser``: names and paths only, so that they pickle and compare. Or
        ``names`` alone, a geoparser as ``geomap.named.to_names`` tells it: what a machine takes that lacks the files.
    """
    with _ONE_AT_A_TIME:
        kept = _kept(options)
        return geoparse_alone(part, kept.geoparser, kept.repeats)


def geoparse_alone(part: Part, geoparser: Geoparser, repeats: Repeats | None = None) -> Tables:
    """Geoparse a part while no other thread of this process does: a geoparser remembers things between texts.

    Parameters
    ----------
    part
        As for ``geoparse_part``.
    geoparser
        What reads it.
    repeats
        What was found in earlier parts.
    """
    with _ONE_AT_A_TIME:
        tables = geoparse_batch(part.records, geoparser, repeats)
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
    from geomap.named import from_names

    told = dict(options)
    return _Kept(from_names(told["names"]) if "names" in told else assemble_geoparser(**told), Repeats())


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def travelling(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return options for workers of other machines, which need no file that they name but a gazetteer's folder.

    Parameters
    ----------
    options
        As for ``geoparse_part``.
    """
    from geomap.named import to_names

    return {"names": to_names(worker_geoparser(options))}
