"""What a corpus's picture tells: the counts of a choice, with names, outlines and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.maps import wording
from geomap.maps.corpus.drawing import CountedArea
from geomap.maps.corpus.measures import values_of
from geomap.maps.corpus.picturewords import digits, words_in
from geomap.maps.corpus.units import UnitAtlas
from geomap.maps.corpus.view import KINDS, POINTS, SelectionCounts
from geomap.maps.svg.clipping import clip_ring
from geomap.maps.svg.lettering import text_width
from geomap.maps.svg.placement import Wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.gazetteer.arcs import Detail
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps.corpus.choice import PictureChoice
    from geomap.maps.corpus.view import CorpusView, LevelName
    from geomap.maps.source import BasemapSource
    from geomap.maps.svg.projection import Projection

_KIND_WORDS: Final = {
    "country": "layer.countries",
    "region": "layer.provinces",
    "city": "layer.cities",
    "water": "layer.waters",
    "land": "layer.nature",
    "site": "layer.sites",
}
_REGION_FROM: Final = 3.2
"""Zoom of web maps from which the finer outlines are worth drawing."""

_DESCRIBED: Final = 20
_NAME_PX, _STRAYING, _WIDER = 10.5, 1.1, 3.0


class PictureContents:
    """The counts of a choice.

    Parameters
    ----------
    view, gazetteer
        As for ``geomap.maps.corpus.picture.to_svg``.
    choice
        What is shown, checked.

    Attributes
    ----------
    values
        What is shown of each place, unit or hexagon.
    """

    def __init__(self, view: CorpusView, gazetteer: Gazetteer, choice: PictureChoice) -> None:
        self._view, self._gazetteer, self._choice = view, gazetteer, choice
        self._words = words_in(choice.language)
        self._atlas = UnitAtlas(gazetteer)
        self._level: Any = "place"
        self._counts = SelectionCounts(np.zeros(0, np.int64), np.zeros(0, np.int64), 0)
        self.values: NDArray[np.float64] = np.zeros(0)

    def count(self, level: LevelName | str, projection: Projection) -> None:
        """Count what the choice is about.

        Parameters
        ----------
        level
            What is counted: places, or a level of the view.
        projection
            Where it will lie, by which outlines are chosen.
        """
        self._level = level
        self._detail: Detail = "region" if projection.zoom >= _REGION_FROM else "world"
        counts = self._view.count(self._level, self._choice.selection)
        if level == "place" and not self._choice.selection.kind:
            points = np.isin(self._view.places.kind, [KINDS.index(kind) for kind in POINTS])
            counts = SelectionCounts(
                np.where(points, counts.documents, 0), np.where(points, counts.mentions, 0), counts.total
            )
        self._counts = counts
        self.values = values_of(counts, self._choice.measure, self._people())

    def _people(self) -> NDArray[np.int64]:
        if self._level == "place":
            return self._view.places.population.astype(np.int64)
        names = self._view.levels[self._level].names
        if self._level not in ("country", "province"):
            return np.zeros(len(names), np.int64)
        return np.array([self._atlas.unit(name).population for name in names], np.int64)

    def points(self) -> Iterator[tuple[int, float, float, float]]:
        """Yield row, longitude, latitude and value of each place that is drawn."""
        places = self._view.places
        for row in np.flatnonzero(self.values > 0).tolist():
            yield row, float(places.lon[row]), float(places.lat[row]), float(self.values[row])

    def name(self, row: int) -> str:
        """Return what a place is called."""
        from geomap.errors import UnknownPlaceError

        places = self._view.places
        if self._choice.language.startswith("en"):
            return places.names[row]
        try:
            return wording.name(self._gazetteer.get(places.ids[row]), self._gazetteer, self._choice.language)
        except UnknownPlaceError:
            return places.names[row]

    def areas(self) -> Iterator[CountedArea]:
        """Yield the units or hexagons of which something is shown."""
        names = self._view.levels[self._level].names
        for at in np.flatnonzero(self.values > 0).tolist():
            value = float(self.values[at])
            if self._level in ("country", "province"):
                unit = self._atlas.unit(names[at], self._choice.language)
                yield CountedArea(unit.name, self._atlas.outline(names[at], self._detail), value, self._told(at))
            else:
                yield CountedArea("", ((_hexagon(names[at]),),), value)

    def _told(self, at: int) -> str:
        shown, language = self.values[at], self._choice.language
        said = digits(float(shown), language)
        if self._choice.measure == "inhabitants":
            return f"{said} ({digits(float(self._counts.documents[at]), language)})"
        return said

    def wishes(self, projection: Projection, most: int, basemap: BasemapSource) -> list[Wish]:
        """Return the names of the units of which most is shown; upon hexagons, of the places of most documents."""
        if self._level not in ("country", "province"):
            return self._towns(projection, most)
        names = self._view.levels[self._level].names
        order = np.argsort(-self.values, kind="stable").tolist()
        ids = [names[at] for at in order if self.values[at] > 0]
        seats = {one.place_id: (one.lon, one.lat) for one in basemap.labels(_bounds(projection), 99.0, place_ids=ids)}
        made: list[Wish] = []
        for place_id in ids:
            unit = self._atlas.unit(place_id, self._choice.language)
            if not self._is_wide(place_id, unit.name, projection):
                continue
            for x, y in _turns(*seats.get(place_id, (unit.lon, unit.lat)), projection):
                rings = self._room(place_id, projection, (x, y))
                if _fits(unit.name, rings):
                    # Where cartographers put the names of provinces was chosen before some of these were joined.
                    seat = _middle_of(rings) if self._level == "province" else (x, y)
                    made.append(Wish(unit.name, "area", *seat, symbol="province", key=place_id, rings=rings))
            if len(made) >= most:
                break
        return made

    def _is_wide(self, place_id: str, name: str, projection: Projection) -> bool:
        """Tell whether a unit may be as wide as its name, before its outline is read."""
        footprints = self._gazetteer.footprints
        box = footprints.box(place_id) if footprints is not None else None
        if box is None:
            return False
        wide = projection.point(box[2], 0)[0] - projection.point(box[0], 0)[0]
        return text_width(name, _NAME_PX, weight=500) <= _STRAYING * wide

    def _room(
        self, place_id: str, projection: Projection, near: tuple[float, float]
    ) -> tuple[tuple[tuple[float, float], ...], ...]:
        """Return the rings of a unit around its name, in pixels."""
        turn = round((projection.degrees(*near)[0] - self._atlas.unit(place_id).lon) / 360.0) * 360.0
        frame = projection.frame
        rect = (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
        rings = []
        for polygon in self._atlas.outline(place_id, "world"):
            ring = [projection.point(x + turn, y) for x, y in zip(polygon[0][::2], polygon[0][1::2], strict=True)]
            cut = clip_ring(ring, rect)
            if cut:
                rings.append(tuple(cut))
        return tuple(rings)

    def _towns(self, projection: Projection, most: int) -> list[Wish]:
        documents = self._view.count("place", self._choice.selection).documents
        places = self._view.places
        documents = np.where(np.isin(places.kind, [KINDS.index(kind) for kind in POINTS]), documents, 0)
        made = []
        for row in np.argsort(-documents, kind="stable")[: 2 * most].tolist():
            if documents[row] > 0:
                for x, y in _turns(float(places.lon[row]), float(places.lat[row]), projection):
                    made.append(Wish(self.name(row), "base-city", x, y, gap=5.0, dot=1.6, key=str(row)))
        return made[:most]

    def title(self) -> str:
        """Return the headline."""
        if self._choice.title:
            return self._choice.title
        total = self._view.count("place", self._choice.selection).total
        return self._words["title"].replace("{n}", self._n(total))

    def subtitle(self) -> str:
        """Say which part of the corpus counts; ``""`` for all of it."""
        chosen, parts = self._choice.selection, []
        if chosen.first or chosen.last:
            parts.append(" – ".join(day.isoformat() if day else "…" for day in (chosen.first, chosen.last)))
        if chosen.country:
            country = self._gazetteer.country(chosen.country)
            parts.append(wording.name(country, self._gazetteer, self._choice.language) if country else chosen.country)
        if chosen.kind:
            parts.append(wording.texts(self._choice.language)[_KIND_WORDS[chosen.kind]])
        parts += chosen.languages
        return " · ".join(parts)

    def heading(self) -> str:
        """Say what is shown, with its denominator."""
        measure = self._choice.measure
        total = self._view.totals.drawn if measure == "mentions" else self._counts.total
        return self._words[measure].replace("{total}", self._n(total))

    def nothing(self) -> str:
        """Say what land without a colour means."""
        rate = self._choice.measure == "inhabitants"
        return self._words["nobody"] + (f" / {self._words['no-people']}" if rate else "")

    def notes(self) -> list[str]:
        """Return what is to be known about the figures, and whose data they are."""
        choice, totals = self._choice, self._view.totals
        said = self._words["counts"]
        for key in ("documents", "rejected", "mentions", "drawn", "unplaced", "uncertain", "beside"):
            said = said.replace(f"{{{key}}}", self._n(getattr(totals, key)))
        notes = [] if (self.values > 0).any() else [self._words["none"]]
        if choice.layer == "places" and not choice.selection.kind:
            said = f"{self._words['points']} {said}"
        if choice.layer == "provinces" and choice.measure == "inhabitants":
            said = f"{self._words['towns']} {said}"
        return [*notes, said, f"{wording.texts(choice.language)['attribution']} · geomap"]

    def describe(self) -> str:
        """Say what is shown, for those who do not see it."""
        order = [at for at in np.argsort(-self.values, kind="stable")[:_DESCRIBED].tolist() if self.values[at] > 0]
        if not order:
            return self._words["none"]
        told = (f"{self._called(at)} {digits(float(self.values[at]), self._choice.language)}" for at in order)
        return f"{self.heading()}: {wording.comma_of(self._choice.language).join(told)}."

    def _called(self, at: int) -> str:
        if self._level == "place":
            return self.name(at)
        name = self._view.levels[self._level].names[at]
        return self._atlas.unit(name, self._choice.language).name if self._level in ("country", "province") else name

    def _n(self, value: int) -> str:
        return digits(value, self._choice.language)


def _fits(name: str, rings: Sequence[Sequence[tuple[float, float]]]) -> bool:
    """Tell whether a name is hardly wider than what it stands upon: in one that strays, another unit would be read."""
    widest = max((max(x for x, _ in ring) - min(x for x, _ in ring) for ring in rings), default=0.0)
    return text_width(name, _NAME_PX, weight=500) <= _STRAYING * widest


def _middle_of(rings: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float]:
    """Return where in the largest part of a unit there is most room for a name, which is wider than high."""
    from shapely import Polygon, maximum_inscribed_circle

    parts = (Polygon([(x / _WIDER, y) for x, y in ring]).buffer(0) for ring in rings)
    largest = max(parts, key=lambda part: float(part.area))
    if largest.is_empty:
        return rings[0][0]
    x, y = maximum_inscribed_circle(largest, tolerance=0.5).coords[0]
    return round(x * _WIDER, 1), round(y, 1)


def _turns(lon: float, lat: float, projection: Projection) -> Iterator[tuple[float, float]]:
    """Yield where a point is seen in the frame, in pixels."""
    for turn in (-360.0, 0.0, 360.0):
        x, y = projection.point(lon + turn, lat)
        if projection.frame.contains(x, y):
            yield x, y


def _bounds(projection: Projection) -> tuple[float, float, float, float]:
    """Return the frame in degrees; of a map across the antimeridian all longitudes."""
    west, south, east, north = projection.bounds
    return (-180.0, south, 180.0, north) if west < -180.0 or east > 180.0 else (west, south, east, north)


def _hexagon(cell: str) -> tuple[float, ...]:
    """Return the corners of an H3 cell, all near one meridian."""
    import h3

    corners = h3.cell_to_boundary(cell)
    first = corners[0][1]
    ring = []
    for lat, lon in corners:
        ring += [lon - 360 * round((lon - first) / 360.0), lat]
    return tuple(ring)
