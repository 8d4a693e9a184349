"""The geoparser: recognition and resolution wired to a gazetteer. Wiring only, no logic."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from geomap.batches import collected_later, in_batches
from geomap.errors import GazetteerError, GeomapError, to_document_error
from geomap.language.identify import identified, is_read
from geomap.model import Document, Geoparse, Resolution, Toponym
from geomap.recognition.amounts import weighed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.edits import Corrections
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.movements import Movement
    from geomap.recognition.given import GivenSpan
    from geomap.relations import Relative

    _Ahead = tuple[Document, tuple[Toponym, ...]]


class Recognizer(Protocol):
    """Finds the toponyms of a document.

    One that is quicker with many documents at a time may have a second method, ``recognize_all(documents)``, which
    returns what ``recognize`` would for each, in their order.
    """

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Return the toponyms, sorted by position and disjoint."""
        ...


class Resolver(Protocol):
    """Decides which place each toponym means."""

    def resolve(self, document: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Return one resolution for each toponym, in the same order."""
        ...


class Origin(NamedTuple):
    """What a geoparser was assembled from.

    Attributes
    ----------
    recognizer, resolver, online
        Names, as ``geomap.assembly.assemble_geoparser`` takes them; None for a part that came as an object.
    parts
        What was made of them: gazetteer, recogniser, resolver and corrections.
    """

    recognizer: str | None
    resolver: str | None
    online: str | None
    parts: tuple[Gazetteer, Recognizer, Resolver, Corrections | None]


class Geoparser:
    """Reads texts and tells which places they name.

    One that ``geomap.assembly.assemble_geoparser`` has made can be pickled, for the workers of a cluster: it travels as
    the names of its parts (``geomap.named``), and each process makes these once.

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
        self.origin: Origin | None = None
        """What it was assembled from, if ``geomap.assembly`` did; by that it pickles."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process maps the same files and loads the same models: what they are called is enough.
        from geomap.named import from_names, to_names

        return from_names, (to_names(self),)

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
        document = self._prepared(text)
        return self._resolved(document, self.recognizer.recognize(document))

    def resolve(self, text: str | Document, spans: Iterable[GivenSpan]) -> Geoparse:
        """Decide which places the spans mean that somebody else has found; none is added and none is left out.

        What the recogniser finds beside them counts as context: "Paris" alone, of "Paris, Texas", is that Paris.

        Parameters
        ----------
        text
            The text, or a document with what is known about it.
        spans
            Half-open, in characters: see ``geomap.resolve``.

        Raises
        ------
        InputError
            A span lies outside the text, is empty or overlaps another, or other words stand there than it says.
        TypeError
            The text is none, or something is no span.
        """
        from geomap.recognition.given import in_context, to_toponyms

        document = self._prepared(text)
        given = to_toponyms(document, spans, self.gazetteer)
        parse = self._decided(document, in_context(given, self.recognizer.recognize(document)))
        wanted = {(one.start, one.end) for one in given}

        def is_given(*resolutions: Resolution | None) -> bool:
            return all(one is None or (one.toponym.start, one.toponym.end) in wanted for one in resolutions)

        return replace(
            parse,
            resolutions=tuple(filter(is_given, parse.resolutions)),
            relatives=tuple(one for one in parse.relatives if is_given(*one.anchors)),
            movements=tuple(one for one in parse.movements if is_given(one.origin, one.destination, *one.via)),
        )

    def _prepared(self, text: str | Document) -> Document:
        """Return the text as a document that has its language."""
        document = Document(text) if isinstance(text, str) else text
        if not isinstance(document, Document):
            raise TypeError(
                f"a text or a Document is wanted, not {type(text).__name__}; geomap.read(path) reads a file"
            )
        if self.language and not document.language:
            document = replace(document, language=self.language)
        return identified(document)

    def _resolved(self, document: Document, toponyms: tuple[Toponym, ...]) -> Geoparse:
        """Return the document with what its toponyms mean."""
        if document.body_start:
            toponyms = tuple(toponym for toponym in toponyms if toponym.start >= document.body_start)
        return self._decided(document, toponyms)

    def _decided(self, document: Document, toponyms: tuple[Toponym, ...]) -> Geoparse:
        """Return the document with what toponyms mean, wherever they stand in it."""
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
        from geomap.recognition.mixed import find_expressions

        found = find_expressions(document, [resolution.toponym for resolution in resolutions])
        if not found:
            return ()
        from geomap.resolution.relative import relative_resolver

        relatives = relative_resolver(self.gazetteer).resolve(document, found, resolutions)
        if self.corrections is None:
            return relatives
        said = self.corrections.for_document(document)
        return tuple(one for one in relatives if not said.is_no_place(one.toponym))

    @staticmethod
    def _movements(document: Document, resolutions: Sequence[Resolution]) -> tuple[Movement, ...]:
        """Find who moves from where to where, of the places that were found."""
        from geomap.recognition.mixed import find_movements

        found = find_movements(document, [resolution.toponym for resolution in resolutions])
        if not found:
            return ()
        from geomap.resolution.movement import resolve_movements

        return resolve_movements(document, found, resolutions)

    def geoparse_all(
        self, texts: Iterable[str | Document], *, on_error: Callable[[GeomapError], None] | None = None
    ) -> Iterator[Geoparse]:
        """Geoparse many texts; they are taken in batches as results are asked for, which is quicker than one by one.

        Parameters
        ----------
        texts
            Texts or documents.
        on_error
            What to do about a document that cannot be geoparsed; the default is to raise. With a function, it gets the
            error, and the next document is read.
        """
        for batch in in_batches(texts):
            for text, ahead in self._recognized(batch):
                if on_error is None:
                    yield self.geoparse(text) if ahead is None else self._resolved(*ahead)
                    continue
                found = self._or_error(text, ahead)
                if isinstance(found, Geoparse):
                    yield found
                else:
                    on_error(found)

    def geoparse_each(self, texts: Sequence[str | Document]) -> list[Geoparse | GeomapError]:
        """Geoparse a batch of texts: for each its result, or in one line why it has none.

        Parameters
        ----------
        texts
            Texts or documents.
        """
        found: list[Geoparse | GeomapError] = []
        for batch in in_batches(texts):
            with collected_later():
                found += [self._or_error(text, ahead) for text, ahead in self._recognized(batch)]
        return found

    def _recognized(self, texts: Sequence[str | Document]) -> Iterator[tuple[str | Document, _Ahead | None]]:
        """Yield each text, with its toponyms where they could be found for all together."""
        recognize_all = getattr(self.recognizer, "recognize_all", None)
        ahead: list[_Ahead | None] = [None] * len(texts)
        if recognize_all is not None and len(texts) > 1:
            # One text that cannot be read must not take the others with it: then each is read by itself.
            with suppress(Exception):
                documents = [self._prepared(text) for text in texts]
                ahead = list(zip(documents, recognize_all(documents), strict=True))
        ahead.reverse()
        for text in texts:
            yield text, ahead.pop()

    def _or_error(self, text: str | Document, ahead: _Ahead | None) -> Geoparse | GeomapError:
        try:
            return self.geoparse(text) if ahead is None else self._resolved(*ahead)
        except GazetteerError:
            raise  # no fault of the document: the others would fare no better
        except Exception as error:
            from geomap.gazetteer import damaged_file

            if not isinstance(error, GeomapError) and (damaged := damaged_file()):
                raise GazetteerError(damaged) from error
            return to_document_error(text, error)
