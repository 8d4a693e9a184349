"""Make the lists of ordinary words of languages whose script has no capitals.

``python -m geomap.training.caseless_words --language fa --wordfreq DIR --tagged FILE`` writes ``common_words.txt`` of
the language: its most frequent words, and those that labelled sentences have for no place, less the names of places
that texts speak of. ``DIR`` is the folder ``data`` of PyPI ``wordfreq``; for Chinese ``--jieba FILE`` is the dictionary
of PyPI ``jieba``. ``--opencc DIR`` writes ``zh/spellings.txt`` of the folder ``dictionary`` of PyPI
``opencc-python-reimplemented``. The same bytes every time.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from geomap.gazetteer import bundled
from geomap.gazetteer.layout import DEMONYM, KIND_MASK
from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import spoken_names
from geomap.language import find_language
from geomap.training.wordfreq import words_by_rarity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.spoken import SpokenNames

_FOLDER: Final = Path(__file__).parents[1] / "language"
_EXONYMS: Final = Path(__file__).parents[2] / "gazetteer" / "curated" / "exonyms.csv"
_LETTERS: Final = {
    **dict.fromkeys(("ar", "fa", "ur"), "\u0621-\u06ff"),
    "he": '\u05d0-\u05ea"',
    "hi": "\u0900-\u0963",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "ja": "\u3005-\u30ff\u4e00-\u9fff",
    "zh": "\u4e00-\u9fff",
    "th": "\u0e01-\u0e4e",
}
_MOST: Final = {"ar": 30_000, "fa": 20_000, "ur": 14_000, "he": 40_000, "hi": 16_000, "ko": 20_000, "ja": 30_000}
_LEAST_IMPORTANCE: Final = {"he": 720}
"""Of a place whose name is no ordinary word; 600 where sentences tell the words that are."""
_LEAST_OF_FORM: Final = 800
_NO_WORDS: Final = frozenset(("ns", "nr", "nrt", "nrfg", "nz"))
"""Parts of speech of ``jieba`` that are names."""
_LEAST_COUNT: Final = 30

Counts = dict[str, list[int]]
"""How often a folded word is no name, a place by itself, and a part of another name."""


def frequent_words(folder: Path, language: str) -> list[str]:
    """Return the words of ``wordfreq``, the most frequent first."""
    return [word for words in words_by_rarity(folder, language) for word in words][: _MOST.get(language, 0)]


def dictionary_words(path: Path) -> list[str]:
    """Return the frequent words of the dictionary of ``jieba`` that are no names, the most frequent first."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    found = [(-int(n), word) for word, n, kind in rows if int(n) >= _LEAST_COUNT and kind not in _NO_WORDS]
    return [word for _, word in sorted(found)]


def counted(path: Path, language: str) -> Counts:
    """Count the words of labelled sentences."""
    counts: Counts = defaultdict(lambda: [0, 0, 0])
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["lang"] != language:
                continue
            labels = [*row["labels"], "O"]
            for i, word in enumerate(row["tokens"]):
                label = labels[i]
                if label == "B-LOC" and labels[i + 1] != "I-LOC":
                    counts[fold(word)][1] += 1
                elif not label.endswith("LOC"):
                    counts[fold(word)][0 if label == "O" else 2] += 1
    return counts


def ordinary_words(words: Iterable[str], counts: Counts, language: str, gazetteer: Gazetteer) -> set[str]:
    """Return the folded words of a language that are mostly no place."""
    letters = re.compile(f"[{_LETTERS[language]}]+")
    with _EXONYMS.open(encoding="utf-8", newline="") as file:
        kept = {fold(row["name"]) for row in csv.DictReader(file) if row["language"].partition("-")[0] == language}
    importance, least = gazetteer.columns.importance, _LEAST_IMPORTANCE.get(language, 600)

    def is_place(word: str) -> bool:
        ordinary, place, _ = counts.get(word, (0, 0, 0))
        if place >= 2 and place >= ordinary:
            return True
        if ordinary >= 3 or ordinary > place + 2 or gazetteer.exonyms is None:
            return False
        bearers = gazetteer.exonyms.bearers(word, language)
        large = any(b.code & KIND_MASK != DEMONYM and importance[b.place] >= least for b in bearers)
        return place > 0 or (large and len(word) > 2)

    folded = {fold(word) for word in words}
    return {w for w in folded if letters.fullmatch(w) and w not in kept and not is_place(w)}


def without_forms(words: set[str], language: str, gazetteer: Gazetteer) -> set[str]:
    """Return words without those that are a large place's name with what is written on its front."""
    names = cast("SpokenNames", spoken_names(gazetteer, cast("Any", find_language(language))))
    importance = gazetteer.columns.importance

    def is_form(word: str) -> bool:
        reading = names.reading(word)
        return (
            reading is not None
            and reading.how == "clitic"
            and reading.base not in words
            and len(reading.base) > 3
            and max(importance[place] for place, _ in reading.bearers) >= _LEAST_OF_FORM
        )

    return {word for word in words if not is_form(word)}


def write_spellings(folder: Path) -> None:
    """Write the pairs of traditional and simplified letters."""

    def table(name: str) -> dict[str, str]:
        rows = (line.split("\t") for line in (folder / name).read_text(encoding="utf-8").splitlines() if "\t" in line)
        found = {seen: usual.split()[0] for seen, usual in rows}
        plain = re.compile("[\u3400-\u9fff]")
        return {a: b for a, b in sorted(found.items()) if a != b and plain.fullmatch(a) and plain.fullmatch(b)}

    pairs = [table("TSCharacters.txt"), table("STCharacters.txt")]
    lines = [line for pair in pairs for line in ("".join(pair), "".join(pair.values()))]
    (_FOLDER / "zh" / "spellings.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Make the list of one language, or the table of Chinese letters."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("wordfreq", "jieba", "tagged", "opencc"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--language", choices=sorted(_LETTERS))
    options = parser.parse_args()
    if options.opencc:
        write_spellings(options.opencc)
    if options.language:
        language = options.language
        words = frequent_words(options.wordfreq, language) if options.wordfreq else []
        words += dictionary_words(options.jieba) if options.jieba else []
        counts = counted(options.tagged, language) if options.tagged else {}
        least = 2 if language == "th" else 4
        if language != "ja":  # labelled letter by letter
            words += [word for word, (ordinary, _, _) in counts.items() if ordinary >= least]
        found = without_forms(ordinary_words(words, counts, language, bundled()), language, bundled())
        text = "\n".join(sorted(found)) + "\n"
        (_FOLDER / language / "common_words.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
