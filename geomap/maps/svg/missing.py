"""Letters of a picture that no installed font has: they would be drawn as boxes, or not at all.

Which fonts there are, and which of them stands in for another, only the renderer knows. So it is asked: a letter that
it draws like what is in no font is missing.
"""

from __future__ import annotations

import html
import re
import unicodedata
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geomap.errors import LetterWarning
from geomap.maps.svg.lettering import families_in

if TYPE_CHECKING:
    from geomap.maps.style import Style

_TEXT: Final = re.compile(r"<text\b[^>]*>([^<]+)")
_NO_LETTER: Final = "\ufdd0"
"""A code point that is none of a letter's, now and for ever."""
_MOST: Final = 400
"""Letters that are tried: what is missing of a script mostly shows at the first."""
_NAMED: Final = 8
_ALPHABETS: Final = frozenset({"LATIN", "GREEK", "CYRILLIC"})
"""Of these a font that has one letter has them all, and of a picture they are most."""
_EAST_ASIAN: Final = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


def warn_of_missing(svg: str, style: Style, *, embedded: bool = False, depth: int = 3) -> None:
    """Warn of the letters of a picture that no installed font has.

    Parameters
    ----------
    svg, style
        The picture, and the style that says its fonts.
    embedded
        Whether its renderer brings fonts with European letters of its own.
    depth
        Functions between the warning and the caller's line, which it shows.
    """
    missing = [letter for letter in _letters(svg, embedded=embedded) if _is_missing(letter, families_in(style, letter))]
    if missing:
        warnings.warn(_notice(missing), LetterWarning, stacklevel=depth)


def _letters(svg: str, *, embedded: bool) -> list[str]:
    """Return the letters that are to be tried: of an alphabet that every font has the first."""
    drawn = dict.fromkeys("".join(map(html.unescape, _TEXT.findall(svg))))
    tried: dict[str, None] = {}
    seen = set()
    for letter in filter(str.isalpha, drawn):
        script = _script(letter)
        if script in _ALPHABETS and (embedded or script in seen):
            continue
        seen.add(script)
        tried[letter] = None
    return [*tried][:_MOST]


@lru_cache(maxsize=4096)
def _is_missing(letter: str, families: str) -> bool:
    return _drawn(letter, families) == _drawn(_NO_LETTER, families)


def _drawn(letter: str, families: str) -> bytes:
    import resvg_py

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
        f'<text x="2" y="18" font-size="16" font-family="{html.escape(families)}">{letter}</text></svg>'
    )
    made = resvg_py.svg_to_bytes(svg_string=svg, font_family="Noto Sans", sans_serif_family="Noto Sans")
    return bytes(made)


def _script(letter: str) -> str:
    """Return the script of a letter: how its name in Unicode begins."""
    return re.split(r"[ -]", unicodedata.name(letter, "UNNAMED"), maxsplit=1)[0]


def _notice(missing: list[str]) -> str:
    """Say in one line what is missing, and what to install."""
    scripts = list(dict.fromkeys(_script(letter) for letter in missing))
    names, fonts, packages = [], [], []
    for script in scripts:
        east_asian = script in _EAST_ASIAN
        latin = script in _ALPHABETS
        names.append(_EAST_ASIAN.get(script, script.capitalize()))
        fonts.append("Noto Sans CJK" if east_asian else "Noto Sans" if latin else f"Noto Sans {script.capitalize()}")
        packages.append("fonts-noto-cjk" if east_asian else "fonts-noto-core")
    named, font, package = (" and ".join(dict.fromkeys(words)) for words in (names, fonts, packages))
    some = "".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
    return (
        f"the picture lacks {named} letters ({some}), since no installed font has them: install {font}, "
        f"on Debian and Ubuntu the package {package}"
    )
