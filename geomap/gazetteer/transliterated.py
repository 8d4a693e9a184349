"""Places whose name stands in the gazetteer in Latin letters only, by a name in another script: حميميم is Hmeimim.

A name is brought to its consonants in few classes, which all spellings share: Хмеймим, חמיימים and Hmeimim are one.
So it finds names that nobody has written down in a script, and others that only sound alike; who asks gets the likest
spellings of places that texts speak of, as guesses. How a letter may sound stands in ``transliteration.csv`` of the
languages, written for geomap after the usual romanisations (BGN/PCGN, ISO 9, ISO 259, ISO 15919).
"""

from __future__ import annotations

import csv
import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.gazetteer import Gazetteer

_TABLE: Final = Path(__file__).parents[1] / "language" / "transliteration.csv"
_TELLING: Final = 9
"""Letters of a sound, consonants counted twice, that tell a name from chance."""
_LEAST_IMPORTANCE: Final = 520
"""Of a place that a name from another script may mean: a town of 50,000, or a site of the hand-kept tables."""
_LEAST_LIKENESS: Final = 0.88
_LEAST_OF_SHORT: Final = 0.9
"""Of a name with one letter less, which a hand-kept table must have."""
_NEVER: Final = 2.0
_MOST_COUNTRIES: Final = 3
_BEHIND: Final = 0.12
"""How much less alike than the best a spelling may be."""
_MOST_SPELLINGS: Final = 48
_MOST: Final = 12
_CLASSES: Final = {
    **dict.fromkeys(["shch", "tsch", "dzh", "sch", "sh", "ch", "zh", "ts", "tz", "dj", "jh", "s", "z", "j", "c"], "S"),
    **dict.fromkeys(["gh", "ck", "qu", "k", "q", "g"], "K"),
    **dict.fromkeys(["ph", "bh", "b", "p", "v", "f"], "B"),
    **dict.fromkeys(["th", "t"], "T"),
    **dict.fromkeys(["dh", "d"], "D"),
    **dict.fromkeys("eiy", "i"),
    **dict.fromkeys("ouw", "u"),
    "kh": "H", "x": "KS", "l": "L", "r": "R", "m": "M", "n": "N", "a": "a",
}  # fmt: skip
"""What spellings of one name share: scripts have not the same letters, nor do languages spell them alike."""
_SOUND: Final = re.compile("|".join(sorted(_CLASSES, key=len, reverse=True)) + "|.")
_DOUBLE: Final = re.compile(r"([a-z])\1")
_ARTICLE: Final = re.compile(r"^(?:al|el|a[dnrstz]|ash|ath|adh|ha) (?=\w{3})|^(?:ال|ה)(?=\w{3})")
_ARTICLE_OF_LINE: Final = re.compile(_ARTICLE.pattern.replace("^", "\n"))
"""Arabic and Hebrew write the article on a name, others write it apart or leave it out: it tells nothing."""
_VOWEL_RUN: Final = re.compile(r"([aiu])[aiu]+")
_CONSONANTS: Final = bytes.maketrans(b"bpvftdszckqgjxlrmn", b"bbbbtdsskkkkkklrmn"), b"aeiouyhw '"
"""Which consonants count as the same, and what is left out."""


class Spelt(NamedTuple):
    """A name in Latin letters that is spelt like one in another script.

    Attributes
    ----------
    name_id
        Its number in the gazetteer.
    likeness
        0 to 1.
    """

    name_id: int
    likeness: float


