"""Rebuild the API page and the README's picture: ``python docs/rebuild.py``; needs the extra ``test``.

The pictures of the editor's guide are taken by ``python docs/pictures.py``, the notebook is run by ``python docs/notebook.py``.
"""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

from numpydoc.docscrape import ClassDoc, FunctionDoc

PAGE = Path(__file__).parent / "api.md"
PICTURE = Path(__file__).parent / "kashmir.png"
MODULES = (
    "geomap",
    "geomap.reading",
    "geomap.maps",
    "geomap.maps.layers",
    "geomap.maps.svg",
    "geomap.export",
    "geomap.corpus",
    "geomap.evaluation",
    "geomap.plugins",
    "geomap.errors",
)
"""The modules whose names are public: those with an ``__all__``, and two in which everything is."""

_SECTIONS = ("Parameters", "Attributes", "Returns", "Yields", "Raises")


def public_names(module: Any) -> list[str]:
    """Return the public names of a module: its ``__all__``, or what it defines itself."""
    own = [name for name, thing in vars(module).items() if getattr(thing, "__module__", "") == module.__name__]
    return sorted(getattr(module, "__all__", [name for name in own if not name.startswith("_")]), key=str.lower)


def public_methods(kind: type) -> list[tuple[str, Any]]:
    """Return the methods and properties that a class defines itself, in its own order."""
    return [
        (name, thing)
        for name, thing in vars(kind).items()
        if not name.startswith("_")
        and (inspect.isfunction(thing) or isinstance(thing, (classmethod, staticmethod, property)))
        and inspect.getdoc(getattr(kind, name))
    ]


def make() -> str:
    """Return the text of the page."""
    parts = ["# geomap's Python interface\n\nMade from the docstrings by `python docs/rebuild.py`.\n"]
    told: set[int] = set()
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        parts.append(f"\n## {module_name}\n\n{_prose(inspect.getdoc(module) or '')}\n")
        for name in public_names(module):
            thing = getattr(module, name)
            if not (inspect.isclass(thing) or inspect.isfunction(thing)):
                continue
            if id(thing) in told:
                parts.append(f"\n### {module_name}.{name}\n\nThe same as above.\n")
                continue
            told.add(id(thing))
            parts.append(_entry(f"{module_name}.{name}", thing, 3))
            if inspect.isclass(thing):
                parts += [_member(name, thing, method) for method in public_methods(thing)]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).rstrip() + "\n"


def draw() -> None:
    """Draw the picture that the README shows; its letters are those of the fonts of this machine."""
    import geomap
    from geomap.reading import to_document
    from geomap.samples import sample_text

    geomap.map_text(to_document(sample_text("kashmir"))).save(PICTURE, size="860", scale=1.5)


def _member(owner: str, kind: type, member: tuple[str, Any]) -> str:
    name, thing = member
    if isinstance(thing, property):
        return f"\n#### {owner}.{name}\n\n{_prose(inspect.getdoc(thing) or '')}\n"
    return _entry(f"{owner}.{name}", getattr(kind, name), 4)


def _entry(title: str, thing: Any, level: int) -> str:
    read = ClassDoc(thing, config={"show_class_members": False}) if inspect.isclass(thing) else FunctionDoc(thing)
    parts = [f"\n{'#' * level} {title}\n\n", f"```python\n{title.rpartition('.')[2]}{_signature(thing)}\n```\n\n"]
    parts.append(_prose("\n".join([*read["Summary"], "", *read["Extended Summary"]])) + "\n")
    for section in _SECTIONS:
        if read[section]:
            parts.append(f"\n**{section}**\n\n")
            parts += [_item(entry) for entry in read[section]]
    if read["Examples"]:
        code = "\n".join(line for line in read["Examples"]).replace("  # doctest: +SKIP", "")
        parts.append(f"\n**Examples**\n\n```pycon\n{code.strip()}\n```\n")
    return "".join(parts)


def _item(entry: Any) -> str:
    words = " ".join(" ".join(entry.desc).split())
    return f"- `{entry.name or entry.type}`: {_prose(words)}\n" if words else f"- `{entry.name or entry.type}`\n"


def _signature(thing: Any) -> str:
    try:
        written = str(inspect.signature(thing))
    except ValueError:
        return "()"
    if inspect.isclass(thing):
        written = written.partition(" -> ")[0]
    # Annotations that are read late stand in quotes; defaults that are objects show where they lie in memory.
    written = re.sub(r"(: |-> )(['\"])(.*?)\2(?=,|\)| =|$)", r"\1\3", written)
    return re.sub(r"<([\w.]+) object at 0x[0-9a-f]+>", r"\1", written)


def _prose(text: str) -> str:
    """Turn the few marks of reStructuredText that the docstrings use into Markdown's."""
    kept = re.sub(r"``([^`]+)``", r"`\1`", text.strip())
    kept = re.sub(r"(?m)(^>>>.*(?:\n.+)*)", r"```pycon\n\1\n```", kept)
    kept = re.sub(r"(?s)\n(=+ +=+)\n(.*?)\n\1\n(.*?)\n\1", _table, kept)
    kept = re.sub(r"(?m)^Examples\n-+\n", "", kept)
    return re.sub(r"::$", ":", kept, flags=re.MULTILINE)


def _table(match: re.Match[str]) -> str:
    width = match[1].index(" ")
    lines = [(line[:width].strip(), line[width:].strip()) for line in (match[2] + "\n" + match[3]).splitlines()]
    rows = [f"| {left} | {right} |" for left, right in lines]
    return "\n" + "\n".join([rows[0], "| --- | --- |", *rows[1:]])


if __name__ == "__main__":
    PAGE.write_text(make(), encoding="utf-8")
    draw()
