"""Cities, towns and villages."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec, Subject

_CAMPS = frozenset({"CMP", "CMPRF", "PPLR"})


def _symbol(subject: Subject) -> str:
    return "capital" if subject.place.feature_code == "PPLC" and not subject.claimed_capital else "city"


LAYER = LayerSpec(
    key="cities",
    group="places",
    accepts=lambda subject: subject.place.feature_class == "P" and subject.place.feature_code not in _CAMPS,
    symbol=_symbol,
    # A user's own town may have an outline; the bundled ones have none.
    area=True,
    asked=40,
)
