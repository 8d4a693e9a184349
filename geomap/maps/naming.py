"""What a place is called on the map: the text's own word for it, where that is a name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from geomap.language import DEFAULT, base_of, english, find_language, language_of
from geomap.maps import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language.parts import Heads
    from geomap.maps.source import PlaceSource
    from geomap.model import Document, Place, Resolution

_NAMING = frozenset({"primary", "alternate", "historical", "fuzzy"})
"""How a name may lead to a place so that it is the place's own: not as an abbreviation, an adjective, a phrase."""

_SETTLED = frozenset({"A", "P"})
_OWNERS = re.compile(r"(?:['’]s?|[ʼ`´]s)$")
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouyw]")
_LETTERS_APART = re.compile(r"[^\W\d_]+")
_SAME = 0.6
"""Share of letters that two spellings of one name have in common, in order."""


def called(resolution: Resolution, document: Document, gazetteer: PlaceSource, language: str) -> str:
    """Return what a mention calls its place, in the form that a map has it; ``""`` where that is no name for it.

    English writes names as they stand. Of other languages it is the name that the words are a form of ("Москве",
    "بحمص"), and the words themselves where the language is not known to have a name of the place in its letters.

    Parameters
    ----------
    resolution, document
        The mention with its place, and its text.
    gazetteer
        Knows all names of the place.
    language
        In which the map names places: what is said in another is no name there.
    """
    toponym, place = resolution.toponym, resolution.place
    tag = toponym.language or document.language or DEFAULT
    if place is None or base_of(tag) != base_of(language):
        return ""
    words, spoken = word_of(resolution, document), find_language(tag) or english()
    if spoken.code == DEFAULT:
        return words
    usual = wording.name(place, gazetteer, language)
    if not words:
        # A zone that the language has no name of is a buffer zone there, as it is in the text.
        is_nameless = toponym.kind == "zone" and usual == place.name and base_of(language) in wording.languages()
        what = wording.what(place, language) if is_nameless else ""
        return what[:1].upper() + what[1:]
    from geomap.gazetteer.record import is_latin
    from geomap.maps.baseforms import base_form

    names = gazetteer.names(place)
    base = base_form(words, usual, names, spoken)
    if not base and place.feature_class in _SETTLED:
        base = base_form(toponym.name, usual, names, spoken)  # without "province of"
    return base or (words if is_latin(usual) and not is_latin(words) else "")


def word_of(resolution: Resolution, document: Document) -> str:
    """Return what a mention calls its place, ``""`` where that is no name of the place's own.

    Parameters
    ----------
    resolution
        The mention with its place.
    document
        Its text, in which the head noun may stand beside the toponym: "Hmeimim *air base*".
    """
    toponym, place = resolution.toponym, resolution.place
    if place is None or resolution.match not in _NAMING or toponym.kind not in {"literal", "facility"}:
        return ""
    if toponym.kind == "facility" and place.feature_class in _SETTLED:
        return ""  # "Fleet Street" stands for London, but is not what London is called
    words = toponym.text
    head = toponym.head
    if place.feature_class == "S" and head and head.casefold() not in words.casefold():
        # "Kochi" alone would name the town: of an airport only "Kochi airport" is a name.
        beside = document.text[toponym.end : toponym.end + len(head) + 1]
        if beside.casefold() != f" {head.casefold()}":
            return ""
        words += beside
    words = " ".join(words.split())
    if not place.name.casefold().startswith("the "):
        words = _THE.sub("", words)
    if words != place.name:
        words = _OWNERS.sub("", words)
    return "" if _is_bare(words, place.name, language_of(document).heads) else words


def _is_bare(words: str, name: str, heads: Heads) -> bool:
    """Tell whether a word is only the noun of a name: of "the Gulf" a map says which."""
    lowered = words.casefold()
    if words == name or f" {lowered} " not in f" {name.casefold()} ":
        return False
    return any(lowered in nouns for nouns in (heads.sites, heads.districts, heads.nature, heads.kinds, heads.plurals))


def title(place: Place, name: str, written: Sequence[str], gazetteer: PlaceSource) -> str:
    """Choose the name under which a reader of the text looks for a place: the one that the text gives it most often.

    Parameters
    ----------
    place, name
        The place, and its usual name in the reader's language.
    written
        What the mentions call it, in their order: see ``word_of``.
    gazetteer
        Knows how a name is written that the text has in capitals only.
    """
    words = [word for word in written if _is_name(word)]
    if not words:
        words = _drawn_as_names(place, name, written, gazetteer)
    counted = Counter(words)
    if not counted:
        return name
    most = max(counted.values())
    first, *others = (word for word, times in counted.items() if times == most)
    if name in {first, *others} or not all(is_alike(first, other) for other in others):
        # Of two names that the text gives it as often, its usual one decides.
        return name
    # Capitals alone make no other word: "Hmeimim air base" is Hmeimim Air Base.
    return name if first.casefold() == name.casefold() else first


def _is_name(word: str) -> bool:
    """Tell whether a word is written as a name: neither in capitals nor without any, where its letters have both."""
    return bool(word) and not _is_shouted(word) and (word != word.lower() or word == word.upper())


def _is_shouted(word: str) -> bool:
    return word.isupper() and word != word.lower()


def _drawn_as_names(place: Place, name: str, written: Sequence[str], gazetteer: PlaceSource) -> list[str]:
    """Write words in capitals, and words without any, as names.

    Left out are abbreviations, and small letters that the gazetteer does not know as a name of the place.
    """
    from geomap.gazetteer.names import fold

    made = []
    for word in filter(None, written):
        folded = fold(word)
        usual = next((known for known in (name, place.name) if fold(known) == folded), "")
        if not usual:
            bearers = (found.name for found in gazetteer.lookup(word) if found.place.id == place.id)
            usual = next((known for known in bearers if fold(known) == folded), "")
        if usual and _is_name(usual):
            made.append(usual)
        elif not usual and _is_shouted(word):
            made.append(_capitalised(word))
    return made


def _capitalised(word: str) -> str:
    """Write a name in ordinary case: "RIO GRANDE DO SUL" is "Rio Grande do Sul"."""
    small = english().words.small_in_names

    def one(found: re.Match[str]) -> str:
        part = found[0].lower()
        return part if found.start() and part in small else part[0].upper() + part[1:]

    return _LETTERS_APART.sub(one, word)


def is_alike(one: str, other: str) -> bool:
    """Tell whether two names are spellings of one: transliterations differ in vowels and articles first."""
    from difflib import SequenceMatcher

    from geomap.gazetteer.names import fold

    def share(a: str, b: str) -> float:
        return SequenceMatcher(None, a, b, autojunk=False).ratio()

    letters = [_without_article(fold(text)).replace(" ", "") for text in (one, other)]
    consonants = [_VOWELS.sub("", text) for text in letters]
    return max(share(*letters), share(*consonants) if min(map(len, consonants)) > 2 else 0.0) >= _SAME


def _without_article(folded: str) -> str:
    first, _, rest = folded.partition(" ")
    return rest if rest and first in english().words.leading_articles else folded
