"""Movements that a text tells: "Assad fled to Russia from Hmeimim". Plain data, and nothing but the standard library.

Recognition finds a ``Motion``, resolution makes a ``Movement`` of it. See ``Geoparse.movements``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from geomap.model import Place, Resolution

MovementKind = Literal["travel", "escape", "transport", "military", "weather", "fire", "relocation"]
"""Who or what moves.

``travel``: people who go. ``escape``: people who flee or are evacuated. ``transport``: goods, vehicles, and people who
are carried. ``military``: troops. ``weather``: storms, smoke, locusts and what else drifts. ``fire``: rockets and
drones. ``relocation``: an embassy, an office, a factory.
"""


@dataclass(frozen=True, slots=True)
class Motion:
    """Words that tell a movement, as recognition finds them.

    Attributes
    ----------
    start, end
        Their span in the text, from the verb to the last place.
    sentence
        Span of the sentence.
    origin, destination, via
        Numbers of their toponyms.
    kind
        Who or what moves.
    mover
        Span of the words for who moves; empty where nothing tells it.
    certainty
        How sure the words tell of a movement, 0 to 1.
    planned
        Whether it is only announced or expected.
    """

    start: int
    end: int
    sentence: tuple[int, int]
    origin: int
    destination: int
    via: tuple[int, ...]
    kind: MovementKind
    mover: tuple[int, int] = (0, 0)
    certainty: float = 1.0
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement from one place of a text to another.

    Attributes
    ----------
    start, end, text
        The words that tell it: ``text == document.text[start:end]``.
    kind
        Who or what moves.
    mover
        Who moves, in the words of the text; ``""`` where they do not say it.
    origin, destination, via
        The decisions about its places, all of them placed; ``via`` in the order of the way.
    confidence
        The least of its places' times that of the words, 0 to 1.
    sentence
        The sentence that tells it.
    reasons
        Why it is taken for one, in sentences.
    planned
        Whether it is only announced or expected.
    """

    start: int
    end: int
    text: str
    kind: MovementKind
    mover: str
    origin: Resolution
    destination: Resolution
    via: tuple[Resolution, ...]
    confidence: float
    sentence: str
    reasons: tuple[str, ...] = ()
    planned: bool = False

    @property
    def stops(self) -> tuple[Resolution, ...]:
        """All its places, in the order of the way."""
        return (self.origin, *self.via, self.destination)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of these."""
        return tuple(stop.place for stop in self.stops if stop.place is not None)

    @property
    def uncertain(self) -> bool:
        """Whether its confidence is below ``geomap.model.UNCERTAIN_BELOW``."""
        return self.confidence < UNCERTAIN_BELOW

    @property
    def geometry(self) -> Any:
        """Straight lines between its places as a shapely geometry (EPSG:4326), cut at the antimeridian."""
        from shapely.geometry import shape

        from geomap.export.movements import line_of, to_geometry

        return shape(to_geometry(line_of([(place.lon, place.lat) for place in self.places])))
