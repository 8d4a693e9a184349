"""Other spellings under which news writes villages of Syria, Lebanon, Palestine, Sudan and Ukraine.

Gazetteers write Arabic names by one system, reporters by several: "Khirbat Ghazalah" is "Khirbet Ghazaleh" to them,
"Kafr Kila" "Kfar Kila". Names in Ukraine stand in NGA's list as Russian once had them: "Tonenkoye" is Tonenke. The
rules make the spellings that differ in one system's way; a spelling that nobody uses does no harm.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from gazetteer.names.english_words import people_and_words
from gazetteer.sources.gdelt import KEY, KNOWN, bearers_of
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName

if TYPE_CHECKING:
    from geomap.gazetteer.record import Record

_ARABIC: Final = frozenset(["SY", "LB", "PS", "SD"])
_MOST = 12
_SMALL = 50_000
"""Inhabitants up to which a place is a village or small town: of the large ones GeoNames has all spellings."""

# What a name begins with: each of a group for each other.
_HEADS: Final = (
    ("khirbat", "khirbet", "kherbet"),
    ("kafr", "kfar", "kufr"),
    ("dayr", "deir"),
    ("bayt", "beit"),
    ("tall", "tell", "tel", "tal"),
    ("ayn", "ain", "ein"),
    ("umm", "um"),
    ("bir", "bi'r", "beer"),
    ("burj", "bourj", "borj"),
    ("mazraat", "mazra'at"),
    ("majdal", "mejdel"),
    ("wad", "wadd"),
    ("shaykh", "sheikh", "cheikh"),
)
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|at|az|ash|an)[ -](?=\w)", re.IGNORECASE)
_UKRAINIAN: Final = (
    (re.compile(r"(?<=[nrlvtd])oye$"), "e"),
    (re.compile(r"skoye$"), "ske"),
    (re.compile(r"sk(?:iy|y)$"), "skyi"),
    (re.compile(r"[iy]y$"), "yi"),
    (re.compile(r"[ye]ev?ka$|yovka$"), "ivka"),
    (re.compile(r"ovka$"), "ivka"),
    (re.compile(r"^Novo[yi]e? ?"), "Novo"),
    (re.compile(r"yano"), "iano"),
    (re.compile(r"yan"), "ian"),
    (re.compile(r"g"), "h"),
    (re.compile(r"G"), "H"),
    (re.compile(r"^E"), "Ye"),
)


def respell(records: list[Record]) -> int:
    """Give villages the spellings of the news as further names; return how many were added.

    A spelling that is a word, a person's name or a well-known place's is left out.
    """
    bearers, words = bearers_of(records), people_and_words()
    added = 0
    for record in records:
        if record.feature_class != "P" or record.population > _SMALL:
            continue
        if record.country_code in _ARABIC:
            made = _arabic(record.name)
        elif record.country_code == "UA" and record.source == KEY:
            made = _ukrainian(record.name)
        else:
            continue
        known = {fold(record.name), *(fold(n.text) for n in record.names)}
        for text in sorted(made):
            folded = fold(text)
            if folded in words or any(other.importance >= KNOWN for other in bearers.get(folded, ())):
                continue
            if folded not in known:
                known.add(folded)
                record.names.append(RecordName(text, "en", source=record.source))
                added += 1
    return added


def _arabic(name: str) -> set[str]:
    """Return the spellings of an Arabic name in Latin letters, few of them at most.

    >>> "Khirbet Ghazaleh" in _arabic("Khirbat Ghazālah")
    True
    """
    parts: list[tuple[str, ...]] = []
    words = _ARTICLE.sub("al-", fold(name).replace("'", "")).replace("- ", "-").split()
    for place, word in enumerate(words):
        article, core = ("al-", word[3:]) if word.startswith("al-") else ("", word)
        heads = next((heads for heads in _HEADS if core in heads), None) if place < len(words) - 1 else None
        cores = heads or _endings(core)
        # A leading article is left off as often as it is written.
        starts = ("al-", "") if article and not place else (article,)
        parts.append(tuple(start + form for start in starts for form in cores))
    made = (" ".join(choice) for choice in product(*parts))
    return {_titled(text) for _, text in zip(range(_MOST), made, strict=False)}


def _endings(word: str) -> tuple[str, ...]:
    if word.endswith(("iyah", "iyya", "iyyah", "iya", "iyeh")):
        stem = re.sub(r"iyy?[ae]h?$", "", word)
        return stem + "iyah", stem + "iya", stem + "iyeh"
    if word.endswith("ah") and len(word) > len("amah"):
        return word, word[:-1], word[:-2] + "eh"
    if word.endswith("a") and len(word) > len("ama"):
        return word, word + "h", word[:-1] + "eh"
    return (word,)


def _titled(text: str) -> str:
    return re.sub(r"(?<![\w'])(?!al-)\w|(?<=al-)\w", lambda letter: letter.group().upper(), text)


def _ukrainian(name: str) -> set[str]:
    """Return the name as Ukrainian has it, where the list has the Russian form.

    >>> _ukrainian("Tonenkoye")
    {'Tonenke'}
    """
    changed = name.replace("koye", "ke") if name.endswith("nkoye") else name
    for pattern, by in _UKRAINIAN:
        changed = pattern.sub(by, changed)
    return {changed} - {name}
