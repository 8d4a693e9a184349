"""What was found in the texts read last: news are printed again and again, and read once."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from geomap.model import Document

MOST_CHARACTERS: Final = 1 << 21
"""Of the texts whose results are kept: some 2,000 reports."""


class TextFinding(NamedTuple):
    """What a text yields, whatever it is called: the columns of its mentions and of its document that it decides.

    Attributes
    ----------
    mentions
        One row a mention: the columns of ``MENTIONS`` from ``start`` to ``prominence``.
    placed
        How many of them have a place.
    language
        Which language it was taken for.
    """

    mentions: list[tuple[Any, ...]]
    placed: int
    language: str


class Repeats:
    """Findings by the hash of what they depend on; those not met for longest go first.

    The results are the same with and without: it saves time alone.

    Parameters
    ----------
    most
        Characters of the texts whose findings are kept.
    """

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most = most
        self._characters = 0
        self._kept: OrderedDict[bytes, tuple[TextFinding, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: bytes) -> TextFinding | None:
        """Return what a text yielded, None if that is not known.

        Parameters
        ----------
        key
            As ``key_of`` gives it.
        """
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: bytes, finding: TextFinding, characters: int) -> None:
        """Keep what a text yielded.

        Parameters
        ----------
        key
            As ``key_of`` gives it.
        finding
            What it yielded.
        characters
            The text's length.
        """
        if characters > self._most or key in self._kept:
            return
        self._kept[key] = finding, characters
        self._characters += characters
        while self._characters > self._most:
            _, (_, length) = self._kept.popitem(last=False)
            self._characters -= length


def key_of(document: Document) -> bytes:
    """Return a hash of all that the reading of a document depends on.

    Parameters
    ----------
    document
        Its name, source and link do not count.
    """
    facts = (document.title, document.date, document.language, document.body_start, document.dateline, document.place)
    digest = blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=16)
    digest.update(document.text.encode("utf-8", "surrogatepass"))
    return digest.digest()
