"""What a person says about a name, or about one mention, wins over everything: see ``geomap.edits``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.errors import InputError, UnknownPlaceError
from geomap.language import language_of
from geomap.language.said import Speaker
from geomap.model import Place, Toponym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.edits import Correction, Corrections
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Recognizer, Resolver
    from geomap.model import Document, MatchKind, Resolution

SOURCE = "correction"
"""Where a place comes from that is only a point which a person has given."""


class CorrectedRecognizer:
    """A recogniser that also finds the mentions that a person has pointed at.

    Parameters
    ----------
    recognizer
        Finds the rest.
    corrections
        What has been said.
    """

    def __init__(self, recognizer: Recognizer, corrections: Corrections) -> None:
        self._recognizer = recognizer
        self._corrections = corrections

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Find the toponyms; a mention with a place takes the room of what it overlaps."""
        return self._with_pointed(document, self._recognizer.recognize(document))

    def recognize_all(self, documents: Sequence[Document]) -> list[tuple[Toponym, ...]]:
        """Find the toponyms of many documents, together where the recogniser can."""
        together = getattr(self._recognizer, "recognize_all", None)
        found = together(documents) if together is not None else map(self._recognizer.recognize, documents)
        return list(map(self._with_pointed, documents, found))

    def _with_pointed(self, document: Document, toponyms: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
        known = {(t.start, t.end) for t in toponyms}
        said = self._corrections.of_mentions(document)
        pointed = [span for span, one in said.items() if one.decides and not one.no_place]
        pointed = [span for span in (*pointed, *self._corrections.of_added(document)) if span not in known]
        for start, end in pointed:
            words = document.text[start:end]
            added = Toponym(start, end, words, name=words)
            toponyms = (*(t for t in toponyms if t.end <= start or end <= t.start), added)
        return tuple(sorted(toponyms, key=lambda t: t.start)) if pointed else toponyms


class CorrectedResolver:
    """A resolver whose decisions a person has put right.

    Parameters
    ----------
    resolver
        Decides what nobody has said anything about.
    corrections
        What has been said.
    gazetteer
        Where the corrected places stand.

    Raises
    ------
    InputError
        A correction names a place id that the gazetteer does not have.
    """

    def __init__(self, resolver: Resolver, corrections: Corrections, gazetteer: Gazetteer) -> None:
        self._resolver = resolver
        self._corrections = corrections
        self._gazetteer = gazetteer
        self._places: dict[str, Place] = {}
        tables = (corrections.names, corrections.mentions, corrections.added)
        said = {one.place_id for table in tables for one in table.values()}
        for place_id in sorted(filter(None, said)):
            try:
                self._places[place_id] = gazetteer.get(place_id)
            except UnknownPlaceError as error:
                raise InputError(f"corrections: {error}") from error

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Decide what each toponym means; a correction replaces the decision and keeps the others as rivals."""
        said = self._corrections.for_document(document)
        resolved = self._resolver.resolve(document, toponyms)
        return tuple(
            self._correct(document, resolution, said.of(toponym))
            for toponym, resolution in zip(toponyms, resolved, strict=True)
        )

    def _correct(self, document: Document, resolution: Resolution, said: Correction | None) -> Resolution:
        if said is None or not said.decides:
            return resolution
        place = self._place(said, resolution.toponym)
        speaker = Speaker(language_of(document))
        reason = speaker.say("not_a_place" if place is None else "this_place")
        who = said.decided_by or self._corrections.decided_by
        return replace(
            resolution,
            place=place,
            confidence=1.0,
            reasons=(speaker.say("by", reason=reason, who=who) if who else reason,),
            decided_by="correction",
            match=self._match(place, said, resolution),
        )

    def _match(self, place: Place | None, said: Correction, resolution: Resolution) -> MatchKind:
        """Tell how the words lead to the place that is meant: a map calls it by them only if they are its name."""
        if said.point is not None:
            return "position"
        if place is None or (resolution.place is not None and resolution.place.id == place.id):
            return resolution.match
        bearers = self._gazetteer.lookup(resolution.toponym.text)
        return next((one.match for one in bearers if one.place.id == place.id), "phrase")

    def _place(self, said: Correction, toponym: Toponym) -> Place | None:
        """Return the place that a person means: one of the gazetteer, there or where its pin was put, or a point."""
        place = None if said.place_id is None else self._places[said.place_id]
        if said.point is None:
            return place
        lon, lat = said.point
        if place is not None:
            return replace(place, lon=lon, lat=lat)
        name = said.name or said.label or " ".join(toponym.text.split())
        return Place(f"{SOURCE}:{lat:.5f},{lon:.5f}", name, "", "", self._country_at(lon, lat), "", lon, lat)

    def _country_at(self, lon: float, lat: float) -> str:
        """Return the code of the country that a point lies in, ``""`` at sea and where that is disputed."""
        footprints = self._gazetteer.footprints
        found = footprints.containing(lon, lat) if footprints is not None else None
        if found is None or not found.country or found.disputed:
            return ""
        return self._gazetteer.get(found.country).country_code
