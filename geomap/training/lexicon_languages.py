"""Fit the quick recogniser for other languages: ``python -m geomap.training.lexicon_languages --tagged FILE``.

The file has a sentence a line, ``{"tokens", "labels", "lang", "source"}`` with BIO labels; ``LOC`` and ``FAC`` are
places. Languages differ by fifteen times in size, so each gives as many sentences as the others, and counts the same.
Languages that are alike are fitted together; the words around a name carry their language, all other signals are
shared, so that a language without any sentence has them too. Needs numpy and scipy, which running does not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.language import find_language
from geomap.recognition.lexicon import GROUPS, Lexicon, bundled_weights, signals_of
from geomap.recognition.matches import TIER_DEMONYM
from geomap.training import logistic
from geomap.training.lexicon_fit import detokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.language import Language

FAMILIES: Final[Mapping[str, str]] = {
    "nouns with capitals": "de",
    "cyrillic": "ru uk bg sr mk be kk",
    "without capitals": "ar fa he hi ur ne zh ja ko th te",
    "latin": "es it fr pt ro nl sv da no fi et hu tr id pl cs sk sl hr bs sr",
}
OTHER: Final = "latin"
"""What serves a language that is in none of the groups."""
_SENTENCES: Final = 2_500
_FEWEST_USES: Final = 10
_FEWEST_OF_WORDS: Final = 25
"""Uses of a word beside a name, for it to be a signal of its own."""
_PENALTY: Final = 2.0
_LANGUAGE_SIZE: Final = 2_000
"""As many examples each language counts for."""
_OF_TABLES: Final = frozenset(
    {
        *("site head after", "site head before", "head after", "head before", "preposition before", "title before"),
        *("organisation after", "organisation of", "capital of", "direction before", "channel before", "month or day"),
    }
)
"""Signals of a language's own tables: where the sentences have too few of them they count as in English."""
_OF_SITES: Final = ("site head after", "site head before")
"""An air base or a port is what the sentences to learn from hardly have: its head noun counts for no less."""
_LEAST_OF_WORD: Final = 0.3
"""Weight of a word beside a name that is worth its line in the file."""
PLACES: Final = frozenset({"LOC", "FAC"})
"""Labels of the sentences to learn from that are places."""
_LEAST_SHARED: Final = 0.5


class NameExample(NamedTuple):
    """A gazetteer name in a sentence: its signals, and whether it is a place there."""

    language: str
    signals: list[str]
    truth: bool


def sentences(path: Path, languages: Iterable[str], most: int = _SENTENCES) -> dict[str, list[dict[str, Any]]]:
    """Return the sentences of each language, every so many of those that there are."""
    rows: dict[str, list[dict[str, Any]]] = {language: [] for language in languages}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["lang"] in rows:
                rows[row["lang"]].append(row)
    return {language: found[:: max(1, -(-len(found) // most))] for language, found in rows.items()}


def places_of(row: Mapping[str, Any]) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Return a sentence's text, the spans of its places, and the spans that say neither way (peoples)."""
    text, spans = detokenize(row["tokens"])
    found: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for (start, end), label in zip(spans, row["labels"], strict=True):
        kind = label[2:]
        if kind not in PLACES and kind not in ("NORP", "X"):
            continue
        of_kind = found[kind in PLACES]
        if label[0] == "I" and of_kind:
            of_kind[-1] = of_kind[-1][0], end
        else:
            of_kind.append((start, end))
    return text, found[True], found[False]


def examples(language: Language, rows: Iterable[Mapping[str, Any]], gazetteer: Gazetteer) -> Iterator[NameExample]:
    """Yield the examples of a language's sentences."""
    lexicon = Lexicon(gazetteer, language, {"bias": 0.0})
    signals = signals_of(language, lexicon.names)
    for row in rows:
        text, places, unclear = places_of(row)
        scan = lexicon.matcher.scan(text)
        for match in scan.matches:
            if match.hit.tier == TIER_DEMONYM or any(s < match.end and match.start < e for s, e in unclear):
                continue
            truth = any(_shares(match.start, match.end, s, e) for s, e in places)
            yield NameExample(language.code, signals.of(match, text, scan.persons, lexicon.doubtful), truth)


def _shares(start: int, end: int, first: int, last: int) -> bool:
    """Tell whether two spans are the same place: one with its head noun, the other without."""
    return (min(end, last) - max(start, first)) >= _LEAST_SHARED * (max(end, last) - min(start, first))


def fit(data: Sequence[NameExample]) -> dict[str, float]:
    """Return the weights of the logistic regression, in which each language counts the same."""
    signals = [set(example.signals) for example in data]
    uses = Counter(s for found in signals for s in found)
    names = sorted(s for s, n in uses.items() if n >= (_FEWEST_OF_WORDS if _is_word(s) else _FEWEST_USES))
    sizes = Counter(example.language for example in data)
    share = [min(1.0, _LANGUAGE_SIZE / sizes[example.language]) for example in data]
    model = logistic.fit(signals, [example.truth for example in data], share, names, penalty=_PENALTY)
    kept = model.rounded(2, 0.05)
    return {s: w for s, w in kept.items() if not _is_word(s) or abs(model.weights[s]) >= _LEAST_OF_WORD}


def _is_word(signal: str) -> bool:
    return signal.startswith(("before ", "after ")) and ": " in signal


def fit_groups(data: Mapping[str, Sequence[NameExample]]) -> dict[str, Any]:
    """Return the file of groups, from the examples by language."""
    groups: dict[str, dict[str, float]] = {}
    languages: dict[str, str] = {}
    for name, members in FAMILIES.items():
        own = [example for code in members.split() for example in data.get(code, ())]
        if own:
            english = bundled_weights()
            fitted = {s: w for s, w in english.items() if s in _OF_TABLES} | fit(own)
            groups[name] = fitted | {s: max(fitted[s], english[s]) for s in _OF_SITES}
            languages |= dict.fromkeys(members.split(), name)
    return {"groups": groups, "languages": languages, "other": OTHER}


def main() -> None:
    """Fit the weights and write them to the file that the recogniser reads."""
    from geomap.gazetteer import bundled

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tagged", type=Path, required=True)
    options = parser.parse_args()
    known = [
        language
        for code in dict.fromkeys(" ".join(FAMILIES.values()).split())
        if (language := find_language(code)) is not None
    ]
    rows = sentences(options.tagged, [language.code for language in known])
    data = {language.code: list(examples(language, rows[language.code], bundled())) for language in known}
    count = sum(map(len, data.values()))
    fitted = {"about": f"logistic regression on {count} gazetteer names in {len(known)} languages", **fit_groups(data)}
    GROUPS.write_text(json.dumps(fitted, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(fitted["about"])


if __name__ == "__main__":
    main()
