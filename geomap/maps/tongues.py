"""In which language a map speaks, and in which it names places: those that are asked for, else its texts' own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.language import DEFAULT, base_of
from geomap.language.identify import is_named
from geomap.maps import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.options import ViewOptions
    from geomap.model import Geoparse


def spoken(options: ViewOptions, parses: Sequence[Geoparse]) -> ViewOptions:
    """Return the options with the languages of the map: of the interface in ``language``, of the names in ``names``.

    Of texts in several languages the one of most of them counts, of as many the one that comes first.

    Parameters
    ----------
    options
        As they were asked for: a language that is named there holds for both.
    parses
        The documents, with their languages.
    """
    if options.language:
        return options if options.names else replace(options, names=options.language)
    tags = [_tag_of(parse) for parse in parses]
    most = Counter(map(base_of, tags)).most_common(1)[0][0]
    names = options.names or next(tag for tag in tags if base_of(tag) == most)
    return replace(options, language=most if most in wording.languages() else DEFAULT, names=names)


def _tag_of(parse: Geoparse) -> str:
    """Return the language of a document, English where it names none that is known."""
    tag = parse.document.language
    return tag if base_of(tag) != DEFAULT and is_named(tag) else DEFAULT
