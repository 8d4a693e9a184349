"""Options: the places that a toponym could mean, with what can be said of each before the text is asked.

A name is looked up as it is written; then without its head noun or article; and only where nothing bears it, by the
names inside it and by similar spellings.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from geomap.gazetteer.exonyms import parts_words
from geomap.gazetteer.layout import CASE_SENSITIVE, HAND_KEPT, KIND_MASK
from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import folding_of, forms_without_clitics, spoken_names
from geomap.gazetteer.reverse import EARTH_RADIUS_KM
from geomap.language import english, find_language
from geomap.resolution.spellings import Spellings, Venue, Via

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from geomap.evidence import Evidence
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.spoken import SpokenNames
    from geomap.language import Language
    from geomap.model import Toponym

MATCH_PRIMARY, MATCH_ALTERNATE, MATCH_ABBREVIATION, MATCH_HISTORICAL, MATCH_DEMONYM = range(5)
MATCH_PHRASE, MATCH_FUZZY, MATCH_SURROUNDINGS = 5, 6, 8
_MOST = 120
_CACHE_SIZE = 30_000
_SHORTEST_FUZZY, _LONGEST_CODE = 5, 3
_SETTLED = frozenset({"city", "admin2", "admin"})
# A slip in a shorter name that is not a place's usual one leads anywhere.
_LONG = 8
# A river is long: its point in one source lies far from that in another. The cosine of 1,200 km.
_TWINS = math.cos(1_200 / EARTH_RADIUS_KM)


# Not frozen: thousands are made a second, and a frozen class takes three times as long to fill.
@dataclass(slots=True, eq=False)
class Option:
    """A place that a toponym could mean, as numbers for the features; never changed once it is made.

    Attributes
    ----------
    index
        Row of the gazetteer.
    match
        Code of the match kind.
    via
        How the words led to the name.
    folded
        The folded name that matched.
    kind
        Coarse kind: country, admin1, admin2, admin, city, site, water, nature or region.
    code
        GeoNames feature code.
    country, admin1
        Rows of the gazetteer's tables, 0 for none.
    population
        Inhabitants.
    importance
        The gazetteer's prior, 1 for a factor of ten.
    x, y, z
        Unit vector of the position, for quick distances.
    kept
        Whether a hand-kept table has the name: one that texts use ("Cologne" of Köln).
    """

    index: int
    match: int
    via: Via
    folded: str
    kind: str
    code: str
    country: int
    admin1: int
    population: int
    importance: float
    x: float
    y: float
    z: float
    kept: bool = False


_NATURE = {"H": "water", "T": "nature", "U": "nature", "V": "nature", "S": "site", "R": "site", "P": "city"}
_NATURAL = frozenset({"nature", "water", "region"})
_BASES = frozenset({"NVB", "MILB", "PRT"})


def coarse_kind(feature_class: str, feature_code: str) -> str:
    """Return the coarse kind of a place from its GeoNames class and code."""
    if feature_class == "A":
        if feature_code.startswith("PCL") or feature_code == "TERR":
            return "country"
        return {"ADM1": "admin1", "ADM2": "admin2"}.get(feature_code, "admin")
    if feature_class == "L":
        return "site" if feature_code in _BASES else "region"
    return _NATURE.get(feature_class, "region")


@dataclass(slots=True, eq=False)
class NameOptions:
    """The options of a name, the most important first, and what was learned about them where nothing else is said.

    Attributes
    ----------
    options
        The places.
    name
        The folded name, by which mentions are told to be of one place.
    head
        Head noun of the mention that the options were found for.
    venue
        Whether it is the name of a street, or of a school or another building: no gazetteer has them all.
    plain
        For mentions with that head noun that stand alone: the options that can win, their shares in the first pass and
        their scores in the joint ones.
    lands
        As ``reaches`` gives it, once it was asked for.
    """

    options: tuple[Option, ...]
    name: str
    head: str = ""
    venue: Venue = ""
    plain: tuple[tuple[Option, ...], list[float], list[float]] | None = None
    lands: frozenset[int] | None = None

    def reaches(self) -> frozenset[int]:
        """Return the first-order units, and as negative numbers the countries, that one of the places lies in."""
        if self.lands is None:
            self.lands = frozenset(n for o in self.options for n in (o.admin1, -o.country) if n and o.kind in _SETTLED)
        return self.lands


class Options:
    """Finds the options of toponyms and keeps them in a bounded cache.

    Parameters
    ----------
    gazetteer
        Where the places are.
    language
        Language of the texts; English without it.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language | None = None) -> None:
        self._gazetteer = gazetteer
        self.language = language or english()
        self._names = names = spoken_names(gazetteer, self.language)
        self._spoken = None if names is gazetteer else cast("SpokenNames", names)
        self._fold = folding_of(self.language)
        self._spellings = Spellings(self.language)
        self._known: dict[tuple[str, str, str], NameOptions] = {}
        self._others: dict[str, Options] = {}
        self._kinds = [(coarse_kind(*feature), feature[1]) for feature in gazetteer.features]

    def of(self, toponym: Toponym) -> NameOptions:
        """Return the options of a toponym; none where no place bears the name."""
        if toponym.language:
            return self._in(toponym.language).of(replace(toponym, language=""))
        key = (toponym.text, toponym.name, toponym.head)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _CACHE_SIZE:
                self._known.clear()
            name = self.base_of(self._fold(toponym.name or toponym.text))
            known = self._known[key] = NameOptions(
                tuple(self._search(toponym)), name, toponym.head, self._spellings.venue(toponym.text)
            )
        return known

    def _in(self, code: str) -> Options:
        """Return the options by the names of another language: that of a quotation."""
        known = self._others.get(code)
        if known is None:
            known = self._others[code] = Options(self._gazetteer, find_language(code))
        return known

    def base_of(self, folded: str) -> str:
        """Return the name that folded words are a form of, in English the words as they are."""
        return folded if self._spoken is None else self._spoken.base_of(folded)

    def named(self, folded: str) -> tuple[Option, ...]:
        """Return the options of a bare name, without any other spelling."""
        return tuple(_once(self._bearers(folded, "name", folded.upper())))

    def with_waters(self, entry: NameOptions) -> tuple[Option, ...]:
        """Return the options of a name that the text gives to a river or lake, those called "River Severn" too."""
        found = {option.index: option for option in self._waters(entry.name, ("water", "nature"))}
        found |= {option.index: option for option in entry.options}
        return tuple(sorted(found.values(), key=lambda o: (-o.importance, o.index)))

    def _waters(self, folded: str, kinds: Container[str]) -> Iterator[Option]:
        """Yield options whose names are a river's or lake's: "River Severn", "Lake Malawi"."""
        for form in self._spellings.waters:
            yield from (o for o in self._bearers(form.format(folded), "name", folded) if o.kind in kinds)

    def _waters_only(self, toponym: Toponym, options: list[Option]) -> list[Option]:
        """Return options of what is called a river or lake beside it ("the rivers Severn and Wye"), if some are."""
        head, text = toponym.head, toponym.text
        if head not in self._spellings.wet or text.lower().endswith(head):
            return options
        folded = self._fold(toponym.name or text)
        plain = (o for o in self._bearers(folded, "name", text) if o.kind == "water")
        found = _once([*options, *plain, *self._waters(folded, ("water",))])
        return self._without_twins(o for o in found if o.kind == "water") or options

    def _without_twins(self, options: Iterable[Option]) -> list[Option]:
        """Return options without the points of rivers and lakes of which another record of the name has the course."""
        every = list(options)
        drawn = [o for o in every if o.kind == "water" and self._gazetteer.columns.footprint[o.index]]
        return [o for o in every if o.kind != "water" or o in drawn or not any(_lie_near(o, other) for other in drawn)]

    def _search(self, toponym: Toponym) -> list[Option]:
        text = toponym.text.partition(",")[0] if "," in toponym.text else toponym.text
        found: dict[int, Option] = {}
        articles, ending = self._spellings.articles, self._spellings.plural_ending
        beside = self._spellings.with_head(toponym.name or text, toponym.head)
        for folded, via in self._spellings.of(text, toponym.name or text, toponym.head):
            for option in self._bearers(folded, via, text, toponym.evidence):
                found.setdefault(option.index, option)
            if via == "name":
                for article in articles:
                    for option in self._bearers(f"{article} {folded}", via, text):
                        found.setdefault(option.index, option)
            if not found and via == "name" and ending and folded.endswith(ending):  # Russians
                people = self._bearers(folded[: -len(ending)], via, text, toponym.evidence)
                found.update((o.index, o) for o in people if o.match == MATCH_DEMONYM)
            if found and folded != beside:  # a shorter form is asked for only where nothing bears the longer one
                break
        # "South Koreaa" is a slip in one name before it is a country and a word beside it.
        options = list(found.values())
        if self._spellings.venue(text):
            options = [o for o in options if o.via != "head" or o.kind in _NATURAL]
        else:
            options = options or _once(self._behind_outer(text) or self._similar(text) or self._inner(text))
        options = self._waters_only(toponym, options)
        if len(options) > 1:
            self._mark_short_forms(options)
            options.sort(key=lambda o: (-o.importance, o.index))
        return options[:_MOST]

    def _mark_short_forms(self, options: list[Option]) -> None:
        """Mark short forms of longer names: "Oklahoma" of Oklahoma City, where a unit around bears the name in full."""
        countries = {o.country for o in options if o.match == MATCH_PRIMARY and o.kind == "country"}
        units = {o.admin1 for o in options if o.match == MATCH_PRIMARY and o.kind == "admin1"}
        if not countries and not units:
            return
        for option in options:
            is_other = option.match == MATCH_ALTERNATE and option.kind == "city" and option.via == "name"
            if not is_other or not (option.country in countries or option.admin1 in units):
                continue
            if fold(self._gazetteer.name_of(option.index)).startswith(option.folded + " "):
                option.via = "short"

    def _bearers(self, folded: str, via: Via, written: str, evidence: Evidence | None = None) -> Iterator[Option]:
        if evidence is not None and evidence.name_id >= 0 and evidence.folded == folded:
            # Recognition has looked the name up already.
            layers = self._names.indexes_of(folded, evidence.name_id)
        else:
            layers = self._names.indexes_of(folded)
        for bearers in layers:
            for index, code in bearers:
                if code & CASE_SENSITIVE and not self._may_be_code(index, written):
                    continue
                if via == "head" and code & KIND_MASK == MATCH_DEMONYM:  # the South Pole is no man from Poland
                    continue
                kept = code & HAND_KEPT > 0 or (via == "name" and self._is_short_site(index, folded))
                yield self.option(index, code & KIND_MASK, via, folded, kept=kept)

    def _is_short_site(self, index: int, folded: str) -> bool:
        """Tell whether a site's own name has only a word more: "Narita airport" of Narita International Airport."""
        if self._kinds[self._gazetteer.columns.feature[index]][0] != "site":
            return False
        own = fold(self._gazetteer.name_of(index))
        return any(word in own and own.replace(word, "") == folded for word in self._spellings.left_out)

    def _may_be_code(self, index: int, written: str) -> bool:
        """Tell whether a short form that counts only as written can be meant: Goa is no airport, GOA may be one."""
        kind, _ = self._kinds[self._gazetteer.columns.feature[index]]
        if kind == "country" and written.endswith(".") and not written.isupper():  # Ind. is Indiana, IND is India
            return False
        return written.isupper() or (kind != "site" and not (written.islower() and len(written) <= _LONGEST_CODE))

    def option(self, index: int, match: int, via: Via, folded: str, *, kept: bool = False) -> Option:
        """Return the option of one place."""
        columns = self._gazetteer.columns
        kind, feature_code = self._kinds[columns.feature[index]]
        lon, lat = math.radians(columns.lon_e5[index] / 1e5), math.radians(columns.lat_e5[index] / 1e5)
        across = math.cos(lat)
        return Option(
            index,
            match,
            via,
            folded,
            kind,
            feature_code,
            columns.country[index],
            columns.admin1[index],
            columns.population[index],
            columns.importance[index] / 100,
            across * math.cos(lon),
            across * math.sin(lon),
            math.sin(lat),
            kept,
        )

    def _inner(self, text: str) -> list[Option]:
        """Return the options of the longest names inside the words: "Universität Wien"."""
        words = self._fold(text).split()
        best: list[Option] = []
        for size in range(len(words) - 1, 0, -1):
            for start in range(len(words) - size + 1):
                folded = " ".join(words[start : start + size])
                if len(folded) > 3 and not (size == 1 and folded in self._spellings.not_names) and self._is_own(folded):
                    best += self._bearers(folded, "inner", text)
            if best:
                return best
        return best

    def _behind_outer(self, text: str) -> list[Option]:
        """Return the options of what stands behind the place it lies in, in a script without spaces: "美国亚利桑那州".

        Where nothing bears that name, those of the place before it are the next best.
        """
        folded = self._fold(text)
        if self._names is self._gazetteer or parts_words(folded):
            return []
        cuts = [k for k in range(2, len(folded) - 1) if self._is_own(folded[:k]) and self.named(folded[:k])]
        for k in cuts:
            found = _once(self._bearers(folded[k:], "head", text)) or self._behind_outer(folded[k:])
            if found:
                return found
        return _once(self._bearers(folded[: cuts[-1]], "inner", text)) if cuts else []

    def _is_own(self, folded: str) -> bool:
        """Tell whether words are a name as they stand; in a language with forms, no form and no ordinary word is."""
        if self._names is self._gazetteer:
            return True
        return self.base_of(folded) == folded and folded not in self.language.common_words

    def _similar(self, text: str) -> list[Option]:
        folded = fold(text)
        if not folded.isascii():
            return self._sounding_alike(text)
        if len(folded) < _SHORTEST_FUZZY:
            return []
        found: list[Option] = []
        for _, name_id in self._gazetteer.near_names(folded):
            for index, code in self._gazetteer.bearers(name_id):
                if not code & CASE_SENSITIVE and (code & KIND_MASK == MATCH_PRIMARY or len(folded) >= _LONG):
                    found.append(self.option(index, MATCH_FUZZY, "fuzzy", folded))
        return found

    def _sounding_alike(self, text: str) -> list[Option]:
        """Return the options of a name in another script that stands in the gazetteer in Latin letters only."""
        from geomap.gazetteer.transliterated import is_telling, transliterated_names

        folded = self._fold(text)
        if self._names is self._gazetteer or self.language.common_words.issuperset(folded.split()):
            return []
        found: list[Option] = []
        for base in filter(is_telling, forms_without_clitics(folded, self.language)):
            for spelt in transliterated_names(self._gazetteer).find(base):
                for index, code in self._gazetteer.bearers(spelt.name_id):
                    if not code & CASE_SENSITIVE and code & KIND_MASK in (MATCH_PRIMARY, MATCH_ALTERNATE):
                        found.append(self.option(index, MATCH_FUZZY, "fuzzy", folded))
            if found:
                break
        return found


def _once(options: Iterable[Option]) -> list[Option]:
    """Return every place once, by its first option."""
    found: dict[int, Option] = {}
    for option in options:
        found.setdefault(option.index, option)
    return list(found.values())


def _lie_near(a: Option, b: Option) -> bool:
    return a.x * b.x + a.y * b.y + a.z * b.z > _TWINS
