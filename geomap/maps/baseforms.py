"""The name that words of a text are a form of: Москва of "Москве", حمص of "بحمص"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import forms_of, kept_as
from geomap.language import base_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.language import Language
    from geomap.model import Name

_AS_WRITTEN = frozenset({"name", "script"})
"""What is reached so is a name as it stands, in this spelling or another."""
_SHOWN = frozenset({"primary", "alternate", "historical"})
_BROKEN = ("¬", "- ")
"""What the end of a line leaves in a word."""


def base_form(words: str, usual: str, names: Sequence[Name], language: Language) -> str:
    """Return the name of a place that words of a text are a form of, as it is written; ``""`` where they are of none.

    Words that are a name already stay as they are: the text's spelling is its own.

    Parameters
    ----------
    words
        What the text calls the place.
    usual, names
        What the language calls the place mostly, and all names that it has.
    language
        The text's.
    """
    forms = forms_of(language)
    hows = [dict(forms.of(word)) for word in forms.fold(words).split(" ")]
    ranks = [{base: rank for rank, base in enumerate(bases)} for bases in hows]
    own = {kept_as(language.code), *map(kept_as, language.forms.names_of)}
    found = []
    for name in names:
        parts = _parts(name, ranks)
        if parts:
            worst = max(bases[part] for bases, part in zip(ranks, parts, strict=True))
            # What is a name elsewhere may be another case of one here: Latvians say "Londona", and so do Slovenes of
            # London.
            is_own = base_of(name.language) in own or fold(name.text) == fold(usual)
            found.append((not is_own, worst, name.text != usual, name.kind != "primary", name.text, parts))
    if not found:
        return ""
    *_, text, parts = min(found)
    is_written = all(bases[part] in _AS_WRITTEN for bases, part in zip(hows, parts, strict=True))
    return words if is_written and not any(mark in words for mark in _BROKEN) else text


def _parts(name: Name, reached: Sequence[Mapping[str, int]]) -> list[str]:
    """Return the words of a name if each is one of those that the text's word there can be a form of."""
    if name.kind not in _SHOWN:
        return []
    folded = fold(name.text)
    parts = folded.split(" ") if len(reached) > 1 else [folded]
    is_it = len(parts) == len(reached) and all(part in bases for part, bases in zip(parts, reached, strict=True))
    return parts if is_it else []
