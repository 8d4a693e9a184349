"""The tables of a language's folder: TOML, read when they are first asked for, and checked for what they may hold."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from geomap.errors import LanguageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Table:
    """A table of a language; each attribute is a key of the file, and empty where the file lacks it.

    Sets of words are written as text, or as a list where they have spaces inside.

    Parameters
    ----------
    path
        The file; one that is not there is an empty table.

    Raises
    ------
    LanguageError
        The file is no TOML, has a key of no attribute, or a value of another kind.
    """

    def __init__(self, path: Path) -> None:
        raw = _read(path)
        fields: dict[str, str] = type(self).__annotations__
        if unknown := sorted(raw.keys() - fields.keys()):
            raise LanguageError(f"{path}: there is no key {unknown[0]!r}; there are: {', '.join(fields)}")
        for key, kind in fields.items():
            convert, empty = _KINDS[kind]
            try:
                setattr(self, key, convert(raw[key]) if key in raw else convert(empty))
            except (AttributeError, TypeError, ValueError) as error:
                raise LanguageError(f"{path}: {key!r} is no {kind}: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise LanguageError(f"{path}: {error}") from error


def _words(value: str | list[str]) -> list[str]:
    return value.split() if isinstance(value, str) else [str(word) for word in value]


def _text(value: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _groups(value: Mapping[str, str | list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(_words(words)) for name, words in value.items()}


def _flag(value: bool) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _number(value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is no whole number")
    return value


_KINDS: dict[str, tuple[Any, Any]] = {
    "bool": (_flag, False),
    "int": (_number, 0),
    "str": (_text, ""),
    "frozenset[str]": (lambda value: frozenset(_words(value)), ""),
    "tuple[str, ...]": (lambda value: tuple(_words(value)), ""),
    "dict[str, str]": (lambda value: {key: _text(text) for key, text in value.items()}, {}),
    "dict[str, float]": (lambda value: {key: float(number) for key, number in value.items()}, {}),
    "dict[str, int]": (lambda value: {key: int(number) for key, number in value.items()}, {}),
    "dict[str, frozenset[str]]": (_groups, {}),
    "tuple[dict[str, Any], ...]": (lambda value: tuple(dict(row) for row in value), ()),
}
"""By the annotation of an attribute: what makes it of the file's value, and the value of a file without it."""
