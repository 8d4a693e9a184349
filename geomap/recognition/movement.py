"""Movements: "Assad fled to Russia from Hmeimim", "a ship from Marseille to Tartus", "we left A and reached B".

The words are data (``movements.toml`` of the language). A movement is looked for only where a word of an origin
("from", "left") stands before a toponym, and a word of motion and another toponym are near.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

from geomap.language import DEFAULT
from geomap.movements import Motion
from geomap.recognition.masking import PEOPLE, PLACE, Masked, compile_masked, mask, sentences_of
from geomap.recognition.movement_hints import possible_origins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.language import Language
    from geomap.language.parts import MovementWords
    from geomap.model import Toponym
    from geomap.movements import MovementKind
    from geomap.recognition.marked_movement import MarkedMovementFinder

_GOES_ON = re.compile(rf"[^{PLACE}]{{2,80}}{PLACE}")
_LETTERS = re.compile(r"[a-z]+")
_WORD = re.compile(rf"[\w'’-]+|[{PLACE}{PEOPLE}]|[,;:()\"“”—–]|\$|€|£")
_CLAUSE = frozenset(',;:()"“”—–')
_FAR = 9
"""The verb stands at most so many words before the places."""
_SUBJECT = 8
"""So many words before the verb tell who moves, and whether it is denied."""
_BEHIND = 5
_PLANNED = 0.55
"""What is left of the certainty of what is only announced."""
_AIM = 0.75
"""The same of an infinitive: "boarded a plane to fly from … to …"."""
_NO_ENDS = frozenset({"demonym", "organisation", "zone"})


class _ClauseWord(NamedTuple):
    """A word of a masked sentence in small letters, its span, and whether it has a capital within the sentence."""

    text: str
    start: int
    end: int
    is_name: bool


class _MotionWord(NamedTuple):
    """What tells of motion: its number among the words, the kind that it means, and which list has it."""

    number: int
    kind: str
    list: str = "verbs"


class _Frame:
    """An expression with room for places; it is compiled when a sentence has all it needs: that takes milliseconds."""

    def __init__(self, needs: frozenset[str], text: str, macros: dict[str, str], certainty: float) -> None:
        self.needs, self.certainty = needs, certainty
        self._text, self._macros = text, macros

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return compile_masked(self._text, self._macros)


class MovementFinder:
    """Finds the movements that texts of a language tell.

    Parameters
    ----------
    language
        The language; one without frames finds nothing.
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    @cached_property
    def _table(self) -> MovementWords:
        return self._language.movements

    @cached_property
    def _frames(self) -> list[_Frame]:
        macros = self._table.macros
        return [_Frame(frozenset(r["needs"]), r["text"], macros, float(r["certainty"])) for r in self._table.frames]

    @cached_property
    def _quick(self) -> dict[str, re.Pattern[str]]:
        return {name: compile_masked(text, {}) for name, text in self._table.quick.items()}

    @cached_property
    def _start(self) -> re.Pattern[str]:
        return compile_masked(self._table.stages["start"], self._table.macros)

    @cached_property
    def _next(self) -> re.Pattern[str]:
        return compile_masked(self._table.stages["next"], self._table.macros, follows=True)

    @cached_property
    def _kinds(self) -> dict[str, dict[str, str]]:
        """The kinds by word: of verbs, nouns, connections and movers."""
        table = self._table
        groups = {
            "verbs": table.verbs,
            "nouns": table.nouns,
            "owned": table.owned,
            "connections": table.connections,
            "movers": table.movers,
        }
        return {name: {w: kind for kind, words in group.items() for w in words} for name, group in groups.items()}

    def find(self, text: str, toponyms: Sequence[Toponym], starts: Sequence[int] | None = None) -> tuple[Motion, ...]:
        """The movements of a text, in its order.

        Parameters
        ----------
        text
            The text.
        toponyms
            What was found in it, sorted and disjoint.
        starts
            What ``possible_origins`` has found of them; it is asked without.
        """
        if starts is None:
            starts = possible_origins(text, toponyms, self._language.cues)
        if not starts:
            return ()
        found: list[Motion] = []
        for first, last in sentences_of(text, toponyms):
            if bisect_left(starts, first) < bisect_left(starts, last):
                found += self._in_sentence(mask(text, first, last, toponyms, with_containers=True), toponyms)
        return tuple(found)

    @cached_property
    def _motions(self) -> frozenset[str]:
        """All words that tell of motion."""
        return frozenset().union(*(self._kinds[name] for name in ("verbs", "nouns", "owned", "connections")))

    def _in_sentence(self, masked: Masked, toponyms: Sequence[Toponym]) -> list[Motion]:
        if len(masked.signs) < 2 or self._motions.isdisjoint(_LETTERS.findall(masked.text.lower())):
            return []
        sentence = _Clauses(self._table, self._kinds, masked)
        found: list[Motion] = []
        met = {name for name, look in self._quick.items() if look.search(masked.text)}
        for frame in self._frames:
            if frame.needs <= met:
                for m in frame.compiled.finditer(masked.text):
                    found += self._framed(sentence, m, frame.certainty)
        if "start" in met:
            for m in self._start.finditer(masked.text):
                found += self._journey(sentence, m)
        return _chosen([one for one in found if _is_sound(one, toponyms)])

    def _framed(self, sentence: _Clauses, m: re.Match[str], certainty: float) -> Iterator[Motion]:
        verb = sentence.verb_of(m)
        if verb is None or not sentence.fits(verb, m) or not sentence.happens(verb, m):
            return
        made = sentence.motion(verb, m, certainty)
        yield made
        yield from self._onward(sentence, m.end("b"), m.start("b"), made)

    def _journey(self, sentence: _Clauses, m: re.Match[str]) -> Iterator[Motion]:
        """A journey in stages, from where it starts."""
        verb = _MotionWord(sentence.word_at(m.start("verb")), "travel")
        if sentence.happens(verb, m):
            made = sentence.motion(verb, m, self._table.certainty["stages"])
            legs = self._onward(sentence, m.end("a"), m.start("a"), made)
            yield from (replace(leg, start=made.start) if leg.origin == made.origin else leg for leg in legs)

    def _onward(self, sentence: _Clauses, at: int, place: int, before: Motion) -> Iterator[Motion]:
        """What follows on a movement in the same sentence: "… and on to C"."""
        masked, certainty = sentence.masked, min(before.certainty, self._table.certainty["stages"])
        while _GOES_ON.match(masked.text, at) and (m := self._next.match(masked.text, at)) is not None:
            yield replace(
                before,
                start=masked.at(place),
                end=masked.at(m.end("b")),
                origin=masked.number(place),
                destination=masked.number(m.start("b")),
                via=(),
                certainty=certainty,
            )
            at, place = m.end("b"), m.start("b")


