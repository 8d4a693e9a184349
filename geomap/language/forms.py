"""The forms of a name: what a word can be the case, the adjective or the joined form of, told by a language's tables.

A form is a guess about letters and no more. Whether the base form is a name at all, and whether it is likelier than
chance, says who asks: ``geomap.gazetteer.spoken``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from geomap.language.language import Language

How = Literal["name", "script", "clitic", "ending", "direction", "adjective", "derived", "unit"]
"""How a word leads to a base form, the surest first: an adjective by a table, another by what makes adjectives.

A unit is one that is told by its seat, before a noun: "Зіньківський район" of Зіньків.
"""

HOWS: Final[tuple[How, ...]] = ("name", "script", "clitic", "ending", "direction", "adjective", "derived", "unit")
RANKS: Final[Mapping[How, int]] = {how: rank for rank, how in enumerate(HOWS)}
ADJECTIVES: Final = frozenset({"adjective", "derived"})
_LEAST: Final = 3
_SHORTEST: Final = 2
_CACHE_SIZE: Final = 60_000
_JOINERS: Final = ("\u200c", "\u05be")
"""The half space of Persian and the hyphen of Hebrew: a name may be written with a space there, or as one."""
_APOSTROPHE: Final = "'"
_MARK: Final = "-"
"""What stands in a folded word for the mark before an ending."""
_LONGEST_ENDING: Final = 6
_AROUND: Final = ' \t\n\u00a0,;:!?()[]«»„“”"*#'
_INNER = re.compile("(?<=\\w)['’ʼ‘`´](?=\\w)")


class WordForms:
    """The forms of a language's words.

    Parameters
    ----------
    language
        Whose tables are used.
    fold
        How names are folded for looking them up.
    """

    def __init__(self, language: Language, fold: Callable[[str], str]) -> None:
        forms = language.forms
        self._plain = fold
        self._least = forms.least or _LEAST
        self._clitics = _ByLetter(_longest_first(map(fold, forms.clitics)), 0)
        self._suffixes = _ByLetter(_longest_first(map(fold, forms.suffixes)), -1)
        self._apostrophes = forms.apostrophes
        self._inner = tuple(map(fold, forms.inner))
        self._elisions = frozenset(map(fold, forms.elisions))
        marks = "".join(forms.marks.split())
        self._marked = re.compile(f"(?<=\\w\\w)[{re.escape(marks)}](?=\\w{{1,{_LONGEST_ENDING}}}$)") if marks else None
        joiners = "".join(rf"(?!{re.escape(word)}\b)" for word in sorted(language.words.list_joiners))
        self._broken = re.compile(rf"¬\s*|(?<=\w)-\s+(?=[^\W\d_A-Z]){joiners}(?=[a-zß-ÿа-яё])")
        directions = _longest_first(map(fold, getattr(language.modifiers, "joined", ())))
        self._directions = _ByLetter(directions, 0)
        self._letters = tuple((fold(seen), fold(base)) for seen, base in forms.letters.items())
        self._endings = _folded(forms.endings, fold)
        self._stem_bases = _folded(forms.stems, fold)
        self._stem_ends = _ByLetter(self._stem_bases, -1)
        # What makes an adjective of a name stands before the adjective's own endings, where these are told.
        self._adjectives = _folded(
            {made + end: bases for made, bases in forms.adjectives.items() for end in forms.adjective_endings or ("",)},
            fold,
        )
        self._stems: dict[str, list[str]] = {}
        for stem, name in language.adjectives:
            self._stems.setdefault(fold(stem), []).append(fold(name))
        self._adjective_endings = frozenset(map(fold, forms.adjective_endings))
        self._adjective_sizes = _sizes_of(self._adjective_endings)
        self._sizes = _sizes_of({*self._endings, *self._adjectives})
        self._front_bases = _folded(forms.fronts, fold)
        self._fronts = _ByLetter(_longest_first(self._front_bases), 0)
        self._spellings = tuple(str.maketrans(*pair) for pair in language.spellings)
        self._known: dict[str, tuple[tuple[str, How], ...]] = {}

    def fold(self, text: str) -> str:
        """Fold a text, but keep the apostrophe or mark by which the language sets an ending or an article off.

        A word that the end of a line broke is whole again, and what stands around a name is no part of it.
        """
        if text.isalpha():
            return self._plain(text)
        for joiner in _JOINERS:
            if joiner in text:
                return joiner.join(map(self.fold, text.split(joiner)))
        text = self._broken.sub("", text).strip(_AROUND)
        if self._marked is not None and (mark := self._marked.search(text)) and text[mark.end() :].islower():
            return f"{self._fold_words(text[: mark.start()])}{_MARK}{self._plain(text[mark.end() :])}"
        return self._fold_words(text)

    def _fold_words(self, text: str) -> str:
        if not (self._apostrophes or self._elisions):
            return self._plain(text)
        return _APOSTROPHE.join(map(self._plain, _INNER.split(text)))

    def spelt(self, folded: str) -> str:
        """Return a folded text with each letter as most texts of the language write it: 東京 as 东京 in Chinese."""
        return folded.translate(self._spellings[0]) if self._spellings else folded

    def variants(self, folded: str) -> Iterator[str]:
        """Yield the writings of a folded text that mean the same, of the same length each."""
        yield folded
        for table in self._spellings:
            spelt = folded.translate(table)
            if spelt != folded:
                yield spelt

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
                if base not in found or RANKS[how] < RANKS[found[base]]:
                    found[base] = how
            known = self._known[word] = tuple(sorted(found.items(), key=lambda item: RANKS[item[1]]))
        return known

    def _forms(self, word: str) -> Iterator[tuple[str, How]]:
        whole = word.replace(_APOSTROPHE, "").replace(_MARK, " ")
        for joiner in _JOINERS:
            if joiner in whole:
                yield whole.replace(joiner, " "), "name"
                whole = whole.replace(joiner, "")
        yield whole, "name"
        for variant in (*self.variants(whole), *self._parted(whole)):
            yield variant, "script"
        spelt = whole
        for seen, base in self._letters:
            spelt = spelt.replace(seen, base)
        yield spelt, "script"
        starts: dict[str, How] = {whole: "name", spelt: "script"}
        starts |= dict(self._starts(word, spelt))
        for start, how in starts.items():
            yield start, how
            for base, reached in self._reduced(start):
                yield base, worse_of(how, reached)

    def _parted(self, word: str) -> Iterator[str]:
        """Yield a word parted before an article inside of it: hashtags write "حفر الباطن" as one."""
        for article in self._inner:
            at = word.find(article, _SHORTEST)
            if 0 < at < len(word) - len(article) - 1:
                yield f"{word[:at]} {word[at:]}"

    def _starts(self, word: str, spelt: str) -> Iterator[tuple[str, How]]:
        """Yield a word without what is written in front of its name."""
        yield from ((base, "clitic") for base in self._other_fronts(spelt))
        for clitic in self._clitics[spelt[:1]]:
            if spelt.startswith(clitic) and len(spelt) - len(clitic) >= self._least:
                yield spelt[len(clitic) :], "clitic"
        for direction in self._directions[spelt[:1]]:
            if spelt.startswith(direction) and len(spelt) - len(direction) > self._least:
                yield spelt[len(direction) :], "direction"
        if _APOSTROPHE in word or _MARK in word:
            yield from self._without_marks(word)

    def _without_marks(self, word: str) -> Iterator[tuple[str, How]]:
        """Yield what stands before or behind the apostrophe or mark by which an ending or an article is set off."""
        front, apostrophe, back = word.partition(_APOSTROPHE)
        if apostrophe:
            if front in self._elisions and len(back) >= _SHORTEST:
                yield back.replace(_APOSTROPHE, ""), "clitic"
            front = word.rpartition(_APOSTROPHE)[0].replace(_APOSTROPHE, "")
            if self._apostrophes and len(front) >= _SHORTEST:
                yield front, "clitic"
        if _MARK in word:
            yield word.partition(_MARK)[0].replace(_APOSTROPHE, ""), "clitic"

    def _other_fronts(self, spelt: str) -> Iterator[str]:
        """Yield a word with the front that its name has where it stands alone: "لل" is "ال"."""
        for front in self._fronts[spelt[:1]]:
            if spelt.startswith(front) and len(spelt) - len(front) >= self._least:
                yield from (base + spelt[len(front) :] for base in self._front_bases[front])

    def _reduced(self, word: str) -> Iterator[tuple[str, How]]:
        """Yield a word without what is written behind its name."""
        told = False
        for size in self._adjective_sizes if self._stems else ():
            stem = word[: max(0, len(word) - size)]
            if stem in self._stems and word[len(stem) :] in self._adjective_endings:
                told = True
                yield from ((name, "adjective") for name in self._stems[stem] if name)
        for suffix in self._suffixes[word[-1:]]:
            if word.endswith(suffix) and len(word) - len(suffix) >= self._least:
                yield word[: -len(suffix)], "ending"
        for size in self._sizes:
            if size > len(word) - self._least:
                continue
            stem, tail = word[: len(word) - size], word[len(word) - size :]
            for base in self._endings.get(tail, ()):
                if len(stem) + len(base) >= _LEAST:
                    yield stem + base, "ending"
                    yield from ((other, "ending") for other in self._other_stems(stem + base))
            if not told:
                yield from ((stem + base, "derived") for base in self._adjectives.get(tail, ()) if len(stem) >= _LEAST)

    def is_elided(self, word: str, base: str) -> bool:
        """Tell whether a folded word is an article before an apostrophe and a name: "l'iran" of the base "iran"."""
        front, apostrophe, back = word.partition(_APOSTROPHE)
        return bool(apostrophe) and front in self._elisions and not base.startswith(front + back[:1])

    def _other_stems(self, word: str) -> Iterator[str]:
        """Yield a word with the letters that its stem has where no ending follows."""
        for end in self._stem_ends[word[-1:]]:
            if word.endswith(end) and len(word) > len(end):
                for base in self._stem_bases[end]:
                    yield word[: len(word) - len(end)] + base


def worse_of(one: How, other: How) -> How:
    """Return the less sure of two ways that lead to a base form."""
    return other if RANKS[other] > RANKS[one] else one


class _ByLetter(dict[str, tuple[str, ...]]):
    """Affixes by their first letter (``at`` 0) or last (-1), in order: most words can have none of them."""

    def __init__(self, affixes: Iterable[str], at: int) -> None:
        every = tuple(affixes)
        for letter in {affix[at] for affix in every if affix}:
            self[letter] = tuple(affix for affix in every if not affix or affix[at] == letter)
        self[""] = tuple(affix for affix in every if not affix)

    def __missing__(self, letter: str) -> tuple[str, ...]:
        return self[""]


def _sizes_of(endings: Iterable[str]) -> tuple[int, ...]:
    """Return the lengths of endings, the longest first."""
    return tuple(sorted(set(map(len, endings)), reverse=True))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _folded(table: Mapping[str, str], fold: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """Return a table of endings, folded; of several that fold to the same all count. ``-`` is no ending."""
    found: dict[str, dict[str, None]] = {}
    for seen, bases in table.items():
        found.setdefault(fold(seen), {}).update(dict.fromkeys(map(fold, bases.split())))
    return {seen: tuple(bases) for seen, bases in found.items()}
