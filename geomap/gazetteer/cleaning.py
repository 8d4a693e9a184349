"""Which of a source's alternate names are names, and which are codes or machine transliterations."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from geomap.gazetteer import layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName, is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE = re.compile(r"^[A-Z0-9]{2,5}$")
_GENERIC_WORDS = """
north south east west northern southern eastern western central centre center middle upper lower inner outer
northeast northwest southeast southwest northeastern northwestern southeastern southwestern
capital coast coastal highlands islands union metropolitan federal city town district region province state
municipality interior littoral plateau metro port mid extreme federation national other general
"""
GENERIC = frozenset(_GENERIC_WORDS.split()) | {
    f"{a} {b}" for a in ("north", "south") for b in ("east", "west", "eastern", "western", "central")
}
"""Words that name a unit only together with its head noun ("Central Region")."""
_SAINT = (
    (re.compile(r"\bSaint\b"), "St"),
    (re.compile(r"\bSainte\b"), "Ste"),
    (re.compile(r"\bSt\.? (?=[A-Z])"), "Saint "),
    (re.compile(r"\bMount\b"), "Mt"),
    (re.compile(r"\bMt\.? (?=[A-Z])"), "Mount "),
    (re.compile(r"\bFort\b"), "Ft"),
    (re.compile(r"\bFt\.? (?=[A-Z])"), "Fort "),
)


def tidy(text: str) -> str:
    """Return a name without stray white space, in composed form."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def alternates(primary: str, names: Iterable[str], source: str) -> list[RecordName]:
    """Return the alternate names worth keeping, each folded form once, in the source's order.

    Left out: what folds to the primary name in Latin script, strings without a letter, strings that mix scripts, and
    names in small Latin letters only (GeoNames' transliterations of other scripts, such as "hms" and "huo mu si").
    Quiet, so that look-up finds them and the text matcher does not: codes ("QHS") and names of one or two letters.
    """
    first = fold(primary)
    seen = {first}
    kept = []
    for raw in names:
        text = tidy(raw)
        folded = fold(text)
        if not folded or folded in seen or len(folded) > layout.LONGEST:
            continue
        letters = [c for c in folded if c.isalpha()]
        if not letters:
            continue
        latin = is_latin(folded)
        if latin and text == text.lower():
            continue
        if not latin and any(c.isascii() for c in letters):
            continue
        seen.add(folded)
        # "Del.", "Tex.": the hand-kept table has them, with their case.
        short = text.endswith(".") and len(folded) <= 6
        lookup_only = latin and (len(folded) <= 2 or short or bool(_CODE.match(text)) or folded in GENERIC)
        kept.append(RecordName(text, kind=layout.ALTERNATE, lookup_only=lookup_only, source=source))
    return kept


def variants(primary: str, known: Iterable[str]) -> list[RecordName]:
    """Return the spellings that English texts use beside a name: Saint and St, Mount and Mt, Fort and Ft."""
    seen = {fold(primary), *map(fold, known)}
    made = []
    for pattern, other in _SAINT:
        text = pattern.sub(other, primary)
        if text != primary and fold(text) not in seen:
            seen.add(fold(text))
            # A French name with its hyphen is seldom shortened in English.
            kind = layout.ALTERNATE if "Saint-" in primary or "Sainte-" in primary else layout.PRIMARY
            made.append(RecordName(text, "en", kind, source="variant"))
    return made


def with_variants(primary: str, names: list[RecordName]) -> list[RecordName]:
    """Return the names with ``variants`` of the first one, which count as first names even where a source has them."""
    made = variants(primary, ())
    folded = {fold(n.text) for n in made}
    return [*(n for n in names if fold(n.text) not in folded), *made]


def translations(primary: str, names: Iterable[tuple[str, str]], source: str) -> list[RecordName]:
    """Return the names with their languages.

    Latin-script ones that are short and not English are for look-up only: Vietnamese "Anh" is England, and in an
    English text it is somebody's name.
    """
    seen: set[tuple[str, str]] = {("en", fold(primary))}
    kept = []
    for language, raw in names:
        text = tidy(raw)
        folded = fold(text)
        if not folded or (language, folded) in seen or len(folded) > layout.LONGEST:
            continue
        seen.add((language, folded))
        lookup_only = is_latin(folded) and language != "en" and len(folded) <= 4 and folded != fold(primary)
        kept.append(RecordName(text, language, layout.ALTERNATE, lookup_only=lookup_only, source=source))
    return kept


def unlike(known: Iterable[RecordName], more: Iterable[RecordName]) -> list[RecordName]:
    """Return the names that are not among the known ones already, but for other languages' names."""
    have = {fold(n.text) for n in known if n.language in ("", "en")}
    return [n for n in more if n.language != "en" or fold(n.text) not in have]
