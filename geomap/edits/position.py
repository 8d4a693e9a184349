"""A position as a person types it, in any usual writing; ``position.js`` of the page reads the same."""

from __future__ import annotations

import math
import re

_DIGITS = 5
"""Decimals of a position: a metre."""

_MOST = 200
_MAX_LAT, _MAX_LON = 90, 180
_MINUTES = 60

_HEMISPHERES = (
    (0, 1, "n north nord norte с сш север شمال شمالا ش"),
    (0, -1, "s south sud sur süd ю юш юг جنوب جنوبا ج"),
    (1, 1, "e east est este ost в вд восток شرق شرقا ق"),
    (1, -1, "w west ouest oeste з зд запад غرب غربا غ"),
)
_LETTERS = {word: (axis, sign) for axis, sign, words in _HEMISPHERES for word in words.split()}
_O = {"de": (1, 1), "fr": (1, -1), "es": (1, -1)}
"""East in German, west in French and Spanish; elsewhere nobody can know."""

_LABEL = re.compile(r"(?<![^\W\d_])(?:lat(?:itude?)?|(?P<lon>lon(?:g(?:itude?)?)?|lng))(?![^\W\d_])[.:= ]*")
_PIECE = re.compile(
    r"\s*(?:(?P<sign>[+-]?)(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>''|[°'\":]?)|(?P<word>[^\W\d_]+(?:\.\s?[шд])?)\.?"
    r"|(?P<comma>[,;/]))\s*"
)
_UNITS = {"°": 0, "'": 1, '"': 2, "''": 2}
_EVEN = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫،؛−–º˚′’ʹ″”",
    "01234567890123456789.,,--°°'''\"\"",
    "\u064b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)

_Part = tuple[float, int | None, str, bool]
"""A number, which of degrees, minutes and seconds its mark says, its sign, whether it is whole."""


def read_position(text: str, *, language: str = "en") -> tuple[float, float] | None:
    """Return the longitude and latitude that a text is, None where it is no position.

    Parameters
    ----------
    text
        What a person has typed: decimal degrees, degrees with minutes and seconds, or an MGRS reference.
    language
        Of that person: a German's ``O`` is east, a Frenchman's west.
    """
    return _degrees(text, language) or _as_in_a_text(text.strip())


def _as_in_a_text(text: str) -> tuple[float, float] | None:
    """Return a position in the writings that are found in running texts, grid references among them."""
    from geomap.positions import find_positions

    for found in find_positions(text, bare=True):
        if (found.start, found.end) == (0, len(text)):
            return round(found.lon, _DIGITS) + 0.0, round(found.lat, _DIGITS) + 0.0
    return None


def _degrees(text: str, language: str) -> tuple[float, float] | None:
    labels: list[str] = []

    def labelled(found: re.Match[str]) -> str:
        labels.append("x" if found["lon"] else "y")
        return ""

    read = _pieces(_LABEL.sub(labelled, _plain(text[:_MOST])), language)
    if read is None or "".join(labels) not in {"", "xy", "yx"}:
        return None
    parts, letters, commas = read
    half = _half(len(parts), [at for at, _ in letters])
    if half is None or len(commas) > 1 or any(at != half for at in commas):
        return None
    one, other = (_angle(some, signed=not letters) for some in (parts[:half], parts[half:]))
    if letters:
        (axis, sign), (other_axis, other_sign) = (letter for _, letter in letters)
        if axis == other_axis:
            return None
        one, other = one * sign, other * other_sign
        is_turned = axis == 1
    else:
        is_turned = labels[:1] == ["x"]
    lat, lon = (other, one) if is_turned else (one, other)
    if not (abs(lat) <= _MAX_LAT and abs(lon) <= _MAX_LON):
        return None
    return round(lon, _DIGITS) + 0.0, round(lat, _DIGITS) + 0.0


def _plain(text: str) -> str:
    """Return a text with one writing of digits, signs and marks."""
    even = re.sub(r"^\((.*)\)$", r"\1", text.lower().translate(_EVEN).strip())
    # A comma between digits is a decimal one where no point is.
    return even if re.search(r"[0-9]\.[0-9]", even) else re.sub(r"([0-9]),(?=[0-9])", r"\1.", even)


def _pieces(text: str, language: str) -> tuple[list[_Part], list[tuple[int, tuple[int, int]]], list[int]] | None:
    """Return the numbers, the letters with how many numbers stand before each, and where a comma parts them."""
    parts: list[_Part] = []
    letters: list[tuple[int, tuple[int, int]]] = []
    commas: list[int] = []
    at = 0
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:
            return None
        at = found.end()
        if found["number"]:
            number = found["number"]
            parts.append((float(number), _UNITS.get(found["unit"]), found["sign"], "." not in number))
        elif found["comma"]:
            commas.append(len(parts))
        else:
            key = re.sub(r"[.\s]", "", found["word"])
            letter = _O.get(language) if key == "o" else _LETTERS.get(key)
            if letter is None:
                return None
            letters.append((len(parts), letter))
    return parts, letters, commas


def _half(numbers: int, letters: list[int]) -> int | None:
    """Return how many numbers the first angle has, None where the letters do not stand as one writes them."""
    if not letters:
        return numbers // 2 if numbers % 2 == 0 else None
    if len(letters) != len(("latitude", "longitude")):
        return None
    if letters[0] == 0:
        return letters[1]
    return letters[0] if letters[1] == numbers else None


def _angle(parts: list[_Part], *, signed: bool) -> float:
    """Return the degrees of one to three numbers, NaN where they are none."""
    total = 0.0
    for k, (value, unit, sign, is_whole) in enumerate(parts):
        is_last = k == len(parts) - 1
        if unit not in {None, k} or not (is_last or is_whole) or (k and value >= _MINUTES):
            return math.nan
        if k >= len(_HEMISPHERES) - 1 or (sign and (k or not signed)):
            return math.nan
        total += value / _MINUTES**k
    if not parts:
        return math.nan
    return -total if parts[0][2] == "-" else total
