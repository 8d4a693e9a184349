"""The quick recogniser: gazetteer names, and a linear decision from the words around them. No numpy."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.recognition import spans
from geomap.recognition.lexicon_features import signals
from geomap.recognition.matches import TIER_ADMIN1, TIER_DEMONYM, TIER_LARGE, Matcher

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Document, Toponym
    from geomap.recognition.matches import Match, Scan

_CONSISTENCY = 0.4
_PERSON = 3.0
_WEIGHTS = Path(__file__).parent / "data" / "lexicon.json"


@cache
def bundled_weights() -> dict[str, float]:
    """Weight of each signal, and ``"bias"``."""
    weights: dict[str, float] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


class LexiconRecognizer:
    """Finds toponyms by the gazetteer's names.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    threshold
        Least probability of a name to be taken for a place, 0 to 1.
    """

    def __init__(
        self, gazetteer: Gazetteer, *, threshold: float = 0.3, weights: dict[str, float] | None = None
    ) -> None:
        self.gazetteer = gazetteer
        self.threshold = threshold
        self.matcher = Matcher(gazetteer)
        self._weights = bundled_weights() if weights is None else weights
        self._doubtful = frozenset(gazetteer.stop_names())
        self._steps = spans.Steps(gazetteer, self.matcher)

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Find the toponyms of a document, sorted and disjoint."""
        scan = self.matcher.scan(document.text)
        found = [
            spans.Span(m.start, m.end, "demonym" if m.hit.tier == TIER_DEMONYM else "literal", score, m)
            for m, score in self.score(document.text, scan)
            if score >= self.threshold
        ]
        return self._steps.finish(document.text, found)

    def score(self, text: str, scan: Scan) -> list[tuple[Match, float]]:
        """Probability of every match to be a place: a linear model, and what the document makes of the same name."""
        weights = self._weights
        bias = weights["bias"]
        totals: list[float] = []
        highest: dict[int, float] = {}
        for match in scan.matches:
            total = bias
            for signal in signals(match, text, scan.persons, self._doubtful):
                total += weights.get(signal, 0.0)
            totals.append(total)
            if total > highest.get(match.hit.name_id, -30.0):
                highest[match.hit.name_id] = total
        scored = []
        for match, own in zip(scan.matches, totals, strict=True):
            # A name that is clearly a place in one sentence is likelier one in the others.
            total = own + _CONSISTENCY * (highest.get(match.hit.name_id, own) - own)
            total -= self._personal(match, scan)
            scored.append((match, 1 / (1 + math.exp(-total)) if total > -30 else 0.0))
        return scored

    @staticmethod
    def _personal(match: Match, scan: Scan) -> float:
        """What it costs a match that the document uses the word for a person; a country or province keeps its name."""
        if match.is_person:
            return _PERSON
        hit = match.hit
        if hit.end - hit.first > 1 or hit.tier <= TIER_ADMIN1 or match.folded not in scan.persons:
            return 0.0
        return _PERSON if hit.tier > TIER_LARGE else _PERSON / 2
