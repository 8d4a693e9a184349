"""What programs can ask, and the answers as plain data: the same over HTTP and over the Model Context Protocol."""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import InputError
from geomap.model import Document
from geomap.reading.text import to_document, without_halves

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Geoparser
    from geomap.model import Geoparse, Place

MOST_CHARACTERS: Final = 200_000
"""Of a text: some seventy pages."""

MOST_FOUND: Final = 100
"""Places that a look-up gives."""


class Answers:
    """Answers questions about texts and places, one after the other.

    Parameters
    ----------
    geoparser
        What reads the texts.
    most_characters
        A longer text is refused.
    """

    def __init__(self, geoparser: Geoparser, *, most_characters: int = MOST_CHARACTERS) -> None:
        self._geoparser = geoparser
        self._most_characters = most_characters
        # The parts keep what they have looked up, and were made for one text at a time.
        self._turn = threading.Lock()

    @property
    def most_characters(self) -> int:
        """Of a text that is read."""
        return self._most_characters

    @property
    def gazetteer(self) -> Gazetteer:
        """The places that there are."""
        return self._geoparser.gazetteer

    def warm_up(self) -> None:
        """Load what the first text would wait for."""
        self.geoparse(Document("Rain fell on Homs.", language="en"))

    def document(
        self,
        text: str,
        *,
        identifier: str | None = None,
        title: str | None = None,
        date: datetime.date | None = None,
        language: str = "",
        home: str | None = None,
    ) -> Document:
        """Make a document of a text and of what is known about it.

        Raises
        ------
        InputError
            The text is too long.
        """
        if len(text) > self._most_characters:
            raise InputError(f"the text has {len(text):,} characters; at most {self._most_characters:,} are read")
        known: dict[str, Any] = {"id": identifier, "title": title, "date": date, "language": language, "place": home}
        plain = to_document(without_halves(text).replace("\r\n", "\n").replace("\r", "\n"))
        return dataclasses.replace(plain, **{key: value for key, value in known.items() if value})

    def geoparse(self, document: Document) -> Geoparse:
        """Find the places of a text."""
        with self._turn:
            return self._geoparser.geoparse(document)

    def resolve(self, document: Document, spans: Iterable[Mapping[str, int]]) -> Geoparse:
        """Decide which places given spans of a text mean."""
        with self._turn:
            return self._geoparser.resolve(document, list(spans))

    def page(self, document: Document, form: str = "html", **options: Any) -> str:
        """Make the map of a text: a page, or with ``"svg"`` a picture."""
        from geomap.assembly import map_documents

        with self._turn:
            made = map_documents([document], geoparser=self._geoparser, **options)
            return made.to_svg() if form == "svg" else made.to_html()

    def lookup(self, name: str, *, limit: int = 10, **wanted: Any) -> list[dict[str, Any]]:
        """Tell which places bear a name; ``wanted`` is what ``Gazetteer.lookup`` takes."""
        if not name.strip():
            return []
        with self._turn:
            found = self.gazetteer.lookup(without_halves(name), limit=min(limit, MOST_FOUND), **wanted)
            return [{"matched": c.name, "match": c.match, **place_row(self.gazetteer, c.place)} for c in found]

    def reverse(self, lon: float, lat: float) -> dict[str, Any]:
        """Tell what lies at a point: the nearest settlement, and the units around it."""
        with self._turn:
            found = self.gazetteer.reverse(lon, lat)
            units = {"nearest": found.place, "admin2": found.admin2, "admin1": found.admin1, "country": found.country}
            answer: dict[str, Any] = {
                key: None if place is None else place_row(self.gazetteer, place) for key, place in units.items()
            }
            if found.place is not None:
                answer["distance_km"] = round(found.distance_km, 2)
            ground = self.gazetteer.statuses.at(lon, lat)
            answer["status"] = None if ground is None else {"of": ground.within, "text": ground.text}
            return answer


def to_answer(parse: Geoparse) -> dict[str, Any]:
    """Return a result as plain data: a row a mention, a row a place, the text's language, and whose the places are.

    Parameters
    ----------
    parse
        The result.
    """
    from geomap.export.attribution import to_attributions

    return {
        "language": parse.document.language,
        "unread_language": parse.unread_language or None,
        "mentions": parse.to_records(),
        "places": parse.places.to_records(),
        "attribution": to_attributions([parse]),
    }


def place_row(gazetteer: Gazetteer, place: Place) -> dict[str, Any]:
    """Return a place with where it lies and what is disputed about it.

    Parameters
    ----------
    gazetteer
        Where its units are looked up.
    place
        The place.
    """
    admin1 = gazetteer.admin1(place.country_code, place.admin1_code) if place.admin1_code else None
    country = gazetteer.country(place.country_code) if place.country_code else None
    names = [other.name for other in (admin1, country) if other is not None and other.id != place.id]
    row = dataclasses.asdict(place)
    del row["index"]
    row["place_id"] = row.pop("id")
    row |= {"kind": f"{place.feature_class}/{place.feature_code}", "where": ", ".join(names)}
    status = gazetteer.status(place)
    if status is not None:
        row |= {"status": status.text, "status_of": status.within or place.name, "status_checked": status.checked}
    return row
