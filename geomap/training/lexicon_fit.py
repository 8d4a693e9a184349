"""Fit the weights of the quick recogniser: ``python -m geomap.training.lexicon_fit --tagged FILE``.

The file has a sentence a line, ``{"tokens", "labels", "source"}`` with BIO labels; ``LOC`` and ``OLOC`` are places,
``X`` is left out. Logistic regression with an L2 penalty; needs numpy and scipy, which running does not.
"""

# ruff: noqa: SIM905 -- word lists read best as text

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.recognition.lexicon import WEIGHTS
from geomap.recognition.lexicon_features import signals
from geomap.recognition.matches import TIER_DEMONYM, Matcher
from geomap.training import logistic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.gazetteer import Gazetteer

_CLOSES = frozenset(", . ; : ! ? ) ] } 's 'S ’s n't %".split())
_PENALTY = 1.0
_FEWEST_USES = 12


def detokenize(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a tokenised sentence with usual spacing, and the span of each token."""
    text, spans = "", []
    for word in words:
        if text and word not in _CLOSES and text[-1] not in "([-/#@" and word not in ("-", "/"):
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def examples(path: Path, gazetteer: Gazetteer) -> Iterator[tuple[list[str], bool]]:
    """Yield the signals and truth of every match in the sentences."""
    matcher = Matcher(gazetteer)
    doubtful = frozenset(gazetteer.stop_names())
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text, spans = detokenize(row["tokens"])
            labelled = [(s, e, label) for (s, e), label in zip(spans, row["labels"], strict=True) if label != "O"]
            scan = matcher.scan(text)
            for match in scan.matches:
                labels = {label[2:] or label for s, e, label in labelled if s < match.end and match.start < e}
                if match.hit.tier == TIER_DEMONYM or "X" in labels:
                    continue
                yield signals(match, text, scan.persons, doubtful), bool(labels & {"LOC", "OLOC", "FAC"})


def fit(data: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Return the weights of the logistic regression."""
    uses = Counter(s for found, _ in data for s in set(found))
    names = sorted(s for s, n in uses.items() if n >= _FEWEST_USES)
    found, truth = zip(*data, strict=True)
    return logistic.fit(found, truth, [1.0] * len(data), names, penalty=_PENALTY).rounded(3, 0.05)


def main() -> None:
    """Fit the weights and write them to the file that the recogniser reads."""
    from geomap.gazetteer import bundled

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tagged", type=Path, required=True)
    options = parser.parse_args()
    data = list(examples(options.tagged, bundled()))
    weights = fit(data)
    about = f"logistic regression on {len(data)} gazetteer matches, {sum(t for _, t in data)} of them places"
    WEIGHTS.write_text(
        json.dumps({"about": about, "weights": weights}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(about)


if __name__ == "__main__":
    main()
