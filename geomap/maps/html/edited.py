"""What a person has said and drawn, as the page's scripts take it; see ``contract.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.paths import encode_rings
from geomap.maps import publish

if TYPE_CHECKING:
    from geomap.maps.annotations import AnnotationView
    from geomap.maps.html.contract import AnnotationData, Payload
    from geomap.maps.view import MapView

_UNSEEN = ("code.", "class", "desk.", "basemap.", "note.", "movement.")
"""Beginnings of the keys of interface texts that no page needs."""

_OF_ANNOTATIONS = ("symbol.annotation", "layer.drawings", "layer.callouts", "group.annotations")
_OF_EDITING = ("edit.", "group.groups")


def is_drawn_on(view: MapView) -> bool:
    """Tell whether a page carries what draws annotations: it has some, or its reader may make some."""
    return bool(view.annotations) or not publish.is_published(view)


def needless_texts(view: MapView) -> tuple[str, ...]:
    """Return how the keys of the interface texts begin that a page does without."""
    if not publish.is_published(view):
        return _UNSEEN
    return (*_UNSEEN, *_OF_EDITING) if view.annotations else (*_UNSEEN, *_OF_EDITING, *_OF_ANNOTATIONS)


def add_edits(made: Payload, view: MapView) -> None:
    """Give what a person has drawn, and, to whom the page is given for review, all that a person has said."""
    if view.annotations:
        made["annotations"] = [annotation_data(one) for one in view.annotations]
    if view.corrections is not None and not publish.is_published(view):
        made["corrections"] = view.corrections.to_json()


def annotation_data(one: AnnotationView) -> AnnotationData:
    """Return an annotation as the page's scripts take it."""
    made: AnnotationData = {
        "kind": one.kind,
        "symbol": one.symbol,
        "layer": one.layer,
        "side": one.side,
        "text": one.text,
        "line": list(one.line),
        "at": one.seat,
    }
    if one.words is not None:
        made["words"] = one.words
    if one.polygons:
        made["poly"] = [encode_rings(polygon, one.steps_per_deg) for polygon in one.polygons]
        made["steps"] = one.steps_per_deg
    return made
