"""Why a place was chosen, in sentences that a reader understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.feature_kinds import kind_of
from geomap.language import english
from geomap.language.said import Asked, Figure, Kind, Named, Speaker, TextNoun, Times
from geomap.resolution.calibration import is_rough
from geomap.resolution.features import against_head, as_asked, distance_km, fits_head, lies_in
from geomap.resolution.options import MATCH_ABBREVIATION, MATCH_DEMONYM, MATCH_HISTORICAL, MATCH_PHRASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.language import Language
    from geomap.language.said import Said
    from geomap.model import Candidate, Place, Status, Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option
    from geomap.resolution.survey import Survey

_NEAR_KM = 150.0
# A place that shares the name in some other language only is no rival worth a sentence below this share.
_LEAST_RIVAL = 0.02
_AREAS = frozenset({"admin1", "region"})
_LEAST_WEIGHT = 0.4
_RANKS = {"country": 2, "province": 1}
"""What outranks a town of the same name."""

_FAINT = frozenset({"phrase", "fuzzy", "inner"})
"""Ways to a name that are said in a sentence of the same key."""
_BY_MATCH = {MATCH_DEMONYM: "demonym", MATCH_ABBREVIATION: "abbreviation", MATCH_HISTORICAL: "historical"}
"""Sentences by how the name matched."""


class Explainer:
    """Explains the decisions of one document.

    Parameters
    ----------
    survey
        The document's groups and what they say together.
    gazetteer
        Where the places' names stand.
    language
        In whose words; English without it.

    Attributes
    ----------
    words
        Says the sentences of the language.
    """

    def __init__(self, survey: Survey, gazetteer: Gazetteer, language: Language | None = None) -> None:
        self.words = Speaker(language, gazetteer)
        self._is_rough = is_rough((language or english()).code)
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
        """Return the reasons for an option of a group, the weightiest first."""
        if not self._counted:
            self._count()
        words = self.words
        tie = _tie(group, words)
        named = (words.say(best.via) if best.via in _FAINT else "", _headless(group, best, words))
        decisive = (
            self._container(group, best),
            self._unit(best),
            self._country(group, best),
            self._near(group, best),
            _head(group, best, words),
            _asked(best, group, words),
        )
        matched = words.say(_BY_MATCH[best.match], place=Named(place)) if best.match in _BY_MATCH else ""
        decided = "tie" if tie else "so" if any(decisive) else "little"
        rival = "" if best.match in (MATCH_DEMONYM, MATCH_PHRASE) else self._rival(place, rivals, decided)
        found = (tie, *named, *decisive, matched, rival)
        said = tuple(sentence for sentence in found if sentence) or (words.say("best_known"),)
        ground = self._ground(self._gazetteer.status(place))
        rough = words.say("rough") if self._is_rough else ""
        return (*said, *(sentence for sentence in (ground, rough) if sentence))

    def _container(self, group: Group, best: Option) -> str:
        for outer in (*group.containers, *group.within):
            for option in outer:
                if lies_in(option, best):
                    return self.words.say("container", place=Named(self._gazetteer.place(option.index), article=True))
        return ""

    def _unit(self, best: Option) -> str:
        if best.kind == "admin1" or best.admin1 not in self._units:
            return ""
        index, names = self._units[best.admin1]
        return self.words.say("named", place=self._named(index), times=Times(names))

    def _country(self, group: Group, best: Option) -> str:
        names, people = self._countries.get(best.country, 0), self._peoples.get(best.country, 0)
        if not best.country or not (names or people):
            return ""
        if best.kind == "country":
            return _of_country(names, people, self.words, demonym=group.demonym)
        country = self._gazetteer.country(self._gazetteer.country_codes[best.country])
        if country is None:
            return ""
        key = "named" if names else "people_named"
        return self.words.say(key, place=Named(country), times=Times(names or people))

    def _near(self, group: Group, best: Option) -> str:
        if best.kind == "country":
            return ""
        nearest, limit = -1, _NEAR_KM
        for near in self._survey.likely:
            if near.group is group or near.weight < _LEAST_WEIGHT or near.option.index == best.index:
                continue
            if lies_in(best, near.option):
                return self.words.say("lies_in", place=self._named(near.option.index))
            if near.option.kind in _AREAS:  # how far its middle lies says nothing to a reader
                continue
            km = distance_km(near.option, best)
            if km < limit:
                limit, nearest = km, near.option.index
        return self.words.say("near", place=self._named(nearest), km=Figure(limit)) if nearest >= 0 else ""

    def _named(self, index: int) -> Named:
        return Named(self._gazetteer.place(index))

    def _rival(self, place: Place, rivals: Sequence[Candidate], decided: str) -> str:
        """Compare the place with its likeliest rival; what would speak for that one is conceded, not given as a reason.

        Parameters
        ----------
        place, rivals
            The place, and what else the name could mean.
        decided
            ``"so"`` where a sentence says what decided, ``"little"`` where none does, ``"tie"`` where nothing did.
        """
        if not rivals:
            return self.words.say("no_rival")
        candidate = next((r for r in rivals if _is_rival(r, place)), None)
        if candidate is None:
            return ""
        rival, words = candidate.place, self.words
        unit = self._where(place, rival)
        key = "rival" if rival.name == place.name else "rival_other_name"
        if _outdoes(rival, place):
            which = words.say(f"{key}_which", place=Named(rival))
            where = words.say("rival_where", unit=unit) if unit else words.say("rival_which_no_where")
            return words.say(f"rival_{decided}", which=which, where=where, what=self._what(rival, place))
        where = words.say("rival_where", unit=unit) if unit else words.say(f"{key}_no_where")
        return words.say(key, place=Named(rival), where=where, what=self._what(rival, place))

    def _what(self, rival: Place, place: Place) -> Said:
        """Say how a rival compares: by its people, or by its kind where people are not what they differ in."""
        words = self.words
        if _rank(rival) == _rank(place) and rival.population:
            if place.population:
                key = "rival_more" if rival.population > place.population else "rival_people_both"
                return words.say(key, people=Figure(rival.population), own=Figure(place.population))
            if place.feature_class == rival.feature_class:
                return words.say("rival_people", people=Figure(rival.population))
        return words.say("rival_kind", kind=Kind(kind_of(rival.feature_class, rival.feature_code)))

    def _where(self, place: Place, rival: Place) -> Named | None:
        """Return where a rival lies, apart from the place: its first-order unit in the same country, or its country."""
        unit = self._gazetteer.admin1(rival.country_code, rival.admin1_code) if rival.admin1_code else None
        same = rival.country_code == place.country_code and rival.admin1_code != place.admin1_code
        outer = unit if same and unit else self._gazetteer.country(rival.country_code) if rival.country_code else None
        return Named(outer, article=True) if outer and outer.name != rival.name else None

    def _ground(self, status: Status | None) -> str:
        """Say on what ground a place lies, where that has a status."""
        if status is None or not status.within_id:
            return ""
        key = "disputed_ground" if len(status.claimants) > 1 else "own_status"
        return self.words.say(key, place=Named(self._gazetteer.get(status.within_id), article=True))

    def elsewhere(self, toponym: Toponym, nearest: Place) -> tuple[str, ...]:
        """Return why a toponym has no place although one bears its name: the text puts it somewhere else."""
        return (self.words.say("elsewhere", name=toponym.text, nearest=self._with_country(nearest)),)

    def absent(self, toponym: Toponym, nearest: Place) -> tuple[str, ...]:
        """Return why a toponym has no place although one bears its name: likelier the gazetteer lacks it."""
        return (self.words.say("absent", name=toponym.text, nearest=self._with_country(nearest)),)

    def _with_country(self, nearest: Place) -> Named:
        country = self._gazetteer.country(nearest.country_code) if nearest.country_code else None
        return Named(nearest, country=country if country and country.name != nearest.name else None)

    def unknown(self, toponym: Toponym, nearest: Place | None = None) -> tuple[str, ...]:
        """Return why a toponym has no place."""
        if nearest is None:
            return (self.words.say("unknown", name=toponym.text),)
        return (self.words.say("unknown_nearest", name=toponym.text, nearest=Named(nearest)),)

    def shown_at_container(self, toponym: Toponym, place: Place) -> tuple[str, ...]:
        """Return why an unknown name is shown at the place that contains it."""
        return (self.words.say("amid", name=toponym.text, place=Named(place)),)


def _tie(group: Group, words: Speaker) -> str:
    """Return the sentence for a tie, where no option is likelier than all the others together."""
    if max(group.shares) >= 0.5:
        return ""
    name, places = group.options[0].folded, len(group.entry.options) if group.entry else len(group.options)
    same = [o for o in group.options if o.folded == name and o.via == "name"]
    return words.say("tie", number=places) if len(same) >= 2 else ""


def _headless(group: Group, best: Option, words: Speaker) -> str:
    if best.via == "head" and against_head(best, group):
        return words.say("headless", head=group.head)
    return ""


def _is_rival(candidate: Candidate, place: Place) -> bool:
    """Tell whether a reader would take a candidate for another place.

    No name in another language, no area around a town.
    """
    if candidate.match == "alternate" and candidate.score < _LEAST_RIVAL:
        return False
    other = candidate.place
    area = "A" in (other.feature_class, place.feature_class) and other.feature_code[:3] != "PCL"
    inside = (other.country_code, other.admin1_code) == (place.country_code, place.admin1_code)
    return not (area and (inside or (other.name == place.name and other.country_code == place.country_code)))


def _rank(place: Place) -> int:
    return _RANKS.get(kind_of(place.feature_class, place.feature_code), 0)


def _outdoes(rival: Place, place: Place) -> bool:
    """Tell whether whoever knows nothing of the text would take the rival: it has a higher rank, or more people."""
    if _rank(rival) != _rank(place):
        return _rank(rival) > _rank(place)
    comparable = place.population > 0 or rival.feature_class == place.feature_class
    return comparable and rival.population > place.population


def _asked(best: Option, group: Group, words: Speaker) -> str:
    if group.asks not in words.language.reasons.asked or not as_asked(best, group):
        return ""
    return words.say("asked", what=Asked(group.asks))


def _of_country(names: int, people: int, words: Speaker, *, demonym: bool) -> str:
    if demonym:
        return words.say("country_itself", times=Times(names)) if names else ""
    if people:
        return words.say("named_with_people", times=Times(names), people=Times(people))
    return words.say("named_itself", times=Times(names)) if names > 1 else ""


def _head(group: Group, best: Option, words: Speaker) -> str:
    if not fits_head(best, group):
        return ""
    noun = group.language.heads.plurals.get(group.head, group.head)
    return words.say("head", noun=TextNoun(noun, group.language.code))
