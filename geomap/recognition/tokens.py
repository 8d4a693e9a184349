"""Capitalised runs of words and their tokens: where names can begin and end.

A *run* is a stretch of capitalised words with the small words that names have between them ("Republic of Ireland",
"Tel Aviv-Yafo", "Bashar al-Assad"). One compiled expression finds all runs of a text in one pass, in linear time.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import folding_of
from geomap.language import english
from geomap.language.patterns import any_of, lazily

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.language import Language

_REACHES = (
    # Latin-1
    (range(0x100),),
    # What the press of Europe writes in: ș and ț of Romanian, ґ of Ukrainian among it.
    (range(0x180), range(0x218, 0x21C), range(0x370, 0x3D0), range(0x400, 0x460), range(0x490, 0x492)),
    (range(0x250), range(0x370, 0x590), range(0x1E00, 0x2000)),
)
"""Letters that have capitals, a few to all: the fewer, the quicker are their expressions to make and to run."""
_BEYOND = (
    lazily("[\u0100-\u024f\u0370-\u058f\u1e00-\u1fff]"),
    lazily("[\u0180-\u0217\u021c-\u024f\u03d0-\u03ff\u0460-\u048f\u0492-\u058f\u1e00-\u1fff]"),
)
"""Letters that the first two of these reaches lack."""


def _character_class(wanted: str, codes: Iterable[int]) -> str:
    """Return the inside of a character class for all letters of which ``str.isupper`` or ``str.islower`` is true."""
    pieces: list[str] = []
    start = previous = -2
    for code in [*codes, sys.maxunicode]:
        if getattr(chr(code), wanted)() and code < sys.maxunicode:
            if code != previous + 1:
                if start >= 0:
                    pieces.append(f"{chr(start)}-{chr(previous)}")
                start = code
            previous = code
    pieces.append(f"{chr(start)}-{chr(previous)}")
    return "".join(pieces)


# Combining marks, soft hyphens and joiners belong to the word they stand in.
_IN_WORD = "\\w\u0300-\u036f\u00ad\u200c\u200d"
_APOSTROPHES = "'’ʼ‘`´"
_ELIDED = frozenset(_APOSTROPHES)
_LETTERS = f"[{_IN_WORD}]*(?:[{_APOSTROPHES}](?![sS](?![{_IN_WORD}]))[{_IN_WORD}]+)*"
_BLANK = "[ \\t\\u00a0]{0,3}\\n?[ \\t\\u00a0]{0,3}"
_DASH = "[-‐‑/–]"


class Letters(NamedTuple):
    """Which letters are capitals.

    Attributes
    ----------
    capital, small
        Insides of the character classes.
    upper, lower
        Expressions for any capital, any small letter.
    """

    capital: str
    small: str
    upper: re.Pattern[str]
    lower: re.Pattern[str]


@cache
def _letters(reach: int) -> Letters:
    codes = list(chain(*_REACHES[reach]))
    upper, lower = _character_class("isupper", codes), _character_class("islower", codes)
    return Letters(upper, lower, lazily(f"[{upper}]"), lazily(f"[{lower}]"))


def every_letter() -> Letters:
    """Return the classes of capitals and small letters of all scripts that have both."""
    return _letters(len(_BEYOND))


def letters_of(text: str) -> Letters:
    """Return the classes of capitals and small letters that a text needs.

    Those of a small reach serve where they find the same.
    """
    return _letters(_reach_of(text))


def _reach_of(text: str) -> int:
    if text.isascii():
        return 0
    return next((reach for reach, others in enumerate(_BEYOND) if others.search(text) is None), len(_BEYOND))


class Expressions(NamedTuple):
    """The expressions for the capitalised runs of a language.

    Attributes
    ----------
    run
        A capitalised run.
    token
        A word of a run.
    """

    run: re.Pattern[str]
    token: re.Pattern[str]


@cache
def _expressions(language: Language, reach: int) -> Expressions:
    letters = _letters(reach)
    upper, lower = letters.capital, letters.small
    words = language.words
    small = f"(?:{any_of(words.small_words)})"
    # What follows the first capital of a short form whose full stop does not end a sentence: St., Mt., Dr., Gen., J.
    short = f"(?:{'|'.join([*words.short_endings, ''])})\\."
    # One word after its first letter; the letter stands alone before it so that a scan skips quickly to capitals.
    rest = f"(?:(?:\\.[{upper}])+(?![{_IN_WORD}])\\.?|{short}(?=[ \\u00a0][{upper}])|{_LETTERS})"
    join = (
        f"(?:{_DASH}(?:[{lower}]{{1,6}}{_DASH}){{0,3}}"
        f"|(?=[ \\t\\n\\u00a0]){_BLANK}"
        f"(?:{small}(?:{_DASH}|(?=[ \\t\\n\\u00a0]){_BLANK}(?={small}[ -]|[{upper}]))){{0,2}}"
        f"(?:[dl]?[{_APOSTROPHES}])?)"
    )
    return Expressions(
        re.compile(f"[{upper}](?<![{_IN_WORD}.@#].){rest}(?:{join}[{upper}]{rest}){{0,40}}"),
        re.compile(
            f"[{upper}](?:\\.[{upper}])+(?![{_IN_WORD}])\\.?|[{upper}]{short}(?=[ \\u00a0])"
            f"|[{_IN_WORD}]+(?:[{_APOSTROPHES}](?![sS](?![{_IN_WORD}]))[{_IN_WORD}]+)*"
        ),
    )


def expressions(text: str, language: Language | None = None) -> Expressions:
    """Return the expressions for a text in a language, English without one."""
    return _expressions(language or english(), _reach_of(text))


_NOT_LETTERS = "\"“”‘’'([{<—–-*"
_OPENING = ' \t\n\u00a0"“”‘’('
_WORD_AFTER = re.compile(f"[ \\t\\n\\u00a0]*([{_IN_WORD}]+)")


class Token(NamedTuple):
    """A word of a run: offsets relative to the run, and the folded form."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital, or has one after an elided article: "d'Ivoire"."""
        text = self.text
        return text[:1].isupper() or (text[1:2] in _ELIDED and text[2:3].isupper())


