"""The view as one JSON block: the only way in which text enters the page's scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.paths import encode_rings
from geomap.maps import publish
from geomap.maps.html.columns import MANY, MANY_WEIGHED, split, to_columns
from geomap.maps.html.edited import add_edits, is_drawn_on, needless_texts
from geomap.maps.html.ground import to_claim, to_inset, to_label, to_patch, to_streets
from geomap.maps.html.styling import to_data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.maps.arrows import Arrow
    from geomap.maps.html.contract import (
        ColumnsData,
        DocumentData,
        FeatureData,
        LayerData,
        MentionData,
        Payload,
        PublishedData,
        UnplacedData,
    )
    from geomap.maps.rivals import Rival
    from geomap.maps.view import Credit, DocumentView, Feature, Layer, MapView, MentionView

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ARROW_STEPS = 2000
_ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def to_json(view: MapView) -> str:
    """Return the view as JSON that can stand inside a ``<script>`` element: it holds no ``<``, ``>`` or ``&``."""
    return escape_json(json.dumps(_PayloadWriter(view).build(), ensure_ascii=False, separators=(",", ":")))


def escape_json(raw: str) -> str:
    """Escape what could end a ``<script>`` element or a line of it."""
    for char, escape in _ESCAPES.items():
        raw = raw.replace(char, escape)
    # Half a character cannot be written as UTF-8, but it can be escaped.
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", raw)


def _to_utf16(text: str) -> Callable[[int], int]:
    """Return a function from positions in characters to those that JavaScript counts, in UTF-16 units."""
    if not text or max(text) < "\U00010000":
        return lambda position: position
    astral = [i for i, char in enumerate(text) if char >= "\U00010000"]

    def convert(position: int) -> int:
        from bisect import bisect_left

        return position + bisect_left(astral, position)

    return convert


def _add_shape(made: FeatureData, feature: Feature) -> None:
    steps = feature.steps_per_deg
    if feature.polygons:
        made["poly"] = [encode_rings(polygon, steps) for polygon in feature.polygons]
    if feature.lines:
        made["line"] = encode_rings(feature.lines, steps)
    if feature.polygons or feature.lines:
        made["steps"] = steps


def _layer(layer: Layer) -> LayerData:
    made: LayerData = {"key": layer.key, "title": layer.title, "group": layer.group}
    if not layer.shown:
        made["off"] = 1
    return made


def _add_flags(made: FeatureData, feature: Feature) -> None:
    """Say what is true of it; what is not is left out."""
    if feature.uncertain:
        made["uncertain"] = 1
    if feature.approximate:
        made["approximate"] = 1
    if feature.rough:
        made["rough"] = 1
    if feature.sketch:
        made["sketch"] = 1
    if feature.elsewhere:
        made["far"] = 1
    if feature.aside:
        made["aside"] = 1


def _add_details(made: MentionData, mention: MentionView) -> None:
    if mention.dates:
        made["dates"] = list(mention.dates)
    if mention.anchor:
        made["anchor"] = 1
    if mention.name:
        made["n"] = mention.name
    if mention.weight is not None:
        made["w"] = mention.weight


def _published(view: MapView) -> PublishedData:
    return {
        "headline": publish.headline(view),
        "caption": view.options.caption.strip(),
        "line": publish.source_line(view),
    }


def _add_times(made: Payload, view: MapView) -> None:
    """Say how readers go through the times; those of a published map choose some only where that is wanted."""
    if view.options.timeline or not publish.is_published(view):
        made["timeline"] = 1
    if view.is_stepped:
        made["stepped"] = 1
    if view.options.tour and made["tour"]:
        made["touring"] = 1


def _tour(view: MapView, many: Sequence[Feature]) -> list[tuple[str, int, int]]:
    """Return the steps that lead to what the page has as elements."""
    hidden = {feature.key for feature in many}
    steps = (step for step in view.tour if step.key not in hidden)
    return [(step.key, step.mention, -1 if step.time is None else step.time) for step in steps]


def _rival(r: Rival) -> list[Any]:
    lon, lat = round(r.lon, 4), round(r.lat, 4)
    return [r.place_id, r.title, r.what, r.where, lon, lat, r.distance_km, r.score, r.symbol, r.layer]


class _ValueTable:
    """Values that occur often, kept once."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def number(self, key: Any, row: Any = None) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(key if row is None else row)
        return self._numbers[key]


