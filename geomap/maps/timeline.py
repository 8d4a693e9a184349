"""When things happen in a story: the times by which its map can be read.

Three kinds of texts have three kinds of time. A liveblog has its stamps; each of several dated articles has its day;
one article has the days that its sentences name, counted from its date line. What a story says of the past and of the
future around it ("since 1974", "by 2040") is no time of the story, unless the story is about it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from geomap.language import language_of
from geomap.language.datelines import dates_a_report
from geomap.language.sentences import Sentences, unwrap
from geomap.language.stretches import parts_of
from geomap.maps.dates import find_dates
from geomap.maps.stamps import day_alone, find_stamps

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from geomap.maps.dates import FoundDate
    from geomap.maps.stamps import Stamp
    from geomap.model import Document

_NEAR_DAYS = 366
"""A day that is farther from the story's own is history or a forecast: what has no year is never farther."""

_MONTH_DAYS = 31
"""A date that covers more is a bare year, which no news of the day is told by."""

_AROUND = (3, 2 / 3)
"""A story is about the past or the future if it names so many dates there, in such a share of its dated sentences …"""

_AROUND_NEWS = (4, 0.8)
"""… or so many where the first date that it names is of these days: it tells news, and what lies around them …"""

_AROUND_TITLE = (2, 0.5)
"""… or so many where its headline names one of them."""

_LEAST_SENTENCES = 2
"""And in so many sentences: one that lists years is a remark."""

_OPENING = 240
"""Characters of a text's beginning in which its date line stands."""

_OPENING_LINES = 3
_REPRINT_DAYS = 7
"""A date line holds if it is so many days older than the day of publication at most."""


class Moment(NamedTuple):
    """A time of a story.

    Attributes
    ----------
    order
        What to sort by: minutes since a day long ago.
    first, last
        Days, or times with their days and zones where a stamp tells them, in ISO 8601; equal for a single one.
    """

    order: tuple[int, int]
    first: str
    last: str


class _Told(NamedTuple):
    """A time with where the text tells it, and what it calls it."""

    start: int
    end: int
    moment: Moment
    label: str


def find_times(document: Document) -> list[Moment]:
    """Return the times of one document's story, the earliest first: its stamps, else the days that its sentences name.

    Parameters
    ----------
    document
        The document.
    """
    times = _DocumentTimes(document)
    if times.stamped:
        return sorted({moment for moment, _ in times.stamped})
    sentences = Sentences(unwrap(document.text, document.body_start), language_of(document))
    return sorted({moment for told in times.by_sentence(sentences).values() for _, _, moment, _ in told})


