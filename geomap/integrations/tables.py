"""Tables for a notebook's screen: the columns that people read, the first rows, and how many more there are."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas

    from geomap.export.places import PlaceRow, StoryPlaces

_MOST_ROWS = 20
_MOST_LETTERS = 80
_MOST_NAMES = 12

_LEFT = 'style="text-align:left;white-space:normal"'
_HEADINGS = ("place", "country", "lat", "lon", "mentions", "first mention", "confidence", "prominence")


def places_table(places: StoryPlaces) -> str:
    """Return the places of texts as HTML: at most twenty rows; every text is escaped.

    Parameters
    ----------
    places
        The places.
    """
    below = []
    if (left := len(places) - _MOST_ROWS) > 0:
        below.append(f"{left:,} more places.")
    if places.unplaced:
        below.append(f"Not located: {_some(places.unplaced)}.")
    if not len(places):
        return _paragraphs(["No places.", *below])
    return _table(_HEADINGS, map(_row, places[:_MOST_ROWS])) + _paragraphs(below)


def _row(row: PlaceRow) -> tuple[str, ...]:
    place = row.place
    return (
        place.name,
        place.country_code,
        f"{place.lat:.4f}",
        f"{place.lon:.4f}",
        f"{row.count:,}",
        _around(row),
        f"{row.confidence:.2f}" + (" (uncertain)" if row.uncertain else ""),
        f"{row.prominence.value:.2f}",
    )


def _around(row: PlaceRow) -> str:
    """Return the sentence of the first mention, or what stands around it in a long one."""
    sentence, words = " ".join(row.sentence.split()), " ".join(row.first.toponym.text.split())
    at = max(sentence.find(words), 0)
    if len(sentence) <= _MOST_LETTERS:
        return sentence
    start = max(0, min(at - (_MOST_LETTERS - len(words)) // 2, len(sentence) - _MOST_LETTERS))
    cut = sentence[start : start + _MOST_LETTERS].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + _MOST_LETTERS < len(sentence) else ''}"


def frame_table(frame: geopandas.GeoDataFrame, columns: Sequence[str]) -> str:
    """Return a frame as HTML: some of its columns, at most twenty rows; every text is escaped.

    Parameters
    ----------
    frame
        The frame.
    columns
        Which columns; one in which nothing stands is left out.
    """
    shown = [name for name in columns if frame[name].notna().any()]
    rows = frame.head(_MOST_ROWS)[shown].itertuples(index=False, name=None)
    below = []
    if (left := len(frame) - _MOST_ROWS) > 0:
        below.append(f"{left:,} more rows.")
    others = [str(name) for name in frame.columns if name not in shown]
    below.append(f"{len(frame):,} rows, {len(frame.columns)} columns; also {', '.join(others)}.")
    return _table(shown, (tuple(map(_cell, row)) for row in rows)) + _paragraphs(below)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    # pandas' own nothing is no None, and equals nothing.
    text = "" if value is None or str(value) == "<NA>" else " ".join(str(value).split())
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"


def _some(names: Sequence[str]) -> str:
    left = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {left} more" if left > 0 else "")


def _table(headings: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th scope=col {_LEFT}>{_text(name.replace('_', ' '))}</th>" for name in headings)
    body = "".join(f"<tr>{''.join(f'<td {_LEFT}>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table style="max-width:100%"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{_text(text)}</p>" for text in texts)


def _text(text: str) -> str:
    # Half a character (a lone surrogate) can stand in no notebook.
    return escape(text).encode("utf-8", "replace").decode("utf-8")
