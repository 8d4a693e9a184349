"""GeoJSON (RFC 7946): a feature a mention."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from geomap.export.attribution import attributions_of, to_attributions
from geomap.export.movements import iter_lines, to_geometry
from geomap.export.records import iter_records
from geomap.provenance import GENERATOR
from geomap.relations import Relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.export.drawings import Drawing
    from geomap.export.outlines import OutlineFinder
    from geomap.export.places import StoryPlaces
    from geomap.model import Geoparse


def to_geojson(
    geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None, drawings: Sequence[Drawing] = ()
) -> str:
    """Return a FeatureCollection with one feature per mention; a mention without a place has a null geometry.

    Behind the mentions, a line for each movement, with ``from``, ``to`` and the other columns of ``MOVEMENT_SCHEMA``,
    then what a person has drawn, with ``annotation`` (its kind), ``text``, ``place_id``, ``symbol``, ``colour`` and
    ``drawn_by``.

    Geometries are points, or the places' outlines where ``outline`` (such as ``Gazetteer.footprint``) gives them.

    Properties are the columns of ``SCHEMA``. ``<``, ``>`` and ``&`` are written as escapes, so that the text cannot
    end a script element in a page that somebody pastes it into. The member ``attribution`` names the sources.
    """
    return "".join(to_geojson_pieces(geoparses, outline, drawings))


def to_geojson_pieces(
    geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None, drawings: Sequence[Drawing] = ()
) -> Iterator[str]:
    """Yield the FeatureCollection piece by piece, its sources first: all documents are read before that."""
    return map(_escaped, _pieces(list(geoparses), outline, drawings))


def places_to_geojson(places: StoryPlaces, outline: OutlineFinder | None = None) -> Iterator[str]:
    """Yield a FeatureCollection with one feature per place; its properties are the columns of ``PLACE_SCHEMA``."""
    attributions = attributions_of(row.place for row in places)
    return map(_escaped, _collection(attributions, zip(places.to_records(), _outlines(places, outline), strict=True)))


def _outlines(places: StoryPlaces, outline: OutlineFinder | None) -> Iterator[Any]:
    if outline is None and not any(isinstance(row.first, Relative) for row in places):
        for row in places:
            yield {"type": "Point", "coordinates": [row.place.lon, row.place.lat]}
        return
    from shapely.geometry import mapping

    from geomap.export.outlines import place_shapes

    yield from map(mapping, place_shapes(places, outline))


def _escaped(text: str) -> str:
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _pieces(parses: list[Geoparse], outline: OutlineFinder | None, drawings: Sequence[Drawing]) -> Iterator[str]:
    records = (record for geoparse in parses for record in iter_records(geoparse))
    mentions = zip(records, _geometries(parses, outline), strict=True)
    lines = ((record, to_geometry(pieces)) for record, pieces in iter_lines(parses))
    return _collection(to_attributions(parses), chain(mentions, lines, drawings))


def _collection(attributions: list[str], features: Iterable[tuple[dict[str, Any], Any]]) -> Iterator[str]:
    # Foreign members, as RFC 7946 calls what it does not know and readers pass over.
    head = json.dumps({"type": "FeatureCollection", "generator": GENERATOR, "attribution": attributions})
    yield f'{head[:-1]}, "features": ['
    # A line a feature: a program that compares files, and a person, see which has changed.
    before = "\n"
    for record, geometry in features:
        yield before + json.dumps({"type": "Feature", "geometry": geometry, "properties": record})
        before = ",\n"
    yield "\n]}\n" if before == ",\n" else "\n\n]}\n"


def _geometries(parses: list[Geoparse], outline: OutlineFinder | None) -> Iterator[Any]:
    if outline is None and not any(geoparse.relatives for geoparse in parses):
        # Points need no geometry library.
        for geoparse in parses:
            for place in (resolution.place for resolution in geoparse.resolutions):
                yield None if place is None else {"type": "Point", "coordinates": [place.lon, place.lat]}
        return
    from shapely.geometry import mapping

    from geomap.export.outlines import to_shapes

    for shape in to_shapes(parses, outline):
        yield shape if shape is None else mapping(shape)
