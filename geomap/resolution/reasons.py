"""Why a place was chosen, in sentences that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.features import kind_of
from geomap.recognition.heads import PLURALS
from geomap.resolution.cues import COUNTRY, TOWN, UNIT
from geomap.resolution.features import against_head, as_asked, distance_km, fits_head, lies_in
from geomap.resolution.options import MATCH_ABBREVIATION, MATCH_DEMONYM, MATCH_HISTORICAL, MATCH_PHRASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Candidate, Place, Status, Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option
    from geomap.resolution.survey import Survey

_NEAR_KM = 150.0
# A place that shares the name in some other language only is no rival worth a sentence below this share.
_LEAST_RIVAL = 0.02
_ASKED = {TOWN: "a town", UNIT: "a state or province", COUNTRY: "a country"}
_AREAS = frozenset({"admin1", "region"})
_LEAST_WEIGHT = 0.4


class Explainer:
    """Explains the decisions of one document.

    Parameters
    ----------
    survey
        The document's groups and what they say together.
    gazetteer
        Where the places' names stand.
    """

    def __init__(self, survey: Survey, gazetteer: Gazetteer) -> None:
        self._survey = survey
        self._gazetteer = gazetteer
        self._counted = False
        # Mentions of countries, of their peoples and of first-order units, by the rows of their codes.
        self._countries: dict[int, int] = {}
        self._peoples: dict[int, int] = {}
        self._units: dict[int, tuple[int, int]] = {}

    def _count(self) -> None:
        self._counted = True
        for group in self._survey.groups:
            if not group.options:
                continue
            best = group.options[group.best]
            if best.kind == "country":
                counts = self._peoples if group.demonym else self._countries
                counts[best.country] = counts.get(best.country, 0) + len(group.members)
            elif best.kind == "admin1":
                known = self._units.get(best.admin1, (best.index, 0))
                self._units[best.admin1] = (known[0], known[1] + len(group.members))

    def explain(self, group: Group, best: Option, place: Place, rivals: Sequence[Candidate]) -> tuple[str, ...]:
        """Reasons for an option of a group, the weightiest first."""
        if not self._counted:
            self._count()
        found = (
            _tie(group),
            _faint(best),
            _headless(group, best),
            self._container(group, best),
            self._unit(best),
            self._country(group, best),
            self._near(group, best),
            _head(group, best),
            _asked(best, group),
            _name(best, place),
            "" if best.match in (MATCH_DEMONYM, MATCH_PHRASE) else self._rival(place, rivals),
        )
        said = tuple(sentence for sentence in found if sentence) or ("It is the best known place of this name.",)
        ground = _ground(self._gazetteer.status(place))
        return (*said, ground) if ground else said

    def _container(self, group: Group, best: Option) -> str:
        for outer in (*group.containers, *group.within):
            for option in outer:
                if lies_in(option, best):
                    return f"The text puts it in {_with_article(self._gazetteer.name_of(option.index))}."
        return ""

    def _unit(self, best: Option) -> str:
        if best.kind == "admin1" or best.admin1 not in self._units:
            return ""
        index, names = self._units[best.admin1]
        return f"{self._gazetteer.name_of(index)} is named {_times(names)}."

    def _country(self, group: Group, best: Option) -> str:
        names, people = self._countries.get(best.country, 0), self._peoples.get(best.country, 0)
        if not best.country or not (names or people):
            return ""
        if best.kind == "country":
            return _of_country(names, people, demonym=group.demonym)
        country = self._gazetteer.country(self._gazetteer.country_codes[best.country])
        if country is None:
            return ""
        if names:
            return f"{country.name} is named {_times(names)}."
        return f"The people of {country.name} are named {_times(people)}."

    def _near(self, group: Group, best: Option) -> str:
        if best.kind == "country":
            return ""
        nearest, limit = "", _NEAR_KM
        for anchor in self._survey.anchors:
            if anchor.group is group or anchor.weight < _LEAST_WEIGHT or anchor.option.index == best.index:
                continue
            if lies_in(best, anchor.option):
                return f"{self._gazetteer.name_of(anchor.option.index)}, which the text names too, lies in it."
            if anchor.option.kind in _AREAS:  # how far its middle lies says nothing to a reader
                continue
            km = distance_km(anchor.option, best)
            if km < limit:
                limit, nearest = km, self._gazetteer.name_of(anchor.option.index)
        return f"{nearest}, which the text names too, is {limit:.0f} km away." if nearest else ""

    def _rival(self, place: Place, rivals: Sequence[Candidate]) -> str:
        if not rivals:
            return "No other place has this name."
        candidate = next((r for r in rivals if _is_rival(r, place)), None)
        if candidate is None:
            return ""
        rival = candidate.place
        where = self._where(place, rival)
        if rival.population:
            what = f"has {rival.population:,} people"
        else:
            what = f"is {_a(kind_of(rival.feature_class, rival.feature_code))}"
        own = f"; this one has {place.population:,}" if place.population and rival.population else ""
        other = "The other" if rival.name == place.name else "Another candidate,"
        where = f", {where}," if where else "," if other.endswith(",") else ""
        return f"{other} {rival.name}{where} {what}{own}."

    def _where(self, place: Place, rival: Place) -> str:
        """What tells a rival's position from the place's: its first-order unit in the same country, or its country."""
        unit = self._gazetteer.admin1(rival.country_code, rival.admin1_code) if rival.admin1_code else None
        same = rival.country_code == place.country_code and rival.admin1_code != place.admin1_code
        outer = unit if same and unit else self._gazetteer.country(rival.country_code) if rival.country_code else None
        return f"in {_with_article(outer.name)}" if outer and outer.name != rival.name else ""


_PLURALS = ("United ", "Republic", "Democratic Republic", "Central African")
_LAST_WITH_ARTICLE = (" Islands", " Heights", " Strip", " Zone", " Bank", " Triangle", " area", " Area", " territory")
_WITH_ARTICLE = frozenset({"Netherlands", "Philippines", "Bahamas", "Maldives", "Seychelles", "Comoros", "Gambia"})


def _with_article(name: str) -> str:
    """A country's name as a sentence has it: "the United States"."""
    wanted = name.startswith(_PLURALS) or name in _WITH_ARTICLE or name.endswith(_LAST_WITH_ARTICLE)
    return f"the {name}" if wanted else name


