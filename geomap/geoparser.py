"""The geoparser: recognition and resolution wired to a gazetteer. Wiring only, no logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from geomap.model import Document, Geoparse, Resolution, Toponym

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer


class Recognizer(Protocol):
    """Finds the toponyms of a document."""

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Return the toponyms, sorted by position and disjoint."""
        ...


class Resolver(Protocol):
    """Decides which place each toponym means."""

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Return one resolution for each toponym, in the same order."""
        ...


class Geoparser:
    """Reads texts and tells which places they name.

    Parameters
    ----------
    gazetteer
        The places to choose from.
    recognizer
        Finds the toponyms.
    resolver
        Decides which place each one means.
    """

    def __init__(self, gazetteer: Gazetteer, recognizer: Recognizer, resolver: Resolver) -> None:
        self.gazetteer = gazetteer
        self.recognizer = recognizer
        self.resolver = resolver

    def geoparse(self, text: str | Document) -> Geoparse:
        """Find and resolve the toponyms of one text.

        Parameters
        ----------
        text
            The text, or a document with what is known about it.

        Raises
        ------
        TypeError
            It is neither.
        """
        document = Document(text) if isinstance(text, str) else text
        if not isinstance(document, Document):
            raise TypeError(
                f"a text or a Document is wanted, not {type(text).__name__}; geomap.read(path) reads a file"
            )
        toponyms = self.recognizer.recognize(document)
        if document.body_start:
            toponyms = tuple(toponym for toponym in toponyms if toponym.start >= document.body_start)
        return Geoparse(document, self.resolver.resolve(document, toponyms))

    def geoparse_all(self, texts: Iterable[str | Document]) -> Iterator[Geoparse]:
        """Geoparse many texts, one after the other, as they are asked for.

        Parameters
        ----------
        texts
            Texts or documents.
        """
        for text in texts:
            yield self.geoparse(text)
