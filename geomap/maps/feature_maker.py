"""From drafts to features: layer, symbol, words, outlines, and the first view that they are drawn for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.language import find_language
from geomap.language.said import Speaker
from geomap.maps import background, naming, wording
from geomap.maps.directions import PlacePart
from geomap.maps.framing import frame_story
from geomap.maps.geometry import clip_box, middle_of, nearest_copy
from geomap.maps.insets import choose_insets
from geomap.maps.layers import LayerSpec, Subject, layer_of
from geomap.maps.layers.provinces import is_union, is_vast
from geomap.maps.outlines import Outlines
from geomap.maps.ownership import Ownership
from geomap.maps.view import Box, Credit, Feature, Inset
from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.mentions import Draft
    from geomap.maps.options import ViewOptions
    from geomap.maps.source import BasemapSource, PlaceSource
    from geomap.maps.style import Style
    from geomap.model import Place, Status

_NEAR = 1.25
"""What lies in the first view grown by this is not elsewhere."""


class FeatureMaker:
    """Turns drafts into features, once the first view is known."""

    def __init__(
        self,
        gazetteer: PlaceSource,
        basemap: BasemapSource | None,
        options: ViewOptions,
        style: Style,
    ) -> None:
        self._gazetteer = gazetteer
        self._options = options
        self._style = style
        self._speaker = Speaker(find_language(options.language), gazetteer)
        self._outlines = Outlines(gazetteer, basemap, options.worldview)
        self._ownership = Ownership(gazetteer, options.worldview)
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
                settled=self._ownership.is_settled(draft.place, status),
                claimed_capital=self._ownership.is_claimed_capital(draft.place, status),
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

    def features(
        self, drafts: Sequence[Draft], backdrop: background.Background | None
    ) -> tuple[tuple[Feature, ...], tuple[Inset, ...]]:
        """Make the features of drafts, and choose the small maps beside the first view."""
        made = tuple(self.feature(draft, backdrop) for draft in drafts)
        insets = choose_insets(made, self._focus, self._country) if self._options.insets else ()
        return self._sharpened(made, drafts, insets) if insets else made, insets

    def feature(self, draft: Draft, backdrop: background.Background | None) -> Feature:
        """Make the feature of a draft, to lie on a basemap."""
        spec, subject = self._specs[draft.key]
        place, names = draft.place, self._options.names
        elsewhere = self._is_elsewhere(draft, spec)
        shapes = PlacePart()
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
            also=wording.name(place, self._gazetteer, names),
            what=self._what(draft, subject),
            where=wording.where(place, self._gazetteer, names, self._ownership.owner(place, subject.status)),
            lon=lon,
            lat=lat,
            polygons=shapes.polygons,
            lines=shapes.lines,
            mentions=tuple(draft.mentions),
            confidence=round(draft.confidence, 4),
            prominence=draft.prominence.value,
            prominence_reasons=self._speaker.all_again(draft.prominence.reasons),
            uncertain=subject.uncertain,
            approximate=draft.modifier is not None or draft.relative is not None,
            rough=self._is_rough(draft) if drawn else False,
            sketch=drawn and bool(shapes.polygons) and self._is_sketch(draft),
            status=self._status(subject.status),
            note=self._gazetteer.note(place),
            credits=self._credits_of(draft, drawn=drawn),
            elsewhere=elsewhere,
            steps_per_deg=shapes.steps_per_deg,
            sure=_if_sure(spec, subject),
        )

    def _country(self, code: str) -> str:
        place = self._gazetteer.country(code) if code else None
        return wording.name(place, self._gazetteer, self._options.names) if place is not None else ""

    def _sharpened(
        self, features: Sequence[Feature], drafts: Sequence[Draft], insets: Sequence[Inset]
    ) -> tuple[Feature, ...]:
        """Return the features in the detail that small maps of theatres need."""
        boxes = {key: inset.box for inset in insets if inset.kind == "theatre" for key in inset.keys}
        made = list(features)
        for i, (feature, draft) in enumerate(zip(features, drafts, strict=True)):
            if feature.key in boxes and feature.polygons:
                back = self._style.stands_back(feature.layer)
                part = self._outlines.shapes(draft, boxes[feature.key], distant=False, stands_back=back)
                made[i] = replace(feature, polygons=part.polygons, lines=part.lines, steps_per_deg=part.steps_per_deg)
        return tuple(made)

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

    def _seat(self, place: Place, spec: LayerSpec, shapes: PlacePart) -> tuple[float, float]:
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
        """Say a status in the map's language, the states that it tells by their codes by their names."""
        if status is None:
            return None
        language = self._options.language
        said = wording.statuses(language)

        def named(text: str) -> str:
            country = self._gazetteer.country(text) if len(text) == 2 and text.isupper() else None
            return said.get(text, text) if country is None else wording.name(country, self._gazetteer, language)

        within = self._gazetteer.get(status.within_id) if status.within_id else None
        return replace(
            status,
            text=said.get(status.text, status.text),
            claimants=tuple(named(claimant) for claimant in status.claimants),
            administered_by=named(status.administered_by),
            line_source=said.get(status.line_source, status.line_source),
            within=status.within if within is None else wording.name(within, self._gazetteer, language),
            language=language if status.text in said else "en",
        )

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

    def _title(self, draft: Draft) -> str:
        """Name the place; a part of it in the words of the text."""
        if draft.modifier is not None or draft.relative is not None:
            return " ".join(draft.place_mentions[0].text.split())
        name = wording.name(draft.place, self._gazetteer, self._options.names)
        return naming.title(draft.place, name, draft.names, self._gazetteer)


def _if_sure(spec: LayerSpec, subject: Subject) -> tuple[str, str] | None:
    """Return layer and symbol of an uncertain place as they would be if it were certain."""
    if spec.key != "uncertain":
        return None
    certain = replace(subject, uncertain=False)
    spec = layer_of(certain)
    return spec.key, spec.symbol(certain)
