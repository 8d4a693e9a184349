"""What a gazetteer holds, for people: counts, sources with their licences, sizes."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from geomap.gazetteer import layout
from geomap.gazetteer.feature_kinds import kind_of

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer


def summarise(gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the counts, sources and sizes of a gazetteer, as plain data.

    Returns
    -------
    dict
        ``path``; ``version`` (the first twelve digits of the SHA-256 of the manifest, which names the checksum of
        every file) and ``schema``; ``places``, ``names`` (distinct folded ones, by group of scripts), ``footprints``;
        ``kinds`` (places by kind); ``statuses`` (how many ``places`` have one, the ``oldest_check`` and the
        ``newest_check`` of one, the name of the ``oldest``); ``sources`` (name, licence, url, places, packages with
        their versions); ``files`` and ``bytes``.
    """
    manifest = gazetteer.manifest
    columns = gazetteer.columns
    kinds = Counter(kind_of(*gazetteer.features[row]) for row in columns.feature)
    names: Counter[str] = Counter()
    for counts in manifest["names"].values():
        names.update(counts)
    files = {name: entry["bytes"] for name, entry in manifest.get("files", {}).items()}
    digest = hashlib.sha256((gazetteer.path / layout.MANIFEST).read_bytes()).hexdigest()
    return {
        "path": str(gazetteer.path),
        "version": digest[:12],
        "schema": manifest["schema"],
        "places": len(gazetteer),
        "names": dict(names),
        "footprints": sum(columns.footprint),
        "kinds": dict(kinds.most_common()),
        "statuses": _statuses(gazetteer),
        "sources": _sources(gazetteer),
        "files": files,
        "bytes": sum(files.values()),
    }


def _statuses(gazetteer: Gazetteer) -> dict[str, Any]:
    """Return how many places have a status of their own, and when these were checked."""
    checked = gazetteer.statuses.checks()
    return {
        "places": len(checked),
        "oldest_check": checked[0][0] if checked else "",
        "newest_check": checked[-1][0] if checked else "",
        "oldest": checked[0][1] if checked else "",
    }


def _sources(gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Return one entry per source and licence, with the packages it was taken from, the largest first."""
    manifest = gazetteer.manifest
    keys = manifest["source_keys"]
    rows = Counter(keys[row] for row in gazetteer.columns.source)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for key, source in gazetteer.sources.items():
        entry = found.setdefault(
            (source.name, source.licence),
            {"name": source.name, "licence": source.licence, "url": source.url, "places": 0, "packages": {}},
        )
        entry["places"] += rows[key]
        if key in manifest.get("inputs", {}):
            entry["packages"][key] = manifest["inputs"][key][0]
    return sorted(found.values(), key=lambda entry: (-entry["places"], entry["name"]))
