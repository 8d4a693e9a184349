"""XML from outside, parsed by the standard library with what it does not refuse by itself refused.

Entities that a file declares are refused: they could grow without end ("billion laughs") or name other files. Nothing
else is ever fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from geomap.errors import InputError

if TYPE_CHECKING:
    from typing import Any, NoReturn

_DEEPEST: Final = 500
"""Levels of elements; nobody writes deeper, and programs that walk a tree by recursion fail."""


def parse_xml(raw: bytes, name: str) -> ET.Element:
    """Return the root of an XML document.

    Parameters
    ----------
    raw
        The file.
    name
        What to call it in an error.

    Raises
    ------
    InputError
        It is not well-formed, declares entities or uses one that nobody has declared, or is too deep.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    builder, depth = ET.TreeBuilder(), 0

    def refuse(*_: Any) -> NoReturn:
        raise InputError(f"{name}: it declares entities, which are not read; write the characters themselves")

    def skip(entity: str, _: bool) -> NoReturn:
        raise InputError(f"{name}: nobody declared the entity {entity!r}; write the character itself")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise InputError(f"{name}: more than {_DEEPEST} elements inside each other")
        builder.start(_qualified(tag), {_qualified(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_qualified(tag))

    parser.EntityDeclHandler = refuse
    parser.SkippedEntityHandler = skip
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(raw, True)
        return builder.close()
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(f"{name}: not XML ({error})") from error


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def local_name(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
