"""Some documents behind each place: those that are most about it, the same text once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np

from geomap.maps.corpus.view import Samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.maps.corpus.tables import CorpusTables

STEPS: Final = ((500, 20), (2_000, 8), (10_000, 2))
"""How many documents a place has at most: 20 of the 500 most mentioned places, 8 of those up to the 2,000th, 2 of those
up to the 10,000th, none beyond. They are most of what a page weighs."""

_LONGEST: Final = 160
_LONGEST_LINK: Final = 500


class Sampler:
    """Keeps for each place the documents that are most about it."""

    def __init__(self) -> None:
        most = np.zeros(STEPS[-1][0], np.int64)
        for below, count in reversed(STEPS):
            most[:below] = count
        self._most = most
        self._kept = np.zeros((0, 4))
        self._waiting: list[NDArray[np.float64]] = []

    def add(
        self,
        document: NDArray[np.int64],
        place: NDArray[np.int64],
        prominence: NDArray[np.float64],
        text: NDArray[np.int64],
    ) -> None:
        """Add pairs of document and place; ``text`` is the hash of the document's text."""
        near = place < len(self._most)
        # Hashes are compared only: what a float keeps of them tells the texts of one place apart.
        rows = np.column_stack([place[near], -prominence[near], document[near], text[near]])
        self._waiting.append(self._best(rows))
        if sum(map(len, self._waiting)) > 2 * len(self._kept) + 100_000:
            self._settle()

    def _settle(self) -> None:
        self._kept = self._best(np.concatenate([self._kept, *self._waiting]))
        self._waiting = []

    def _best(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the first rows of each place, a text once."""
        by_text = np.lexsort((rows[:, 2], rows[:, 1], rows[:, 3], rows[:, 0]))
        rows = rows[by_text]
        again = (rows[1:, 0] == rows[:-1, 0]) & (rows[1:, 3] == rows[:-1, 3])
        rows = rows[np.concatenate([[True], ~again])] if len(rows) else rows
        rows = rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]
        rank = np.arange(len(rows)) - np.searchsorted(rows[:, 0], rows[:, 0])
        return rows[rank < self._most[rows[:, 0].astype(np.int64)]]

    def result(self, tables: CorpusTables, languages: Sequence[str]) -> Samples:
        """Return them with what the tables tell of each."""
        self._settle()
        place, document = self._kept[:, 0].astype(np.int64), self._kept[:, 2].astype(np.int64)
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
    if not link or len(link) > _LONGEST_LINK or any(ord(letter) <= ord(" ") for letter in link):
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.hostname else ""


def _short(text: str | None, most: int) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
