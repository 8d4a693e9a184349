"""The default recogniser: the tagger and the gazetteer's names, with a linear model that decides between them."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geomap.recognition import spans
from geomap.recognition.arbitration import FACILITY_WORDS, Candidate, Evidence, candidates, signals
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.recognition.matches import TIER_DEMONYM
from geomap.recognition.tagger import Tagger
from geomap.recognition.vocabulary import DISTRICT_HEADS, NATURE_HEADS, SITE_HEADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Document, Kind, Toponym
    from geomap.recognition.matches import Scan


def _ends_with(heads: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(heads, key=lambda head: (-len(head), head))
    return re.compile(rf"[ \u00a0](?P<head>{'|'.join(map(re.escape, longest_first))})$", re.IGNORECASE)


_SITE_END: Final = _ends_with(SITE_HEADS)
_AREA_END: Final = _ends_with(DISTRICT_HEADS | NATURE_HEADS)
WEIGHTS: Final = Path(__file__).parent / "data" / "arbitration.json"


@cache
def bundled_weights() -> dict[str, float]:
    """Weight of each signal, and ``"bias"``."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


class TaggerRecognizer:
    """Finds toponyms with the trained tagger and the gazetteer's names.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    tagger
        The bundled one without it.
    threshold
        Least probability of a candidate to be taken for a toponym, 0 to 1.
    weights
        Weights of the signals; the bundled ones without them.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        tagger: Tagger | None = None,
        *,
        threshold: float = 0.5,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.tagger = tagger or Tagger.load(gazetteer)
        self.threshold = threshold
        self._lexicon = LexiconRecognizer(gazetteer)
        self._doubtful = frozenset(gazetteer.stop_names())
        self._weights = bundled_weights() if weights is None else weights
        self._steps = spans.Steps(gazetteer, self._lexicon.matcher)

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Find the toponyms of a document, sorted and disjoint."""
        text = document.text
        scan = self._lexicon.matcher.scan(text)
        weighed = ((self.probability(found), candidate) for candidate, found in self._weigh(text, scan))
        chosen = _best([(p, c) for p, c in weighed if p >= self.threshold])
        del scan
        return self._steps.finish(text, [to_span(text, p, c) for p, c in chosen])

    def probability(self, found: list[str]) -> float:
        """Probability of a candidate with these signals to be a toponym."""
        weights = self._weights
        total = weights["bias"]
        for signal in found:
            total += weights.get(signal, 0.0)
        return 1 / (1 + math.exp(-max(-30.0, total)))

    def weigh(self, document: Document) -> list[tuple[Candidate, list[str]]]:
        """Every candidate of a document with its signals."""
        return list(self._weigh(document.text, self._lexicon.matcher.scan(document.text)))

    def _weigh(self, text: str, scan: Scan) -> Iterator[tuple[Candidate, list[str]]]:
        tagging = self.tagger.tag(text)
        evidence = Evidence.of(text, tagging)
        found = candidates(text, tagging, self._lexicon.score(text, scan), self._lexicon.matcher.name_at)
        for candidate in found:
            yield candidate, signals(candidate, text, tagging, evidence, self._doubtful)


def to_span(text: str, probability: float, candidate: Candidate) -> spans.Span:
    """A chosen candidate as the shared steps take it, its head noun told apart."""
    span = spans.Span(candidate.start, candidate.end, _kind(candidate), probability, candidate.match, settled=True)
    words = text[span.start : span.end]
    if span.kind == "demonym":
        return span
    if " " not in words:
        if candidate.match is not None and " " in candidate.match.folded and words.isalnum():
            span.name = candidate.match.folded.title()  # "#losangeles"
        if words.rpartition("-")[2] in FACILITY_WORDS:  # "Market-street", as old newspapers write
            span.kind = "facility"
        return span
    site = _SITE_END.search(words)
    area = None if site else _AREA_END.search(words)
    if site:
        span.kind, span.head = "facility", site["head"].lower()
    elif area:
        span.head = area["head"].lower()
    elif words.rpartition(" ")[2].lower().rstrip(".") in FACILITY_WORDS:
        span.kind = "facility"
    found = site or area
    if found and candidate.match is None:
        span.name = words[: found.start()]
    return span


def _kind(candidate: Candidate) -> Kind:
    if candidate.match is not None and candidate.match.hit.tier == TIER_DEMONYM:
        return "demonym"
    if candidate.tag is not None and candidate.tag.label == "OLOC":
        return "organisation"
    return "literal"


def _best(scored: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Of candidates that overlap, the likelier."""
    chosen: list[tuple[float, Candidate]] = []
    group: list[tuple[float, Candidate]] = []
    reach = -1
    for item in [*scored, None]:
        if item is None or item[1].start >= reach:
            taken: list[tuple[float, Candidate]] = []
            for entry in sorted(group, key=lambda e: (-e[0], e[1].start - e[1].end)):
                if all(entry[1].end <= t[1].start or t[1].end <= entry[1].start for t in taken):
                    taken.append(entry)
            chosen += sorted(taken, key=lambda e: e[1].start)
            group = []
        if item is not None:
            group.append(item)
            reach = max(reach, item[1].end)
    return chosen
