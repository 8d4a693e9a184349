"""The gazetteer as a language speaks of it: its names of places, in the forms that they take in a sentence.

What an English text calls a place stands in the gazetteer as it stands in the text. Others inflect: "в Нижнем
Новгороде", "московский", "בתל אביב". ``SpokenNames`` reads such words as the names that they are forms of, and beside
the gazetteer's own names it knows those of the language. English texts have the gazetteer itself.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer import layout, nametable
from geomap.gazetteer.names import HALF
from geomap.gazetteer.naming import forms_of, kept_as
from geomap.gazetteer.record import is_latin
from geomap.gazetteer.tiers import tier_of
from geomap.language.forms import ADJECTIVES, HOWS, worse_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from marisa_trie import Trie

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.language import Language
    from geomap.language.forms import How

_CACHE_SIZE: Final = 60_000
_LONGEST_NAME: Final = 9
"""Words that the longest names have."""
_MOST_NEXT: Final = 200
"""Names with the same beginning of which the next words are kept."""
_HOW_COST: Final[dict[How, int]] = dict(zip(HOWS, (0, 20, 40, 40, 60, 60, 100, 150), strict=True))
"""What a reading costs, on the scale of importance: 100 is a factor of ten."""
_WRITTEN_SO: Final = frozenset({"name", "script", "clitic"})
_GREAT: Final = frozenset({layout.TIER_COUNTRY, layout.TIER_DEMONYM})
"""What even a word that is seen in small letters can be a form of."""
_LEAST_DERIVED: Final = 4
_UNIT_WORDS: Final = 2
_LEAST_SEAT: Final = 2_000
"""Inhabitants of a town that a unit nobody has a name of is told by."""
_LARGE: Final = layout.TIER_100K
_KNOWN_AFAR: Final = 600
"""Importance from which on a language is asked for its own name of a place."""


class Reading(NamedTuple):
    """What a folded name in a text is read as.

    Attributes
    ----------
    base
        The folded name that it is a form of, of the likeliest bearer.
    how
        How it was reached.
    bearers
        Place index and match code of all that it can mean, the likeliest first.
    tier
        What it most notably stands for, a ``TIER_`` number of ``layout``.
    """

    base: str
    how: How
    bearers: tuple[tuple[int, int], ...]
    tier: int


class SpokenNames:
    """The names of places in the texts of a language, as the matcher and the resolver ask for them.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    language
        Language of the texts.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language) -> None:
        self.gazetteer = gazetteer
        self.language = language
        self._tag = kept_as(language.code)
        self._tags = (self._tag, *map(kept_as, language.forms.names_of))
        # Where adjectives have small letters, that a word is seen in small letters tells nothing against one.
        self._small_adjectives = language.forms.small_adjectives
        self._word_forms = forms_of(language)
        # Nouns of units behind an adjective, where the adjective is in small letters otherwise: "району".
        self._units = frozenset(map(self.fold, language.heads.districts)) if self._small_adjectives else frozenset()
        self._has_other_letters = not all(map(is_latin, language.words.place_prepositions))
        tries = [index.trie for index in gazetteer.name_indexes]
        if gazetteer.exonyms is not None:
            tries.append(gazetteer.exonyms.trie)
        self._tries = tries
        # Of the gazetteer's own, which stand last, the first half has names in Latin letters only.
        own = len(gazetteer.name_indexes) - len(layout.SCRIPTS) * len(layout.LAYERS)
        self._other_tries = [*tries[:own], *tries[own + len(layout.LAYERS) :]]
        self._readings: dict[str, Reading | None] = {}
        # Numbers of names are handed out for good: others keep them.
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._bearers_of = lru_cache(maxsize=_CACHE_SIZE)(self._find_bearers)
        self._begins = lru_cache(maxsize=_CACHE_SIZE)(self._is_beginning)
        self._following = lru_cache(maxsize=_CACHE_SIZE // 10)(self._next_words)
        self._first = lru_cache(maxsize=_CACHE_SIZE)(self._of_first_word)

    def fold(self, text: str) -> str:
        """Fold a text as the language's forms need it."""
        return self._word_forms.fold(text)

    def elided(self, folded: str) -> int:
        """Return how many characters in front of a folded name are an article and its apostrophe: 2 of "l'iran"."""
        first, _, _ = folded.partition(" ")
        front, apostrophe, _ = first.partition("'")
        return len(front) + 1 if apostrophe and self._word_forms.is_elided(first, self.base_of(folded)) else 0

    def name_id(self, folded: str) -> int:
        """Return the number of a folded name, -1 if no place bears it in any of its forms."""
        return -1 if self.reading(folded) is None else self._number(folded)

    def prefixes(self, folded: str) -> list[tuple[int, int]]:
        """Return (length, name id) of the names that a folded text starts with, ending with a word; longest first."""
        words = folded.split(" ")[:_LONGEST_NAME]
        found = []
        for size, bases in self._walk(words):
            seen = " ".join(words[:size])
            if self._keep(seen, bases) is not None:
                found.append((len(seen), self._number(seen)))
        found.reverse()
        return found

    def bearers(self, name_id: int) -> Sequence[tuple[int, int]]:
        """Return (place index, match code) of a name's bearers, the likeliest first."""
        reading = self.reading(self._names[name_id])
        return () if reading is None else reading.bearers

    def tier(self, name_id: int) -> int:
        """Return what the name most notably stands for, a ``TIER_`` number of ``layout``."""
        reading = self.reading(self._names[name_id])
        return layout.TIER_NONE if reading is None else reading.tier

    def stop_names(self) -> Mapping[str, str]:
        """Return the folded names that mostly mean no place in English texts: none, in another language's."""
        return {}

    def indexes_of(self, folded: str, name_id: int = -1) -> Iterator[Sequence[tuple[int, int]]]:  # noqa: ARG002
        """Yield the bearers of a folded name, as the gazetteer does; it has them all in one."""
        reading = self.reading(folded)
        if reading is not None:
            yield reading.bearers

    def base_of(self, folded: str) -> str:
        """Return the name that a folded text is a form of; itself where it is none, and for an adjective."""
        reading = self.reading(folded)
        return folded if reading is None or reading.how in ADJECTIVES else reading.base

    def reading(self, folded: str) -> Reading | None:
        """Return what a folded name is read as, None where no place bears it in any of its forms."""
        if folded in self._readings:
            return self._readings[folded]
        words = folded.split(" ")
        bases: dict[str, How] = {}
        if folded and len(words) <= _LONGEST_NAME:
            for size, found in self._walk(words):
                if size == len(words):
                    bases = found
        return self._keep(folded, bases)

    def spelt(self, folded: str) -> str:
        """Return a folded text with each letter as the language's texts mostly write it."""
        return self._word_forms.spelt(folded)

    def begins(self, word: str) -> bool:
        """Tell whether a folded word in one of its forms is the first of a longer name."""
        _, going = self._first(word)
        forms = self._word_forms.of(word)
        return bool(going) or any(how in ADJECTIVES and self._begins(base + " ") for base, how in forms)

    def starts(self, folded: str) -> list[tuple[int, int]]:
        """Return (length, name id) of the names that a text begins with, whatever letter follows; longest first.

        For scripts that put no spaces between words.
        """
        lengths: set[int] = set()
        for variant in self._word_forms.variants(folded):
            whole = HALF.split(variant, 1)[0]
            for trie in self._tries:
                lengths.update(map(len, trie.prefixes(whole)))
        found = []
        for length in sorted(lengths, reverse=True):
            name_id = self.name_id(folded[:length])
            if name_id >= 0:
                found.append((length, name_id))
        return found

    def _number(self, folded: str) -> int:
        number = self._numbers.get(folded)
        if number is None:
            number = self._numbers[folded] = len(self._names)
            self._names.append(folded)
        return number

    def _walk(self, words: Sequence[str]) -> Iterator[tuple[int, dict[str, How]]]:
        """Yield how many words are a form of names, with these names and how they were reached; shortest first."""
        begun: dict[str, How] = {"": "name"}
        for size, word in enumerate(words, 1):
            whole, going = self._first(word) if size == 1 else self._lengthen(begun, word, last=size == len(words))
            if size == _UNIT_WORDS and not whole and word in self._units:
                whole = dict.fromkeys(self._seats(words[0]), "unit")
            if whole:
                yield size, whole
            if not going and not (size < _UNIT_WORDS and words[1:] and words[1] in self._units):
                return
            begun = going

    def _of_first_word(self, word: str) -> tuple[dict[str, How], dict[str, How]]:
        """Return what ``_lengthen`` does of nothing and a word; many names are asked for that begin with it."""
        return self._lengthen({"": "name"}, word, last=False)

    def _lengthen(self, begun: Mapping[str, How], word: str, *, last: bool) -> tuple[dict[str, How], dict[str, How]]:
        """Return the names, and the beginnings of names, that beginnings and a further word are a form of."""
        whole: dict[str, How] = {}
        going: dict[str, How] = {}
        for front, before in begun.items():
            following = self._following(front) if front else None
            for base, how in self._word_forms.of(word):
                if following is not None and base.partition(" ")[0] not in following:
                    continue
                name = front + base
                if how in ADJECTIVES:
                    # "Киевская область" is a name of its own; only an adjective alone stands for its place, or the
                    # end of one: "нью-йоркский".
                    if not front or self._bearers_of(name):
                        whole.setdefault(name, how)
                    continue
                worse = worse_of(before, how)
                if self._bearers_of(name):
                    whole.setdefault(name, worse)
                if not last and self._begins(name + " "):
                    going.setdefault(name + " ", worse)
        return whole, going

    def _seats(self, word: str) -> Iterator[str]:
        """Yield the places that an adjective before the noun of a unit is of: that of "Зіньківського району"."""
        for base, how in self._word_forms.of(word):
            if how in ADJECTIVES and self._bearers_of(base):
                yield base

    def _keep(self, folded: str, bases: Mapping[str, How]) -> Reading | None:
        if folded not in self._readings:
            if len(self._readings) > _CACHE_SIZE:
                self._readings.clear()
            self._readings[folded] = self._read(folded, bases)
        return self._readings[folded]

    def _read(self, folded: str, bases: Mapping[str, How]) -> Reading | None:
        """Weigh the names that a text can be a form of, and all that bears them."""
        importance = self.gazetteer.columns.importance
        ordinary = folded in self.language.common_words
        worth: dict[int, tuple[int, int, int, str, How]] = {}
        # "Südsudan" is no south of Sudan.
        named = "direction" in bases.values() and any(
            how != "direction" and how not in ADJECTIVES and self._bearers_of(base) for base, how in bases.items()
        )
        for base, how in bases.items():
            if named and how == "direction":
                continue
            for place, code in self._bearers_of(base):
                if not self._counts(place, code, base, how, ordinary=ordinary):
                    continue
                found = layout.DEMONYM | code & layout.HAND_KEPT if how in ADJECTIVES else code
                if how == "unit":
                    found = layout.ALTERNATE
                value = importance[place] - nametable.cost(code) - _HOW_COST[how]
                if place not in worth or worth[place][0] < value:
                    worth[place] = value, place, found, base, how
        if not worth:
            return None
        ranked = sorted(worth.values(), key=lambda item: (-item[0], item[1]))
        if ranked[0][2] & layout.KIND_MASK == layout.DEMONYM:
            # "Московский" is Moscow's before it is a village that is called so.
            ranked = [row for row in ranked if row[2] & layout.KIND_MASK == layout.DEMONYM]
        tier = min(self._tier_by(place, code, base, how) for _, place, code, base, how in ranked)
        return Reading(ranked[0][3], ranked[0][4], tuple((place, code) for _, place, code, _, _ in ranked), tier)

    def _counts(self, place: int, code: int, base: str, how: How, *, ordinary: bool) -> bool:
        """Tell whether a bearer of a base form can be meant by the form, and is not only met by chance."""
        if how in _WRITTEN_SO:
            return True
        if code & layout.CASE_SENSITIVE or code & layout.KIND_MASK == layout.ABBREVIATION:
            return False
        tier = self._tier(place, code, base)
        if how == "ending":
            return not ordinary or tier in _GREAT
        if how == "direction":
            return self._has_parts(place)
        if how == "derived":
            is_usual = code & layout.KIND_MASK == layout.PRIMARY or not is_latin(base)
            return (
                is_usual and (not ordinary or self._small_adjectives) and len(base) >= _LEAST_DERIVED and tier <= _LARGE
            )
        return how != "unit" or self.gazetteer.columns.population[place] >= _LEAST_SEAT

    def _has_parts(self, place: int) -> bool:
        """Tell whether a place is one of which a direction written together with its name is a part: no town."""
        feature_class, code = self.gazetteer.features[self.gazetteer.columns.feature[place]]
        return feature_class in "LT" or (feature_class == "A" and (code.startswith("PCL") or code == "ADM1"))

    def _tier_by(self, place: int, code: int, base: str, how: How) -> int:
        """Return the tier that a bearer gives to a name; a village reached by an ending says little for one."""
        tier = self._tier(place, code, base)
        sure = how == "name" or tier <= _LARGE or code & layout.HAND_KEPT
        return tier if sure else max(tier, layout.TIER_ALTERNATE)

    def _tier(self, place: int, code: int, name: str) -> int:
        # In another script the sources call every name an alternate one.
        if code & layout.KIND_MASK == layout.ALTERNATE and not is_latin(name):
            code ^= layout.ALTERNATE ^ layout.PRIMARY
        columns = self.gazetteer.columns
        feature_class, feature_code = self.gazetteer.features[columns.feature[place]]
        return tier_of(feature_class, feature_code, columns.population[place], code)

    def _find_bearers(self, folded: str) -> tuple[tuple[int, int], ...]:
        """Return all that bears a folded name: Dunaj is the Danube in Czech, whatever it is in Slovene."""
        if not self._is_there(folded):
            return ()
        found: dict[int, int] = {}
        if (exonyms := self.gazetteer.exonyms) is not None:
            for tag in self._tags:
                for place, code, _ in exonyms.bearers(folded, tag):
                    found.setdefault(place, code)
        is_own = any(code & layout.KIND_MASK == layout.PRIMARY for code in found.values())
        # Who writes in other letters writes "London" where the language's own name is not meant.
        quoted = self._has_other_letters and is_latin(folded)
        for bearers in self.gazetteer.indexes_of(folded):
            for place, code in bearers:
                kind = code & layout.KIND_MASK
                doubted = not quoted and (kind == layout.PRIMARY or (is_own and kind == layout.ALTERNATE))
                if not doubted or not self._is_called_otherwise(place):
                    found.setdefault(place, code)
                elif kind == layout.PRIMARY:
                    found.setdefault(place, layout.ALTERNATE)
        return tuple(found.items())

    @cached_property
    def _named(self) -> frozenset[int]:
        """The places that the language has a usual name of its own for."""
        exonyms = self.gazetteer.exonyms
        return frozenset() if exonyms is None else exonyms.places_named(self._tag)

    def _is_called_otherwise(self, place: int) -> bool:
        """Tell whether the language has a usual name of its own for a great place: Slovenes call Georgia Gruzija."""
        return self.gazetteer.columns.importance[place] >= _KNOWN_AFAR and place in self._named

    def _is_beginning(self, text: str) -> bool:
        """Tell whether some name begins with a text."""
        try:
            for trie in self._tries_of(text):
                if next(trie.iterkeys(text), None) is not None:
                    return True
        except UnicodeEncodeError:  # half a character is in no name
            pass
        return False

    def _next_words(self, front: str) -> frozenset[str] | None:
        """Return the words that go on a name's beginning in any name, None where the names are many.

        So what stands behind a word is mostly ruled out without a look at the names.
        """
        found: set[str] = set()
        try:
            for trie in self._tries_of(front):
                names = list(islice(trie.iterkeys(front), _MOST_NEXT))
                if len(names) == _MOST_NEXT:
                    return None
                found.update(name[len(front) :].partition(" ")[0] for name in names)
        except UnicodeEncodeError:
            pass
        return frozenset(found)

    def _is_there(self, folded: str) -> bool:
        """Tell whether any language has a name: of most forms that a word can be of, none does."""
        try:
            for trie in self._tries_of(folded):
                if folded in trie:
                    return True
        except UnicodeEncodeError:
            pass
        return False

    def _tries_of(self, text: str) -> Sequence[Trie]:
        """Return the tries that can have what a text begins: Latin letters may go on in others, but not the reverse."""
        return self._other_tries if "\u0370" <= text[:1] < "\u1e00" and text[0].isalpha() else self._tries


@lru_cache(maxsize=64)
def names_of_language(gazetteer: Gazetteer, language: Language) -> SpokenNames:
    """Return the names of a language; who asks again gets the same, with what it has learned."""
    return SpokenNames(gazetteer, language)
