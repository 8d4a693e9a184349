"""Texts in several languages: each part is read in its own, and the offsets stay the document's."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from geomap.language import DEFAULT, Language, language_of
from geomap.language.stretches import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.model import Document, Toponym
    from geomap.movements import Motion
    from geomap.relations import Expression


def by_language(
    documents: Sequence[Document], recognize: Callable[[Sequence[Document]], Sequence[tuple[Toponym, ...]]]
) -> list[tuple[Toponym, ...]]:
    """Return the toponyms of documents, each stretch of them read in its own language.

    Parameters
    ----------
    documents
        The documents.
    recognize
        Finds the toponyms of documents that are in one language each.
    """
    parts = [parts_of(document) for document in documents]
    found = iter(recognize(list(chain.from_iterable(parts))))
    return [
        _together(document, [(part, next(found)) for part in own])
        for document, own in zip(documents, parts, strict=True)
    ]


def _together(document: Document, found: list[tuple[Document, tuple[Toponym, ...]]]) -> tuple[Toponym, ...]:
    """Return the toponyms of a document's parts in the order of the text, with their languages."""
    if len(found) == 1:
        return found[0][1]
    own = [one for one in found[0][1] if _stands_so(document, one)]
    others = [
        replace(one, language=part.language)
        for part, toponyms in found[1:]
        for one in toponyms
        if _stands_so(document, one)
    ]
    return tuple(sorted([*own, *others], key=lambda toponym: toponym.start))


def _stands_so(document: Document, toponym: Toponym) -> bool:
    """Tell whether a toponym reaches over no words of another language."""
    return document.text.startswith(toponym.text, toponym.start)


class LanguagePart(NamedTuple):
    """What of a document is in one language: its text, as long as the whole, and its toponyms with their numbers."""

    language: Language
    text: str
    toponyms: Sequence[Toponym]
    numbers: Sequence[int]


def parts_with(document: Document, toponyms: Sequence[Toponym]) -> list[LanguagePart]:
    """Return the parts of a document, one for each language in which it names a place.

    Parameters
    ----------
    document
        The document.
    toponyms
        What was found in it, each with its language where that is not the document's.
    """
    if not any(toponym.language for toponym in toponyms):
        return [LanguagePart(language_of(document), document.text, toponyms, range(len(toponyms)))]
    made = []
    for number, part in enumerate(parts_of(document)):
        own = part.language if number else ""
        numbers = [i for i, toponym in enumerate(toponyms) if toponym.language == own]
        made.append(LanguagePart(language_of(part), part.text, [toponyms[i] for i in numbers], numbers))
    return made


def find_expressions(document: Document, toponyms: Sequence[Toponym]) -> tuple[Expression, ...]:
    """Return the relative expressions of a document, each part of it read in its own language.

    Parameters
    ----------
    document
        The document.
    toponyms
        What was found in it, sorted and disjoint.
    """
    from geomap.recognition.relative import relative_finder

    found: list[Expression] = []
    for part in parts_with(document, toponyms):
        for one in relative_finder(part.language).find(part.text, part.toponyms):
            anchors = tuple(
                replace(anchor, toponym=part.numbers[anchor.toponym]) if anchor.toponym >= 0 else anchor
                for anchor in one.anchors
            )
            found.append(replace(one, anchors=anchors))
    return tuple(sorted(found, key=lambda one: one.start))


def find_movements(document: Document, toponyms: Sequence[Toponym]) -> tuple[Motion, ...]:
    """Return the movements of a document, each part of it read in its own language.

    Parameters
    ----------
    document
        The document.
    toponyms
        What was found in it, sorted and disjoint.
    """
    from geomap.recognition.movement_hints import possible_origins

    found: list[Motion] = []
    for part in parts_with(document, toponyms):
        language, numbers = part.language, part.numbers
        starts: list[int] = []
        if language.code == DEFAULT and not (starts := possible_origins(part.text, part.toponyms, language.cues)):
            continue
        from geomap.recognition.movement import movement_finder

        found += (
            replace(
                one,
                origin=numbers[one.origin],
                destination=numbers[one.destination],
                via=tuple(numbers[place] for place in one.via),
            )
            for one in movement_finder(language).find(part.text, part.toponyms, starts)
        )
    return tuple(sorted(found, key=lambda one: one.start))