def tokenize(run: str, language: Language | None = None) -> tuple[Token, ...]:
    """Return the words of a stretch of text with their folded forms; what folds to nothing is left out."""
    if run.isalpha():  # one word, as most are
        folded = fold(run)
        return (Token(0, len(run), run, folded),) if folded else ()
    words = expressions(run, language).token.finditer(run)
    folding = fold if language is None else folding_of(language)
    return tuple(Token(m.start(), m.end(), m[0], folded) for m in words if (folded := folding(m[0])))


def word_before(text: str, position: int) -> str:
    """Return the word before a position, lower case, with only white space and opening quotes between."""
    before = text[max(0, position - 24) : position].rstrip(_OPENING)
    if not before or not (before[-1].isalnum() or before[-1] == "."):
        return ""
    word = before.rsplit(None, 1)[-1].lower()
    return sys.intern(word.lstrip(_NOT_LETTERS).rstrip("."))


def word_after(text: str, position: int) -> str:
    """Return the word that follows a position with nothing but white space between, lower case."""
    m = _WORD_AFTER.match(text, position, position + 32)
    return m[1].lower() if m else ""


def begins_sentence(text: str, position: int) -> bool:
    """Tell whether nothing but quotes and brackets stands between a position and the end of the sentence before it."""
    before = text[max(0, position - 12) : position].rstrip(" \t\u00a0\"“”‘’'([*-–—")
    return not before or before[-1] in ".!?:\n\r;|•…"


def has_capitals(text: str) -> bool:
    """Tell whether capitals say anything in this text: false for text in lower case throughout."""
    return letters_of(text).upper.search(text) is not None


def is_shouted(line: str) -> bool:
    """Tell whether a line is in capitals throughout, so that a capital marks no name."""
    return letters_of(line).lower.search(line) is None


def line_around(text: str, start: int, end: int) -> str:
    """Return the line around a span, at most 200 characters to either side."""
    left = text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
    right = text.find("\n", end, end + 200)
    return text[left : right if right >= 0 else end + 200]


def pieces(text: str, size: int = 4000) -> list[tuple[int, int]]:
    """Yield the stretches of bounded length that a text is cut into, at white space."""
    pieces = []
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text) and (space := text.rfind(" ", start, end)) > start:
            end = space
        pieces.append((start, end))
        start = end
    return pieces


def with_article(text: str, start: int, end: int, articles: Iterable[str]) -> tuple[int, str]:
    """Widen a run by the lower-case article that a hyphen joins to it: "al-Bab"."""
    head = text[max(0, start - 4) : start - 1]
    for article in articles:
        if head.endswith(article) and not head[: -len(article)][-1:].isalnum():
            begin = start - 1 - len(article)
            return begin, text[begin:end]
    return start, text[start:end]


_GOES_ON = re.compile(r"\.(?:[,;:)]|[ \u00a0][a-z(])")


def is_own_stop(text: str, begin: int, end: int) -> bool:
    """Tell whether the full stop behind an abbreviation belongs to it.

    To "Calif." always, to "CAL." if the text goes on.
    """
    return not text[begin:end].isupper() or _GOES_ON.match(text, end) is not None