class Timeline:
    """The times of a map's documents.

    Parameters
    ----------
    documents
        In the order of the map.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._times = [_DocumentTimes(document) for document in documents]
        several = {times.day for times in self._times if times.day} if len(documents) > 1 else set()
        stamped = {moment.order for times in self._times for moment, _ in times.stamped}
        self.is_stepped = len(several) > 1 or len(stamped) > 1
        """Whether the times follow each other, as those of reports do: what happened up to one can be shown."""

    def times_of(self, number: int, sentences: Sentences) -> MentionTimes:
        """Return the times of a document's mentions.

        Parameters
        ----------
        number
            Which document.
        sentences
            Its sentences.
        """
        times = self._times[number]
        if self.is_stepped:
            day = times.day_moment() if len(self._times) > 1 else None
            return MentionTimes(times.stamped, day, {}, sentences)
        return MentionTimes([], None, times.by_sentence(sentences), sentences)


class MentionTimes:
    """Tells when it was that a mention speaks of."""

    def __init__(
        self,
        stamped: Sequence[tuple[Moment, Stamp]],
        day: tuple[Moment, str] | None,
        by_sentence: dict[tuple[int, int], list[_Told]],
        sentences: Sentences,
    ) -> None:
        self._starts = [stamp.start for _, stamp in stamped]
        self._stamped = stamped
        self._day = [day] if day else []
        self._by_sentence = by_sentence
        self._sentences = sentences

    def at(self, start: int, end: int) -> list[tuple[Moment, str]]:
        """Return the times of a mention, with what the text calls them; the closest to it in the text comes first."""
        if self._stamped:
            entry = bisect_right(self._starts, start) - 1
            if entry >= 0:
                moment, stamp = self._stamped[entry]
                return [(moment, stamp.label)]
            return []
        if self._by_sentence:
            told = self._by_sentence.get(self._sentences.around(start, end), [])
            near = sorted(told, key=lambda one: max(one.start - end, start - one.end))
            # What stands beyond a semicolon is told of something else.
            text = self._sentences.text
            here = [one for one in near if ";" not in text[min(end, one.end) : max(start, one.start)]]
            return [(one.moment, one.label) for one in here]
        return self._day


class _DocumentTimes:
    """What one document tells of time."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._language = language_of(document)
        self.day = day_of(document)
        stamps = find_stamps(document.text, self.day, document.body_start, self._language)
        zones = [stamp.offset for stamp in stamps if stamp.offset is not None]
        self.stamped = [(_of_stamp(stamp, zones[0] if zones else 0), stamp) for stamp in stamps]

    def day_moment(self) -> tuple[Moment, str] | None:
        """Return the document's own day."""
        return (_of_days(self.day, self.day), self.day.isoformat()) if self.day else None

    def by_sentence(self, sentences: Sentences) -> dict[tuple[int, int], list[_Told]]:
        """Return the times that its sentences name."""
        document = self._document
        made: dict[tuple[int, int], list[FoundDate]] = {}
        for part in parts_of(document):
            for date in find_dates(part.text, self.day, document.body_start, language_of(part)):
                made.setdefault(sentences.around(date.start, date.end), []).append(date)
        return {
            sentence: [_Told(d.start, d.end, _of_days(d.first, d.last), document.text[d.start : d.end]) for d in dates]
            for sentence, dates in self._told(made).items()
        }

    def _told(self, dates: dict[tuple[int, int], list[FoundDate]]) -> dict[tuple[int, int], list[FoundDate]]:
        """Leave out what lies around the story, unless the story is about it."""
        afar = {(d.first, d.last) for found in dates.values() for d in found if is_afar(d, self.day)}
        dated = [any(is_afar(date, self.day) for date in found) for _, found in sorted(dates.items())]
        title = find_dates(self._document.title or "", self.day, language=self._language)
        titled = any((date.first, date.last) in afar for date in title)
        least, share = _AROUND_TITLE if titled else _AROUND if dated and dated[0] else _AROUND_NEWS
        if len(afar) >= least and sum(dated) >= max(_LEAST_SENTENCES, share * len(dated)):
            return dates
        near = {key: [date for date in found if not is_afar(date, self.day)] for key, found in dates.items()}
        return {key: found for key, found in near.items() if found}


def is_afar(date: FoundDate, today: datetime.date | None) -> bool:
    """Tell whether a date lies around a story and not in it: a bare year, or a day far from the story's own.

    An undated text has no day that others could be far from.

    Parameters
    ----------
    date
        The date.
    today
        The story's own day.
    """
    if (date.last - date.first).days > _MONTH_DAYS:
        return True
    if today is None:
        return False
    return (today - date.last).days > _NEAR_DAYS or (date.first - today).days > _NEAR_DAYS


def day_of(document: Document) -> datetime.date | None:
    """Return the day of a document: that of its date line, else that of its publication.

    Parameters
    ----------
    document
        The document.
    """
    told = _dateline_day(document)
    if told is None:
        return document.date
    if document.date is None or 0 <= (document.date - told).days <= _REPRINT_DAYS:
        return told
    return document.date


def _dateline_day(document: Document) -> datetime.date | None:
    """Return the day that a date line names: "KYIV, March 3 (AP) —", or a line of its own near the top."""
    language = language_of(document)
    opening = document.text[document.body_start : document.body_start + _OPENING]
    for line in [line for line in opening.split("\n") if line.strip()][:_OPENING_LINES]:
        if day := day_alone(line, document.date, language):
            return day
        for date in find_dates(line, document.date, language=language):
            # A weekday says nothing by itself, and what covers more than a day is no day.
            is_day = date.first == date.last
            if is_day and date.has_number and dates_a_report(line, date.start, date.end, language):
                return date.first
    return None


def _of_days(first: datetime.date, last: datetime.date) -> Moment:
    return Moment((first.toordinal() * 1440, last.toordinal() * 1440), first.isoformat(), last.isoformat())


def _of_stamp(stamp: Stamp, zone: int) -> Moment:
    day = stamp.day.toordinal() if stamp.day else stamp.nights
    minute = day * 1440 + stamp.minute - (zone if stamp.offset is None else stamp.offset)
    return Moment((minute, minute), stamp.iso, stamp.iso)
