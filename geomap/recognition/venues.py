"""Streets, schools and buildings that are called after a place: the whole is their name, not the place's.

"Avenida Bolivia" is no country, and "Windsor General Hospital in Lusaka" is not in Windsor.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geomap.language.patterns import any_of, lazily

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language import Language
    from geomap.recognition.spans import Span

_REACH = 40
_MORE = re.compile(r"(?:[ \u00a0][A-Z][\w’']*){1,3}")


class Venues:
    """Finds the names of venues around names of places.

    Parameters
    ----------
    language
        The language of the text.
    """

    def __init__(self, language: Language) -> None:
        words, heads = language.words, language.heads
        self._fronts = words.street_fronts
        fronts = any_of(words.street_fronts)
        particles = any_of(words.joining_particles)
        article = any_of(words.particles)
        self._front = lazily(
            rf"(?<![\w-])(?i:{fronts})[ \u00a0](?:(?:{particles})[ \u00a0])?(?:(?:{article})[ \u00a0]|l['’])?$"
        )
        self._heads = (words.streets | words.schools | words.buildings) - heads.stops
        prepositions = any_of(heads.prepositions - heads.beside)
        self._placed = lazily(rf"[ \u00a0\n](?:{prepositions})[ \u00a0\n][A-Z]")

    def around(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return the span of the venue's whole name around that of a place; the same span where there is none.

        A head noun behind counts only where the text says right after in which place the venue is: else the place that
        it is called after is the best guess.
        """
        near = text[max(0, start - _REACH) : start].lower().split()[-3:]
        front = None
        if not self._fronts.isdisjoint(near):
            front = self._front.search(text, max(0, start - _REACH), start)
        if front is not None and text[front.start()].isupper():
            return front.start(), end
        more = _MORE.match(text, end) if text[end : end + 1] == " " else None
        while more is not None:
            last = more[0].split()[-1].lower()
            if last in self._heads and self._placed.match(text, more.end()):
                return start, more.end()
            shorter = more.end() - len(last) - 1
            more = _MORE.fullmatch(text, end, shorter) if shorter > end else None
        return start, end


def grow_venues(text: str, spans: Sequence[Span], language: Language) -> None:
    """Widen the spans of venues' names to the whole names."""
    venues = venues_of(language)
    reach = 0
    for i, span in enumerate(spans):
        if span.kind in ("literal", "organisation"):
            start, end = venues.around(text, span.start, span.end)
            limit = spans[i + 1].start if i + 1 < len(spans) else len(text)
            if (start, end) != (span.start, span.end) and start >= reach and end <= limit:
                span.start, span.end, span.kind = start, end, "facility"
                span.match, span.name, span.head, span.settled = None, None, "", True
        reach = span.end


@cache
def venues_of(language: Language) -> Venues:
    """Return the finder of a language's venues, made once per language."""
    return Venues(language)
