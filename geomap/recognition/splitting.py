"""Words and sentences as the tagger reads them: the same splitting in training and at run time.

Offsets count characters of the text. Possessive endings, hyphens and slashes are words of their own; abbreviations
with full stops (*U.S.*, *Calif.*, *St.*) keep them.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.language import english
from geomap.language.patterns import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    texts, starts, ends = words.texts, words.starts, words.ends
    stop = len(text) if end is None else end
    for match in splitter.word.finditer(text, start, stop):
        texts.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    words.sentences = _sentences(text, words, start, splitter)
    return words


def _sentences(text: str, words: SplitText, line_start: int, splitter: _Splitter) -> list[tuple[int, int]]:
    texts, starts, ends = words.texts, words.starts, words.ends
    terminal, closing = splitter.terminal, splitter.closing
    out: list[tuple[int, int]] = []
    first = 0
    ended = False  # a full stop stands before, perhaps with closing quotes after it
    for i in range(1, len(texts)):
        before = texts[i - 1]
        if before in terminal:
            ended = True
        elif not (ended and before in closing):
            ended = False
        gap_start, gap_end = ends[i - 1], starts[i]
        if i - first >= _MAX_WORDS:
            cut = True
        elif gap_start == gap_end:
            continue
        elif text.find("\n", gap_start, gap_end) >= 0:
            cut = ended or gap_start - line_start < _SHORT_LINE or text[gap_start:gap_end].count("\n") > 1
            line_start = gap_end
        else:
            cut = ended and not texts[i][0].islower()
        if cut:
            out.append((first, i))
            first = i
            ended = False
    if texts:
        out.append((first, len(texts)))
    return out
