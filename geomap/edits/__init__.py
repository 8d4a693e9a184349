"""What a person says of a text and of its map: corrections, annotations, frame; one form for page, file and Python."""

from geomap.edits.form import Annotation, ChosenFrame, Correction, Corrections, DocumentCorrections
from geomap.edits.read import read_corrections, to_corrections

__all__ = [
    "Annotation",
    "ChosenFrame",
    "Correction",
    "Corrections",
    "DocumentCorrections",
    "read_corrections",
    "to_corrections",
]
