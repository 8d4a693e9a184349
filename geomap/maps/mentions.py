"""Which mentions mean the same thing: resolutions grouped into what will be drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km
from geomap.language import find_language, language_of
from geomap.language.said import Speaker
from geomap.language.sentences import Sentences, unwrap
from geomap.maps import wording
from geomap.maps.naming import called
from geomap.maps.ownership import Ownership
from geomap.maps.parts import meant_part, part_key
from geomap.maps.rivals import Rival
from geomap.maps.timeline import Timeline
from geomap.maps.view import DateMark, MentionView, Unplaced
from geomap.prominence import NONE, Prominence, prominences
from geomap.relations import Relative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.options import ViewOptions
    from geomap.maps.source import PlaceSource
    from geomap.maps.timeline import Moment
    from geomap.model import Candidate, Document, Geoparse, Modifier, Place, Resolution

_MOST_RIVALS = 5


@dataclass(slots=True)
class Draft:
    """A feature in the making.

    Attributes
    ----------
    key, place, modifier
        What it is; the modifier is that of the first mention, where the text means a part of the place.
    is_zone
        Whether the text calls it a zone.
    relative
        What the text tells from other places; its geometry is its own.
    names
        What the text calls it, each time that this is a name of its own.
    mentions
        In the order of the text.
    prominence, mass
        How much the text is about it, of several the one that is most; and the sum over the texts.
    """

    key: str
    place: Place
    modifier: Modifier | None
    is_zone: bool = False
    relative: Relative | None = None
    names: list[str] = field(default_factory=list)
    mentions: list[MentionView] = field(default_factory=list)
    prominence: Prominence = NONE
    mass: float = 0.0

    @property
    def place_mentions(self) -> list[MentionView]:
        """The mentions that count: not those by a people's name."""
        return [mention for mention in self.mentions if not mention.demonym]

    @property
    def is_anchor(self) -> bool:
        """Whether the text names it only to tell where something else is."""
        return all(mention.anchor for mention in self.place_mentions)

    @property
    def confidence(self) -> float:
        """Mean confidence of the mentions that count."""
        counted = self.place_mentions or self.mentions
        return sum(mention.confidence for mention in counted) / len(counted)


@dataclass(slots=True)
class Collection:
    """What the resolutions of all documents come to.

    Attributes
    ----------
    drafts
        By key, in the order of first mention.
    unplaced
        Names without a place.
    dates
        The times of mentions, in order.
    is_stepped
        Whether they follow each other, as those of several reports do.
    """

    drafts: dict[str, Draft] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    dates: list[DateMark] = field(default_factory=list)
    is_stepped: bool = False


