"""Which fitted weights serve the texts of a language: English has its own, the others those of a group of languages.

A file of groups is small JSON: ``{"groups": {NAME: {signal: weight}}, "languages": {TAG: NAME}, "other": NAME}``.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@cache
def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def group_of(path: Path, language: str) -> str:
    """Return the group of a language in a file of groups.

    Parameters
    ----------
    path
        The file.
    language
        Tag of the language.
    """
    data = _read(path)
    name: str = data["languages"].get(language, data["other"])
    return name


def group_weights(path: Path, language: str) -> dict[str, float]:
    """Return the weight of each signal for a language, and ``"bias"``."""
    weights: dict[str, float] = _read(path)["groups"][group_of(path, language)]
    return weights
