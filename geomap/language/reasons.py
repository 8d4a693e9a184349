"""Why a place was chosen, in the words of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUPS = ("sentences", "story", "relative", "movements", "asked")


class Reasons(Table):
    """``reasons.toml``: sentences with names in braces, and how the language says articles and numbers.

    ``geomap.language.said`` fills them in.
    """

    sentences: dict[str, str]
    story: dict[str, str]
    relative: dict[str, str]
    movements: dict[str, str]
    times: dict[str, str]
    asked: dict[str, str]
    kinds: dict[str, str]
    article: str
    article_starts: tuple[str, ...]
    article_ends: tuple[str, ...]
    article_names: frozenset[str]
    indefinite: str
    indefinite_vowel: str
    vowels: str
    plural_ending: str
    singulars_like_plurals: frozenset[str]
    quote: str
    comma: str
    thousands: str
    decimal: str
    digits: str

    @property
    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """The tables of sentences by their names."""
        return {
            "sentences": self.sentences,
            "story": self.story,
            "relative": self.relative,
            "movements": self.movements,
        }

    def fill_from(self, other: Reasons) -> Reasons:
        """Take the sentences that the table lacks from another language's."""
        for group in _GROUPS:
            setattr(self, group, getattr(other, group) | getattr(self, group))
        for key in ("quote", "comma", "decimal"):
            setattr(self, key, getattr(self, key) or getattr(other, key))
        return self

    def times_of(self, n: int, language: str = "en") -> str:
        """Return a count in words: "once", "3 times"."""
        words = self.times.get(str(n))
        if words is None:
            from geomap.language.plurals import plural_category

            words = self.times.get(plural_category(language, n)) or self.times["other"]
        return words.format(n=self.in_digits(str(n)))

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number, its thousands apart."""
        whole, _, rest = f"{value:,.{decimals}f}".partition(".")
        return self.in_digits(whole.replace(",", self.thousands) + (self.decimal + rest if rest else ""))

    def in_digits(self, number: str) -> str:
        """Return a number in the language's own digits."""
        return number.translate(dict(zip(range(48, 58), self.digits, strict=True))) if self.digits else number

    def with_article(self, name: str) -> str:
        """Return a place's name as a sentence has it: "the United States"."""
        wanted = name.startswith(self.article_starts) or name in self.article_names or name.endswith(self.article_ends)
        return self.article.format(name=name) if wanted else name

    def kind(self, noun: str) -> str:
        """Return a kind of place in the language; the English noun where the table lacks it."""
        return self.kinds.get(noun, noun)

    def one(self, noun: str) -> str:
        """Return a noun with its indefinite article: "an airport"; without one in the plural: "heights"."""
        if not self.indefinite:
            return noun
        if noun.endswith(self.plural_ending) and self.plural_ending and noun not in self.singulars_like_plurals:
            return noun
        vowel = noun[:1] != "" and noun[:1] in self.vowels
        return (self.indefinite_vowel if vowel else self.indefinite).format(noun=noun)
