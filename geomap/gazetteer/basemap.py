"""The basemap: land, borders, lakes and rivers, cut to what a map shows and packed for a page.

``Basemap.cut`` gives a dictionary for the page's JSON block:

.. code-block:: text

   {"alphabet": "ABC…-_",                     the 64 characters of the paths
    "levels": [                               draw in this order, each over the one before
      {"detail": "world",  "zooms": [0, 22],  zoom levels at which the level is drawn
       "bbox": [w, s, e, n],                  degrees; the level knows everything within, nothing without
       "scale": 20,                           path units per degree
       "land": [path, …],                     rings: fill all together by the even-odd rule
       "lakes": [[min_zoom, path, …], …],     rings of one lake, even-odd
       "rivers": [[min_zoom, path, …], …],    lines
       "borders": [path, …],                  undisputed country borders
       "disputed": [path, …],                 borders that somebody disputes, lines of control: draw dashed
       "provinces": [[min_zoom, path, …], …], borders of first-order divisions
       "zones": [path, …]},                   limits of buffer zones and leases: draw dotted
      {"detail": "region", "zooms": [5, 22], …}, {"detail": "local", "zooms": [8, 22], …}]}

To draw zoom level z: for each level with ``zooms[0] <= z <= zooms[1]`` fill its ``bbox`` with the sea's colour (that
hides the coarser level beneath), then its land, lakes, lines. The coast is the outline of ``land`` without the edges
that run along a side of ``bbox`` (those come from the cut, the antimeridian or the pole).

A path is a string that ``geomap.gazetteer.paths`` writes and reads, and ``gm.path`` in the page. The boxes are rounded
outwards to whole path units, so whether an edge runs along a side of a box can be told exactly.
"""

from __future__ import annotations

import json
from functools import cached_property
from math import ceil, floor
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from geomap.dataclass import dataclass
from geomap.gazetteer.arcs import FILE_NAME, STEPS_PER_DEGREE, ArcFile, Detail
from geomap.gazetteer.cutter import Cutter
from geomap.gazetteer.paths import ALPHABET, encode_path, join_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from geomap.gazetteer.arcs import Line
    from geomap.gazetteer.clipping import GridBox

LayerName = Literal["land", "coast", "lakes", "rivers", "borders", "disputed", "provinces", "zones"]

BBox = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

LABEL_KINDS = ("country", "province", "sea", "lake")
"""Kinds of labels, by their numbers in the file."""

_SINGLE: tuple[LayerName, ...] = ("borders", "disputed", "zones")
"""Lines that are drawn at every zoom level; the last not on a map of the world."""
_BORDERS: tuple[LayerName, ...] = (*_SINGLE, "provinces")

_ZOOMS: dict[Detail, tuple[int, int]] = {"world": (0, 22), "region": (5, 22), "local": (8, 22)}
_SCALE: dict[Detail, int] = {"world": 20, "region": 500, "local": 5_000}
# The closest zoom level at which the level is the finest one: nothing that appears later only is sent with it.
_LAST_ZOOM: dict[Detail, float] = {"world": 2.9, "region": 7.5, "local": 25}
_LARGEST_DEG2: dict[Detail, float] = {"world": 64_800, "region": 1_500, "local": 150}
_MARGIN: dict[Detail, float] = {"world": 0, "region": 0.7, "local": 0.25}

_WORLD: BBox = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class LayerPiece:
    """A piece of a layer.

    Attributes
    ----------
    rings
        Closed rings of ``[lon, lat]`` for ``land`` and ``lakes`` (even-odd), else one line.
    min_zoom
        Zoom level from which it is worth drawing.
    """

    rings: list[list[list[float]]]
    min_zoom: float


@dataclass(frozen=True, slots=True)
class LabelPoint:
    """Where a name may stand.

    Attributes
    ----------
    place_id
        Whose name.
    kind
        ``"country"``, ``"province"``, ``"sea"`` or ``"lake"``.
    lon, lat
        Where, in degrees: chosen by Natural Earth's cartographers for countries and provinces.
    min_zoom, max_zoom
        Zoom levels between which they show the name.
    rank
        Natural Earth's ``labelrank``: 1 is the weightiest.
    """

    place_id: str
    kind: str
    lon: float
    lat: float
    min_zoom: float
    max_zoom: float
    rank: int


