"""What part a mention plays in its text: where it stands, and whether things happen there or long ago or far away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geomap.dataclass import dataclass
from geomap.language import language_of
from geomap.language.datelines import dateline_at
from geomap.language.sentences import Sentences, unwrap

if TYPE_CHECKING:
    from geomap.language.parts import StoryWords
    from geomap.model import Document, Resolution

Role = Literal["scene", "actor", "passing", "history"]
"""``scene``: things happen there. ``actor``: it speaks or acts. ``passing``: somebody comes from there. ``history``: it
is told of another time."""

_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<![\d.,:/])(1[0-9]{3}|20[0-9]{2})s?(?![\d:%]|[.,]\d)")
_HEADLINE = re.compile(r"\A\s*(?P<line>[^\n]{1,160}[^\s.!?:;,])[ \t]*\n")
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s")

_SOON = 6
_YEAR_ROOM = " 1900"
"""Words behind a mention, and room for a year behind them, in which it is said that a sentence looks back."""

_BEFORE = 4
"""So many words before a mention are looked at, and so many behind it."""

_RECENT_YEARS = 1
"""A year that lies no longer back than this is no history."""

_LEAD_SENTENCES = 2
_LAST = 0.8
"""What stands behind this share of a text is its end."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a mention stands in its text, and what part it plays.

    Attributes
    ----------
    role
        Its part.
    headline, dateline, lead
        Whether it stands there.
    depth
        How far into the text it stands, 0 to 1.
    """

    role: Role
    headline: bool
    dateline: bool
    lead: bool
    depth: float


class Script:
    """A text as its mentions are asked about.

    Parameters
    ----------
    document
        The text.
    """

    def __init__(self, document: Document) -> None:
        language = language_of(document)
        self._words: StoryWords = language.story
        self._text = text = unwrap(document.text, document.body_start)
        self._sentences = Sentences(text, language)
        self._begin = document.body_start
        self._headline_end = _headline_end(document, text)
        self._title = document.title or ""
        body = max(self._headline_end, self._begin)
        found = dateline_at(text, body, language)
        self._dateline_end = found[1] if found else body
        self._body = body
        self._lead_end = self._lead()
        self._now = self._year_of(document)

    def _lead(self) -> int:
        """Where the first two sentences of the body end, or its first paragraph if that is longer."""
        end = self._body
        for _ in range(_LEAD_SENTENCES):
            match = _SENTENCE_END.search(self._text, end)
            if match is None:
                return len(self._text)
            end = match.end()
        return end

    def _year_of(self, document: Document) -> int:
        """The year in which the text stands, 0 where nothing tells."""
        if document.date is not None:
            return document.date.year
        years = [int(year) for year in _YEAR.findall(self._text[: self._lead_end])]
        return max(years, default=0)

    def spot(self, resolution: Resolution) -> Standing:
        """Tell where a mention stands and what part it plays."""
        toponym = resolution.toponym
        start = toponym.start
        in_text = self._begin <= start < self._headline_end
        told = bool(self._title) and toponym.text in self._title
        headline = in_text or (told and self._headline_end <= self._begin)
        dateline = self._body <= start < self._dateline_end
        length = max(1, len(self._text) - self._body)
        return Standing(
            role="scene" if in_text or dateline else self._role(resolution),
            headline=headline,
            dateline=dateline,
            lead=self._dateline_end <= start < self._lead_end,
            depth=min(1.0, max(0.0, (start - self._body) / length)),
        )

    def _role(self, resolution: Resolution) -> Role:
        start, end = resolution.toponym.start, resolution.toponym.end
        first, last = self._sentences.around(start, end)
        sentence = self._text[first:last]
        before = [word.lower() for word in _WORD.findall(self._text[first:start])]
        after = [word.lower() for word in _WORD.findall(self._text[end:last])]
        words = self._words
        if self._is_past(sentence[: start - first], sentence[end - first :]):
            return "history"
        near = before[-_BEFORE:]
        placed = bool(set(near[-2:]) & words.happening)
        # "In Kyiv, the president asked": a capital where somebody speaks stands for its government.
        is_capital = resolution.place is not None and resolution.place.feature_code == "PPLC"
        if placed and (set(near) & words.speakers or (is_capital and {*before, *after} & words.acting)):
            return "actor"
        # "Kachin fighters": the name of a land before those who act for it.
        if resolution.place is not None and resolution.place.feature_class == "A" and set(after[:1]) & words.forces:
            return "actor"
        if set(near[-3:]) & words.coming or set(before) & words.life:
            return "passing"
        if not placed and (set(after[:_BEFORE]) | set(near[-1:])) & words.acting:
            return "actor"
        return "scene"

    def _is_past(self, before: str, after: str) -> bool:
        """Whether a sentence looks back, by its years or by words: anywhere before a mention, or soon behind it."""
        end = 0
        for _, match in zip(range(_SOON), _WORD.finditer(after), strict=False):
            end = match.end()
        soon = after[: end + len(_YEAR_ROOM)]
        for part in (before, soon):
            if any(not self._now or int(m[1]) < self._now - _RECENT_YEARS for m in _YEAR.finditer(part)):
                return True
            if any(phrase in part for phrase in self._words.past_phrases):
                return True
            if any(word.lower() in self._words.past for word in _WORD.findall(part)):
                return True
        return False


def _headline_end(document: Document, text: str) -> int:
    """Where the headline ends that stands at the top of a text; its beginning where none does."""
    begin = document.body_start
    title = (document.title or "").strip()
    if title and text[begin:].lstrip().startswith(title):
        return text.index(title, begin) + len(title)
    match = _HEADLINE.match(text[begin : begin + 200])
    return begin + match.end() if match else begin


def is_late(spot: Standing) -> bool:
    """Whether a mention stands at the end of its text."""
    return spot.depth > _LAST
