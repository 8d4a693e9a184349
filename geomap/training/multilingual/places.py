"""Whether a stretch of text is a name in the gazetteer, in any script, and how large a place bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.gazetteer import layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.tiers import tier_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.recognition.units import Unit

_LONGEST: Final = 7
"""Units of the longest name that is looked for."""
_CACHE_LIMIT: Final = 400_000
NONE: Final = (0, 0)


class NameSearch:
    """Looks up names, and remembers what it has looked up.

    Parameters
    ----------
    gazetteer
        The gazetteer.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._tiers: dict[tuple[int, int], int] = {}
        self._found: dict[tuple[str, str], tuple[int, int]] = {}

    def longest(self, text: str, units: Sequence[Unit], first: int, language: str) -> tuple[int, int]:
        """Return the number of units of the longest name that begins at a unit, and its tier; zeros without one."""
        last = min(len(units), first + _LONGEST)
        window = text[units[first].start : units[last - 1].end]
        key = (window, language)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _CACHE_LIMIT:
                self._found.clear()
            found = self._found[key] = self._search(text, units, first, last, language)
        return found

    def _search(self, text: str, units: Sequence[Unit], first: int, last: int, language: str) -> tuple[int, int]:
        start = units[first].start
        folded = [fold(text[start : unit.end]) for unit in units[first:last]]
        whole = folded[-1]
        if not whole or not folded[0]:
            return NONE
        tiers = self.tiers(whole, language)
        for count in range(len(folded), 0, -1):
            tier = tiers.get(len(folded[count - 1]))
            if tier is not None and (count == 1 or len(folded[count - 1]) > len(folded[count - 2])):
                return count, tier
        return NONE

    def tiers(self, folded: str, language: str) -> dict[int, int]:
        """Return the tier of every name that a folded text starts with, by its length."""
        gazetteer = self._gazetteer
        if folded[0].isascii():
            out = {length: gazetteer.tier(number) for length, number in gazetteer.prefixes(folded)}
        else:
            out = {}
        if gazetteer.exonyms is not None:
            for length, bearers in gazetteer.exonyms.prefixes(folded, language):
                tier = min(self._tier(b.place, b.code) for b in bearers)
                out[length] = min(tier, out.get(length, tier))
        return out

    def _tier(self, index: int, code: int) -> int:
        tier = self._tiers.get((index, code))
        if tier is None:
            place = self._gazetteer.place(index)
            tier = tier_of(place.feature_class, place.feature_code, place.population, code)
            self._tiers[index, code] = tier
        return tier


LARGE: Final = frozenset((layout.TIER_COUNTRY, layout.TIER_ADMIN1, layout.TIER_500K, layout.TIER_100K, layout.TIER_15K))
"""Tiers of names that stand for a place when they are met inside an organisation's name."""


class PlainNames:
    """The names of places of one language as ``UnitEncoder`` asks for them: as they are listed, without endings.

    Parameters
    ----------
    search
        Looks them up.
    language
        BCP 47.
    """

    def __init__(self, search: NameSearch, language: str) -> None:
        self._search, self._language = search, language

    def prefixes(self, folded: str) -> list[tuple[int, int]]:
        """Return the length and tier of the names that ``folded`` starts with, longest first."""
        return sorted(self._search.tiers(folded, self._language).items(), reverse=True)

    starts = prefixes

    def begins(self, word: str) -> bool:
        """Tell that any word may be the first of a longer name: it is not looked up."""
        return bool(word)

    def tier(self, name_id: int) -> int:
        """Return the tier, which is the name's number."""
        return name_id
