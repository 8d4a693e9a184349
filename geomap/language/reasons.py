"""Why a place was chosen, in the words of a language."""

from __future__ import annotations

from typing import Any

from geomap.language.tables import Table


class Reasons(Table):
    """``reasons.toml``: sentences with names in braces, and how the language says articles and numbers."""

    sentences: dict[str, str]
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
    thousands: str

    def say(self, key: str, **values: Any) -> str:
        """Return the sentence of a key, its names filled in."""
        return self.sentences[key].format(**values)

    def times_of(self, n: int) -> str:
        """Return a count in words: "once", "3 times"."""
        return self.times.get(str(n)) or self.times["other"].format(n=n)

    def number(self, n: int) -> str:
        """Return a whole number, its thousands apart."""
        return f"{n:,}".replace(",", self.thousands)

    def with_article(self, name: str) -> str:
        """Return a place's name as a sentence has it: "the United States"."""
        wanted = name.startswith(self.article_starts) or name in self.article_names or name.endswith(self.article_ends)
        return self.article.format(name=name) if wanted else name

    def kind(self, noun: str) -> str:
        """Return a kind of place in the language; the English noun where the table lacks it."""
        return self.kinds.get(noun, noun)

    def one(self, noun: str) -> str:
        """Return a noun with its indefinite article: "an airport"; without one in the plural: "heights"."""
        if noun.endswith(self.plural_ending) and self.plural_ending and noun not in self.singulars_like_plurals:
            return noun
        vowel = noun[:1] != "" and noun[:1] in self.vowels
        return (self.indefinite_vowel if vowel else self.indefinite).format(noun=noun)
