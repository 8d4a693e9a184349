"""Make the lists of persons' names in Cyrillic: ``python -m geomap.training.cyrillicnames_build --faker DIR``.

The source is the PyPI package ``faker`` (MIT), unpacked. Where names are inflected, every case is in the list.
``README.md`` of the languages' folders names the source.
"""

from __future__ import annotations

import argparse
import ast
from pathlib import Path
from typing import Final

from geomap.gazetteer.names import fold
from geomap.language import find_language

_LOCALES: Final = {"ru": "ru_RU", "uk": "uk_UA", "bg": "bg_BG", "mk": "mk_MK"}
_CASES: Final = {
    "ru": {"а": "ы и е у ой ою", "я": "и е ю ей", "й": "я ю ем е", "ь": "я ю ем е и", "": "а у ом е ым ого ой"},
    "uk": {
        "а": "и і у ою",
        "я": "і ї ю ею єю",
        "й": "я ю єм ї ого",
        "о": "а у ом ові",
        "ь": "я ю ем і",
        "": "а у ом ові і",
    },
}
"""By the end of a name, what stands there in its other cases."""


def _names(path: Path, attribute: str) -> set[str]:
    """Return the names of a locale, read from its source without running it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id.startswith(attribute) for t in targets):
                found |= {
                    n.value for n in ast.walk(node.value) if isinstance(n, ast.Constant) and isinstance(n.value, str)
                }
    return {name for name in found if name.isalpha() and len(name) > 1}


def _cases(code: str, name: str) -> set[str]:
    for end, others in _CASES.get(code, {}).items():
        if name.endswith(end):
            return {name, *(name[: len(name) - len(end)] + other for other in others.split())}
    return {name}


def main() -> None:
    """Write the lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faker", type=Path, required=True)
    folder = parser.parse_args().faker / "faker" / "providers" / "person"
    for code, locale in _LOCALES.items():
        language = find_language(code)
        if language is None:
            parser.error(f"there is no folder for {code}")
        for attribute, file in (("first_names", "given_names"), ("last_names", "surnames")):
            forms = {
                fold(form) for name in _names(folder / locale / "__init__.py", attribute) for form in _cases(code, name)
            }
            (language.folder / f"{file}.txt").write_text("\n".join(sorted(forms)), encoding="utf-8")
            print(code, file, len(forms))


if __name__ == "__main__":
    main()
