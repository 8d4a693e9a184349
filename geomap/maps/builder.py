"""From geoparsed documents to a ``MapView``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.language.identify import name_of
from geomap.language.sentences import unwrap
from geomap.maps import background, labels, publish, wording
from geomap.maps.directions import Part
from geomap.maps.framing import frame_story
from geomap.maps.geometry import clip_box, middle_of, nearest_copy
from geomap.maps.headline import headline_of, title_of
from geomap.maps.layers import LayerSpec, Subject, all_layers, layer_of
from geomap.maps.layers.provinces import is_union, is_vast
from geomap.maps.mentions import Collector, Draft
from geomap.maps.options import ViewOptions
from geomap.maps.outlines import Outlines
from geomap.maps.style import resolve_style
from geomap.maps.surroundings import Surroundings
from geomap.maps.view import Box, Credit, DocumentView, Feature, Layer, MapView
from geomap.model import UNCERTAIN_BELOW, Geoparse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.edits import Corrections
    from geomap.maps.arrows import Arrow
    from geomap.maps.base import BaseLabel, BasePatch, Streets
    from geomap.maps.edited import MapEdits
    from geomap.maps.source import BasemapSource, PlaceSource
    from geomap.maps.style import Style
    from geomap.model import Place, Status

_NEAR = 1.25
"""What lies in the first view grown by this is not elsewhere."""


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
    parses = [parses] if isinstance(parses, Geoparse) else list(parses)
    edits, options = _edits(corrections, parses, options or ViewOptions())
    style = resolve_style(options.style)
    if not parses:
        raise InputError("there is nothing to map: give at least one text")
    texts = wording.texts(options.language)
    collection = Collector(gazetteer, options).collect(edits.shown(parses) if edits else parses)
    source = basemap or (background.basemap_of(gazetteer, options.worldview) if options.basemap else None)
    maker = _FeatureMaker(gazetteer, source, options, style, {parse.document.language or "en" for parse in parses})
    drafts = list(collection.drafts.values())
    focus = maker.arrange(drafts, edits.frame if edits else None)
    backdrop = background.Background(source, focus, alone=options.mode == "publish") if source is not None else None
    features = tuple(maker.feature(draft, backdrop) for draft in drafts)
    if edits:
        features, style = edits.dressed(features, style)
    arrows = _arrows(parses, features, options)
    patches: tuple[BasePatch, ...] = ()
    names: tuple[BaseLabel, ...] = ()
    streets: Streets | None = None
    if source and backdrop:
        around = Surroundings(gazetteer, source, focus, features, options.language, options.worldview)
        patches = around.districts(backdrop.patches(maker.jumps))
        names = labels.base_labels(gazetteer, source, focus, features, options.language)
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
        arrows=arrows,
        unplaced=tuple(collection.unplaced),
        dates=tuple(collection.dates),
        patches=patches,
        labels=names,
        streets=streets,
        notes=(*_unread(parses, texts), _whose_borders(gazetteer, options, texts), *(streets.notes if streets else ())),
        seen=_whose_borders(gazetteer, options, texts) if options.worldview != "neutral" else "",
        credits=_all_credits(features),
        texts=texts,
        style=style,
    )
    return publish.for_readers(edits.finished(made) if edits else made)


def _edits(
    corrections: Corrections | None, parses: Sequence[Geoparse], options: ViewOptions
) -> tuple[MapEdits | None, ViewOptions]:
    """Return what a person says of the map, None for nothing, and the options with it."""
    if corrections is None:
        return None, publish.checked(options)
    from geomap.maps.edited import MapEdits, edited_options

    return MapEdits(corrections, parses), publish.checked(edited_options(options, corrections))


def _streets(options: ViewOptions, focus: Box, features: Sequence[Feature], texts: Mapping[str, str]) -> Streets | None:
    """Read the user's own basemap, if there is one."""
    if isinstance(options.basemap, bool):
        return None
    from geomap.maps.streets import read_streets

    return read_streets(options.basemap, focus, features, options.language, texts)


def _whose_borders(gazetteer: PlaceSource, options: ViewOptions, texts: Mapping[str, str]) -> str:
    """Say whose borders the map has."""
    if options.worldview == "neutral":
        return texts["borders"]
    country = gazetteer.country(options.worldview)
    if country is None:
        raise InputError(f"no government {options.worldview!r}: give an ISO 3166-1 code such as UA, or neutral")
    return texts["borders.seen"].format(country=wording.name(country, gazetteer, options.language))