class Basemap:
    """Natural Earth's land, borders and waters, from the gazetteer's geometry file.

    Parameters
    ----------
    file
        The geometry file.
    worldview
        Whose borders: ``"neutral"`` (what is disputed is of kind ``disputed``) or the ISO 3166-1 code of a government:
        where it claims or holds land that is disputed, the lines are the borders that it recognises.
    """

    def __init__(self, file: ArcFile, worldview: str = "neutral") -> None:
        self._file = file
        self._cutter = Cutter(file)
        self._seen = _seen_by(file, worldview)
        self._zoom = file.section("arc.zoom")
        self._lake = file.section("arc.lake")

    @classmethod
    def open(cls, data_dir: Path, worldview: str = "neutral") -> Basemap:
        """Map the geometry file of a data directory, seen as a government sees the world.

        Raises
        ------
        GazetteerError
            The file is missing, damaged or of another version.
        """
        return cls(ArcFile(data_dir / FILE_NAME), worldview)

    def cut(self, bbox: BBox, *, zooms: tuple[int, int] = (0, 12), limit_kb: int = 150) -> dict[str, Any]:
        """Return the basemap of a page: the world coarsely, the surroundings better, the view itself finely.

        Parameters
        ----------
        bbox
            What the map frames at first: west, south, east, north in degrees. A view across the antimeridian has
            ``west > east``; its finer levels are then given once for either side.
        zooms
            The least and the greatest zoom level that the page allows.
        limit_kb
            What the JSON text may come to. The finer levels get a smaller box, or are left out, if need be.

        Returns
        -------
        dict
            As the module's documentation describes, ready for ``json.dumps``.
        """
        west, south, east, north = bbox
        halves = [bbox] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
        levels: list[dict[str, Any]] = [self._world()]
        spent = _size(levels[0])
        details: tuple[Detail, ...] = ("region", "local")
        for detail in details:
            if zooms[1] < _ZOOMS[detail][0]:
                break
            for half in halves:
                level = self._fitting(detail, half, limit_kb * 1000 - spent)
                if level is not None:
                    spent += _size(level)
                    levels.append(level)
        return {"alphabet": ALPHABET, "levels": levels}

    def _fitting(self, detail: Detail, bbox: BBox, room: int) -> dict[str, Any] | None:
        """Return a level around a box that comes to no more than ``room`` characters.

        None where even its middle is larger.
        """
        box = _grown(bbox, _MARGIN[detail], _LARGEST_DEG2[detail])
        for _ in range(3):
            level = self.level(detail, box)
            if _size(level) <= room:
                return level
            # Two thirds of the width and height: a little less than half of what there is to draw.
            box = _grown(box, -1 / 6, _LARGEST_DEG2[detail])
        return None

    def _world(self) -> dict[str, Any]:
        """Return the coarsest level, the same for every page, which stands in the file as the neutral view has it."""
        if self._seen:
            return self.level("world", _WORLD)
        level: dict[str, Any] = json.loads(bytes(self._file.section("page.world")))
        return level

    def level(self, detail: Detail, bbox: BBox) -> dict[str, Any]:
        """Return one level of ``cut``, for a box in degrees."""
        scale = _SCALE[detail]
        step = STEPS_PER_DEGREE // scale
        box = (
            floor(bbox[0] * scale) * step,
            floor(bbox[1] * scale) * step,
            ceil(bbox[2] * scale) * step,
            ceil(bbox[3] * scale) * step,
        )
        level: dict[str, Any] = {
            "detail": detail,
            "zooms": list(_ZOOMS[detail]),
            "bbox": [value / STEPS_PER_DEGREE for value in box],
            "scale": scale,
            "land": [
                path for ring in self._cutter.land(detail, box) if (path := encode_path(*ring, step, closed=True))
            ],
        }
        last = int(_LAST_ZOOM[detail] * 10)
        level["zones"] = []
        for name in _SINGLE[: 2 if detail == "world" else 3]:
            level[name] = _paths([line for _, line in self._lines(name, detail, box)], step)
        for name in ("provinces", "rivers"):
            groups: dict[int, list[Line]] = {}
            for arc, line in self._lines(name, detail, box, last):
                groups.setdefault(self._zoom[arc], []).append(line)
            level[name] = [[zoom / 10, *_paths(lines, step)] for zoom, lines in sorted(groups.items())]
        lakes: dict[tuple[int, int], list[str]] = {}
        for arc, ring in self._cutter.lines("lakes", detail, box, last):
            path = encode_path(*ring, step, closed=True)
            if path:
                lakes.setdefault((self._zoom[arc], self._lake[arc]), []).append(path)
        level["lakes"] = [[key[0] / 10, *paths] for key, paths in sorted(lakes.items())]
        return level

    def _lines(self, name: LayerName, detail: Detail, box: GridBox, last_zoom: int = 255) -> Iterator[tuple[int, Line]]:
        """Yield the arcs of a kind as the worldview has them.

        Without those that it sees otherwise, with those it adds.
        """
        for arc, line in self._cutter.lines(name, detail, box, last_zoom):
            if self._seen.get(arc, name) == name:
                yield arc, line
        if not self._seen or name not in _BORDERS:
            return
        for other in _BORDERS:
            if other != name:
                lines = self._cutter.lines(other, detail, box, last_zoom)
                yield from ((arc, line) for arc, line in lines if self._seen.get(arc) == name)

    def layer(self, name: LayerName, detail: Detail, bbox: BBox) -> list[LayerPiece]:
        """Return the pieces of a layer that lie in a box, cut at its sides.

        Parameters
        ----------
        name
            The layer.
        detail
            ``"world"`` for zoom levels up to 4, ``"region"`` for 5 to 7, ``"local"`` from 8 on.
        bbox
            West, south, east, north in degrees.
        """
        west, south, east, north = bbox
        box = (
            floor(west * STEPS_PER_DEGREE),
            floor(south * STEPS_PER_DEGREE),
            ceil(east * STEPS_PER_DEGREE),
            ceil(north * STEPS_PER_DEGREE),
        )
        if name == "land":
            return [LayerPiece([_degrees(ring)], 0.0) for ring in self._cutter.land(detail, box)]
        groups: dict[int, list[int]] = {}
        pieces = list(self._lines(name, detail, box))
        for i, (arc, _) in enumerate(pieces):
            groups.setdefault(self._lake[arc] if name == "lakes" else -1 - i, []).append(i)
        return [
            LayerPiece([_degrees(pieces[i][1]) for i in group], self._zoom[pieces[group[0]][0]] / 10)
            for group in groups.values()
        ]

    def labels(
        self,
        bbox: BBox,
        max_zoom: float = 12.0,
        kinds: Collection[str] = LABEL_KINDS,
        place_ids: Collection[str] | None = None,
    ) -> list[LabelPoint]:
        """Return where the names of countries, provinces, seas and lakes in a box may stand, the weightiest first.

        Parameters
        ----------
        bbox
            West, south, east, north in degrees.
        max_zoom
            Names that show only from a closer zoom level on are left out.
        kinds
            Of ``"country"``, ``"province"``, ``"sea"`` and ``"lake"`` those that are wanted.
        place_ids
            Whose names are wanted; anybody's without it.
        """
        west, south, east, north = bbox
        wanted = [kind in kinds for kind in LABEL_KINDS]
        owners = None if place_ids is None else {self._file.find(place_id) for place_id in place_ids}
        return [
            self._label(least, rank, record, lon, lat, kind, most)
            for least, rank, record, lon, lat, kind, most in self._labels
            if least <= max_zoom
            and wanted[kind]
            and west <= lon <= east
            and south <= lat <= north
            and (owners is None or record in owners)
        ]

    @cached_property
    def _labels(self) -> list[tuple[float, int, int, float, float, int, float]]:
        """Return all labels as numbers, the weightiest first; those of the same weight by id, as the records are."""
        at = [value / STEPS_PER_DEGREE for value in self._file.section("label.at").tolist()]
        about = self._file.section("label.about").tolist()
        columns = zip(*(about[i::5] for i in range(5)), at[0::2], at[1::2], strict=True)
        found = (
            (least / 10, rank, record, lon, lat, kind, most / 10)
            for record, kind, least, most, rank, lon, lat in columns
        )
        return sorted(found, key=itemgetter(0, 1, 2))

    def _label(
        self, least: float, rank: int, record: int, lon: float, lat: float, kind: int, most: float
    ) -> LabelPoint:
        return LabelPoint(self._file.id(record), LABEL_KINDS[kind], lon, lat, least, most, rank)


