"""Kinds of place in plain words, from GeoNames feature classes and codes (https://www.geonames.org/export/codes.html)."""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, str]] = {
    "country": "A.PCL A.PCLD A.PCLF A.PCLI A.PCLIX A.PCLS A.TERR",
    "former state": "A.PCLH",
    "province": "A.ADM1 A.ADM1H",
    "district": "A.ADM2 A.ADM2H A.ADM3 A.ADM4 A.ADMD A.ADM5",
    "zone": "A.ZN A.ZNB A.ZNF A.LTER A.PRSH",
    "city": "P.",
    "air base": "S.AIRB",
    "airport": "S.AIRP S.AIRF S.AIRH S.AIRQ",
    "naval base": "L.NVB",
    "base": "L.MILB S.INSM S.SPCB",
    "port": "L.PRT S.PRT S.FY S.DCK H.HBR H.AIRS",
    "camp": "S.CMP S.CMPRF S.CMPL S.CMPO S.CMPQ",
    "crossing": "S.PSTB S.PSTC S.PSTP S.CSTM S.BRKS R.TNL S.BDG",
    "sea": "H.SEA H.OCN H.GULF H.BAY H.STRT H.CHN H.SD H.FJD H.LGN H.BGHT H.CHNM H.COVE H.INLT",
    "river": "H.STM H.STMI H.CNL H.WAD H.STMM H.RPDS H.FLLS",
    "lake": "H.LK H.LKS H.LKN H.RSV H.LKI H.LKC H.RSVI",
    "island": "T.ISL T.ISLS T.ATOL T.ISLET T.ISLT T.ARCH",
    "mountain": "T.MT T.MTS T.PK T.HLL T.HLLS T.VLC T.RDGE T.PLAT T.PASS T.VAL T.PKS T.CNYN",
    "desert": "T.DSRT T.ERG T.DUNE",
    "region": "L. T.PEN T.PLN T.CAPE T.DLTA T.OAS",
    "water": "H.",
    "site": "S.",
    "landform": "T.",
    "road": "R.",
    "forest": "V.",
    "undersea feature": "U.",
    "area": "A.",
}
"""Kinds, the particular before the general: a code belongs to the first kind that names it."""

_LONGEST_CODE: Final = 5

_EXACT: dict[str, str] = {}
_CLASS: dict[str, str] = {}
for _kind, _codes in KINDS.items():
    for _code in _codes.split():
        (_CLASS if _code.endswith(".") else _EXACT).setdefault(_code.rstrip("."), _kind)


def kind_of(feature_class: str, feature_code: str) -> str:
    """Return the kind of place in plain words.

    Examples
    --------
    >>> kind_of("P", "PPLA"), kind_of("A", "ADM1"), kind_of("S", "AIRB")
    ('city', 'province', 'air base')
    """
    return _EXACT.get(f"{feature_class}.{feature_code}") or _CLASS.get(feature_class, "place")


def is_kind(kind: str) -> bool:
    """Tell whether a word is a kind of place: one of ``KINDS``, a feature class, or a feature code."""
    wanted = kind.strip()
    # GeoNames has more codes than the kinds name: what looks like one may be one.
    return wanted.lower() in KINDS or (wanted.isalnum() and wanted.isupper() and len(wanted) <= _LONGEST_CODE)


def matches_kind(kind: str, feature_class: str, feature_code: str) -> bool:
    """Tell whether a feature is of the kind asked for: a word of ``KINDS``, a feature class, or a feature code."""
    wanted = kind.strip()
    return wanted.lower() == kind_of(feature_class, feature_code) or wanted in (feature_class, feature_code)
