"""From a sentence to the numbers that the network reads, and the labels that its answer may have."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.recognition.encoder import CASELESS, LABELS, LOWER, MARK, NUMBER, TIERS, in_context, shape_of
from geomap.recognition.units import Unit, units
from geomap.training.multilingual.data import PLACES_ONLY, UNLABELLED, WITH_PEOPLES
from geomap.training.multilingual.places import LARGE
from geomap.training.tagger.data import IGNORED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.training.multilingual.data import LabelledText
    from geomap.training.multilingual.places import NameSearch
    from geomap.training.multilingual.unigram import Unigram

MAX_PIECES: Final = 126
"""Pieces of a sentence beside its begin and end."""
OPEN: Final = {
    "NOLOC": frozenset(LABELS) - {"B-LOC", "I-LOC"},
    "O-OR-NORP": frozenset(("O", "B-NORP", "I-NORP")),
    "B-ORGS": frozenset(("B-ORG", "B-OLOC")),
    "I-ORGS": frozenset(("I-ORG", "B-OLOC", "I-OLOC")),
}
"""What may be meant where a source does not tell: their numbers follow those of ``LABELS``."""
_NUMBER: Final = {label: i for i, label in enumerate((*LABELS, *OPEN))}
_NAMELESS: Final = frozenset((LOWER, NUMBER, MARK))


class CodedSentence(NamedTuple):
    """A sentence in numbers: one entry a piece, but ``heads`` and ``labels``, which have one a unit."""

    pieces: list[int]
    shapes: list[int]
    matches: list[int]
    heads: list[int]
    labels: list[int]


class Coder:
    """Encodes sentences.

    Parameters
    ----------
    tokenizer
        Cuts words into pieces.
    places
        The gazetteer's names.
    """

    def __init__(self, tokenizer: Unigram, places: NameSearch) -> None:
        self.tokenizer = tokenizer
        self._places = places

    def features(self, text: str, some: Sequence[Unit], language: str) -> tuple[list[int], list[int]]:
        """Return the shape of each unit and its gazetteer match, as the tagger of English has them."""
        shapes = in_context([_cached_shape(text[u.start : u.end]) for u in some])
        matches = [0] * len(some)
        i = 0
        while i < len(some):
            count, tier = (0, 0) if shapes[i] in _NAMELESS else self._places.longest(text, some, i, language)
            if not count:
                i += 1
                continue
            tier = min(tier, TIERS - 1)
            matches[i] = 1 + tier + (TIERS if count > 1 else 0)
            for j in range(i + 1, i + count):
                matches[j] = 1 + tier + 2 * TIERS
            i += count
        return shapes, matches

    def row(self, one: LabelledText) -> CodedSentence:
        """Encode a labelled sentence; what goes beyond the longest is left out."""
        some = fitting(units(one.text, self.tokenizer))
        shapes, matches = self.features(one.text, some, one.language)
        return pack(some, shapes, matches, labelled(one, some, matches))


def labelled(one: LabelledText, some: Sequence[Unit], matches: Sequence[int]) -> list[int]:
    """Return the number of each unit's label: of ``LABELS``, or of ``OPEN`` where the source leaves it open."""
    outside = "O"
    if one.source == UNLABELLED:
        return [IGNORED] * len(some)
    if one.source in PLACES_ONLY:
        outside = "NOLOC"
    elif one.source not in WITH_PEOPLES:
        outside = "O-OR-NORP"
    labels = [_NUMBER[outside]] * len(some)
    for start, end, kind in one.spans:
        inside = [i for i, unit in enumerate(some) if _is_in(unit, start, end)]
        for n, i in enumerate(inside):
            labels[i] = _label(kind, "I" if n else "B", one.source)
        if kind == "ORG" and one.source != "english" and len(inside) > 1:
            _mark_places(labels, inside, matches)
    return labels


def _mark_places(labels: list[int], inside: Sequence[int], matches: Sequence[int]) -> None:
    """Mark a large place's name inside an organisation's: the sources leave it unmarked."""
    for i in inside:
        kind, tier = divmod(matches[i] - 1, TIERS)
        if matches[i] and tier in LARGE:
            labels[i] = _NUMBER["I-OLOC" if kind == 2 else "B-OLOC"]


def _is_in(unit: Unit, start: int, end: int) -> bool:
    """Tell whether most of a unit lies in a span."""
    return 2 * (min(unit.end, end) - max(unit.start, start)) > unit.end - unit.start


def _label(kind: str, position: str, source: str) -> int:
    if kind == "ORG" and source != "english":
        return _NUMBER[f"{position}-ORGS"]
    if kind == "MISC":
        return _NUMBER["NOLOC"]
    return _NUMBER.get(f"{position}-{kind}", IGNORED)


@lru_cache(maxsize=400_000)
def _cached_shape(word: str) -> int:
    if not word.isascii() and word[0].isalpha() and not word[0].isupper() and not word[0].islower():
        return CASELESS
    return shape_of(word)


def fitting(some: Sequence[Unit]) -> list[Unit]:
    """Return the units at the beginning whose pieces a sentence can have."""
    out: list[Unit] = []
    count = 0
    for unit in some:
        count += len(unit.pieces)
        if count > MAX_PIECES:
            break
        out.append(unit)
    return out


def pack(some: Sequence[Unit], shapes: Sequence[int], matches: Sequence[int], labels: Sequence[int]) -> CodedSentence:
    """Lay the units' pieces end to end."""
    row = CodedSentence([], [], [], [], list(labels))
    for unit, shape, match in zip(some, shapes, matches, strict=True):
        row.heads.append(len(row.pieces))
        row.pieces.extend(unit.pieces)
        row.shapes.extend([shape] * len(unit.pieces))
        row.matches.extend([match] * len(unit.pieces))
    return row
