"""brat's standoff form: ``story.ann`` beside ``story.txt``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.reading.annotated.spans import Annotated, Mention, check_span, places_among, to_link
from geomap.reading.text import decode, to_document

if TYPE_CHECKING:
    from collections.abc import Callable

_SPAN = re.compile(r"(?P<id>[^\t#*]\S*)\t(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)(?:\t(?P<words>.*))?")
_REFERENCE = re.compile(r"N\S*\t\S+ (?P<id>\S+) (?P<source>[^\s:]+):(?P<key>\S+)")
_NOTE = re.compile(r"#\S*\t\S+ (?P<id>\S+)\t(?P<note>.+)")


def read_brat(raw: bytes, name: str, beside: Callable[[str], bytes]) -> Annotated:
    r"""Return a text with the places that are marked in it.

    Marks are text-bound annotations; of one in pieces, all from the first to the last. Which place a mark means is read
    from normalisations (``N1\tReference T1 GeoNames:170654\tHoms``) and from notes that hold an address of GeoNames,
    its number alone, or latitude and longitude.

    Parameters
    ----------
    raw
        The annotations.
    name
        What to call them in an error: ``story.ann``.
    beside
        Gives the file of another suffix that stands beside this one.

    Raises
    ------
    InputError
        The text is not there, or an annotation does not fit it.
    """
    stem = name.rpartition(".")[0] or name
    written = beside(".txt")
    text = decode(written, f"{stem}.txt")
    lines = decode(raw, name).split("\n") if raw.strip() else []
    marks = [(number, found) for number, line in enumerate(lines, 1) if (found := _SPAN.fullmatch(line))]
    places = places_among(found["label"] for _, found in marks)
    said = _said(lines)
    shift = _Shift(written, text)
    mentions = []
    for number, found in marks:
        if found["label"] not in places:
            continue
        offsets = [int(offset) for piece in found["spans"].split(";") for offset in piece.split()]
        # Of a mark in pieces the words in between are not told.
        words = found["words"] if len(offsets) == 2 else None
        start, end = check_span(text, shift.of(offsets[0]), shift.of(offsets[-1]), words, f"{name}, line {number}")
        link = to_link(said.get(found["id"], ()))
        mentions.append(Mention(start, end, name=text[start:end], type=found["label"], **link.known()))
    document = to_document(text, source=f"{stem}.txt", document_id=stem)
    return Annotated(document, tuple(sorted(set(mentions), key=lambda m: (m.start, m.end))))


def _said(lines: list[str]) -> dict[str, list[str]]:
    """Return what normalisations and notes say of each mark."""
    said: dict[str, list[str]] = {}
    for line in lines:
        if found := _REFERENCE.match(line):
            said.setdefault(found["id"], []).append(f"{found['source']}:{found['key']}")
        elif found := _NOTE.match(line):
            said.setdefault(found["id"], []).append(found["note"])
    return said


class _Shift:
    """Counts as brat does, in the file as it is, where two characters may end a line."""

    def __init__(self, written: bytes, text: str) -> None:
        self._ends: list[int] = []
        if b"\r\n" in written:
            lines = text.split("\n")
            pieces = written.split(b"\n")
            at = 0
            for line, piece in zip(lines[:-1], pieces, strict=False):
                at += len(line)
                if piece.endswith(b"\r"):
                    at += 1
                    self._ends.append(at)
                at += 1

    def of(self, offset: int) -> int:
        """Return an offset in the text as read."""
        from bisect import bisect_right

        return offset - bisect_right(self._ends, offset)
