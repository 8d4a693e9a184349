"""Stretches of text that overlap: one of them stays."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class HasSpan(Protocol):
    """A half-open span in characters."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


_S = TypeVar("_S", bound=HasSpan)


def disjoint(found: Iterable[_S], sureness: Callable[[_S], float] = lambda _: 0.0) -> list[_S]:
    """Return the spans sorted by position and disjoint; of two that overlap the longer, then the surer, stays."""
    chosen: list[_S] = []
    for one in sorted(found, key=lambda s: (s.start, -s.end, -sureness(s))):
        if chosen and one.start < chosen[-1].end:
            last = chosen[-1]
            if (one.end - one.start, sureness(one)) > (last.end - last.start, sureness(last)):
                chosen[-1] = one
            continue
        chosen.append(one)
    return chosen


def longest(found: Iterable[_S]) -> list[_S]:
    """Return the spans sorted by position and disjoint, the longest of all first: what overlaps it goes, and so on."""
    chosen: list[_S] = []
    for one in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        at = bisect_left(chosen, one.start, key=lambda s: s.start)
        if (at == 0 or chosen[at - 1].end <= one.start) and (at == len(chosen) or one.end <= chosen[at].start):
            chosen.insert(at, one)
    return chosen
