"""The signals of names in languages other than English: how a word was read as a name, and words by their language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.recognition.lexicon_features import Signals
from geomap.recognition.matches import TIER_DEMONYM, TIER_LARGE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geomap.gazetteer.spoken import SpokenNames
    from geomap.language import Language
    from geomap.recognition.hits import Hit, Match

_BESIDE: Final = "place before"
_SMALL: Final = "people in small letters"
_LENGTHS: Final = ("of 1 letter", "of 2 letters", "of 3 letters", "of 4 letters")


class SpokenSignals(Signals):
    """The signals of a language other than English.

    What English texts do not have: a name that was read from one of its forms, an adjective in small letters. The words
    before and after a name carry their language, as the fit puts several together.

    Parameters
    ----------
    language
        The language.
    names
        What reads its words as names.
    """

    def __init__(self, language: Language, names: SpokenNames) -> None:
        super().__init__(language)
        self._names = names
        self._code = language.code
        self._sites = frozenset(language.heads.sites)

    def own(self, match: Match, doubtful: AbstractSet[str]) -> list[str]:
        """Return the signals that a match's run shows by itself, wherever it stands."""
        found = super().own(match, doubtful)
        hit = match.hit
        found += self.of_reading(hit)
        if hit.end - hit.first == 1:
            word = match.run.tokens[hit.first]
            if len(word.folded) <= len(_LENGTHS):
                found.append(_LENGTHS[len(word.folded) - 1])
            if hit.tier == TIER_DEMONYM and word.text.islower():
                found.append(_SMALL)
        return found

    def _of_run_before(self, match: Match) -> list[str]:
        """Return the signals from the word of the run before the match: none where it only begins the sentence.

        Nor a title's where the place follows in a case of its own: "Президент США"; nor those of a noun that a large
        place follows so: "Заборы Хомса".
        """
        hit = match.hit
        before = match.run.tokens[hit.first - 1].folded
        if before in self._words.titles:
            if hit.tier <= TIER_LARGE:
                return []
        elif before in self._language.common_words or before in self._sites or self._is_noun_of(before, hit):
            return []
        found = super()._of_run_before(match)
        return [self._beside(match)] if found == [_BESIDE] else found

    def _beside(self, match: Match) -> str:
        """Return the signal of the name right before a match: a people, a place in a case of its own, any other.

        "Belgische Turnhout" and "Suriye'nin Halep" are more likely than two places side by side.
        """
        hits = [hit for hit in match.run.hits if hit.end == match.hit.first]
        if any(hit.tier == TIER_DEMONYM for hit in hits):
            return "people before"
        readings = [self._names.reading(hit.folded) for hit in hits]
        return "owner before" if any(r is not None and r.how != "name" for r in readings) else _BESIDE

    def _is_noun_of(self, before: str, hit: Hit) -> bool:
        """Tell whether a word that begins a run is no forename, and a large place depends on it by its ending."""
        if hit.first != 1 or hit.tier > TIER_LARGE or before in self._language.given_names:
            return False
        reading = self._names.reading(hit.folded)
        return reading is not None and reading.how == "ending"

    def of_reading(self, hit: Hit) -> list[str]:
        """Return the signals of how a name was read: from which of its forms."""
        reading = self._names.reading(hit.folded)
        if reading is None or reading.how == "name":
            return []
        return [f"by {reading.how}", f"by {reading.how}, tier {hit.tier}"]

    def before(self, word: str) -> list[str]:
        """Return the signals of the word before a match, lower case."""
        return [f"before {self._code}: {word}", *super().before(word)[1:]]

    def after(self, word: str) -> list[str]:
        """Return the signals of the word after a match, lower case."""
        return [f"after {self._code}: {word}", *super().after(word)[1:]]
