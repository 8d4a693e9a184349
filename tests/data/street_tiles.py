"""Small PMTiles files for tests: a town of straight streets, as shapes or as pictures."""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BERLIN = (13.30, 52.42, 13.56, 52.56)
"""West, south, east and north of what the files cover."""


def tiles_of(box: tuple[float, float, float, float], zoom: int) -> list[tuple[int, int]]:
    """Return the tiles of a box."""
    n = 2**zoom
    west, south, east, north = box

    def row(lat: float) -> int:
        return int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * n)

    return [
        (x, y)
        for x in range(int((west + 180) / 360 * n), int((east + 180) / 360 * n) + 1)
        for y in range(row(north), row(south) + 1)
    ]


def vector_tile(zoom: int, x: int, y: int, name: str = "Street") -> bytes:
    """Return a tile with streets, a river, a park, houses and a name, as Protomaps' basemap calls them."""
    import mapbox_vector_tile

    def square(left: int, top: int, side: int) -> dict[str, Any]:
        right, bottom = left + side, top + side
        return {
            "type": "Polygon",
            "coordinates": [[[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]],
        }

    def line(*points: list[int]) -> dict[str, Any]:
        return {"type": "LineString", "coordinates": list(points)}

    roads = [
        {
            "geometry": line([-80, 1024 * i + 500], [4176, 1024 * i + 700]),
            "properties": {"kind": "minor_road", "name": f"{name} {x}-{y}-{i}"},
        }
        for i in range(4)
    ]
    roads += [
        {
            "geometry": line([2048, -80], [2200, 4176]),
            "properties": {"kind": "major_road", "kind_detail": "primary", "name": f"{name} Avenue"},
        },
        {"geometry": line([3500, -80], [3500, 4176]), "properties": {"kind": "rail"}},
    ]
    water = [
        {"geometry": square(-100, 3300, 1100), "properties": {"kind": "lake"}},
        {"geometry": line([0, 900], [4096, 200]), "properties": {"kind": "river"}},
    ]
    houses = [
        {"geometry": square(300 + 500 * i, 800, 260), "properties": {"kind": "building"}}
        for i in range(3 if zoom > 12 else 0)
    ]
    layers = [
        {"name": "water", "features": water},
        {"name": "landuse", "features": [{"geometry": square(2500, 2500, 900), "properties": {"kind": "park"}}]},
        {"name": "roads", "features": roads},
        {"name": "buildings", "features": houses},
        {"name": "secrets", "features": [{"geometry": line([0, 0], [4096, 4096]), "properties": {"kind": "cable"}}]},
    ]
    encoded: bytes = mapbox_vector_tile.encode(layers, default_options={"y_coord_down": True, "extents": 4096})
    return gzip.compress(encoded, mtime=0)


def png_tile(zoom: int, x: int, y: int) -> bytes:
    """Return a picture of 256 pixels, of a colour that tells the tiles apart."""
    row = b"\0" + bytes((90 + 120 * (x % 2), 90 + 120 * (y % 2), 10 * zoom)) * 256

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * 256)) + chunk(b"IEND", b"")
    )


def write(
    path: Path,
    tile: Callable[[int, int, int], bytes],
    *,
    zooms: tuple[int, int],
    box: tuple[float, float, float, float] = BERLIN,
    kind: str = "MVT",
    packed: str = "GZIP",
    attribution: str = "© Town Survey",
) -> Path:
    """Write a PMTiles file with a tile for each place of a box at each zoom."""
    from pmtiles.tile import Compression, TileType, zxy_to_tileid
    from pmtiles.writer import Writer

    tiles = [(zoom, x, y) for zoom in range(zooms[0], zooms[1] + 1) for x, y in tiles_of(box, zoom)]
    west, south, east, north = (round(side * 1e7) for side in box)
    with path.open("wb") as file:
        writer = Writer(file)
        for number, at in sorted((zxy_to_tileid(*at), at) for at in tiles):
            writer.write_tile(number, tile(*at))
        head = {
            "tile_type": TileType[kind],
            "tile_compression": Compression[packed],
            "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
            "center_zoom": zooms[0], "center_lon_e7": (west + east) // 2, "center_lat_e7": (south + north) // 2,
        }  # fmt: skip
        writer.finalize(head, {"attribution": attribution, "name": "town"})
    return path


def vector_file(path: Path, *, zooms: tuple[int, int] = (10, 14), **options: Any) -> Path:
    """Write a file of vector tiles."""
    return write(path, vector_tile, zooms=zooms, **options)


def raster_file(path: Path, *, zooms: tuple[int, int] = (10, 12), **options: Any) -> Path:
    """Write a file of pictures."""
    return write(path, png_tile, zooms=zooms, kind="PNG", packed="NONE", **options)
