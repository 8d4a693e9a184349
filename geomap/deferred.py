"""What a resolution works out only when somebody reads it: its reasons and rivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Candidate

fill = object.__setattr__
"""Sets a slot of a frozen object."""


class Deferred:
    """Works ``reasons`` and ``rivals`` out when they are first read: most of them never are."""

    __slots__ = ("_explain",)

    _explain: Callable[[], tuple[tuple[str, ...], tuple[Candidate, ...]]]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            # Called for a slot that is empty still.
            if name not in ("reasons", "rivals"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            reasons, rivals = self._explain()
            fill(self, "reasons", reasons)
            fill(self, "rivals", rivals)
            return reasons if name == "reasons" else rivals
