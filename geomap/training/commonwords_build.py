"""Make the list of a language's ordinary words: ``python -m geomap.training.commonwords_build --language de …``.

A word that a text begins with a capital for no other reason than that it begins a sentence, or that German gives every
noun one, is no place, even where a village is called so. What counts as ordinary:

- a word in small letters in sentences that were tagged by hand, at least twice, and oftener so than in a name;
- a frequent word (PyPI ``wordfreq``, unpacked) that the gazetteer knows as villages alone, or that a dictionary (PyPI
  ``simplemma``) has in small letters and not with a capital;
- for German, a noun (PyPI ``german-nouns``, unpacked) that is a place of fewer than 100,000 people.

The towns of the countries where the language is spoken are none: "Mostu" is Most before it is a bridge.

``README.md`` of the language's folder names the sources and their licences.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geomap.gazetteer import layout, open_gazetteer
from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import spoken_names
from geomap.language import find_language
from geomap.training.wordfreq import words_by_rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.gazetteer.spoken import SpokenNames

_FEWEST_USES: Final = 2
_LEFT_OUT: Final = frozenset({"europarl-ixa"})
"""Sources whose licence says too little."""
_RAREST_CB: Final = 550
"""How rare a word of the frequency list may be, in hundredths of a power of ten: once in 300,000 words."""
_WORDFREQ: Final = {"no": "nb", "hr": "sh", "bs": "sh", "sr": "sh"}
_VILLAGE: Final = 15_000
_TOWN: Final = 20_000
_MOST_KNOWN: Final = 8_000
"""So many of the frequent words are asked of the dictionary."""
_SIMPLEMMA: Final = {"hr": "hbs", "bs": "hbs", "sr": "hbs"}
_GREAT: Final = 450
"""Importance of regions, seas and rivers that texts name without more words."""
_NAMES: Final = ("name", "ending")
_NOUN: Final = "Substantiv"


def counted(paths: Iterable[Path], code: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often each folded word stands in small letters, and how often in a name, in a language's sentences."""
    small: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("lang") == code and row.get("source") not in _LEFT_OUT:
                    for word, is_name in _words(row):
                        if is_name:
                            names[fold(word)] += 1
                        elif word.islower():
                            small[fold(word)] += 1
    return small, names


def _words(row: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield the words of a sentence with whether each is a name's: by its labels, or by its parts of speech."""
    marks = row["labels"] if "labels" in row else row["upos"]
    for word, mark in zip(row["tokens"], marks, strict=True):
        if word.isalpha():
            yield word, mark not in ("O", "X") if "labels" in row else mark == "PROPN"


def frequent(folder: Path, code: str) -> list[str]:
    """Return the words of the frequency list down to the rarest that counts."""
    steps = words_by_rarity(folder / "wordfreq" / "data", _WORDFREQ.get(code, code))
    return [word for words in steps[:_RAREST_CB] for word in words if word.isalpha()]


def nouns(path: Path) -> list[str]:
    """Return the nouns of a table, in all their forms, that are no one's name."""
    forms: set[str] = set()
    named: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kinds = row["pos"].split(",")
            if kinds == [_NOUN]:
                forms.update(
                    word for key, word in row.items() if word and (key == "lemma" or key.startswith("nominativ"))
                )
            elif "Toponym" in kinds:
                named.add(row["lemma"])
    return [word for word in forms if word.isalpha() and word not in named]


def known(code: str) -> tuple[set[str], set[str]]:
    """Return the words that the dictionary of a language has in small letters, and those it has with a capital."""
    factory = import_module("simplemma.strategies.dictionaries.dictionary_factory").DefaultDictionaryFactory()
    small: set[str] = set()
    capital: set[str] = set()
    for pair in factory.get_dictionary(_SIMPLEMMA.get(code, code)).items():
        for word in pair:
            text = word.decode() if isinstance(word, bytes) else word
            (small if text[:1].islower() else capital).add(text)
    return small, {word.lower() for word in capital}


def is_town(names: SpokenNames, word: str, countries: Iterable[str]) -> bool:
    """Tell whether a word in some form is most likely a town of 20,000 people and more in one of some countries."""
    reading = names.reading(word)
    if reading is None:
        return False
    gazetteer, place = names.gazetteer, reading.bearers[0][0]
    columns = gazetteer.columns
    return (
        gazetteer.features[columns.feature[place]][0] == "P"
        and columns.population[place] >= _TOWN
        and gazetteer.country_codes[columns.country[place]] in countries
    )


def is_small(names: SpokenNames, word: str) -> bool:
    """Tell whether a word is the name of villages alone, in whatever form."""
    reading = names.reading(word)
    if reading is None or reading.how not in _NAMES:
        return False
    features, columns = names.gazetteer.features, names.gazetteer.columns
    return all(
        features[columns.feature[place]][0] == "P" and columns.population[place] < _VILLAGE
        for place, _ in reading.bearers
    )


def is_minor(names: SpokenNames, word: str) -> bool:
    """Tell whether a word is the name of some place, and of no country, large city, people, great region or river."""
    reading = names.reading(word)
    if reading is None or reading.how not in _NAMES or not layout.TIER_100K < reading.tier != layout.TIER_DEMONYM:
        return False
    features, columns = names.gazetteer.features, names.gazetteer.columns
    return all(
        features[columns.feature[place]][0] in "PSR" or columns.importance[place] < _GREAT
        for place, _ in reading.bearers
    )


def is_people(names: SpokenNames, word: str) -> bool:
    """Tell whether a word is an adjective of a place or a people by a table, not by its letters alone."""
    reading = names.reading(word)
    return reading is not None and reading.tier == layout.TIER_DEMONYM and reading.how != "derived"


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", required=True)
    parser.add_argument("--tagged", type=Path, nargs="+", required=True)
    parser.add_argument("--wordfreq", type=Path)
    parser.add_argument("--nouns", type=Path)
    parser.add_argument("--dictionary", action="store_true", help="ask simplemma's")
    parser.add_argument("--countries", nargs="*", default=())
    options = parser.parse_args()
    language = find_language(options.language)
    if language is None:
        parser.error(f"there is no folder for {options.language}")
    path = language.folder / "common_words.txt"
    path.unlink(missing_ok=True)  # what it says now must not decide
    gazetteer = open_gazetteer()
    names: Any = spoken_names(gazetteer, language)
    small, named = counted(options.tagged, language.code)
    common = {w for w, n in small.items() if n >= _FEWEST_USES and n > named[w]}
    words = frequent(options.wordfreq, language.code) if options.wordfreq else []
    often = [*map(fold, words)]
    if options.dictionary:
        in_small, with_capital = known(language.code)
        common |= {fold(w) for w in words[:_MOST_KNOWN] if w in in_small and w not in with_capital}
    common |= {w for w in often if is_small(names, w) and small[w] >= named[w]}
    common |= {w for w in map(fold, nouns(options.nouns)) if is_minor(names, w)} if options.nouns else set()
    peoples = {w for w in common if is_people(names, w)}
    towns = {w for w in common if is_town(names, w, options.countries)}
    found = sorted(w for w in common - peoples - towns if len(w) > 1)
    path.write_text("\n".join(found), encoding="utf-8")
    print(language.code, len(found))


if __name__ == "__main__":
    main()
