"""A quick look at a text's letters and smallest words, which tell most languages in some microseconds.

What they leave open, a neighbour's words or a handful of them, is for the classifier of ``identify``, whose model takes
most of a second to load. The words are kept by hand, the commonest of each language; languages that share them, as
Danish and Norwegian do, are never told apart here.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_ARABIC: Final = re.compile("[\u0620-\u064a\u0671-\u06d5]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_BY_LETTERS: Final[tuple[tuple[str, str, str], ...]] = (
    # Language, letters of which one is there, letters of which none is.
    ("be", "ў", "әғқңөұүһїєґђѓѕјљњћќџъ"),
    ("uk", "їєґі", "әғқңөұүһўђѓѕјљњћќџыэъё"),
    ("mk", "ѓќѕ", "әғқңөұүһіїєґўђћыэъё"),
    ("sr", "ђћ", "әғқңөұүһіїєґўѓќѕыэъё"),
    ("ru", "ыэ", "әғқңөұүһӣӯҳҷҡҙҫӑӗӳҥӹӱіїєґўђѓѕјљњћќџ"),
    ("bg", "ъ", "әғқңөұүһӣӯҳҷіїєґўђѓѕјљњћќџыэё"),
)
_OTHER_ARABIC: Final = frozenset("ٹڈڑںےھۀےښڼټډړږګېۍڭۇۆۈۋەێ")
_OWN_ARABIC: Final = frozenset("ةىأإ")
_PERSIAN: Final = frozenset("پچژگ")
_RAREST: Final = 250
"""One of so many letters must be one that a language alone has."""
_MOST: Final = 0.5
_SHARE: Final = 0.1
_FEWEST: Final = 3
_MARGIN: Final = 1.5


def quickly_told(sample: str, words: Sequence[str]) -> str:
    """Return the language that a text's letters or smallest words tell beyond doubt, ``""`` where they do not.

    Parameters
    ----------
    sample
        The text, or its beginning.
    words
        Its words.
    """
    letters = sum(map(len, words))
    small = sample.lower()
    if len(_CYRILLIC.findall(sample)) > _MOST * letters:
        return _by_cyrillic(small)
    if len(_ARABIC.findall(sample)) > _MOST * letters:
        return _by_arabic(small)
    if len(_HAN.findall(sample)) > _MOST * letters:
        return "zh"  # Japanese has its own letters too and was told by them
    return _by_words(words)


def _by_cyrillic(small: str) -> str:
    for code, some, none in _BY_LETTERS:
        if sum(map(small.count, some)) > len(small) / _RAREST and not any(letter in small for letter in none):
            return code
    return ""


def _by_arabic(small: str) -> str:
    if not _OTHER_ARABIC.isdisjoint(small):
        return ""
    own = sum(map(small.count, _PERSIAN))
    if not own:
        return "" if _OWN_ARABIC.isdisjoint(small) else "ar"
    return "fa" if own > len(small) / 60 else ""


def _by_words(words: Sequence[str]) -> str:
    known = _languages()
    weights: dict[str, float] = defaultdict(float)
    for word in words:
        languages = known.get(word.lower(), ())
        for language in languages:
            weights[language] += 1 / len(languages)  # a word of four languages tells a quarter of each
    if not weights:
        return ""
    (best, most), (_, second) = [*sorted(weights.items(), key=lambda item: (-item[1], item[0])), ("", 0.0)][:2]
    return best if most >= _FEWEST and most >= _SHARE * len(words) and most >= _MARGIN * second else ""


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """Return the languages that a small word is one of."""
    found: dict[str, tuple[str, ...]] = {}
    with Path(__file__).with_name("telling.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in dict.fromkeys(row["words"].split()):
                found[word] = (*found.get(word, ()), row["code"])
    return found
