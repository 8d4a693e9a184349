"""Military and transport sites, camps, plants and other single spots."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec, Subject

# Feature codes of the other classes that mean a spot, not an area.
_SPOTS = frozenset({"MILB", "NVB", "PRT", "CMP", "CMPRF", "OILF", "GASF", "INDS", "NAVT", "ANCH", "HBR", "DCK"})

_SYMBOLS = {
    "air-base": frozenset({"AIRB"}),
    "naval-base": frozenset({"NVB"}),
    "base": frozenset({"MILB", "INSM", "FT", "BSTN"}),
    "airport": frozenset({"AIRP", "AIRF", "AIRH", "AIRQ", "AIRT"}),
    "port": frozenset({"PRT", "HBR", "DCK", "ANCH", "FY", "MAR"}),
    "camp": frozenset({"CMP", "CMPRF", "CMPL", "CMPLA"}),
    "crossing": frozenset({"BDG", "PSTB", "BRDR", "CSWY", "TNL"}),
}
_BY_CODE = {code: symbol for symbol, codes in _SYMBOLS.items() for code in codes}


def _accepts(subject: Subject) -> bool:
    place = subject.place
    return (
        place.feature_class in {"S", "R"} or place.feature_code in _SPOTS or place.source in {"position", "correction"}
    )


LAYER = LayerSpec(
    key="sites",
    group="places",
    accepts=_accepts,
    symbol=lambda subject: _BY_CODE.get(subject.place.feature_code, "site"),
    # A user's own camp or base may have an outline; the bundled ones have none.
    area=True,
    asked=30,
)
