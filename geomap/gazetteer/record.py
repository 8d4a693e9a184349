"""What goes into a compiled gazetteer: places with their names, before they are packed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.gazetteer import layout


class RecordName(NamedTuple):
    """A name on its way into the gazetteer.

    Attributes
    ----------
    text
        As written.
    language
        BCP 47 tag or ``""``.
    kind
        A code of ``layout.MATCH_KINDS``.
    case_sensitive
        Whether the name counts only as it is written.
    lookup_only
        Whether look-up may find it but the text matcher must not (codes, names of one or two letters).
    source
        Where the name comes from, for the build's report.
    """

    text: str
    language: str = ""
    kind: int = layout.ALTERNATE
    case_sensitive: bool = False
    lookup_only: bool = False
    source: str = ""


@dataclass(slots=True)
class Record:
    """A place on its way into the gazetteer; the fields are those of ``geomap.model.Place``."""

    id: str
    name: str
    feature_class: str
    feature_code: str
    country_code: str
    admin1_code: str
    lon: float
    lat: float
    admin2_code: str = ""
    population: int = 0
    geonameid: int = 0
    importance: int = 0
    source: str = ""
    names: list[RecordName] = field(default_factory=list)
    primary_lookup_only: bool = False
    primary_cased: bool = False


def is_latin(folded: str) -> bool:
    """Tell whether a folded name is written in Latin letters only (digits and signs do not count)."""
    return folded.isascii() or all(not c.isalpha() or c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in folded)
