"""Kinds of gold mentions: what the gazetteer knows of their places, and which kinds a corpus does not annotate."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

from geomap.errors import InputError
from geomap.gazetteer.feature_kinds import kind_of
from geomap.gazetteer.layout import KIND_MASK, MATCH_KINDS
from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import spoken_names
from geomap.gazetteer.spoken import SpokenNames
from geomap.language import DEFAULT, find_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from geomap.evaluation.corpus import Mention
    from geomap.gazetteer.gazetteer import Gazetteer

_SIZES = (500_000, 100_000, 15_000, 1_000)
_LARGEST = ("country", "former state")
_LARGEST_CODES = {"CONT", "OCN"}
LEFT_OUT: Final = {"demonyms": "demonym", "organisations": "organisation", "facilities": "facility"}
"""What can be left out of a comparison, and which kind of toponym it is."""


def without_kinds(mentions: Iterable[Mention], without: Collection[str]) -> list[Mention]:
    """Return predictions without those of the kinds that are left out, by their names in ``LEFT_OUT``."""
    kinds = {LEFT_OUT[name] for name in without}
    return [mention for mention in mentions if mention.type not in kinds]


def read_manifest(path: Path) -> dict[str, tuple[str, ...]]:
    """Return which kinds each corpus does not annotate, by the name of its file.

    Parameters
    ----------
    path
        A TOML file: ``[NAME]``, where the corpus is ``NAME.jsonl``, and ``without = ["demonyms", "organisations"]``.

    Raises
    ------
    InputError
        The file is missing, or not of that form.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = {name: tuple(row.get("without", ())) for name, row in table.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path}: no list of corpora ({error})") from error
    for name, kinds in rows.items():
        if unknown := sorted(set(kinds) - LEFT_OUT.keys()):
            raise InputError(f"{path}: {name} leaves out {unknown[0]!r}; there are: {', '.join(LEFT_OUT)}")
    return rows


class GoldKinds:
    """What the gazetteer knows about the place of a gold mention.

    Parameters
    ----------
    gazetteer
        Where the places are.
    language
        Tag of the texts' language, ``""`` for English.
    """

    def __init__(self, gazetteer: Gazetteer, language: str = "") -> None:
        self._gazetteer = gazetteer
        tongue = find_language(language)
        self._spoken = spoken_names(gazetteer, tongue) if tongue is not None and tongue.code != DEFAULT else None

    def is_demonym(self, mention: Mention) -> bool:
        """Tell whether the words are a people's name or an adjective, and no place's own name."""
        found = self._candidates(mention)
        return bool(found) and all(MATCH_KINDS[code & KIND_MASK] == "demonym" for _, code in found)

    def _candidates(self, mention: Mention) -> Sequence[tuple[int, int]]:
        if isinstance(self._spoken, SpokenNames):
            reading = self._spoken.reading(self._spoken.fold(mention.name))
            return () if reading is None else reading.bearers
        name = fold(mention.name)
        number = self._gazetteer.name_id(name)
        if number < 0:  # Russians
            number = self._gazetteer.name_id(name.removesuffix("s"))
        return self._gazetteer.bearers(number) if number >= 0 else ()

    def is_largest(self, mention: Mention) -> bool:
        """Tell whether it is a country, a continent or an ocean."""
        feature = self._feature(mention)
        return feature is not None and (kind_of(*feature) in _LARGEST or feature[1] in _LARGEST_CODES)

    def kind(self, mention: Mention) -> str:
        """Return its kind of place in words."""
        feature = self._feature(mention)
        return "not in the gazetteer" if feature is None else kind_of(*feature)

    def size(self, mention: Mention) -> str | None:
        """Return the class of size of a settlement, None for another place."""
        feature = self._feature(mention)
        if feature is None or feature[0] != "P":
            return None
        population = self._gazetteer.columns.population[self._index(mention)]
        least = next((size for size in _SIZES if population >= size), 0)
        return f"{least:,} and more" if least else "fewer or unknown"

    def _index(self, mention: Mention) -> int:
        return self._gazetteer.index(f"geonames:{mention.geonameid}") if mention.geonameid else -1

    def _feature(self, mention: Mention) -> tuple[str, str] | None:
        index = self._index(mention)
        if index >= 0:
            return self._gazetteer.features[self._gazetteer.columns.feature[index]]
        feature_class, _, feature_code = mention.feature.partition(".")
        return (feature_class, feature_code) if feature_code else None
