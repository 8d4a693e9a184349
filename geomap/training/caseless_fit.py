"""Fit the weights of names in scripts without capitals: ``python -m geomap.training.caseless_fit --tagged FILE``.

The file has a sentence a line, ``{"tokens", "labels", "lang", "source"}`` with BIO labels; ``LOC`` and ``FAC`` are
places. One set of weights serves all languages, and each counts alike; a name of a people is no part of it. Logistic
regression with an L2 penalty; needs numpy and scipy, which running does not.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from geomap.gazetteer import bundled
from geomap.gazetteer.naming import spoken_names
from geomap.language import find_language
from geomap.recognition.caseless import CaselessNames
from geomap.recognition.caseless_signals import WEIGHTS
from geomap.recognition.matches import RUNNING_LANGUAGES, Matcher
from geomap.training import logistic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.spoken import SpokenNames

LANGUAGES: Final = ("ar", "fa", "hi", "ja", "ko", "th", "ur", "zh")
_PLACES: Final = frozenset(("LOC", "FAC"))
_PENALTY: Final = 2.0
_FEWEST_USES: Final = 15
_LEAST_WEIGHT: Final = 0.01


class Example(NamedTuple):
    """A name in a sentence: its language, its signals, and whether a place is labelled there."""

    language: str
    signals: tuple[str, ...]
    truth: bool


def sentence_of(row: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a labelled sentence as its language writes it, and the spans of its places.

    One Arabic letter by itself is written on the next word, and is then a part of the mention; a Korean particle is
    written on the word before it.
    """
    language, tokens, labels = row["lang"], row["tokens"], row["labels"]
    particles = set(_language(language).forms.suffixes) if language == "ko" else set()
    text, end, spans, open_at = "", 0, [], -1
    for i, (token, label) in enumerate(zip(tokens, labels, strict=True)):
        joined = language == "ar" and i > 0 and tokens[i - 1] in _language(language).forms.clitics
        particle = token in particles and labels[i - 1] != "O" if i else False
        tagged = i > 0 and not {"#", "_"}.isdisjoint((tokens[i - 1], token[:1]))  # a hashtag
        if i and not (joined or particle or tagged or language in RUNNING_LANGUAGES):
            text += " "
        if open_at >= 0 and not label.startswith("I-"):
            spans.append((open_at, end))
            open_at = -1
        if label[2:] in _PLACES and open_at < 0:
            open_at = len(text) - (1 if joined else 0)
        text += token
        end = len(text)
    if open_at >= 0:
        spans.append((open_at, end))
    return text, spans


def _language(code: str) -> Any:
    return find_language(code)


def examples(rows: Sequence[dict[str, Any]], language: str, gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield the names in the sentences of a language."""
    spoken = _language(language)
    names = cast("SpokenNames", spoken_names(gazetteer, spoken))
    finder = CaselessNames(Matcher(names, spoken), names)
    for row in rows:
        text, places = sentence_of(row)
        for name, _ in finder.names(text):
            signals = tuple(finder.signals(name))
            if "people" not in signals:
                yield Example(language, signals, any(a < name.end and name.start < b for a, b in places))


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Return the weights of the logistic regression; each language counts alike."""
    signals = [set(example.signals) for example in data]
    uses = Counter(signal for found in signals for signal in found)
    names = sorted(signal for signal, n in uses.items() if n >= _FEWEST_USES)
    sizes = Counter(example.language for example in data)
    share = [len(data) / len(sizes) / sizes[example.language] for example in data]
    model = logistic.fit(signals, [example.truth for example in data], share, names, penalty=_PENALTY)
    return model.rounded(4, _LEAST_WEIGHT)


def main() -> None:
    """Fit the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tagged", type=Path, required=True, help="labelled sentences, a line each")
    parser.add_argument("--most", type=int, default=2000, help="sentences of a language")
    options = parser.parse_args()
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with options.tagged.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["lang"]].append(row)
    chance = random.Random(1)  # noqa: S311 -- the same sentences every time
    data: list[Example] = []
    for language in LANGUAGES:
        chance.shuffle(rows[language])
        data += examples(rows[language][: options.most], language, bundled())
    text = json.dumps({"weights": fit(data)}, ensure_ascii=False, indent=1, sort_keys=True)
    WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
