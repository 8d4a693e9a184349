"""Movements in languages whose words stand in any order: "von A nach B", "A'dan B'ye", "从A飞往B".

What counts is how a language marks an origin and a destination (by a word before or behind the name, or by what is
joined to it), and a word of motion in the same clause. The marks are data (``[marks]`` of ``movements.toml``).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

from geomap.gazetteer.names import fold
from geomap.language.sentences import Sentences
from geomap.language.wordlists import WordLists
from geomap.movements import Motion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.language import Language
    from geomap.model import Toponym
    from geomap.movements import MovementKind

_CLAUSE = re.compile(r"[,;:()\"“”„«»‘’—–，；：（）「」،؛]|\s-\s")
_NO_ENDS = frozenset({"demonym", "organisation", "zone"})
_BEFORE, _BEHIND = 9, 7
"""The word of motion stands at most so many words before the places, or behind them."""
_APART = 7
"""So many words stand between the places at most."""
_TOUCHING = 2
"""What stands no farther from a word belongs to it."""
_CERTAINTY, _BY_GENITIVE = 0.85, 0.75
"""How sure the marks tell of a movement; less where that of the origin may also mean "of"."""
_PLANNED = 0.55
_FIRE = "fire"


class _Item(NamedTuple):
    """A word or a name of a clause, as it is compared; ``number`` is that of the toponym, -1 of a word."""

    text: str
    start: int
    end: int
    number: int = -1


class _Marked(NamedTuple):
    """A name with a mark: where it stands in the clause, where its mark begins and ends, and whether that is weak."""

    place: int
    first: int
    last: int
    weak: bool = False


class MarkedMovementFinder:
    """Finds the movements that texts of a language tell by the marks of their places.

    Parameters
    ----------
    language
        The language; one without marks finds nothing.
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(self._language.movements.verbs)

    @cached_property
    def _lists(self) -> WordLists:
        table = self._language.movements
        lists = dict(table.marks) | dict(table.words)
        lists |= {f"verb {kind}": words for kind, words in table.verbs.items()}
        lists |= {f"mover {kind}": words for kind, words in table.movers.items()}
        return WordLists(self._language, lists, fold, running=self._language.story.running)

    def find(
        self,
        text: str,
        toponyms: Sequence[Toponym],
        starts: Sequence[int] | None = None,  # noqa: ARG002 -- for languages that tell an origin by a word
    ) -> tuple[Motion, ...]:
        """Return the movements of a text, in its order.

        Parameters
        ----------
        text
            The text.
        toponyms
            What was found in it, sorted and disjoint.
        starts
            For languages that tell an origin by a word.
        """
        if len(toponyms) < 2 or not self._language.movements.marks:
            return ()
        sentences = Sentences(text, self._language)
        groups: dict[tuple[int, int], list[int]] = {}
        for number, toponym in enumerate(toponyms):
            groups.setdefault(sentences.around(toponym.start, toponym.end), []).append(number)
        found: list[Motion] = []
        for sentence, numbers in groups.items():
            if len(numbers) > 1:
                for items in self._clauses(text, sentence, numbers, toponyms):
                    found += _Clause(self._lists, self._kinds, items, toponyms).motions(sentence)
        return tuple(found)

    def _clauses(
        self, text: str, sentence: tuple[int, int], numbers: Sequence[int], toponyms: Sequence[Toponym]
    ) -> Iterator[list[_Item]]:
        """Yield the clauses of a sentence that name two places or more."""
        first, last = sentence
        items: list[_Item] = []
        for number in [*numbers, -1]:
            end = toponyms[number].start if number >= 0 else last
            cuts = [found.span() for found in _CLAUSE.finditer(text, first, end)]
            for start, until in [*cuts, (end, end)]:
                items += (_Item(self._lists.fold(w[0]), *w.span()) for w in self._lists.spans(text, first, start))
                first = until
                if start < end:
                    yield items
                    items = []
            if number >= 0:
                one = toponyms[number]
                items.append(_Item("", one.start, one.end, number))
                first = one.end
        yield items


