"""Hashtags: "#gaza", "#losangeles" and "#FortMcMurray" have the letters of a name, its capitals and spaces or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.gazetteer.names import HUMP
from geomap.recognition import tokens
from geomap.recognition.overlap import disjoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.recognition.hits import Match
    from geomap.recognition.matches import Matcher

_HASHTAG = re.compile(r"(?<![\w&/#])#([^\W\d_][\w'’]*)")
_CUT_OFF = re.compile(r"\bMa?c (?=[A-Z])")
"""What a hump cuts off wrongly: "Mc Murray"."""
_SHORTEST = 6
_SHORTEST_WORD = 3
_LONGEST = 30
_REACH = 60


def with_hashtags(matcher: Matcher, text: str, matches: Sequence[Match]) -> list[Match]:
    """Return the matches of a text, and those that a hashtag is or begins: "#losangeles", "#Gaza Strip".

    Parameters
    ----------
    matcher
        What finds the names.
    text
        The text.
    matches
        What it has found without the hashtags.
    """
    run_of = tokens.expressions(text, matcher.language).run
    found: list[Match] = []
    for tag in _HASHTAG.finditer(text):
        start, end = tag.span(1)
        following = run_of.match(text[start : end + _REACH])
        begun: list[Match] = []
        if following and following.end() > end - start:
            begun = matcher.matches_of(text, matcher.run(following[0]), start, "")
        match = next((m for m in begun if m.start == start and m.end > end), None)
        if match is None:
            ways = (m for words in _spellings(tag[1], matcher) if (m := matcher.name_at(words, start, end)))
            match = next(ways, None)
        if match is not None:
            found.append(match)
    return disjoint([*matches, *found]) if found else list(matches)


def _spellings(word: str, matcher: Matcher) -> Iterator[str]:
    """Yield the ways in which the name may be written elsewhere, the likeliest first."""
    yield word[0].upper() + word[1:]
    if HUMP.search(word):
        spaced = HUMP.sub(" ", word)
        yield _CUT_OFF.sub(lambda m: m[0].strip(), spaced)
        yield spaced
    elif _SHORTEST <= len(word) <= _LONGEST:
        for i in range(_SHORTEST_WORD, len(word) - _SHORTEST_WORD + 1):
            spelt = f"{word[:i]} {word[i:]}"
            if matcher.is_large_place(spelt):
                yield spelt.title()
