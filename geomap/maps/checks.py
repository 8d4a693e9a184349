"""Which guesses a person should look at first: those that are uncertain, and that the story is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.maps.view import Feature, MapView

MOST = 5
"""So many are named: a person who has put these right has done most."""

_CERTAIN = 0.75
"""What is more certain than this needs no look."""

_BY_THE_WAY = 0.1
"""What is less prominent than this matters to nobody, right or wrong."""


def first_checks(view: MapView, most: int = MOST) -> tuple[Feature, ...]:
    """Return the guesses to check first: the more prominent and the less certain, the earlier.

    Parameters
    ----------
    view
        What the map shows.
    most
        How many at most.
    """
    guesses = [feature for feature in view.features if feature.place_mentions and _is_guess(feature)]
    guesses.sort(key=lambda feature: (-feature.prominence * (1.0 - feature.confidence), feature.key))
    return tuple(guesses[:most])


def _is_guess(feature: Feature) -> bool:
    """Tell whether it is uncertain, matters, and has not been decided by a person already."""
    if feature.confidence >= _CERTAIN or feature.prominence < _BY_THE_WAY:
        return False
    return any(mention.decided_by != "correction" for mention in feature.place_mentions)


def in_words(feature: Feature) -> str:
    """Say in one line what is guessed, and what it may be instead.

    Parameters
    ----------
    feature
        One of ``first_checks``.
    """
    first = feature.place_mentions[0]
    where = ", ".join(filter(None, (feature.what, feature.where)))
    said, sure = " ".join(first.text.split()), round(100 * feature.confidence)
    line = f"check {said!r}: {feature.title} ({where}) is {sure} % certain"
    rival = next((rival for mention in feature.place_mentions for rival in mention.rivals), None)
    if rival is None:
        return line
    return f"{line}; it may be {rival.title} ({', '.join(filter(None, (rival.what, rival.where)))})"
