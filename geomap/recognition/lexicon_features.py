"""What speaks for and against a gazetteer name in a text being meant as a place: names of signals, true or absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition import tokens
from geomap.recognition.heads import JOINERS, SITE_AFTER, site_before
from geomap.recognition.matches import TIER_LARGE
from geomap.recognition.vocabulary import (
    CALENDAR,
    CHANNEL_WORDS,
    COMPASS,
    CONNECTORS,
    DISTRICT_HEADS,
    HEADS_BEFORE,
    NATURE_HEADS,
    ORGANISATION_OF,
    ORGANISATION_WORDS,
    PLACE_PREPOSITIONS,
    TITLES,
)
from geomap.recognition.wordlists import common_words, given_names, surnames

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geomap.recognition.matches import Match

_TIER = [f"tier {t}" for t in range(11)]
_SHORT_TIER = [f"one word, tier {t}" for t in range(11)]
_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("title", TITLES),
    ("preposition", PLACE_PREPOSITIONS),
    ("channel", CHANNEL_WORDS),
    ("head", HEADS_BEFORE),
)


def signals(match: Match, text: str, persons: AbstractSet[str], neverless: AbstractSet[str]) -> list[str]:
    """The signals of one match.

    Parameters
    ----------
    match
        A gazetteer name in the text.
    text
        The whole text.
    persons
        Folded words by which the document names persons.
    neverless
        Folded names that need the support of context: they are mostly something else.
    """
    found = own_signals(match, neverless)
    if is_persons_word(match, persons):
        found.append("a person's word, large" if match.hit.tier <= TIER_LARGE else "a person's word")
    if SITE_AFTER.match(text, match.end, match.end + 40):
        found.append("site head after")
    if match.hit.first == 0:
        found += _signals_of_word_before(match, text)
    if match.hit.end == len(match.run.tokens):
        found += _signals_of_word_after(match, text)
    return found


def own_signals(match: Match, neverless: AbstractSet[str]) -> list[str]:
    """Those of the signals that the run alone shows, the same wherever it stands."""
    hit = match.hit
    found = [_TIER[hit.tier]]
    if hit.end - hit.first == 1:
        found += _word_signals(match)
    found += _run_signals(match)
    if hit.folded in neverless:
        found.append("mostly something else")
    if hit.in_person:
        found.append("inside a person's name, large" if hit.tier <= TIER_LARGE else "inside a person's name")
    return found


def is_persons_word(match: Match, persons: AbstractSet[str]) -> bool:
    """Whether the document names a person by this one word elsewhere."""
    hit = match.hit
    return hit.folded in persons and hit.end - hit.first == 1 and not hit.in_person


def _word_signals(match: Match) -> list[str]:
    hit = match.hit
    word = match.run.tokens[hit.first]
    folded = word.folded
    found = [_SHORT_TIER[hit.tier]]
    if folded in common_words():
        found.append("ordinary word, large" if hit.tier <= TIER_LARGE else "ordinary word")
    if folded in given_names():
        found.append("given name, large" if hit.tier <= TIER_LARGE else "given name")
    if folded in surnames():
        found.append("surname, large" if hit.tier <= TIER_LARGE else "surname")
    if folded in CALENDAR:
        found.append("month or day")
    if len(folded) <= 3:
        found.append("short")
    if word.text.isupper() and len(folded) > 1:
        found.append("capitals, short" if len(folded) <= 4 else "capitals")
    return found


def _run_signals(match: Match) -> list[str]:
    """Signals from the words beside the match in its run."""
    if match.shouted:
        # The sentences to learn from hardly have headlines: a country or province of some length keeps its odds there.
        return [] if match.hit.tier <= 2 and len(match.folded) > 3 else ["shouted"]
    words, hit = match.run.tokens, match.hit
    found = _signals_before(match) if hit.first else []
    if hit.end < len(words):
        after = words[hit.end].folded
        if after in DISTRICT_HEADS or after in NATURE_HEADS:
            found.append("head after")
        elif after in ORGANISATION_WORDS:
            found.append("organisation after")
        elif after not in CONNECTORS:
            found.append("place after" if any(h.first == hit.end for h in match.run.hits) else "name after")
    return found


def _signals_before(match: Match) -> list[str]:
    """Signals from the word of the run before the match."""
    words, first = match.run.tokens, match.hit.first
    before = words[first - 1].folded
    if before in TITLES:
        return ["title before"]
    if before in COMPASS:
        return ["direction before"]
    if before == "of" and first > 1:
        return ["organisation of" if words[first - 2].folded in ORGANISATION_OF else "capital of"]
    if before in HEADS_BEFORE:
        return ["head before"]
    if before in CONNECTORS:
        return []
    return ["place before" if any(h.end == first for h in match.run.hits) else "name before"]


def _signals_of_word_before(match: Match, text: str) -> list[str]:
    before = word_before(match, text)
    if not before:
        return first_signals(text, match.start)
    site = ["site head before"] if before in JOINERS and site_before(text, match.start) else []
    return [*before_signals(before), *site]


def word_before(match: Match, text: str) -> str:
    """The word before a match; the match remembers it."""
    if match.before is None:
        match.before = tokens.word_before(text, match.start)
    return match.before


def first_signals(text: str, start: int) -> list[str]:
    """Signals of a match that no word stands before."""
    found = ["sentence begins" if tokens.begins_sentence(text, start) else "after punctuation"]
    if text[max(0, start - 2) : start].strip() == ",":
        found.append("comma before")
    return found


def before_signals(word: str) -> list[str]:
    """Signals of the word before a match, lower case."""
    return ["before: " + word, *(name + " before" for name, words in _CLASSES if word in words)]


def _signals_of_word_after(match: Match, text: str) -> list[str]:
    following = text[match.end : match.end + 1]
    if following and following in _MARKS_AFTER:
        return [mark_signal(following)]
    after = tokens.word_after(text, match.end)
    return after_signals(after) if after else []


_MARKS_AFTER = ",.'’-)"


def mark_signal(mark: str) -> str:
    """Signal of a punctuation mark right after a match."""
    return "then " + mark.replace("’", "'")


def after_signals(word: str) -> list[str]:
    """Signals of the word after a match, lower case."""
    return ["after: " + word, *(["head after"] if word in DISTRICT_HEADS or word in NATURE_HEADS else [])]
