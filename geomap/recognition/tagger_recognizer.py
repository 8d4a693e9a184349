"""The default recogniser: the tagger and the gazetteer's names, with a linear model that decides between them."""

from __future__ import annotations

import json
import math
import re
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from geomap.language import DEFAULT, language_of
from geomap.language.patterns import any_of, lazily, small_letters
from geomap.language.stretches import has_capitals
from geomap.recognition import spans
from geomap.recognition.adjoining import Adjoining
from geomap.recognition.arbitration import CandidateSpan, DocumentEvidence, candidates, classes_of, signals
from geomap.recognition.groups import group_weights
from geomap.recognition.heads import heads_of
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.recognition.listed import listed_names_of
from geomap.recognition.matches import TIER_DEMONYM
from geomap.recognition.mixed import by_language
from geomap.recognition.tagger import Tagger
from geomap.recognition.whole_names import with_owners

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.spoken import SpokenNames
    from geomap.language import Language
    from geomap.model import Document, Kind, Toponym
    from geomap.recognition.hits import Scan
    from geomap.recognition.lexicon import Lexicon
    from geomap.recognition.tagger import NetworkTagger, Tagging


@cache
def _ends(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return the head nouns that a name may end with, in small letters: of a site, of an area or a natural feature."""
    heads = heads_of(language)
    return frozenset(map(small_letters, heads.sites)), frozenset(map(small_letters, heads.areas))


def _ending(words: str, heads: frozenset[str]) -> int:
    """Return where the space stands before the head noun that some words end with, the longest; -1 without one."""
    spaces = _SPACE.finditer(words)
    return next((space.start() for space in spaces if small_letters(words[space.end() :]) in heads), -1)


@cache
def acting_after(language: Language) -> re.Pattern[str]:
    """Return the expression for those who act for a country, behind its adjective ("Israeli forces")."""
    return lazily(rf"[ \u00a0](?:{any_of(language.words.acting)})(?!\w)")


def _is_people(candidate: CandidateSpan) -> bool:
    return candidate.match is not None and candidate.match.hit.tier == TIER_DEMONYM


_SPACE: Final = re.compile("[ \u00a0]")
_LIKELY_NAME: Final = 0.5
_SURE_NAME: Final = 0.85
"""Least probability by the names' own model that stands against the tagger, without and with capitals."""
_LIKELY_FOREIGN: Final = 0.65
"""The same of a name in letters with capitals, in a text of a script without."""
_SURELY_OTHER: Final = 0.5
"""Least score of the tagger's person or organisation that a sure name yields to."""
_NO_PLACES: Final = frozenset({"PER", "ORG"})
_LEAST_ACTING: Final = 0.25
"""Least probability of the adjective of a people before those who act for the country."""
_LEAST_OF_ORGANISATION: Final = 0.92
"""How sure the tagger of other languages must be of a name inside an organisation's: it saw few that were labelled."""
WEIGHTS: Final = Path(__file__).parent / "data" / "arbitration.json"
GROUPS: Final = Path(__file__).parent / "data" / "arbitration_languages.json"
"""Weights for other languages than English, see ``groups``."""


@cache
def bundled_weights(language: str = DEFAULT) -> dict[str, float]:
    """Return the weight of each signal in the texts of a language, and ``"bias"``."""
    if language != DEFAULT:
        return group_weights(GROUPS, language)
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


class TaggerRecognizer:
    """Finds toponyms with the trained tagger and the gazetteer's names.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    tagger
        Of English texts; the bundled one without it.
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
        if tagger is not None:
            self.tagger = tagger
        self.threshold = threshold
        self._lexicon = LexiconRecognizer(gazetteer)
        self._weights = weights
        self._others: dict[str, NetworkTagger] = {}

    @cached_property
    def tagger(self) -> Tagger:
        """The tagger of English texts, read when the first one comes."""
        return Tagger.load(self.gazetteer)

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Find the toponyms of a document, sorted and disjoint."""
        return self.recognize_all([document])[0]

    def recognize_all(self, documents: Sequence[Document]) -> list[tuple[Toponym, ...]]:
        """Find the toponyms of many documents, as ``recognize`` does; the tagger reads them together."""
        return by_language(documents, self._recognize_each)

    def _recognize_each(self, documents: Sequence[Document]) -> list[tuple[Toponym, ...]]:
        lexicons = [self._lexicon.lexicon(language_of(document)) for document in documents]
        taggings = self._taggings([document.text for document in documents], lexicons)
        taggings.reverse()  # each goes when its document is done
        return [
            self._recognize(document.text, lexicon, taggings.pop())
            for document, lexicon in zip(documents, lexicons, strict=True)
        ]

    def _taggings(self, texts: Sequence[str], lexicons: Sequence[Lexicon]) -> list[Tagging]:
        """Return the tagging of each text, by the tagger of its language."""
        if all(lexicon.language.code == DEFAULT for lexicon in lexicons):
            return self.tagger.tag_all([(text, one.language) for text, one in zip(texts, lexicons, strict=True)])
        found: dict[int, Tagging] = {}
        for language in {lexicon.language.code: lexicon.language for lexicon in lexicons}.values():
            group = [i for i, lexicon in enumerate(lexicons) if lexicon.language is language]
            tagged = self.tagger_of(language).tag_all([(texts[i], language) for i in group])
            found.update(zip(group, tagged, strict=True))
        return [found[i] for i in range(len(texts))]

    def tagger_of(self, language: Language) -> NetworkTagger:
        """Return the tagger of a language: English has its own, the others share one network."""
        if language.code == DEFAULT:
            return self.tagger
        tagger = self._others.get(language.code)
        if tagger is None:
            from geomap.recognition.multilingual import MultilingualTagger

            names = cast("SpokenNames", self._lexicon.lexicon(language).names)
            tagger = self._others[language.code] = MultilingualTagger.load(names)
        return tagger

    def _recognize(self, text: str, lexicon: Lexicon, tagging: Tagging) -> tuple[Toponym, ...]:
        scan = lexicon.matcher.scan(text)
        weights = self._weights_of(lexicon.language)
        scored = [
            (_opinion(probability(found, weights), candidate, lexicon.language), candidate)
            for candidate, found in self._weigh(text, scan, lexicon, tagging)
        ]
        scored = with_owners(text, scored, self.gazetteer)
        weighed = listed_names_of(lexicon.language).raised(text, scored, self.threshold)
        acting = acting_after(lexicon.language)
        chosen = _best(
            [
                (p, c)
                for p, c in weighed
                # "French troops" are France's, though the first word of a sentence is often none.
                if p >= self.threshold or (p >= _LEAST_ACTING and _is_people(c) and acting.match(text, c.end))
            ]
        )
        del scan
        return lexicon.steps.finish(text, [to_span(text, p, c, lexicon.language) for p, c in chosen])

    def _weights_of(self, language: Language) -> Mapping[str, float]:
        return bundled_weights(language.code) if self._weights is None else self._weights

    def weigh(self, document: Document) -> list[tuple[CandidateSpan, list[str]]]:
        """Return every candidate of a document with its signals."""
        lexicon = self._lexicon.lexicon(language_of(document))
        tagging = self.tagger_of(lexicon.language).tag(document.text, lexicon.language)
        return list(self._weigh(document.text, lexicon.matcher.scan(document.text), lexicon, tagging))

    @staticmethod
    def _weigh(text: str, scan: Scan, lexicon: Lexicon, tagging: Tagging) -> Iterator[tuple[CandidateSpan, list[str]]]:
        evidence = DocumentEvidence.of(text, tagging, lexicon.base_of)
        classes, is_spoken = classes_of(lexicon.language), lexicon.language.code != DEFAULT
        scored = lexicon.score(text, scan)
        adjoining = Adjoining(text, lexicon.language, scored) if is_spoken else None
        for candidate in candidates(text, tagging, scored, classes, lexicon.matcher.name_at):
            shown = signals(candidate, text, tagging, evidence, lexicon.doubtful, classes)
            if adjoining is not None:
                shown = adjoining.told(shown, candidate.start, candidate.end)
                if candidate.match is not None:
                    shown += lexicon.reading_signals(candidate.match.hit)
            yield candidate, shown


def _opinion(by_both: float, candidate: CandidateSpan, language: Language) -> float:
    """Return the probability of a candidate.

    In other languages than English the tagger has seen less: what the names' own model thinks likely stands, unless the
    tagger calls it a person or an organisation. Where there are no capitals that model was made for the script: less
    is asked of it.
    """
    match, tag = candidate.match, candidate.tag
    if match is None or language.code == DEFAULT:
        return by_both
    least, least_other = (_SURE_NAME, _SURELY_OTHER) if match.weight is None else (_LIKELY_NAME, 0.0)
    if match.weight is None and not has_capitals(language.code):
        # Words in other letters: the tagger has hardly seen any, and takes them for persons; their capital tells.
        is_organisation = tag is not None and tag.label == "ORG" and tag.score >= _SURELY_OTHER
        is_likely = candidate.lexicon >= _LIKELY_FOREIGN and not is_organisation
        return max(by_both, candidate.lexicon) if is_likely else by_both
    is_other = tag is not None and tag.label in _NO_PLACES and tag.score >= least_other
    return by_both if is_other or candidate.lexicon < least else max(by_both, candidate.lexicon)


def probability(found: list[str], weights: Mapping[str, float]) -> float:
    """Return the probability of a candidate with these signals to be a toponym."""
    total: float = sum(map(weights.get, found, repeat(0.0)), weights["bias"])
    return 1 / (1 + math.exp(-max(-30.0, total)))


def to_span(text: str, probability: float, candidate: CandidateSpan, language: Language) -> spans.Span:
    """Return a chosen candidate as a span for the shared steps, its head noun apart."""
    facilities = classes_of(language).facilities
    span = spans.Span(
        candidate.start,
        candidate.end,
        _kind(candidate, 0.0 if language.code == DEFAULT else _LEAST_OF_ORGANISATION),
        probability,
        candidate.match,
        candidate.match.name if candidate.match else None,
        settled=True,
    )
    words = text[span.start : span.end]
    if span.kind == "demonym":
        return span
    if " " not in words:
        if candidate.match is not None and " " in candidate.match.folded and words.isalnum():
            span.name = candidate.match.folded.title()  # "#losangeles"
        if words.rpartition("-")[2] in facilities:  # "Market-street", as old newspapers write
            span.kind = "facility"
        return span
    sites, areas = _ends(language)
    end = _ending(words, sites)
    if end >= 0:
        span.kind = "facility"
    else:
        end = _ending(words, areas)
    if end >= 0:
        span.head = words[end + 1 :].lower()
        if candidate.match is None:
            span.name = words[:end]
    elif words.rpartition(" ")[2].lower().rstrip(".") in facilities:
        span.kind = "facility"
    return span


def _kind(candidate: CandidateSpan, least: float) -> Kind:
    if candidate.match is not None and candidate.match.hit.tier == TIER_DEMONYM:
        return "demonym"
    if candidate.tag is not None and candidate.tag.label == "OLOC" and candidate.tag.score >= least:
        return "organisation"
    return "literal"


def _best(scored: list[tuple[float, CandidateSpan]]) -> list[tuple[float, CandidateSpan]]:
    """Return the likelier of candidates that overlap."""
    chosen: list[tuple[float, CandidateSpan]] = []
    group: list[tuple[float, CandidateSpan]] = []
    reach = -1
    for item in [*scored, None]:
        if item is None or item[1].start >= reach:
            taken: list[tuple[float, CandidateSpan]] = []
            for entry in sorted(_without_inner_peoples(group), key=lambda e: (-e[0], e[1].start - e[1].end)):
                if all(entry[1].end <= t[1].start or t[1].end <= entry[1].start for t in taken):
                    taken.append(entry)
            chosen += sorted(taken, key=lambda e: e[1].start)
            group = []
        if item is not None:
            group.append(item)
            reach = max(reach, item[1].end)
    return chosen


def _without_inner_peoples(group: list[tuple[float, CandidateSpan]]) -> list[tuple[float, CandidateSpan]]:
    """Leave out the people whose name is the end of a longer name that is taken too: "Port aux Basques"."""
    longer = [c for _, c in group if c.match is not None and not _is_people(c)]
    return [(p, c) for p, c in group if not _is_people(c) or not any(_holds(other, c) for other in longer)]


def _holds(longer: CandidateSpan, people: CandidateSpan) -> bool:
    """Tell whether a people is the end of a longer name, or its beginning where that goes on in small letters."""
    if longer.start < people.start:
        return people.end == longer.end
    match = longer.match
    goes_on = match is not None and not match.run.tokens[match.hit.end - 1].capitalised
    return goes_on and longer.start == people.start and people.end < longer.end
