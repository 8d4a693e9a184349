"""Where a text says that a name lies, in more words than "Homs in Syria": a village in the Brazilian state of Goiás.

What is said so is evidence for the places inside, and a veto against those elsewhere: where a text puts a hamlet into
Bolivia, the only place of that name in the gazetteer is another one if it lies in Spain.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geomap.language.patterns import any_of, compiled
from geomap.resolution.features import distance_km, is_usual, lies_in
from geomap.resolution.options import MATCH_SURROUNDINGS
from geomap.resolution.shares import scaled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.language import Language
    from geomap.model import Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

_WIDEST_GAP = 64
_WIDEST_JOIN = 6
_LONGEST_CHAIN = 3
_UNITS = frozenset({"country", "admin1"})
_TELLING = _UNITS | {"admin2", "admin", "city"}
_SURE = 0.6
_LEAST_LIKELY = 0.02
_FIRST_ORDER = frozenset({"admin1"})
_FAR_KM = 200.0
# So important a place is what is meant, whatever the words beside seem to say: they may be about somebody from there.
_WELL_KNOWN = 6.6
_CLOSING = (")", ",", ";")


class Outer(NamedTuple):
    """A mention that the text puts another one into.

    Attributes
    ----------
    inner, outer
        Numbers of the mentions.
    apposed
        Whether an apposition says so ("a town in"), which nothing outweighs.
    """

    inner: int
    outer: int
    apposed: bool


class Appositions:
    """Finds in the texts of a language what the words put a name into.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        cues = language.cues
        self._in = compiled(cues.lies_in)
        self._apposed = compiled(cues.lies_in_apposed)
        self._further = compiled(cues.lies_in_further)
        self._people_before = compiled(cues.lies_in_before)
        self._joined = compiled(cues.lies_in_list)
        self._firmly = compiled(cues.lies_in_firmly)
        self._last = re.compile(rf",?[ ](?:{any_of(language.words.list_joiners)})[ ]")

    def find(self, text: str, toponyms: Sequence[Toponym]) -> Iterator[Outer]:
        """Yield each mention that the words beside it place inside another, with that other."""
        for i, (inner, outer) in enumerate(pairwise(toponyms)):
            if not 1 < outer.start - inner.end <= _WIDEST_GAP:
                continue
            if inner.kind == "demonym":
                if outer.kind == "literal" and self._people_before.fullmatch(text, inner.end, outer.start):
                    yield Outer(i + 1, i, apposed=True)
                continue
            apposed = self._apposed.fullmatch(text, inner.end, outer.start) is not None or (
                bool(outer.head) and self._firmly.fullmatch(text, inner.end, outer.start) is not None
            )
            if not is_whole(text, inner, outer) or not (apposed or self._puts(text, inner, outer)):
                continue
            first = i
            while first and self._joined.fullmatch(text, toponyms[first - 1].end, toponyms[first].start):
                first -= 1
            for j in self._chain(text, toponyms, i + 1):
                for listed in range(first, i + 1):
                    yield Outer(listed, j, apposed)

    def _puts(self, text: str, inner: Toponym, outer: Toponym) -> bool:
        """Tell whether a preposition puts a mention into the next, but not "arrived in Jackson on an Indian trail"."""
        return outer.kind != "demonym" and self._in.fullmatch(text, inner.end, outer.start) is not None

    def lists(self, text: str, toponyms: Sequence[Toponym]) -> Iterator[tuple[int, int]]:
        """Yield the numbers of the first and last mention of each list: "Puebla, Querétaro and Guanajuato"."""
        first = 0
        for i in range(1, len(toponyms) + 1):
            if i < len(toponyms) and self._are_listed(text, toponyms[i - 1], toponyms[i]):
                continue
            if i - first > 1 and any(
                self._last.fullmatch(text, toponyms[k - 1].end, toponyms[k].start) for k in range(first + 1, i)
            ):
                yield first, i - 1
            first = i

    def _are_listed(self, text: str, toponym: Toponym, following: Toponym) -> bool:
        if not 1 < following.start - toponym.end <= _WIDEST_JOIN or "demonym" in (toponym.kind, following.kind):
            return False
        if toponym.container:
            return False
        return self._joined.fullmatch(text, toponym.end, following.start) is not None

    def _chain(self, text: str, toponyms: Sequence[Toponym], j: int) -> Iterator[int]:
        """Yield a mention and those right behind that it lies in or that lie in it: "the Mexican state of Sonora"."""
        yield j
        for k in range(j + 1, min(len(toponyms), j + _LONGEST_CHAIN)):
            if self._further.fullmatch(text, toponyms[k - 1].end, toponyms[k].start) is None:
                return
            yield k


