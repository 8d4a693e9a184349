"""Corrections from what a caller has: a file, JSON by its suffix and else TOML, or plain data.

Two older forms are still read. Tables ``names`` and ``mentions``, or names alone, from the words to a place id or to
false for "no place"; a mention is written ``start-end``, or ``document:start-end`` with the document's id, file name or
title::

    [names]
    "Springfield" = "geonames:4951788"
    "Druze" = false

    [mentions]
    "2160-2166" = "geomap:tartus-naval-base"

And the first list of mentions that pages offered, with ``"format": "geomap-corrections"`` and ``"version": 1``.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.edits.form import FORMAT, VERSION, Annotation, ChosenFrame, Correction, Corrections
from geomap.edits.position import read_position
from geomap.errors import InputError
from geomap.gazetteer.names import fold
from geomap.reading.bounded import read_bounded
from geomap.schema import Schema, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.edits.form import LonLat, MentionKey

# No text has a trillion characters, and Python reads no number of thousands of digits.
_MENTION = re.compile(r"(?:(?P<document>.+):)?(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})")
_MOST_BYTES = 64 * 1024**2
_MAX_LAT = 90.0
_DIGITS = 5
"""Decimals of a position: a metre."""

SCHEMA = Schema(Path(__file__).with_name("corrections.schema.json"), "the file")

_GEOMETRY = {"callout": "point", "line": "line", "arrow": "line", "area": "polygon", "polygon": "polygon"}
"""The key that has the geometry of an annotation, by its kind."""

_LOOKS = ("text", "side", "symbol", "colour", "decided_by")
_WORDS = ("name", "label", "kind", "symbol", "colour", "group", "hidden", "decided_by")
_KEPT = ("headline", "caption", "credit", "source_line", "ratio", "theme", "style", "decided_by")


def to_corrections(source: Corrections | Mapping[str, Any] | str | Path) -> Corrections:
    """Return corrections from what a caller has: ready ones, plain data, or the path of a file."""
    if isinstance(source, Corrections):
        return source
    return read_corrections(Path(source)) if isinstance(source, (str, Path)) else from_dict(source)


def read_corrections(path: Path) -> Corrections:
    """Read a file of corrections, JSON by its suffix and else TOML.

    Raises
    ------
    InputError
        The file cannot be read or is not of that form.
    """
    try:
        text = read_bounded(path, _MOST_BYTES).decode("utf-8-sig")
        data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not a file of corrections ({_reason(error)})") from error
    if not isinstance(data, dict):
        raise InputError(f"{path}: a file of corrections holds tables, not {type(data).__name__}")
    return from_dict(data)


def from_dict(data: Mapping[str, Any]) -> Corrections:
    """Take corrections from plain data, of the form or of an older one.

    Parameters
    ----------
    data
        As a file has it. What has no ``version`` is of the oldest form.

    Raises
    ------
    InputError
        A key is unknown or missing, or a value wrong.
    """
    version = data.get("version")
    is_first = type(version) is int and version == 1
    if data.get("format") == FORMAT and (is_first or (version is None and "corrections" in data)):
        return Corrections(mentions=dict(_first_version(data)))
    if data.get("format") == FORMAT or type(version) is int:
        if type(version) is not int or version != VERSION:
            raise InputError(f"corrections: version: {quoted(version)} is none that this geomap reads: 1, {VERSION}")
        return _second_version(_plain(data))
    tables = data if data.keys() <= {"names", "mentions"} else {"names": data}
    for table in tables.values():
        if not hasattr(table, "items"):
            raise InputError("corrections: names and mentions must be tables from words to place ids")
    names = {name: _said(name, value) for name, value in tables.get("names", {}).items()}
    mentions = {}
    for key, value in tables.get("mentions", {}).items():
        m = _MENTION.fullmatch(key)
        if m is None:
            raise InputError(f"corrections: {quoted(key)} is no mention; write start-end, or document:start-end")
        mentions[m["document"], int(m["start"]), int(m["end"])] = _said(key, value)
    return Corrections(names, mentions)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it holds a number of thousands of digits" if "int_max_str_digits" in str(error) else str(error)


def _said(key: str, value: object) -> Correction:
    if value is False or value is None:
        return Correction(no_place=True)
    if isinstance(value, str) and value:
        return Correction(value)
    if isinstance(value, dict):
        raise InputError(
            f'corrections: {quoted(key)} is no table of such a file; it has "names" and "mentions" (a file with '
            f"version = {VERSION} has more)"
        )
    raise InputError(f'corrections: {quoted(key)} must be a place id such as "geonames:2643743", or false for no place')


def _first_version(data: Mapping[str, Any]) -> list[tuple[MentionKey, Correction]]:
    try:
        return [
            (
                (str(row["document"]) or None, _offset(row["start"]), _offset(row["end"])),
                Correction(
                    None if row["place"] is None else str(row["place"]), str(row["text"]), no_place=row["place"] is None
                ),
            )
            for row in data["corrections"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("corrections: a row of the page's file lacks its document, span, text or place") from error


def _offset(value: object) -> int:
    """Return an offset of JSON as an integer; raises ``ValueError`` for anything else, NaN and infinity too."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 40:
        raise ValueError(value)
    return value


def _plain(data: Mapping[str, Any]) -> Any:
    """Return a mapping as a file would give it."""
    try:
        return json.loads(json.dumps(data, default=dict))
    except (TypeError, ValueError, RecursionError):
        raise InputError("corrections are made of tables, lists, texts, numbers, true and false") from None


