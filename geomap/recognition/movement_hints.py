"""A quick look for movements: it costs next to nothing, and spares most texts what finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language.parts import Cues
    from geomap.model import Toponym

_BEFORE, _NEAR = 32, 150


def possible_origins(text: str, toponyms: Sequence[Toponym], cues: Cues) -> list[int]:
    """Return where toponyms begin that may be an origin: its word stands before, and a destination's before another.

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
    found = [start for start in (*origins, *starts) if any(_are_near(text, start, end) for end in ends)]
    return found + [start for start in starts if any(_are_near(text, start, end) for end in stages)]


def _follows(text: str, start: int, words: Sequence[str]) -> bool:
    before = text[max(0, start - _BEFORE) : start].replace("\n", " ").rpartition(":")[2].rpartition(". ")[2]
    return any(word in before for word in words)


def _are_near(text: str, origin: int, end: int) -> bool:
    """Tell whether two toponyms stand in one sentence, as far as a quick look goes."""
    return origin != end and abs(end - origin) < _NEAR and ". " not in text[min(origin, end) : max(origin, end)]