class _Clauses:
    """A masked sentence with its words, which says what moves in it."""

    def __init__(self, table: MovementWords, kinds: dict[str, dict[str, str]], masked: Masked) -> None:
        self._table, self._kinds, self.masked = table, kinds, masked
        found = _WORD.finditer(masked.text)
        self._words = [_ClauseWord(m[0].lower(), *m.span(), m[0] != m[0].lower() and m.start() > 0) for m in found]
        self._starts = [word.start for word in self._words]

    def word_at(self, position: int) -> int:
        """Number of the first word that begins at a position, or behind it."""
        return bisect_left(self._starts, position)

    def verb_of(self, m: re.Match[str]) -> _MotionWord | None:
        """What tells of motion: in the frame where it has room for it, otherwise the nearest before it."""
        groups = m.groupdict()
        if groups.get("verb"):
            number = self.word_at(m.start("verb"))
            return _MotionWord(number, self._kinds["verbs"].get(self._words[number].text, "travel"))
        inside = groups.get("inside")
        last = self.word_at(m.end("inside") if inside else m.start())
        first = self.word_at(m.start("inside")) if inside else max(0, last - _FAR)
        for number in range(last - 1, first - 1, -1):
            word = self._words[number].text
            if word in self._table.words["breakers"] or word in _CLAUSE:
                return None
            if number == last - 1 and not inside and (noun := self._noun_at(number)):
                return noun
            if word in self._kinds["verbs"]:
                return _MotionWord(number, self._kinds["verbs"][word])
        return None

    def _noun_at(self, number: int) -> _MotionWord | None:
        """A noun of motion that stands right before the places, and is no verb: "they march", "to ship"."""
        words, word = self._table.words, self._words[number].text
        before = self._words[number - 1].text if number else ""
        if before in words["tellers"] | words["planned"]:
            return None
        lists = ("nouns", "connections", "owned") if before in words["owners"] else ("nouns", "connections")
        known = next((name for name in lists if word in self._kinds[name]), None)
        return None if known is None else _MotionWord(number, self._kinds[known][word], known)

    def fits(self, verb: _MotionWord, m: re.Match[str]) -> bool:
        """Whether the verb goes with the word before the destination, and with who moves."""
        words, word = self._table.words, self._words[verb.number].text
        to = m["to"].split()[-1]
        if to in ("in", "at", "on") and word not in words["arrivals"]:
            return False
        if m["to"] == "for" and word not in words["departures"]:
            return False
        if verb.list == "connections":
            return any(word.text in words["happened"] for word in self._behind(m))
        only = [kind for kind, verbs in self._table.only.items() if word in verbs]
        return not only or self.who(verb, m)[0] in only

    def _behind(self, m: re.Match[str]) -> list[_ClauseWord]:
        first = self.word_at(m.end())
        return self._words[first : first + _BEHIND]

    def _before(self, verb: _MotionWord) -> list[_ClauseWord]:
        """The words of the verb's clause before it."""
        found: list[_ClauseWord] = []
        for number in range(verb.number - 1, max(-1, verb.number - 1 - _SUBJECT), -1):
            word = self._words[number]
            if word.text in _CLAUSE or word.text in self._table.words["turns"]:
                break
            found.append(word)
        return found[::-1]

    def _above(self, first: int) -> list[_ClauseWord]:
        """Return what says of a whole clause that it is so or not: "denied that weapons were shipped"."""
        turn = self._words[first - 1].text if first else ""
        return self._words[max(0, first - 4) : first - 1] if turn in self._table.words["reporting"] else []

    def happens(self, verb: _MotionWord, m: re.Match[str]) -> bool:
        """Whether it is told of something that moved: not denied, no habit, no connection, no figure of speech."""
        words, before = self._table.words, self._before(verb)
        # "May" is a month.
        said = {word.text for word in (*before, *self._above(verb.number - len(before))) if not word.is_name}
        object_words = {word.text for word in self._words[verb.number + 1 : self.word_at(m.start("a"))]}
        if said & words["denied"] or (said | object_words) & words["figures"]:
            return False
        if any(word.text in words["after"] for word in self._behind(m)):
            return False
        if self._words[verb.number].text in words["habits"] and verb.list == "verbs":
            return any(word.text in words["tellers"] | words["planned"] for word in before[-2:])
        return True

    def motion(self, verb: _MotionWord, m: re.Match[str], certainty: float) -> Motion:
        """The movement of a frame's places."""
        groups, masked = m.groupdict(), self.masked
        kind, mover = self.who(verb, m)
        planned = any(word.text in self._table.words["planned"] for word in self._before(verb)[-4:])
        before = [word.text for word in self._before(verb)]
        if "to" in before[-2:] and not any(word in self._table.words["done"] for word in before[-4:]):
            certainty *= _AIM
        start = min(self._words[verb.number].start, m.start())
        return Motion(
            start=masked.at(start),
            end=masked.at(m.end()),
            sentence=(masked.at(0), masked.at(len(masked.text))),
            origin=masked.number(m.start("a")),
            destination=masked.number(m.start("b" if groups.get("b") else "a")),
            via=tuple(masked.number(m.start(key)) for key in ("v", "w") if groups.get(key)),
            kind=cast("MovementKind", kind),
            mover=mover,
            certainty=certainty * (_PLANNED if planned else 1.0),
            planned=planned,
        )

    def who(self, verb: _MotionWord, m: re.Match[str]) -> tuple[str, tuple[int, int]]:
        """The kind of the movement, and the span of the words for who moves."""
        table, masked = self._table, self.masked
        subject = self._before(verb)
        while subject and subject[-1].text in table.words["auxiliaries"] | table.words["planned"]:
            subject.pop()
        until = self.word_at(m.start())
        object_words = self._words[verb.number + 1 : until] if verb.list == "verbs" else []
        carried = table.verbs["transport"] | table.words["takes_object"]
        is_carried = self._words[verb.number].text in carried and bool(object_words)
        movers = self._kinds["movers"]
        kinds = [movers[word.text] for word in (*object_words, *reversed(subject)) if word.text in movers]
        kind = verb.kind
        if verb.list == "verbs" and kinds:
            # An embassy moves where it is moved, and missiles may be shipped.
            keeps = (kinds[0] == "relocation" and not is_carried) or (kinds[0] == "fire" and kind == "transport")
            kind = kind if keeps else kinds[0]
        elif verb.list != "verbs":
            kind = kinds[0] if kinds else kind
            subject = [*subject, self._words[verb.number]]
        told = object_words if is_carried else subject
        if not told:
            return kind, (0, 0)
        return kind, (masked.at(told[0].start), masked.at(told[-1].end))


def _is_sound(one: Motion, toponyms: Sequence[Toponym]) -> bool:
    """Whether its ends are places, and two of them."""
    stops = [toponyms[number] for number in (one.origin, *one.via, one.destination)]
    return not any(stop.kind in _NO_ENDS for stop in stops) and stops[0].text != stops[-1].text


def _chosen(found: Sequence[Motion]) -> list[Motion]:
    """Each movement once, the surest of those that share an end with another of the same words."""
    chosen: list[Motion] = []
    for one in sorted(found, key=lambda m: (-m.certainty, -len(m.via), m.start)):
        arrives = any(one.destination == other.destination for other in chosen)
        if not arrives:
            chosen.append(one)
    return sorted(chosen, key=lambda m: (m.start, m.end))


@cache
def movement_finder(language: Language) -> MovementFinder | MarkedMovementFinder:
    """What finds the movements of a language."""
    if language.code == DEFAULT:
        return MovementFinder(language)
    from geomap.recognition.marked_movement import MarkedMovementFinder

    return MarkedMovementFinder(language)
