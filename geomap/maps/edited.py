"""What a person says of a map, applied where the map is decided: names, drawings, what is hidden, frame, layers."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geomap.edits import Correction
from geomap.edits.form import squeezed
from geomap.errors import InputError
from geomap.maps.annotations import CALLOUTS, DRAWINGS, SYMBOLS, unrolled
from geomap.maps.geometry import nearest_copy
from geomap.maps.highlights import highlighted
from geomap.maps.layers import all_layers
from geomap.maps.style import overlaid, read_style
from geomap.maps.view import Box, Layer
from geomap.schema import guess

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.edits import Annotation, ChosenFrame, Corrections
    from geomap.maps.annotations import AnnotationView
    from geomap.maps.options import ViewOptions
    from geomap.maps.source import PlaceSource
    from geomap.maps.style import Style
    from geomap.maps.tour import TourStep
    from geomap.maps.view import Feature, MapView
    from geomap.model import Geoparse, Resolution

_WINDOW_PX = (960, 600)
"""Of the view that a centre and a zoom tell."""

_TILE_PX = 256
_MAX_LAT = 85.0
_WORDS = ("label", "kind", "symbol", "colour", "group")


def edited_options(options: ViewOptions, corrections: Corrections) -> ViewOptions:
    """Return the options of a map with what a person says of it; what is asked of this map by itself wins."""
    said = {
        "title": corrections.headline,
        "caption": corrections.caption,
        "credit": corrections.credit,
        "source_line": corrections.source_line,
        "size": corrections.ratio,
        "theme": corrections.theme,
    }
    changes: dict[str, Any] = {key: value for key, value in said.items() if value and not getattr(options, key)}
    if corrections.style:
        changes["style"] = overlaid(options.style, corrections.style)
    return replace(options, **changes)


class MapEdits:
    """What a person says of the map of some documents.

    Parameters
    ----------
    corrections
        All that is said.
    parses
        The documents, which have been geoparsed with the same corrections.
    """

    def __init__(self, corrections: Corrections, parses: Sequence[Geoparse]) -> None:
        self._corrections = corrections
        self._groups = corrections.groups
        self._said: dict[tuple[int, int, int], Correction] = {}
        for number, parse in enumerate(parses):
            here = corrections.for_document(parse.document)
            for resolution in (*parse.resolutions, *parse.relatives):
                said = here.of(resolution.toponym)
                if said is not None:
                    self._said[(number, *_span(resolution))] = said

    def shown(self, parses: Sequence[Geoparse]) -> list[Geoparse]:
        """Return the documents without the mentions that the map leaves out."""
        return [self._shown(number, parse) for number, parse in enumerate(parses)]

    def _shown(self, number: int, parse: Geoparse) -> Geoparse:
        def seen(one: Resolution) -> bool:
            said = self._said.get((number, *_span(one)))
            return said is None or not said.hidden

        resolutions, relatives = tuple(filter(seen, parse.resolutions)), tuple(filter(seen, parse.relatives))
        if len(resolutions) == len(parse.resolutions) and len(relatives) == len(parse.relatives):
            return parse
        return replace(parse, resolutions=resolutions, relatives=relatives)

    @property
    def frame(self) -> Box | None:
        """The first view that a person chose, None without one."""
        return None if self._corrections.frame is None else box_of(self._corrections.frame)

    def dressed(self, features: Sequence[Feature], style: Style) -> tuple[tuple[Feature, ...], Style]:
        """Return features as a person names and draws them, and the style with the colours that this takes."""
        wardrobe = _Wardrobe(style)
        return tuple(self._dressed(feature, wardrobe) for feature in features), wardrobe.style

    def _dressed(self, feature: Feature, wardrobe: _Wardrobe) -> Feature:
        said = self._of(feature)
        if said is None:
            return feature
        changes: dict[str, Any] = {}
        if said.label:
            changes["title"] = squeezed(said.label)
        if said.kind:
            changes["what"] = squeezed(said.kind)
        if said.symbol:
            symbol = wardrobe.style.symbols[wardrobe.known(said.symbol)]
            if symbol.form == "pin" and not feature.polygons and not feature.lines:
                changes["layer"] = wardrobe.style.layer_of(said.symbol)
        if said.group:
            changes["layer"] = group_key(self._groups.index(squeezed(said.group)))
        if said.symbol or said.colour:
            changes["symbol"] = wardrobe.symbol(said.symbol or feature.symbol, said.colour)
        if said.point is not None:
            changes["lon"], changes["lat"] = nearest_copy(said.point[0], feature.lon), said.point[1]
        return replace(feature, **changes)

    def _of(self, feature: Feature) -> Correction | None:
        """Return what is said of a feature: of several of its mentions the first of which something is said."""
        said = [self._said.get((m.document, *m.span)) for m in feature.mentions]
        found = [one for one in said if one is not None]
        if not found:
            return None
        words: dict[str, Any] = {key: next(filter(None, (getattr(one, key) for one in found)), "") for key in _WORDS}
        return Correction(point=next((one.point for one in found if one.point is not None), None), **words)

    def finished(self, view: MapView, gazetteer: PlaceSource) -> MapView:
        """Return a map with its groups and annotations, and with the layers on that a person wants on.

        Parameters
        ----------
        view
            The map.
        gazetteer
            Where the outlines of places are looked up that are highlighted.
        """
        layers = [*view.layers, *self._grouped(view)]
        style = view.style
        if self._corrections.annotations:
            wardrobe = _Wardrobe(style)
            made = tuple(_drawn(one, view, gazetteer, wardrobe) for one in self._corrections.annotations)
            counts = {key: sum(one.layer == key for one in made) for key in (DRAWINGS, CALLOUTS)}
            layers += [Layer(k, view.texts[f"layer.{k}"], "annotations", n) for k, n in counts.items() if n]
            view = replace(view, annotations=made)
            style = wardrobe.style
        return replace(
            view,
            tour=self._tour(view) if self._corrections.tour else view.tour,
            layers=tuple(self._switched(layer, len(view.documents)) for layer in layers),
            texts=_with_names(view.texts, style),
            style=style,
            corrections=self._corrections,
        )

    def _grouped(self, view: MapView) -> Iterator[Layer]:
        """Yield the layers of the groups that the map shows something of."""
        counts = Counter(feature.layer for feature in view.features if feature.place_mentions)
        for number, title in enumerate(self._groups):
            key = group_key(number)
            if counts[key]:
                yield Layer(key, title, "groups", counts[key])

    def _tour(self, view: MapView) -> tuple[TourStep, ...]:
        """Return the steps of a tour in the order that a person wants; places that the map lacks are passed over."""
        from geomap.maps.tour import TourStep

        steps = {feature.place.id: TourStep(feature.key, 0) for feature in reversed(view.features) if feature.mentions}
        steps |= {step.key: step for step in reversed(view.tour)}
        return tuple(steps[key] for key in self._corrections.tour if key in steps)

    def _switched(self, layer: Layer, documents: int) -> Layer:
        wanted = self._corrections.layers
        if wanted is None:
            return layer
        known = [spec.key for spec in all_layers()] + [DRAWINGS, CALLOUTS]
        known += [f"document-{number}" for number in range(documents)]
        known += [group_key(number) for number in range(len(self._groups))]
        for key in wanted:
            if key not in known:
                raise InputError(f"corrections: layers: there is no layer {key!r}{guess(key, known)}")
        return replace(layer, shown=layer.key in wanted)


def group_key(number: int) -> str:
    """Return the key of the layer of a group, by the number of its title in ``Corrections.groups``."""
    return f"group-{number}"


def _drawn(one: Annotation, view: MapView, gazetteer: PlaceSource, wardrobe: _Wardrobe) -> AnnotationView:
    symbol = wardrobe.symbol(one.symbol or SYMBOLS[one.kind], one.colour)
    if one.place_id is not None:
        return highlighted(one, view, gazetteer, symbol)
    return unrolled(one, view.viewport.centre[0], symbol)


class _Wardrobe:
    """A style that grows with the colours that a person gives to drawings."""

    def __init__(self, style: Style) -> None:
        self.style = style

    def known(self, symbol: str) -> str:
        """Return a symbol, or say that there is none of that name."""
        if symbol not in self.style.symbols:
            meant = guess(symbol, list(self.style.symbols))
            raise InputError(f"corrections: there is no symbol {symbol!r} in the style{meant}")
        return symbol

    def symbol(self, symbol: str, colour: str) -> str:
        """Return the key of a symbol in a colour, ``""`` for its own."""
        self.known(symbol)
        if not colour:
            return symbol
        document = self.style.document
        palette, colours = colour.lower(), document["colours"]
        name = palette.removeprefix("#")
        key = f"{symbol}-{name}"
        if key in self.style.symbols:
            return key
        if palette.startswith("#"):
            name = f"edit-{name}"
            both = {theme: {**colours[theme], name: palette} for theme in ("light", "dark")}
            colours = {**colours, **both}
        elif palette not in colours["light"]:
            meant = guess(palette, list(colours["light"]))
            raise InputError(f"corrections: there is no colour {colour!r} in the style{meant}")
        plain = document["self_evident"]
        self.style = read_style(
            {
                **document,
                "colours": colours,
                "symbols": {**document["symbols"], key: {**document["symbols"][symbol], "colour": name}},
                "self_evident": [*plain, key] if symbol in plain else plain,
            }
        )
        return key


def _with_names(texts: Mapping[str, str], style: Style) -> Mapping[str, str]:
    """Give symbols that have another colour the names of those that they are made of."""
    names = {
        f"symbol.{key}": texts[f"symbol.{base}"]
        for key in style.symbols
        if f"symbol.{key}" not in texts and f"symbol.{(base := key.rpartition('-')[0])}" in texts
    }
    return {**texts, **names} if names else texts


def box_of(frame: ChosenFrame) -> Box:
    """Return the box that a frame shows; of a centre and a zoom what a window of 960 to 600 pixels shows there."""
    if frame.bounds is not None:
        west, south, east, north = frame.bounds
        return Box(west, max(south, -_MAX_LAT), east if east > west else east + 360, min(north, _MAX_LAT))
    assert frame.centre is not None
    lon, lat = frame.centre
    degrees = 360 / (_TILE_PX * 2**frame.zoom)
    across, down = (side * degrees / 2 for side in _WINDOW_PX)
    middle = math.degrees(math.asinh(math.tan(math.radians(max(-_MAX_LAT, min(_MAX_LAT, lat))))))
    south, north = (math.degrees(math.atan(math.sinh(math.radians(middle + side)))) for side in (-down, down))
    return Box(lon - across, max(south, -_MAX_LAT), lon + across, min(north, _MAX_LAT))


def at_start(view: MapView) -> MapView:
    """Return what a map shows before anybody switches a layer on: what a picture has."""
    off = {layer.key for layer in view.layers if not layer.shown}
    return replace(
        view,
        features=tuple(feature for feature in view.features if feature.layer not in off),
        arrows=tuple(arrow for arrow in view.arrows if arrow.layer not in off),
        annotations=tuple(one for one in view.annotations if one.layer not in off),
    )


def _span(resolution: Resolution) -> tuple[int, int]:
    return resolution.toponym.start, resolution.toponym.end
