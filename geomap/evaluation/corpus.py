"""Annotated corpora: one JSON document a line, read into documents and mentions.

A line is an object with ``id``, ``text`` and ``toponyms``; a toponym has ``start`` and ``end`` (characters) and, where
they are known, ``lat``, ``lon`` (degrees), ``geonameid``, ``type`` and ``fclass``/``fcode``. ``place``, ``title`` and
``language`` (a tag, BCP 47) of the document are used if they are there; ``domain`` or ``source`` says where the text
comes from.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.language import base_of, language_of
from geomap.model import Document
from geomap.reading.annotated import Mention, is_annotated, read_annotated
from geomap.reading.bounded import bounded_lines
from geomap.reading.text import without_halves
from geomap.recognition.spans import describe

__all__ = [
    "GoldDocument",
    "Mention",
    "by_language",
    "in_language",
    "located",
    "read_corpus",
    "to_json",
    "to_mentions",
]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Geoparse, Toponym


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with its annotated mentions, as the file has them."""

    document: Document
    mentions: tuple[Mention, ...]

    def toponyms(self, others: Iterable[Toponym] = ()) -> tuple[Toponym, ...]:
        """Return the annotated spans as toponyms for a resolver: sorted and disjoint, the longer of two that overlap.

        Parameters
        ----------
        others
            What a recogniser found: its toponyms beside the annotated ones join as context, for corpora that annotate
            one name of a document only.
        """
        text = self.document.text
        chosen: list[Mention] = []
        for m in sorted(self.mentions, key=lambda m: (m.start - m.end, m.start)):
            if 0 <= m.start < m.end <= len(text) and all(m.end <= c.start or c.end <= m.start for c in chosen):
                chosen.append(m)
        language = language_of(self.document)
        toponyms = [describe(text, m.start, m.end, language) for m in chosen]
        toponyms += [t for t in others if all(t.end <= m.start or m.end <= t.start for m in chosen)]
        return tuple(sorted(toponyms, key=lambda t: t.start))


def read_corpus(path: Path) -> Iterator[GoldDocument]:
    """Read a corpus, document by document.

    Parameters
    ----------
    path
        A JSON Lines file, a document a line in the form that the module describes; or what other programs annotate in,
        see ``geomap.reading.annotated``.

    Raises
    ------
    InputError
        A line or a document is not of its form; the message gives its number.
    """
    if is_annotated(path):
        yield from (GoldDocument(*annotated) for annotated in read_annotated(path))
        return
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(bounded_lines(file, str(path)), 1):
                if line.strip():
                    try:
                        yield _to_gold(json.loads(line))
                    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
                        raise InputError(
                            f"{path}, line {number}: not an annotated document ({_what_is_wrong(error)})"
                        ) from error
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start})") from error
    except UnicodeEncodeError as error:  # half a character in the name, which no file system takes
        raise InputError(f"there is no file {path}") from error


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return "not JSON"
    if isinstance(error, KeyError):
        return f'it lacks "{error.args[0]}"'
    if isinstance(error, OverflowError) or "int_max_str_digits" in str(error):
        return "a number without an end"
    return str(error) if isinstance(error, ValueError) else "it is no object with id, text and toponyms"


def _to_gold(row: dict[str, Any]) -> GoldDocument:
    document = Document(
        text=_text(row, "text") or "",
        id=str(row["id"]),
        title=_text(row, "title"),
        source=_text(row, "source") or _text(row, "domain"),
        place=_text(row, "place"),
        language=_text(row, "language") or "",
    )
    return GoldDocument(document, tuple(_to_mention(t) for t in row.get("toponyms", ())))


def _text(row: dict[str, Any], key: str) -> str | None:
    value = row[key] if key == "text" else row.get(key)
    if not isinstance(value, str) and (value is not None or key == "text"):
        raise ValueError(f'"{key}" is no text')
    return None if value is None else without_halves(value)