class _PayloadWriter:
    """Turns a view into the page's data; values that occur often are written once and numbered."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._reasons = _ValueTable()
        self._rivals = _ValueTable()
        self._credits = _ValueTable()
        self._quotes = _ValueTable()
        self._utf16 = [_to_utf16(document.text) for document in view.documents]

    def build(self) -> Payload:
        view = self._view
        single, many = split(view.features, MANY_WEIGHED if view.heaviest else MANY)
        features = [self._feature(feature) for feature in single]
        made: Payload = {
            "title": view.title,
            "lang": view.options.language,
            "dir": view.direction,
            "style": to_data(view.style, annotated=is_drawn_on(view), edited=not publish.is_published(view)),
            "texts": {k: v for k, v in view.texts.items() if not k.startswith(needless_texts(view))},
            "docs": [self._document(i, document) for i, document in enumerate(view.documents)],
            "layers": [_layer(layer) for layer in view.layers],
            "features": features,
            "many": self._columns(many) if many else None,
            "arrows": [self._arrow(arrow) for arrow in view.arrows],
            "unplaced": self._unplaced(),
            "dates": [{"first": date.first, "last": date.last, "label": date.label} for date in view.dates],
            "tour": _tour(view, many),
            "box": (view.viewport.west, view.viewport.south, view.viewport.east, view.viewport.north),
            "base": [to_patch(patch) for patch in view.patches],
            "labels": [to_label(label) for label in view.labels],
            "claims": [to_claim(claim) for claim in view.claims],
            "notes": list(view.notes),
            "seen": view.seen,
            "reasons": self._reasons.rows,
            "rivals": self._rivals.rows,
            "quotes": self._quotes.rows,
            "credits": self._credits.rows,
        }
        add_edits(made, view)
        _add_times(made, view)
        if view.heaviest and not many:
            made["heaviest"] = view.heaviest
        if view.insets:
            made["insets"] = [to_inset(inset) for inset in view.insets]
        if view.streets:
            made["streets"] = to_streets(view.streets)
        if publish.is_published(view):
            made["published"] = _published(view)
        return made

    def _unplaced(self) -> list[UnplacedData]:
        return [
            {"d": u.document, "s": self._at(u.document, u.start), "e": self._at(u.document, u.end), "text": u.text}
            for u in self._view.unplaced
        ]

    def _document(self, number: int, document: DocumentView) -> DocumentData:
        return {
            "title": document.title,
            "source": document.source,
            "date": document.date,
            "lang": document.language,
            "dir": document.direction,
            "text": document.text,
            "from": self._utf16[number](document.body_start),
        }

    def _at(self, document: int, position: int) -> int:
        return self._utf16[document](position)

    def _credit(self, credit: Credit) -> int:
        row = [credit.name, credit.licence, credit.url]
        return self._credits.number(tuple(row), row)

    def _feature(self, feature: Feature) -> FeatureData:
        made: FeatureData = {
            "key": feature.key,
            "id": feature.place.id,
            "layer": feature.layer,
            "symbol": feature.symbol,
            "title": feature.title,
            "what": feature.what,
            "where": feature.where,
            "lon": round(feature.lon, 5),
            "lat": round(feature.lat, 5),
            "conf": feature.confidence,
            "prominence": feature.prominence,
            "about": [self._reasons.number(reason) for reason in feature.prominence_reasons],
            "credits": [self._credit(credit) for credit in feature.credits],
            "m": [self._mention(mention) for mention in feature.mentions],
        }
        if feature.also != feature.title:
            made["also"] = feature.also
        # How many live in a part of a place, nobody counted.
        if feature.place.population and not feature.approximate:
            made["pop"] = feature.place.population
        _add_shape(made, feature)
        _add_flags(made, feature)
        if feature.note:
            made["note"] = feature.note
        if feature.sure:
            made["sure"] = feature.sure
        if feature.status:
            status = feature.status
            made["status"] = {
                "text": status.text,
                "lang": status.language,
                "claimants": list(status.claimants),
                "held": status.administered_by,
                "line": status.line_source,
                "sources": list(status.sources),
                "of": status.within,
                "checked": status.checked,
            }
        return made

    def _arrow(self, arrow: Arrow) -> FeatureData:
        made: FeatureData = {
            "key": arrow.key,
            "id": arrow.key,
            "layer": arrow.layer,
            "symbol": arrow.symbol,
            "title": arrow.title,
            "what": arrow.what,
            "where": arrow.who,
            "lon": round(arrow.lon, 5),
            "lat": round(arrow.lat, 5),
            "conf": arrow.confidence,
            "prominence": 0.0,
            "about": [],
            "credits": [],
            "m": [self._mention(mention) for mention in arrow.mentions],
            "line": encode_rings((arrow.line,), _ARROW_STEPS),
            "steps": _ARROW_STEPS,
            "ends": list(arrow.ends),
        }
        if arrow.uncertain:
            made["uncertain"] = 1
        return made

    def _columns(self, features: list[Feature]) -> ColumnsData:
        def explain(feature: Feature) -> tuple[list[int], list[int]]:
            why = dict.fromkeys(number for mention in feature.mentions for number in self._why(mention))
            rivals = dict.fromkeys(number for mention in feature.mentions for number in self._riv(mention))
            return list(why), list(rivals)

        return to_columns(features, self._at, lambda feature: self._credit(feature.credits[0]), explain)

    def _why(self, mention: MentionView) -> list[int]:
        return [self._reasons.number(reason) for reason in mention.reasons]

    def _riv(self, mention: MentionView) -> list[int]:
        return [
            self._rivals.number(
                (r.place_id, r.distance_km, r.score),
                _rival(r),
            )
            for r in mention.rivals
        ]

    def _mention(self, mention: MentionView) -> MentionData:
        made: MentionData = {
            "d": mention.document,
            "s": self._at(mention.document, mention.start),
            "e": self._at(mention.document, mention.end),
            "t": mention.text,
            "kind": mention.kind,
            "c": mention.confidence,
        }
        if mention.span != (made["s"], made["e"]):
            made["p"] = list(mention.span)
        if mention.quote:
            quote = self._quotes.number(mention.quote)
            convert = _to_utf16(mention.quote)
            first, last = mention.quote_start, mention.quote_start + mention.end - mention.start
            made["q"] = (quote, convert(first), convert(last))
        if mention.demonym:
            made["quiet"] = 1
        if mention.reasons:
            made["why"] = self._why(mention)
        if mention.rivals:
            made["riv"] = self._riv(mention)
        if mention.decided_by != "geomap":
            made["by"] = mention.decided_by
        _add_details(made, mention)
        return made