def _second_version(data: dict[str, Any]) -> Corrections:
    try:
        SCHEMA.check(data)
        return Corrections(
            names=_names(data.get("names", {})),
            mentions=_mentions(data.get("mentions", []), "mentions"),
            added=_mentions(data.get("added", []), "added"),
            annotations=tuple(
                _annotation(row, f"annotations.{n}") for n, row in enumerate(data.get("annotations", []))
            ),
            frame=_frame(data["frame"]) if "frame" in data else None,
            layers=tuple(data["layers"]) if "layers" in data else None,
            tour=tuple(data.get("tour", ())),
            **{key: data[key] for key in _KEPT if key in data},
        )
    except InputError as error:
        raise InputError(f"corrections: {error}") from None


def _names(table: Mapping[str, Any]) -> dict[str, Correction]:
    known: dict[str, str] = {}
    made = {}
    for name, value in table.items():
        folded = fold(name)
        if folded in known:
            raise InputError(f"names: {quoted(known[folded])} and {quoted(name)} are one name")
        known[folded] = name
        row = value if isinstance(value, dict) else {"place": value}
        made[name] = _correction(row, f"names.{name}" if len(name) < 60 and name.isprintable() else "names")
    return made


def _mentions(rows: list[dict[str, Any]], where: str) -> dict[MentionKey, Correction]:
    made: dict[MentionKey, Correction] = {}
    for number, row in enumerate(rows):
        here = f"{where}.{number}"
        start, end = row["start"], row["end"]
        if start >= end:
            raise InputError(f"{here}: end must be more than start")
        key = (row.get("document") or None, start, end)
        if key in made:
            raise InputError(f"{here}: the mention from {start} to {end} stands there twice")
        said = _correction(row, here)
        if where == "added" and not said.words:
            raise InputError(f"{here}.text: an added mention has words")
        if where == "added" and said.no_place:
            raise InputError(f"{here}.place: an added mention is a place; leave it out instead")
        made[key] = said
    return made


def _correction(row: Mapping[str, Any], where: str) -> Correction:
    place = row.get("place")
    point = _position(row["point"], f"{where}.point") if "point" in row else None
    if place is False and point is not None:
        raise InputError(f"{where}: what is no place has no point")
    if row.get("name") and point is None:
        raise InputError(f"{where}: a name is for a point; what the map calls a place is its label")
    return Correction(
        place_id=place or None,
        words=row.get("text", ""),
        no_place=place is False,
        point=point,
        **{key: row[key] for key in _WORDS if key in row},
    )


def _annotation(row: Mapping[str, Any], where: str) -> Annotation:
    kind = row["kind"]
    if kind == "area" and "place" in row:
        return _place_area(row, where)
    if "place" in row:
        raise InputError(f"{where}.place: only an area is that of a place")
    wanted = _GEOMETRY[kind]
    for key in ("point", "line", "polygon"):
        if (key in row) != (key == wanted):
            also = f", and no {key}" if key in row else ""
            place = " or a place" if kind == "area" and not also else ""
            raise InputError(f"{where}: {'an' if kind[0] == 'a' else 'a'} {kind} has a {wanted}{place}{also}")
    if kind == "callout" and not row.get("text", "").strip():
        raise InputError(f"{where}: a callout has a text")
    if "text_at" in row and kind != "callout":
        raise InputError(f"{where}.text_at: only the words of a callout stand apart")
    positions = row[wanted] if wanted != "point" else [row["point"]]
    points = tuple(_position(one, f"{where}.{wanted}") for one in positions)
    if len(set(points)) < {"point": 1, "line": 2, "polygon": 3}[wanted]:
        raise InputError(
            f"{where}.{wanted}: a {wanted} has at least {'three' if wanted == 'polygon' else 'two'} points"
        )
    return Annotation(
        kind=kind,
        points=points[:-1] if wanted == "polygon" and points[0] == points[-1] else points,
        text_at=_position(row["text_at"], f"{where}.text_at") if "text_at" in row else None,
        **{key: row[key] for key in _LOOKS if key in row},
    )


def _place_area(row: Mapping[str, Any], where: str) -> Annotation:
    for key in ("point", "line", "polygon", "text_at"):
        if key in row:
            raise InputError(f"{where}: the area of a place has no {key}")
    return Annotation("area", place_id=row["place"], **{key: row[key] for key in _LOOKS if key in row})


def _frame(row: Mapping[str, Any]) -> ChosenFrame:
    if "bounds" in row:
        if row.keys() != {"bounds"}:
            raise InputError("frame: bounds, or centre and zoom, not both")
        west, south, east, north = (_rounded(value) for value in row["bounds"])
        if not -_MAX_LAT <= south < north <= _MAX_LAT or west == east:
            raise InputError("frame.bounds: west, south, east, north are wanted, south below north")
        return ChosenFrame(bounds=(west, south, east, north))
    if row.keys() != {"centre", "zoom"}:
        raise InputError("frame: bounds are missing, or centre and zoom")
    return ChosenFrame(centre=_position(row["centre"], "frame.centre"), zoom=round(row["zoom"], 2))


def _position(value: list[float] | str, where: str) -> LonLat:
    if isinstance(value, str):
        found = read_position(value)
        if found is None:
            raise InputError(f'{where}: {quoted(value)} is no position; write it as "34.73 N, 36.71 E", or [lon, lat]')
        return found
    lon, lat = value
    if not -_MAX_LAT <= lat <= _MAX_LAT:
        raise InputError(f"{where}: {quoted(value)} has a latitude beyond {_MAX_LAT:g} degrees; write [lon, lat]")
    return _rounded(lon), _rounded(lat)


def _rounded(value: float) -> float:
    return round(float(value), _DIGITS) + 0.0