class _Clause:
    """A clause, which says what moves in it."""

    def __init__(
        self, lists: WordLists, kinds: Sequence[str], items: Sequence[_Item], toponyms: Sequence[Toponym]
    ) -> None:
        self._lists, self._kinds, self._items, self._toponyms = lists, kinds, items, toponyms

    def motions(self, sentence: tuple[int, int]) -> Iterator[Motion]:
        """Yield what moves from one place of the clause to another."""
        items = self._items
        names = [at for at, item in enumerate(items) if item.number >= 0 and self._is_end(item.number)]
        if len(names) < 2 or self._is("denied"):
            return
        words = [(at, item) for at, item in enumerate(items) if item.number < 0]
        verbs = [(at, kind) for at, item in words if (kind := self._kind(item, "verb"))]
        if not any(self._kind(item, "mover") == _FIRE for _, item in words):
            # "Launched a flight from A to B": what is fired must be named.
            verbs = [verb for verb in verbs if verb[1] != _FIRE]
        if not verbs:
            return
        origins = [mark for at in names if (mark := self._marked(at, "from")) is not None]
        for target in (mark for at in names if (mark := self._marked(at, "to")) is not None):
            near = sorted(origins, key=lambda origin: abs(origin.place - target.place))
            for origin in near:
                told = self._told(origin, target, verbs)
                if told is not None:
                    yield self._motion(origin, target, told, sentence)
                    break

    def _is_end(self, number: int) -> bool:
        return self._toponyms[number].kind not in _NO_ENDS

    def _is(self, name: str) -> bool:
        return self._lists.has(name, [item.text for item in self._items if item.number < 0])

    def _kind(self, item: _Item, what: str) -> str:
        """Return the kind of movement that a word tells, ``""`` for none."""
        return next((kind for kind in self._kinds if self._lists.has(f"{what} {kind}", [item.text])), "")

    def _marked(self, at: int, role: str) -> _Marked | None:
        """Return a name with the mark of a role, None where it has none."""
        has, items = self._lists.has, self._items
        front, ending = self._lists.joined(self._toponyms[items[at].number])
        if has(f"{role}_still", ending):
            return None
        if has(role, front) or has(f"{role}_behind", ending):
            return _Marked(at, at, at)
        if ending and has("endings", ending):
            return None
        before = at - 1
        # "From the city of Homs": small words and nouns of places stand between.
        while before >= 0 and items[before].number < 0 and has("small", [items[before].text]):
            if has(role, [items[before].text]):
                break
            before -= 1
        if before >= 0 and items[before].number < 0 and has(role, [items[before].text]):
            return _Marked(at, before, at, has("weak", [items[before].text]))
        behind = [item.text for item in items[at + 1 : at + 1 + _TOUCHING] if item.number < 0]
        for count, word in enumerate(behind, 1):
            if has(f"{role}_behind", [word]):
                return _Marked(at, at, at + count)
            if not has("small", [word]):
                break
        return None

    def _told(self, origin: _Marked, target: _Marked, verbs: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
        """Return the word of motion that goes with two places, None where none does."""
        if origin.place == target.place:
            return None
        first, second = sorted((origin, target))
        between = range(first.last + 1, second.first)
        if len(between) > _APART or self._breaks(between) or self._holds_mark(between):
            return None
        is_pair = origin.place < target.place and len(between) <= 1
        found = [verb for verb in verbs if self._goes_with(verb[0], origin, target, is_pair=is_pair)]
        # A word that is the mark itself ("逃往") says it best.
        return min(found, key=lambda verb: min(abs(verb[0] - first.first), abs(verb[0] - second.last)), default=None)

    def _goes_with(self, verb: int, origin: _Marked, target: _Marked, *, is_pair: bool) -> bool:
        start, end = min(origin.first, target.first), max(origin.last, target.last)
        if verb < start:
            reaches = start - verb <= _BEFORE and not self._breaks(range(verb + 1, start))
            return reaches and (not origin.weak or is_pair or 0 < origin.first - verb <= _TOUCHING)
        if verb > end:
            reaches = verb - end <= _BEHIND and not self._breaks(range(end + 1, verb))
            return reaches and (not origin.weak or is_pair)
        if verb in (*range(origin.first, origin.last + 1), *range(target.first, target.last + 1)):
            return not origin.weak
        if origin.weak:
            return 0 < origin.first - verb <= _TOUCHING
        # "From A they went to B"; "a convoy from A reached B"; "to B they came from A".
        opens = origin.first == 0 or bool(self._kind(self._items[origin.first - 1], "mover"))
        return opens or target.place < origin.place

    def _breaks(self, between: range) -> bool:
        return self._lists.has("breakers", [self._items[at].text for at in between])

    def _holds_mark(self, between: range) -> bool:
        """Tell whether another place of a movement stands between."""
        names = [at for at in between if self._items[at].number >= 0]
        return any(self._marked(at, role) is not None for at in names for role in ("from", "to"))

    def _motion(self, origin: _Marked, target: _Marked, verb: tuple[int, str], sentence: tuple[int, int]) -> Motion:
        items = self._items
        start = min(origin.first, target.first, verb[0])
        end = max(origin.last, target.last, verb[0])
        passed = [
            mark
            for at in range(start, end + 1)
            if items[at].number >= 0 and at not in (origin.place, target.place)
            if (mark := self._marked(at, "via")) is not None
        ]
        kind, mover = self._mover(verb)
        is_planned = self._is("planned")
        certainty = _BY_GENITIVE if origin.weak else _CERTAINTY
        return Motion(
            start=items[start].start,
            end=items[end].end,
            sentence=sentence,
            origin=items[origin.place].number,
            destination=items[target.place].number,
            via=tuple(items[mark.place].number for mark in passed),
            kind=cast("MovementKind", kind),
            mover=mover,
            certainty=certainty * (_PLANNED if is_planned else 1.0),
            planned=is_planned,
        )

    def _mover(self, verb: tuple[int, str]) -> tuple[str, tuple[int, int]]:
        """Return the kind of a movement, and the span of the word for who moves: the one nearest to the verb."""
        at, kind = verb
        movers = [
            (abs(place - at), told, item)
            for place, item in enumerate(self._items)
            if item.number < 0 and place != at and (told := self._kind(item, "mover"))
        ]
        if not movers:
            return kind, (0, 0)
        _, told, item = min(movers, key=lambda mover: mover[0])
        return told, (item.start, item.end)
