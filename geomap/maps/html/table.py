"""The places as a plain table, for readers without JavaScript."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geomap.maps.publish import headline, is_published, source_line

if TYPE_CHECKING:
    from geomap.maps.view import Feature, MapView


def static_table(view: MapView) -> str:
    """Return headline and table as HTML; every text is escaped."""
    texts = view.texts
    published = is_published(view)
    columns = _COLUMNS[:3] if published else _COLUMNS
    head = "".join(f'<th scope="col">{escape(texts[f"col.{column}"])}</th>' for column in columns)
    rows = "".join(_row(feature, len(view.features) > _MANY, len(columns)) for feature in view.features[:_MOST])
    left = len(view.features) - _MOST
    unplaced = ", ".join(dict.fromkeys(unplaced.text for unplaced in view.unplaced))
    title = headline(view)
    parts = [
        f"<h1>{escape(title)}</h1>" if title else "",
        f"<p>{escape(texts['noscript'])}</p>",
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        if rows
        else f"<p>{escape(texts['no-places'])}</p>",
        f"<p>{escape(texts['more'].replace('{n}', str(left)))}</p>" if left > 0 else "",
        f"<p>{escape(texts['unplaced'])}: {escape(unplaced)}</p>" if unplaced else "",
    ]
    if published:
        below = (view.options.caption, source_line(view))
        parts += [f"<p>{escape(text)}</p>" for text in below if text.strip()]
    return "".join(parts).encode("utf-8", "replace").decode("utf-8")


_COLUMNS = ("name", "what", "where", "position", "mentions", "confidence", "quote")
"""Of a published map the first three."""

_MANY = 500
"""With more places than this, the sentences are left out of the table."""

_MOST = 2000
"""Rows of the table; how many more there are is said below it."""


def _row(feature: Feature, short: bool, columns: int) -> str:
    place_mentions = feature.place_mentions
    quote = "" if short or not place_mentions else place_mentions[0].quote
    cells = (
        feature.what,
        feature.where,
        f"{round(feature.lat, 5):.4f}, {_plain(feature.lon):.4f}",
        str(len(place_mentions)),
        f"{feature.confidence:.0%}",
        quote,
    )[: columns - 1]
    return (
        f'<tr><th scope="row">{escape(feature.title)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
    )


def _plain(lon: float) -> float:
    """Return the longitude of a copy of the world as maps number it; rounded first, as the page's script knows it."""
    return round((round(lon, 5) + 180) % 360 * 100_000 - 18_000_000) / 100_000
