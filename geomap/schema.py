"""A document of a user's own against a schema that ships with the package: one clear line for what is wrong first.

Of JSON Schema it knows what our files use, and raises for anything else; tests hold it to the verdicts of a full
validator, which takes longer to import than a map to draw. A description that begins with a small letter is what a
message says that a value is not: "a colour such as #0b5fa5".
"""

from __future__ import annotations

import json
import math
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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


class Schema:
    """A schema, and what it says of documents.

    Parameters
    ----------
    path
        Its file.
    what
        What a message calls a document that is wrong as a whole: ``"the style"``.
    """

    def __init__(self, path: Path, what: str) -> None:
        self._path = path
        self._what = what

    @cached_property
    def document(self) -> dict[str, Any]:
        """The schema as data."""
        read: dict[str, Any] = json.loads(self._path.read_text("utf-8"))
        return read

    def check(self, document: Any) -> None:
        """Check a document.

        Raises
        ------
        InputError
            A key is unknown or missing, or a value wrong; the message says where and what would be right.
        """
        self._check(document, self.document, ())

    def _check(self, value: Any, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
        if not rule:
            return None  # anything; somebody else looks at it
        rule = self._resolved(rule)
        if "anyOf" in rule:
            return self._check_any(value, rule, path)
        if "enum" in rule:
            if not _is_one_of(value, rule["enum"]):
                known = (one if isinstance(one, str) else json.dumps(one) for one in rule["enum"])
                self._refuse(path, value, f"is none of {', '.join(known)}")
            return None
        kind = rule["type"]
        if not _is_of(value, kind) or (isinstance(value, float) and not math.isfinite(value)):
            self._refuse(path, value, f"is not {_ARTICLED.get(kind, f'a {kind}')}")
        check = getattr(self, f"_check_{kind}", None)
        if check is not None:
            check(value, rule, path)
        return None

    def _resolved(self, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in rule:
            return rule
        target: Any = self.document
        for step in rule["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        own = {key: part for key, part in rule.items() if key != "$ref" and (key != "description" or _is_told(part))}
        merged: dict[str, Any] = target | own
        return merged

    def _check_any(self, value: Any, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
        """Check a value that may have one of several types: that of its own says what is wrong with it."""
        for other in map(self._resolved, rule["anyOf"]):
            if _is_one_of(value, other["enum"]) if "enum" in other else _is_of(value, other["type"]):
                return self._check(value, other, path)
        return self._refuse(path, value, f"is not {rule['description']}")

    def _check_object(self, value: dict[str, Any], rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
        known = rule.get("properties", {})
        others = rule["additionalProperties"]
        if len(value) > rule.get("maxProperties", math.inf):
            self._refuse(path, value, f"has more than {rule['maxProperties']:,} entries")
        for key, one in value.items():
            here = (*path, key)
            if key in known:
                self._check(one, known[key], here)
            elif others is False:
                raise InputError(f"there is no key {quoted('.'.join(here))}{guess(key, list(known))}")
            else:
                self._check(key, rule.get("propertyNames", {}) | {"type": "string"}, here)
                self._check(one, others, here)
        for key in rule.get("required", ()):
            if key not in value:
                raise InputError(f"{self._where(path)}: {key} is missing")

    def _check_array(self, value: list[Any], rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
        least, most = rule.get("minItems", 0), rule["maxItems"]
        if not least <= len(value) <= most:
            self._refuse(
                path, value, f"has not {least} to {most} entries" if least != most else f"has not {most} entries"
            )
        for number, one in enumerate(value):
            self._check(one, rule["items"], (*path, str(number)))

    def _check_string(self, value: str, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
        if len(value) > rule.get("maxLength", math.inf) or not _matches(rule.get("pattern", ""), value):
            told = rule.get("description", "")
            self._refuse(path, value, f"is not {told if _is_told(told) else 'short enough'}")

    def _check_number(self, value: float, rule: Mapping[str, Any], path: tuple[str, ...]) -> None:
        low, high = rule["minimum"], rule["maximum"]
        if not low <= value <= high:
            self._refuse(path, value, f"is not from {low} to {high}")

    _check_integer = _check_number

    def _refuse(self, path: tuple[str, ...], value: Any, why: str) -> None:
        raise InputError(f"{self._where(path)}: {quoted(value)} {why}")

    def _where(self, path: tuple[str, ...]) -> str:
        # A key may be anything: a name as long as a book, or one with line ends.
        return (
            ".".join(part if len(part) <= _SHOWN and part.isprintable() else quoted(part) for part in path)
            or self._what
        )


def _is_told(description: str) -> bool:
    return description[:1].islower()


def _is_of(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _is_one_of(value: Any, values: list[Any]) -> bool:
    # True is no 1.
    return any(type(one) is type(value) and one == value for one in values)


def _matches(pattern: str, value: str) -> bool:
    # A "$" of Python lets a line end follow, that of JSON Schema does not.
    return re.search(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, value) is not None


def quoted(value: Any) -> str:
    """Return a value as a message shows it: short, and on one line."""
    try:
        text = repr(value[: 2 * _SHOWN]) if isinstance(value, str) else json.dumps(value, default=repr)
    except (ValueError, RecursionError):  # a number of thousands of digits
        text = f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def guess(key: str, known: list[str]) -> str:
    """Return how a message goes on after an unknown name: with the one that was probably meant, or with all."""
    from difflib import get_close_matches

    found = get_close_matches(key[:_SHOWN], known, n=1, cutoff=0.6)
    if found:
        return f"; did you mean {found[0]}?"
    return f"; there are: {', '.join(known)}" if 0 < len(known) <= 16 else ""