class TransliteratedNames:
    """The names of a gazetteer in Latin letters, by what their consonants sound like.

    Parameters
    ----------
    gazetteer
        Where the names are.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_consonants: dict[str, list[str]] = {}
        names = list(_large_names(gazetteer))
        # All at once, a line each: a call a name would take many times as long.
        keys = consonants_of(_without_articles("\n".join(names)))
        for key, name in zip(keys.split("\n"), names, strict=True):
            self._by_consonants.setdefault(key, []).append(name)

    def find(self, folded: str) -> list[Spelt]:
        """Return the names that are spelt like a folded name in another script, the likest first.

        None where places in many countries are spelt so: that says nothing.
        """
        best: dict[int, float] = {}
        for spelling in spellings(_ARTICLE.sub("", folded)):
            consonants, sound = _letters_only(spelling), sound_of(spelling)
            for name in self._by_consonants.get(consonants, ()):
                other = sound_of(_ARTICLE.sub("", name))
                likeness = SequenceMatcher(None, sound, other, autojunk=False).ratio()
                name_id = self._gazetteer.name_id(name)
                if likeness >= max(self._least(sound, name_id), best.get(name_id, 0.0)):
                    best[name_id] = likeness
        most = max(best.values(), default=0.0)
        found = [Spelt(name_id, likeness) for name_id, likeness in best.items() if likeness >= most - _BEHIND]
        found.sort(key=lambda spelt: (-spelt.likeness, spelt.name_id))
        return [] if self._are_scattered(found) else found[:_MOST]

    def _least(self, sound: str, name_id: int) -> float:
        """Return how alike two spellings must be for the name to be told from chance."""
        weight = _weight(sound)
        if weight >= _TELLING:
            return _LEAST_LIKENESS
        kept = any(code & layout.HAND_KEPT for _, code in self._gazetteer.bearers(name_id))
        return _LEAST_OF_SHORT if kept and weight == _TELLING - 1 else _NEVER

    def _are_scattered(self, found: list[Spelt]) -> bool:
        columns = self._gazetteer.columns
        places = [self._gazetteer.bearers(spelt.name_id)[0][0] for spelt in found]
        return len({columns.country[place] for place in places}) > _MOST_COUNTRIES


def _large_names(gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the names in Latin letters of places that texts speak of."""
    import numpy as np

    importance = np.asarray(gazetteer.columns.importance)
    kept = layout.HAND_KEPT
    for index in gazetteer.name_indexes[: len(layout.LAYERS)]:
        first, lists = map(np.asarray, index.words())
        words = np.where(
            first & layout.LIST_BIT, lists[np.minimum((first ^ layout.LIST_BIT) + 1, len(lists) - 1)], first
        )
        codes = words >> layout.PLACE_BITS
        kinds = codes & layout.KIND_MASK
        wanted = (kinds == layout.PRIMARY) & (importance[words & layout.PLACE_MASK] >= _LEAST_IMPORTANCE)
        wanted |= (kinds <= layout.ALTERNATE) & (codes & kept > 0) & (codes & layout.CASE_SENSITIVE == 0)
        yield from map(index.trie.restore_key, np.flatnonzero(wanted).tolist())


@lru_cache(maxsize=1)
def transliterated_names(gazetteer: Gazetteer) -> TransliteratedNames:
    """Return the index of a gazetteer, made once."""
    return TransliteratedNames(gazetteer)


@cache
def _letters() -> dict[str, tuple[str, ...]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["letter"]: tuple(row["sounds"].split()) or ("",) for row in csv.DictReader(file)}


def is_transliterated(folded: str) -> bool:
    """Tell whether all letters of a folded name have sounds in the table."""
    letters = _letters()
    return bool(folded) and all(letter in letters or letter == " " for letter in folded)


def is_telling(folded: str) -> bool:
    """Tell whether a folded name in another script has letters enough to be told from chance."""
    return any(_weight(sound_of(spelling)) >= _TELLING - 1 for spelling in spellings(_ARTICLE.sub("", folded)))


def _weight(sound: str) -> int:
    return len(sound) + sum(map(str.isupper, sound))


def spellings(folded: str) -> list[str]:
    """Return how a name in another script may be spelt in Latin letters; none where a letter has no sound.

    Of spellings with the same consonants one is enough.

    Parameters
    ----------
    folded
        The name.
    """
    if not is_transliterated(folded):
        return []
    letters = _letters()
    found = [""]
    for i, letter in enumerate(folded):
        # A half vowel is a consonant at the beginning only.
        own = letters.get(letter, ("",))
        kinds = {consonants_of(sound): sound for sound in reversed(own[:1] if i and own[0] in "wy" else own)}
        found = [front + sound for front in found for sound in kinds.values()][:_MOST_SPELLINGS]
    return found


def consonants_of(latin: str) -> str:
    """Return the consonants of a folded name in Latin letters in few classes; a double letter counts once.

    Vowels, "h", "w" and "y" are left out: scripts write them or not.

    Examples
    --------
    >>> consonants_of("hmeimim"), consonants_of("barcelona")
    ('mmm', 'brsln')
    """
    return _letters_only(_DOUBLE.sub(r"\1", latin.replace("ce", "se").replace("ci", "si").replace("sch", "s")))


def _letters_only(latin: str) -> str:
    return latin.encode().translate(*_CONSONANTS).decode()


def _without_articles(lines: str) -> str:
    """Return lines without the article that they begin with."""
    return _ARTICLE_OF_LINE.sub("\n", f"\n{lines}")[1:]


def sound_of(latin: str) -> str:
    """Return a folded name in Latin letters as classes of consonants and, in small letters, of vowels.

    "h" is left out, and a double letter counts once.

    Examples
    --------
    >>> sound_of("hmeimim"), sound_of("khartoum")
    ('MiMiM', 'HaRTuM')
    """
    return _VOWEL_RUN.sub(r"\1", _SOUND.sub(lambda found: _CLASSES.get(found[0], ""), _DOUBLE.sub(r"\1", latin)))
