"""The places of texts, a row a place: how often each is named, where first, and how much the texts are about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from geomap.dataclass import dataclass
from geomap.export.schema import PLACE_SCHEMA, WEIGHT
from geomap.language import language_of
from geomap.language.sentences import Sentences, unwrap
from geomap.model import UNCERTAIN_BELOW
from geomap.prominence import NONE, prominences

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import geopandas

    from geomap.export.schema import Column
    from geomap.model import Document, Geoparse, Place, Resolution
    from geomap.prominence import Prominence

    _Places = Sequence["PlaceRow"]
else:
    _Places = Sequence


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with all that texts say of it.

    Attributes
    ----------
    place
        The place.
    mentions
        The resolutions that mean it, in the order of the texts; a part ("southern Syria") counts for the whole.
    documents
        The texts that name it.
    prominence
        How much a text is about it; of several texts, the one that is most.
    """

    place: Place
    mentions: tuple[Resolution, ...]
    documents: tuple[Document, ...]
    prominence: Prominence = NONE

    @property
    def count(self) -> int:
        """How often it is named, be it by its people ("Syrian")."""
        return len(self.mentions)

    @property
    def demonyms(self) -> int:
        """How often of these by its people: a map does not count them."""
        return sum(mention.toponym.kind == "demonym" for mention in self.mentions)

    @property
    def first(self) -> Resolution:
        """The first mention, in ``documents[0]``."""
        return self.mentions[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What the texts call it, each name once."""
        return tuple(dict.fromkeys(" ".join(mention.toponym.text.split()) for mention in self.mentions))

    @property
    def confidence(self) -> float:
        """Mean confidence of the mentions, without those by its people where there are others."""
        counted = [mention for mention in self.mentions if mention.toponym.kind != "demonym"] or self.mentions
        return sum(mention.confidence for mention in counted) / len(counted)

    @property
    def uncertain(self) -> bool:
        """Whether the confidence is below the threshold."""
        return self.confidence < UNCERTAIN_BELOW

    @property
    def sentence(self) -> str:
        """The sentence of the first mention."""
        document, toponym = self.documents[0], self.first.toponym
        sentences = Sentences(unwrap(document.text, document.body_start), language_of(document))
        start, end = sentences.around(toponym.start, toponym.end)
        return sentences.text[start:end]

    @property
    def weight(self) -> float | None:
        """The sum of what a table gives it (cases, votes); None where nothing does."""
        weights = [mention.toponym.weight for mention in self.mentions if mention.toponym.weight is not None]
        return sum(weights) if weights else None


class StoryPlaces(_Places):
    """The places of texts, what the texts are most about first: a sequence of ``PlaceRow``.

    Parameters
    ----------
    rows
        The places.
    unplaced
        Names that no place was found for.
    """

    def __init__(self, rows: Iterable[PlaceRow], unplaced: Iterable[str] = ()) -> None:
        self._rows = tuple(rows)
        self.unplaced = tuple(unplaced)

    def __repr__(self) -> str:
        return f"<StoryPlaces: {', '.join(f'{row.place.name} ({row.count})' for row in self._rows)}>"

    def _repr_html_(self) -> str:
        """Show them in a notebook, in a table that fits the screen."""
        from geomap.integrations.tables import places_table

        return places_table(self)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> PlaceRow: ...

    @overload
    def __getitem__(self, index: slice) -> StoryPlaces: ...

    def __getitem__(self, index: int | slice) -> PlaceRow | StoryPlaces:
        return StoryPlaces(self._rows[index], self.unplaced) if isinstance(index, slice) else self._rows[index]

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON FeatureCollection as plain data: a feature a place."""
        import json

        made: dict[str, Any] = json.loads(self.to_geojson())
        return made

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the table: ``PLACE_SCHEMA``, and the weight where a table gives one."""
        return (*PLACE_SCHEMA, WEIGHT) if any(row.weight is not None for row in self) else PLACE_SCHEMA

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dictionary per place, with the columns of ``geomap.export.PLACE_SCHEMA``."""
        weighs = any(row.weight is not None for row in self)
        return [_record(row) | ({WEIGHT.name: row.weight} if weighs else {}) for row in self]

    def to_geojson(self, outline: Callable[[Place], Any] | None = None) -> str:
        """Return the text of a GeoJSON file: a feature per place, with the columns of ``PLACE_SCHEMA``.

        Parameters
        ----------
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it, the geometry is a point (EPSG:4326).
        """
        from geomap.export.geojson import places_to_geojson

        return "".join(places_to_geojson(self, outline))

    def to_geodataframe(self, outline: Callable[[Place], Any] | None = None) -> geopandas.GeoDataFrame:
        """Return one row per place; the columns are those of ``geomap.export.PLACE_SCHEMA``.

        Parameters
        ----------
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it, the geometry is a point (EPSG:4326).
        """
        from geomap.export.geodataframe import places_to_geodataframe

        return places_to_geodataframe(self, outline)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        form: str | None = None,
        outline: Callable[[Place], Any] | None = None,
    ) -> Path:
        """Write the table to a file, whole or not at all; see ``Geoparse.save``.

        Parameters
        ----------
        path
            Where to; its suffix says the format.
        form
            Name of a format, where the suffix does not say it.
        outline
            Gives a place's outline, such as ``Gazetteer.footprint``; without it all geometries are points.
        """
        from geomap.export.formats import write

        return write(self, path, form=form, outline=outline)


