"""From places' names to the arrays of a name index: the work that every writer of a gazetteer shares."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import marisa_trie

from geomap.gazetteer import layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName, is_latin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    # By folded name, match codes by place index.
    Bearers = dict[str, dict[int, int]]

# What a weaker kind of match costs against importance when bearers are put in order. GeoNames' alternate names are of
# every language and age ("Salem" of Jerusalem, "Edo" of Tokyo); a hand-kept one is a name that texts use.
_PENALTY = {
    layout.PRIMARY: 0,
    layout.ALTERNATE: 250,
    layout.ABBREVIATION: 60,
    layout.HISTORICAL: 250,
    layout.DEMONYM: 0,
}
_HAND_KEPT_PENALTY = 60


HAND_KEPT_SOURCE = "curated"
"""What ``RecordName.source`` says of a name from a hand-kept table."""


def empty() -> dict[str, Bearers]:
    """Return empty tables for the names of each group of scripts."""
    return {script: defaultdict(dict) for script in layout.SCRIPTS}


def bear(tables: Mapping[str, Bearers], index: int, name: RecordName) -> None:
    """Enter a place into a table under one of its names."""
    folded = fold(name.text)
    if not folded or len(folded) > layout.LONGEST:
        return
    script = "latin" if is_latin(folded) and not name.lookup_only else "other"
    join(tables[script][folded], ((index, match_code(name)),))


def match_code(name: RecordName) -> int:
    """Return how the index records a name: its kind with the bits of ``layout``."""
    cased = layout.CASE_SENSITIVE if name.case_sensitive else 0
    kept = layout.HAND_KEPT if name.source == HAND_KEPT_SOURCE else 0
    return name.kind | cased | kept


def cost(code: int) -> int:
    """Return what a kind of match costs against importance."""
    penalty = _PENALTY[code & layout.KIND_MASK]
    return min(penalty, _HAND_KEPT_PENALTY) if code & layout.HAND_KEPT else penalty


def join(bearers: dict[int, int], more: Iterable[tuple[int, int]]) -> None:
    """Add bearers; of two kinds of match the better stays, and a name for any case needs no case."""
    for index, code in more:
        known = bearers.get(index)
        if known is None or _strength(code) < _strength(known):
            bearers[index] = code


def _strength(code: int) -> tuple[int, bool, bool, int]:
    kind = code & layout.KIND_MASK
    # A source's alternate names are of every age: a hand-kept table that calls one historical knows better.
    return code & layout.CASE_SENSITIVE, kind != layout.PRIMARY, not code & layout.HAND_KEPT, kind


def pack_names(
    found: Bearers, importance: Callable[[int], int], tier: Callable[[int, int], int]
) -> tuple[marisa_trie.Trie, dict[str, array[int]]]:
    """Return the trie of the names and the arrays of ``NameIndex``.

    Parameters
    ----------
    found
        The bearers of each folded name.
    importance
        Of a place, by index: it puts the bearers in order.
    tier
        That a place, by index, gives to its name, by match code.
    """
    names = sorted(found)
    trie = marisa_trie.Trie(names)
    index = IndexArrays(len(names))
    for name in names:
        index.enter(trie[name], found[name], importance, tier)
    return trie, index.arrays


class IndexArrays:
    """The arrays of ``NameIndex``, filled name by name.

    Parameters
    ----------
    count
        How many names there will be.
    """

    def __init__(self, count: int) -> None:
        self._first = array("I", bytes(4 * count))
        self._tier = array("B", bytes(count))
        self._lists = array("I", [0])

    @property
    def arrays(self) -> dict[str, array[int]]:
        """The arrays by their names."""
        return {"first": self._first, "lists": self._lists, "tier": self._tier}

    def enter(
        self,
        number: int,
        bearers: Mapping[int, int],
        importance: Callable[[int], int],
        tier: Callable[[int, int], int],
    ) -> None:
        """Enter the bearers of the name with a number; see ``pack_names``."""
        ranked = sorted(bearers.items(), key=lambda item: (cost(item[1]) - importance(item[0]), item[0]))
        self._tier[number] = min(tier(index, code) for index, code in ranked)
        words = [index | code << layout.PLACE_BITS for index, code in ranked]
        if len(words) == 1:
            self._first[number] = words[0]
        else:
            self._first[number] = len(self._lists) | layout.LIST_BIT
            self._lists.append(len(words))
            self._lists.extend(words)
