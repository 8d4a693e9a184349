"""What speaks for and against a gazetteer name in a text being meant as a place: names of signals, true or absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language import english
from geomap.recognition import tokens
from geomap.recognition.heads import heads_of
from geomap.recognition.matches import TIER_LARGE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geomap.language import Language
    from geomap.recognition.hits import Hit, Match

_TIER = [f"tier {t}" for t in range(11)]
_SHORT_TIER = [f"one word, tier {t}" for t in range(11)]
_MARKS_AFTER = ",.'’-)"


class Signals:
    """The signals of a language.

    Parameters
    ----------
    language
        The language; English without it.
    """

    def __init__(self, language: Language | None = None) -> None:
        language = language or english()
        self._language = language
        self._heads = heads_of(language)
        self._words = words = language.words
        self._classes: tuple[tuple[str, frozenset[str]], ...] = (
            ("title", words.titles),
            ("preposition", words.place_prepositions),
            ("channel", words.channel_words),
            ("head", language.heads.before),
        )

    def of(self, match: Match, text: str, persons: AbstractSet[str], doubtful: AbstractSet[str]) -> list[str]:
        """Return the signals of one match.

        Parameters
        ----------
        match
            A gazetteer name in the text.
        text
            The whole text.
        persons
            Folded words by which the document names persons.
        doubtful
            Folded names that need the support of context: they are mostly something else.
        """
        found = self.own(match, doubtful)
        if is_persons_word(match, persons):
            found.append("a person's word, large" if match.hit.tier <= TIER_LARGE else "a person's word")
        if self._heads.site_after.match(text, match.end, match.end + 40):
            found.append("site head after")
        if match.hit.first == 0:
            found += self._of_word_before(match, text)
        if match.hit.end == len(match.run.tokens):
            found += self._of_word_after(match, text)
        return found

    def own(self, match: Match, doubtful: AbstractSet[str]) -> list[str]:
        """Return the signals that a match's run shows by itself, wherever it stands."""
        hit = match.hit
        found = [_TIER[hit.tier]]
        if hit.end - hit.first == 1:
            found += self._of_word(match)
        found += self._of_run(match)
        if hit.folded in doubtful:
            found.append("mostly something else")
        if hit.in_person:
            found.append("inside a person's name, large" if hit.tier <= TIER_LARGE else "inside a person's name")
        return found

    def of_reading(self, hit: Hit) -> list[str]:  # noqa: ARG002 -- for other languages
        """Return the signals of how a name was read: none, as English texts have names as they are."""
        return []

    def _of_word(self, match: Match) -> list[str]:
        hit = match.hit
        word = match.run.tokens[hit.first]
        folded = word.folded
        found = [_SHORT_TIER[hit.tier]]
        if folded in self._language.common_words:
            found.append("ordinary word, large" if hit.tier <= TIER_LARGE else "ordinary word")
        if folded in self._language.given_names:
            found.append("given name, large" if hit.tier <= TIER_LARGE else "given name")
        if folded in self._language.surnames:
            found.append("surname, large" if hit.tier <= TIER_LARGE else "surname")
        if folded in self._words.calendar:
            found.append("month or day")
        if len(folded) <= 3:
            found.append("short")
        if word.text.isupper() and len(folded) > 1:
            found.append("capitals, short" if len(folded) <= 4 else "capitals")
        return found

    def _of_run(self, match: Match) -> list[str]:
        """Return the signals from the words beside the match in its run."""
        if match.shouted:
            # The sentences to learn from hardly have headlines: a country or province of some length keeps its odds.
            return [] if match.hit.tier <= 2 and len(match.folded) > 3 else ["shouted"]
        words, hit = match.run.tokens, match.hit
        found = self._of_run_before(match) if hit.first else []
        if hit.end < len(words):
            after = words[hit.end].folded
            if after in self._heads.areas:
                found.append("head after")
            elif after in self._words.organisation_words:
                found.append("organisation after")
            elif after not in self._words.connectors:
                found.append("place after" if any(h.first == hit.end for h in match.run.hits) else "name after")
        return found

    def _of_run_before(self, match: Match) -> list[str]:
        """Return the signals from the word of the run before the match."""
        words, first = match.run.tokens, match.hit.first
        before = words[first - 1].folded
        if before in self._words.titles:
            return ["title before"]
        if before in self._words.compass:
            return ["direction before"]
        if before in self._words.genitives and first > 1:
            return ["organisation of" if words[first - 2].folded in self._words.organisation_of else "capital of"]
        if before in self._heads.before:
            return ["head before"]
        if before in self._words.connectors:
            return []
        return ["place before" if any(h.end == first for h in match.run.hits) else "name before"]

    def _of_word_before(self, match: Match, text: str) -> list[str]:
        before = word_before(match, text)
        if not before:
            return first_signals(text, match.start)
        is_site = before in self._heads.joiners and self._heads.site_before(text, match.start)
        return [*self.before(before), *(["site head before"] if is_site else [])]

    def before(self, word: str) -> list[str]:
        """Return the signals of the word before a match, lower case."""
        return ["before: " + word, *(name + " before" for name, words in self._classes if word in words)]

    def _of_word_after(self, match: Match, text: str) -> list[str]:
        following = text[match.end : match.end + 1]
        if following and following in _MARKS_AFTER:
            return [mark_signal(following)]
        after = tokens.word_after(text, match.end)
        return self.after(after) if after else []

    def after(self, word: str) -> list[str]:
        """Return the signals of the word after a match, lower case."""
        return ["after: " + word, *(["head after"] if word in self._heads.areas else [])]


def signals(match: Match, text: str, persons: AbstractSet[str], doubtful: AbstractSet[str]) -> list[str]:
    """Return the signals of one match in an English text, see ``Signals.of``."""
    return Signals().of(match, text, persons, doubtful)


def is_persons_word(match: Match, persons: AbstractSet[str]) -> bool:
    """Tell whether the document names a person by this one word elsewhere."""
    hit = match.hit
    return hit.folded in persons and hit.end - hit.first == 1 and not hit.in_person


def word_before(match: Match, text: str) -> str:
    """Return the word before a match; the match remembers it."""
    if match.before is None:
        match.before = tokens.word_before(text, match.start)
    return match.before


def first_signals(text: str, start: int) -> list[str]:
    """Return the signals of a match that no word stands before."""
    found = ["sentence begins" if tokens.begins_sentence(text, start) else "after punctuation"]
    if text[max(0, start - 2) : start].strip() == ",":
        found.append("comma before")
    return found


def mark_signal(mark: str) -> str:
    """Return the signal of a punctuation mark right after a match."""
    return "then " + mark.replace("’", "'")
