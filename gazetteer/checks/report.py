"""What the build found out: REPORT.md, and the counts in README.md and SOURCES.toml."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from gazetteer.checks.crosscheck import report as crosscheck
from gazetteer.packages import HERE
from geomap.gazetteer import layout
from geomap.gazetteer.feature_kinds import kind_of
from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gazetteer.checks.disagreements import Disagreement
    from gazetteer.packages import Packages
    from gazetteer.records import Bundle
    from geomap.gazetteer.record import Record

_BEGIN, _END = "<!-- counts: written by build.py -->", "<!-- end of counts -->"
_NEAR_KM = 4


def write_report(bundle: Bundle, packages: Packages, out: Path, units: Iterable[str] = ()) -> None:
    """Write REPORT.md, and enter the counts into README.md and SOURCES.toml.

    Parameters
    ----------
    bundle
        What was built.
    packages
        The pinned packages.
    out
        Folder with the built data.
    units
        How true the first-order units are, line by line.
    """
    manifest = json.loads((out / layout.MANIFEST).read_text(encoding="utf-8"))
    (HERE / "REPORT.md").write_text(
        "\n".join([*_report(bundle, packages), "", "## First-order units", "", *units]) + "\n", encoding="utf-8"
    )
    readme = HERE / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        counts = "\n".join(_counts(bundle, manifest, out))
        parts = re.split(f"({re.escape(_BEGIN)}|{re.escape(_END)})", text)
        if len(parts) == 5:
            readme.write_text(f"{parts[0]}{_BEGIN}\n{counts}\n{_END}{parts[4]}", encoding="utf-8")
    _enter_rows(bundle)


def _enter_rows(bundle: Bundle) -> None:
    """Write rows_in and rows_out into SOURCES.toml, and nothing else."""
    path = HERE / "SOURCES.toml"
    sections = re.split(r"(?m)^(?=\[)", path.read_text(encoding="utf-8"))
    for i, section in enumerate(sections):
        header = re.match(r"\[(.+)\]\n", section)
        if header is None:
            continue
        key = header.group(1)
        body = re.sub(r"(?m)^rows_(?:in|out) = .*\n", "", section).rstrip("\n")
        rows = f"rows_in = {bundle.rows_in.get(key, 0)}\nrows_out = {bundle.rows_out.get(key, 0)}"
        sections[i] = f"{body}\n{rows}\n" + ("\n" if i < len(sections) - 1 else "")
    path.write_text("".join(sections), encoding="utf-8")


def _counts(bundle: Bundle, manifest: dict[str, object], out: Path) -> Iterator[str]:
    records = [*bundle.base, *bundle.curated]
    kinds = Counter(kind_of(r.feature_class, r.feature_code) for r in records)
    names = manifest["names"]
    assert isinstance(names, dict)
    yield f"**{len(records):,} places**, {len(bundle.curated):,} of them from the hand-kept tables alone."
    yield ""
    yield "| names | distinct spellings |"
    yield "| --- | ---: |"
    yield f"| Latin script, seen by the text matcher | {names['base']['latin']:,} |"
    yield f"| other scripts and codes, for look-up only | {names['base']['other']:,} |"
    yield f"| of which hand-kept rows touch | {names['curated']['latin'] + names['curated']['other']:,} |"
    yield ""
    yield "| kind | places | example |"
    yield "| --- | ---: | --- |"
    best: dict[str, Record] = {}
    for r in records:
        kind = kind_of(r.feature_class, r.feature_code)
        if kind not in best or _fame(r) > _fame(best[kind]):
            best[kind] = r
    for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        yield f"| {kind} | {count:,} | {best[kind].name} |"
    yield ""
    yield "| hand-kept table | rows |"
    yield "| --- | ---: |"
    for table, count in sorted(bundle.details.rows.items()):
        yield f"| {table}.csv | {count:,} |"
    yield ""
    yield "| file | bytes |"
    yield "| --- | ---: |"
    for path in sorted(out.iterdir()):
        yield f"| {path.name} | {path.stat().st_size:,} |"


def _fame(record: Record) -> tuple[int, int, str]:
    return record.importance, len(record.names), record.id


def _report(bundle: Bundle, packages: Packages) -> Iterator[str]:
    yield "# What the build found"
    yield ""
    yield "Written by `build.py`; nothing here is edited by hand. Rows of `curated/decisions.csv` settle its lines."
    yield ""
    yield "## Rows of hand-kept tables that were left out"
    yield ""
    yield from (f"- {line}" for line in bundle.details.errors)
    if not bundle.details.errors:
        yield "None."
    yield ""
    yield f"## Hand-kept places within {_NEAR_KM} km of a source's place of the same kind"
    yield ""
    yield "They may be the same place: then a `merge` or an id of the source in the hand-kept row joins them."
    yield ""
    yield from _near_duplicates(bundle)
    yield ""
    yield "## Hand-kept positions, compared with the packages"
    yield ""
    yield from crosscheck(bundle, packages)
    yield ""
    yield "## Sources that disagree"
    yield ""
    yield "What stands in the gazetteer, and what another source says about the same identifier. Positions are given"
    yield "where they are more than 25 km apart."
    yield ""
    yield from _disagreements(bundle.disagreements, {r.id: r.name for r in bundle.base})
    yield ""
    yield "## Units without a position"
    yield ""
    yield f"{len(bundle.lost):,} second-order units have neither a shape nor a settlement of their code or name, and"
    yield "are not in the gazetteer."


def _disagreements(rows: Iterable[Disagreement], names: dict[str, str]) -> Iterator[str]:
    yield "| place | name | field | taken | other | source |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in rows:
        cells = (row.place, names.get(row.place, ""), row.field, row.taken, row.other, row.source)
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _near_duplicates(bundle: Bundle) -> Iterator[str]:
    """Yield hand-kept airports, bases and ports near to a source's, and hand-kept places of a source's name."""
    sites = [r for r in bundle.base if r.source in ("ourairports", "searoute")]
    by_name: dict[str, list[Record]] = {}
    for r in bundle.base:
        if r.feature_class in "AHL":
            by_name.setdefault(fold(r.name), []).append(r)
    settled = {row["place"] for row in bundle.details.decisions if row["field"] == "duplicate"}
    found = False
    for ours in sorted(bundle.curated, key=lambda r: r.id):
        near = [
            r
            for r in sites
            if abs(r.lat - ours.lat) < 0.04
            and {r.feature_code, ours.feature_code} <= {"AIRB", "AIRP"}
            and distance_km(r.lon, r.lat, ours.lon, ours.lat) < _NEAR_KM
        ]
        near += [
            r
            for r in by_name.get(fold(ours.name), ())
            if r.feature_class == ours.feature_class and distance_km(r.lon, r.lat, ours.lon, ours.lat) < 500
        ]
        for r in near:
            if r.id in settled:
                continue
            found = True
            yield f"- {ours.id} ({ours.name}, {ours.feature_code}) and {r.id} ({r.name}, {r.feature_code})"
    if not found:
        yield "None."
