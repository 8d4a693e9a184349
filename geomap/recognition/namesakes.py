"""What bears a place's name and is no place: ships, storms, breeds, dishes, treaties, bands, persons.

The words beside a name tell: "the frigate Hamburg", "Hurricane Florence", "Jersey cows", "his wife Georgia". They and
the whole names ("Brazil nuts") stand in ``namesakes.toml`` and ``namesakes.csv`` of the language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.layout import TIER_COUNTRY
from geomap.language.patterns import any_of, lazily
from geomap.recognition.adjectives import adjectives_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.language import Language
    from geomap.recognition.spans import Span

_REACH = 80
_MARKS = frozenset(",;:!?)]”’'\"…—–")
_CAPITALISED = re.compile(r"(?:[A-Z\u00c0-\u00de][\w’'.-]*|of|de|da|del|am|the)[ \u00a0]$")
_MORE = re.compile(r"(?:[ \u00a0-](?:(?:of|de|da|del|am|the)[ \u00a0])?[A-Z\u00c0-\u00de][\w’']*){1,6}")
_WORD_AFTER = lazily(r"[ \u00a0\n-]{1,2}([\w’'-]+)")
_NEXT = re.compile(r"[ \u00a0]([A-Z\u00c0-\u00de][\w’']*)")
_BEGINS = re.compile(r"(?:^|[.!?…:;\n\"“”][ \u00a0]{0,2})$")
_PLURAL = re.compile(r"(?:s|es)?(?!\w)")
_CONTAINED = re.compile(r",[ \u00a0][A-Z]")
_SMALL = frozenset({"of", "de", "da", "del", "am", "the"})
_GAPS = frozenset(" \u00a0'’")
_MOST_WORDS = 4
_LEAST_SURNAME: Final = 3


class Namesakes:
    """Tells of a name whether the words beside it make it the name of something else.

    Parameters
    ----------
    language
        The language of the text.
    """

    def __init__(self, language: Language) -> None:
        words = self._words = language.namesakes
        self._language = language
        self._prepositions = language.words.place_prepositions | language.words.genitives
        self._placing = language.words.place_prepositions - language.words.genitives
        self._adjectives = adjectives_of(language)
        self._rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, kind in language.namesake_rows:
            self._rows[_first_word(name)].append((name, kind))
        determiner = any_of(words.determiners)
        gap = r"(?:[\w’'-]+[ \u00a0]){0,5}?"
        self._ship_beside = _pattern(rf",[ \u00a0](?:{determiner})[ \u00a0]{gap}", words.ships, r"s?(?!\w)")
        kinds = any_of(words.band_kinds)
        bands = f"(?:{any_of(words.band_nouns)}|(?:{kinds})[ \u00a0]group)"
        self._band_beside = lazily(
            rf"(?:[ \u00a0]and[ \u00a0][A-Z]\w+)?,[ \u00a0](?:{determiner})[ \u00a0]{gap}{bands}(?!\w)"
        )
        self._band_before = lazily(rf"(?:{kinds})[ \u00a0](?:{any_of(words.bands)})[ \u00a0]$")
        self._person_beside = _pattern(rf",[ \u00a0](?:{determiner})[ \u00a0]{gap}", words.person_nouns,
                                       r"(?=,|\.|[ \u00a0](?:of|who|from|with|in|at)\b)")  # fmt: skip
        venues = rf"(?!\w|[ \u00a0](?:{any_of(words.treaty_venues)}))"
        self._treaty = _pattern(r"(?:['’]s)?(?:[ \u00a0][A-Z]\w+)?[ \u00a0]", words.treaties, venues, title=True)
        self._small_treaty = _pattern(r"[ \u00a0]", words.small_treaties, r"(?!\w)")
        self._syndrome = _pattern(r"[ \u00a0]", words.any_name, r"(?!\w)")

    def kind(
        self, text: str, start: int, end: int, *, demonym: bool = False, country: bool = False, whole: bool = False
    ) -> str:
        """Return what bears the name at ``text[start:end]``.

        ``"ship"``, ``"storm"``, ``"person"`` …, ``""`` for a place.

        Parameters
        ----------
        text, start, end
            The text, and the span of the name.
        demonym
            Whether the name is that of a people.
        country
            Whether it is a country's before all: treaties are made about countries, not named for them.
        whole
            Whether a place bears all of several words: then the first of them is nobody's given name.
        """
        if self._in_table(text, start, end):
            return "name"
        if demonym and (kind := self._adjectives.kind(text, start, end)):
            return kind
        before = _Before.of(text, start)
        return (
            self._by_ship(text, start, end, before)
            or self._by_storm(before)
            or self._by_treaty(text, end, country=country or demonym)
            or self._by_band(text, start, end, before)
            or self._by_team(text, start, end, before, whole=whole)
            or ("" if whole else self._by_person(text, start, end, before))
        )

    def adjective(self, text: str, start: int, end: int) -> str:
        """Return what a name would mean if it were a people's: ``"language"``, ``"goods"``, or ``""``."""
        return self._adjectives.kind(text, start, end)

    def is_placed(self, text: str, start: int, end: int) -> bool:
        """Tell whether the words beside a name say that it is a place: "in Florence", "Florence, Oregon"."""
        before = _Before.of(text, start).last.lower()
        return before in self._language.words.place_prepositions or bool(_CONTAINED.match(text, end))

    def _in_table(self, text: str, start: int, end: int) -> bool:
        """Tell whether a whole name of the table begins here: "Brazil nuts", or "Jersey" before "cows"."""
        first = _first_word(text[start:end].lower())
        return any(self._is_row(text, start, end, name, kind) for name, kind in self._rows.get(first, ()))

    def _is_row(self, text: str, start: int, end: int, name: str, kind: str) -> bool:
        stop = start + len(name)
        if text[start:stop].lower() != name:
            return False
        heads = self._words.heads.get(kind)
        befores = self._words.before.get(kind)
        if heads is None and befores is None:
            last = _PLURAL.match(text, stop)
            return last is not None and end <= last.end()
        if text[stop : stop + 1].isalnum():
            return False
        if befores is not None:
            before = _Before.of(text, start)
            word = before.second if before.last in self._words.determiners else before.last
            return end == stop and word.lower() in befores
        after = _WORD_AFTER.match(text, stop)
        word = after[1].lower() if after else ""
        if heads and word in heads:
            return end <= (after.end() if after else stop)
        return end == stop and self._stands_alone(text, start, stop, kind, word)

    def _stands_alone(self, text: str, start: int, stop: int, kind: str, word: str) -> bool:
        """Tell whether a breed or drink stands without its noun: "a Chihuahua bit him"."""
        alone = self._words.alone
        if kind not in alone.get("kinds", ()) or _Before.of(text, start).last.lower() not in alone["before"]:
            return False
        return word in alone["after"] or (not word and text[stop : stop + 1] in ".!?;")

    def _by_ship(self, text: str, start: int, end: int, before: _Before) -> str:
        words = self._words
        first = text[start:end].partition(" ")[0]
        if before.last in words.ship_prefixes or (first in words.ship_prefixes and first != text[start:end]):
            return "ship"
        run = _run_start(text, start) if before.last[:1].isupper() or before.last in _SMALL else start
        lead = before if run == start else _Before.of(text, run)
        if lead.last.lower() in words.ships and (lead.last[0].isupper() or self._has_determiner(text, run)):
            return "ship"
        more = _more(text, end)
        several = more is not None or run < start
        article = (before.last if run == start else _Before.of(text, run).last).lower() in words.determiners
        if (more or text[end : end + 1] == ",") and (
            article or (several and text[run:start].lower().startswith("the "))
        ):
            beside = self._ship_beside.match(text, more.end() if more else end)
            return "ship" if beside else ""
        return ""

    def _has_determiner(self, text: str, run: int) -> bool:
        """Tell whether a noun phrase begins in the words before a position, so that "ship" is no verb."""
        before = text[max(0, run - _REACH) : run].lower().split()[-_MOST_WORDS - 1 : -1]
        return any(word in self._words.determiners or word.endswith(("'s", "’s")) for word in before)

    def _by_storm(self, before: _Before) -> str:
        words, last = self._words, before.last
        if last.lower() in words.storms:
            return "storm"
        if last.lower() not in words.capital_storms:
            return ""
        return "storm" if last[0].isupper() or before.second.lower() in words.storm_kinds else ""

    def _by_treaty(self, text: str, end: int, *, country: bool) -> str:
        if self._syndrome.match(text, end):
            return "name"
        if country:
            return ""
        if text[end : end + 1] not in _GAPS:
            return ""
        return "treaty" if self._treaty.match(text, end) or self._small_treaty.match(text, end) else ""

    def _by_band(self, text: str, start: int, end: int, before: _Before) -> str:
        if before.last in self._words.bands and self._band_before.search(text, max(0, start - _REACH), start):
            return "band"
        if text[end : end + 1] not in (",", " ") and not before.last:
            return ""
        named = before.last.lower() in self._words.band_nouns
        if named and before.second.lower() in self._words.determiners and not before.last.endswith("s"):
            return "band"
        if before.last.lower() in self._placing:
            return ""
        return "band" if self._band_beside.match(text, end) else ""

    def _by_team(self, text: str, start: int, end: int, before: _Before, *, whole: bool) -> str:
        """Tell whether the name of a team or a newspaper ends the run of capitalised words: "Jakarta Post"."""
        more = _more(text, end)
        if not more and " " not in text[start:end]:
            return ""
        last = (more[0] if more else text[start:end]).rpartition(" ")[2].lower()
        if before.last.lower() in self._prepositions or not (more or (" " in text[start:end] and not whole)):
            return ""
        return "team" if last in self._words.teams else "paper" if last in self._words.papers else ""

    def _by_person(self, text: str, start: int, end: int, before: _Before) -> str:
        """Tell whether a given name stands before a surname or after a relative, or an apposition tells a person."""
        words = self._words
        name = text[start:end].lower()
        last, second = before.last.lower(), before.second.lower()
        if " " not in name and not text[end : end + 3].startswith(("'s ", "’s ")):
            given = name in words.given_names or name in self._language.given_names
            if given and last in words.relations and second in words.owners:
                return "person"
            if given and last in words.called and second in words.bearers:
                return "person"
        first, _, rest = text[start:end].partition(" ")
        joined = text[max(0, start - 1) : start] in ("-", "–", "/")
        if (
            not joined
            and first.lower() in words.given_names
            and last not in self._prepositions
            and self._has_surname(text, start + len(first), rest)
        ):
            return "person"
        if (
            text[end : end + 1] == ","
            and _BEGINS.search(text, max(0, start - 4), start)
            and self._person_beside.match(text, end)
        ):
            return "person"
        return ""

    def _has_surname(self, text: str, at: int, rest: str) -> bool:
        """Tell whether a surname follows a given name that ends at ``at``.

        A known one, or any before "has" or "said".
        """
        following = _NEXT.match(text, at)
        if following is None or (rest and following[1] != rest):
            return False
        word = following[1].lower()
        language = self._language
        if len(word) < _LEAST_SURNAME or not following[1][1:].islower() or word in self._no_surnames:
            return False
        after = _WORD_AFTER.match(text, following.end())
        goes_on = after[1].lower() if after else ""
        follows = goes_on in self._words.follows_person
        if word in language.surnames and word not in language.common_words:
            return follows or (after is None or not after[1][0].isupper())
        if word in language.surnames:
            return follows or text[following.end() : following.end() + 1] == ","
        return follows and word not in language.common_words

    @cached_property
    def _no_surnames(self) -> frozenset[str]:
        heads, words = self._language.heads, self._language.words
        venues = words.streets | words.schools | words.buildings
        named = heads.districts | heads.nature | words.organisation_words | words.areas
        return named | venues | words.compass | words.calendar