def unknown(toponym: Toponym, nearest: Place | None = None) -> tuple[str, ...]:
    """Why a toponym has no place."""
    if nearest is None:
        return (f"No place named {toponym.text} is known.",)
    return (f"No place named {toponym.text} is known; {nearest.name} is the most similar, but nothing speaks for it.",)


def shown_amid(toponym: Toponym, place: Place) -> tuple[str, ...]:
    """Why an unknown name is shown where its surroundings are."""
    return (f"No place named {toponym.text} is known; the text puts it in {place.name}, and that is shown.",)


def _tie(group: Group) -> str:
    """Said where no option is likelier than all the others together."""
    if max(group.shares) >= 0.5:
        return ""
    name, places = group.options[0].folded, len(group.entry.options) if group.entry else len(group.options)
    same = [o for o in group.options if o.folded == name and o.via == "name"]
    if len(same) < 2:
        return ""
    return f"The text does not tell which of {places} places of this name is meant."


def _faint(best: Option) -> str:
    if best.via == "phrase":
        return "The phrase means this zone where the text names a place beside it."
    if best.via == "fuzzy":
        return "No place has this very spelling; this one is spelt almost so."
    if best.via == "inner":
        return "No place has the whole name; this one has a part of it."
    return ""


def _headless(group: Group, best: Option) -> str:
    if best.via == "head" and against_head(best, group):
        return f'No place has the whole name; this one has it without "{group.head}".'
    return ""


def _is_rival(candidate: Candidate, place: Place) -> bool:
    """Whether a reader would take a candidate for another place: no name in another language, no area around a town."""
    if candidate.match == "alternate" and candidate.score < _LEAST_RIVAL:
        return False
    other = candidate.place
    area = "A" in (other.feature_class, place.feature_class) and other.feature_code[:3] != "PCL"
    inside = (other.country_code, other.admin1_code) == (place.country_code, place.admin1_code)
    return not (area and (inside or (other.name == place.name and other.country_code == place.country_code)))


def _asked(best: Option, group: Group) -> str:
    what = _ASKED.get(group.asks)
    return f"The words beside it speak of {what}." if what and as_asked(best, group) else ""


def _of_country(names: int, people: int, *, demonym: bool) -> str:
    if demonym:
        return f"The country itself is named {_times(names)}." if names else ""
    if people:
        return f"It is named {_times(names)}, and its people {_times(people)}."
    return f"It is named {_times(names)}." if names > 1 else ""


def _head(group: Group, best: Option) -> str:
    return f"The text calls it {_a(group.head)}." if fits_head(best, group) else ""


def _name(best: Option, place: Place) -> str:
    if best.match == MATCH_DEMONYM:
        return f"The word means people or things of {place.name}."
    if best.match == MATCH_ABBREVIATION:
        return f"It is an abbreviation of {place.name}."
    if best.match == MATCH_HISTORICAL:
        return f"It is a former name of {place.name}."
    return ""


def _ground(status: Status | None) -> str:
    """Say on what ground a place lies, where that has a status."""
    if status is None or not status.within:
        return ""
    where = _with_article(status.within)
    if len(status.claimants) > 1:
        return f"The ground is disputed: it lies in {where}."
    return f"It lies in {where}, which has a status of its own."


_ONE_IN_S = frozenset({"pass", "oasis"})


def _a(noun: str) -> str:
    noun = PLURALS.get(noun, noun)
    if noun.endswith("s") and noun not in _ONE_IN_S:  # heights, islands
        return noun
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _times(n: int) -> str:
    return "once" if n == 1 else "twice" if n == 2 else f"{n} times"
