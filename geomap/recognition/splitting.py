"""Words and sentences as the tagger reads them: the same splitting in training and at run time.

Offsets count characters of the text. Possessive endings, hyphens and slashes are words of their own; abbreviations
with full stops (*U.S.*, *Calif.*, *St.*) keep them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.language import english
from geomap.language.patterns import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.language import Language


class _Splitter(NamedTuple):
    """How a language is split: a word, the marks that end a sentence, and those that may follow them."""

    word: re.Pattern[str]
    terminal: frozenset[str]
    closing: frozenset[str]


@cache
def _splitter(language: Language) -> _Splitter:
    ends = language.sentence_ends
    word = re.compile(
        rf"""
  (?=\S)(?:                                      # no alternative is asked of a space
    [a-z]{{2,}}(?![\w.'’‘ʼʻ`\u0300-\u036f])       # the common case first
  | (?:[^\W\d_]\.){{2,12}}                      # U.S., D.C., a.m.
  | (?:{"|".join(ends.abbreviations) or NOTHING})\.(?!\w)   # St., Calif.
  | [^\W\d_]\.(?=\s*[A-Z])                      # an initial
  | [^\W\d_]+?(?=['’][sS]\b)                    # what stands before a possessive
  | ['’][sS]\b
  | [^\W\d_](?:[^\W_]|['’‘ʼʻ`](?=[^\W\d_])|[\u0300-\u036f])*  # letters, with apostrophes inside
  | \d+(?:[.,:]\d+)*
  | [^\w\s]
  | [\w]
  )
    """,
        re.VERBOSE,
    )
    return _Splitter(word, frozenset(ends.terminal), frozenset(ends.closing))


_MAX_WORDS = 96
"""A longer sentence is cut: the network's time grows with the square of a sentence's length."""
_SHORT_LINE = 50
"""A line shorter than this ends a sentence: a heading or an item of a list, not a wrapped line."""
_BLOCK = 1 << 16


class SplitText:
    """Words of a stretch of text, with its sentences.

    Attributes
    ----------
    texts
        The words.
    starts, ends
        Their spans in characters of the whole text.
    sentences
        Half-open ranges of word numbers.
    """

    __slots__ = ("ends", "sentences", "starts", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.starts = array("q")
        self.ends = array("q")
        self.sentences: list[tuple[int, int]] = []


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into stretches of some 64 k characters, at a line's end or a space where there is one.

    A long text is worked on one stretch after the other, so that memory stays flat.
    """
    start = 0
    while start < len(text):
        end = min(len(text), start + _BLOCK)
        if end < len(text):
            for mark in ("\n\n", "\n", ". ", " "):
                cut = text.rfind(mark, start + _BLOCK // 2, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, end
        start = end


def split(text: str, start: int = 0, end: int | None = None, language: Language | None = None) -> SplitText:
    """Split a stretch of a text into words and sentences, as English without a language."""
    splitter = _splitter(language or english())
    words = SplitText()
    stop = len(text) if end is None else end
    spans = [match.span() for match in splitter.word.finditer(text, start, stop)]
    words.texts = [text[first:last] for first, last in spans]
    words.starts = array("q", [first for first, _ in spans])
    words.ends = array("q", [last for _, last in spans])
    words.sentences = _sentences(text, words, start, splitter)
    return words


def _sentences(text: str, words: SplitText, line_start: int, splitter: _Splitter) -> list[tuple[int, int]]:
    texts, starts, ends = words.texts, words.starts, words.ends
    out: list[tuple[int, int]] = []
    first = 0
    for i in _possible_starts(text, words, splitter):
        while i - first > _MAX_WORDS:
            out.append((first, first + _MAX_WORDS))
            first += _MAX_WORDS
        gap_start, gap_end = ends[i - 1], starts[i]
        ended = _is_ended(texts, first, i, splitter)
        if i - first == _MAX_WORDS:
            cut = True
        elif text.find("\n", gap_start, gap_end) >= 0:
            cut = ended or gap_start - line_start < _SHORT_LINE or text[gap_start:gap_end].count("\n") > 1
            line_start = gap_end
        else:
            cut = ended and gap_start < gap_end and not texts[i][0].islower()
        if cut:
            out.append((first, i))
            first = i
    while len(texts) - first > _MAX_WORDS:
        out.append((first, first + _MAX_WORDS))
        first += _MAX_WORDS
    if texts:
        out.append((first, len(texts)))
    return out


def _possible_starts(text: str, words: SplitText, splitter: _Splitter) -> list[int]:
    """Return the numbers of the words before which a sentence may end: a terminal mark or a line's end stands there."""
    texts, starts, ends = words.texts, words.starts, words.ends
    terminal, closing = splitter.terminal, splitter.closing
    found = set()
    for last in [i for i, word in enumerate(texts) if word in terminal]:
        at = last + 1
        found.add(at)
        while at < len(texts) and texts[at] in closing:
            at += 1
            found.add(at)
    if texts:
        at = text.find("\n", ends[0], starts[-1])
        while at >= 0:
            i = bisect_left(starts, at)
            found.add(i)
            at = text.find("\n", starts[i], starts[-1])
    found.discard(len(texts))
    return sorted(found)


def _is_ended(texts: Sequence[str], first: int, i: int, splitter: _Splitter) -> bool:
    """Tell whether a full stop ends what stands before a word, perhaps with closing quotes after it."""
    for k in range(i - 1, first - 1, -1):
        if texts[k] in splitter.terminal:
            return True
        if texts[k] not in splitter.closing:
            return False
    return False
