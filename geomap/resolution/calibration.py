"""Confidence in languages other than English: the same signals come true more or less often there.

A line is fitted to the confidence's own scale for each language that has enough annotated places; what all of them have
in common serves the others, and their confidences are called rough.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from geomap.language import DEFAULT

FILE: Final = Path(__file__).with_name("calibration.json")


class LogitLine(NamedTuple):
    """What a confidence's logit is multiplied with, and what is added to it."""

    slope: float
    shift: float


AS_IT_IS: Final = LogitLine(1.0, 0.0)


@cache
def _read() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return data


@cache
def line_of(language: str) -> LogitLine:
    """Return the line for the texts of a language; English, of which the confidence was fitted, has none.

    Parameters
    ----------
    language
        Tag of the language.
    """
    if language == DEFAULT or not (data := _read()):
        return AS_IT_IS
    return LogitLine(*data["languages"].get(language, data["other"]))


@cache
def is_rough(language: str) -> bool:
    """Tell whether a language had too few annotated places for its confidences to be fitted."""
    return language != DEFAULT and language not in _read().get("languages", ())
