"""The geoparser: recognition and resolution wired to a gazetteer. Wiring only, no logic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from geomap.errors import GazetteerError, GeomapError, to_document_error
from geomap.language import language_of
from geomap.language.identify import identified, is_read
from geomap.model import Document, Geoparse, Resolution, Toponym
from geomap.recognition.amounts import weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.movements import Movement
    from geomap.relations import Relative
    from geomap.resolution.corrections import Corrections


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
    language
        BCP 47 tag of the texts that do not tell their own; without it, it is found for each.
    corrections
        What a person says that names mean: a relative expression that they call no place is left out. Of the toponyms
        a ``CorrectedRecognizer`` and a ``CorrectedResolver`` take care.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        recognizer: Recognizer,
        resolver: Resolver,
        *,
        language: str = "",
        corrections: Corrections | None = None,
    ) -> None:
        self.language = language
        self.corrections = corrections
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
        if self.language and not document.language:
            document = replace(document, language=self.language)
        document = identified(document)
        toponyms = self.recognizer.recognize(document)
        if document.body_start:
            toponyms = tuple(toponym for toponym in toponyms if toponym.start >= document.body_start)
        toponyms = weighed(document, toponyms)
        unread = "" if is_read(document.language) else document.language
        resolutions = self.resolver.resolve(document, toponyms)
        return Geoparse(
            document,
            resolutions,
            unread,
            self._relatives(document, resolutions),
            self._movements(document, resolutions),
        )

    def _relatives(self, document: Document, resolutions: Sequence[Resolution]) -> tuple[Relative, ...]:
        """Find the relative expressions of a document, and give each the geometry that its anchors' places yield."""
        from geomap.recognition.relative import relative_finder

        finder = relative_finder(language_of(document))
        found = finder.find(document.text, [resolution.toponym for resolution in resolutions])
        if not found:
            return ()
        from geomap.resolution.relative import RelativeResolver

        relatives = RelativeResolver(self.gazetteer).resolve(document, found, resolutions)
        if self.corrections is None:
            return relatives
        said = self.corrections.for_document(document)
        return tuple(one for one in relatives if not said.is_no_place(one.toponym))

    @staticmethod
    def _movements(document: Document, resolutions: Sequence[Resolution]) -> tuple[Movement, ...]:
        """Find who moves from where to where, of the places that were found."""
        from geomap.recognition.movement_hints import possible_origins

        language, toponyms = language_of(document), [resolution.toponym for resolution in resolutions]
        if not possible_origins(document.text, toponyms, language.cues):
            return ()
        from geomap.recognition.movement import movement_finder

        found = movement_finder(language).find(document.text, toponyms)
        if not found:
            return ()
        from geomap.resolution.movement import resolve_movements

        return resolve_movements(document, found, resolutions)

    def geoparse_all(
        self, texts: Iterable[str | Document], *, on_error: Callable[[GeomapError], None] | None = None
    ) -> Iterator[Geoparse]:
        """Geoparse many texts, one after the other, as they are asked for.

        Parameters
        ----------
        texts
            Texts or documents.
        on_error
            What to do about a document that cannot be geoparsed; the default is to raise. With a function, it gets the
            error, and the next document is read.
        """
        for text in texts:
            if on_error is None:
                yield self.geoparse(text)
                continue
            found = self.geoparse_or_error(text)
            if isinstance(found, Geoparse):
                yield found
            else:
                on_error(found)

    def geoparse_or_error(self, text: str | Document) -> Geoparse | GeomapError:
        """Find and resolve the toponyms of one text, or say in one line why that cannot be done.

        Parameters
        ----------
        text
            The text, or a document with what is known about it.
        """
        try:
            return self.geoparse(text)
        except GazetteerError:
            raise  # no fault of the document: the others would fare no better
        except Exception as error:
            from geomap.gazetteer import damaged_file

            if not isinstance(error, GeomapError) and (damaged := damaged_file()):
                raise GazetteerError(damaged) from error
            return to_document_error(text, error)
