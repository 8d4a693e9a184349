"""Kinds of place that a reader of a corpus's map chooses among."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.feature_kinds import kind_of
from geomap.maps.corpus.view import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_BY_CLASS = {"A": "region", "P": "city", "H": "water", "T": "land", "V": "land", "L": "region", "U": "water"}
_BY_WORD = {
    "country": "country",
    "former state": "country",
    "naval base": "site",
    "base": "site",
    "port": "site",
    "region": "region",
}


def kind_numbers(features: Iterable[tuple[str, str]]) -> list[int]:
    """Return the number in ``KINDS`` of each (feature class, feature code)."""
    known: dict[tuple[str, str], int] = {}
    made = []
    for feature in features:
        if feature not in known:
            known[feature] = KINDS.index(_kind(*feature))
        made.append(known[feature])
    return made


def _kind(feature_class: str, feature_code: str) -> str:
    return _BY_WORD.get(kind_of(feature_class, feature_code)) or _BY_CLASS.get(feature_class, "site")
