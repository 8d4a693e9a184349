"""The streets of a view, from a user's own basemap: only tiles that it may show, and no more than a page bears.

The first view comes first, then the surroundings of the story's places down to the closest zoom that the file has.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.gazetteer.paths import encode_path
from geomap.maps.base import BaseImage, BaseLabel, BaseShape, StreetLevel, Streets
from geomap.maps.surroundings import local_boxes
from geomap.maps.tilefile import TileFile, media_type
from geomap.maps.vectortile import AREAS, KINDS, TileName, TileShapes, decode, tile_bounds
from geomap.maps.view import Box

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.maps.view import Feature

MOST_BYTES = 1_500_000
"""What the tiles may add to the page."""

_MOST_TILES = 600
_CLOSEST_ZOOM = 15
_MOST_ANCHORS = 6
_HALF_SCREEN_PX = (420.0, 280.0)
_MOST_NAMES = 160
_NAME_CELL_DEG = 0.006
"""A street's name is written once in so much of its course."""

_STEPS_PER_TILE = 1024
"""A quarter of a pixel at the tile's own zoom."""

_STREETS_FROM = {3: 13.0, 2: 14.0, 1: 15.0}

Tile = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Carried:
    """A tile that the page carries: a picture, or its shapes with their encoded paths."""

    size: int
    picture: bytes = b""
    shapes: TileShapes | None = None
    paths: Mapping[str, tuple[str, ...]] | None = None


def read_streets(
    path: str | os.PathLike[str], focus: Box, features: Sequence[Feature], language: str, texts: Mapping[str, str]
) -> Streets:
    """Choose and read the tiles of a map.

    Parameters
    ----------
    path
        A PMTiles file, with vector tiles or pictures.
    focus
        The first view.
    features
        What the story shows: around its places a reader goes closer.
    language
        Of the names in vector tiles.
    texts
        Of the interface.

    Raises
    ------
    InputError
        The file cannot be read, or is none.
    MissingExtraError
        What reads it is not installed.
    """
    file = TileFile(path)
    try:
        return _read(file, focus, features, language, texts)
    finally:
        file.close()


def _read(file: TileFile, focus: Box, features: Sequence[Feature], language: str, texts: Mapping[str, str]) -> Streets:
    carried: dict[Tile, _Carried] = {}
    spent = left_out = 0
    for tiles in _wanted(file, focus, local_boxes(features)):
        new = [tile for tile in tiles if tile not in carried]
        found = {tile: made for tile in new if (made := _carry(file, tile, language)) is not None}
        size = sum(made.size for made in found.values())
        if spent + size > MOST_BYTES or len(carried) + len(found) > _MOST_TILES:
            left_out += len(found)
            continue
        carried |= found
        spent += size
    notes = []
    if not carried:
        notes.append(texts["basemap.none"].format(file=file.path.name))
    if left_out:
        notes.append(texts["basemap.cut"].format(file=file.path.name, n=left_out, size=f"{MOST_BYTES / 1e6:g}"))
    ordered = sorted(carried)
    return Streets(
        levels=tuple(_levels(ordered, carried)) if file.is_vector else (),
        images=() if file.is_vector else tuple(_image(tile, carried[tile].picture) for tile in ordered),
        labels=_labels(ordered, carried) if file.is_vector else (),
        attribution=file.attribution if carried else "",
        notes=tuple(notes),
    )


def _wanted(file: TileFile, focus: Box, places: Sequence[Box]) -> Iterator[list[Tile]]:
    """Yield the tiles that a reader may look at, the likeliest first: rectangles that are of use only together."""
    cover = file.cover
    view_zoom = math.floor(math.log2(1260.0 / max(focus.width_deg, 1.6 * focus.height_deg, 0.3)))
    view_zoom = max(min(view_zoom, cover.most_zoom, _CLOSEST_ZOOM), 0)
    closest = min(cover.most_zoom, _CLOSEST_ZOOM)
    zooms = range(max(view_zoom, cover.least_zoom), closest + 1)
    ladders = [[_tiles(zoom, _around(box, zoom), file) for zoom in zooms] for box in places[:_MOST_ANCHORS]]
    if view_zoom >= cover.least_zoom:
        yield _tiles(view_zoom, focus.grown(1.4), file)
    yield from (ladders[0] if ladders else [])
    for ladder in ladders[1:]:
        yield from ladder
    for zoom in range(max(view_zoom + 1, cover.least_zoom), min(view_zoom + 2, closest) + 1):
        yield _tiles(zoom, focus, file)


def _around(box: Box, zoom: int) -> Box:
    """Return the box that a screen shows around the middle of a place."""
    lon, lat = box.centre
    deg = 360.0 / (256.0 * 2.0**zoom)
    wide, high = _HALF_SCREEN_PX[0] * deg, _HALF_SCREEN_PX[1] * deg * math.cos(math.radians(lat))
    return Box(lon - wide, lat - high, lon + wide, lat + high)