class _Before(NamedTuple):
    """The last two words before a position."""

    last: str
    second: str

    @classmethod
    def of(cls, text: str, start: int) -> _Before:
        """Return the last two words before a position; ``""`` where there is none."""
        # String methods: this is asked for every name of a text.
        before = text[max(0, start - _REACH) : start].rstrip('"“‘(')
        if not before or not before[-1].isspace():
            return cls("", "")
        words = before.rsplit(None, 2)
        last = words[-1] if words and words[-1][-1] not in _MARKS else ""
        if not last:
            return cls("", "")
        second = words[-2].rpartition(" ")[2] if len(words) > 1 else ""
        return cls(last, "" if second[-1:] in _MARKS else second)


def _run_start(text: str, start: int) -> int:
    """Return where the run of capitalised words before a position begins: that of "Maersk Hangzhou" at "Hangzhou"."""
    run = start
    for _ in range(_MOST_WORDS - 1):
        m = _CAPITALISED.search(text, max(0, start - 30), start)
        if m is None:
            break
        if m.start() and text[m.start() - 1] not in " \u00a0\n":
            break
        start = m.start()
        if text[start].isupper():
            run = start
    return run


def _more(text: str, end: int) -> re.Match[str] | None:
    """Return the capitalised words right behind a name."""
    return _MORE.match(text, end) if text[end : end + 1] in " \u00a0-" else None