class Collector:
    """Gathers the mentions of documents.

    Parameters
    ----------
    gazetteer
        Tells names and situation of rivals.
    options
        Language, and what may be quoted.
    """

    def __init__(self, gazetteer: PlaceSource, options: ViewOptions) -> None:
        self._gazetteer = gazetteer
        self._options = options
        self._ownership = Ownership(gazetteer, options.worldview)
        self._dates: dict[Moment, str] = {}
        # A text in one language may get a map in another.
        self._speaker = Speaker(find_language(options.language), gazetteer)
        self.collection = Collection()

    def collect(self, parses: Sequence[Geoparse]) -> Collection:
        """Group the resolutions of all documents."""
        timeline = Timeline([parse.document for parse in parses]) if self._options.dates else None
        raw = [self._collect_one(i, parse, timeline) for i, parse in enumerate(parses)]
        order = sorted(self._dates)
        self.collection.is_stepped = timeline is not None and timeline.is_stepped
        self.collection.dates = [DateMark(moment.first, moment.last, self._dates[moment]) for moment in order]
        numbers = {moment: i for i, moment in enumerate(order)}
        for mentions in raw:
            for draft, mention, moments in mentions:
                indices = [numbers[moment] for moment in moments]
                draft.mentions.append(_with_dates(mention, indices) if indices else mention)
        return self.collection

    def _collect_one(
        self, number: int, parse: Geoparse, timeline: Timeline | None
    ) -> list[tuple[Draft, MentionView, list[Moment]]]:
        document = parse.document
        sentences = Sentences(unwrap(document.text, document.body_start), language_of(document))
        times = timeline.times_of(number, sentences) if timeline else None
        found = []
        spans = [(relative.toponym.start, relative.toponym.end) for relative in parse.relatives]
        measured = prominences(parse)
        for resolution in (*parse.relatives, *parse.resolutions):
            toponym = resolution.toponym
            anchor = toponym.kind != "relative" and any(a <= toponym.start and toponym.end <= b for a, b in spans)
            if resolution.place is None and resolution.decided_by == "correction":
                continue  # a person said that it is no place
            if resolution.place is None:
                self.collection.unplaced.append(
                    Unplaced(number, toponym.start, toponym.end, toponym.text, self._said(resolution))
                )
                continue
            moments = times.at(toponym.start, toponym.end) if times else []
            for moment, label in moments:
                self._dates.setdefault(moment, label)
            mention = self._mention(number, document, sentences, resolution, anchor=anchor)
            draft = self._draft(resolution, anchor=anchor)
            if word := called(resolution, document, self._gazetteer, self._options.names):
                draft.names.append(word)
            found.append((draft, mention, [moment for moment, _ in moments]))
        counts = Counter(draft.key for draft, _, _ in found)
        of_place = Counter(draft.place.id for draft, _, _ in found)
        for draft in {draft.key: draft for draft, _, _ in found}.values():
            here = measured[draft.place.id]
            draft.prominence = max(draft.prominence, here, key=lambda one: one.value)
            # What a text says of a part of a place it does not say of the whole.
            draft.mass += here.value * counts[draft.key] / of_place[draft.place.id]
        return found

    def _draft(self, resolution: Resolution, *, anchor: bool) -> Draft:
        place, toponym = resolution.place, resolution.toponym
        assert place is not None
        modifier = meant_part(resolution, anchor=anchor)
        key = part_key(place.id, modifier) if modifier else place.id
        draft = self.collection.drafts.get(key)
        if draft is None:
            draft = self.collection.drafts[key] = Draft(key, place, modifier)
        draft.is_zone = draft.is_zone or toponym.kind == "zone"
        if isinstance(resolution, Relative):
            draft.relative = resolution
        return draft

    def _mention(
        self, number: int, document: Document, sentences: Sentences, resolution: Resolution, *, anchor: bool
    ) -> MentionView:
        toponym, place = resolution.toponym, resolution.place
        assert place is not None
        start, end = toponym.start, toponym.end
        if toponym.modifier is not None and not anchor:
            # "southern Syria" is one phrase to a reader, if nothing but spaces stands between.
            start, end = min(start, toponym.modifier.start), max(end, toponym.modifier.end)
        quote, quote_start = "", 0
        if self._options.context != "none":
            find = sentences.paragraph if self._options.context == "full" else sentences.around
            first, last = find(start, end)
            quote, quote_start = sentences.text[first:last], start - first
        return MentionView(
            document=number,
            start=start,
            end=end,
            text=document.text[start:end],
            span=(toponym.start, toponym.end),
            kind=toponym.kind,
            demonym=toponym.kind == "demonym",
            anchor=anchor,
            confidence=round(resolution.confidence, 4),
            reasons=self._said(resolution),
            rivals=tuple(self._rival(candidate.place, place, candidate.score) for candidate in _rivals(resolution)),
            decided_by=resolution.decided_by,
            quote=quote,
            quote_start=quote_start,
            weight=toponym.weight,
            name="" if fold(toponym.name) in {"", fold(toponym.text)} else toponym.name,
        )

    def _said(self, resolution: Resolution) -> tuple[str, ...]:
        return self._speaker.all_again(resolution.reasons)

    def _rival(self, rival: Place, chosen: Place, score: float) -> Rival:
        language = self._options.language
        symbol, layer = self._ownership.drawing(rival)
        return Rival(
            place_id=rival.id,
            title=wording.name(rival, self._gazetteer, self._options.names),
            what=wording.what(rival, language),
            where=wording.where(rival, self._gazetteer, self._options.names),
            lon=rival.lon,
            lat=rival.lat,
            distance_km=round(distance_km(rival.lon, rival.lat, chosen.lon, chosen.lat), 1),
            score=round(score, 4),
            symbol=symbol,
            layer=layer,
        )


def _rivals(resolution: Resolution) -> list[Candidate]:
    chosen = resolution.place
    return [rival for rival in resolution.rivals if chosen is None or rival.place.id != chosen.id][:_MOST_RIVALS]


def _with_dates(mention: MentionView, dates: Sequence[int]) -> MentionView:
    from dataclasses import replace

    return replace(mention, dates=tuple(sorted(set(dates))), time=dates[0])