def _tiles(zoom: int, box: Box, file: TileFile) -> list[Tile]:
    cover = file.cover
    west, east = max(box.west, cover.west, -180.0), min(box.east, cover.east, 180.0)
    south, north = max(box.south, cover.south, -85.0), min(box.north, cover.north, 85.0)
    if west >= east or south >= north:
        return []
    n = 1 << zoom

    def row(lat: float) -> int:
        return min(max(int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * n), 0), n - 1)

    columns = range(int((west + 180.0) / 360.0 * n), min(int((east + 180.0) / 360.0 * n), n - 1) + 1)
    rows = range(row(north), row(south) + 1)
    # What could not be carried anyway is not even read.
    return [(zoom, x, y) for x in columns for y in rows] if len(columns) * len(rows) <= _MOST_TILES else []


def _carry(file: TileFile, tile: Tile, language: str) -> _Carried | None:
    raw = file.tile(*tile)
    if raw is None:
        return None
    if not file.is_vector:
        if not media_type(raw):
            raise InputError(f"the basemap {file.path} is damaged: its tile {'/'.join(map(str, tile))} is no picture")
        return _Carried(len(raw) * 4 // 3, picture=raw)
    try:
        shapes = decode(raw, *tile, language)
    except Exception as error:  # whatever a damaged tile makes its reader raise
        raise InputError(
            f"the basemap {file.path} is damaged: its tile {'/'.join(map(str, tile))} cannot be read"
        ) from error
    paths = {kind: _paths(kind, lines, shapes.extent, tile) for kind, lines in shapes.lines.items()}
    return _Carried(sum(len(path) for all_of in paths.values() for path in all_of), shapes=shapes, paths=paths)


def _scale(zoom: int) -> float:
    return float(round(_STEPS_PER_TILE * 2.0**zoom / 360.0))


def _paths(kind: str, lines: Sequence[tuple[list[int], list[int]]], extent: int, tile: Tile) -> tuple[str, ...]:
    zoom, left, top = tile
    scale = _scale(zoom)
    made = []
    for xs, ys in lines:
        points = [tile_bounds(zoom, left + x / extent, top + y / extent) for x, y in zip(xs, ys, strict=True)]
        steps = [round(lon * scale) for lon, _ in points], [round(lat * scale) for _, lat in points]
        if path := encode_path(*steps, 1, closed=kind in AREAS):
            made.append(path)
    return tuple(made)


def _levels(tiles: Sequence[Tile], carried: Mapping[Tile, _Carried]) -> Iterator[StreetLevel]:
    for zoom in sorted({tile[0] for tile in tiles}):
        here = [tile for tile in tiles if tile[0] == zoom]
        shapes = [BaseShape("ground", 0.0, tuple(_square(tile) for tile in here))]
        for kind in KINDS:
            paths = tuple(path for tile in here for path in (carried[tile].paths or {}).get(kind, ()))
            if paths:
                shapes.append(BaseShape(kind, 0.0, paths))
        yield StreetLevel(zoom - 0.5, _scale(zoom), tuple(shapes))


def _square(tile: Tile) -> str:
    corners = ([0, 1, 1, 0, 0], [0, 0, 1, 1, 0])
    return _paths("ground", [corners], 1, tile)[0]


def _image(tile: Tile, picture: bytes) -> BaseImage:
    zoom, x, y = tile
    west, north = tile_bounds(zoom, x, y)
    east, south = tile_bounds(zoom, x + 1, y + 1)
    return BaseImage(zoom - 0.5, Box(west, south, east, north), media_type(picture), picture)


def _labels(tiles: Sequence[Tile], carried: Mapping[Tile, _Carried]) -> tuple[BaseLabel, ...]:
    """Return the names in the tiles, those of the closest zoom first, each once."""
    names: list[tuple[int, TileName]] = []
    for tile in tiles:
        shapes = carried[tile].shapes
        names += [(tile[0], name) for name in shapes.names] if shapes else []
    seen: set[tuple[str, str, int, int]] = set()
    made: list[BaseLabel] = []
    for zoom, name in sorted(names, key=lambda item: (-item[0], -item[1].weight, item[1].text, item[1].lon)):
        cell = (name.kind, name.text, round(name.lon / _NAME_CELL_DEG), round(name.lat / _NAME_CELL_DEG))
        if name.kind != "street":
            cell = (name.kind, name.text, 0, 0)
        if cell in seen:
            continue
        seen.add(cell)
        least = _STREETS_FROM[int(name.weight)] if name.kind == "street" else max(zoom - 2.0, 8.0)
        rank = 400 - round(10 * name.weight) if name.kind == "street" else 250
        made.append(BaseLabel(name.text, name.kind, name.lon, name.lat, least, rank, name.angle))
    return tuple(sorted(made, key=lambda label: (label.rank, label.text, label.lon, label.lat))[:_MOST_NAMES])
