"""Linked Places (LPF): a feature a place, for the World Historical Gazetteer, Recogito and Peripleo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from geomap.export.attribution import to_attributions
from geomap.export.mentions import Visit, address_of, title_of, visits_by_place
from geomap.files import to_bytes
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export.outlines import OutlineFinder
    from geomap.model import Geoparse, Place

CONTEXT: Final = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"

_CERTAIN, _LESS_CERTAIN = 0.9, 0.5
"""From which confidence on a place is called so."""


def to_linked_places(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> str:
    """Return a FeatureCollection of Linked Places, one feature for each place that was found.

    Its names are those that the texts call it by, each with the texts that do as citations and the days of these as
    ``when``; the geometry says how certain it is, by the surest of its mentions. Geometries are points, or the places'
    outlines where ``outline`` (such as ``Gazetteer.footprint``) gives them. Names without a place are left out.
    """
    return "".join(to_linked_places_pieces(geoparses, outline))


def to_linked_places_pieces(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> Iterator[str]:
    """Yield the FeatureCollection piece by piece: all documents are read before that."""
    parses = list(geoparses)
    head = {
        "type": "FeatureCollection",
        "generator": GENERATOR,
        "@context": CONTEXT,
        "attribution": to_attributions(parses),
    }
    yield f'{json.dumps(head)[:-1]}, "features": ['
    before = "\n"
    for address, visits in visits_by_place(parses).items():
        feature = _feature(address, visits, outline)
        yield before + to_bytes(json.dumps(feature, ensure_ascii=False)).decode()
        before = ",\n"
    yield "\n]}\n"


def _feature(address: str, visits: list[Visit], outline: OutlineFinder | None) -> dict[str, Any]:
    place = visits[0].resolution.place
    assert place is not None
    properties: dict[str, Any] = {"title": place.name, "place_id": place.id, "mentions": len(visits)}
    if place.country_code:
        properties["ccodes"] = [place.country_code]
    if place.feature_class:
        properties["fclasses"] = [place.feature_class]
    confidence = max(visit.resolution.confidence for visit in visits)
    feature: dict[str, Any] = {
        "@id": address,
        "type": "Feature",
        "properties": properties,
        "names": _names(place, visits),
        "types": _types(place),
        "geometry": {"type": "GeometryCollection", "geometries": [_geometry(place, outline, confidence)]},
        "links": [],
    }
    if place.geonameid is not None:
        match = f"http://www.geonames.org/{place.geonameid}/"
        feature["links"] = [{"type": "exactMatch", "identifier": match}]
    return feature


def _names(place: Place, visits: list[Visit]) -> list[dict[str, Any]]:
    """Return what the texts call a place, with where they do; its usual name behind that, if none does."""
    called: dict[tuple[str, str], list[Visit]] = {}
    for visit in visits:
        toponym = visit.resolution.toponym
        language = toponym.language or visit.geoparse.document.language
        called.setdefault((toponym.name or toponym.text, language), []).append(visit)
    names = [_name(word, language, said) for (word, language), said in called.items()]
    if all(word != place.name for word, _ in called):
        names.append({"toponym": place.name, "lang": "en"})
    return names


def _name(word: str, language: str, visits: list[Visit]) -> dict[str, Any]:
    documents = {address_of(visit.geoparse.document): visit.geoparse.document for visit in visits}
    name: dict[str, Any] = {"toponym": word}
    if language:
        name["lang"] = language
    name["citations"] = [{"label": title_of(document), "@id": key} for key, document in documents.items()]
    days = sorted({document.date.isoformat() for document in documents.values() if document.date is not None})
    if days:
        name["when"] = {"timespans": [{"start": {"in": day}} for day in days]}
    return name


def _types(place: Place) -> list[dict[str, Any]]:
    if not place.feature_class or not place.feature_code:
        return []
    from geomap.maps import wording

    code = f"{place.feature_class}.{place.feature_code}"
    return [{"identifier": f"https://www.geonames.org/ontology#{code}", "label": wording.what(place, "en")}]


def _geometry(place: Place, outline: OutlineFinder | None, confidence: float) -> dict[str, Any]:
    shape = outline(place) if outline is not None else None
    geometry: dict[str, Any]
    if shape is None or shape.is_empty:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    else:
        import shapely
        from shapely.geometry import mapping

        geometry = dict(mapping(shapely.orient_polygons(shape)))
    sure = "certain" if confidence >= _CERTAIN else "less-certain" if confidence >= _LESS_CERTAIN else "uncertain"
    return {**geometry, "certainty": sure}
