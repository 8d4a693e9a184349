"""Words beside a toponym that mean a part of the place: "southern Syria", "Syria's Mediterranean coast"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold
from geomap.language.patterns import NOTHING, compiled, lazily
from geomap.model import Modifier

if TYPE_CHECKING:
    from geomap.language import Language
    from geomap.language.parts import Modifiers

_REACH = 40
_BLANK = "[ \\u00a0\\n]+"
_JOINTS = str.maketrans("", "", "-‐‑– \u00a0\n\u200c'’")
_SMALL_WORD = re.compile(r"[a-z]\w*")
_OWNERS = "'’"


class ModifierFinder:
    """Finds the modifiers of a language.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        table = language.modifiers
        self._sides = table.sides
        self._endings = table.endings
        self._hints = table.hints
        self._edges = table.edges
        side = f"(?P<side>{table.side or NOTHING})"
        self._before = tuple(lazily(pattern.replace("@side@", side)) for pattern in table.before)
        bodies = table.bodies or NOTHING
        self._edge_after = compiled(table.edge_after.replace("@side@", side).replace("@bodies@", bodies))
        self._side_after = compiled(table.side_after.replace("@side@", side).replace("@bodies@", bodies))
        # Directions by the beginning of their words: of those that fit the longest is meant.
        self._longest_first = sorted(table.sides, key=lambda word: (-len(word), word))
        self._joined = tuple(sorted(table.joined, key=lambda word: (-len(word), word)))
        self._composed = _composed(table, table.of)
        # "Le Sud libanais" is a part of Lebanon, as "сирийское побережье" is one of Syria.
        self._before_peoples = _composed(table, _BLANK) if table.before_peoples else None
        self._behind_peoples = lazily(f"(?i:{table.behind_peoples})") if table.behind_peoples else None
        self._behind = tuple(lazily(f"(?i:{pattern.replace('@side@', side)})") for pattern in table.behind)

    def find(self, text: str, start: int, end: int) -> Modifier | None:
        """Return the modifier of the toponym at ``text[start:end]``, if there is one right before or after it.

        A direction with "of" and no article ("south of Damascus") means a place outside, and is no modifier.
        """
        found = self._find_before(text, start) or self._find_composed(text, start, self._composed)
        if found is None and self._may_follow(text, end):
            found = self._find_after(text, end)
        return found or self._find_behind(text, end)

    def find_inside(self, text: str, start: int, end: int, base: str) -> Modifier | None:
        """Return the direction that is joined to the front of a name: "Südsyrien".

        Parameters
        ----------
        text, start, end
            Where the name is.
        base
            The folded name that it is a form of: "Südsudan" is a name itself, "Südsyrien" a form of "Syrien".
        """
        for front in self._joined:
            written = text[start : min(end, start + len(front))]
            side = self._side_of(written) if fold(written) == front and not base.startswith(front) else None
            if side is not None:
                return Modifier(start, start + len(written), written, side)
        return None

    def find_beside_people(self, text: str, start: int, end: int) -> Modifier | None:
        """Return the modifier of a people's adjective at ``text[start:end]`` that means a part of its land."""
        return self._find_composed(text, start, self._before_peoples) or self._match_behind(
            text, end, self._behind_peoples
        )

    def _find_composed(self, text: str, start: int, pattern: re.Pattern[str] | None) -> Modifier | None:
        if pattern is None:
            return None
        left = max(0, start - _REACH)
        m = pattern.search(text[left:start])
        # "Au sud du Liban" is told from outside of it, "au Sud-Liban" is in it.
        if m is None or (m["outside"] and not m[0].endswith("-")):
            return None
        words = m["words"].rstrip(" \u00a0\n-")
        begin = left + m.start("words")
        return Modifier(begin, begin + len(words), words, self._part(m))

    def _find_behind(self, text: str, end: int) -> Modifier | None:
        return next(filter(None, (self._match_behind(text, end, pattern) for pattern in self._behind)), None)

    def _match_behind(self, text: str, end: int, pattern: re.Pattern[str] | None) -> Modifier | None:
        m = pattern.match(text, end, end + 60) if pattern is not None else None
        if m is None:
            return None
        begin = end + len(m[0]) - len(m[0].lstrip(" \u00a0\n'’"))
        begin = m.start("words") if m.groupdict().get("words") else begin
        return Modifier(begin, m.end(), text[begin : m.end()], self._part(m))

    def _find_before(self, text: str, start: int) -> Modifier | None:
        left = max(0, start - _REACH)
        before = text[left:start]
        lowered = before.lower()
        # A quick look that spares most of them the expressions.
        if not lowered.rstrip().endswith(self._endings) or not any(hint in lowered for hint in self._hints):
            return None
        for pattern in self._before:
            m = pattern.search(before)
            if m:
                words = m[0].rstrip(" \u00a0\n-")
                begin = left + m.start()
                return Modifier(begin, begin + len(words), words, self._part(m), m.groupdict().get("of") or "")
        return None

    def _may_follow(self, text: str, end: int) -> bool:
        """Return the expression that quickly rules out a modifier behind a name."""
        following = text[end : end + 1]
        if following != " ":
            return following in _OWNERS and following != ""
        word = _SMALL_WORD.match(text, end + 1, end + 16)
        return word is None or word[0] in self._edges

    def _find_after(self, text: str, end: int) -> Modifier | None:
        m = self._edge_after.match(text, end, end + 60)
        if m is None:
            m = self._side_after.match(text, end, end + 60)
            if m is None or text[end] == " ":  # "Syria south" names no part; "Syria's south" does
                return None
        begin = end + len(m[0]) - len(m[0].lstrip("'’s \n"))
        if m[0][:1] == " ":
            begin = m.start() + len(m[0]) - len(m[0].lstrip())
        elif m[0][:1] in "'’":
            begin = m.start() + (2 if m[0][1:2] in "sS" else 1)
            begin += len(text[begin : m.end()]) - len(text[begin : m.end()].lstrip())
        of = m.groupdict().get("of") or m.groupdict().get("with") or ""
        return Modifier(begin, m.end(), text[begin : m.end()], self._part(m), of)

    def _part(self, match: re.Match[str]) -> str:
        groups = match.groupdict()
        if groups.get("coast"):
            return "coast"
        if groups.get("border"):
            return "border"
        return self._side_of(groups.get("side") or "") or "central"

    def _side_of(self, words: str) -> str | None:
        """Return which way some words point; None if they are no direction."""
        word = words.lower().translate(_JOINTS)
        key = next((key for key in self._longest_first if word.startswith(key)), "")
        return self._sides[key] if key else None


def _composed(table: Modifiers, of: str) -> re.Pattern[str] | None:
    """Return the expression for a part before a name, of the words of a language that lists them instead.

    None where it does not tell what stands ``of`` a name.
    """
    if not of:
        return None
    kinds = {"side": table.side, "central": table.central, "coast": table.coast, "border": table.border}
    groups = "|".join(f"(?P<{name}>{words or NOTHING})" for name, words in kinds.items())
    return lazily(
        f"(?i:(?<![\\w-])(?:(?P<outside>{table.outside or NOTHING}){_BLANK})?"
        f"(?P<words>{table.article}(?:{groups}){table.parts})(?:{of})$)"
    )


@cache
def modifiers_of(language: Language) -> ModifierFinder:
    """Return the finder of a language's modifiers, made once per language."""
    return ModifierFinder(language)
