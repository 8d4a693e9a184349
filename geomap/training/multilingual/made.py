"""Sentences of our own, with the gazetteer's names in them, for languages that the corpora have too little of."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geomap.gazetteer import layout
from geomap.training.multilingual.data import LabelledText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer

TEMPLATES: Final = Path(__file__).parent / "templates.txt"
SOURCE: Final = "made"
_SLOT: Final = re.compile(r"\{([pqno])\}")
_KINDS: Final = {"n": "PER", "o": "ORG"}
_NEAR: Final = {
    "he": "he",
    "uk": "ru",
    "bg": "ru",
    "cs": "hr sk pl",
    "sl": "hr sk",
    "it": "pt ro it es",
    "es": "pt es it",
    "fr": "fr nl",
    "nl": "nl de",
}
"""Languages whose corpora lend their people and organisations."""
_PLACES: Final = 20_000
"""So many places, the most notable."""
_MOST_WORDS: Final = 3
_TOWNS: Final = 3
"""So many times as often as a province's comes the name of a town or a country."""
_OWN_NAME: Final = 0.25
"""Share of places under a name in Latin letters that no language is told of."""


def templates(path: Path = TEMPLATES) -> dict[str, list[str]]:
    """Return the sentences by language."""
    out: dict[str, list[str]] = {}
    language = ""
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            out.setdefault(language, []).append(line)
    return out


def place_names(gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Return names of notable places by language; those of no known one, in Latin letters, under an empty string."""
    out: dict[str, list[str]] = {}
    exonyms = gazetteer.exonyms
    for index in range(min(_PLACES, len(gazetteer))):
        place = gazetteer.place(index)
        out.setdefault("", []).append(place.name)
        for text, language, kind in exonyms.names(index) if exonyms else ():
            if kind != layout.DEMONYM and text.count(" ") < _MOST_WORDS:
                times = 1 if place.feature_class == "A" and place.feature_code.startswith("ADM") else _TOWNS
                out.setdefault(language.partition("-")[0], []).extend([text[0].upper() + text[1:]] * times)
    return out


def sentences(
    places: Mapping[str, Sequence[str]], examples: Sequence[LabelledText], count: int, seed: int
) -> Iterator[LabelledText]:
    """Yield sentences with names.

    Parameters
    ----------
    places
        Names of places by language; those of no known one under an empty string.
    examples
        Whose people and organisations are named.
    count
        So many a language.
    seed
        Of every choice.
    """
    others = _others(examples)
    for language, patterns in templates().items():
        rng = random.Random(f"{seed} made {language}")  # noqa: S311 - it need be repeatable, not secret
        names = places.get(language, ())
        plain = [name for name in places.get("", ()) if name.isascii()]
        near = _NEAR.get(language, language).split()
        lent = {slot: [n for one in near for n in others.get((one, kind), ())] for slot, kind in _KINDS.items()}
        usable = [p for p in patterns if all(lent.get(slot, True) for slot in _SLOT.findall(p))]
        if not names or not usable:
            continue
        latin = names[0].isascii()
        for _ in range(count):
            pool = plain if latin and rng.random() < _OWN_NAME else names
            chosen = {slot: rng.choice(lent.get(slot, pool)) for slot in "pqno" if lent.get(slot, pool)}
            yield _filled(rng.choice(usable), chosen, language)


def _filled(pattern: str, names: Mapping[str, str], language: str) -> LabelledText:
    text, done = "", 0
    spans = []
    for slot in _SLOT.finditer(pattern):
        name = names[slot[1]]
        text += pattern[done : slot.start()]
        spans.append((len(text), len(text) + len(name), _KINDS.get(slot[1], "LOC")))
        text += name
        done = slot.end()
    return LabelledText(text + pattern[done:], tuple(spans), language, SOURCE)


def _others(examples: Sequence[LabelledText]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for one in examples:
        for start, end, kind in one.spans:
            if kind in ("PER", "ORG") and one.text[start].isalpha():
                found.setdefault((one.language, kind), set()).add(one.text[start:end])
    return {key: sorted(names) for key, names in found.items()}
