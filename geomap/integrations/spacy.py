"""spaCy: a component that finds places and says which they are, ``nlp.add_pipe("geomap")``.

It needs no model, and stands in a blank pipeline as well as behind a trained one, whose entities it can be given to
resolve. What it knows of a span is plain data, so that documents can be saved, pickled and sent to other processes.

Examples
--------
>>> import spacy  # doctest: +SKIP
>>> nlp = spacy.blank("en")  # doctest: +SKIP
>>> _ = nlp.add_pipe("geomap")  # doctest: +SKIP
>>> [(ent.text, ent._.place.id) for ent in nlp("Aid reached Homs.").ents]  # doctest: +SKIP
[('Homs', 'geonames:169577')]
"""

from __future__ import annotations

import dataclasses
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from geomap.assembly import assemble_geoparser
from geomap.errors import InputError
from geomap.model import Document, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.model import Geoparse, Resolution

KEY: Final = "geomap"
"""Of what the component leaves in ``doc.spans`` and ``doc.user_data``."""

_ENTITIES: Final = ("GPE", "LOC", "FAC")
_NO_LANGUAGE: Final = "xx"


@Language.factory(
    KEY,
    default_config={
        "names": KEY,
        "labels": list(_ENTITIES),
        "overwrite_ents": False,
        "recognizer": "tagger",
        "resolver": "ranker",
        "user_places": True,
    },
    assigns=["doc.ents", "doc.spans", "span._.geomap", "span._.place", "doc._.geomap"],
)
def make_component(
    nlp: Language,
    name: str,  # noqa: ARG001 -- spaCy gives it
    names: str,
    labels: list[str],
    overwrite_ents: bool,
    recognizer: str,
    resolver: str,
    user_places: bool,
) -> GeomapComponent:
    """Make the component.

    Parameters
    ----------
    nlp
        The pipeline; its language is that of the texts, if it has one.
    name
        What the component is called there.
    names
        Who finds the names: ``"geomap"``, or ``"ents"``: those of the entities that stand in the document.
    labels
        Which entities are taken for places with ``names="ents"``.
    overwrite_ents
        Whether a place that geomap finds takes the place of an entity; else the entity stays.
    recognizer, resolver, user_places
        As for ``geomap.geoparse``.

    Raises
    ------
    InputError
        ``names`` is neither, or there is no such recogniser or resolver.
    """
    if names not in {KEY, "ents"}:
        raise InputError(f'names are found by "geomap" or taken from "ents", not {names!r}')
    language = "" if nlp.lang in {None, _NO_LANGUAGE} else str(nlp.lang)
    return GeomapComponent(
        labels=frozenset(labels) if names == "ents" else None,
        overwrite_ents=overwrite_ents,
        language=language,
        recognizer=recognizer,
        resolver=resolver,
        user_places=user_places,
    )


class GeomapComponent:
    """Puts the places of documents into them.

    Parameters
    ----------
    labels
        Entities that are to be resolved; None where geomap finds the names.
    overwrite_ents
        Whether a place takes the place of an entity.
    language
        Of the documents; ``""`` where it is found for each.
    **options
        As for ``geomap.assembly.assemble_geoparser``.
    """

    def __init__(self, *, labels: frozenset[str] | None, overwrite_ents: bool, language: str, **options: Any) -> None:
        self._labels = labels
        self._overwrite_ents = overwrite_ents
        self._language = language
        self._geoparser = assemble_geoparser(**options)
        _register()

    def __call__(self, doc: Doc) -> Doc:
        """Put the places of one document into it."""
        document = self._document(doc)
        if self._labels is None:
            return self._filled(doc, self._geoparser.geoparse(document))
        spans = [ent for ent in doc.ents if ent.label_ in self._labels]
        return self._filled(doc, self._geoparser.resolve(document, spans))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Put the places of many documents into them: the names of a batch are found together."""
        documents = iter(stream)
        while docs := list(islice(documents, batch_size)):
            if self._labels is not None:
                yield from map(self, docs)
                continue
            parses = self._geoparser.geoparse_all([self._document(doc) for doc in docs])
            for doc, parse in zip(docs, parses, strict=True):
                yield self._filled(doc, parse)

    def _document(self, doc: Doc) -> Document:
        return Document(doc.text, language=self._language)

    def _filled(self, doc: Doc, parse: Geoparse) -> Doc:
        rows, found = [], []
        for record, resolution in zip(parse.to_records(), _in_order(parse), strict=True):
            place = None if resolution.place is None else dataclasses.asdict(resolution.place)
            rows.append({**record, "place": place})
            label = _label(resolution)
            span = doc.char_span(
                record["start"], record["end"], label, kb_id=record["place_id"] or "", alignment_mode="expand"
            )
            if span is not None:
                found.append(span)
        doc.user_data[KEY] = rows
        doc.spans[KEY] = found
        named = [span for span in found if span.label_ != "RELATIVE"]
        if self._labels is not None:
            known = {(span.start, span.end): span.kb_id_ for span in named}
            doc.ents = tuple(_linked(doc, ent, known.get((ent.start, ent.end), "")) for ent in doc.ents)
            return doc
        ents = list(doc.ents)
        taken = ents if not self._overwrite_ents else [e for e in ents if not any(_overlap(e, s) for s in named)]
        free = [span for span in named if not any(_overlap(span, ent) for ent in taken)]
        doc.ents = tuple(sorted([*taken, *filter_spans(free)], key=lambda span: span.start))
        return doc


def _in_order(parse: Geoparse) -> Sequence[Resolution]:
    from geomap.export.records import in_order

    return in_order(parse)


def _linked(doc: Doc, ent: Span, place_id: str) -> Span:
    return Span(doc, ent.start, ent.end, ent.label_, kb_id=place_id) if place_id else ent


def _overlap(one: Span, other: Span) -> bool:
    return bool(one.start < other.end and other.start < one.end)


def _label(resolution: Resolution) -> str:
    """Return what a place is in OntoNotes' words, which spaCy's English models use."""
    if resolution.toponym.kind in {"demonym", "relative"}:
        return {"demonym": "NORP", "relative": "RELATIVE"}[resolution.toponym.kind]
    feature = resolution.place.feature_class if resolution.place is not None else ""
    if feature == "S" or resolution.toponym.kind == "facility":
        return "FAC"
    return "GPE" if feature in {"A", "P"} else "LOC"


def _register() -> None:
    """Give spans and documents their attributes; they are the same for all pipelines."""
    Span.set_extension("geomap", getter=_row_of, force=True)
    Span.set_extension("place", getter=_place_of, force=True)
    Doc.set_extension("geomap", getter=lambda doc: doc.user_data.get(KEY, []), force=True)


def _row_of(span: Span) -> dict[str, Any] | None:
    """Return what is known of a span: that of the mention with which it shares all of its words or of the mention's."""
    start, end = span.start_char, span.end_char
    inside = [row for row in span.doc.user_data.get(KEY, []) if row["start"] < end and start < row["end"]]
    exact = [row for row in inside if (row["start"], row["end"]) == (start, end)]
    near = [row for row in inside if start <= row["start"] and row["end"] <= end]
    wider = [row for row in inside if row["start"] <= start and end <= row["end"]]
    return next(iter((*exact, *near, *wider)), None)


def _place_of(span: Span) -> Place | None:
    row = _row_of(span)
    return Place(**row["place"]) if row is not None and row["place"] is not None else None
