"""An invented archive of news, to see what a map of a corpus looks like: nothing in it happened.

Events begin, are written about for some days, and are forgotten; each is at a town, which is drawn by its people, and
names what lies around it. The same seed gives the same articles.
"""

from __future__ import annotations

import datetime
import math
import random
from collections import deque
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import InputError, missing_extra
from geomap.files import write_whole
from geomap.samples.archive_places import Settings, draw
from geomap.samples.archive_texts import ToldStory, kinds, tell, tongues

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.samples.archive_texts import EventKind, Tongue

FIRST, LAST = datetime.date(2023, 1, 1), datetime.date(2024, 12, 31)
"""Days of the archive: two years."""

ARTICLES, SEED = 200_000, 17

_BY_WEEKDAY = (1.05, 1.1, 1.1, 1.1, 1.15, 0.8, 0.6)
_COPIES = 0.08
_KEPT = 300
"""Articles of the last days of which another paper prints one."""

_ARTICLES_AN_EVENT = 7.0
_FORGOTTEN = 6.0
"""Half-lives after which nothing more is written."""

_TAIL, _LARGEST = 1.25, 60.0
"""Most events are small: one in twenty is ten times as large as the smallest."""

_TROPICS_DEG = 15.0
_AT_HOME = 8.0
"""So much more a language writes about the countries where it is spoken."""

_OUTLETS = 40
ROW_GROUP = 10_000
"""Articles that are held at a time."""


class InventedArticle(NamedTuple):
    """An article that nobody wrote.

    Attributes
    ----------
    id, title, text, date, language, link
        As the table has them.
    places
        Start and end in ``text``, and the place id, of each name that was put in.
    """

    id: str
    title: str
    text: str
    date: datetime.date
    language: str
    link: str
    places: tuple[tuple[int, int, str], ...]


class _Event(NamedTuple):
    kind: EventKind
    start: int
    weight: float
    slots: tuple[dict[str, int], ...]
    codes: dict[str, str]
    tongues: tuple[Tongue, ...]
    shares: tuple[float, ...]

    def weight_on(self, day: int) -> float:
        return float(self.weight * 2.0 ** ((self.start - day) / self.kind.days))


def invent_articles(
    count: int = ARTICLES, seed: int = SEED, *, gazetteer: Gazetteer | None = None
) -> Iterator[InventedArticle]:
    """Yield invented articles in the order of their days.

    Some in a hundred repeat another's text word by word, as papers print what an agency sends them.

    Parameters
    ----------
    count
        How many.
    seed
        Another one gives another archive.
    gazetteer
        Where the places come from; the bundled one without it.

    Raises
    ------
    InputError
        The count is no positive number.
    """
    if count < 1:
        raise InputError(f"an archive has at least one article, not {count}")
    if gazetteer is None:
        from geomap.gazetteer.gazetteer import Gazetteer

        gazetteer = Gazetteer.open()
    return _Archive(count, seed, gazetteer).articles()


