"""Corrections: what a person says about a name, or about one mention, wins over everything.

A file of corrections is TOML or JSON: tables ``names`` and ``mentions`` from the words to a place id, or to false for
"no place". A mention is written ``start-end``, or ``document:start-end`` with the document's id, file name or title::

    [names]
    "Springfield" = "geonames:4951788"
    "Druze" = false

    [mentions]
    "2160-2166" = "geomap:tartus-naval-base"

The file that a map's page offers under "Download corrections" is understood too: JSON with ``"format":
"geomap-corrections"`` and a list of mentions, each with its words, so that it never lands on other words.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import InputError, UnknownPlaceError
from geomap.gazetteer.names import fold
from geomap.language import language_of
from geomap.model import Toponym
from geomap.reading.bounded import read_bounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Recognizer, Resolver
    from geomap.language import Language
    from geomap.model import Document, Place, Resolution

# No text has a trillion characters, and Python reads no number of thousands of digits.
_MENTION = re.compile(r"(?:(?P<document>.+):)?(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})")
_MOST_BYTES = 64 * 1024**2
PAGE_FORMAT = "geomap-corrections"
"""What a file from the page calls itself."""


class Correction(NamedTuple):
    """What a person said of one mention.

    Attributes
    ----------
    place_id
        The place that is meant, None for no place.
    words
        The words that must stand there, ``""`` for any.
    """

    place_id: str | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Decisions by a person.

    Attributes
    ----------
    names
        Folded name to place id, or to None for no place.
    mentions
        (document's id, file name or title, or None for any; start; end) to what was said.
    """

    names: Mapping[str, str | None] = field(default_factory=dict)
    mentions: Mapping[tuple[str | None, int, int], Correction] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Corrections:
        """Take corrections from plain data: tables ``names`` and ``mentions``, names alone, or a page's file.

        Raises
        ------
        InputError
            A mention is not ``start-end``, or a value is neither a place id nor false.
        """
        if data.get("format") == PAGE_FORMAT:
            return cls(mentions=dict(_from_page(data)))
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
            mentions[m["document"], int(m["start"]), int(m["end"])] = Correction(_place_id(key, value))
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
            text = read_bounded(path, _MOST_BYTES).decode("utf-8-sig")
            data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}: not a file of corrections ({_reason(error)})") from error
        if not isinstance(data, dict):
            raise InputError(f"{path}: a file of corrections holds tables, not {type(data).__name__}")
        return cls.from_dict(data)

    def for_document(self, document: Document) -> DocumentCorrections:
        """Return the corrections that hold in one document."""
        return DocumentCorrections(self.names, self.of_mentions(document))

    def of_mentions(self, document: Document) -> dict[tuple[int, int], Correction]:
        """Return what was said of the mentions of a document, by span; spans with other words are left out."""
        keys = {None, document.id, document.source, document.title}
        return {
            (start, end): said
            for (key, start, end), said in sorted(self.mentions.items(), key=lambda item: item[0][0] is not None)
            if key in keys and 0 <= start < end <= len(document.text) and _same(said, document.text[start:end])
        }


class DocumentCorrections(NamedTuple):
    """The corrections that hold in one document.

    Attributes
    ----------
    names
        As in ``Corrections``.
    mentions
        What was said of mentions, by span.
    """

    names: Mapping[str, str | None]
    mentions: Mapping[tuple[int, int], Correction]

    def of(self, toponym: Toponym) -> Correction | None:
        """Return what was said of a mention, else of its name, else None."""
        said = self.mentions.get((toponym.start, toponym.end))
        if said is not None:
            return said
        for words in (toponym.text, toponym.name):
            folded = fold(words)
            if folded in self.names:
                return Correction(self.names[folded])
        return None

    def is_no_place(self, toponym: Toponym) -> bool:
        """Tell whether somebody has said that a mention, or its name, is no place."""
        said = self.of(toponym)
        return said is not None and said.place_id is None


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it holds a number of thousands of digits" if "int_max_str_digits" in str(error) else str(error)


