"""The usual English spelling of names that GeoNames writes in a scholarly transliteration.

English texts write Hama, not Ḩamāh. Where no source and no hand-kept row gives the English name, the signs of the
transliteration go (Ḩamāh becomes Hamah). Letters of languages that are written in Latin script stay: Malmö, Łódź.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.gazetteer.record import Record

_CODES: Final = """
SY IQ JO LB PS IL SA YE OM AE QA BH KW EG LY TN DZ MA EH SD SS MR IR AF PK TJ IN NP BD LK BT MM TH LA KH GE AM AZ KZ KG
UZ TM RU BY UA BG MK CN TW JP KR KP MN ET ER DJ SO GR CY MV
"""
_TRANSLITERATED: Final = frozenset(_CODES.split())
"""Countries whose place names reach English through a transliteration."""

# Macron, breve, dot below, cedilla, line below, diaeresis below; a cedilla under c is French.
_SIGNS: Final = frozenset("\u0304\u0306\u0323\u0327\u0331\u0324\u0326")
_QUOTES: Final = frozenset("‘’‛ʻʼʾʿˈ′`ʹ”“")


def plain(name: str) -> str:
    """Return a name without the signs of a transliteration.

    >>> plain("Al Qunayţirah"), plain("Aïn Témouchent"), plain("Tver’")
    ('Al Qunaytirah', 'Aïn Témouchent', 'Tver')
    """
    kept: list[str] = []
    for c in unicodedata.normalize("NFD", name):
        if c in _QUOTES or (c in _SIGNS and not (c == "\u0327" and kept and kept[-1] in "cC")):
            continue
        kept.append(c)
    return unicodedata.normalize("NFC", "".join(kept))


def spell(records: Iterable[Record], usual: Mapping[str, str]) -> None:
    """Give places their usual English name; the source's spelling stays among their names.

    Parameters
    ----------
    records
        The places.
    usual
        Usual names by place id, from the hand-kept aliases of kind ``primary``.
    """
    for record in records:
        name = usual.get(record.id)
        if name is None and record.country_code in _TRANSLITERATED:
            name = plain(record.name)
        if name and name != record.name:
            rename(record, name)


def rename(record: Record, name: str) -> None:
    """Give a place another first name and keep the old one among the others."""
    old, folded = record.name, fold(name)
    record.name = name
    record.names = [n for n in record.names if n.lookup_only or fold(n.text) != folded]
    record.names.insert(0, RecordName(old, source=record.source))
