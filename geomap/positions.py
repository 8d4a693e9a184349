"""Positions written as text: degrees in decimals, degrees and minutes, MGRS."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.language import english
from geomap.language.patterns import compiled, lazily

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.language import Language


class Position(NamedTuple):
    """A span of text and the position it gives, in degrees (EPSG:4326)."""

    start: int
    end: int
    lon: float
    lat: float


def _angle_pattern(side: str, letters: str) -> str:
    """Return the expression of one angle: degrees, and minutes and seconds if they are there, and a letter."""
    return (
        rf"(?P<{side}d>\d{{1,3}}(?:[.,]\d{{1,8}})?)\s?[°º˚]\s?"
        rf"(?:(?P<{side}m>\d{{1,2}}(?:[.,]\d{{1,6}})?)\s?['′’]\s?"
        rf"(?:(?P<{side}s>\d{{1,2}}(?:[.,]\d{{1,6}})?)\s?(?:[\"″”]|''|′′|’’)\s?)?)?(?P<{side}h>[{letters}])"
    )


_LETTERED = lazily(
    r"(?<![\w.])(?P<a>\d{1,2}\.\d{1,8})\s?(?P<ah>[NS])(?:\s|,|;|/){0,3}(?P<b>\d{1,3}\.\d{1,8})\s?(?P<bh>[EW])(?!\w)"
)
# Bare pairs need at least two decimals on both sides, so that "1.5, 2.5 million" is no position.
_BARE = lazily(r"(?<![\w.,$£€-])(?P<a>-?\d{1,2}\.\d{2,8}),?[ \u00a0]?(?P<b>-?\d{1,3}\.\d{2,8})(?![\w%]|[.,]\d)")
_MGRS = lazily(
    r"(?<!\w)(?P<zone>[1-9]|[1-5]\d|60)(?P<band>[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?(?P<digits>\d{4}|\d{6}|\d{8}|\d{10}"
    r"|\d{2}\s\d{2}|\d{3}\s\d{3}|\d{4}\s\d{4}|\d{5}\s\d{5})(?!\w)"
)

_FINEST = 5
"""Digits a side of the smallest squares, of a metre."""

# Quick looks that spare most texts the slower expressions.
_DECIMAL = re.compile(r"\.\d")
_GRID = re.compile(r"[A-HJ-NP-Z][A-HJ-NP-V] ?\d\d")


@cache
def _degrees_pattern(joiner: str) -> re.Pattern[str]:
    between = rf"(?:\s|,|;|/{'|' if joiner else ''}{re.escape(joiner)}){{0,4}}"
    return re.compile(_angle_pattern("a", "NS") + between + _angle_pattern("b", "EW") + r"(?!\w)")


@cache
def _cue_pattern(cue: str) -> re.Pattern[str]:
    return compiled(cue, re.IGNORECASE)


def find_positions(text: str, *, bare: bool = False, language: Language | None = None) -> list[Position]:
    """Return all positions in a text, sorted and disjoint.

    Parameters
    ----------
    text
        The text.
    bare
        Whether two decimal numbers are a position without a word before them that says so: for a text that is known
        to be one.
    language
        Language of the text, of which the words before a position are asked; English without it.
    """
    cues = (language or english()).cues
    found: list[Position] = []
    if "°" in text or "º" in text or "˚" in text:
        found += _degrees(text, _degrees_pattern(cues.position_joiner))
    if _DECIMAL.search(text):
        found += _decimals(text, None if bare else _cue_pattern(cues.position))
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


def _degrees(text: str, pattern: re.Pattern[str]) -> Iterator[Position]:
    for m in pattern.finditer(text):
        lat, lon = _angle(m, "a"), _angle(m, "b")
        if _on_earth(lon, lat):
            yield Position(m.start(), m.end(), round(lon, 6), round(lat, 6))


def _decimals(text: str, cue: re.Pattern[str] | None) -> Iterator[Position]:
    """Yield the positions in decimals; of two bare numbers only after a cue, where there is one to ask for."""
    for m in _LETTERED.finditer(text):
        lat = float(m["a"]) * (-1 if m["ah"] == "S" else 1)
        lon = float(m["b"]) * (-1 if m["bh"] == "W" else 1)
        if _on_earth(lon, lat):
            yield Position(m.start(), m.end(), lon, lat)
    for m in _BARE.finditer(text):
        lat, lon = float(m["a"]), float(m["b"])
        precise = cue is None or min(len(m["a"].partition(".")[2]), len(m["b"].partition(".")[2])) >= 4
        if _on_earth(lon, lat) and (precise or (cue and cue.search(text[max(0, m.start() - 40) : m.start()]))):
            yield Position(m.start(), m.end(), lon, lat)


def _grid_references(text: str) -> Iterator[Position]:
    for m in _MGRS.finditer(text):
        position = _from_mgrs(m["zone"] + m["band"] + m["square"], re.sub(r"\s", "", m["digits"]))
        if position is not None:
            yield Position(m.start(), m.end(), *position)


def _from_mgrs(square: str, digits: str) -> tuple[float, float] | None:
    """Return the longitude and latitude of the middle of an MGRS square, None where there is none."""
    from mgrs import MGRS
    from mgrs.core import MGRSError

    half = len(digits) // 2
    # The library gives the south-western corner: one digit more on both sides leads to the middle.
    more = "5" if half < _FINEST else ""
    try:
        # The library warns where a square does not lie in its band: then the reference is none.
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            lat, lon = MGRS().toLatLon(f"{square}{digits[:half]}{more}{digits[half:]}{more}")
    except (MGRSError, ValueError, Warning):
        return None
    return (round(lon, 5), round(lat, 5)) if _on_earth(lon, lat) else None
