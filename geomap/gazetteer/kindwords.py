"""From the word that a user writes for a kind of place to the GeoNames feature that stands for it."""

from __future__ import annotations

import re
from typing import Final

from geomap.gazetteer.feature_kinds import KINDS

_BY_WORD: Final[dict[str, str]] = {
    "country": "A.PCLI",
    "former state": "A.PCLH",
    "province": "A.ADM1 state governorate oblast",
    "district": "A.ADM2 county",
    "area": "L.AREA",
    "zone": "L.ZN",
    "buffer zone": "L.ZNB demilitarised-zone demilitarized-zone dmz",
    "city": "P.PPL town village hamlet settlement neighbourhood neighborhood suburb",
    "air base": "S.AIRB airbase",
    "airport": "S.AIRP airfield airstrip",
    "naval base": "L.NVB",
    "base": "L.MILB military-base military barracks outpost",
    "port": "L.PRT harbour harbor",
    "camp": "S.CMP",
    "refugee camp": "S.CMPRF idp-camp",
    "crossing": "S.PSTB border-crossing checkpoint",
    "bridge": "S.BDG",
    "hospital": "S.HSP clinic",
    "school": "S.SCH",
    "building": "S.BLDG",
    "plant": "S.MFG factory",
    "power station": "S.PS",
    "mine": "S.MN",
    "dam": "S.DAM",
    "sea": "H.SEA",
    "gulf": "H.GULF",
    "bay": "H.BAY",
    "strait": "H.STRT",
    "river": "H.STM stream",
    "lake": "H.LK",
    "island": "T.ISL",
    "mountain": "T.MT hill peak",
    "desert": "T.DSRT",
    "valley": "T.VAL",
    "region": "L.RGN",
    "water": "H.",
    "site": "S. facility place point-of-interest poi",
    "landform": "T.",
    "road": "R.RD street",
    "railway": "R.RR",
    "forest": "V.FRST",
}
"""By word: the feature, and other words for the same."""

POINT: Final = ("S", "")
"""What a point is that does not say: a site."""

EXTENT: Final = ("L", "AREA")
"""What a polygon or a line is that does not say: an area."""

_FEATURE = re.compile(r"([AHLPRSTUV])[./ ]?([A-Z0-9]{0,5})")


def _words() -> dict[str, tuple[str, str]]:
    found = {}
    for word, row in _BY_WORD.items():
        feature, *others = row.split()
        feature_class, _, code = feature.partition(".")
        for name in (word, *(other.replace("-", " ") for other in others)):
            found[name] = feature_class, code
    return found


_FEATURES: Final = _words()
_CODES: Final = {
    code.partition(".")[2]: (code[0], code.partition(".")[2])
    for codes in KINDS.values()
    for code in codes.split()
    if not code.endswith(".")
} | {feature[1]: feature for feature in _FEATURES.values() if feature[1]}


def known_kinds() -> tuple[str, ...]:
    """Return the words that ``to_feature`` knows, without those that mean the same."""
    return tuple(_BY_WORD)


def to_feature(kind: str) -> tuple[str, str] | None:
    """Return GeoNames class and code of a kind of place, None for an unknown word.

    Parameters
    ----------
    kind
        A word ("refugee camp"), a feature ("S.CMPRF", "S/CMPRF") or a code by itself ("CMPRF").
    """
    word = " ".join(kind.replace("-", " ").replace("_", " ").split())
    found = _FEATURES.get(word.lower()) or _FEATURES.get(word.lower().removesuffix("s"))
    if found is not None:
        return found
    written = kind.strip().upper()
    if written in _CODES:
        return _CODES[written]
    match = _FEATURE.fullmatch(written)
    # A separator tells "S.X" from a word that happens to begin so.
    if match is not None and (len(written) == 1 or written[1] in "./"):
        return match[1], match[2]
    return None
