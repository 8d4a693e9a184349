"""Languages: a folder each, with all that depends on the language of a text.

A folder ``xx/`` of this package, or one that is registered, is a language; what its files mean is said in comments of
``en/``, and ``docs/architecture.md`` tells how one is added. Recognition, resolution and maps ask for the document's
language with ``language_of``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.language.language import Language

if TYPE_CHECKING:
    from geomap.model import Document

__all__ = ["Language", "english", "find_language", "language_codes", "language_of", "register_language"]

DEFAULT = "en"
"""What a text without a known language is taken for; it also stands in for a language without a folder."""

_SERVED_BY = {"bs": "hr", "sh": "hr", "mo": "ro"}
"""Languages that the folder of another reads: they differ less than two newspapers of one."""

_OWN = Path(__file__).parent
_known: dict[str, Language | None] = {}
_registered: dict[str, Path] = {}


def english() -> Language:
    """Return the language that stands in for every other."""
    known = _known.get(DEFAULT)
    if known is None:
        known = _known[DEFAULT] = Language(DEFAULT, _OWN / DEFAULT)
    return known


def find_language(code: str) -> Language | None:
    """Return the language of a tag, None where it has no folder.

    Parameters
    ----------
    code
        BCP 47; of "de-AT" the folder ``de`` serves. ``""`` is a text without a known language.
    """
    if code in _known:
        return _known[code]
    found: Language | None = english()
    base = base_of(code)
    base = _SERVED_BY.get(base, base)
    if base and base != DEFAULT:
        folder = _registered.get(base, _OWN / base)
        if code != base:
            found = find_language(base)
        else:
            found = Language(base, folder, english()) if base.isalpha() and folder.is_dir() else None
    _known[code] = found
    return found


def base_of(code: str) -> str:
    """Return what stands before the first hyphen of a tag, in lower case: "de" of "de-AT"."""
    return code.replace("_", "-").partition("-")[0].strip().lower()


def language_of(document: Document) -> Language:
    """Return the language of a document; English where it names none, and where the language has no folder."""
    return find_language(document.language) or english()


def language_codes() -> tuple[str, ...]:
    """Return the languages that have a folder, sorted."""
    own = (path.name for path in _OWN.iterdir() if path.is_dir() and path.name.isalpha())
    return tuple(sorted({*own, *_registered}))


def register_language(folder: Path) -> None:
    """Add a language whose folder lies elsewhere; its name is the language's tag.

    Parameters
    ----------
    folder
        The folder, e.g. ``Path("my_languages/eo")``.
    """
    _registered[folder.name] = folder
    _known.clear()
