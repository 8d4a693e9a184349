"""Labelled sentences of many languages as text with spans, brought to one convention.

What a source does not tell apart is left open: the network is only asked that its answer be one of those allowed.
"""

from __future__ import annotations

import hashlib
import json
import random
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.training.multilingual.joining import join, repaired
from geomap.training.tagger.data import spans as word_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

WEAKER: Final = frozenset(("kpwr-n82-test", "wojood-sample", "europarl-ixa", "newsfane-gold"))
"""Sources whose licence is weaker than the others'."""
ASKED: Final = frozenset(
    "ar bg cs de en es fa fi fr he hi hr id it nl pl pt ro ru sk sl sr sv tr uk zh".split()  # noqa: SIM905
)
"""The languages that are asked for; the others come for free, and count half."""
PLACES_ONLY: Final = frozenset(("idrisi-lmr",))
UNLABELLED: Final = "unlabelled"
"""Source of the sentences of which only a teacher's opinion counts."""
WITH_PEOPLES: Final = frozenset(("parstwiner", "germeval2014", "estner", "ronec-v2", "kaznerd"))
"""Sources that mark peoples and their adjectives; elsewhere an unmarked word may be one."""
_HELD_OUT: Final = 50
"""One sentence in as many is kept for development."""
_EDGES: Final = " .,;:!?\"'«»„“”’‘`-–—*()[]،؛؟。、"


class LabelledText(NamedTuple):
    """A sentence: its text, the spans ``(start, end, kind)`` in it, and where it comes from."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    language: str
    source: str


class Split(NamedTuple):
    """Sentences to train on, and those kept for development."""

    train: list[LabelledText]
    development: list[LabelledText]


def read(path: Path, *, without: frozenset[str] = frozenset()) -> Iterator[LabelledText]:
    """Read the sentences of many languages, without those of some sources."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            if record["source"] in without:
                continue
            rng = random.Random(f"join {number}")  # noqa: S311 - it need be repeatable, not secret
            found = example(record["tokens"], record["labels"], record["lang"], record["source"], rng)
            if found is not None:
                yield found


def example(
    tokens: Sequence[str], labels: Sequence[str], language: str, source: str, rng: random.Random | None
) -> LabelledText | None:
    """Return a labelled sentence as text with spans; None where its characters are lost."""
    tokens = [repaired(token) for token in tokens]
    kept = [(token, label) for token, label in zip(tokens, labels, strict=True) if token.strip()]
    if not kept or any("\ufffd" in token for token, _ in kept):
        return None
    tokens, labels = [token for token, _ in kept], [label for _, label in kept]
    text, places = join(tokens, labels, language, source, rng)
    found = []
    for first, last, kind in word_spans(list(labels)):
        start, end = _trimmed(text, places[first][0], places[last - 1][1])
        if start < end:
            found.append((start, end, kind))
    return LabelledText(text, tuple(found), language, source)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the marks at its ends that belong to the sentence; a bracket that closes in it stays."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        if text[end - 1] == "." and "." in text[start : end - 1]:
            break
        end -= 1
    return start, end


def letters(text: str) -> str:
    """Return the letters and digits of a text in lower case, by which sentences are compared."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def split(examples: Iterable[LabelledText], seen: Callable[[str], bool]) -> Split:
    """Part the sentences by a hash of their letters; leave out copies and what the evaluation has too.

    Parameters
    ----------
    examples
        The sentences.
    seen
        Whether the letters of a sentence stand in a text that is measured on.
    """
    out = Split([], [])
    met: set[bytes] = set()
    for one in examples:
        plain = letters(one.text)
        digest = hashlib.sha1(plain.encode(), usedforsecurity=False).digest()
        if digest in met or not plain or seen(plain):
            continue
        met.add(digest)
        (out.development if digest[0] * 256 + digest[1] < 65536 // _HELD_OUT else out.train).append(one)
    return out


def shares(examples: Sequence[LabelledText], temperature: float) -> Mapping[str, float]:
    """Return each language's share of an epoch: its size to the power of ``temperature``, half if not asked for."""
    sizes: dict[str, int] = {}
    for one in examples:
        sizes[one.language] = sizes.get(one.language, 0) + len(one.text.encode())
    weights = {k: v**temperature * (1.0 if k in ASKED else 0.5) for k, v in sizes.items()}
    total = sum(weights.values())
    return {k: v / total for k, v in sorted(weights.items())}
