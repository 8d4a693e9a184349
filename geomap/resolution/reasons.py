"""Why a place was chosen, in sentences that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from geomap.gazetteer.features import kind_of
from geomap.resolution import features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Candidate, Place, Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option
    from geomap.resolution.survey import Survey


class _HasGazetteer(Protocol):
    gazetteer: Gazetteer


def explain(
    group: Group,
    order: Sequence[int],
    survey: Survey,
    place: Place,
    rivals: Sequence[Candidate],
    ranker: _HasGazetteer,
) -> tuple[str, ...]:
    """Reasons for the first option of ``order``, the weightiest first."""
    best = group.options[order[0]]
    gazetteer = ranker.gazetteer
    found = [
        _phrase(best),
        _container(group, best, gazetteer),
        _unit(group, best, survey, gazetteer),
        _country(group, best, survey, gazetteer),
        _near(group, best, survey, gazetteer),
        _head(group, best),
        _name(best, place),
        _rival(place, rivals, gazetteer),
    ]
    return tuple(sentence for sentence in found if sentence)


def unknown(toponym: Toponym, nearest: Place | None = None) -> tuple[str, ...]:
    """Why a toponym has no place."""
    name = toponym.name or toponym.text
    if nearest is None:
        return (f"No place named {name} is known.",)
    return (f"No place named {name} is known; {nearest.name} is the most similar, but nothing speaks for it.",)


def _phrase(best: Option) -> str:
    if best.via == "phrase":
        return "The phrase means this zone where the text names a place beside it."
    if best.via == "fuzzy":
        return "No place has this very spelling; this one is spelt almost so."
    if best.via == "inner":
        return "No place has the whole name; this one has a part of it."
    return ""


def _container(group: Group, best: Option, gazetteer: Gazetteer) -> str:
    for outer in (*group.containers, *group.within):
        for option in sorted(outer, key=lambda o: -o.importance):
            if features.lies_in(option, best):
                return f"The text puts it in {gazetteer.name_of(option.index)}."
    return ""


def _mentions(survey: Survey, kind: str, of: str, value: int, *, but: Group) -> tuple[int, int]:
    """How often the text names the country or unit itself and its people."""
    names = people = 0
    for group in survey.groups:
        if group is but or not group.options:
            continue
        option = group.options[group.best]
        if option.kind == kind and getattr(option, of) == value:
            if group.demonym:
                people += len(group.members)
            else:
                names += len(group.members)
    return names, people


def _times(n: int) -> str:
    return "once" if n == 1 else "twice" if n == 2 else f"{n} times"


def _unit(group: Group, best: Option, survey: Survey, gazetteer: Gazetteer) -> str:
    if not best.admin1 or best.kind == "admin1":
        return ""
    names, _ = _mentions(survey, "admin1", "admin1", best.admin1, but=group)
    if not names:
        return ""
    unit = next(
        g.options[g.best]
        for g in survey.groups
        if g is not group
        and g.options
        and g.options[g.best].kind == "admin1"
        and g.options[g.best].admin1 == best.admin1
    )
    return f"{gazetteer.name_of(unit.index)} is named {_times(names)}."


def _country(group: Group, best: Option, survey: Survey, gazetteer: Gazetteer) -> str:
    if not best.country:
        return ""
    code = gazetteer.country_codes[best.country]
    country = gazetteer.country(code)
    if country is None:
        return ""
    names, people = _mentions(survey, "country", "country", best.country, but=group)
    if best.kind == "country":
        return f"Its people are named {_times(people)}." if people and not group.demonym else ""
    if names:
        return f"{country.name} is named {_times(names)}."
    if people:
        return f"The people of {country.name} are named {_times(people)}."
    return ""


def _near(group: Group, best: Option, survey: Survey, gazetteer: Gazetteer) -> str:
    if best.kind == "country":
        return ""
    nearest = ""
    limit = 150.0
    for anchor in survey.anchors:
        if anchor.group is group or anchor.weight < 0.4 or anchor.option.index == best.index:
            continue
        km = features.distance_km(anchor.option, best)
        if km < limit:
            limit, nearest = km, gazetteer.name_of(anchor.option.index)
    return f"{nearest}, which the text names too, is {limit:.0f} km away." if nearest else ""


def _head(group: Group, best: Option) -> str:
    if group.head and features.fits_head(best, group):
        return (
            f"The text calls it a {group.head}."
            if group.head[0] not in "aeiou"
            else f"The text calls it an {group.head}."
        )
    return ""


def _name(best: Option, place: Place) -> str:
    if best.match == 4:
        return f"The word means people or things of {place.name}."
    if best.match == 2:
        return f"It is an abbreviation of {place.name}."
    if best.match == 3:
        return f"It is a former name of {place.name}."
    return ""


def _rival(place: Place, rivals: Sequence[Candidate], gazetteer: Gazetteer) -> str:
    if not rivals:
        return "No other place has this name."
    rival = max(rivals, key=lambda c: c.score).place
    country = gazetteer.country(rival.country_code)
    where = f", in {country.name}," if country and country.name != rival.name else ""
    if rival.population:
        what = f"has {rival.population:,} people"
    else:
        kind = kind_of(rival.feature_class, rival.feature_code)
        what = f"is {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    own = f"; this one has {place.population:,}" if place.population and rival.population else ""
    return f"The other {rival.name}{where} {what}{own}."
