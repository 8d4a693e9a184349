"""The interface texts, and the words for what a place is and where it lies.

One table, ``texts.csv``, holds every text in every language: a column a language. A translator adds a column; what is
left empty falls back to English. ``statuses.csv`` has the sentences on disputed areas, by the English one.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from geomap.errors import InputError
from geomap.language import DEFAULT

if TYPE_CHECKING:
    from geomap.maps.source import PlaceSource
    from geomap.model import Document, Place

RTL = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "ckb", "dv"})
"""Languages written from right to left."""

_RTL_SCRIPTS = frozenset({"Arab", "Hebr"})
_SCRIPTS = {
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "THAI": "Thai",
    "HANGUL": "Hang",
    "CJK": "Hani",
}
"""ISO 15924 by the first word of a letter's name in Unicode."""

_SAMPLE = 2000
"""Characters of a text that tell its script."""


_TEXTS = "texts.csv"
_STATUSES = "statuses.csv"


@cache
def _raw(file: str) -> str:
    return Path(__file__).with_name(file).read_text("utf-8")


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the interface speaks."""
    return tuple(_raw(_TEXTS).partition("\n")[0].split(",")[1:])


def _column(file: str, number: int) -> dict[str, str]:
    """Return the texts of one column by the first."""
    rows = csv.reader(_raw(file).splitlines())
    next(rows)
    return {row[0]: row[number + 1] for row in rows}


_LIKE = {"PPLA4": "PPLA3", "PPLA5": "PPLA3", "PPLQ": "PPLH", "PPLW": "PPLH", "PPLF": "PPLL"}
"""Codes of GeoNames that are said in the words of another."""

_GONE = frozenset("HQ")
"""How the codes of what is former or abandoned end."""


@cache
def texts(language: str) -> dict[str, str]:
    """Return all interface texts in a language.

    Raises
    ------
    InputError
        The table has no such language.
    """
    known = languages()
    base = language.partition("-")[0].lower()
    if base not in known:
        raise InputError(f"no interface texts in {language!r}: choose one of {', '.join(known)}")
    english = _column(_TEXTS, 0)
    if base == known[0]:
        return english
    return english | {key: text for key, text in _column(_TEXTS, known.index(base)).items() if text}


@cache
def statuses(language: str) -> dict[str, str]:
    """Return what the gazetteer says of disputed areas in a language, by the English sentences and names.

    A sentence that was changed since it was translated is missing, and stays English.
    """
    base = language.partition("-")[0].lower()
    number = languages().index(base) if base in languages() else 0
    return {english: text for english, text in _column(_STATUSES, number - 1).items() if text} if number else {}


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Return ``"rtl"`` or ``"ltr"`` for a language, or for letters of no known one (``"und-Arab"``)."""
    base, _, rest = language.partition("-")
    return "rtl" if base.lower() in RTL or (base == "und" and rest in _RTL_SCRIPTS) else "ltr"


def language_of(document: Document) -> str:
    """Return the language of a document; where its letters are not Latin and it claims English, only their script.

    English is what a document without a known language has. The page must not have a Russian text read aloud as
    English, nor set an Arabic one from the left.
    """
    language = document.language or "en"
    if language.partition("-")[0] != "en":
        return language
    letters = [char for char in document.text[document.body_start :][:_SAMPLE] if char.isalpha()]
    scripts = Counter(unicodedata.name(char, "").partition(" ")[0] for char in letters)
    script, times = scripts.most_common(1)[0] if scripts else ("LATIN", 0)
    return f"und-{_SCRIPTS[script]}" if script in _SCRIPTS and 2 * times > len(letters) else language


def what(place: Place, language: str) -> str:
    """Say what a place is: "capital city", "air base"."""
    table = texts(language)
    if place.source == "position":
        return table["position"]
    if place.source == "correction":
        return table["by-hand"]
    if place.source == "relative":
        return table[f"relative.{place.id.split(':')[1]}"]
    code = _LIKE.get(place.feature_code, place.feature_code)
    # By the code that it is of; but what is former is not what it was, and a seat is one of its own order.
    if place.feature_class == "P":
        codes: tuple[str, ...] = (code, "PPL") if code.startswith("PPL") else (code,)
    else:
        codes = (code,) if code[-1:] in _GONE else (code, code[:4], code[:3])
    keys = (*(f"code.{one}" for one in codes), f"class.{place.feature_class}", "class")
    return next(table[key] for key in keys if key in table)


def name(place: Place, gazetteer: PlaceSource, language: str) -> str:
    """Name a place in a language."""
    # A record's own name is the usual English one; to look for another costs a search through all its names.
    return place.name if language.startswith("en") else gazetteer.name_in(place, language)


def comma_of(language: str) -> str:
    """Return what stands between the names of a list; that of English where the interface has no such language."""
    return texts(language if language.partition("-")[0].lower() in languages() else DEFAULT)["comma"]


def where(place: Place, gazetteer: PlaceSource, language: str, seen_in: str = "") -> str:
    """Say where a place lies: "Tartus Governorate, Syria"; empty for a country and for what no country has.

    Parameters
    ----------
    place, gazetteer, language
        The place, where names are looked up, and in which language.
    seen_in
        Code of the country that has the place for the government whose borders the map has, where it has an answer.
    """
    parts = []
    if place.country_code:
        admin1 = gazetteer.admin1(place.country_code, place.admin1_code) if place.admin1_code else None
        country = gazetteer.country(seen_in or place.country_code)
        for holder in (admin1, country):
            if holder is not None and holder.id != place.id:
                text = name(holder, gazetteer, language)
                if text not in parts:
                    parts.append(text)
    return comma_of(language).join(parts)
