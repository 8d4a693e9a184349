"""What a user would take instead, to stand beside geomap's figures: plain look-up, and a small spaCy model.

Both put a name where the most important place that bears it lies, in any language's names of the gazetteer.
"""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geomap.evaluation.corpus import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer

LOOK_UP = "gazetteer look-up"
_SCRIPT: Final = Path(__file__).with_name("spacy_spans.py")
_NO_MODEL: Final = 3
# Signs of vowels and tones belong to the word.
_MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0963\u0970-\u0dff"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:[-'’.\u200c](?:[^\W\d_]|[{_MARKS}])+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
_MOST_WORDS, _MOST_LETTERS = 5, 8
_FEWEST_LETTERS, _FEWEST_UNSPACED = 3, 2
_ON_THE_WEB: Final = frozenset({"en", "zh"})
"""Languages whose small models are named after texts of the web, not of the news."""


class LookUp:
    """Takes every stretch of text for a place that is written like a name and that the gazetteer has: the longest.

    Parameters
    ----------
    gazetteer
        Where the names are.
    language
        Tag of the texts' language.
    """

    def __init__(self, gazetteer: Gazetteer, language: str) -> None:
        self._gazetteer = gazetteer
        self._language = language
        self._place = cache(self._most_important)

    def mentions(self, text: str) -> list[Mention]:
        """Return the places of a text, sorted and disjoint."""
        spans = [*_longest(self._of_words(text)), *_longest(self._unspaced(text))]
        return [self.located(text, start, end) for start, end in sorted(spans)]

    def located(self, text: str, start: int, end: int) -> Mention:
        """Return a span with the most important place that bears the name, if one does."""
        place = self._place(text[start:end])
        if place < 0:
            return Mention(start, end, name=text[start:end])
        columns = self._gazetteer.columns
        lon, lat = columns.lon_e5[place] / 1e5, columns.lat_e5[place] / 1e5
        return Mention(start, end, lon, lat, columns.geonameid[place] or None, text[start:end])

    def _most_important(self, name: str) -> int:
        found = self._gazetteer.candidates(" ".join(name.split()), self._language)
        return found[0][0] if found else -1

    def _of_words(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """Yield the names that begin with each word, the longest first: capitals begin them where there are any."""
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        for i, (start, first_end) in enumerate(words):
            has_case = text[start].lower() != text[start].upper()
            if _UNSPACED.match(text, start) or (has_case and not text[start].isupper()):
                continue
            names = []
            for _, end in reversed(words[i : i + _MOST_WORDS]):
                enough = first_end < end or end - start >= _FEWEST_LETTERS
                if enough and "\n\n" not in text[start:end] and self._place(text[start:end]) >= 0:
                    names.append((start, end))
            yield names[:1]

    def _unspaced(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """Yield the names that begin with each letter, the longest first, in scripts that do not part their words."""
        for run in _UNSPACED.finditer(text):
            for start in range(run.start(), run.end()):
                ends = range(min(run.end(), start + _MOST_LETTERS), start + _FEWEST_UNSPACED - 1, -1)
                yield [(start, end) for end in ends if self._place(text[start:end]) >= 0][:1]


def _longest(found: Iterable[list[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """Yield names from left to right, none inside the one before."""
    reached = 0
    for names in found:
        for start, end in names:
            if start >= reached:
                yield start, end
                reached = end


def spacy_model(language: str) -> str:
    """Return the name of spaCy's small model of a language."""
    return f"{language}_core_{'web' if language in _ON_THE_WEB else 'news'}_sm"


def spacy_mentions(python: str, model: str, texts: Sequence[str], look_up: LookUp) -> list[list[Mention]] | None:
    """Return the places that a spaCy model finds in each text; None where the model is not installed.

    Parameters
    ----------
    python
        The interpreter that has spaCy and its models.
    model
        The model's name.
    texts
        The texts.
    look_up
        Where the names are looked up.

    Raises
    ------
    OSError
        There is no such interpreter.
    RuntimeError
        spaCy failed.
    """
    given = "".join(json.dumps(text) + "\n" for text in texts)
    # -I: the script's folder and the caller's paths are none of spaCy's.
    done = subprocess.run(  # noqa: S603 -- the user's own interpreter
        [python, "-I", str(_SCRIPT), model], input=given, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode == _NO_MODEL:
        return None
    if done.returncode:
        raise RuntimeError(f"{model} failed: {done.stderr.strip().splitlines()[-1:]}")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [[look_up.located(text, s, e) for s, e in spans] for text, spans in zip(texts, rows, strict=True)]
