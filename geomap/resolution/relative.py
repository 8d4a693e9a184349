"""Expressions that tell a place from others, resolved: the anchors' places, and a geometry of its own."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.language import language_of
from geomap.language.said import Figure, Listed, Speaker
from geomap.model import Place, Resolution, Toponym
from geomap.relations import Relative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Document
    from geomap.relations import Anchor, Expression, Relation
    from geomap.resolution.relative_scene import AnchorPlace

_NEEDS_TOWNS = frozenset({"middle", "corridor", "triangle", "inland", "outskirts", "across", "stream"})
"""Told from a town where a town and its province have one name."""
_WATERS = frozenset({"along", "side", "between waters", "midst"})
_OF_A_NOUN = 0.5
"""What is left of the confidence where the text means a plant or port of the anchor that the gazetteer lacks."""
_MOST_KM = 9000.0
_COARSE = 0.004
_CRUMB = 0.01
"""Pieces with less of the whole area are left out."""
_LOOKED_AT = 12


_MOST_KEPT = 150_000
"""Numbers of all the geometries that are kept; some five megabytes."""
_KEPT_EACH = 50
"""What one more takes beside its corners, in numbers."""

_Told = tuple[tuple[str, ...], str, tuple[float, float] | None, float | None, float | None, bool]
"""What a geometry depends on: the anchors' places, the relation, distances in km, bearing, and whether it is near."""


class _RelativeGeometry(NamedTuple):
    """A geometry in degrees: what results call its relation, where it sits, and its polygons."""

    relation: Relation
    lon: float
    lat: float
    polygons: tuple[tuple[tuple[float, ...], ...], ...]


