"""Corrections as the text of a file: the same bytes for the same corrections, as the page's script writes them too."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geomap.edits.form import FORMAT, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.edits.form import Annotation, ChosenFrame, Correction, Corrections, MentionKey

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = ("name", "label", "kind", "symbol", "colour")
_TEXTS = ("headline", "caption", "credit", "source_line")


def to_json(corrections: Corrections) -> str:
    """Return the text of a file of corrections."""
    raw = json.dumps(to_dict(corrections), ensure_ascii=False, indent=1)
    # Half a character cannot be written as UTF-8, but it can be escaped.
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", raw) + "\n"


def to_dict(corrections: Corrections) -> dict[str, Any]:
    """Return corrections as plain data of the form; what nobody has said is left out."""
    frame = corrections.frame
    made: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "decided_by": corrections.decided_by,
        **{key: getattr(corrections, key) for key in _TEXTS},
        "frame": _frame(frame) if frame is not None else None,
        "ratio": corrections.ratio,
        "theme": corrections.theme,
        "style": dict(corrections.style),
        "layers": None if corrections.layers is None else list(corrections.layers),
        "tour": list(corrections.tour),
        "names": {name: _name(said) for name, said in sorted(corrections.names.items())},
        "mentions": _mentions(corrections.mentions),
        "added": _mentions(corrections.added),
        "annotations": [_annotation(one) for one in corrections.annotations],
    }
    # No layer at all is something that a person may say.
    return {key: value for key, value in made.items() if value or (key == "layers" and value is not None)}


def _name(said: Correction) -> object:
    row = _edit(said)
    return row["place"] if row.keys() == {"place"} else row


def _mentions(rows: Mapping[MentionKey, Correction]) -> list[dict[str, Any]]:
    ordered = sorted(rows.items(), key=lambda item: (item[0][0] or "", item[0][1:]))
    return [
        {"document": document or "", "start": start, "end": end, "text": said.words} | _edit(said)
        for (document, start, end), said in ordered
    ]


def _edit(said: Correction) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if said.no_place or said.place_id is not None:
        row["place"] = False if said.no_place else said.place_id
    if said.point is not None:
        row["point"] = _numbers(said.point)
    row |= {key: getattr(said, key) for key in _WORDS if getattr(said, key)}
    return row | ({"hidden": True} if said.hidden else {})


def _annotation(one: Annotation) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": one.kind}
    if one.text:
        row["text"] = one.text
    points = [_numbers(point) for point in one.points]
    if one.kind == "callout":
        row["point"] = points[0]
    else:
        row["line" if one.kind in {"line", "arrow"} else "polygon"] = points
    if one.text_at is not None:
        row["text_at"] = _numbers(one.text_at)
    if one.side != "above-right":
        row["side"] = one.side
    return row | {key: getattr(one, key) for key in ("symbol", "colour") if getattr(one, key)}


def _frame(frame: ChosenFrame) -> dict[str, Any]:
    if frame.bounds is not None:
        return {"bounds": _numbers(frame.bounds)}
    assert frame.centre is not None
    return {"centre": _numbers(frame.centre), "zoom": _number(frame.zoom)}


def _numbers(values: Iterable[float]) -> list[float]:
    return [_number(value) for value in values]


def _number(value: float) -> float:
    # A script writes whole numbers without a point.
    return int(value) if float(value).is_integer() else value
