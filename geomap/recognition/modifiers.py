"""Words beside a toponym that mean a part of the place: "southern Syria", "Syria's Mediterranean coast"."""

# ruff: noqa: SIM905 -- word lists read best as text

from __future__ import annotations

import re

from geomap.model import Modifier

_SIDES = {
    "north": "north",
    "south": "south",
    "east": "east",
    "west": "west",
    "northeast": "northeast",
    "northwest": "northwest",
    "southeast": "southeast",
    "southwest": "southwest",
}
_SIDE = "(?P<side>(?i:(?:north|south)[- ]?(?:east|west)|north|south|east|west))"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:[Tt]he\s+)?{_SIDE}(?:ern(?:most)?|erly)?|(?i:(?P<central>central|mid)|(?P<coast>coastal)))"
    r"(?:\s+(?:part|parts|areas?|half|tip|end|edge|outskirts)\s+of\s+|[ \u00a0\n]+|-)(?:the\s+)?$"
)
_OF_BEFORE = re.compile(
    rf"(?<!\w)[Tt]he\s+(?:{_SIDE}|(?P<central>centre|center|heart|middle)|(?:(?P<of>[A-Z]\w+)\s+)?(?P<coast>coast|coastline|shores?)"
    r"|(?P<border>borders?))\s+of\s+(?:the\s+)?$"
)
_AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:far\s+)?(?:{_SIDE}(?:ern)?|(?P<central>central))"
    r"(?:\s+(?P<of>[A-Z]\w+))?(?:\s+(?:(?P<coast>coast|coastline|shores?)|(?P<border>borders?|frontier)|parts?|regions?|areas?))?(?![\w-])"
)
_AFTER_EDGE = re.compile(
    r"(?:['’]s?)?\s+(?:(?P<of>[A-Z]\w+(?:[ -][A-Z]\w+)?)\s+)?"
    r"(?:(?P<coast>coast|coastline|seaboard|shores?)|(?P<border>borders?|frontier))"
    r"(?:\s+with\s+(?:the\s+)?(?P<with>[A-Z]\w+))?(?![\w-])"
)
_REACH = 40
_SMALL_WORD = re.compile(r"[a-z]\w*")
_OWNERS = "'’"
# What stands right before a toponym with a modifier: a quick look that spares most of them the expressions.
_ENDINGS = ("north", "south", "east", "west", "ern", "ernmost", "erly", "central", "mid", "coastal", "of", "the", "-")
_PARTS = ("east", "west", "north", "south", "cent", "mid", "coast", "shore", "border", "heart")
_EDGES = frozenset("coast coastline seaboard shore shores border borders frontier".split())


def _part(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("coast"):
        return "coast"
    if groups.get("border"):
        return "border"
    if side := groups.get("side"):
        return _SIDES[side.lower().replace("-", "").replace(" ", "")]
    return "central"


def find_modifier(text: str, start: int, end: int) -> Modifier | None:
    """The modifier of the toponym at ``text[start:end]``, if there is one right before or after it.

    A direction with "of" and no article ("south of Damascus") means a place outside, and is no modifier.
    """
    return _modifier_before(text, start) or (_modifier_after(text, end) if _may_follow(text, end) else None)


def _modifier_before(text: str, start: int) -> Modifier | None:
    left = max(0, start - _REACH)
    before = text[left:start]
    lowered = before.lower()
    if not lowered.rstrip().endswith(_ENDINGS) or not any(part in lowered for part in _PARTS):
        return None
    for pattern in (_BEFORE, _OF_BEFORE):
        m = pattern.search(before)
        if m:
            words = m[0].rstrip(" \u00a0\n-")
            return Modifier(
                left + m.start(), left + m.start() + len(words), words, _part(m), m.groupdict().get("of") or ""
            )
    return None


def _may_follow(text: str, end: int) -> bool:
    """A quick look at what follows: an owner's ending, or the edge itself in a word of small letters."""
    following = text[end : end + 1]
    if following != " ":
        return following in _OWNERS and following != ""
    word = _SMALL_WORD.match(text, end + 1, end + 16)
    return word is None or word[0] in _EDGES


def _modifier_after(text: str, end: int) -> Modifier | None:
    m = _AFTER_EDGE.match(text, end, end + 60)
    if m is None:
        m = _AFTER.match(text, end, end + 60)
        if m is None or text[end] == " ":  # "Syria south" names no part; "Syria's south" does
            return None
    begin = end + len(m[0]) - len(m[0].lstrip("'’s \n"))
    if m[0][:1] == " ":
        begin = m.start() + len(m[0]) - len(m[0].lstrip())
    elif m[0][:1] in "'’":
        begin = m.start() + (2 if m[0][1:2] in "sS" else 1)
        begin += len(text[begin : m.end()]) - len(text[begin : m.end()].lstrip())
    of = m.groupdict().get("of") or m.groupdict().get("with") or ""
    return Modifier(begin, m.end(), text[begin : m.end()], _part(m), of)
