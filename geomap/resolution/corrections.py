"""Corrections: what a person says about a name, or about one mention, wins over everything.

A file of corrections is TOML or JSON: tables ``names`` and ``mentions`` from the words to a place id, or to false for
"no place". A mention is written ``start-end``, or ``document id:start-end``::

    [names]
    "Springfield" = "geonames:4951788"
    "Druze" = false

    [mentions]
    "2160-2166" = "geomap:tartus-naval-base"
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError, UnknownPlaceError
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Resolver
    from geomap.model import Document, Place, Resolution, Toponym

_MENTION = re.compile(r"(?:(?P<id>.+):)?(?P<start>\d+)-(?P<end>\d+)")


@dataclass(frozen=True, slots=True)
class Corrections:
    """Decisions by a person.

    Attributes
    ----------
    names
        Folded name to place id, or to None for no place.
    mentions
        (document id or None for any, start, end) to place id, or to None for no place.
    """

    names: Mapping[str, str | None] = field(default_factory=dict)
    mentions: Mapping[tuple[str | None, int, int], str | None] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Corrections:
        """Take corrections from plain data: tables ``names`` and ``mentions``, or names alone.

        Raises
        ------
        InputError
            A mention is not ``start-end``, or a value is neither a place id nor false.
        """
        tables = data if data.keys() <= {"names", "mentions"} else {"names": data}
        for table in tables.values():
            if not hasattr(table, "items"):
                raise InputError("corrections: names and mentions must be tables from words to place ids")
        names = {fold(name): _place_id(name, value) for name, value in tables.get("names", {}).items()}
        mentions = {}
        for key, value in tables.get("mentions", {}).items():
            m = _MENTION.fullmatch(key)
            if m is None:
                raise InputError(f"corrections: {key!r} is no mention; write start-end, or document:start-end")
            mentions[m["id"], int(m["start"]), int(m["end"])] = _place_id(key, value)
        return cls(names, mentions)

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """Read a file of corrections, JSON by its suffix and else TOML.

        Raises
        ------
        InputError
            The file cannot be read or is not of that form.
        """
        try:
            text = path.read_text(encoding="utf-8")
            data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: not a file of corrections ({error})") from error
        if not isinstance(data, dict):
            raise InputError(f"{path}: a file of corrections holds tables, not {type(data).__name__}")
        return cls.from_dict(data)

    def find(self, document: Document, toponym: Toponym) -> tuple[bool, str | None]:
        """Whether a person said something about a toponym, and the place id, None for no place."""
        for key in ((document.id, toponym.start, toponym.end), (None, toponym.start, toponym.end)):
            if key in self.mentions:
                return True, self.mentions[key]
        for words in (toponym.text, toponym.name):
            folded = fold(words)
            if folded in self.names:
                return True, self.names[folded]
        return False, None


def _place_id(key: str, value: object) -> str | None:
    if value is False or value is None:
        return None
    if isinstance(value, str) and value:
        return value
    raise InputError(f'corrections: {key!r} must be a place id such as "geonames:2643743", or false for no place')


class CorrectedResolver:
    """A resolver whose decisions a person has put right.

    Parameters
    ----------
    resolver
        Decides what nobody has said anything about.
    corrections
        What has been said.
    gazetteer
        Where the corrected places stand.

    Raises
    ------
    InputError
        A correction names a place id that the gazetteer does not have.
    """

    def __init__(self, resolver: Resolver, corrections: Corrections, gazetteer: Gazetteer) -> None:
        self.resolver = resolver
        self.corrections = corrections
        self._places: dict[str, Place] = {}
        for place_id in {*corrections.names.values(), *corrections.mentions.values()} - {None}:
            assert place_id is not None
            try:
                self._places[place_id] = gazetteer.get(place_id)
            except UnknownPlaceError as error:
                raise InputError(f"corrections: {error}") from error

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Decide what each toponym means; a correction replaces the decision and keeps the others as rivals."""
        return tuple(self._correct(document, r) for r in self.resolver.resolve(document, toponyms))

    def _correct(self, document: Document, resolution: Resolution) -> Resolution:
        said, place_id = self.corrections.find(document, resolution.toponym)
        if not said:
            return resolution
        if place_id is None:
            return replace(
                resolution,
                place=None,
                confidence=1.0,
                reasons=("A person said that this is no place.",),
                decided_by="correction",
            )
        return replace(
            resolution,
            place=self._places[place_id],
            confidence=1.0,
            reasons=("A person said that this place is meant.",),
            decided_by="correction",
        )