def _first_word(name: str) -> str:
    return name.partition(" ")[0].partition("-")[0].rstrip(".")


def _pattern(front: str, words: Iterable[str], back: str, *, title: bool = False) -> re.Pattern[str]:
    alternatives = any_of(word.capitalize() for word in words) if title else any_of(words)
    return lazily(f"{front}(?:{alternatives}){back}")


def without_namesakes(
    text: str, found: Sequence[Span], language: Language, is_people: Callable[[Span], bool]
) -> list[Span]:
    """Leave out the spans that name something else, and their repetitions where no preposition of place precedes.

    Parts of the names of teams and newspapers stay, and say so.
    """
    namesakes = namesakes_of(language)
    kept: list[Span] = []
    other_names: set[str] = set()
    for span in found:
        if span.kind in ("zone", "coordinates"):
            kept.append(span)
            continue
        tier = span.match.hit.tier if span.match is not None else 0
        kind = namesakes.kind(
            text,
            span.start,
            span.end,
            demonym=span.kind == "demonym",
            country=tier == TIER_COUNTRY,
            whole=span.match is not None and " " in span.match.folded,
        )
        # Of a demonym that was asked already.
        if not kind and span.kind != "demonym" and is_people(span):
            kind = namesakes.adjective(text, span.start, span.end)
        if kind in ("", "team", "paper"):
            span.part_of = kind
            kept.append(span)
        elif kind in ("ship", "storm", "band", "person"):
            other_names.add(text[span.start : span.end])
    if not other_names:
        return kept
    return [
        span
        for span in kept
        if text[span.start : span.end] not in other_names or namesakes.is_placed(text, span.start, span.end)
    ]


@cache
def namesakes_of(language: Language) -> Namesakes:
    """Return the judge of a language's namesakes, made once per language."""
    return Namesakes(language)
