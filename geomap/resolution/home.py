"""Where a report is from: the town of its dateline or byline, or the one that it names over and over.

A small name beside a known home binds to it. Easton in a report from Bristol is the district there; where the gazetteer
lacks the district, a lone namesake a continent away is no certain answer.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.language.datelines import is_followed_as_one, may_stand_before
from geomap.language.patterns import compiled
from geomap.resolution.features import distance_km
from geomap.resolution.shares import scaled

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from geomap.language import Language
    from geomap.model import Document, Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

_TOP_CHARS, _BYLINE_CHARS = 700, 120
_MOST_LOOKED_AT = 12
_SURE = 0.6
_NEAR_KM, _AROUND_KM, _FAR_KM = 30.0, 150.0, 60.0
# Below that a place is a village or small town; from there on one that is known far away; from there on worldwide.
_SMALL, _KNOWN, _WELL_KNOWN = 5.4, 7.0, 7.4
# A town of 100,000 far from where a dateline says that the report is from is not what a bare name there means for sure.
_SMALL_FROM_AFAR = 6.2
_MUCH_LARGER = 2.0
_BOUND, _BOUND_TOLD, _UNMOVED = 8.0, 24.0, 6.0
_TOWNS = frozenset({"city", "admin2"})
_OFTEN, _OFTENER = 3, 2
_LEAST_PEOPLE = 100_000


class Home(NamedTuple):
    """Where a report is from.

    Attributes
    ----------
    option
        The town.
    group
        The group of the town's name, if the text has it.
    told
        Whether a dateline or byline says so.
    of_outlet
        Whether only the outlet has its home there.
    """

    option: Option
    group: Group | None = None
    told: bool = False
    of_outlet: bool = False

    def covers(self, option: Option) -> bool:
        """Tell whether a report from here may be about a small place there: a capital's is about the whole country."""
        home = self.option
        if self.of_outlet or home.code == "PPLC":
            return bool(option.country) and option.country == home.country
        return home.code == "PPLA" and option.admin1 > 0 and option.admin1 == home.admin1


@cache
def _byline(language: Language) -> re.Pattern[str]:
    return compiled(language.cues.byline)


def home_of(
    document: Document, toponyms: Sequence[Toponym], groups: Sequence[Group], language: Language
) -> Home | None:
    """Return the town that a report is from, if the text tells it."""
    text, top = document.text, document.body_start + _TOP_CHARS
    for i, toponym in enumerate(toponyms[:_MOST_LOOKED_AT]):
        if toponym.start > top:
            break
        if not _opens(text, toponym, document.body_start, language):
            continue
        group = next((g for g in groups if i in g.members), None)
        if group is not None and (option := _town(group)) is not None:
            return Home(option, group, told=True)
    return None


def _opens(text: str, toponym: Toponym, body_start: int, language: Language) -> bool:
    """Tell whether a mention is the town of a dateline or byline."""
    line = text.rfind("\n", 0, toponym.start) + 1
    before = text[max(line, body_start) : toponym.start]
    if may_stand_before(before, language):
        return is_followed_as_one(text, toponym.end, language)
    return len(before) <= _BYLINE_CHARS and _byline(language).fullmatch(before) is not None


def _town(group: Group) -> Option | None:
    """Return the town that a group means, if it is sure."""
    if not group.options or max(group.shares) < _SURE:
        return None
    option = group.options[group.best]
    return option if option.kind in _TOWNS else None


def often_named(groups: Sequence[Group]) -> Home | None:
    """Return the large town that a text names far oftener than any other."""
    named = sorted((g for g in groups if not g.demonym and _town(g)), key=lambda g: -len(g.members))
    if not named or len(named[0].members) < _OFTEN:
        return None
    first = named[0]
    if len(named) > 1 and len(named[1].members) * _OFTENER > len(first.members):
        return None
    option = first.options[first.best]
    return Home(option, first) if option.population >= _LEAST_PEOPLE else None


def bind(groups: Sequence[Group], home: Home) -> None:
    """Bind the small names of a text to its home, and mark those that nothing but their name puts far away."""
    known = [g for g in groups if g.options]
    for group in known:
        if group is home.group or group.demonym or group.inside or group.within or group.containers or group.is_natural:
            continue
        best = group.options[group.best]
        if best.kind != "city" or distance_km(best, home.option) <= _FAR_KM or _is_supported(best, group, known, home):
            continue
        near = [_is_near(o, home) for o in group.options]
        if any(near) and best.importance < _KNOWN and best.country != home.option.country:
            group.shares = scaled(group.shares, near, _BOUND_TOLD if home.told else _BOUND)
        elif home.told and not any(near):
            group.shares = scaled(group.shares, [_is_unmoved(o, best) for o in group.options], _UNMOVED)
        best = group.options[group.best]
        far = not _is_near(best, home) and not home.covers(best)
        group.stray = far and best.kind == "city" and best.importance < (_SMALL_FROM_AFAR if home.told else _SMALL)


def _least_known(home: Home) -> float:
    """Return how important a place must be to speak for another far from home; any does where no dateline tells."""
    return _SMALL_FROM_AFAR if home.told else 0.0


def _is_near(option: Option, home: Home) -> bool:
    return option.kind == "city" and option.via == "name" and distance_km(option, home.option) <= _NEAR_KM


def _is_unmoved(option: Option, best: Option) -> bool:
    """Tell whether a place is so much better known than the one beside home that a dateline does not outweigh it."""
    return option.importance >= max(_WELL_KNOWN, best.importance + _MUCH_LARGER) and option.kind == "city"


def _is_supported(best: Option, group: Group, known: Sequence[Group], home: Home) -> bool:
    """Tell whether another name of the text speaks for a place: its country, its unit, or one around it."""
    of_home = home.group.inside if home.group is not None else ()
    for other in known:
        if other is group or other is home.group or other in of_home:
            continue
        option = other.options[other.best]
        if option.kind == "country":
            if option.country == best.country:
                return True
        elif option.kind == "admin1":
            if option.admin1 == best.admin1:
                return True
        # Two small names of a Bristol report that both have namesakes in one county abroad say nothing together.
        elif (
            option.importance >= _least_known(home)
            and distance_km(option, best) <= _AROUND_KM
            and distance_km(option, home.option) > _FAR_KM
        ):
            return True
    return False
