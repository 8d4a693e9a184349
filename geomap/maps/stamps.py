"""Time stamps at the heads of a liveblog's lines: "14:32 GMT", "10:05am – Explosion in …"; and the entries they open.

The wordings are those of the language. A text with one such line is no liveblog: a time alone can be anything.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from geomap.language import english
from geomap.language.patterns import NOTHING, any_of
from geomap.language.sentences import unwrap
from geomap.maps.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.language import Language
    from geomap.maps.dates import FoundDate

_HEAD = 90
"""Characters of a line in which a stamp is looked for."""

_LEAST = 2
"""Fewer stamps make no liveblog."""

_HEADING = 100
"""A line that is longer is no heading."""

_DAY_MIN = 24 * 60

_BACK_MIN = 180
"""A clock that goes back by more has passed midnight; entries are out of order by less."""

_LINE = re.compile(r"[^\n]+")
_LIKE = re.compile(
    r"^[^\n]{0,70}?\d(?:[:.]\d\d|\d{2,3}\s?[a-z(]|\s?[a-z](?:\b|\s?\d\d)|\s?[a-z]\.?[a-z])",
    re.MULTILINE | re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|until)\s*\d")
_TO_DATE = re.compile(r"[\s,|()\]*_–—-]*(?:on\s+)?", re.IGNORECASE)
_WORD = re.compile(r"\w")
_END_MARK = re.compile(r"[.!?…:;,][\"'”’)*_]*\s*$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of day that heads an entry.

    Attributes
    ----------
    start
        Where its entry begins.
    label
        The time as written.
    minute
        Of the day.
    offset
        Minutes before Greenwich; None where the text does not say them.
    day
        The day; None where neither the text nor its date tells it.
    nights
        How many midnights lie between the first entry and this one.
    """

    start: int
    label: str
    minute: int
    offset: int | None = None
    day: datetime.date | None = None
    nights: int = 0

    @property
    def iso(self) -> str:
        """The time as ISO 8601 has it: with the day and the zone where they are known."""
        clock = f"{self.minute // 60:02}:{self.minute % 60:02}"
        return f"{self.day.isoformat() if self.day else ''}T{clock}{self._zone()}"

    def _zone(self) -> str:
        if self.offset is None:
            return ""
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}"


@dataclass(slots=True)
class _Line:
    """A line with a stamp, or with a day that holds for what follows."""

    start: int
    stamp: Stamp | None = None
    day: datetime.date | None = None
    is_alone: bool = False
    is_bare: bool = False


def find_stamps(
    text: str, published: datetime.date | None = None, start: int = 0, language: Language | None = None
) -> list[Stamp]:
    """Find the stamps of a liveblog, in the order of the text; none where it is no liveblog.

    Parameters
    ----------
    text
        The text; its lines may be broken to a width.
    published
        Its day, on which the earliest entry lies where the text says nothing else.
    start
        Where to begin: what stands before is not read.
    language
        Language of the text; English without it.
    """
    return _finder(language or english()).find(text, published, start)


def day_alone(
    line: str, published: datetime.date | None = None, language: Language | None = None
) -> datetime.date | None:
    """Return the day that a line names, if it holds nothing else: "Monday, March 3, 2025", "Updated 3 March".

    Parameters
    ----------
    line
        The line.
    published
        The day that those without a year are counted from.
    language
        Language of the line; English without it.
    """
    return _finder(language or english()).day_alone(line, published)


@cache
def _finder(language: Language) -> StampFinder:
    return StampFinder(language)