def _degrees(value: Any) -> float | None:
    """Return a longitude or latitude; corpora have slips beyond 180 degrees, but none is infinite."""
    if value is None:
        return None
    degrees = float(value)
    if not math.isfinite(degrees):
        raise ValueError(f"{degrees} is no longitude or latitude")
    return degrees


def _to_mention(row: dict[str, Any]) -> Mention:
    lon, lat, geonameid = row.get("lon"), row.get("lat"), row.get("geonameid")
    fclass, fcode = row.get("fclass") or row.get("feature_class"), row.get("fcode") or row.get("feature_code")
    return Mention(
        start=int(row["start"]),
        end=int(row["end"]),
        lon=_degrees(lon),
        lat=_degrees(lat),
        geonameid=int(geonameid) if geonameid else None,
        name=row.get("name") or "",
        type=row.get("type") or row.get("kind") or "",
        feature=f"{fclass}.{fcode}" if fclass and fcode else "",
    )


def to_mentions(geoparse: Geoparse) -> tuple[Mention, ...]:
    """Return a result of ours in the scorer's form.

    Parameters
    ----------
    geoparse
        What the geoparser made of a document.
    """
    mentions = []
    for r in geoparse.resolutions:
        t, p = r.toponym, r.place
        mentions.append(
            Mention(
                start=t.start,
                end=t.end,
                lon=p.lon if p else None,
                lat=p.lat if p else None,
                geonameid=p.geonameid if p else None,
                name=t.text,
                type=t.kind,
                feature=f"{p.feature_class}.{p.feature_code}" if p else "",
            )
        )
    return tuple(mentions)


def to_json(document: Document, mentions: tuple[Mention, ...]) -> str:
    """Return one line of a prediction file, in the form of the corpora.

    Parameters
    ----------
    document
        The document.
    mentions
        What was found in it.
    """
    rows = [
        {
            "start": m.start,
            "end": m.end,
            "name": m.name,
            "lat": m.lat,
            "lon": m.lon,
            "geonameid": m.geonameid,
            "type": m.type,
        }
        for m in mentions
    ]
    return json.dumps({"id": document.id, "text": document.text, "toponyms": rows}, ensure_ascii=False)


def located(corpus: Iterable[GoldDocument], gazetteer: Gazetteer) -> Iterator[GoldDocument]:
    """Yield documents whose mentions have the positions of the places that they are linked to.

    Some forms of annotation only say which place is meant. A mention that has a position keeps it; one whose place the
    gazetteer lacks has none.

    Parameters
    ----------
    corpus
        The documents.
    gazetteer
        Where the places are.
    """
    for gold in corpus:
        yield replace(gold, mentions=tuple(_located(mention, gazetteer) for mention in gold.mentions))


def _located(mention: Mention, gazetteer: Gazetteer) -> Mention:
    if mention.located or mention.geonameid is None:
        return mention
    index = gazetteer.index(f"geonames:{mention.geonameid}")
    if index < 0:
        return mention
    place = gazetteer.place(index)
    return replace(mention, lon=place.lon, lat=place.lat, feature=f"{place.feature_class}.{place.feature_code}")


def in_language(corpus: Iterable[GoldDocument], language: str) -> Iterator[GoldDocument]:
    """Yield the documents of a language; one that states none is taken to be in it.

    Parameters
    ----------
    corpus
        The documents.
    language
        BCP 47; the part before the first hyphen counts.
    """
    for gold in corpus:
        if not gold.document.language:
            yield replace(gold, document=replace(gold.document, language=language))
        elif base_of(gold.document.language) == base_of(language):
            yield gold


def by_language(corpus: Iterable[GoldDocument]) -> dict[str, list[GoldDocument]]:
    """Return the documents by the language that they state, ``""`` for those that state none."""
    parts: dict[str, list[GoldDocument]] = {}
    for gold in corpus:
        parts.setdefault(base_of(gold.document.language), []).append(gold)
    return parts
