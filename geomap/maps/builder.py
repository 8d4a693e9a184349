"""From geoparsed documents to a ``MapView``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.language.identify import name_of
from geomap.language.sentences import unwrap
from geomap.maps import background, labels, publish, wording
from geomap.maps.claims import claims_in
from geomap.maps.feature_maker import FeatureMaker
from geomap.maps.headline import headline_of, title_of
from geomap.maps.layers import all_layers
from geomap.maps.mentions import Collector
from geomap.maps.options import ViewOptions
from geomap.maps.style import resolve_style
from geomap.maps.surroundings import Surroundings
from geomap.maps.tongues import spoken
from geomap.maps.tour import make_tour
from geomap.maps.view import Box, Credit, DocumentView, Feature, Layer, MapView
from geomap.model import Geoparse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.edits import Corrections
    from geomap.maps.arrows import Arrow
    from geomap.maps.base import BaseLabel, BasePatch, Streets
    from geomap.maps.edited import MapEdits
    from geomap.maps.source import BasemapSource, PlaceSource
    from geomap.maps.style import Style


def build_view(
    parses: Geoparse | Sequence[Geoparse],
    gazetteer: PlaceSource,
    options: ViewOptions | None = None,
    *,
    basemap: BasemapSource | None = None,
    corrections: Corrections | None = None,
) -> MapView:
    """Decide what a map of one or several documents shows.

    Parameters
    ----------
    parses
        The documents with their resolutions.
    gazetteer
        Where names, footprints and sources are looked up.
    options
        How the map is made.
    basemap
        Land, water and borders; those of the gazetteer without it.
    corrections
        What a person says of names, drawings and the map; the documents have been geoparsed with them.

    Raises
    ------
    InputError
        There is no document, or an option has an unknown value.
    """
    parses = _listed(parses)
    edits, options = _edits(corrections, parses, spoken(options or ViewOptions(), parses))
    style = resolve_style(options.style, options.furniture)
    texts = wording.texts(options.language)
    collection = Collector(gazetteer, options).collect(edits.shown(parses) if edits else parses)
    source = basemap or (background.basemap_of(gazetteer, options.worldview) if options.basemap else None)
    maker = FeatureMaker(gazetteer, source, options, style)
    drafts = list(collection.drafts.values())
    focus = maker.arrange(drafts, edits.frame if edits else None)
    backdrop = background.Background(source, focus, alone=options.mode == "publish") if source is not None else None
    features, insets = maker.features(drafts, backdrop)
    features, style = edits.dressed(features, style) if edits else (features, style)
    arrows = _arrows(parses, features, options)
    patches: tuple[BasePatch, ...] = ()
    names: tuple[BaseLabel, ...] = ()
    streets: Streets | None = None
    if source and backdrop:
        around = Surroundings(gazetteer, source, focus, features, options.names, options.worldview)
        patches = around.districts(backdrop.patches(maker.jumps, insets))
        names = labels.base_labels(gazetteer, source, focus, features, options.names)
        streets = _streets(options, focus, features, texts)
        # Pictures of a map bear their own names.
        if not (streets and streets.images):
            names = labels.in_order([*around.labels(names), *(streets.labels if streets else ())])
    made = MapView(
        title=options.title or headline_of(parses) or texts["untitled" if len(parses) == 1 else "untitled.several"],
        options=options,
        direction=wording.direction(options.language),
        documents=tuple(_document(parse, options) for parse in parses),
        # What is named by its people alone is not drawn.
        layers=_layers([a.layer for a in arrows] + [f.layer for f in features if f.place_mentions], texts, style),
        features=features,
        viewport=focus,
        insets=insets,
        arrows=arrows,
        unplaced=tuple(collection.unplaced),
        dates=tuple(collection.dates),
        is_stepped=collection.is_stepped,
        tour=make_tour(parses, features, arrows, is_stepped=collection.is_stepped),
        patches=patches,
        labels=names,
        streets=streets,
        claims=claims_in(gazetteer, [focus, *(one.box for one in insets)], options.names),
        notes=(*_unread(parses, texts), _whose_borders(gazetteer, options, texts), *(streets.notes if streets else ())),
        seen=_whose_borders(gazetteer, options, texts) if options.worldview != "neutral" else "",
        credits=_all_credits(features),
        texts=texts,
        style=style,
    )
    return publish.for_readers(edits.finished(made, gazetteer) if edits else made)


def _edits(
    corrections: Corrections | None, parses: Sequence[Geoparse], options: ViewOptions
) -> tuple[MapEdits | None, ViewOptions]:
    """Return what a person says of the map, None for nothing, and the options with it."""
    if corrections is None:
        return None, publish.checked(options)
    from geomap.maps.edited import MapEdits, edited_options

    return MapEdits(corrections, parses), publish.checked(edited_options(options, corrections))


def _listed(parses: Geoparse | Sequence[Geoparse]) -> list[Geoparse]:
    found = [parses] if isinstance(parses, Geoparse) else list(parses)
    if not found:
        raise InputError("there is nothing to map: give at least one text")
    return found


def _streets(options: ViewOptions, focus: Box, features: Sequence[Feature], texts: Mapping[str, str]) -> Streets | None:
    """Read the user's own basemap, if there is one."""
    if isinstance(options.basemap, bool):
        return None
    from geomap.maps.streets import read_streets

    return read_streets(options.basemap, focus, features, options.names, texts)


def _whose_borders(gazetteer: PlaceSource, options: ViewOptions, texts: Mapping[str, str]) -> str:
    """Say whose borders the map has."""
    if options.worldview == "neutral":
        return texts["borders"]
    country = gazetteer.country(options.worldview)
    if country is None:
        raise InputError(f"no government {options.worldview!r}: give an ISO 3166-1 code such as UA, or neutral")
    return texts["borders.seen"].format(country=wording.name(country, gazetteer, options.language))


def _unread(parses: Sequence[Geoparse], texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the notes on the languages that geomap does not read yet: most places of such texts may be missing."""
    for code in dict.fromkeys(parse.unread_language for parse in parses if parse.unread_language):
        yield texts["note.unread"].format(language=name_of(code).own)


def _document(parse: Geoparse, options: ViewOptions) -> DocumentView:
    document = parse.document
    language = wording.language_of(document)
    return DocumentView(
        title=title_of(document),
        source=document.source or "",
        date=document.date.isoformat() if document.date else "",
        language=language,
        direction=wording.direction(language),
        text=unwrap(document.text, document.body_start) if options.text else "",
        body_start=document.body_start,
    )


def _arrows(parses: Sequence[Geoparse], features: Sequence[Feature], options: ViewOptions) -> tuple[Arrow, ...]:
    if not any(parse.movements for parse in parses):
        return ()
    from geomap.maps.arrows import make_arrows

    return make_arrows(parses, features, options)


def _layers(drawn: Sequence[str], texts: dict[str, str], style: Style) -> tuple[Layer, ...]:
    order = {key: number for number, key in enumerate(style.document["layers"]["legend"])}
    specs = [(spec, drawn.count(spec.key)) for spec in sorted(all_layers(), key=lambda spec: order.get(spec.key, -1))]
    # Layers of one kind stand together under their heading.
    specs.sort(key=lambda item: item[0].group != "places")
    return tuple(
        Layer(spec.key, spec.title or texts[f"layer.{spec.key}"], spec.group, count, spec.shown)
        for spec, count in specs
        if count
    )


def _all_credits(features: Sequence[Feature]) -> tuple[Credit, ...]:
    return tuple(sorted({credit for feature in features for credit in feature.credits}, key=lambda credit: credit.name))
