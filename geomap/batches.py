"""Cutting a stream of texts into batches that are read together, bounded by what they hold."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Document

_Text = TypeVar("_Text", bound="str | Document")

CHARACTERS: Final = 1 << 16
"""A batch ends when it has so many characters, some 10,000 words: no more of a stream is held in memory at a time."""
COUNT: Final = 128
"""Or so many texts: from some hundred short ones on, more at a time are no quicker."""


def in_batches(texts: Iterable[_Text], *, characters: int = CHARACTERS, count: int = COUNT) -> Iterator[list[_Text]]:
    """Yield the texts of a stream in batches, in their order.

    Where the stream breaks, what came before is yielded before its error is raised.

    Parameters
    ----------
    texts
        They are taken as they are needed.
    characters, count
        A batch ends with the text that fills it.
    """
    batch: list[_Text] = []
    size = 0
    try:
        for text in texts:
            batch.append(text)
            size += _characters(text)
            if size >= characters or len(batch) >= count:
                yield batch
                batch, size = [], 0
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


@contextmanager
def collected_later() -> Iterator[None]:
    """Put off the search for circular garbage until a batch is done: over and over in its middle, it took a fifth.

    What a bounded batch leaves is bounded too, and young: the first search afterwards finds it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _characters(text: object) -> int:
    """Return how long a text is; what is none is told of when its turn comes."""
    content = getattr(text, "text", text)
    return len(content) if isinstance(content, str) else 0
