"""The ranker's weights: a small file that a person can read and change."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from geomap.dataclass import dataclass
from geomap.errors import InputError

BUNDLED = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """What the signals count.

    Attributes
    ----------
    first
        Signals of the first pass, which sees each name by itself.
    joint
        Signals of the later passes, which see the whole document.
    confidence
        Signals of the confidence, and ``"bias"``.
    surroundings
        The same for names that the gazetteer does not have and that are shown where they must lie.
    absence
        The same for the chance that the place that is meant is not in the gazetteer.
    """

    first: dict[str, float]
    joint: dict[str, float]
    confidence: dict[str, float]
    surroundings: dict[str, float]
    absence: dict[str, float]

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Read a weights file.

        Raises
        ------
        InputError
            The file is missing or not of the form that ``geomap.training.refit`` writes.
        """
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            # Files that people wrote before there was a chance of absence do without.
            return cls(
                **{part: dict(data[part]) for part in _PARTS if part != "absence"},
                absence=dict(data.get("absence", {})),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}: not a file of ranker weights ({error})") from error

    def to_dict(self) -> dict[str, dict[str, float]]:
        """Return the weights by their parts, as the file has them."""
        return {part: getattr(self, part) for part in _PARTS}


_PARTS = ("absence", "confidence", "first", "joint", "surroundings")


@cache
def bundled_weights() -> Weights:
    """Return the weights that ship with the package."""
    return Weights.read(BUNDLED)
