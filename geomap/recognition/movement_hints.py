"""A quick look for movements: it costs next to nothing, and spares most texts what finds them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language.parts import Cues
    from geomap.model import Toponym

_BEFORE, _NEAR = 32, 150


def possible_origins(text: str, toponyms: Sequence[Toponym], cues: Cues) -> list[int]:
    """Return where toponyms begin that may be an origin: its word stands before, and a destination's before another.

    In the order of the text.

    Parameters
    ----------
    text
        The text.
    toponyms
        What was found in it, sorted.
    cues
        Words of the language; without them there is none.
    """
    if not cues.movement_origins or len(toponyms) < 2:
        return []
    origins, starts, ends, stages = (
        [t.start for t in toponyms if _follows(text, t.start, words)]
        for words in (cues.movement_origins, cues.movement_starts, cues.movement_ends, cues.movement_stages)
    )
    found = [start for start in (*origins, *starts) if _has_near(text, start, ends)]
    return sorted(found + [start for start in starts if _has_near(text, start, stages)])


def _follows(text: str, start: int, words: Sequence[str]) -> bool:
    before = text[max(0, start - _BEFORE) : start].replace("\n", " ").rpartition(":")[2].rpartition(". ")[2]
    return any(word in before for word in words)


def _has_near(text: str, origin: int, ends: Sequence[int]) -> bool:
    """Tell whether one of some toponyms stands in the sentence of another, as far as a quick look goes."""
    near = ends[bisect_right(ends, origin - _NEAR) : bisect_left(ends, origin + _NEAR)]
    return any(end != origin and ". " not in text[min(origin, end) : max(origin, end)] for end in near)
