"""What the fits share and is slow to make, kept on disk: the candidates of the corpora with their signals.

Neither depends on a fitted weight, so each fit, and each corpus left out, starts from the same ones. What is kept is
told by a hash of the code, the data and the text that it was made from: after a change it is made anew.
"""

from __future__ import annotations

import hashlib
import pickle
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import geomap
from geomap.language import language_of
from geomap.model import Document
from geomap.recognition.tagger_recognizer import TaggerRecognizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Toponym
    from geomap.recognition.arbitration import CandidateSpan
    from geomap.recognition.hits import Scan
    from geomap.recognition.lexicon import Lexicon

KEPT = Path.home() / ".cache" / "geomap" / "training"
_PARTS = ("recognition", "language", "gazetteer")
_FITTED = frozenset({"arbitration.json"})


@cache
def _made_by() -> str:
    """Return a hash of what candidates depend on: code, word lists, network, gazetteer; no fitted weights."""
    root = Path(geomap.__file__).parent
    told = hashlib.sha256()
    for part in _PARTS:
        for path in sorted((root / part).rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and path.name not in _FITTED:
                told.update(path.name.encode())
                told.update(path.read_bytes())
    return told.hexdigest()


def kept(key: str, make: Callable[[], Any]) -> Any:
    """Return what was made under a key by the same code and data, from disk if it is there."""
    name = hashlib.sha256(f"{key} {_made_by()}".encode()).hexdigest()[:24]
    path = KEPT / f"{name}.pickle"
    if path.exists():
        # Written by this module alone, into the user's own cache.
        return pickle.loads(path.read_bytes())  # noqa: S301
    made = make()
    KEPT.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
    part.replace(path)
    return made


class KeptRecognizer(TaggerRecognizer):
    """The default recogniser with other weights, which tags no text twice.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    weights
        Weights of the arbitration; the bundled ones without them.
    """

    def __init__(self, gazetteer: Gazetteer, weights: Mapping[str, float] | None = None) -> None:
        super().__init__(gazetteer, weights=weights)
        self._weighed: dict[str, list[tuple[CandidateSpan, list[str]]]] = {}

    def remember(self, key: str, texts: Iterable[str]) -> None:
        """Weigh the texts of a corpus, or read what was kept of them."""
        self._weighed |= kept(key, lambda: {text: self._weigh_anew(text) for text in texts})

    def with_weights(self, weights: Mapping[str, float]) -> KeptRecognizer:
        """Return the same with other weights, and what is remembered."""
        other = KeptRecognizer(self.gazetteer, weights)
        other._weighed = self._weighed
        return other

    def _weigh_anew(self, text: str) -> list[tuple[CandidateSpan, list[str]]]:
        return super().weigh(Document(text))

    def weigh(self, document: Document) -> list[tuple[CandidateSpan, list[str]]]:
        """Return every candidate of a document with its signals."""
        known = self._weighed.get(document.text)
        return super().weigh(document) if known is None else known

    def recognize_all(self, documents: Sequence[Document]) -> list[tuple[Toponym, ...]]:
        """Find the toponyms of many documents, without tagging those that are remembered."""
        return [self._recognize_kept(document) for document in documents]

    def _recognize_kept(self, document: Document) -> tuple[Toponym, ...]:
        known = self._weighed.get(document.text)
        if known is None:
            return super().recognize_all([document])[0]
        tagging: Any = _Remembered(known)
        return self._recognize(document.text, self._lexicon.lexicon(language_of(document)), tagging)

    @staticmethod
    def _weigh(text: str, scan: Scan, lexicon: Lexicon, tagging: Any) -> Iterator[tuple[CandidateSpan, list[str]]]:
        if isinstance(tagging, _Remembered):
            return iter(tagging.weighed)
        return TaggerRecognizer._weigh(text, scan, lexicon, tagging)  # noqa: SLF001 -- its own base


class _Remembered(NamedTuple):
    """What stands in for the tagging of a text whose candidates are remembered."""

    weighed: list[tuple[CandidateSpan, list[str]]]
