"""A style of a user's own against ``style.schema.json``: one clear line for the first thing that is wrong.

Of JSON Schema it knows what that file uses, and raises for anything else; a test holds it to the verdicts of a full
validator, which takes longer to import than a map to draw.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}
_ARTICLED = {"object": "an object", "array": "a list", "integer": "a whole number", "boolean": "true or false"}
_SHOWN = 40


@cache
def schema() -> dict[str, Any]:
    """Return the schema of a style."""
    raw = Path(__file__).with_name("style.schema.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(raw)
    return read


def check(document: Any) -> None:
    """Check what a user's style says, before it is merged.

    Raises
    ------
    InputError
        A key is unknown or a value wrong; the message says where and what would be right.
    """
    _check(document, schema(), ())


def check_names(document: Mapping[str, Any], ours: Mapping[str, Any]) -> None:
    """Check that a merged style names only what it has, and that what is new in it is whole and of some use.

    Parameters
    ----------
    document
        The user's style over the default.
    ours
        The default.

    Raises
    ------
    InputError
        A name is unknown, or a new drawing or colour is not whole.
    """
    for key, symbol in document["symbols"].items():
        if missing := {"colour", "frame", "scale"} - symbol.keys():
            guess = _guess(key, list(ours["symbols"]))
            raise InputError(f"symbols.{key}: a new drawing needs {' and '.join(sorted(missing))}{guess}")
    light = document["colours"]["light"]
    colours = [*_colour_names(document)]
    frames = [(("symbols", key, "frame"), symbol["frame"]) for key, symbol in document["symbols"].items()]
    glyphs = [(("symbols", key, "glyph"), symbol.get("glyph", "")) for key, symbol in document["symbols"].items()]
    for named, kept in ((colours, light), (frames, document["frames"]), (glyphs, document["glyphs"] | {"": ""})):
        for path, name in named:
            _known(path, name, kept)
    layers = dict.fromkeys(("any", *document["layers"]["legend"], *document["layers"]["stack"]))
    for key in document["too_small"]:
        _known(("too_small", key), key, layers)
    for theme in ("dark", "print"):
        for name in document["colours"][theme]:
            _known(("colours", theme, name), name, light)
    for name in light.keys() - document["colours"]["dark"].keys():
        _known(("colours", "light", name), name, ours["colours"]["light"] | dict.fromkeys(n for _, n in colours))
        raise InputError(f"colours.dark: the new colour {name} is missing")
    # A new name that nothing asks for is a slip of the pen.
    _known_or_used(("frames",), document["frames"], ours["frames"], frames)
    _known_or_used(("glyphs",), document["glyphs"], ours["glyphs"], glyphs)
    _known_or_used(("colours", "light"), light, ours["colours"]["light"], colours)


def _known_or_used(
    path: tuple[str, ...],
    kept: Mapping[str, Any],
    ours: Mapping[str, Any],
    named: Sequence[tuple[tuple[str, ...], str]],
) -> None:
    used = dict.fromkeys(name for _, name in named)
    for name in kept:
        _known((*path, name), name, {**ours, **used})


def _colour_names(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, symbol in document["symbols"].items():
        yield ("symbols", key, "colour"), symbol["colour"]
    for key, line in document["lines"].items():
        yield ("lines", key, "colour"), line["colour"]
    for key, name in document["streets"]["areas"].items():
        yield ("streets", "areas", key), name
    for key, street in document["streets"]["lines"].items():
        yield ("streets", "lines", key, "colour"), street["colour"]
    yield ("names", "leader", "colour"), document["names"]["leader"]["colour"]
    yield ("chosen", "colour"), document["chosen"]["colour"]
    for key, lettering in document["names"]["lettering"].items():
        if lettering["colour"] != "symbol":
            yield ("names", "lettering", key, "colour"), lettering["colour"]
        yield ("names", "lettering", key, "halo"), lettering.get("halo", "halo")


def _known(path: tuple[str, ...], name: str, names: Mapping[str, Any]) -> None:
    if name not in names:
        raise InputError(f"{'.'.join(path)}: there is no {_quoted(name)}{_guess(name, list(names))}")


def _check(value: Any, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
    if "$ref" in rule:
        target: Any = schema()
        for step in rule["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        rule = target | {key: part for key, part in rule.items() if key != "$ref"}
    if "enum" in rule:
        # True is no 1.
        if not any(type(one) is type(value) and one == value for one in rule["enum"]):
            known = (one if isinstance(one, str) else json.dumps(one) for one in rule["enum"])
            _refuse(path, value, f"is none of {', '.join(known)}")
        return
    kind = rule["type"]
    is_kind = isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not is_kind or (isinstance(value, float) and not math.isfinite(value)):
        _refuse(path, value, f"is not {_ARTICLED.get(kind, f'a {kind}')}")
    _CHECKS[kind](value, rule, path)


def _check_object(value: dict[str, Any], rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
    known = rule.get("properties", {})
    others = rule["additionalProperties"]
    if len(value) > rule.get("maxProperties", math.inf):
        _refuse(path, value, f"has more than {rule['maxProperties']} entries")
    for key, one in value.items():
        here = (*path, key)
        if key in known:
            _check(one, known[key], here)
        elif others is False:
            raise InputError(f"there is no key {_quoted('.'.join(here))}{_guess(key, list(known))}")
        else:
            _check(key, rule.get("propertyNames", {}) | {"type": "string"}, here)
            _check(one, others, here)


def _check_array(value: list[Any], rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
    if not rule.get("minItems", 0) <= len(value) <= rule["maxItems"]:
        _refuse(path, value, f"has not {rule.get('minItems', 0)} to {rule['maxItems']} entries")
    for number, one in enumerate(value):
        _check(one, rule["items"], (*path, str(number)))


def _check_string(value: str, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
    if len(value) > rule.get("maxLength", math.inf) or not _matches(rule.get("pattern", ""), value):
        _refuse(path, value, f"is not {rule.get('description', 'short enough')}")


def _matches(pattern: str, value: str) -> bool:
    # A "$" of Python lets a line end follow, that of JSON Schema does not.
    return re.search(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, value) is not None


def _check_number(value: float, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
    low, high = rule["minimum"], rule["maximum"]
    if not low <= value <= high:
        _refuse(path, value, f"is not from {low} to {high}")


def _check_nothing(value: Any, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
    """Accept a value whose type says all."""


_CHECKS: dict[str, Any] = {
    "object": _check_object,
    "array": _check_array,
    "string": _check_string,
    "number": _check_number,
    "integer": _check_number,
    "boolean": _check_nothing,
}


def _refuse(path: tuple[str, ...], value: Any, why: str) -> None:
    raise InputError(f"{'.'.join(path) or 'the style'}: {_quoted(value)} {why}")


def _quoted(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else json.dumps(value, default=repr)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _guess(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(key, known, n=1, cutoff=0.6)
    if found:
        return f"; did you mean {found[0]}?"
    return f"; there are: {', '.join(known)}" if 0 < len(known) <= 16 else ""
