"""Names one edit away, or printed like what was read: every such spelling is tried against the trie.

An edit is a letter too many, too few or wrong, or two neighbours swapped (Damerau 1964, doi:10.1145/363958.363994).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.misreadings import misread, shared
from geomap.gazetteer.names import HALF

if TYPE_CHECKING:
    from collections.abc import Iterator

    import marisa_trie

_LETTERS = "abcdefghijklmnopqrstuvwxyz "


def neighbours(folded: str, trie: marisa_trie.Trie) -> Iterator[tuple[str, int]]:
    """Yield the names of a trie that one edit turns ``folded`` into, with their numbers.

    Each once, then those misread in print.

    An edit at position ``i`` leaves what stands before it as it is. So positions behind the longest start that any
    name shares need no try.
    """
    if HALF.search(folded):
        return
    reach = shared(folded, trie)
    seen = {folded}
    get = trie.get
    for i in range(reach + 1):
        head, tail = folded[:i], folded[i:]
        for spelling in _edits(head, tail):
            if spelling not in seen:
                number = get(spelling, -1)
                if number >= 0:
                    seen.add(spelling)
                    yield spelling, number
    for spelling, number in misread(folded, trie):
        if spelling not in seen:
            yield spelling, number


def _edits(head: str, tail: str) -> Iterator[str]:
    rest = tail[1:]
    if tail:
        yield head + rest
        if rest and rest[0] != tail[0]:
            yield head + rest[0] + tail[0] + rest[1:]
        for letter in _LETTERS:
            yield head + letter + rest
    for letter in _LETTERS:
        yield head + letter + tail
