"""The page of a corpus: one HTML file that asks for nothing, in which no text is code."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.maps.corpus.payload import largest, names_in, to_first, to_packed
from geomap.maps.corpus.wording import texts
from geomap.maps.html import assets
from geomap.maps.html.payload import escape_json
from geomap.maps.html.policy import policy
from geomap.maps.html.styling import to_css
from geomap.maps.wording import direction
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps.corpus.view import CorpusView
    from geomap.maps.source import BasemapSource

BUILT = Path(__file__).with_name("built")
"""Where ``bundle.py`` puts what pages carry."""

_ROWS_WITHOUT_SCRIPT = 100

_ATTRIBUTED = 2_000
"""Places whose sources are asked for one by one; of the others, one for each kind of id."""

_NATURAL_EARTH = ("Made with Natural Earth", "public domain", "https://www.naturalearthdata.com/")


def to_page(
    view: CorpusView,
    gazetteer: Gazetteer,
    *,
    title: str = "",
    language: str = "en",
    basemap: BasemapSource | None = None,
) -> str:
    """Return the page.

    Parameters
    ----------
    view
        The corpus, as ``aggregate`` counts it.
    gazetteer
        Where names, outlines and borders come from.
    title
        Its headline; how many documents there are, without it.
    language
        Of labels and buttons, and of places' names where the gazetteer has them.
    basemap
        What lies below the places; the gazetteer's own without it.

    Raises
    ------
    InputError
        There are no interface texts in that language.
    """
    from geomap.maps.background import basemap_of
    from geomap.maps.style import resolve_style

    words = texts(language)
    below = basemap or basemap_of(gazetteer)
    names = names_in(view, gazetteer, language)
    headline = title or words["title"]
    first = to_first(view, below, names)
    first |= {"title": headline, "texts": words, "language": language, "sources": _sources(view, gazetteer)}
    styles = [assets.leaflet("leaflet.css"), to_css(resolve_style(None)), _built("page.css")]
    scripts = [assets.leaflet("leaflet.js"), _built("page.js")]
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n',
        '<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts, styles)}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f'<meta name="generator" content="{GENERATOR}">\n',
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n',
        f"<title>{escape(headline).encode('utf-8', 'replace').decode()}</title>\n",
        *(f"<style>{style}</style>\n" for style in styles),
        '</head>\n<body>\n<div id="gm-corpus"></div>\n',
        f"<noscript>{_table(view, names, words)}</noscript>\n",
        f'<script type="application/json" id="gm-first">{_json(first)}</script>\n',
        *(f"<script>{text}</script>\n" for text in scripts),
        # Behind the scripts: a browser need not have read it to draw the first picture.
        f'<script type="text/plain" id="gm-packed">{to_packed(view, gazetteer, below, names, language)}</script>\n',
        "</body>\n</html>\n",
    ]
    return "".join(parts)


def _json(data: Any) -> str:
    text = escape_json(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return text.encode("utf-8", "replace").decode()


@cache
def _built(file: str) -> str:
    return (BUILT / file).read_text("utf-8")


def _sources(view: CorpusView, gazetteer: Gazetteer) -> list[list[str]]:
    """Return what is to be said of where places and basemap come from, with the licence and the address."""
    from geomap.errors import UnknownPlaceError

    found = {_NATURAL_EARTH}
    kinds: set[str] = set()
    for rank, place_id in enumerate(view.places.ids):
        kind = place_id.partition(":")[0]
        if rank >= _ATTRIBUTED and kind in kinds:
            continue
        kinds.add(kind)
        try:
            source = gazetteer.attribution(gazetteer.get(place_id))
        except UnknownPlaceError:
            continue
        if source.attribution:
            found.add((source.attribution, source.licence, source.url))
    return [list(row) for row in sorted(found)]


def _table(view: CorpusView, names: list[str], words: dict[str, str]) -> str:
    """Return the largest places as a table, for readers without scripts."""
    rows = "".join(
        f"<tr><td>{escape(names[at])}</td><td>{view.places.documents[at]}</td></tr>"
        for at in largest(view)[:_ROWS_WITHOUT_SCRIPT].tolist()
    )
    head = f"<tr><th>{escape(words['place'])}</th><th>{escape(words['documents'])}</th></tr>"
    return f"<p>{escape(words['noscript'])}</p><table>{head}{rows}</table>"
