"""What part a mention plays in its text: where it stands, and whether things happen there or long ago or far away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geomap.dataclass import dataclass
from geomap.language import DEFAULT, language_of
from geomap.language.datelines import dateline_at
from geomap.language.patterns import compiled
from geomap.language.sentences import Sentences, unwrap
from geomap.prominence.words import story_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language import Language
    from geomap.model import Document, Resolution

Role = Literal["scene", "actor", "passing", "history"]
"""``scene``: things happen there. ``actor``: it speaks or acts. ``passing``: somebody comes from there. ``history``: it
is told of another time."""

_YEAR = re.compile(r"(?<![\d.,:/])(1[0-9]{3}|20[0-9]{2})s?(?![\d:%]|[.,]\d)")
_MAYBE_YEAR = re.compile("1[0-9]{3}|20[0-9]{2}")
_HEADLINE = re.compile(r"\A\s*(?P<line>[^\n]{1,160}[^\s.!?:;,。！？；，؟।])[ \t]*\n")
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s")

_SOON = 6
_YEAR_ROOM = " 1900"
"""Words behind a mention, and room for a year behind them, in which it is said that a sentence looks back."""

_BEFORE = 4
_BEHIND = 4
"""So many words before a mention are looked at, and so many behind it."""

_OPENING = 3
"""Words before the first noun of a sentence at most."""

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
        self._lists, self._story = story_lists(language), language.story
        self._text = text = unwrap(document.text, document.body_start)
        self._sentences = Sentences(text, language)
        self._begin = document.body_start
        self._headline_end = _headline_end(document, text)
        self._title = document.title or ""
        body = max(self._headline_end, self._begin)
        found = dateline_at(text, body, language)
        self._dateline_end = found[1] if found else body
        self._body = body
        self._lead_end = self._lead(language)
        self._now = self._year_of(document)
        self._has_years = _MAYBE_YEAR.search(text) is not None
        self._phrases = self._lists.phrases_in(text)

    def _lead(self, language: Language) -> int:
        """Where the first two sentences of the body end, or its first paragraph if that is longer."""
        end = self._dateline_end if language.code != DEFAULT else self._body
        ends = compiled(language.sentence_ends.ends) if language.code != DEFAULT else _SENTENCE_END
        for _ in range(_LEAD_SENTENCES):
            match = ends.search(self._text, end)
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

    @property
    def tells_venues(self) -> bool:
        """Whether the language has words for talks, so that the town where they are held is known for that."""
        return bool(self._story.talks)

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
        text_before, text_after = self._text[first:start], self._text[end:last]
        before = self._lists.words(text_before)
        if self._is_past(text_before, text_after, before):
            return "history"
        has, place = self._lists.has, resolution.place
        front, ending = self._lists.joined(resolution.toponym)
        before += front
        after = ending + self._lists.words(text_after)
        near = before[-_BEFORE:]
        placed = has("happening", near[-2:]) or has("happening_behind", after[:2])
        # "In Kyiv, the president asked": a capital where somebody speaks stands for its government.
        is_capital = place is not None and place.feature_code == "PPLC"
        told = [*before, *after]
        if placed and (has("speakers", near) or (is_capital and (has("acting", told) or has("talks", told)))):
            return "actor"
        # "Kachin fighters": the name of a land before those who act for it.
        if place is not None and place.feature_class == "A" and has("forces", after[:1]):
            return "actor"
        if self._comes(before, after):
            return "passing"
        return "actor" if not placed and self._acts(before, after) else "scene"

    def _comes(self, before: list[str], after: list[str]) -> bool:
        """Whether words around a mention tell that somebody or something comes from there."""
        has = self._lists.has
        comes = has("coming", before[-3:]) or has("coming_behind", after[:2])
        return comes or has("life", before) or has("life_behind", after[:_BEHIND])

    def _acts(self, before: list[str], after: list[str]) -> bool:
        """Whether words around a mention tell that it acts."""
        story, has = self._story, self._lists.has
        reach = story.acting_behind or _BEHIND
        if reach > _BEHIND and (len(before) > _OPENING or (after[:1] and after[0].startswith("-"))):
            # Where verbs stand last, the first noun of a sentence acts, in its plain form.
            reach = _BEHIND
        if has("subjects", after[:1]):
            return True
        return has("acting", after[:reach]) or has("acting", before[-(story.acting_before or 1) :])

    def _is_past(self, before: str, after: str, words_before: Sequence[str]) -> bool:
        """Whether a sentence looks back, by its years or by words: anywhere before a mention, or soon behind it."""
        if self._lists.has("past", words_before):
            return True
        end = 0
        for _, match in zip(range(_SOON), self._lists.spans(after), strict=False):
            end = match.end()
        soon = after[: end + len(_YEAR_ROOM)]
        if self._lists.has("past", self._lists.words(soon)):
            return True
        # Most texts have no year, and none of the phrases.
        if self._has_years and any(
            not self._now or int(m[1]) < self._now - _RECENT_YEARS
            for part in (before, soon)
            for m in _YEAR.finditer(part)
        ):
            return True
        return bool(self._phrases) and any(self._lists.phrases_in(part) for part in (before, soon))


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
