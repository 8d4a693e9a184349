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
    """

    first: dict[str, float]
    joint: dict[str, float]
    confidence: dict[str, float]
    surroundings: dict[str, float]

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Read a weights file.

        Raises
        ------
        InputError
            The file is missing or not of the form that ``geomap.training.ranker_fit`` writes.
        """
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return cls(*(dict(data[part]) for part in ("first", "joint", "confidence", "surroundings")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}: not a file of ranker weights ({error})") from error


@cache
def bundled_weights() -> Weights:
    """Return the weights that ship with the package."""
    return Weights.read(BUNDLED)