class _Archive:
    def __init__(self, count: int, seed: int, gazetteer: Gazetteer) -> None:
        self._count = count
        self._rng = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
        self._gazetteer = gazetteer
        self._places = Settings(gazetteer)
        self._last: deque[tuple[ToldStory, str]] = deque(maxlen=_KEPT)
        self._number = 0

    def articles(self) -> Iterator[InventedArticle]:
        days = (LAST - FIRST).days + 1
        shares = list(accumulate(_BY_WEEKDAY[(FIRST.weekday() + day) % 7] for day in range(days)))
        active: list[_Event] = []
        begun = 0.0
        for day in range(days):
            wanted = round(self._count * shares[day] / shares[-1]) - self._number
            begun += wanted / _ARTICLES_AN_EVENT
            active = [one for one in active if day - one.start < _FORGOTTEN * one.kind.days]
            while begun >= 1 or (wanted and not active):
                active.append(self._event(day))
                begun -= 1
            if wanted:
                sums = list(accumulate(one.weight_on(day) for one in active))
                for _ in range(wanted):
                    yield self._article(active[draw(self._rng, sums)], FIRST + datetime.timedelta(days=day))

    def _event(self, day: int) -> _Event:
        rng, places = self._rng, self._places
        while True:
            town = places.towns.draw(rng)
            here = places.place(town)
            code = here.country_code
            sums = list(accumulate(_likeliness(kind, code, here.lat, day) for kind in kinds()))
            kind = kinds()[draw(rng, sums)]
            neighbours = places.neighbours(places.country(town))
            if neighbours or not kind.abroad:
                break
        abroad = neighbours[int(rng.random() * len(neighbours))] if neighbours else -1
        slots = tuple(self._slots(town, abroad) for _ in range(3))
        spoken = tuple(one for one in tongues() if kind.name in one.kinds)
        shares = (one.share * (_AT_HOME if code in one.home else 1.0) for one in spoken)
        weight = min((1.0 - rng.random()) ** (-1.0 / _TAIL), _LARGEST)
        codes = {"country": code, "abroad": self._places.place(abroad).country_code if abroad >= 0 else ""}
        return _Event(kind, day, weight, slots, codes, spoken, tuple(accumulate(shares)))

    def _slots(self, town: int, abroad: int) -> dict[str, int]:
        """Return the places of a story by slot, those that it has."""
        rng, places = self._rng, self._places
        rows = {"town": town, "province": places.province(town), "country": places.country(town)}
        near, elsewhere, capital = places.near(town).draw(rng), places.elsewhere(town).draw(rng), places.capital(town)
        used = {town}
        for slot, row in (("near", near), ("elsewhere", elsewhere), ("capital", capital), ("abroad", abroad)):
            if row >= 0 and row not in used:
                rows[slot] = row
                used.add(row)
        return rows

    def _article(self, event: _Event, date: datetime.date) -> InventedArticle:
        rng = self._rng
        if self._last and rng.random() < _COPIES:
            told, language = self._last[int(rng.random() * len(self._last))]
        else:
            slots = event.slots[int(rng.random() * len(event.slots))]
            told, language = self._told(event, slots, date)
            self._last.append((told, language))
        self._number += 1
        number = f"a{self._number:07d}"
        outlet = 1 + int(rng.random() * _OUTLETS)
        link = f"https://example.org/outlet-{outlet:02d}/{date:%Y/%m/%d}/{number}"
        places = tuple((start, end, self._gazetteer.id_of(row)) for start, end, row in told.places)
        return InventedArticle(number, told.title, told.text, date, language, link, places)

    def _told(self, event: _Event, slots: dict[str, int], date: datetime.date) -> tuple[ToldStory, str]:
        tongue = event.tongues[draw(self._rng, event.shares)]
        told = tell(self._rng, tongue, event.kind.name, slots, event.codes, date, self._places.name)
        if told is None:
            # Every place has a name in English, and every kind a sentence that every town can fill.
            tongue = tongues()[0]
            told = tell(self._rng, tongue, event.kind.name, slots, event.codes, date, self._places.name)
        assert told is not None
        return told, tongue.code


def _likeliness(kind: EventKind, country_code: str, lat: float, day: int) -> float:
    if kind.countries and country_code not in kind.countries:
        return 0.0
    if not kind.season or abs(lat) < _TROPICS_DEG:
        return kind.weight
    # Warmest in the middle of July, or of January south of the equator.
    warmth = math.cos(2.0 * math.pi * ((FIRST + datetime.timedelta(days=day)).timetuple().tm_yday - 196) / 365.25)
    warmth = warmth if lat > 0 else -warmth
    return kind.weight * (1.05 + (warmth if kind.season == "summer" else -warmth))


def write_archive(
    path: str | os.PathLike[str], count: int = ARTICLES, seed: int = SEED, *, gazetteer: Gazetteer | None = None
) -> Path:
    """Write invented articles as Parquet: ``id``, ``title``, ``text``, ``date``, ``language`` and ``link``.

    They are written as they are made, ten thousand at a time.

    Parameters
    ----------
    path
        The file.
    count, seed, gazetteer
        As for ``invent_articles``.

    Raises
    ------
    MissingExtraError
        pyarrow is not installed.
    InputError
        The count is no positive number.
    OutputError
        The file cannot be written.
    """
    try:
        import pyarrow  # noqa: F401 - asked for before anything is made
    except ImportError as error:
        raise missing_extra("to write Parquet", "pyarrow", "corpus") from error
    return write_whole(path, _to_parquet(invent_articles(count, seed, gazetteer=gazetteer), seed))


class _Sink:
    """A file that hands on what was written to it."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(self._parts[-1])

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is held."""

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def _to_parquet(articles: Iterator[InventedArticle], seed: int) -> Iterator[bytes]:
    import pyarrow as pa
    from pyarrow import parquet

    texts = {name: pa.string() for name in ("id", "title", "text", "language", "link")}
    schema = pa.schema(
        [(name, texts.get(name, pa.date32())) for name in InventedArticle._fields[:-1]],
        metadata={"note": f"synthetic: made by geomap corpus-example, seed {seed}; nothing in it happened"},
    )
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        rows: list[InventedArticle] = []
        for article in articles:
            rows.append(article)
            if len(rows) == ROW_GROUP:
                writer.write_table(_to_table(rows, schema))
                rows.clear()
                yield sink.take()
        if rows:
            writer.write_table(_to_table(rows, schema))
    yield sink.take()


def _to_table(rows: list[InventedArticle], schema: Any) -> Any:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True))
    return pa.table([pa.array(columns[i], field.type) for i, field in enumerate(schema)], schema=schema)
