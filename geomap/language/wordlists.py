"""Lists of words as a language writes them in a text: with endings, joined to a name, without spaces between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.language import DEFAULT
from geomap.language.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geomap.language import Language
    from geomap.model import Toponym

_ENGLISH_WORD = re.compile(r"[^\W\d_]+")
# Signs that are written over and between letters belong to their word: a vowel of Hindi is no letter to \w.
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963\u200c"
_WORD = re.compile(rf"(?:[^\W\d_][{_SIGNS}]*)+")
_APOSTROPHES = "'’ʼ"
_LEAST_STEM = 3
"""Letters that are left of a name whose ending tells its case."""
_LEAST_WORD = 2
_MARKS = "-*"
_NONE: frozenset[str] = frozenset()


class WordLists:
    """Lists of words of a language, and how they are found in its texts.

    An entry that ends with ``*`` stands for all words that begin so; one with a hyphen for what is written together
    with a name, on its front ("ב-") or its end ("-ssa"). Words are compared folded; English ones in small letters.

    Parameters
    ----------
    language
        The language.
    lists
        Words by the name of their list.
    fold
        How names are folded for looking them up.
    running
        Whether words stand without spaces.
    """

    def __init__(
        self,
        language: Language,
        lists: Mapping[str, AbstractSet[str]],
        fold: Callable[[str], str],
        *,
        running: bool = False,
    ) -> None:
        self._is_english = language.code == DEFAULT
        self._folded = str.lower if self._is_english else fold
        folded = {name: {self._entry(word) for word in words} for name, words in lists.items()}
        self._words = {name: frozenset(w for w in words if not w.endswith("*")) for name, words in folded.items()}
        self._stems = {name: tuple(w[:-1] for w in words if w.endswith("*")) for name, words in folded.items()}
        self._clitics = () if self._is_english else tuple(sorted(language.forms.clitics, key=lambda c: -len(c)))
        every = {word for words in folded.values() for word in words}
        endings = {word[1:] for word in every if word.startswith("-")}
        self._endings = tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))
        self._with_apostrophe = language.forms.apostrophes
        self._expression = _ENGLISH_WORD if self._is_english else _WORD
        if running:
            # The words of the lists, the longest first, else single signs.
            self._expression = re.compile(rf"{any_of(word.strip(_MARKS) for word in every)}|[A-Za-z]+|[^\W\d_]")

    def _entry(self, word: str) -> str:
        """Return a word of a list as it is compared, with the mark that it may have on its front or end."""
        bare = word.strip(_MARKS)
        return word.replace(bare, self.fold(bare), 1)

    def fold(self, text: str) -> str:
        """Return a text as it is compared."""
        return self._folded(text)

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the words of a text, or of a part of it."""
        return self._expression.finditer(text, start, len(text) if end is None else end)

    def words(self, text: str) -> list[str]:
        """Return the words of a text as they are compared."""
        return list(map(self._folded, self._expression.findall(text)))

    def has(self, name: str, words: Sequence[str]) -> bool:
        """Tell whether one of some words is in a list."""
        if not words:
            return False
        read = [one for word in words for one in self._readings(word)] if self._clitics else words
        if not self._words.get(name, _NONE).isdisjoint(read):
            return True
        stems = self._stems.get(name, ())
        return bool(stems) and any(one.startswith(stems) for one in read)

    def _readings(self, word: str) -> Iterator[str]:
        """Yield a word, and what is left of it without what is written on its front ("and", "the")."""
        yield word
        for clitic in self._clitics:
            if word.startswith(clitic) and len(word) - len(clitic) >= _LEAST_WORD:
                yield word[len(clitic) :]

    def joined(self, toponym: Toponym) -> tuple[list[str], list[str]]:
        """Return what is written together with a name, as words before and behind it: "ב-" of "בדמשק", "-ssa"."""
        if self._is_english:
            return [], []
        text, name = toponym.text, toponym.name
        front = text[: -len(name)] if name and text != name and text.endswith(name) else ""
        return ([self.fold(front) + "-"] if front in self._clitics else []), self._ending(text)

    def _ending(self, text: str) -> list[str]:
        if not self._endings:
            return []
        if self._with_apostrophe:
            marks = [at for at, sign in enumerate(text) if sign in _APOSTROPHES]
            return ["-" + self.fold(text[marks[-1] + 1 :])] if marks else []
        word = self.fold(text.rpartition(" ")[2])
        known = (one for one in self._endings if word.endswith(one) and len(word) - len(one) >= _LEAST_STEM)
        ending = next(known, "")
        return [f"-{ending}"] if ending else []