def to_corrections(source: Corrections | Mapping[str, Any] | str | Path) -> Corrections:
    """Return corrections from what a caller has: ready ones, plain data, or the path of a file."""
    if isinstance(source, Corrections):
        return source
    return Corrections.read(Path(source)) if isinstance(source, (str, Path)) else Corrections.from_dict(source)


def _from_page(data: Mapping[str, Any]) -> list[tuple[tuple[str | None, int, int], Correction]]:
    try:
        return [
            (
                (str(row["document"]) or None, _offset(row["start"]), _offset(row["end"])),
                Correction(None if row["place"] is None else str(row["place"]), str(row["text"])),
            )
            for row in data["corrections"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("corrections: a row of the page's file lacks its document, span, text or place") from error


def _offset(value: object) -> int:
    """Return an offset of JSON as an integer; raises ``ValueError`` for anything else, NaN and infinity too."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 40:
        raise ValueError(value)
    return value


def _same(said: Correction, words: str) -> bool:
    # The page shows a mention with its modifier: "southern Syria" is said of "Syria".
    return not said.words or words in said.words or said.words in words


def _place_id(key: str, value: object) -> str | None:
    if value is False or value is None:
        return None
    if isinstance(value, str) and value:
        return value
    if isinstance(value, dict):
        raise InputError(f'corrections: {key!r} is no table of such a file; it has "names" and "mentions"')
    raise InputError(f'corrections: {key!r} must be a place id such as "geonames:2643743", or false for no place')


class CorrectedRecognizer:
    """A recogniser that also finds the mentions that a person has pointed at.

    Parameters
    ----------
    recognizer
        Finds the rest.
    corrections
        What has been said.
    """

    def __init__(self, recognizer: Recognizer, corrections: Corrections) -> None:
        self._recognizer = recognizer
        self._corrections = corrections

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Find the toponyms; a mention with a place takes the room of what it overlaps."""
        return self._with_pointed(document, self._recognizer.recognize(document))

    def recognize_all(self, documents: Sequence[Document]) -> list[tuple[Toponym, ...]]:
        """Find the toponyms of many documents, together where the recogniser can."""
        together = getattr(self._recognizer, "recognize_all", None)
        found = together(documents) if together is not None else map(self._recognizer.recognize, documents)
        return list(map(self._with_pointed, documents, found))

    def _with_pointed(self, document: Document, toponyms: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
        known = {(t.start, t.end) for t in toponyms}
        pointed = [
            span
            for span, said in self._corrections.of_mentions(document).items()
            if said.place_id and span not in known
        ]
        for start, end in pointed:
            words = document.text[start:end]
            added = Toponym(start, end, words, name=words)
            toponyms = (*(t for t in toponyms if t.end <= start or end <= t.start), added)
        return tuple(sorted(toponyms, key=lambda t: t.start)) if pointed else toponyms


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
        self._resolver = resolver
        self._corrections = corrections
        self._places: dict[str, Place] = {}
        said = {*corrections.names.values(), *(said.place_id for said in corrections.mentions.values())}
        for place_id in sorted(filter(None, said)):
            try:
                self._places[place_id] = gazetteer.get(place_id)
            except UnknownPlaceError as error:
                raise InputError(f"corrections: {error}") from error

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Decide what each toponym means; a correction replaces the decision and keeps the others as rivals."""
        said = self._corrections.for_document(document)
        language = language_of(document)
        resolved = self._resolver.resolve(document, toponyms)
        return tuple(
            self._correct(language, resolution, said.of(toponym))
            for toponym, resolution in zip(toponyms, resolved, strict=True)
        )

    def _correct(self, language: Language, resolution: Resolution, said: Correction | None) -> Resolution:
        if said is None:
            return resolution
        place = None if said.place_id is None else self._places[said.place_id]
        return replace(
            resolution,
            place=place,
            confidence=1.0,
            reasons=(language.reasons.say("not_a_place" if place is None else "this_place"),),
            decided_by="correction",
        )
