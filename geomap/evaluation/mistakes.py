"""The mistakes, by class and in their context: figures say how many, only reading says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from geomap.evaluation.scorer import NEAR_KM, error_km, match_exact, match_overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention

MistakeClass = Literal["missed", "spurious", "wrong span", "not resolved", "wrong place"]
CLASSES: tuple[MistakeClass, ...] = ("wrong place", "not resolved", "wrong span", "missed", "spurious")

_AROUND = 60


class Mistake(NamedTuple):
    """One mistake.

    Attributes
    ----------
    kind
        Its class.
    document
        Id of the document.
    start, end
        Where it is in the text.
    text
        The words: of the gold, or for a spurious one of the prediction.
    context
        What stands around them, in one line, with the words in brackets.
    gold, predicted
        What was right and what was said: a GeoNames id or a position, or the words of the other span.
    error_km
        How far off, for a wrong place.
    """

    kind: MistakeClass
    document: str
    start: int
    end: int
    text: str
    context: str
    gold: str
    predicted: str
    error_km: float | None = None


def find_mistakes(gold: Sequence[GoldDocument], predicted: Mapping[str, Sequence[Mention]]) -> Iterator[Mistake]:
    """List the mistakes document by document, in the order of the text."""
    for document in gold:
        key, text = str(document.document.id), document.document.text
        truth, guesses = list(document.mentions), list(predicted.get(key, ()))
        found = [*_of_spans(key, text, truth, guesses), *_of_places(key, text, truth, guesses)]
        yield from sorted(found, key=lambda mistake: mistake.start)


def _of_places(key: str, text: str, truth: list[Mention], guesses: list[Mention]) -> Iterator[Mistake]:
    for g, p in match_overlap(truth, guesses):
        right, said = truth[g], guesses[p]
        if not right.located:
            continue
        error = error_km(right, said)
        if error is None:
            yield _mistake("not resolved", key, text, right, _place(right), "")
        elif error > NEAR_KM:
            yield _mistake("wrong place", key, text, right, _place(right), _place(said), round(error, 1))


def _of_spans(key: str, text: str, truth: list[Mention], guesses: list[Mention]) -> Iterator[Mistake]:
    exact = set(match_exact(truth, guesses))
    overlap = match_overlap(truth, guesses)
    for g, p in overlap:
        if (g, p) not in exact:
            said = guesses[p]
            yield _mistake("wrong span", key, text, truth[g], "", text[said.start : said.end])
    found, used = {g for g, _ in overlap}, {p for _, p in overlap}
    for i, mention in enumerate(truth):
        if i not in found:
            yield _mistake("missed", key, text, mention, _place(mention), "")
    for i, mention in enumerate(guesses):
        if i not in used:
            yield _mistake("spurious", key, text, mention, "", _place(mention))


def _mistake(
    kind: MistakeClass,
    key: str,
    text: str,
    mention: Mention,
    gold: str,
    predicted: str,
    km: float | None = None,
) -> Mistake:
    words = text[mention.start : mention.end]
    before, after = text[max(0, mention.start - _AROUND) : mention.start], text[mention.end : mention.end + _AROUND]
    context = " ".join(f"{before}[{words}]{after}".split())
    return Mistake(kind, key, mention.start, mention.end, words, context, gold, predicted, km)


def _place(mention: Mention) -> str:
    if mention.lon is None or mention.lat is None:
        return ""
    position = f"{mention.lat:.2f},{mention.lon:.2f}"
    return f"geonames:{mention.geonameid} {position}" if mention.geonameid else position
