"""A tour of the story: which mentions make its steps.

Who is led through a story wants each place where the story comes to it: once in a paragraph, and again later only if
the story comes back to it. What is named by the way is left out, headline and date line give way to the text below
them, and a movement takes the place of its two ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from geomap.dataclass import dataclass
from geomap.maps.view import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.maps.arrows import Arrow
    from geomap.maps.view import Feature, MentionView
    from geomap.model import Document, Geoparse

LEAST = 5
"""Where fewer places are more than named by the way, these are steps, too."""

MOST = 15
"""Of one article; of many, or of a liveblog, each gets a few, and all together ``MOST_OF_MANY``."""

MOST_OF_MANY = 24
_MOST_OF_EACH = 3
_MOST_DOCUMENTS = 200
"""A tour through more would show a place of every tenth; whoever has so many looks at the map."""

_MOST_OF_SENTENCE = 2

_PASSING = 0.15
"""What is less prominent is named by the way."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """A step of a tour.

    Attributes
    ----------
    key
        Of the feature or the arrow that is shown.
    mention
        Which of its mentions tells of it.
    time
        Index into ``MapView.dates``; None where the text does not tell when.
    """

    key: str
    mention: int
    time: int | None = None


class _Stop(NamedTuple):
    """A mention that could be a step, in the order of the text."""

    document: int
    start: int
    end: int
    prominence: float
    key: str
    number: int
    mention: MentionView
    ends: tuple[str, ...] = ()


def make_tour(
    parses: Sequence[Geoparse], features: Sequence[Feature], arrows: Sequence[Arrow] = (), *, is_stepped: bool = False
) -> tuple[TourStep, ...]:
    """Choose the steps of a tour, in the order of the texts.

    Parameters
    ----------
    parses
        The texts.
    features, arrows
        What the map shows.
    is_stepped
        Whether the texts' times follow each other, as those of a liveblog do: it may be longer then.
    """
    documents = [parse.document for parse in parses]
    if len(documents) > _MOST_DOCUMENTS:
        return ()
    stops = list(_once_a_paragraph(_without_ends(_stops(documents, features, arrows)), documents))
    known = [stop for stop in stops if stop.prominence >= _PASSING or stop.ends]
    if len({stop.key for stop in known}) < LEAST:
        known = sorted(known + _most_prominent([stop for stop in stops if stop not in known], LEAST - len(known)))
    if is_stepped:
        known = sorted(known + _of_times_without(known, stops))
    many = is_stepped or len(documents) > 1
    chosen = _few_a_sentence(known)
    if len(documents) > 1:
        chosen = [
            one for n in range(len(documents)) for one in _few([s for s in chosen if s.document == n], _MOST_OF_EACH)
        ]
    chosen = _few(chosen, MOST_OF_MANY if many else MOST)
    return tuple(TourStep(stop.key, stop.number, stop.mention.time) for stop in chosen)


def _stops(documents: Sequence[Document], features: Sequence[Feature], arrows: Sequence[Arrow]) -> list[_Stop]:
    """Return the mentions that could be steps; a movement is as prominent as its ends."""
    known = {feature.key: feature.prominence for feature in features}
    made = [
        _Stop(m.document, m.start, m.end, feature.prominence, feature.key, number, m)
        for feature in features
        for number, m in enumerate(feature.mentions)
        if not m.demonym and not m.anchor and not _is_above(m, documents[m.document])
    ]
    made += [
        _Stop(m.document, m.start, m.end, max(map(known.__getitem__, arrow.ends)), arrow.key, number, m, arrow.ends)
        for arrow in arrows
        if not arrow.uncertain
        for number, m in enumerate(arrow.mentions)
    ]
    return sorted(made, key=lambda stop: (stop.document, stop.start, -stop.end))


def _is_above(mention: MentionView, document: Document) -> bool:
    """Tell whether a mention stands in the headline or is the date line's place: the text below tells more."""
    text = document.text
    first = text.rfind("\n", 0, mention.start) + 1
    last = text.find("\n", mention.end)
    line = text[first : last if last >= 0 else len(text)].strip()
    is_first = mention.text.isupper() and line.startswith(mention.text) and not text[first : mention.start].strip()
    is_dateline = is_first and (document.dateline or "").casefold().startswith(mention.text.casefold())
    return is_dateline or (bool(document.title) and line.strip("#* ") == (document.title or "").strip())


def _without_ends(stops: Sequence[_Stop]) -> list[_Stop]:
    """Leave out the ends of movements where these are told."""
    moves = [stop for stop in stops if stop.ends]
    return [
        stop
        for stop in stops
        if not any(
            move.document == stop.document
            and move.start <= stop.start
            and stop.end <= move.end
            and stop.key in move.ends
            for move in moves
        )
    ]


def _once_a_paragraph(stops: Sequence[_Stop], documents: Sequence[Document]) -> Iterator[_Stop]:
    """Yield the first mention of each place in each paragraph, and none that only goes on with the place before.

    A place that had its step gets another where the story is about it, or where it has another time.
    """
    breaks = [[match.start() for match in re.finditer("\n", document.text)] for document in documents]
    seen: set[tuple[int, int, str]] = set()
    told: dict[str, set[tuple[int, ...]]] = {}
    before: _Stop | None = None
    for stop in stops:
        paragraph = (stop.document, bisect_right(breaks[stop.document], stop.start), stop.key)
        times = stop.mention.dates
        goes_on = before is not None and before.key == stop.key and before.mention.dates == times
        again = times not in told[stop.key] if stop.key in told and times else stop.prominence >= MAIN
        if paragraph in seen or goes_on or (stop.key in told and not again):
            continue
        seen.add(paragraph)
        told.setdefault(stop.key, set()).add(times)
        before = stop
        yield stop


def _of_times_without(known: Sequence[_Stop], stops: Sequence[_Stop]) -> list[_Stop]:
    """Return the most prominent stop of each article or entry that has none yet."""
    had = {(stop.document, stop.mention.time) for stop in known}
    best: dict[tuple[int, int | None], _Stop] = {}
    for stop in stops:
        time = (stop.document, stop.mention.time)
        if time not in had and (time not in best or stop.prominence > best[time].prominence):
            best[time] = stop
    return list(best.values())


def _few_a_sentence(stops: Sequence[_Stop]) -> list[_Stop]:
    """Keep of a sentence that lists places those that the story is most about."""
    by_sentence: dict[tuple[int, int], list[_Stop]] = {}
    for stop in stops:
        by_sentence.setdefault((stop.document, stop.start - stop.mention.quote_start), []).append(stop)
    return [one for found in by_sentence.values() for one in sorted(_most_prominent(found, _MOST_OF_SENTENCE))]


def _few(stops: Sequence[_Stop], most: int) -> list[_Stop]:
    """Keep so many: what comes back goes first, then what the story is least about."""
    if len(stops) <= most:
        return list(stops)
    times = Counter[str]()
    ranked = []
    for stop in stops:
        times[stop.key] += 1
        ranked.append((times[stop.key], -stop.prominence, stop))
    return sorted(stop for _, _, stop in sorted(ranked, key=lambda one: one[:2])[:most])


def _most_prominent(stops: Sequence[_Stop], most: int) -> list[_Stop]:
    return sorted(stops, key=lambda stop: -stop.prominence)[: max(most, 0)]