def _seen_by(file: ArcFile, worldview: str) -> dict[int, LayerName]:
    """Return the arcs that a government sees as another kind of line, with that kind."""
    if worldview == "neutral" or f"view.{worldview}" not in file.header["sections"]:
        return {}
    section = file.section(f"view.{worldview}")
    kinds: dict[int, LayerName] = {2: "borders", 4: "provinces"}
    return {arc: kinds[kind] for arc, kind in zip(section[0::2].tolist(), section[1::2].tolist(), strict=True)}


def _paths(lines: list[Line], step: int) -> list[str]:
    """Return the lines as strings, those that meet joined first."""
    return [path for line in join_lines(lines) if (path := encode_path(*line, step))]


def _degrees(line: Line) -> list[list[float]]:
    return [[x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE] for x, y in zip(*line, strict=True)]


def _grown(bbox: BBox, margin: float, largest: float) -> BBox:
    """Return a box with a margin on each side, as a share of its width and height.

    Shrunk about its middle if too large.
    """
    west, south, east, north = bbox
    wide = (east - west) * (1 + 2 * margin)
    high = (north - south) * (1 + 2 * margin)
    shrink = min(1.0, (largest / max(wide * high, 1e-9)) ** 0.5)
    x, y = (west + east) / 2, (south + north) / 2
    wide, high = wide * shrink / 2, high * shrink / 2
    return max(-180.0, x - wide), max(-90.0, y - high), min(180.0, x + wide), min(90.0, y + high)


def _size(level: dict[str, Any]) -> int:
    """Return about how many characters a level comes to as JSON."""
    total = 120
    for value in level.values():
        if isinstance(value, list):
            for item in value:
                total += len(item) + 3 if isinstance(item, str) else 0
                if isinstance(item, list):
                    total += 8 + sum(len(path) + 3 for path in item[1:])
    return total
