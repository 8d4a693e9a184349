"""Mountains, islands, deserts and forests."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec, Subject

_HEIGHTS = frozenset({"HLL", "HLLS", "MT", "MTS", "MTSU", "NTK", "NTKS", "PASS", "PK", "PKS", "RDGE", "VLC"})
_ISLANDS = frozenset({"ATOL", "ISL", "ISLET", "ISLF", "ISLM", "ISLS", "ISLT", "ISLX"})


def _symbol(subject: Subject) -> str:
    code = subject.place.feature_code
    return "mountain" if code in _HEIGHTS else "island" if code in _ISLANDS else "landform"


LAYER = LayerSpec(
    key="nature",
    group="places",
    accepts=lambda subject: subject.place.feature_class in {"T", "V"},
    symbol=_symbol,
    area=True,
    weight=0.8,
    asked=60,
)
