"""A recogniser around another library's entities.

With spaCy the pipeline is ``spacy.load("en_core_web_sm")``; here a few lines stand for it that give objects of the same
shape: ``doc.ents``, each with ``start_char``, ``end_char``, ``text`` and ``label_``.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

from geomap import Document, Gazetteer, Toponym

LABELS = {"GPE", "LOC", "FAC"}


def pipeline(text: str) -> SimpleNamespace:
    """Find words in capitals, and call them places."""
    found = re.finditer(r"\b[A-Z]{4,}\b", text)
    return SimpleNamespace(
        ents=[SimpleNamespace(start_char=m.start(), end_char=m.end(), text=m[0], label_="GPE") for m in found]
    )


class EntityRecognizer:
    """Gives the entities that are places as toponyms."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Return the toponyms of a document."""
        return tuple(
            Toponym(entity.start_char, entity.end_char, entity.text, name=entity.text)
            for entity in pipeline(document.text).ents
            if entity.label_ in LABELS
        )
