"""Corrections as the text of a file: the same bytes for the same corrections, as the page's script writes them too.

Keys stand in the order of this module, what nobody has said is left out, names and mentions are sorted, and each value
stands on a line of its own, indented by one space a level. Numbers and texts are written as ``JSON.stringify`` writes
them.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from geomap.edits.form import FORMAT, VERSION, in_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.edits.form import Annotation, ChosenFrame, Correction, Corrections, MentionKey

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = ("name", "label", "kind", "symbol", "colour", "group", "hidden", "decided_by")
_LOOKS = ("symbol", "colour", "decided_by")
_TEXTS = ("headline", "caption", "credit", "source_line")
_MOST_ZEROS = -6
"""A script writes ``0.000001``, and ``1e-7``."""
_WHOLE = 1e21
"""Below this a script writes all digits of a whole number."""


def to_json(corrections: Corrections) -> str:
    """Return the text of a file of corrections."""
    # Half a character cannot be written as UTF-8, but it can be escaped.
    raw = _written(to_dict(corrections), "\n")
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
        "names": {
            name: _name(said) for name, said in sorted(corrections.names.items(), key=lambda one: in_units(one[0]))
        },
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
    ordered = sorted(rows.items(), key=lambda item: (in_units(item[0][0] or ""), item[0][1:]))
    return [
        {"document": document or "", "start": start, "end": end, "text": said.words} | _edit(said)
        for (document, start, end), said in ordered
    ]


def _edit(said: Correction) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if said.no_place or said.place_id is not None:
        row["place"] = False if said.no_place else said.place_id
    if said.point is not None:
        row["point"] = list(said.point)
    return row | {key: getattr(said, key) for key in _WORDS if getattr(said, key)}


def _annotation(one: Annotation) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": one.kind}
    if one.text:
        row["text"] = one.text
    points = [list(point) for point in one.points]
    if one.place_id is not None:
        row["place"] = one.place_id
    elif one.kind == "callout":
        row["point"] = points[0]
    else:
        row["line" if one.kind in {"line", "arrow"} else "polygon"] = points
    if one.text_at is not None:
        row["text_at"] = list(one.text_at)
    if one.side != "above-right":
        row["side"] = one.side
    return row | {key: getattr(one, key) for key in _LOOKS if getattr(one, key)}


def _frame(frame: ChosenFrame) -> dict[str, Any]:
    if frame.bounds is not None:
        return {"bounds": list(frame.bounds)}
    assert frame.centre is not None
    return {"centre": list(frame.centre), "zoom": frame.zoom}


def _written(value: Any, line: str) -> str:
    """Write a value that begins on a line; ``line`` is what begins a line of its depth."""
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dict):
        inside = line + " "
        return _within("{}", (f"{_text(key)}: {_written(one, inside)}" for key, one in value.items()), line)
    if isinstance(value, (list, tuple)):
        return _within("[]", (_written(one, line + " ") for one in value), line)
    return _text(value)


def _within(brackets: str, pieces: Iterable[str], line: str) -> str:
    inside = f",{line} ".join(pieces)
    return f"{brackets[0]}{line} {inside}{line}{brackets[1]}" if inside else brackets


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return mantissa
    power = int(exponent)
    return format(Decimal(repr(value)), "f") if _MOST_ZEROS <= power < 0 else f"{mantissa}e{power:+d}"
