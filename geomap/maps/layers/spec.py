"""What a layer of places is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geomap.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Place, Status


@dataclass(frozen=True, slots=True)
class Subject:
    """What a layer looks at to tell whether a place is its own.

    Attributes
    ----------
    place
        The place.
    status
        What is disputed about it, or None.
    is_zone
        Whether the text names it as a zone ("the buffer zone").
    uncertain
        Whether the resolution is a guess.
    part
        Which part of the place is meant (``"south"``, ``"coast"``), or ``""``.
    settled
        Whether the government whose borders the map has sees it in the hands of whom it belongs to.
    claimed_capital
        Whether it is a capital for some and not for others.
    relative
        Whether the text tells it from other places ("10 km north of Homs").
    anchor
        Whether the text names it only to tell where something else is.
    """

    place: Place
    status: Status | None = None
    is_zone: bool = False
    uncertain: bool = False
    part: str = ""
    settled: bool = False
    claimed_capital: bool = False
    relative: bool = False
    anchor: bool = False


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """A layer: which places are its own, and how each is drawn.

    Attributes
    ----------
    key
        Identifier, of lower-case letters, digits and hyphens; ``layer.<key>`` is its name in the table of interface
        texts.
    group
        Heading it stands under.
    accepts
        Whether a subject belongs here. A layer that a package adds is asked before all but the guesses.
    symbol
        Key of the drawing, one of the ``symbols`` of the style.
    area
        Whether its places are drawn as areas where the gazetteer has a footprint.
    weight
        What a mention counts for the first view, against 1 for a town.
    title
        Its name in the legend where the table of interface texts does not know it.
    asked
        Ours are asked in this order, and the first that accepts a place has it: what is told by a code or a word before
        what is told by a class. Those of packages come after the guesses, before all others of ours.
    shown
        Whether it is seen before a reader switches it on. A picture leaves out what is not.
    """

    key: str
    group: Literal["places", "areas", "movements"]
    accepts: Callable[[Subject], bool]
    symbol: Callable[[Subject], str]
    area: bool
    weight: float = 1.0
    title: str = ""
    asked: int = 100
    shown: bool = True
