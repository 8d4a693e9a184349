"""The forms of a name: what a word can be the case, the adjective or the joined form of, told by a language's tables.

A form is a guess about letters and no more. Whether the base form is a name at all, and whether it is likelier than
chance, says who asks: ``geomap.gazetteer.spoken``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geomap.language.language import Language

How = Literal["name", "script", "clitic", "ending", "adjective"]
"""How a word leads to a base form, the surest first."""

HOWS: Final[tuple[How, ...]] = ("name", "script", "clitic", "ending", "adjective")
_LEAST: Final = 3
_SHORTEST: Final = 2
_CACHE_SIZE: Final = 60_000
_MARK: Final = "'"
_INNER = re.compile("(?<=\\w)['’ʼ‘`´](?=\\w)")


class WordForms:
    """The forms of a language's words.

    Parameters
    ----------
    language
        Whose tables are used.
    """

    def __init__(self, language: Language) -> None:
        forms = language.forms
        self._least = forms.least or _LEAST
        self._clitics = _longest_first(map(fold, forms.clitics))
        self._suffixes = _longest_first(map(fold, forms.suffixes))
        self._apostrophes = forms.apostrophes
        self._elisions = frozenset(map(fold, forms.elisions))
        self._letters = tuple((fold(seen), fold(base)) for seen, base in forms.letters.items())
        self._endings = _folded(forms.endings)
        # What makes an adjective of a name stands before the adjective's own endings, where these are told.
        self._adjectives = _folded(
            {made + end: bases for made, bases in forms.adjectives.items() for end in forms.adjective_endings or ("",)}
        )
        self._stems: dict[str, list[str]] = {}
        for stem, name in language.adjectives:
            self._stems.setdefault(fold(stem), []).append(fold(name))
        self._adjective_endings = frozenset(map(fold, forms.adjective_endings))
        self._longest = max(map(len, (*self._endings, *self._adjectives, *self._adjective_endings)), default=0)
        self._known: dict[str, tuple[tuple[str, How], ...]] = {}

    def fold(self, text: str) -> str:
        """Fold a text; an apostrophe inside a word stays where the language sets endings or articles off by it."""
        if not (self._apostrophes or self._elisions) or text.isalpha():
            return fold(text)
        parts = _INNER.split(text)
        return fold(text) if len(parts) == 1 else _MARK.join(map(fold, parts))

    def of(self, word: str) -> tuple[tuple[str, How], ...]:
        """Return what a folded word can be a form of, with how: the word itself first, then the surest.

        Parameters
        ----------
        word
            One folded word.
        """
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _CACHE_SIZE:
                self._known.clear()
            found: dict[str, How] = {}
            for base, how in self._forms(word):
                found.setdefault(base, how)
            known = self._known[word] = tuple(sorted(found.items(), key=lambda item: HOWS.index(item[1])))
        return known

    def _forms(self, word: str) -> Iterator[tuple[str, How]]:
        whole = word.replace(_MARK, "")
        yield whole, "name"
        spelt = whole
        for seen, base in self._letters:
            spelt = spelt.replace(seen, base)
        yield spelt, "script"
        for start, how in ((spelt, "name"), *self._starts(word, spelt)):
            if how != "name":
                yield start, how
            yield from self._reduced(start)

    def _starts(self, word: str, spelt: str) -> Iterator[tuple[str, How]]:
        """Yield a word without what is written in front of its name."""
        for clitic in self._clitics:
            if spelt.startswith(clitic) and len(spelt) - len(clitic) >= self._least:
                yield spelt[len(clitic) :], "clitic"
        front, mark, back = word.partition(_MARK)
        if mark:
            if front in self._elisions and len(back) >= _SHORTEST:
                yield back.replace(_MARK, ""), "clitic"
            front = word.rpartition(_MARK)[0].replace(_MARK, "")
            if self._apostrophes and len(front) >= _SHORTEST:
                yield front, "ending"

    def _reduced(self, word: str) -> Iterator[tuple[str, How]]:
        """Yield a word without what is written behind its name."""
        for suffix in self._suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= self._least:
                yield word[: -len(suffix)], "ending"
        for size in range(min(self._longest, len(word) - self._least), -1, -1):
            stem, tail = word[: len(word) - size], word[len(word) - size :]
            for base in self._endings.get(tail, ()):
                if len(stem) + len(base) >= _LEAST:
                    yield stem + base, "ending"
            for base in self._adjectives.get(tail, ()):
                if len(stem) >= _LEAST:
                    yield stem + base, "adjective"
            if tail in self._adjective_endings:
                for name in self._stems.get(stem, ()):
                    yield name, "adjective"


@cache
def forms_of(language: Language) -> WordForms:
    """Return the forms of a language's words."""
    return WordForms(language)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _folded(table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return a table of endings, folded; of several that fold to the same all count. ``-`` is no ending."""
    found: dict[str, dict[str, None]] = {}
    for seen, bases in table.items():
        found.setdefault(fold(seen), {}).update(dict.fromkeys(map(fold, bases.split())))
    return {seen: tuple(bases) for seen, bases in found.items()}
