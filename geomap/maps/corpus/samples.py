"""Some documents behind each place: those that are most about it, the same text once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.maps.corpus.view import Samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.maps.corpus.tables import CorpusTables

STEPS: Final = ((300, 20), (1_000, 8), (5_000, 2))
"""How many documents a place has at most: 20 of the 300 most mentioned places, 8 of those up to the 1,000th, 2 of those
up to the 5,000th, none beyond. They are most of what a page weighs."""

_LEVELS: Final = (1 << 16) - 1
"""Steps of prominence that are told apart."""

_WAITING: Final = 300_000
_LONGEST: Final = 160
_LONGEST_LINK: Final = 500
_WEB: Final = re.compile(r"https?://[^\s/?#][^\s\x00-\x20\x7f]*", re.IGNORECASE)


class Sampler:
    """Keeps for each place the documents that are most about it."""

    def __init__(self) -> None:
        self._most = np.zeros(STEPS[-1][0], np.int64)
        for below, count in reversed(STEPS):
            self._most[:below] = count
        self._least = np.zeros(len(self._most), np.int64)
        self._keys, self._texts = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._waiting: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []

    def add(
        self,
        document: NDArray[np.int64],
        place: NDArray[np.int64],
        prominence: NDArray[np.float32],
        text: NDArray[np.int64],
    ) -> None:
        """Add pairs of document and place; ``text`` is the hash of the document's text."""
        near = np.flatnonzero(place < len(self._most))
        level = np.round(prominence[near] * _LEVELS).astype(np.int64)
        # What is less about a place than all that is kept of it need not be looked at.
        fits = level >= self._least[place[near]]
        near, level = near[fits], level[fits]
        keys = (place[near] << 48) | ((_LEVELS - level) << 32) | document[near]
        self._waiting.append((keys, text[near]))
        if sum(len(keys) for keys, _ in self._waiting) > len(self._keys) + _WAITING:
            self._settle()

    def _settle(self) -> None:
        keys = np.concatenate([self._keys, *(keys for keys, _ in self._waiting)])
        texts = np.concatenate([self._texts, *(texts for _, texts in self._waiting)])
        self._waiting = []
        order = np.argsort(keys, kind="stable")
        keys, texts = keys[order], texts[order]
        # Of a text that many papers printed, the first.
        place = keys >> 48
        by_text = np.lexsort((keys, texts, place))
        again = (place[by_text][1:] == place[by_text][:-1]) & (texts[by_text][1:] == texts[by_text][:-1])
        fresh = np.ones(len(keys), bool)
        fresh[by_text[1:][again]] = False
        keys, texts = keys[fresh], texts[fresh]
        place = keys >> 48
        rank = np.arange(len(keys)) - np.searchsorted(place, place)
        kept = rank < self._most[place]
        full = np.flatnonzero(rank == self._most[place] - 1)
        self._least[place[full]] = _LEVELS - ((keys[full] >> 32) & _LEVELS)
        self._keys, self._texts = keys[kept], texts[kept]

    def result(self, tables: CorpusTables, languages: Sequence[str]) -> Samples:
        """Return them with what the tables tell of each."""
        self._settle()
        place, document = self._keys >> 48, self._keys & 0xFFFFFFFF
        numbers = np.unique(document)
        told = tables.told(numbers)
        codes = {code: number for number, code in enumerate(languages)}
        return Samples(
            place,
            np.searchsorted(numbers, document),
            [_short(one, _LONGEST) for one in told["document_id"].to_list()],
            [_short(one, _LONGEST) for one in told["title"].to_list()],
            [web_link(one) for one in told["link"].to_list()],
            told["day"].to_numpy(),
            np.array([codes[code] for code in told["language"].to_list()], np.int64),
        )


def web_link(link: str | None) -> str:
    """Return a link if a page may have it: an absolute address of http or https; ``""`` for any other."""
    return link if link and len(link) <= _LONGEST_LINK and _WEB.fullmatch(link) else ""


def _short(text: str | None, most: int) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
