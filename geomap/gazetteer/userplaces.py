"""A user's own places: read from GeoJSON, CSV, GeoPackage or a GeoDataFrame, every row checked."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import InputError
from geomap.gazetteer import kindwords, layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.userrows import UserRow, from_frame, read_rows
from geomap.gazetteer.usershapes import check_position, to_shape

if TYPE_CHECKING:
    import os
    from collections.abc import Container, Iterable, Mapping

    import geopandas

    from geomap.gazetteer.usershapes import Geometry

PREFIX: Final = "user:"
_MOST_SHOWN: Final = 20

# The first column that a row fills counts.
_NAME: Final = ("name", "place_name", "placename", "place", "title", "toponym", "label", "name_en", "name:en")
_OTHER_NAMES: Final = (
    "alt_names", "alt_name", "alternate_names", "alternatenames", "alternative_names", "other_names", "aliases",
    "alias", "synonyms",
)  # fmt: skip
_KIND: Final = ("kind",)
_HINT: Final = ("type", "category", "class", "place_type")
_LON: Final = ("lon", "lng", "long", "longitude", "lon_deg", "x")
_LAT: Final = ("lat", "latitude", "lat_deg", "y")
_COUNTRY: Final = ("country_code", "countrycode", "iso2", "iso_a2", "cc")
_ADMIN1: Final = ("admin1_code", "admin1code", "admin1")
_POPULATION: Final = ("population", "pop", "inhabitants")
_NOTE: Final = ("note", "notes", "description", "remark", "remarks", "comment", "comments")
_ID: Final = ("id", "place_id")
_IN_LANGUAGE: Final = re.compile(r"name[:_]([a-z]{2,3}(?:[-_][a-z0-9]{2,8})?)")


class UserPlacesError(InputError):
    """Rows of a file of places cannot be used; nothing of the file was taken.

    Attributes
    ----------
    problems
        One line a bad row: which, and what is wrong with it.
    """

    def __init__(self, source: str, rows: int, problems: Iterable[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        shown = "; ".join(self.problems[:_MOST_SHOWN])
        more = f"; and {len(self.problems) - _MOST_SHOWN} more" if len(self.problems) > _MOST_SHOWN else ""
        super().__init__(
            f"{source}: {len(self.problems)} of {rows} places cannot be used, none was taken: {shown}{more}"
        )


@dataclass(frozen=True, slots=True)
class UserPlace:
    """A place of the user's own, as the gazetteer takes it.

    Attributes
    ----------
    id
        ``user:<slug>``.
    name
        What it is usually called.
    feature_class, feature_code
        GeoNames feature class and code.
    lon, lat
        The point in degrees (EPSG:4326).
    country_code, admin1_code
        ISO 3166-1 alpha-2 and GeoNames' first-order code, ``""`` where not said.
    names
        Other names, with their language or ``""``.
    population
        Inhabitants, 0 where unknown.
    note
        A remark that the map shows.
    outline
        A GeoJSON (Multi)Polygon or (Multi)LineString, None for a point.
    """

    id: str
    name: str
    feature_class: str
    feature_code: str
    lon: float
    lat: float
    country_code: str = ""
    admin1_code: str = ""
    names: tuple[tuple[str, str], ...] = ()
    population: int = 0
    note: str = ""
    outline: Geometry | None = field(default=None, hash=False)


def read_user_places(
    source: str | os.PathLike[str] | geopandas.GeoDataFrame,
    *,
    countries: Container[str] | None = None,
    trusted: bool = False,
) -> tuple[UserPlace, ...]:
    """Read a user's places; raise an error for the whole file if one row cannot be used.

    Parameters
    ----------
    source
        A file, told by its suffix: GeoJSON, CSV (comma, semicolon or tab), GeoPackage, Shapefile, FlatGeobuf or
        GeoParquet; or a GeoDataFrame. Columns: ``name``, ``alt_names`` (separated by ``|``), ``name:ar`` and the like,
        ``kind``, ``lon`` and ``lat`` or a geometry (WKT in a table), ``country_code``, ``admin1_code``, ``population``,
        ``note``, ``id``.
    countries
        Country codes that exist; any two letters without them.
    trusted
        Whether geomap wrote the file: its polygons are not tested again for crossing themselves.

    Raises
    ------
    UserPlacesError
        Some rows cannot be used; all of them are named.
    InputError
        The file cannot be read at all.
    """
    if hasattr(source, "geometry"):
        label, rows = "the GeoDataFrame", list(from_frame(source))
    else:
        label, rows = str(source), read_rows(Path(source))
    places: dict[str, UserPlace] = {}
    first: dict[str, str] = {}
    problems = []
    for row in rows:
        try:
            place = _to_place(row, countries, trusted=trusted)
        except ValueError as error:
            problems.append(f"{row.where}: {error}")
            continue
        if place.id in places:
            other = first[place.id]
            problems.append(f"{row.where}: {other} has the id {place.id} already; give one of them an id of its own")
        places.setdefault(place.id, place)
        first.setdefault(place.id, row.where)
    if problems:
        raise UserPlacesError(label, len(rows), problems)
    if not places:
        raise InputError(f"{label} holds no places")
    return tuple(places.values())


def _to_place(row: UserRow, countries: Container[str] | None, *, trusted: bool) -> UserPlace:
    """Return a row as a place; raises ``ValueError`` with what is wrong."""
    if row.problem:
        raise ValueError(row.problem)
    cells = row.cells
    name = _name(cells)
    outline, point = to_shape(row.geometry, trusted=trusted) if row.geometry is not None else (None, None)
    lon, lat = _point(cells, outline, point)
    feature_class, feature_code = _feature(cells, is_extent=outline is not None)
    return UserPlace(
        id=_id(cells, name),
        name=name,
        feature_class=feature_class,
        feature_code=feature_code,
        lon=lon,
        lat=lat,
        country_code=_country(cells, countries),
        admin1_code=_text(cells, _ADMIN1),
        names=_other_names(cells, name),
        population=_population(cells),
        note=_text(cells, _NOTE),
        outline=outline,
    )


def _value(cells: Mapping[str, Any], columns: Iterable[str]) -> Any:
    return next((cells[key] for key in columns if cells.get(key) not in (None, "")), None)


def _text(cells: Mapping[str, Any], columns: Iterable[str]) -> str:
    value = _value(cells, columns)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():  # a table with gaps makes numbers of codes
        value = int(value)
    return tidy(str(value))


def tidy(text: str) -> str:
    """Return a text in composed form, without control characters and stray white space; anything else in it stays."""
    return " ".join(
        "".join(c if c.isprintable() or c.isspace() else " " for c in unicodedata.normalize("NFC", text)).split()
    )


def _name(cells: Mapping[str, Any]) -> str:
    name = _text(cells, _NAME)
    if not name:
        raise ValueError("it has no name (column name)")
    folded = fold(name)
    if not any(char.isalnum() for char in folded):
        raise ValueError(f"the name {name!r} has no letter")
    if len(folded) > layout.LONGEST:
        raise ValueError(f"the name {name[:30]!r}… has more than {layout.LONGEST} characters")
    return name


def _other_names(cells: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    value = _value(cells, _OTHER_NAMES)
    texts = value if isinstance(value, (list, tuple)) else re.split(r"[|;]", str(value or ""))
    found = [(tidy(str(text)), "") for text in texts]
    for key, text in cells.items():
        match = _IN_LANGUAGE.fullmatch(key)
        if match is not None and isinstance(text, str):
            found.append((tidy(text), match[1].replace("_", "-")))
    kept = [(text, language) for text, language in found if 0 < len(fold(text)) <= layout.LONGEST and text != name]
    return tuple(dict.fromkeys(kept))


def _number(cells: Mapping[str, Any], columns: tuple[str, ...]) -> float | None:
    value = _value(cells, columns)
    if value is None:
        return None
    try:
        # 35,95: a decimal comma, in a table that has semicolons between its cells.
        return float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{columns[0]} {str(value)[:30]!r} is not a number") from None


def _point(
    cells: Mapping[str, Any], outline: Geometry | None, point: tuple[float, float] | None
) -> tuple[float, float]:
    if outline is None and point is not None:
        return point
    # Beside an outline, x and y may be metres.
    last = None if outline is None else -1
    lon, lat = _number(cells, _LON[:last]), _number(cells, _LAT[:last])
    if lon is not None and lat is not None:
        check_position(lon, lat)
        return lon, lat
    if point is not None:
        return point
    if (lon is None) != (lat is None):
        raise ValueError(f"it has no {'longitude (column lon)' if lon is None else 'latitude (column lat)'}")
    raise ValueError("it has no position: neither lon and lat nor a geometry")


def _feature(cells: Mapping[str, Any], *, is_extent: bool) -> tuple[str, str]:
    feature_class, feature_code = _text(cells, ("feature_class",)), _text(cells, ("feature_code",))
    kind = _text(cells, _KIND) or (f"{feature_class}.{feature_code}" if feature_class else feature_code)
    if kind:
        feature = kindwords.to_feature(kind)
        if feature is None:
            known = ", ".join(kindwords.known_kinds())
            raise ValueError(f"the kind {kind!r} is not known; known are {known}, and GeoNames codes such as S.AIRB")
        return feature
    # A column "type" may be about something else: it helps where it can.
    hint = kindwords.to_feature(_text(cells, _HINT) or "-")
    return hint or (kindwords.EXTENT if is_extent else kindwords.POINT)


def _country(cells: Mapping[str, Any], countries: Container[str] | None) -> str:
    code = _text(cells, _COUNTRY).upper()
    if not code:
        other = _text(cells, ("country",)).upper()
        code = other if re.fullmatch("[A-Z]{2}", other) else ""
    if code and (not re.fullmatch("[A-Z]{2}", code) or (countries is not None and code not in countries)):
        raise ValueError(f"no country has the ISO 3166-1 alpha-2 code {code!r}")
    return code


def _population(cells: Mapping[str, Any]) -> int:
    value = _value(cells, _POPULATION)
    if isinstance(value, str):
        value = re.sub(r"[\s,.'’]", "", value)
    try:
        count = int(value or 0)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"population {str(value)[:30]!r} is not a number") from None
    if not 0 <= count < 1 << 32:
        raise ValueError(f"population {str(count)[:30]} is out of range")
    return count


def _id(cells: Mapping[str, Any], name: str) -> str:
    """Return the row's own id where it is one for people, else one made of the name."""
    own = _text(cells, _ID)
    if own.startswith(PREFIX):
        return PREFIX + _slug(own.removeprefix(PREFIX))
    # A bare number is the row's, in its file; in another file it is another place's.
    return PREFIX + _slug(own if re.search(r"[^\W\d_]", own) else name)


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", fold(text)).strip("-")


# Writing ------------------------------------------------------------------------------------------------------------


def to_geojson(places: Iterable[UserPlace]) -> str:
    """Return the places as a GeoJSON text that ``read_user_places`` reads back as they were."""
    features = [_to_feature(place) for place in places]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _to_feature(place: UserPlace) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": place.id,
        "name": place.name,
        "kind": f"{place.feature_class}.{place.feature_code}",
        "lon": place.lon,
        "lat": place.lat,
        "alt_names": [text for text, language in place.names if not language],
        **{f"name:{language}": text for text, language in place.names if language},
        "country_code": place.country_code,
        "admin1_code": place.admin1_code,
        "population": place.population,
        "note": place.note,
    }
    geometry = place.outline or {"type": "Point", "coordinates": [place.lon, place.lat]}
    kept = {key: value for key, value in properties.items() if value not in ("", 0, [])}
    return {"type": "Feature", "properties": kept | {"lon": place.lon, "lat": place.lat}, "geometry": geometry}
