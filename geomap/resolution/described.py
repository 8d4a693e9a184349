"""Zones that a text only describes: which one "the buffer zone" is, by the places that are named beside it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from geomap.resolution.options import MATCH_PHRASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.evidence import ZoneSense
    from geomap.gazetteer.phrases import Phrases
    from geomap.model import Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Options

_LEAST_SHARE: Final = 0.2
"""Probability that a name means a place for which it counts as named."""
_BESIDE_CHARS: Final = 150
"""A place that stands closer to a phrase than this tells which zone it means."""


def join_phrases(groups: list[Group], toponyms: Sequence[Toponym], phrases: Phrases, options: Options) -> None:
    """Give descriptive phrases their zones: those that lie near something else that the text names.

    Parameters
    ----------
    groups
        Those of the document; the zones among them get their option.
    toponyms
        The document's, which the groups' members number.
    phrases, options
        Those of the document's language.
    """
    zones = [g for g in groups if toponyms[g.members[0]].kind == "zone"]
    if not zones:
        return
    named = _named((g for g in groups if toponyms[g.members[0]].kind != "zone"), toponyms)
    for group in zones:
        toponym = toponyms[group.members[0]]
        text, evidence = toponym.text, toponym.evidence
        senses = evidence.senses if evidence is not None and evidence.senses else phrases.senses(text)
        place = _meant(senses, named, [toponyms[i].start for i in group.members])
        group.options = () if place is None else (options.option(place, MATCH_PHRASE, "phrase", text),)
        group.shares = [1.0] * len(group.options)


def _named(groups: Iterable[Group], toponyms: Sequence[Toponym]) -> dict[int, list[int]]:
    """Return the places that a text names, each with where it does."""
    found: dict[int, list[int]] = {}
    for group in groups:
        starts = [toponyms[i].start for i in group.members]
        for option, share in zip(group.options, group.shares, strict=True):
            if share >= _LEAST_SHARE:
                found.setdefault(option.index, []).extend(starts)
    return {place: sorted(starts) for place, starts in found.items()}


def _meant(senses: Sequence[ZoneSense], named: Mapping[int, Sequence[int]], at: Sequence[int]) -> int | None:
    """Return the zone that a phrase means in a text that names these places, at these positions.

    The one of which a place stands closest to the phrase, else the one with the most of them in the text.
    """
    fits = []
    for sense in senses:
        shared = sense.near.intersection(named)
        if shared:
            apart = min(_apart(named[place], here) for place in shared for here in at)
            fits.append((min(apart, _BESIDE_CHARS), -len(shared), sense.place))
    return min(fits, key=lambda fit: fit[:2])[2] if fits else None


def _apart(starts: Sequence[int], here: int) -> int:
    """Return how far the closest of some sorted positions lies from another one."""
    after = bisect_left(starts, here)
    return min(abs(start - here) for start in starts[max(0, after - 1) : after + 1])
