"""Texts in several languages: each part is read in its own, and the offsets stay the document's."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from geomap.language.stretches import stretches_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.language.stretches import Passage
    from geomap.model import Document, Toponym

_VISIBLE = re.compile(r"[^\n]")


def parts_of(document: Document) -> list[Document]:
    """Return a document once for each language in it, its own first; one in a single language as it is.

    A part's text is as long as the document's, with spaces for what is in the other languages.

    Parameters
    ----------
    document
        The document.
    """
    stretches = stretches_of(document.text, document.language)
    if not stretches:
        return [document]
    languages = dict.fromkeys(stretch.language for stretch in stretches)
    others = [
        replace(document, text=_only(document.text, stretches, language), language=language) for language in languages
    ]
    return [replace(document, text=_only(document.text, stretches, "")), *others]


def _only(text: str, stretches: Iterable[Passage], language: str) -> str:
    """Return a text with the stretches of one language alone, or with what is in no stretch."""
    made, at = [], 0
    for start, end, of in stretches:
        between, inside = text[at:start], text[start:end]
        made += [_blank(between) if language else between, inside if of == language else _blank(inside)]
        at = end
    return "".join([*made, _blank(text[at:]) if language else text[at:]])


def _blank(text: str) -> str:
    return _VISIBLE.sub(" ", text)


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