def places_of(geoparses: Iterable[Geoparse]) -> StoryPlaces:
    """Group the mentions of texts by the place that they mean.

    Parameters
    ----------
    geoparses
        The results.

    Returns
    -------
    StoryPlaces
        What the texts are most about comes first, then what is named more often, then what is named first. A place
        that is told from others ("10 km north of Homs") is one of its own; names without a place are ``unplaced``.

    Examples
    --------
    >>> import geomap
    >>> [(row.place.name, row.count) for row in geomap.geoparse("Homs is calm. Rain in Homs and Hama.").places]
    [('Homs', 2), ('Hama', 1)]
    """
    from geomap.export.records import in_order

    found: dict[str, tuple[Place, list[Resolution], list[Document]]] = {}
    most: dict[str, Prominence] = {}
    unplaced: dict[str, None] = {}
    for parse in geoparses:
        measured = prominences(parse)
        for mention in in_order(parse):
            place = mention.place
            if place is None:
                if mention.decided_by != "correction":  # a person said that it is no place
                    unplaced[" ".join(mention.toponym.text.split())] = None
                continue
            _, mentions, documents = found.setdefault(place.id, (place, [], []))
            mentions.append(mention)
            if not documents or documents[-1] is not parse.document:
                documents.append(parse.document)
            most[place.id] = max(most.get(place.id, NONE), measured[place.id], key=lambda one: one.value)
    rows = [
        PlaceRow(place, tuple(mentions), tuple(documents), most[key])
        for key, (place, mentions, documents) in found.items()
    ]
    rows.sort(key=lambda row: (-row.prominence.value, -row.count))
    return StoryPlaces(rows, unplaced)


def _record(row: PlaceRow) -> dict[str, Any]:
    place, first, document = row.place, row.first.toponym, row.documents[0]
    return {
        "place_id": place.id,
        "name": place.name,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "country_code": place.country_code or None,
        "admin1_code": place.admin1_code or None,
        "lon": place.lon,
        "lat": place.lat,
        "geonameid": place.geonameid,
        "mentions": row.count,
        "demonyms": row.demonyms,
        "documents": len(row.documents),
        "names": "; ".join(row.names),
        "first_document_id": document.id if document.id is not None else document.source,
        "first_start": first.start,
        "first_end": first.end,
        "first_text": first.text,
        "first_sentence": row.sentence,
        "confidence": round(row.confidence, 3),
        "uncertain": row.uncertain,
        "prominence": row.prominence.value,
        "prominence_reasons": "; ".join(row.prominence.reasons),
        "source": place.source,
    }
