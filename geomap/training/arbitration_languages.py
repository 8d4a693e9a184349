"""Fit the arbitration for other languages: ``python -m geomap.training.arbitration_languages --corpora DIR``.

As for English (``arbitration_fit``): logistic regression on the candidates of annotated corpora. Languages that are
alike are fitted together, each counting the same, and each corpus with signals of its own that soak up its convention;
sentences that were kept from the tagger's training may join them (``--kept``).
First every second document is left out, and the exact F1 on those is printed by language; then all are fitted and
written. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.evaluation.corpus import GoldDocument, Mention, by_language, read_corpus
from geomap.gazetteer import bundled
from geomap.language import DEFAULT, find_language
from geomap.model import Document
from geomap.recognition.tagger_recognizer import GROUPS, TaggerRecognizer, probability
from geomap.training.arbitration_fit import CandidateExample, examples, fit
from geomap.training.lexicon_languages import FAMILIES, OTHER, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_OWN: Final = "corpus "
_LANGUAGE_SIZE: Final = 4_000.0
_MOST_WEIGHT: Final = 2.0
_THRESHOLD: Final = 0.5
_THRESHOLDS: Final = (0.3, 0.35, 0.4, 0.45, 0.5)
_MOST_PLACES: Final = 100
"""As many places of a corpus say which threshold is best."""
_DOUBTED: Final = ("NORP",)
"""What a corpus may not annotate. Whether a name is inside an organisation's is too unsure to leave it out."""
_TRAFFIC: Final = frozenset({"mobie_de_test", "smartdata_de_test_news"})
"""Corpora whose convention is far from that of news: roads and stops are places there. They count little."""
_OF_TRAFFIC: Final = 0.2


class CorpusPart(NamedTuple):
    """The candidates of a corpus in one language, a list for each document."""

    corpus: str
    language: str
    documents: list[list[CandidateExample]]


def parts(paths: Iterable[Path], recognizer: TaggerRecognizer, most: int) -> list[CorpusPart]:
    """Return the candidates of all corpora, at most so many documents of each."""
    found = []
    for path in paths:
        for language, documents in by_language(read_corpus(path)).items():
            if language == DEFAULT or find_language(language) is None:
                continue
            chosen = documents[:: max(1, -(-len(documents) // most))]
            found.append(
                CorpusPart(path.stem, language, examples(path.stem, chosen, recognizer, own=True, doubted=_DOUBTED))
            )
            print(f"{path.stem}: {len(chosen)} documents", flush=True)
    return found


def kept_parts(path: Path, recognizer: TaggerRecognizer) -> list[CorpusPart]:
    """Return the candidates of the sentences that were kept from the tagger's training, by source and language."""
    rows: dict[tuple[str, str], list[GoldDocument]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, (text, spans, language, source) in enumerate(map(json.loads, lines)):
            if language == DEFAULT or find_language(language) is None:
                continue
            mentions = tuple(Mention(start, end) for start, end, label in spans if label in PLACES)
            document = Document(text, id=f"{source}-{number}", language=language)
            rows.setdefault((source, language), []).append(GoldDocument(document, mentions))
    return [
        CorpusPart(f"kept {source}", language, examples(source, some, recognizer, own=True, doubted=_DOUBTED))
        for (source, language), some in rows.items()
    ]


def fit_group(members: Sequence[CorpusPart]) -> dict[str, float]:
    """Return the weights of a group of languages, in which each language counts the same."""
    sizes: dict[str, int] = {}
    for part in members:
        sizes[part.language] = sizes.get(part.language, 0) + sum(map(len, part.documents))
    data = []
    for part in members:
        weight = min(_MOST_WEIGHT, _LANGUAGE_SIZE / max(1, sizes[part.language]))
        weight *= _OF_TRAFFIC if part.corpus in _TRAFFIC else 1.0
        data += [example._replace(weight=weight) for document in part.documents for example in document]
    return {name: value for name, value in fit(data).items() if not name.startswith(_OWN)}


class Groups(NamedTuple):
    """What the file of groups holds: weights by group, the group of each language, and that of the others."""

    groups: dict[str, dict[str, float]]
    languages: dict[str, str]
    other: str


def fit_groups(found: Sequence[CorpusPart]) -> Groups:
    """Return the file of groups."""
    groups: dict[str, dict[str, float]] = {}
    languages: dict[str, str] = {}
    for name, codes in FAMILIES.items():
        members = [part for part in found if part.language in codes.split()]
        if members:
            groups[name] = fit_group(members)
            languages |= dict.fromkeys(codes.split(), name)
    return Groups(groups, languages, OTHER)


def f1(part: CorpusPart, weights: Mapping[str, float], threshold: float = _THRESHOLD) -> float:
    """Return the F1 of the candidates that are taken, whatever overlaps; 0 where none is right."""
    right = taken = true = 0
    for document in part.documents:
        for example in document:
            shown = [signal for signal in example.signals if not signal.startswith(_OWN)]
            chosen = probability(shown, weights) >= threshold
            right += chosen and example.truth
            taken += chosen
            true += example.truth
    return 2 * right / max(1, taken + true)


def best_threshold(members: Sequence[CorpusPart], weights: Mapping[str, float]) -> float:
    """Return the threshold with the best mean F1 over a group's corpora, of which those with more places count more."""
    sizes = [sum(e.truth for document in part.documents for e in document) for part in members]
    counts = [
        0.0 if part.corpus in _TRAFFIC else min(size, _MOST_PLACES) for part, size in zip(members, sizes, strict=True)
    ]

    def worth(least: float) -> tuple[float, float]:
        return sum(n * f1(part, weights, least) for part, n in zip(members, counts, strict=True)), least

    return max(_THRESHOLDS, key=worth)


def _half(found: Sequence[CorpusPart], rest: int) -> list[CorpusPart]:
    return [part._replace(documents=part.documents[rest::2]) for part in found]


def main() -> None:
    """Print what the left out half says, fit, and write the weights to the file that the recogniser reads."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--most", type=int, default=80, help="documents of each corpus")
    parser.add_argument("--most-sentences", type=int, default=200, help="of each corpus of single sentences")
    parser.add_argument(
        "--kept", type=Path, help="sentences kept from training, which geomap.training.multilingual writes"
    )
    options = parser.parse_args()
    recognizer = TaggerRecognizer(bundled())
    paths = sorted(options.corpora.glob("*.jsonl"))
    sentences = [path for path in paths if path.stem.startswith("sentences_")]
    found = parts([path for path in paths if path not in sentences], recognizer, options.most)
    found += parts(sentences, recognizer, options.most_sentences)
    if options.kept:
        found += kept_parts(options.kept, recognizer)
    whole, half, rest = fit_groups(found), fit_groups(_half(found, 0)), _half(found, 1)
    for name, weights in half.groups.items():
        members = [part for part in rest if half.languages.get(part.language, OTHER) == name]
        least = best_threshold(members, weights)
        # What is taken is what reaches one half: the bias says what that is.
        whole.groups[name]["bias"] = round(whole.groups[name]["bias"] - math.log(least / (1 - least)), 3)
        for part in members:
            true = sum(example.truth for document in part.documents for example in document)
            at_half, at_least = f1(part, weights), f1(part, weights, least)
            print(f"{part.corpus}, left out: F1 of {true} candidates {at_half:.3f}, from {least} on {at_least:.3f}")
    written = {"about": "logistic regression on candidates of the development corpora", **whole._asdict()}
    GROUPS.write_text(json.dumps(written, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
