"""A resolver that always takes the largest place of the name: what good resolvers are measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap import Document, Gazetteer, Resolution, Toponym

if TYPE_CHECKING:
    from collections.abc import Sequence


class LargestResolver:
    """Takes the place with the most inhabitants."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:  # noqa: ARG002
        """Return a decision for each toponym."""
        return tuple(self._decide(toponym) for toponym in toponyms)

    def _decide(self, toponym: Toponym) -> Resolution:
        candidates = self.gazetteer.lookup(toponym.name or toponym.text)
        if not candidates:
            return Resolution(toponym, None, 0.0)
        best = max(candidates, key=lambda candidate: candidate.place.population)
        return Resolution(toponym, best.place, 0.6, reasons=("It is the largest place of that name.",))