def is_whole(text: str, inner: Toponym, outer: Toponym) -> bool:
    """Tell whether brackets between two mentions hold the second alone.

    For example "Homs (Syria)", not "Aberdeen (Lakota: Ablíla)".
    """
    opened = text[inner.end : outer.start].rstrip().endswith("(")
    return not opened or text[outer.end : outer.end + 1] in _CLOSING


@cache
def appositions_of(language: Language) -> Appositions:
    """Return the finder of a language's appositions, made once per language."""
    return Appositions(language)


def is_vetoed(best: Option, group: Group) -> bool:
    """Tell whether the text says that a name lies in a place that does not hold the option.

    The most important places are spared where no apposition says so: the words may be about somebody from there.
    """
    if best.match == MATCH_SURROUNDINGS or group.is_natural:
        return False
    if not group.apposed and (best.kind in _UNITS or (best.importance >= _WELL_KNOWN and is_usual(best, group))):
        return False
    return lies_elsewhere(best, group)


def favour_inside(group: Group, shares: list[float]) -> list[float]:
    """Return a group's shares, with those options cut that lie elsewhere than the text says, if others do not."""
    outers = outer_places(group)
    if not outers:
        return shares
    inside = [all(_holds(outer, option) for outer in outers) for option in group.options]
    if all(inside) or not any(inside):
        return shares
    kept = _LEFT_APPOSED if group.apposed or group.containers else _LEFT
    return scaled(shares, (not held for held in inside), kept)


_LEFT, _LEFT_APPOSED = 0.2, 0.02


def favour_unit(group: Group, shares: list[float]) -> list[float]:
    """Return a group's shares, with all but its units cut where the text calls the name one: "Niger state"."""
    if group.wanted != _FIRST_ORDER:
        return shares
    fits = [option.kind == "admin1" and option.via == "name" for option in group.options]
    if all(fits) or not any(fits):
        return shares
    return scaled(shares, (not fit for fit in fits), _LEFT_APPOSED)


def is_held_nowhere(best: Option, group: Group) -> bool:
    """Tell whether the text puts a name into another, and nothing that the other could mean holds the option."""
    if best.kind in _UNITS or best.match == MATCH_SURROUNDINGS or group.is_natural or group.claimed:
        return False
    if best.importance >= _WELL_KNOWN and not group.apposed:
        return False
    return any(_may_not_hold(outer, best) for outer in group.inside if outer is not group)


def _may_not_hold(outer: Group, option: Option) -> bool:
    likely = [
        place
        for place, share in zip(outer.options, outer.shares, strict=True)
        if share > _LEAST_LIKELY and place.kind in _TELLING
    ]
    return bool(likely) and not any(_holds(place, option) for place in likely)


def lies_elsewhere(best: Option, group: Group) -> bool:
    """Tell whether the place that a name lies in, as the text says, is known and does not hold the option."""
    return not group.claimed and not all(_holds(outer, best) for outer in outer_places(group))


def outer_places(group: Group) -> list[Option]:
    """Return the places that a name lies in, as the text says."""
    outers = [
        outer.options[outer.best]
        for outer in group.inside
        if outer.options and outer is not group and max(outer.shares) > _SURE
    ]
    outers = [outer for outer in outers if outer.kind in _TELLING]
    # "A hamlet in the Mexican state of Sonora" lies in both; "in Chad, Mali and Niger" in the first.
    return [o for o in outers if o is outers[0] or lies_in(o, outers[0]) or lies_in(outers[0], o)]


def _holds(outer: Option, option: Option) -> bool:
    """Tell whether a place lies in another, or so near that it may."""
    if outer.index == option.index or lies_in(outer, option):
        return True
    if outer.kind in _UNITS:
        return not option.country
    if outer.kind == "admin2" and 0 < outer.admin1 != option.admin1 > 0:  # a district lies in one province
        return False
    return distance_km(outer, option) < _FAR_KM
