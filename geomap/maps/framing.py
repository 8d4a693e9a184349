"""What the first view is asked to show: the places of a story, each with its extent and its prominence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.reverse import distance_km
from geomap.maps.geometry import nearest_copy
from geomap.maps.layers.provinces import is_vast
from geomap.maps.reach import reach_km
from geomap.maps.view import MAIN, Box
from geomap.maps.viewport import WeightedPlace, first_view
from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geomap.maps.layers import LayerSpec, Subject
    from geomap.maps.mentions import Draft
    from geomap.maps.outlines import Outlines
    from geomap.model import Place
    from geomap.relations import Relative

_LONG = frozenset({"STM", "STMI", "STMS", "STMX", "CNL", "MTS", "RGE", "RDGE", "RGN", "PLAT", "PLN", "DSRT", "CST"})
"""Rivers, ranges, plains: where the one point of theirs lies tells nothing of where the story takes place."""

_DOUBT = 0.3
"""A guess that is less certain than this counts less for the first view."""

_FAR_GUESS, _FAR_KM = 0.4, 500.0
"""What is left of the weight of a guess that lies so far from everything that is sure."""

_MOST_SURE = 200
"""So many sure places are enough to tell that."""

_TELLS = 0.3
"""What has this share of the weightiest place's weight tells where in a vague area the story takes place."""

_BESIDE_DEG = 0.2
"""What is told from a named place, and is no wider with it, is the same place to a view."""

_VAST_DEG = 40.0
_LOOSE_DEG = 1.0


def frame_story(
    drafts: Sequence[Draft], specs: Mapping[str, tuple[LayerSpec, Subject]], outlines: Outlines
) -> tuple[Box, set[str]]:
    """Choose the first view, and return it with the keys of the drafts that it was made for.

    Parameters
    ----------
    drafts
        The places of the text or texts.
    specs
        The layer of each, by the draft's key.
    outlines
        Tells their extents.
    """
    shown = [draft for draft in drafts if draft.place_mentions or draft.prominence.value >= MAIN]
    sure = [draft.place for draft in shown if draft.confidence >= UNCERTAIN_BELOW][:_MOST_SURE]
    anchors = [_anchor(draft, specs[draft.key][0], outlines, _trust(draft, sure)) for draft in shown]
    # What only tells where something else is frames no view, nor does a continent, where there is anything else.
    named = {draft.place.id for draft in shown if draft.place_mentions and not draft.is_anchor}
    extents = [anchor for anchor in anchors if not anchor.vague]
    finer = [
        i
        for i, draft in enumerate(shown)
        if not _is_vast(specs[draft.key], anchors[i])
        and not _only_around(draft, specs[draft.key][0], anchors[i])
        and not (anchors[i].vague and _is_told(draft, outlines, extents))
        and not _is_beside(draft, anchors[i], named)
    ]
    chosen = finer or list(range(len(shown)))
    framed = first_view([anchors[i] for i in chosen])
    return framed.box, {shown[chosen[i]].key for i in framed.inside}


def _trust(draft: Draft, sure: Sequence[Place]) -> float:
    """Return how much a place counts for what is known of it: a guess must not lead the view astray."""
    if draft.confidence >= UNCERTAIN_BELOW:
        return 1.0
    lon, lat = draft.place.lon, draft.place.lat
    is_far = bool(sure) and all(distance_km(lon, lat, place.lon, place.lat) > _FAR_KM for place in sure)
    return min(1.0, draft.confidence / _DOUBT) * (_FAR_GUESS if is_far else 1.0)


def _anchor(draft: Draft, spec: LayerSpec, outlines: Outlines, trust: float) -> WeightedPlace:
    weight = spec.weight * draft.mass * trust
    box = outlines.core(draft) if spec.area else None
    lon, lat = draft.place.lon, draft.place.lat
    if draft.relative is not None and box is not None:
        box = _with_anchors(box, draft.relative)
    vague = spec.area and (draft.modifier is not None or (box is not None and _is_loose(draft, box)))
    if box is not None and vague:
        # A vague area must not stretch the view to its own far end: only its middle counts.
        (lon, lat), box = box.centre, None
    return WeightedPlace(
        lon, lat, weight=weight, box=box, vague=vague, reach_km=reach_km(draft.place), once=len(draft.mentions) < 2
    )


def _with_anchors(box: Box, relative: Relative) -> Box:
    """Return the extent of what is told from towns, with these: "10 km north of Homs" is nowhere without Homs."""
    for place in (anchor.place for anchor in relative.anchors):
        if place is not None and place.feature_class in "PS":
            lon = nearest_copy(place.lon, box.centre[0])
            box = Box(min(box.west, lon), min(box.south, place.lat), max(box.east, lon), max(box.north, place.lat))
    return box


def _is_loose(draft: Draft, box: Box) -> bool:
    """Tell whether words leave open so much that their area must not stretch a view: "two hours from Kenmare"."""
    return draft.relative is not None and max(box.width_deg, box.height_deg) > _LOOSE_DEG


def _is_vast(known: tuple[LayerSpec, Subject], anchor: WeightedPlace) -> bool:
    """Tell whether it is a continent or an ocean; a country may be as wide, and be what a story is about."""
    spec, subject = known
    wide = anchor.box is not None and max(anchor.box.width_deg, anchor.box.height_deg) > _VAST_DEG
    return is_vast(subject) or (wide and spec.key != "countries")


def _only_around(draft: Draft, spec: LayerSpec, anchor: WeightedPlace) -> bool:
    """Tell whether it only tells where something else is: a river is longer than what happens on its banks."""
    if spec.key == "anchors":
        return False
    is_point = anchor.box is None or draft.place.feature_class == "H"
    return (draft.is_anchor and bool(draft.place_mentions)) or (is_point and draft.place.feature_code in _LONG)


def _is_told(draft: Draft, outlines: Outlines, extents: Sequence[WeightedPlace]) -> bool:
    """Tell whether other places of the story tell what a vague area leaves open: "the north of Mali" by Kidal."""
    box = outlines.box(draft)
    if box is None:
        return False
    least = _TELLS * max((anchor.weight for anchor in extents), default=0.0)
    inside = (one for one in extents if box.contains(nearest_copy(one.lon, box.centre[0]), one.lat))
    return any(one.weight >= least and one.box is None for one in inside)


def _is_beside(draft: Draft, anchor: WeightedPlace, named: AbstractSet[str]) -> bool:
    """Tell whether it lies beside a place that the text names too: the two are one for a view, as a town's edge is."""
    if draft.relative is None or not any(one.place and one.place.id in named for one in draft.relative.anchors):
        return False
    return anchor.vague or (anchor.box is not None and max(anchor.box.width_deg, anchor.box.height_deg) < _BESIDE_DEG)
