"""Packs places and names into ``data/``, and enters what all its files are into the manifest."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.disputed_places import settle
from gazetteer.placing import place_points
from geomap.gazetteer import layout
from geomap.gazetteer.arcs import FILE_NAME, ArcFile
from geomap.gazetteer.footprints import Footprints
from geomap.gazetteer.writer import Writer, checksums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.packages import Packages
    from gazetteer.records import Bundle
    from gazetteer.sources.curated import Curated

_SAID_OF_A_SOURCE = ("name", "licence", "url", "attribution")
_CURATED = {
    "name": "geomap's hand-kept tables",
    "licence": "CC BY 4.0",
    "url": "https://pypi.org/project/geomap/",
    "attribution": "Sites, regions and zones: geomap, CC BY 4.0, with a source for each",
}


def write_names(bundle: Bundle, packages: Packages, out: Path) -> None:
    """Write all files but the geometry, which must be there if places are to have footprints."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".gazetteer-") as staging:
        _write(bundle, packages, out, Path(staging))
        # Renamed, not rewritten: whoever has the old files mapped keeps them whole.
        for path in sorted(Path(staging).iterdir(), key=lambda p: p.name == layout.MANIFEST):
            path.replace(out / path.name)


def _write(bundle: Bundle, packages: Packages, shapes: Path, out: Path) -> None:
    ids = _with_footprint(shapes)
    if ids:
        footprints = Footprints.open(shapes)
        place_points(bundle.base, ids, footprints)
        settle(bundle.base, {record.id: record for record in bundle.base}, footprints)
    writer = Writer(bundle.base, bundle.curated, bundle.details.extra, ids, bundle.exonyms)
    capitals = {
        record.country_code: i
        for i, record in reversed(list(enumerate(writer.records)))
        if record.feature_code == "PPLC"
    }
    sources = {key: {f: row[f] for f in _SAID_OF_A_SOURCE} for key, row in packages.table.items()}
    manifest = {
        "capitals": capitals,
        "sources": {**sources, "curated": _CURATED},
        "inputs": {key: [row["version"], row["sha256"]] for key, row in packages.table.items()},
        "rows_out": bundle.rows_out,
    }
    writer.write(out, _by_index(bundle.details, writer.index), manifest)


def _by_index(details: Curated, index: Mapping[str, int]) -> dict[str, Any]:
    """Return what the hand-kept tables say beyond names and positions, with a place's index for its id."""
    return {
        "members": {str(index[k]): [index[m] for m in v] for k, v in sorted(details.members.items())},
        "notes": {str(index[k]): v for k, v in sorted(details.notes.items())},
        "status": {str(index[k]): v for k, v in sorted(details.status.items())},
        "phrases": [(p, [index[n] for n in near], index[place]) for p, near, place in details.phrases],
        "stop_names": dict(sorted(details.stop_names.items())),
    }


def _with_footprint(shapes: Path) -> set[str]:
    """Return the ids of the places that have a footprint."""
    if not (shapes / FILE_NAME).exists():
        return set()
    file = ArcFile(shapes / FILE_NAME)
    return {file.id(position) for position in range(len(file))}


def enter_checksums(out: Path) -> None:
    """Enter the files' checksums into the manifest."""
    path = out / layout.MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"] = checksums(out)
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    part = path.with_name(path.name + ".part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(path)
