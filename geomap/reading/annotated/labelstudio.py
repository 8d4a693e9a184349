"""Label Studio: its JSON export, its shorter form (JSON-MIN), and tasks with pre-annotations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import InputError
from geomap.model import Document
from geomap.reading.annotated.spans import Annotated, Mention, check_span, places_among, to_link
from geomap.reading.extract import to_day
from geomap.reading.text import without_halves

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPANS: Final = ("labels", "hypertextlabels")
_NOTES: Final = ("textarea", "choices")
_FACTS: Final = ("title", "source", "place", "language")


def read_labelstudio(raw: bytes, name: str) -> Iterator[Annotated]:
    """Yield the texts of a project with the places that are marked in them.

    Of a task, the annotations of a person count, the first that was not cancelled or the one that is called the truth;
    where there are none, the last prediction. Which place a mark means is read from the region's notes (``meta``) and
    from text areas that belong to the region: an address of GeoNames, its number, or latitude and longitude. Offsets
    are characters (code points), as Label Studio counts them.

    Parameters
    ----------
    raw
        The file.
    name
        What to call it in an error.

    Raises
    ------
    InputError
        It is no such export, or a span does not fit its text.
    """
    try:
        tasks: Any = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not JSON") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise InputError(f"{name}: an export of Label Studio is an array of tasks")
    regions = [_regions(task) for task in tasks]
    places = places_among(label for found in regions for region in found for label in _labels(region))
    for number, (task, found) in enumerate(zip(tasks, regions, strict=True), 1):
        where = f"{name}, task {task.get('id', number)}"
        document = _to_document(task, where, number)
        yield Annotated(document, tuple(_mentions(found, document.text, places, where)))


def _to_document(task: dict[str, Any], where: str, number: int) -> Document:
    data = task.get("data", task)
    if not isinstance(data, dict):
        raise InputError(f"{where}: its data are no object")
    texts = [data[key] for key in ("text", "content", "body", "article") if isinstance(data.get(key), str)]
    if not texts:
        texts = [value for value in data.values() if isinstance(value, str) and " " in value]
    if not texts:
        raise InputError(f'{where}: there is no text in its data ("text")')
    facts: dict[str, Any] = {key: without_halves(str(data[key])) for key in _FACTS if data.get(key) is not None}
    identifier = next((one for one in (data.get("id"), task.get("id")) if one is not None), number)
    date = to_day(str(data["date"])) if data.get("date") is not None else None
    return Document(without_halves(texts[0]), id=without_halves(str(identifier)), date=date, **facts)


def _regions(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is marked in a task, in one form."""
    done = [a for a in _list(task.get("annotations") or task.get("completions")) if not a.get("was_cancelled")]
    chosen = next((a for a in done if a.get("ground_truth")), done[0] if done else None)
    if chosen is None and (predictions := _list(task.get("predictions"))):
        chosen = predictions[-1]
    if chosen is not None:
        return _list(chosen.get("result"))
    if "data" in task:
        return []
    # JSON-MIN: marks, and what is written beside them, stand under the names of their control tags.
    found = [value for values in task.values() for value in _list(values)]
    return [
        {"id": f"{value.get('start')}-{value.get('end')}", "type": kind, "value": value}
        for value in found
        for kind, key in (("labels", "labels"), ("textarea", "text"))
        if isinstance(value.get(key), list)
    ]


def _list(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _labels(region: dict[str, Any]) -> list[str]:
    kind, value = region.get("type"), region.get("value")
    if kind not in _SPANS or not isinstance(value, dict):
        return []
    return [label for label in value.get(kind) or value.get("labels") or () if isinstance(label, str)]


def _mentions(regions: list[dict[str, Any]], text: str, places: frozenset[str], where: str) -> Iterator[Mention]:
    said: dict[Any, list[str]] = {}
    for region in regions:
        said.setdefault(region.get("id"), []).extend(_notes(region))
    marks = [region for region in regions if places.intersection(_labels(region))]
    marks.sort(key=lambda region: str(region["value"].get("start")).zfill(12))
    for region in marks:
        value = region["value"]
        offsets = value.get("globalOffsets", value)
        start, end = check_span(text, offsets.get("start"), offsets.get("end"), value.get("text"), where)
        link = to_link(said.get(region.get("id"), ()) if region.get("id") is not None else ())
        label = next(label for label in _labels(region) if label in places)
        yield Mention(start, end, name=text[start:end], type=label, **link.known())


def _notes(region: dict[str, Any]) -> Iterator[str]:
    """Yield what is written beside a region."""
    meta, value = region.get("meta"), region.get("value")
    notes = [meta.get("text")] if isinstance(meta, dict) else []
    if region.get("type") in _NOTES and isinstance(value, dict):
        notes += [value.get("text"), value.get("choices")]
    for note in notes:
        yield from [note] if isinstance(note, str) else [one for one in note or () if isinstance(one, str)]
