"""What a source yields: a record or a reject, and where the next one stands."""

from __future__ import annotations

from typing import Any, NamedTuple


class Item(NamedTuple):
    """A record that was read, or what stands for one that could not be.

    Attributes
    ----------
    row
        Keys as in ``geomap.corpus.schema.RECORDS``, or as in ``REJECTS``.
    is_reject
        Which of them.
    """

    row: dict[str, Any]
    is_reject: bool
