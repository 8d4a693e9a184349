"""Adjectives of peoples that mean no place: a language, a kind of food or goods."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geomap.language.patterns import lazily

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.language import Language

_BEFORE = lazily(r"([\w’'-]+)[ \u00a0\n]{1,2}$")
_AFTER = re.compile(r"[ \u00a0\n]{1,2}([\w’'-]+)(?:[ \u00a0\n]{1,2}([\w’'-]+))?")
_LISTED = re.compile(r"(?:[A-Z][\w’'-]+(?:,[ \u00a0]|[ \u00a0](?:and|or)[ \u00a0])(?:(?:and|or|some)[ \u00a0])?)+$")
_LIST_GOES_ON = re.compile(r"(?:,[ \u00a0]|[ \u00a0](?:and|or)[ \u00a0])(?:(?:and|or)[ \u00a0])?[A-Z][\w’'-]+")
_REACH = 80
_MOST_LISTED = 8


class Adjectives:
    """Tells of the adjective of a people whether it means a language or a kind of goods.

    Parameters
    ----------
    language
        The language of the text.
    """

    def __init__(self, language: Language) -> None:
        words = language.namesakes
        self._language: Mapping[str, frozenset[str]] = words.language
        self._goods: Mapping[str, frozenset[str]] = words.goods
        self._common = language.common_words

    def kind(self, text: str, start: int, end: int) -> str:
        """Return ``"language"``, ``"goods"``, or ``""`` for the people or their country."""
        after = _AFTER.match(text, end)
        first, second = (after[1].lower(), (after[2] or "").lower()) if after else ("", "")
        if self._names_goods(first, second):
            return "goods"
        return "language" if self._names_language(text, start, end, first) else ""

    def _names_goods(self, first: str, second: str) -> bool:
        goods = self._goods.get("after", frozenset())
        if first in goods or f"{first} {second}" in self._goods.get("phrases", ()):
            return True
        return second in goods and first in self._goods.get("between", ())

    def _names_language(self, text: str, start: int, end: int, first: str) -> bool:
        cues = self._language
        if not cues:
            return False
        if first in cues["after"]:
            return True
        if (
            text[end : end + 1] == "-"
            and re.split(r"\W", text[end + 1 : end + 20], maxsplit=1)[0] in cues["hyphenated"]
        ):
            return True
        begins = self._list_begins(text, start)
        before = ["", "", *text[max(0, begins - _REACH) : begins].lower().split()]
        last, second = before[-1], before[-2]
        follows = (
            last in cues["before"]
            or (last in cues["skipped"] and second in cues["before"])
            or (last in cues["in_before"] and (last != "of" or second in cues["of_nouns"]))
        )
        return follows and self._ends(text, end)

    def _ends(self, text: str, end: int) -> bool:
        """Tell whether the noun phrase ends with the adjectives: no noun follows."""
        for _ in range(_MOST_LISTED):
            more = _LIST_GOES_ON.match(text, end)
            if more is None:
                break
            end = more.end()
        if text[end : end + 1] not in (" ", "\u00a0", "\n"):
            return text[end : end + 1] not in ("-", "'", "’")
        after = _AFTER.match(text, end)
        return after is None or after[1].lower() in self._language["in_after"]

    @staticmethod
    def _list_begins(text: str, start: int) -> int:
        """Return where a list of adjectives begins that ends here: "Portuguese, Arabic and some Russian"."""
        near = text[max(0, start - 8) : start]
        if "," not in near and "and " not in near and "or " not in near and "some " not in near:
            return start
        left = max(0, start - _REACH)
        m = _LISTED.search(text, left, start)
        return m.start() if m else start


@cache
def adjectives_of(language: Language) -> Adjectives:
    """Return the reader of a language's adjectives, made once per language."""
    return Adjectives(language)