class RelativeResolver:
    """Gives expressions their geometry.

    Parameters
    ----------
    gazetteer
        Where outlines, coasts and rivers are.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[_Told, _RelativeGeometry | None] = {}
        self._kept = 0

    def resolve(
        self, document: Document, expressions: Sequence[Expression], resolutions: Sequence[Resolution]
    ) -> tuple[Relative, ...]:
        """Return the expressions whose anchors have places and whose geometry can be told, in their order.

        Parameters
        ----------
        document
            The document.
        expressions
            What recognition found in it.
        resolutions
            The decisions about its toponyms, by whose numbers the expressions name their anchors.
        """
        speaker = Speaker(language_of(document), self._gazetteer)
        made = (self._resolve(document, one, resolutions, speaker) for one in expressions)
        return tuple(relative for relative in made if relative is not None)

    def _resolve(
        self, document: Document, one: Expression, resolutions: Sequence[Resolution], speaker: Speaker
    ) -> Relative | None:
        anchors = [self._anchor(document, anchor, one.relation, resolutions) for anchor in one.anchors]
        found = [anchor for anchor in anchors if anchor is not None and anchor.place is not None]
        ids = tuple(anchor.place.id for anchor in found if anchor.place)
        if len(found) < len(anchors) or len(set(ids)) < len(found):
            return None
        # Texts tell of the same borders and coasts again and again.
        key = ids, one.relation, one.distance_km, one.said_km, one.bearing_deg, one.near
        if key not in self._known:
            self._keep(key, self._drawn(one, found))
        drawn = self._known[key]
        return None if drawn is None else _made(document, one, drawn, found, speaker)

    def _keep(self, key: _Told, drawn: _RelativeGeometry | None) -> None:
        self._kept += _KEPT_EACH + (0 if drawn is None else sum(map(len, chain.from_iterable(drawn.polygons))))
        if self._kept > _MOST_KEPT:
            self._known.clear()
            self._kept = 0
        self._known[key] = drawn

    def _drawn(self, one: Expression, found: list[Resolution]) -> _RelativeGeometry | None:
        """Return the geometry that an expression has around its anchors' places, None where it has none."""
        from geomap.resolution.relative_scene import Scene, extent_of
        from geomap.resolution.relative_shapes import SHAPES

        bases = [self._anchor_place(anchor, one) for anchor in found]
        if one.relation in ("border", "line"):
            bases = self._units(bases, of_line=one.relation == "line")
        scene = Scene(one, bases, self._land)
        if one.relation == "across" and (country := self._gazetteer.country(bases[0].place.country_code)):
            scene.country = self._outlined(country)
        meeting = one.relation == "line" and all(g.outline is not None and not g.is_town for g in bases)
        relation, shape = SHAPES["border" if meeting else one.relation]
        geometry = shape(scene)
        if geometry is None or not geometry.area:
            return None
        extent = extent_of(geometry)
        if extent > _MOST_KM:
            return None
        return _in_degrees(relation, scene.plane.to_degrees(_whole(geometry).simplify(_COARSE * extent)))

    def _anchor(
        self, document: Document, anchor: Anchor, relation: str, resolutions: Sequence[Resolution]
    ) -> Resolution | None:
        """Return what an anchor was resolved to; of words that are no toponym, the country whose people they mean."""
        words = document.text[anchor.start : anchor.end]
        if anchor.toponym < 0:
            found = self._gazetteer.lookup(words, limit=_LOOKED_AT)
            nation = next((c for c in found if c.place.feature_code[:3] == "PCL"), None)
            if nation is None:
                return None
            toponym = Toponym(anchor.start, anchor.end, words, "demonym", words)
            return Resolution(toponym, nation.place, 0.8, match=nation.match)
        resolution = resolutions[anchor.toponym]
        if resolution.place is None or resolution.decided_by == "correction":
            return resolution
        before = document.text[max(0, anchor.start - 4) : anchor.start].lower()
        if relation in _WATERS | {"offset"} and before == "the " and resolution.place.feature_class != "H":
            return self._water(resolution, relation) or resolution
        if anchor.noun:
            return self._site(resolution, anchor) or resolution
        return resolution

    def _water(self, resolution: Resolution, relation: str) -> Resolution | None:
        """Return the river that a name with its article means, where there is one with a course."""
        place = resolution.place
        assert place is not None
        if place.feature_class in "TL" or (relation == "offset" and place.feature_class != "P"):
            return None
        for name in (resolution.toponym.name or resolution.toponym.text, f"{resolution.toponym.text} River"):
            for candidate in self._gazetteer.lookup(name, limit=_LOOKED_AT):
                if candidate.place.feature_class == "H" and candidate.place.has_footprint:
                    return Resolution(resolution.toponym, candidate.place, resolution.confidence, match=candidate.match)
        return None

    def _site(self, resolution: Resolution, anchor: Anchor) -> Resolution | None:
        """Return the resolution of a plant or port of a town, None where the gazetteer has none."""
        from dataclasses import replace

        name = resolution.toponym.text
        for words in (anchor.noun, f"nuclear power {anchor.noun}", f"nuclear {anchor.noun}", f"power {anchor.noun}"):
            for candidate in self._gazetteer.lookup(f"{name} {words}", limit=3):
                toponym = replace(resolution.toponym, head=anchor.noun)
                return Resolution(toponym, candidate.place, resolution.confidence, match=candidate.match)
        return None

    def _outlined(self, place: Place) -> AnchorPlace:
        from geomap.resolution.relative_scene import AnchorPlace

        return AnchorPlace(place, lambda: self._gazetteer.footprint(place, "region"))

    def _anchor_place(self, anchor: Resolution, one: Expression) -> AnchorPlace:
        """Return an anchor's place with its outline.

        The town of its name where a way or a distance leads from towns.
        """
        place = anchor.place
        assert place is not None
        towns = one.relation in _NEEDS_TOWNS or (one.relation in {"offset", "within", "away"} and one.distance_km)
        if towns and place.feature_class == "A" and (town := self._town_of(place, one)):
            return self._outlined(town)
        return self._outlined(place)

    def _town_of(self, place: Place, one: Expression) -> Place | None:
        if place.feature_code[:3] == "PCL" and one.relation not in {"middle", "corridor", "triangle"}:
            return None
        for candidate in self._gazetteer.lookup(place.name, country=place.country_code, limit=_LOOKED_AT):
            town = candidate.place
            inside = place.feature_code[:3] == "PCL" or town.admin1_code == place.admin1_code
            if town.feature_class == "P" and inside and town.name == place.name:
                return town
        return None

    def _units(self, bases: list[AnchorPlace], *, of_line: bool) -> list[AnchorPlace]:
        """Return the anchors of a border as areas.

        The unit or country around a town that shares its name or its code.
        """
        areas = [base.outline is not None and not base.is_town for base in bases]
        if all(areas) or (of_line and not any(areas)):
            return bases
        return [g if is_area else self._unit(g) for g, is_area in zip(bases, areas, strict=True)]

    def _unit(self, base: AnchorPlace) -> AnchorPlace:
        place = base.place
        for candidate in self._gazetteer.lookup(place.name, country=place.country_code, limit=_LOOKED_AT):
            if candidate.place.feature_class in "AL" and candidate.place.has_footprint:
                return self._outlined(candidate.place)
        unit = self._gazetteer.admin1(place.country_code, place.admin1_code) if place.admin1_code else None
        return self._outlined(unit) if unit is not None else base

    def _land(self, box: tuple[float, float, float, float]) -> Any:
        return _land_of(self._gazetteer, box)


