"""The pieces that are kept of the encoder's 250,037, chosen by how often text and names of our languages need them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.recognition.units import units
from geomap.training.multilingual.data import ASKED
from geomap.training.multilingual.unigram import UNKNOWN, Unigram

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.training.multilingual.backbone import Backbone

SIZE: Final = 48_000
_PRIOR: Final = 1.0
"""Weight of the encoder's own probabilities beside a language's text, which has 1."""
_NAMES: Final = 0.3
"""Weight of a language's names beside its text."""
_PLACES: Final = 15_000
"""So many places, the most notable, give the names of all scripts."""

_MIXED: Final = re.compile("[\u3400-\u9fff][\u3041-\u309f]|[\u3041-\u309f][\u3400-\u9fff]")
"""Chinese characters with kana for endings: a name ends between them (日本の)."""


class Vocabulary(NamedTuple):
    """Pieces with their scores, and the row of each in the encoder's own vocabulary."""

    pieces: list[str]
    scores: NDArray[np.float32]
    rows: NDArray[np.int64]

    def save(self, path: Path) -> None:
        """Write it to a file of numpy's."""
        text = np.frombuffer("\n".join(self.pieces).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez_compressed(file, pieces=text, scores=self.scores, rows=self.rows)

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read it again."""
        with np.load(path) as arrays:
            return cls(arrays["pieces"].tobytes().decode().split("\n"), arrays["scores"], arrays["rows"])

    def tokenizer(self) -> Unigram:
        """Return what cuts words into these pieces."""
        return Unigram(self.pieces, self.scores.tolist())


def names_by_language(gazetteer: Gazetteer) -> Mapping[str, list[str]]:
    """Return names of notable places, by language; those of no known one under an empty string."""
    out: dict[str, list[str]] = {}
    exonyms = gazetteer.exonyms
    for index in range(min(_PLACES, len(gazetteer))):
        if exonyms is not None:
            for text, language, _ in exonyms.names(index):
                out.setdefault(language.partition("-")[0], []).append(text)
        out.setdefault("", []).extend(name.text for name in gazetteer.names(gazetteer.place(index)))
    return out


def choose(backbone: Backbone, texts: Mapping[str, Iterable[str]], names: Mapping[str, Iterable[str]]) -> Vocabulary:
    """Choose the pieces that are kept.

    Parameters
    ----------
    backbone
        The encoder.
    texts
        Texts by language, each language counting alike whatever its size (half where it is not asked for).
    names
        Names of places by language; those of no known language under an empty string.
    """
    full = Unigram(backbone.pieces, backbone.scores.tolist())
    prior = np.exp(backbone.scores.astype(np.float64))
    prior[: UNKNOWN + 1] = 0
    wanted = _PRIOR * prior / prior.sum()
    letters: set[str] = set()
    for weight, sources in ((1.0, texts), (_NAMES, names)):
        for language, some in sources.items():
            counts = _count(some, full, letters)
            share = weight * (1.0 if language in ASKED or not language else 0.5) / max(1, counts.sum())
            wanted += share * counts
    wanted[: UNKNOWN + 1] = np.inf
    for row, piece in enumerate(backbone.pieces):
        if len(piece) == 1 and piece in letters:
            wanted[row] = np.inf
    best = np.sort(np.argsort(-wanted, kind="stable")[:SIZE])
    kept = np.array([row for row in best if not _MIXED.search(backbone.pieces[row])])
    return Vocabulary([backbone.pieces[row] for row in kept], backbone.scores[kept], kept)


def _count(texts: Iterable[str], tokenizer: Unigram, letters: set[str]) -> NDArray[np.float64]:
    counter: Counter[int] = Counter()
    for text in texts:
        letters.update(text)
        for unit in units(text, tokenizer):
            counter.update(unit.pieces)
    counts = np.zeros(len(tokenizer.pieces))
    for row, count in counter.items():
        counts[row] = count
    counts[: UNKNOWN + 1] = 0
    return counts
