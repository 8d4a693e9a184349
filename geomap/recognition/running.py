"""Names in text without spaces: the text is cut into words of the language and names, the cheapest way.

Each word of the language costs the same, a letter that is in none costs more, and a name less than a word the larger
its place is; the cheapest cuts are found from the left to the right. So "日本" is no name inside of "日本海", nor
"中国" in a longer word that the language has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.spoken import SpokenNames
    from geomap.recognition.caseless_signals import CaselessSignals

_LONGEST_WORD: Final = 12
_LONGEST_NAME: Final = 24
_UNKNOWN, _WORD, _NAME, _LARGE_NAME = 1.6, 1.0, 1.1, 0.7
"""What a letter in no word, a word and names cost."""
_LARGE: Final = 600
_LEADING: Final = "เแโใไ"
"""Vowels of Thai that are written before their consonant."""
_FOLLOWING: Final = "ะาำๆฯๅ"


class RunningName(NamedTuple):
    """A name in a stretch.

    Attributes
    ----------
    start, end
        Span in the stretch.
    folded
        The name, folded.
    name_id
        Its number.
    before, after
        The folded pieces of the cut beside it, ``""`` at the ends.
    """

    start: int
    end: int
    folded: str
    name_id: int
    before: str
    after: str


class RunningNames:
    """Finds names in stretches of letters without spaces.

    Parameters
    ----------
    names
        The names of the language.
    signals
        What knows how large a name's place is.
    """

    def __init__(self, names: SpokenNames, signals: CaselessSignals) -> None:
        self._names = names
        self._signals = signals
        self._words = names.language.common_words
        self._longest = min(_LONGEST_WORD, max(map(len, self._words), default=0))

    def find(self, stretch: str) -> Iterator[RunningName]:
        """Yield the names of a stretch from left to right."""
        folded, at = _folded(stretch)
        spelt = self._names.spelt(folded)
        cuts = self._cut(stretch, spelt, at)
        for i, (start, end, name_id) in enumerate(cuts):
            if name_id >= 0:
                before = spelt[cuts[i - 1][0] : start] if i else ""
                after = spelt[end : cuts[i + 1][1]] if i + 1 < len(cuts) else ""
                yield RunningName(at[start], at[end], spelt[start:end], name_id, before, after)

    def _cut(self, stretch: str, folded: str, at: list[int]) -> list[tuple[int, int, int]]:
        """Return the cheapest cut as (start, end, name id) in the folded text, -1 for what is no name."""
        size = len(folded)
        best: list[tuple[float, int, int]] = [(0.0, 0, -1)] + [(float("inf"), 0, -1)] * size
        for i in range(size):
            cost = best[i][0]
            _offer(best, i, i + 1, cost + (_WORD if folded[i] in self._words else _UNKNOWN), -1)
            for j in range(i + 2, min(size, i + self._longest) + 1):
                if folded[i:j] in self._words:
                    _offer(best, i, j, cost + _WORD, -1)
            if not _may_begin(stretch, at[i]):
                continue
            for length, name_id in self._names.starts(folded[i : i + _LONGEST_NAME]):
                if length > 1 and _may_end(stretch, at[i], at[i + length]):
                    _offer(best, i, i + length, cost + self._cost(name_id, length), name_id)
        cuts, end = [], size
        while end:
            _, start, name_id = best[end]
            cuts.append((start, end, name_id))
            end = start
        cuts.reverse()
        return cuts

    def _cost(self, name_id: int, length: int) -> float:
        if self._signals.importance(name_id) >= _LARGE:
            return _LARGE_NAME
        return _NAME - (0.05 if length > 2 else 0.0)


def _offer(best: list[tuple[float, int, int]], start: int, end: int, cost: float, name_id: int) -> None:
    if cost < best[end][0]:
        best[end] = cost, start, name_id


def _folded(stretch: str) -> tuple[str, list[int]]:
    """Return the folded letters and where each stands in the stretch, with the end behind the last."""
    letters, at = [], []
    for i, letter in enumerate(stretch):
        for folded in fold(letter):
            letters.append(folded)
            at.append(i)
    at.append(len(stretch))
    return "".join(letters), at


def _is_katakana(letter: str) -> bool:
    return "\u30a1" <= letter <= "\u30fa" or letter == "ー"


def _may_begin(stretch: str, i: int) -> bool:
    """Tell whether a name can begin at a letter: not within a word in katakana, nor on a mark of Thai."""
    if i == 0:
        return True
    if _is_katakana(stretch[i]):
        return not _is_katakana(stretch[i - 1])
    return fold(stretch[i]) != "" and stretch[i] not in _FOLLOWING and stretch[i - 1] not in _LEADING


def _may_end(stretch: str, start: int, end: int) -> bool:
    """Tell whether a name can end before a letter."""
    if end >= len(stretch):
        return True
    if start == end:
        return False
    if _is_katakana(stretch[end]):
        return not _is_katakana(stretch[end - 1])
    return fold(stretch[end]) != "" and stretch[end] not in _FOLLOWING and stretch[end - 1] not in _LEADING
