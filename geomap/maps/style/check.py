"""A style of a user's own against ``style.schema.json``: one clear line for the first thing that is wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.schema import Schema, guess, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SCHEMA = Schema(Path(__file__).with_name("style.schema.json"), "the style")


@cache
def schema() -> dict[str, Any]:
    """Return the schema of a style."""
    return _SCHEMA.document


def check(document: Any) -> None:
    """Check what a user's style says, before it is merged.

    Raises
    ------
    InputError
        A key is unknown or a value wrong; the message says where and what would be right.
    """
    _SCHEMA.check(document)


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
            meant = guess(key, list(ours["symbols"]))
            raise InputError(f"symbols.{key}: a new drawing needs {' and '.join(sorted(missing))}{meant}")
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
    for symbol, layer in document["layers"]["of"].items():
        _known(("layers", "of", symbol), symbol, {"any": "", **document["symbols"]})
        _known(("layers", "of", symbol), layer, layers)
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
        raise InputError(f"{'.'.join(path)}: there is no {quoted(name)}{guess(name, list(names))}")