def _in_degrees(relation: Any, geometry: Any) -> _RelativeGeometry:
    from shapely import affinity

    seat = geometry.centroid if geometry.contains(geometry.centroid) else geometry.representative_point()
    lon, lat = round((seat.x + 180) % 360 - 180, 5), round(seat.y, 5)
    return _RelativeGeometry(
        relation, lon, lat, _polygons(affinity.translate(geometry, 360.0 * round((lon - seat.x) / 360.0)))
    )


def _made(
    document: Document, one: Expression, drawn: _RelativeGeometry, anchors: list[Resolution], speaker: Speaker
) -> Relative:
    words, relation = document.text[one.start : one.end], drawn.relation
    ids = "+".join(anchor.place.id for anchor in anchors if anchor.place)
    measures = f"{one.distance_km or ''}{one.bearing_deg if one.bearing_deg is not None else ''}".replace(" ", "")
    name = " ".join(words.split())
    lacking = any(
        anchor.noun and not resolution.toponym.head for anchor, resolution in zip(one.anchors, anchors, strict=True)
    )
    confidence = min(anchor.confidence for anchor in anchors) * (_OF_A_NOUN if lacking else 1.0)
    return Relative(
        toponym=Toponym(one.start, one.end, words, "relative", name),
        place=Place(f"relative:{relation}:{measures}:{ids}", name, "", "", "", "", drawn.lon, drawn.lat),
        confidence=confidence,
        reasons=tuple(_reasons(one, relation, anchors, speaker)),
        match="position",
        relation=relation,
        anchors=tuple(anchors),
        polygons=drawn.polygons,
        distance_km=None if one.said_km is None else round(one.said_km, 3),
        bearing_deg=one.bearing_deg,
    )


@lru_cache(maxsize=2)
def relative_resolver(gazetteer: Gazetteer) -> RelativeResolver:
    """Return the resolver of a gazetteer's texts, which keeps what it has drawn."""
    return RelativeResolver(gazetteer)


def _land_of(gazetteer: Gazetteer, box: tuple[float, float, float, float]) -> Any:
    """Return the land in a box of degrees; across the antimeridian both sides of it."""
    from shapely import Polygon, affinity
    from shapely.ops import unary_union

    west, south, east, north = box
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        low, high = max(west - turn, -180.0), min(east - turn, 180.0)
        if low < high:
            rings = (shape.rings[0] for shape in _basemap(gazetteer).layer("land", "region", (low, south, high, north)))
            pieces += [affinity.translate(Polygon(ring).buffer(0), turn) for ring in rings if len(ring) > 3]
    return unary_union(pieces)


@lru_cache(maxsize=2)
def _basemap(gazetteer: Gazetteer) -> Any:
    from geomap.gazetteer.basemap import Basemap

    return Basemap.open(gazetteer.path)


def _whole(geometry: Any) -> Any:
    """Return a geometry without its smallest parts."""
    from shapely.ops import unary_union

    parts = getattr(geometry, "geoms", [geometry])
    return unary_union([part for part in parts if part.area >= _CRUMB * geometry.area])


def _polygons(geometry: Any) -> tuple[tuple[tuple[float, ...], ...], ...]:
    parts = getattr(geometry, "geoms", [geometry])
    return tuple(
        tuple(_ring(ring.coords) for ring in (part.exterior, *part.interiors))
        for part in parts
        if part.geom_type == "Polygon"
    )


def _ring(corners: Any) -> tuple[float, ...]:
    return tuple(round(value, 5) for corner in list(corners)[:-1] for value in corner)


def _reasons(one: Expression, relation: str, anchors: Sequence[Resolution], speaker: Speaker) -> list[str]:
    say = partial(speaker.say, table="relative")
    said: list[str] = [say("from_anchors", anchors=Listed(tuple(anchor.place for anchor in anchors if anchor.place)))]
    if speaker.has(relation, "relative"):
        said.append(say(relation))
    span = one.distance_km
    if span is not None:
        key = "reach" if span[0] else "reach_most"
        said.append(say(key, least=_short(span[0]), most=_short(span[1])))
    said.append(say("estimate"))
    doubtful = [a for a in anchors if a.confidence < _SURE and a.place]
    said += [say("anchor", name=a.toponym.text, percent=round(100 * a.confidence)) for a in doubtful]
    return said


_SURE = 0.6
"""Anchors that are less sure are named with how sure they are."""


def _short(km: float) -> Figure:
    return Figure(km, 1 if km < 10 else 0)
