"""What speaks for and against a name in a text without capitals: signals, and a linear model that weighs them.

The weights are fitted on labelled sentences in several languages together (``geomap.training.caseless_fit``), so no
signal is a word: how large the place is, whether the language has a name for it, how common the word is in the
language, which class the words beside it are of.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.layout import DEMONYM, HAND_KEPT, KIND_MASK
from geomap.gazetteer.naming import forms_of, kept_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.spoken import SpokenNames

WEIGHTS: Final = Path(__file__).parent / "data" / "caseless.json"
_LARGE: Final = 700
_GREAT: Final = 1000
_SHORTEST_BASE: Final = 3
_SURE: Final = ("name", "script", "clitic")
_PEOPLE: Final = 1.0
"""What an adjective of a people weighs: those of the tables and of large places are hardly anything else."""
_MOST_LETTERS: Final = 7
_KINDS: Final = {"A": "unit", "P": "town", "H": "water", "T": "nature", "L": "region"}


class NameInText(NamedTuple):
    """Where a name stands.

    Attributes
    ----------
    text, start, end
        The text, and the span.
    folded
        The folded words.
    words
        How many.
    before, after
        Folded words right beside; in text without spaces the pieces of the cut.
    running
        Whether the script puts no spaces between words.
    """

    text: str
    start: int
    end: int
    folded: str
    words: int
    before: str
    after: str
    running: bool = False


@cache
def bundled_weights() -> dict[str, float]:
    """Return the weight of each signal, and ``"bias"``."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


class CaselessSignals:
    """The signals of a language.

    Parameters
    ----------
    names
        The language's names of places.
    """

    def __init__(self, names: SpokenNames) -> None:
        language = names.language
        words, heads = language.words, language.heads
        self._names = names
        self._language = language
        self._tag = kept_as(language.code)
        self._common = language.common_words
        self._never = words.never | words.compass | words.calendar | heads.before | heads.districts
        self._home = words.countries
        self._forms = forms_of(language)
        self._weights = bundled_weights()
        front_heads = heads.before | heads.fronts
        self._before: tuple[tuple[str, frozenset[str]], ...] = (
            ("title", words.titles),
            ("preposition", words.place_prepositions),
            ("head", front_heads),
            ("organisation", words.organisation_of | words.channel_words),
            ("direction", words.compass),
            ("given name", language.given_names),
            ("genitive", words.genitives),
        )
        self._after: tuple[tuple[str, frozenset[str]], ...] = (
            ("head", heads.districts | heads.nature | frozenset(heads.sites)),
            ("organisation", words.organisation_words),
            ("people", words.acting),
            ("surname", language.surnames),
            ("genitive", words.genitives),
            ("preposition", words.follows),
        )
        self._fronts = tuple(sorted(language.forms.clitics, key=len, reverse=True))
        self.importance = lru_cache(maxsize=60_000)(self._importance)
        self._own = lru_cache(maxsize=60_000)(self._of_name)

    def is_no_name(self, word: str, name_id: int) -> bool:
        """Tell whether a folded word by itself is never a place's name: in any of its forms, or too short in one."""
        reading = self._names.reading(word)
        if reading is None or any(base in self._never for base, how in self._forms.of(word) if how in _SURE):
            return True
        short = len(reading.base) < _SHORTEST_BASE and reading.base != word
        return short and self.importance(name_id) < _GREAT

    def _is_people(self, name_id: int) -> bool:
        bearers = self._names.bearers(name_id)
        return bool(bearers) and all(code & KIND_MASK == DEMONYM for _, code in bearers)

    def _importance(self, name_id: int) -> int:
        bearers = self._names.bearers(name_id)
        return max((self._names.gazetteer.columns.importance[place] for place, _ in bearers), default=0)

    def weight(self, place: NameInText, name_id: int) -> float:
        """Return the sum of the weights of a name's signals."""
        if self._is_people(name_id):
            return _PEOPLE
        weights = self._weights
        return weights["bias"] + sum(weights.get(signal, 0.0) for signal in self.of(place))

    def of(self, place: NameInText) -> list[str]:
        """Return the signals of a name where it stands."""
        return [*self._own(place.folded, place.words, place.running), *self._beside(place)]

    def _of_name(self, folded: str, words: int, running: bool) -> tuple[str, ...]:
        reading = self._names.reading(folded)
        if reading is None:
            return ()
        script = "running" if running else "spaced"
        gazetteer = self._names.gazetteer
        index, code = reading.bearers[0]
        importance = gazetteer.columns.importance[index]
        feature, feature_code = gazetteer.features[gazetteer.columns.feature[index]]
        kind = "country" if feature_code.startswith("PCL") else _KINDS.get(feature, "site")
        if code & KIND_MASK == DEMONYM:
            kind = "people"
        own = self._is_own(reading.base, index) or code & HAND_KEPT > 0
        home = gazetteer.country_codes[gazetteer.columns.country[index]] in self._home
        size = min(importance // 100, 10)
        whose = f"{'own' if own else 'other'}, {'home' if home else 'abroad'}"
        letters = min(len(reading.base.replace(" ", "")), _MOST_LETTERS)
        found = [
            f"{kind}",
            f"{kind}, size {size}",
            f"{whose}, size {size}",
            f"{script}, {letters} letters, {'large' if importance >= _LARGE else 'small'}",
            f"{script}, {min(words, 3)} words",
            f"read by {reading.how}",
            f"read by {reading.how}, {'large' if importance >= _LARGE else 'small'}",
            f"language {self._language.code}",
            f"{script}, {kind}",
        ]
        large = "large" if importance >= _LARGE else "own" if own else "small"
        if words == 1:
            if folded in self._common:
                found += ["common", f"common, {large}"]
            elif reading.base != folded and reading.base in self._common:
                found += ["common base", f"common base, {large}"]
            else:
                found += ["uncommon", f"uncommon, {large}"]
        if folded.endswith(reading.base) and reading.base != folded:
            front = folded[: len(folded) - len(reading.base)]
            if front in self._language.words.place_prepositions:
                found.append("preposition joined")
        return tuple(found)

    def _is_own(self, base: str, index: int) -> bool:
        exonyms = self._names.gazetteer.exonyms
        return exonyms is not None and any(b.place == index for b in exonyms.bearers(base, self._tag))

    def _beside(self, place: NameInText) -> Iterable[str]:
        before, after = self._bare(place.before), place.after
        found = [f"{name} before" for name, words in self._before if before in words or place.before in words]
        found += [f"{name} after" for name, words in self._after if after in words]
        if not before:
            found.append("nothing before")
        elif place.before in self._common:
            found.append("common before")
        else:
            found.append("rare before")
        if not after:
            found.append("nothing after")
        elif after in self._common:
            found.append("common after")
        else:
            found.append("rare after")
        if place.text[place.start - 1 : place.start] == "#":
            found.append("hashtag")
        return found

    def _bare(self, word: str) -> str:
        """Return a word without what is written on its front: "بمحافظة" is a province's head noun too."""
        for front in self._fronts:
            if word.startswith(front) and len(word) - len(front) > 1:
                bare = word[len(front) :]
                if any(bare in words for _, words in self._before):
                    return bare
        return word
