"""Footprints: the extent of a place as polygons and lines, at three details."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, floor, pi, radians, sin
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.gazetteer.arcs import DETAILS, FILE_NAME, STEPS_PER_DEGREE, ArcFile, Detail

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

_APPROXIMATE = 1
_DISPUTED = 2
_SKETCH = 4

LonLat = list[float]
Ring = list[LonLat]
Polygon = list[Ring]


@dataclass(frozen=True)
class Footprint:
    """The extent of a place.

    Attributes
    ----------
    place_id
        The place.
    detail
        The detail that the geometry really has: a finer one than asked for where the place is too small for that, a
        coarser one for oceans.
    polygons
        Each a list of rings of ``[lon, lat]`` in degrees (EPSG:4326), closed; the outer ring first and against the
        clock, holes with the clock (RFC 7946). A polygon that crosses the antimeridian is cut there.
    lines
        Lists of ``[lon, lat]``, for places that are lines: rivers, demarcation lines.
    bbox
        West, south, east, north in degrees.
    approximate
        Whether the outline is a box, a circle or drawn by hand.
    disputed
        Whether the place is a disputed area.
    source
        Where the outline comes from, for a reader.
    sketch
        Whether the outline is so uncertain that a map shows a soft mark of its size instead of it.
    """

    place_id: str
    detail: Detail
    polygons: list[Polygon]
    lines: list[Ring]
    bbox: tuple[float, float, float, float]
    approximate: bool
    disputed: bool
    source: str
    sketch: bool = False

    def to_geojson(self) -> dict[str, Any]:
        """Return a GeoJSON geometry: (Multi)Polygon or (Multi)LineString."""
        if self.polygons:
            if len(self.polygons) == 1:
                return {"type": "Polygon", "coordinates": self.polygons[0]}
            return {"type": "MultiPolygon", "coordinates": self.polygons}
        if len(self.lines) == 1:
            return {"type": "LineString", "coordinates": self.lines[0]}
        return {"type": "MultiLineString", "coordinates": self.lines}

    def to_shapely(self) -> BaseGeometry:
        """Return the same as a shapely geometry."""
        from shapely.geometry import shape

        return shape(self.to_geojson())


class Containment(NamedTuple):
    """What a point lies in.

    Attributes
    ----------
    country
        Place id of the country that GeoNames names for places there, ``""`` at sea and in Antarctica's like.
    admin1
        Place id of the first-order division, ``""`` where GeoNames has none that Natural Earth draws.
    zone
        Place id of the disputed area, ``""`` elsewhere and where it has no id of its own.
    disputed
        Whether the ground is disputed.
    """

    country: str = ""
    admin1: str = ""
    zone: str = ""
    disputed: bool = False


_NOWHERE = Containment()
_TURNS = (0, -360 * STEPS_PER_DEGREE, 360 * STEPS_PER_DEGREE)
_BLOCKS_EAST = 180
_BLOCK_DEG = 2.0
_CELLS = 8
_STEPS_PER_CELL = 2_500
_KM_PER_DEG = 111.195


class Footprints:
    """The footprints of the gazetteer.

    Examples
    --------
    >>> footprints = Footprints.open(data_dir)
    >>> footprints.get("geonames:163843", "world").bbox
    """

    def __init__(self, file: ArcFile) -> None:
        self._file = file
        self._blocks = file.section("grid.block")
        self._cells = file.section("grid.cell")
        self._outlines = file.section("grid.outline")
        # Of the few countries that cross the antimeridian or have land far off, again and again.
        self._part_boxes = lru_cache(maxsize=64)(self._boxes_of)

    @classmethod
    def open(cls, data_dir: Path) -> Footprints:
        """Map the geometry file of a data directory.

        Raises
        ------
        GazetteerError
            The file is missing, damaged or of another version.
        """
        return cls(ArcFile(data_dir / FILE_NAME))

    def __len__(self) -> int:
        return len(self._file)

    def __contains__(self, place_id: object) -> bool:
        return isinstance(place_id, str) and self._file.find(place_id) >= 0

    @property
    def arcs(self) -> ArcFile:
        """The lines that footprints share, for checks."""
        return self._file

    @property
    def territories(self) -> list[tuple[str, str, bool]]:
        """Country id, id of the zone or ``""``, and whether it is disputed, of every kind of ground."""
        return [(country, zone, bool(disputed)) for country, zone, disputed in self._file.header["territories"]]

    def get(self, place_id: str, detail: Detail = "region", worldview: str = "neutral") -> Footprint | None:
        """Return the footprint of a place, None where it has none.

        Parameters
        ----------
        place_id
            The place.
        detail
            ``"world"`` for zoom levels up to 4, ``"region"`` for 5 to 7, ``"local"`` from 8 on.
        worldview
            Whose borders: ``"neutral"`` leaves disputed areas out of every country; an ISO 3166-1 alpha-2 code gives
            them to the country to which that government gives them, as far as Natural Earth knows.
        """
        position = self._find(place_id, worldview)
        if position < 0:
            return None
        record = self._file.record(position)
        at = DETAILS.index(detail)
        for level in (*DETAILS[at:], *reversed(DETAILS[:at])):
            polygons, lines = self._read(record, level)
            if polygons or lines:
                break
        else:
            return None
        west, south, east, north = (value / STEPS_PER_DEGREE for value in record[2:6])
        return Footprint(
            place_id=place_id,
            detail=level,
            polygons=polygons,
            lines=lines,
            bbox=(west, south, east, north),
            approximate=bool(record[0] & _APPROXIMATE),
            disputed=bool(record[0] & _DISPUTED),
            source=self._file.header["sources"][record[1]],
            sketch=bool(record[0] & _SKETCH),
        )

    def _find(self, place_id: str, worldview: str) -> int:
        """Return the position of a place's record, its own of a worldview where it has one; -1 without."""
        position = self._file.find(f"{place_id}@{worldview}") if worldview != "neutral" else -1
        return position if position >= 0 else self._file.find(place_id)

    def box(self, place_id: str, worldview: str = "neutral") -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of a footprint in degrees, None where there is none.

        Its lines stay unread.
        """
        position = self._find(place_id, worldview)
        if position < 0:
            return None
        west, south, east, north = (value / STEPS_PER_DEGREE for value in self._file.record(position)[2:6])
        return west, south, east, north

    def part_boxes(
        self, place_id: str, detail: Detail = "region", worldview: str = "neutral"
    ) -> list[tuple[float, float, float, float]]:
        """Return west, south, east, north of each polygon that ``get`` gives, in degrees, without making its rings."""
        return list(self._part_boxes(self._find(place_id, worldview), detail))

    def _boxes_of(self, position: int, detail: Detail) -> list[tuple[float, float, float, float]]:
        if position < 0:
            return []
        record = self._file.record(position)
        at = DETAILS.index(detail)
        levels = (*DETAILS[at:], *reversed(DETAILS[:at]))
        return next(filter(None, (self._read_boxes(record, level) for level in levels)), [])

    def _read_boxes(self, record: memoryview[int], detail: Detail) -> list[tuple[float, float, float, float]]:
        file, found, at = self._file, [], 7
        for _ in range(record[6]):
            rings = record[at]
            at += 1
            outer = record[at + 1 : at + 1 + record[at]]
            if file.has_arc(detail, max(outer[0], ~outer[0])):
                xs, ys = file.line(detail, outer)
                west, south, east, north = (v / STEPS_PER_DEGREE for v in (min(xs), min(ys), max(xs), max(ys)))
                found.append((west, south, east, north))
            for _ in range(rings):
                at += 1 + record[at]
        return found

    def touching(self, bbox: tuple[float, float, float, float]) -> list[str]:
        """Return the place ids of the footprints whose boxes touch a box; their lines stay unread.

        Parameters
        ----------
        bbox
            West, south, east, north in degrees; it may reach beyond 180 degrees.
        """
        west, south, east, north = (value * STEPS_PER_DEGREE for value in bbox)
        # Footprints end at the antimeridian: only what reaches it meets their copies beyond.
        turns = _TURNS if west <= _TURNS[1] / 2 or east >= _TURNS[2] / 2 else _TURNS[:1]
        return [
            place_id
            for position, x0, x1 in self._file.between(south, north)
            if any(x0 + turn <= east and x1 + turn >= west for turn in turns)
            and "@" not in (place_id := self._file.id(position))  # a worldview's own record of a country
        ]

    def disputed(self, bbox: tuple[float, float, float, float]) -> list[str]:
        """Return the ids of the disputed areas that touch a box (west, south, east, north in degrees), for hatching."""
        west, south, east, north = (value * STEPS_PER_DEGREE for value in bbox)
        found = []
        for place in sorted({zone for _, zone, disputed in self._file.header["territories"] if zone and disputed}):
            x0, y0, x1, y1 = self._file.record(self._file.find(place))[2:6]
            if x0 <= east and x1 >= west and y0 <= north and y1 >= south:
                found.append(place)
        return found

    def owners(self, place_id: str) -> dict[str, str]:
        """Return which country a disputed area belongs to for each government that has a say, by ISO 3166-1 code.

        ``""`` where a government gives it to no country, as one does that recognises it as a state.
        """
        found: dict[str, str] = self._file.header.get("owners", {}).get(place_id, {})
        return found

    def containing(self, lon: float, lat: float, reach_km: float = 0.0) -> Containment:
        """Return the country and the first-order division that a point lies in.

        Parameters
        ----------
        lon, lat
            The point in degrees.
        reach_km
            For a point in the water: how far from it the shore may be. A harbour lies beyond the simplified coast.
        """
        face = self._face(lon, lat)
        if face == 0 and reach_km > 0:
            stretch = max(cos(radians(lat)), 0.01)
            for share in (0.5, 1.0):
                radius = share * reach_km / _KM_PER_DEG
                around = (self._face(lon + radius * sin(a) / stretch, lat + radius * cos(a)) for a in _COMPASS)
                face = next((near for near in around if near), 0)
                if face:
                    break
        if face == 0:
            return _NOWHERE
        file = self._file
        country, zone, disputed = file.header["territories"][file.section("face.territory")[face - 1]]
        admin1 = file.section("face.admin1")[face - 1]
        return Containment(country, file.id(admin1) if admin1 >= 0 else "", zone, bool(disputed))

    def _face(self, lon: float, lat: float) -> int:
        """Return the number of the face at a point, counted from 1; 0 for water."""
        if not -90.0 <= lat <= 90.0:
            return 0
        x = ((lon + 180.0) % 360.0 if not -180.0 <= lon < 180.0 else lon + 180.0) * STEPS_PER_DEGREE
        y = min((lat + 90.0) * STEPS_PER_DEGREE, 180.0 * STEPS_PER_DEGREE - 1)
        column, row = floor(x / _STEPS_PER_CELL), floor(y / _STEPS_PER_CELL)
        block = self._blocks[row // _CELLS * _BLOCKS_EAST + column // _CELLS]
        if block >= 0:
            return int(block)
        cell = self._cells[(-1 - block) * _CELLS * _CELLS + row % _CELLS * _CELLS + column % _CELLS]
        if cell >= 0:
            return int(cell)
        return _decide(self._outlines, -1 - cell, x - column * _STEPS_PER_CELL, y - row * _STEPS_PER_CELL)

    def _read(self, record: memoryview[int], detail: Detail) -> tuple[list[Polygon], list[Ring]]:
        """Return the polygons and lines of a record at one detail; parts that are left out there are skipped."""
        file = self._file
        polygons = []
        at = 7
        for _ in range(record[6]):
            rings: Polygon | None = []
            count = record[at]
            at += 1
            for _ in range(count):
                end = at + 1 + record[at]
                if rings is not None and file.has_arc(detail, max(record[at + 1], ~record[at + 1])):
                    rings.append(_degrees(*file.line(detail, record[at + 1 : end])))
                elif not rings:
                    rings = None
                at = end
            if rings:
                polygons.append(rings)
        lines = []
        count = record[at]
        at += 1
        for _ in range(count):
            end = at + 1 + record[at]
            xs, ys = file.line(detail, record[at + 1 : end])
            if xs:
                lines.append(_degrees(xs, ys))
            at = end
        return polygons, lines


_COMPASS = [k * pi / 4 for k in range(8)]


def _decide(outlines: memoryview[int], at: int, x: float, y: float) -> int:
    """Return the face at a point of a cell that several share.

    The one whose outline the ray to the east crosses oddly.
    """
    rest, faces = outlines[at], outlines[at + 1]
    at += 2
    for _ in range(faces):
        face, rings = outlines[at], outlines[at + 1]
        at += 2
        inside = False
        for _ in range(rings):
            end = at + 1 + 2 * outlines[at]
            points = outlines[at + 1 : end].tolist()
            at = end
            last_x, last_y = points[-2], points[-1]
            for point_x, point_y in zip(points[0::2], points[1::2], strict=True):
                if (point_y > y) != (last_y > y) and x < point_x + (last_x - point_x) * (y - point_y) / (
                    last_y - point_y
                ):
                    inside = not inside
                last_x, last_y = point_x, point_y
        if inside:
            return face
    return rest


def _degrees(xs: list[int], ys: list[int]) -> Ring:
    return [[x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE] for x, y in zip(xs, ys, strict=True)]
