"""The style of a map: one document that the page and the picture are drawn by.

``default.json`` is ours, ``style.schema.json`` says what each key means. A user's own document says what differs; it is
checked, merged over the default, and resolved once, in the view.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.maps.style.model import (
    THEMES,
    AreaLook,
    CourseLook,
    Lettering,
    LineLook,
    Look,
    StreetLook,
    Style,
    Swatch,
    Symbol,
    Theme,
    quote_families,
    read_style,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST_BYTES = 1_000_000


@cache
def default_style() -> Style:
    """Return the style of the package."""
    return read_style(_default())


@cache
def _default() -> dict[str, Any]:
    raw = Path(__file__).with_name("default.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(raw)
    return document


def resolve_style(
    own: str | os.PathLike[str] | Mapping[str, Any] | None = None, furniture: Mapping[str, Any] | None = None
) -> Style:
    """Return the style that a map is drawn by.

    Parameters
    ----------
    own
        What differs from the default: a JSON file, or the same as a mapping; None for the default.
    furniture
        The style's section of that name, said over ``own``.

    Raises
    ------
    InputError
        The file cannot be read, a key is unknown, or a value is wrong.
    """
    if own is None and not furniture:
        return default_style()
    over = {"furniture": _as_data(furniture)} if furniture else {}
    if own is None or not isinstance(own, (str, os.PathLike)):
        return _merged(_as_data(own or {}), over)
    try:
        return _merged(_read(Path(own)), over)
    except InputError as error:
        raise InputError(f"the style {Path(own)}: {error}") from None


def overlaid(own: str | os.PathLike[str] | Mapping[str, Any] | None, over: Mapping[str, Any]) -> dict[str, Any]:
    """Return a style as a mapping, with another upon it, for ``resolve_style``.

    Parameters
    ----------
    own
        As for ``resolve_style``.
    over
        What differs from that.

    Raises
    ------
    InputError
        The file cannot be read, or one of them is no style at all.
    """
    if own is None:
        return dict(_as_data(over))
    under = _read(Path(own)) if isinstance(own, (str, os.PathLike)) else _as_data(own)
    if not isinstance(under, dict):
        raise InputError("a style is an object")
    return _merge(under, _as_data(over))


def _merged(own: dict[str, Any], over: dict[str, Any]) -> Style:
    # Few maps have a style of their own.
    from geomap.maps.style.check import check, check_names

    check(own)
    check(over)
    document = _merge(_merge(_default(), own), over)
    check_names(document, _default())
    return read_style(document)


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one document over another: objects key by key, all else as a whole."""
    both = {
        key: _merge(under[key], value) if isinstance(value, dict) and isinstance(under.get(key), dict) else value
        for key, value in over.items()
    }
    return {**under, **both}


def _as_data(own: Mapping[str, Any]) -> Any:
    """Return a mapping as a file would give it."""
    try:
        return json.loads(json.dumps(own, default=dict))
    except (TypeError, ValueError, RecursionError):
        raise InputError("a style is made of objects, lists, texts, numbers, true and false") from None


def _read(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise InputError("has a name that no file can have") from None
    if len(raw) > _LARGEST_BYTES:
        raise InputError("is larger than a megabyte")
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}: {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"is no JSON{where}") from None


__all__ = [
    "THEMES",
    "AreaLook",
    "CourseLook",
    "Lettering",
    "LineLook",
    "Look",
    "StreetLook",
    "Style",
    "Swatch",
    "Symbol",
    "Theme",
    "default_style",
    "overlaid",
    "quote_families",
    "read_style",
    "resolve_style",
]