class StampFinder:
    """Finds the stamps of a language's texts.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._words = words = language.dates
        # A clock is written alike: where a language tells no other, it is that of the West.
        self._table = words if words.stamps else english().dates
        around = f"{words.stamp_words or NOTHING}|{any_of(words.weekdays | words.more_weekdays)}"
        self._before = re.compile(rf"[\W_]*(?:(?:{around})\b[\W_]*)*", re.IGNORECASE)

    @cached_property
    def _clocks(self) -> tuple[re.Pattern[str], ...]:
        words = self._table
        zone = f"(?:{any_of(words.zones)}|{words.zone_words or NOTHING})"
        return tuple(re.compile(one.replace("@zone@", zone), re.IGNORECASE) for one in words.stamps)

    def find(self, text: str, published: datetime.date | None, start: int) -> list[Stamp]:
        """Find the stamps, in the order of the text."""
        # Most texts are no liveblogs: they need not be looked at closely.
        if sum(1 for _ in islice(_LIKE.finditer(text, start), _LEAST)) < _LEAST:
            return []
        lines = self._stamped(text, published, start)
        if len(lines) < _LEAST:
            return []
        lines = _with_headings(text, lines)
        days = self._day_lines(text, published, start, {line.start for line in lines})
        stamps = _dated(sorted([*lines, *days], key=lambda line: line.start), published)
        return stamps if len({(stamp.nights, stamp.minute) for stamp in stamps}) >= _LEAST else []

    def _stamped(self, text: str, published: datetime.date | None, start: int) -> list[_Line]:
        made = []
        is_wrapped = unwrap(text, start) != text
        for line in _LINE.finditer(text, start):
            head = text[line.start() : min(line.end(), line.start() + _HEAD)]
            clock = next((found for found in (one.search(head) for one in self._clocks) if found), None)
            if clock is None or _RANGE.match(head, clock.end()):
                continue
            dates = find_dates(head, published, language=self._language)
            if not self._before.fullmatch(_without(head[: clock.start()], dates)):
                continue
            gap = _TO_DATE.match(head, clock.end())
            reached = gap.end() if gap else clock.end()
            beside = [d for d in dates if d.end <= clock.start() or d.start == reached]
            end = max([clock.end(), *(date.end for date in beside)])
            is_alone = not _WORD.search(text, line.start() + end, line.end())
            if is_wrapped and not is_alone and _goes_on(text, line.start()):
                continue
            stamp = self._stamp(clock, line.start())
            made.append(_Line(line.start(), stamp, _one_day(beside), is_alone, _is_bare(clock)))
        return _on_one_clock(made)

    def _stamp(self, clock: re.Match[str], start: int) -> Stamp:
        found = clock.groupdict()
        hour, minute = int(found["hour"]), int(found.get("minute") or 0)
        if half := found.get("half"):
            hour = hour % 12 + self._table.halves[half.lower().replace(".", "")]
        zone = " ".join((found.get("zone") or found.get("zoned") or "").lower().split())
        return Stamp(start, " ".join(clock[0].split()).strip("("), hour * 60 + minute, self._table.zones.get(zone))

    def day_alone(self, line: str, published: datetime.date | None) -> datetime.date | None:
        """Return the day that a line names, if it holds nothing else."""
        if len(line) > _HEADING:
            return None
        dates = find_dates(line, published, language=self._language)
        return _one_day(dates) if self._before.fullmatch(_without(line, dates)) else None

    def _day_lines(self, text: str, published: datetime.date | None, start: int, stamped: set[int]) -> Iterator[_Line]:
        """Yield the lines that hold nothing but a day."""
        for line in _LINE.finditer(text, start):
            day = None if line.start() in stamped else self.day_alone(line[0], published)
            if day is not None:
                yield _Line(line.start(), day=day)


def _goes_on(text: str, start: int) -> bool:
    """Tell whether a line goes on with the sentence of the one above."""
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    return bool(above) and not _END_MARK.search(above)


def _without(text: str, dates: Sequence[FoundDate]) -> str:
    for date in reversed(dates):
        text = text[: date.start] + " " + text[date.end :]
    return text


def _one_day(dates: Sequence[FoundDate]) -> datetime.date | None:
    """Return the day that dates name; of "Monday, March 3, 2025" what says more counts."""
    days = [date for date in dates if date.first == date.last]
    return max(days, key=lambda date: (date.has_number, date.end - date.start)).first if days else None


def _is_bare(clock: re.Match[str]) -> bool:
    """Tell whether a time could be one of either half of the day: "1:15"."""
    return not clock.groupdict().get("half") and not clock["hour"].startswith("0") and 1 <= int(clock["hour"]) <= 12


def _on_one_clock(lines: list[_Line]) -> list[_Line]:
    """Where all times are of a clock of twelve hours without its halves, add them: 11:50, 12:40, 1:15 go on."""
    if not lines or not all(line.is_bare for line in lines):
        return lines
    stamps = [line.stamp for line in lines if line.stamp is not None]
    forward = -1 if _is_backward([(None, stamp.minute) for stamp in stamps]) else 1
    made: list[Stamp] = []
    half = 720 if stamps[::forward][0].minute >= 720 else 0
    for stamp in stamps[::forward]:
        if made and made[-1].minute % 720 - stamp.minute % 720 > _BACK_MIN:
            half += 720
        made.append(replace(stamp, minute=(stamp.minute % 720 + half) % _DAY_MIN))
    return [replace(line, stamp=stamp) for line, stamp in zip(lines, made[::forward], strict=True)]


def _with_headings(text: str, lines: list[_Line]) -> list[_Line]:
    """Give entries the heading above their stamp, where that is how the text is set: "Explosion in … / at 14:32"."""
    moved = []
    for line in lines:
        before = text.rfind("\n", 0, max(line.start - 1, 0)) + 1
        above = text[before : line.start].strip()
        is_heading = line.is_alone and 0 < len(above) <= _HEADING and not _END_MARK.search(above)
        moved.append(replace(line, start=before) if is_heading else line)
    later = [new.start != old.start for new, old in zip(moved[1:], lines[1:], strict=True)]
    return moved if sum(later) * 2 > len(later) else lines


def _dated(lines: Sequence[_Line], published: datetime.date | None) -> list[Stamp]:
    """Tell the day of each stamp, going forward in time, whichever way the text goes."""
    entries: list[tuple[Stamp, datetime.date | None, int]] = []
    day, heading = None, 0
    for number, line in enumerate(lines):
        if line.stamp is None:
            day, heading = line.day, number + 1
        else:
            entries.append((replace(line.stamp, start=line.start), line.day or day, 0 if line.day else heading))
    zone = Counter(stamp.offset for stamp, _, _ in entries if stamp.offset is not None).most_common(1)
    offset = zone[0][0] if zone else 0
    newest_first = _is_backward([(day, stamp.minute) for stamp, day, _ in entries])
    made: list[Stamp] = []
    current, nights, last, under = published, 0, None, -1
    for stamp, said, number in reversed(entries) if newest_first else entries:
        clock = stamp.minute - ((stamp.offset if stamp.offset is not None else offset) or 0)
        is_new = said is not None and (number == 0 or number != under)
        if is_new and said != current:
            nights += (said - current).days if said and current and last is not None else 0
            current = said
        elif last is not None and last - clock > _BACK_MIN and not (is_new and said == current):
            nights += 1
            current = current + datetime.timedelta(1) if current else None
        last, under = clock, number
        made.append(replace(stamp, day=current, nights=nights))
    return sorted(made, key=lambda stamp: stamp.start)


def _is_backward(times: Sequence[tuple[datetime.date | None, int]]) -> bool:
    """Tell whether a text has the newest first: most steps lead back, the shorter way around the clock."""
    steps = 0
    for (day, minute), (next_day, next_minute) in pairwise(times):
        if day and next_day and day != next_day:
            steps += 1 if next_day > day else -1
        elif minute != next_minute:
            steps += 1 if (next_minute - minute) % _DAY_MIN <= _DAY_MIN // 2 else -1
    return steps < 0