class _FeatureMaker:
    """Turns drafts into features, once the first view is known."""

    def __init__(
        self,
        gazetteer: PlaceSource,
        basemap: BasemapSource | None,
        options: ViewOptions,
        style: Style,
        languages: set[str],
    ) -> None:
        self._gazetteer = gazetteer
        self._options = options
        self._style = style
        # The text's own spelling is used where the map speaks the text's language.
        self._same_language = {language.partition("-")[0] for language in languages} == {options.language}
        self._outlines = Outlines(gazetteer, basemap, options.worldview)
        self._focus = Box(-180, -60, 180, 75)
        self._inside: set[str] = set()
        self._specs: dict[str, tuple[LayerSpec, Subject]] = {}
        self.jumps: list[tuple[float, float]] = []
        """Where a reader may jump to and see more than an outline: the basemap has it."""

    def arrange(self, drafts: list[Draft], frame: Box | None = None) -> Box:
        """Choose layers and the first view, unless a person has chosen that."""
        for draft in drafts:
            status = self._gazetteer.status(draft.place)
            subject = Subject(
                place=draft.place,
                status=status,
                settled=self._is_settled(draft.place, status),
                claimed_capital=self._is_claimed_capital(draft.place, status),
                is_zone=draft.is_zone,
                uncertain=draft.confidence < UNCERTAIN_BELOW,
                part=draft.modifier.part if draft.modifier else "",
                relative=draft.relative is not None,
                anchor=bool(draft.place_mentions) and draft.is_anchor,
            )
            spec = layer_of(subject)
            self._specs[draft.key] = (spec, subject)
        self._focus, self._inside = (frame, set()) if frame else frame_story(drafts, self._specs, self._outlines)
        return self._focus

    def feature(self, draft: Draft, backdrop: background.Background | None) -> Feature:
        """Make the feature of a draft, to lie on a basemap."""
        spec, subject = self._specs[draft.key]
        place, language = draft.place, self._options.language
        elsewhere = self._is_elsewhere(draft, spec)
        shapes = Part()
        if spec.area and draft.place_mentions:
            shapes = self._outlines.shapes(
                draft,
                self._focus,
                distant=elsewhere,
                stands_back=self._style.stands_back(spec.key),
                local_box=backdrop.local_box if backdrop else None,
            )
        drawn = bool(shapes.polygons or shapes.lines)
        lon, lat = self._seat(place, spec, shapes)
        if spec.key == "countries" or is_vast(subject):
            # A country or a continent reaches out of the view; it is elsewhere only if no piece of it is there.
            is_near = self._focus.grown(_NEAR).contains(self._copy(place.lon), place.lat)
            elsewhere = bool(draft.place_mentions) and not is_near and not clip_box(shapes.polygons, self._focus)
        elif elsewhere:
            self.jumps.append((lon, lat))
        return Feature(
            key=draft.key,
            place=place,
            layer=spec.key,
            symbol=spec.symbol(subject),
            title=self._title(draft),
            also=wording.name(place, self._gazetteer, language),
            what=self._what(draft, subject),
            where=wording.where(place, self._gazetteer, language, self._owner(place, subject.status)),
            lon=lon,
            lat=lat,
            polygons=shapes.polygons,
            lines=shapes.lines,
            mentions=tuple(draft.mentions),
            confidence=round(draft.confidence, 4),
            prominence=draft.prominence.value,
            prominence_reasons=draft.prominence.reasons,
            uncertain=subject.uncertain,
            approximate=draft.modifier is not None or draft.relative is not None,
            rough=self._is_rough(draft) if drawn else False,
            sketch=drawn and bool(shapes.polygons) and self._is_sketch(draft),
            status=self._status(subject.status),
            note=self._gazetteer.note(place),
            credits=self._credits_of(draft, drawn=drawn),
            elsewhere=elsewhere,
            steps_per_deg=shapes.steps_per_deg,
        )

    def _is_elsewhere(self, draft: Draft, spec: LayerSpec) -> bool:
        """Tell whether a place lies outside the first view."""
        reach = self._focus.grown(_NEAR)
        if draft.key in self._inside or reach.contains(self._copy(draft.place.lon), draft.place.lat):
            return False
        # An area that reaches into the view is there, wherever its point lies.
        box = self._outlines.box(draft) if spec.area and draft.place_mentions else None
        return box is None or not any(reach.touches(box.turned(turns)) for turns in (-1, 0, 1))

    def _copy(self, lon: float) -> float:
        return nearest_copy(lon, self._focus.centre[0])

    def _seat(self, place: Place, spec: LayerSpec, shapes: Part) -> tuple[float, float]:
        """Return where the name and the popup of a place stand."""
        if shapes.polygons and not self._style.stands_back(spec.key):
            return middle_of(shapes.polygons)
        if shapes.lines and not shapes.polygons:
            longest = max(shapes.lines, key=len)
            at = len(longest) // 4 * 2
            return longest[at], longest[at + 1]
        return self._copy(place.lon), place.lat

    def _is_rough(self, draft: Draft) -> bool:
        extent = self._outlines.about(draft.place)
        return draft.modifier is None and extent is not None and bool(extent.approximate)

    def _is_sketch(self, draft: Draft) -> bool:
        extent = self._outlines.about(draft.place)
        return draft.modifier is None and extent is not None and bool(extent.sketch)

    def _status(self, status: Status | None) -> Status | None:
        """Name the states that a status tells by their codes."""
        if status is None:
            return None

        def named(text: str) -> str:
            country = self._gazetteer.country(text) if len(text) == 2 and text.isupper() else None
            return text if country is None else wording.name(country, self._gazetteer, self._options.language)

        claimants = tuple(named(claimant) for claimant in status.claimants)
        return replace(status, claimants=claimants, administered_by=named(status.administered_by))

    def _credits_of(self, draft: Draft, *, drawn: bool) -> tuple[Credit, ...]:
        """Return the credits of a draft; those of its anchors for a relative expression."""
        if draft.relative is None:
            return self._credits(draft.place, drawn=drawn)
        places = (anchor.place for anchor in draft.relative.anchors if anchor.place)
        return tuple(dict.fromkeys(credit for place in places for credit in self._credits(place, drawn=True)))

    def _credits(self, place: Place, *, drawn: bool) -> tuple[Credit, ...]:
        """Return the credit of the record, and of the line where one is drawn."""
        source = self._gazetteer.attribution(place)
        made = [Credit(source.name, source.licence, source.url)]
        extent = self._outlines.about(place) if drawn else None
        if extent is not None and extent.source and extent.source != source.name:
            made.append(Credit(extent.source))
        return tuple(made)

    def _what(self, draft: Draft, subject: Subject) -> str:
        texts = wording.texts(self._options.language)
        if draft.relative is not None:
            return texts[f"relative.{draft.relative.relation}"]
        if draft.modifier is not None:
            return texts["symbol.part"]
        if subject.claimed_capital:
            return texts["code.PPLC.claimed"]
        return texts["code.RGNE"] if is_union(subject) else wording.what(draft.place, self._options.language)

    def _owner(self, place: Place, status: Status | None) -> str:
        """Return the code of the country that has a disputed place for the government whose borders the map has.

        ``""`` in the neutral view and where that government has no say.
        """
        view = self._options.worldview
        if status is None or view == "neutral":
            return ""
        owners = self._gazetteer.footprints.owners(place.id) if self._gazetteer.footprints is not None else {}
        return str(owners.get(view, view if view in status.claimants else ""))

    def _is_settled(self, place: Place, status: Status | None) -> bool:
        """Tell whether the government whose borders the map has sees a place in the hands of whom it belongs to.

        What it takes for its own and another holds stays hatched.
        """
        owner = self._owner(place, status)
        return bool(owner) and status is not None and owner == status.administered_by

    def _is_claimed_capital(self, place: Place, status: Status | None) -> bool:
        """Tell whether a city is a capital for some and not for others: its own ground is disputed, not its country."""
        if place.feature_code != "PPLC" or status is None or len(status.claimants) < 2 or self._owner(place, status):
            return False
        country = self._gazetteer.country(place.country_code)
        return country is None or status.within != country.name

    def _title(self, draft: Draft) -> str:
        """Name the place; a part of it in the words of the text."""
        if draft.modifier is not None or draft.relative is not None:
            return " ".join(draft.place_mentions[0].text.split())
        name = wording.name(draft.place, self._gazetteer, self._options.language)
        return wording.title(name, draft.names) if self._same_language else name


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
