"""Positions written as text: degrees in decimals, degrees and minutes, MGRS."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Position(NamedTuple):
    """A span of text and the position it gives, in degrees (EPSG:4326)."""

    start: int
    end: int
    lon: float
    lat: float


def _angle_pattern(side: str, letters: str) -> str:
    """Expression of one angle: degrees, and minutes and seconds if they are there, and a letter."""
    return (
        rf"(?P<{side}d>\d{{1,3}}(?:[.,]\d{{1,8}})?)\s?[°º˚]\s?"
        rf"(?:(?P<{side}m>\d{{1,2}}(?:[.,]\d{{1,6}})?)\s?['′’]\s?"
        rf"(?:(?P<{side}s>\d{{1,2}}(?:[.,]\d{{1,6}})?)\s?(?:[\"″”]|''|′′|’’)\s?)?)?(?P<{side}h>[{letters}])"
    )


_DEGREES = re.compile(_angle_pattern("a", "NS") + r"(?:\s|,|;|/|and){0,4}" + _angle_pattern("b", "EW") + r"(?!\w)")
_LETTERED = re.compile(
    r"(?<![\w.])(?P<a>\d{1,2}\.\d{1,8})\s?(?P<ah>[NS])(?:\s|,|;|/){0,3}(?P<b>\d{1,3}\.\d{1,8})\s?(?P<bh>[EW])(?!\w)"
)
# Bare pairs need at least two decimals on both sides, so that "1.5, 2.5 million" is no position.
_BARE = re.compile(r"(?<![\w.,$£€-])(?P<a>-?\d{1,2}\.\d{2,8}),?[ \u00a0]?(?P<b>-?\d{1,3}\.\d{2,8})(?![\w%]|[.,]\d)")
_BARE_CUE = re.compile(
    r"(?:coordinates?|position|located|location|lat|latitude|gps|at|near)\b[^.\n]{0,24}$", re.IGNORECASE
)
_MGRS = re.compile(
    r"(?<!\w)(?P<zone>[1-9]|[1-5]\d|60)(?P<band>[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?(?P<digits>\d{4}|\d{6}|\d{8}|\d{10}"
    r"|\d{2}\s\d{2}|\d{3}\s\d{3}|\d{4}\s\d{4}|\d{5}\s\d{5})(?!\w)"
)


# Quick looks that spare most texts the slower expressions.
_DECIMAL = re.compile(r"\.\d")
_GRID = re.compile(r"[A-HJ-NP-Z][A-HJ-NP-V] ?\d\d")


def find_positions(text: str) -> list[Position]:
    """All positions in a text, sorted and disjoint."""
    found: list[Position] = []
    if "°" in text or "º" in text or "˚" in text:
        found += _degrees(text)
    if _DECIMAL.search(text):
        found += _decimals(text)
    if _GRID.search(text):
        found += _grid_references(text)
    found.sort()
    chosen: list[Position] = []
    for p in found:
        if not chosen or p.start >= chosen[-1].end:
            chosen.append(p)
    return chosen


def _angle(match: re.Match[str], side: str) -> float:
    value = float(match[side + "d"].replace(",", "."))
    value += float((match[side + "m"] or "0").replace(",", ".")) / 60
    value += float((match[side + "s"] or "0").replace(",", ".")) / 3600
    return -value if match[side + "h"] in "SW" else value


def _on_earth(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90


def _degrees(text: str) -> Iterator[Position]:
    for m in _DEGREES.finditer(text):
        lat, lon = _angle(m, "a"), _angle(m, "b")
        if _on_earth(lon, lat):
            yield Position(m.start(), m.end(), round(lon, 6), round(lat, 6))


def _decimals(text: str) -> Iterator[Position]:
    for m in _LETTERED.finditer(text):
        lat = float(m["a"]) * (-1 if m["ah"] == "S" else 1)
        lon = float(m["b"]) * (-1 if m["bh"] == "W" else 1)
        if _on_earth(lon, lat):
            yield Position(m.start(), m.end(), lon, lat)
    for m in _BARE.finditer(text):
        lat, lon = float(m["a"]), float(m["b"])
        precise = min(len(m["a"].partition(".")[2]), len(m["b"].partition(".")[2])) >= 4
        if _on_earth(lon, lat) and (precise or _BARE_CUE.search(text[max(0, m.start() - 40) : m.start()])):
            yield Position(m.start(), m.end(), lon, lat)


def _grid_references(text: str) -> Iterator[Position]:
    for m in _MGRS.finditer(text):
        position = _from_mgrs(int(m["zone"]), m["band"], m["square"], re.sub(r"\s", "", m["digits"]))
        if position is not None:
            yield Position(m.start(), m.end(), *position)


_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"


def _from_mgrs(zone: int, band: str, square: str, digits: str) -> tuple[float, float] | None:
    """Longitude and latitude of the middle of an MGRS square (NGA.SIG.0012, WGS 84), None where there is none."""
    column = _COLUMNS[zone % 3].find(square[0])
    row = _ROWS.find(square[1])
    if column < 0 or row < 0:
        return None
    half = len(digits) // 2
    step = 10 ** (5 - half)
    easting = (column + 1) * 100_000 + int(digits[:half]) * step + step / 2
    northing = ((row - (5 if zone % 2 == 0 else 0)) % 20) * 100_000 + int(digits[half:]) * step + step / 2
    south = band < "N"
    # Row letters come again every 2,000 km: take the one that lies in the latitude band.
    lowest = -80 + 8 * _BANDS.index(band)
    for repeat in range(6):
        lon, lat = _from_utm(zone, easting, northing + repeat * 2_000_000, south=south)
        if lowest - 0.5 <= lat <= lowest + (12.5 if band == "X" else 8.5):
            return round(lon, 5), round(lat, 5)
    return None


def _from_utm(zone: int, easting: float, northing: float, *, south: bool) -> tuple[float, float]:
    """Inverse transverse Mercator on WGS 84 after Snyder 1987, USGS Professional Paper 1395, p. 61-64."""
    a, f, k0 = 6378137.0, 1 / 298.257223563, 0.9996
    e2 = f * (2 - f)
    ep2 = e2 / (1 - e2)
    x, y = easting - 500_000, northing - (10_000_000 if south else 0)
    mu = y / k0 / (a * (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256))
    e1 = (1 - math.sqrt(1 - e2)) / (1 + math.sqrt(1 - e2))
    phi = (
        mu
        + (3 * e1 / 2 - 27 * e1**3 / 32) * math.sin(2 * mu)
        + (21 * e1**2 / 16 - 55 * e1**4 / 32) * math.sin(4 * mu)
        + (151 * e1**3 / 96) * math.sin(6 * mu)
    )
    sin, cos, tan = math.sin(phi), math.cos(phi), math.tan(phi)
    n = a / math.sqrt(1 - e2 * sin**2)
    r = a * (1 - e2) / (1 - e2 * sin**2) ** 1.5
    t, c, d = tan**2, ep2 * cos**2, x / (n * k0)
    lat = phi - n * tan / r * (
        d**2 / 2
        - (5 + 3 * t + 10 * c - 4 * c**2 - 9 * ep2) * d**4 / 24
        + (61 + 90 * t + 298 * c + 45 * t**2 - 252 * ep2 - 3 * c**2) * d**6 / 720
    )
    lon = (d - (1 + 2 * t + c) * d**3 / 6 + (5 - 2 * c + 28 * t - 3 * c**2 + 8 * ep2 + 24 * t**2) * d**5 / 120) / cos
    return math.degrees(lon) + zone * 6 - 183, math.degrees(lat)
