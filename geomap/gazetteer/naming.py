"""What places are called: all names of one, and the one that a language gives it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from geomap.gazetteer import layout
from geomap.gazetteer.exonyms import is_of
from geomap.gazetteer.names import fold
from geomap.gazetteer.scripts import name_by_script
from geomap.language import DEFAULT
from geomap.model import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.spoken import SpokenNames
    from geomap.gazetteer.store import Store
    from geomap.language import Language
    from geomap.language.forms import WordForms

_SAME: Final = {"nb": "no", "nn": "no", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh", "tl": "fil", "iw": "he"}
"""Tags that stand for another under which names are kept."""

_KINDS: Final = ("primary", "alternate")
"""Kinds of names that a map may show: nobody reads "BRD" or "deutsch" as a place's name."""


def kept_as(language: str) -> str:
    """Return the tag under which names of a language are kept: "nb" is kept as "no"."""
    return _SAME.get(language, language)


def names_of(store: Store, index: int) -> Iterator[Name]:
    """Yield the names of a place besides its usual one: those of the sources, then those by language."""
    for text, language, kind in store.written(index):
        yield Name(text, language, layout.MATCH_KINDS[kind])
    if store.exonyms is not None:
        for text, language, kind in store.exonyms.names(index):
            yield Name(text, language, layout.MATCH_KINDS[kind])


def spoken_names(gazetteer: Gazetteer, language: Language) -> Gazetteer | SpokenNames:
    """Return the names that the texts of a language have, in the forms that they take there.

    For English texts that is the gazetteer itself.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    language
        Language of the texts.
    """
    if language.code == DEFAULT:
        return gazetteer
    from geomap.gazetteer.spoken import names_of_language

    return names_of_language(gazetteer, language)


def folding_of(language: Language) -> Callable[[str], str]:
    """Return what folds the texts of a language for looking names up: ``fold``, but what keeps a mark before endings.

    Parameters
    ----------
    language
        Language of the texts.
    """
    return fold if language.code == DEFAULT else forms_of(language).fold


@cache
def forms_of(language: Language) -> WordForms:
    """Return the forms of a language's words.

    Parameters
    ----------
    language
        Whose tables are used.
    """
    from geomap.language.forms import WordForms

    return WordForms(language, fold)


def forms_without_clitics(folded: str, language: Language) -> list[str]:
    """Return a folded name as it stands, and without what the language writes on its front.

    Parameters
    ----------
    folded
        One word or more.
    language
        Of the text.
    """
    first, space, rest = folded.partition(" ")
    found = [base + space + rest for base, how in forms_of(language).of(first) if how in ("name", "script", "clitic")]
    return list(dict.fromkeys(found))


def written(store: Store, index: int, usual: str, folded: str) -> str:
    """Return the name with a folded form as it is written for a place; the usual one where none has that form."""
    if fold(usual) == folded:
        return usual
    return next((name.text for name in names_of(store, index) if fold(name.text) == folded), usual)


def name_in(names: Sequence[Name], language: str) -> str:
    """Return the name that a language gives a place, the usual one where none is surely of it.

    Parameters
    ----------
    names
        All names of the place, its usual one first.
    language
        BCP 47, e.g. ``"ru"`` or ``"zh-Hant"``.
    """
    language = kept_as(language)
    base = language.partition("-")[0]
    marked = [name for name in names if name.language and name.kind in _KINDS and is_of(name.language, language)]
    # The language's usual name before another, and the very tag before its neighbours.
    rank = {name: (name.kind != "primary", name.language != language, name.language != base) for name in marked}
    best = min(marked, key=rank.__getitem__, default=None)
    if best is not None:
        return best.text
    return name_by_script(names, base, names[0].text) or names[0].text
