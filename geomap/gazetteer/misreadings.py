"""Names that a machine has misread: letters that look alike in print, and the long s of older books.

Where a scan has "Fcrry", "Shiclds" or "Mancheller", one letter or a pair of them stands for what looks like it. Such
slips come in pairs more often than other misspellings, so two of them are tried in a longer name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import marisa_trie

# What is read, and what is printed there.
_ALIKE = {
    "0": ("o",),
    "1": ("l", "i"),
    "5": ("s",),
    "6": ("b",),
    "8": ("b",),
    "b": ("h",),
    "c": ("e", "o"),
    "cl": ("d",),
    "d": ("cl", "st"),
    "e": ("c", "o"),
    "f": ("s", "t"),
    "ff": ("ss",),
    "fl": ("st",),
    "g": ("q",),
    "h": ("b", "li"),
    "i": ("l", "t"),
    "ii": ("n", "u"),
    "ij": ("l",),
    "in": ("m",),
    "iu": ("m",),
    "j": ("i",),
    "k": ("h",),
    "l": ("i", "t"),
    "li": ("h",),
    "ll": ("st",),
    "m": ("rn", "in", "ni"),
    "n": ("u", "ri"),
    "ni": ("m",),
    "o": ("c", "e"),
    "r": ("t",),
    "ri": ("n",),
    "rn": ("m",),
    "s": ("f",),
    "t": ("l", "r"),
    "u": ("n", "ii"),
    "v": ("y",),
    "vv": ("w",),
    "x": ("n",),
    "y": ("v",),
}

_TWICE = 7
"""Letters of a name in which two misreadings are tried: in a shorter one they lead anywhere."""


def misread(folded: str, trie: marisa_trie.Trie) -> Iterator[tuple[str, int]]:
    """Yield the names of a trie that may be printed where ``folded`` is read, with their numbers; each once.

    Those with two misreadings are tried only where none with one is found.
    """
    seen = {folded}
    first = [(spelling, at) for spelling, at in _spellings(folded, 0, trie) if spelling != folded]
    yield from _known((spelling for spelling, _ in first), trie, seen)
    if len(seen) > 1 or len(folded) < _TWICE:
        return
    yield from _known((spelling for once, at in first for spelling, _ in _spellings(once, at, trie)), trie, seen)


def _known(spellings: Iterable[str], trie: marisa_trie.Trie, seen: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the names of a trie among spellings, with their numbers; those that were seen are left out."""
    for spelling in spellings:
        number = trie.get(spelling, -1)
        if number >= 0 and spelling not in seen:
            seen.add(spelling)
            yield spelling, number


def _spellings(folded: str, start: int, trie: marisa_trie.Trie) -> Iterator[tuple[str, int]]:
    """Yield the spellings with one misreading undone, from a position on, and where each goes on.

    What stands before a position must begin some name of the trie, or nothing behind it is worth a try.
    """
    reach = shared(folded, trie)
    for at in range(start, min(reach, len(folded) - 1) + 1):
        for width in (1, 2):
            for meant in _ALIKE.get(folded[at : at + width], ()) if at + width <= len(folded) else ():
                yield folded[:at] + meant + folded[at + width :], at + len(meant)


def shared(folded: str, trie: marisa_trie.Trie) -> int:
    """Return the length of the longest start of ``folded`` that some name of the trie begins with."""
    low, high = 0, len(folded)
    while low < high:
        middle = (low + high + 1) // 2
        if next(trie.iterkeys(folded[:middle]), None) is not None:
            low = middle
        else:
            high = middle - 1
    return low
