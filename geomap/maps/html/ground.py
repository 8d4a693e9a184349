"""What lies below and beside the places, as the page's data: basemap, names, disputed areas, streets, small maps."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.paths import encode_rings

if TYPE_CHECKING:
    from geomap.maps.base import BaseLabel, BasePatch, Streets
    from geomap.maps.claims import Claim
    from geomap.maps.html.contract import Bounds, ClaimData, InsetData, PatchData, StreetsData
    from geomap.maps.view import Box, Inset

_CLOSE_ZOOM = 8
_CLAIM_STEPS = 500


def to_patch(patch: BasePatch) -> PatchData:
    """Return a piece of the basemap."""
    box = patch.box
    return {
        "box": (box.west, box.south, box.east, box.north) if box else None,
        "shift": patch.shift_deg,
        "zoom": patch.min_zoom,
        "scale": patch.scale,
        "shapes": [(shape.kind, shape.min_zoom, list(shape.paths)) for shape in patch.shapes],
    }


def to_label(label: BaseLabel) -> Any:
    """Return a name of the basemap."""
    # Ten metres are a pixel where streets are seen, and nothing where countries are.
    digits = 4 if label.min_zoom >= _CLOSE_ZOOM else 3
    made = [label.text, label.kind, round(label.lon, digits), round(label.lat, digits), label.min_zoom, label.rank]
    if label.seats:
        return [*made, label.angle, [round(value, digits) for seat in label.seats for value in seat]]
    return [*made, label.angle] if label.angle else made


def to_claim(claim: Claim) -> ClaimData:
    """Return a disputed area."""
    return {
        "name": claim.name,
        "poly": [encode_rings(polygon, _CLAIM_STEPS) for polygon in claim.polygons],
        "steps": _CLAIM_STEPS,
        "by": list(claim.claimants),
        "holds": list(claim.holders),
    }


def to_streets(streets: Streets) -> StreetsData:
    """Return the user's own basemap."""
    return {
        "credit": streets.attribution,
        "levels": [
            {
                "zoom": level.min_zoom,
                "scale": level.scale,
                "shapes": [(shape.kind, list(shape.paths)) for shape in level.shapes],
            }
            for level in streets.levels
        ],
        "images": [
            (
                image.min_zoom,
                _bounds(image.box, 6),
                f"data:{image.media_type};base64,{base64.b64encode(image.data).decode('ascii')}",
            )
            for image in streets.images
        ],
    }


def to_inset(inset: Inset) -> InsetData:
    """Return a small map."""
    return {"kind": inset.kind, "title": inset.title, "box": _bounds(inset.box, 4), "keys": list(inset.keys)}


def _bounds(box: Box, digits: int = 15) -> Bounds:
    return round(box.west, digits), round(box.south, digits), round(box.east, digits), round(box.north, digits)
