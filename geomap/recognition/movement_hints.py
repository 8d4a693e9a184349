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
    befores = _Befores(text, toponyms)
    origins, starts = befores.with_any(cues.movement_origins), befores.with_any(cues.movement_starts)
    if not origins and not starts:
        return []
    ends = befores.with_any(cues.movement_ends)
    found = [start for start in (*origins, *starts) if _has_near(text, start, ends)]
    stages = befores.with_any(cues.movement_stages) if starts else []
    return sorted(found + [start for start in starts if _has_near(text, start, stages)])


class _Befores:
    """The words before each toponym, as far as its sentence goes."""

    def __init__(self, text: str, toponyms: Sequence[Toponym]) -> None:
        self._text = text
        self._found = [
            (toponym.start, text[max(0, toponym.start - _BEFORE) : toponym.start].replace("\n", " "))
            for toponym in toponyms
        ]
        self._found = [
            (start, before.rpartition(":")[2].rpartition(". ")[2] if ":" in before or ". " in before else before)
            for start, before in self._found
        ]

    def with_any(self, words: Sequence[str]) -> list[int]:
        """Return where the toponyms begin that have one of some words before them."""
        possible = [word for word in words if word.strip() in self._text]
        if not possible:
            return []
        return [start for start, before in self._found if any(map(before.__contains__, possible))]


def _has_near(text: str, origin: int, ends: Sequence[int]) -> bool:
    """Tell whether one of some toponyms stands in the sentence of another, as far as a quick look goes."""
    near = ends[bisect_right(ends, origin - _NEAR) : bisect_left(ends, origin + _NEAR)]
    return any(end != origin and ". " not in text[min(origin, end) : max(origin, end)] for end in near)
