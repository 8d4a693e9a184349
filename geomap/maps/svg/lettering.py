"""Text as text: fonts by script, and how wide a line will be, without a font at hand."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from geomap.maps.style import quote_families
from geomap.maps.svg.markup import clean, element, escape_exactly, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.style import Look, Style

# Keys of the style's fonts. Of Latin and a script that runs from right to left one font must have both, for renderers
# of pictures take the letters that a font lacks from any font they find.
_PLAIN, _MIXED = "map", "mixed"
_SCRIPTS = ("ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI")
# Widths in em of Noto Sans, which is wider than most; a label that has a little too much room does no harm.
_NARROW = dict.fromkeys("iljI.,;:'’‘|!·", 0.3)
_THIN = dict.fromkeys('ftr()[]-/"“”', 0.42)
_WIDE = dict.fromkeys("mwMW@—%", 0.93)
_KNOWN = _NARROW | _THIN | _WIDE | {" ": 0.27}
_STRONG = {"L", "R", "AL"}
_BOLD_FROM = 600
_BOLD = 1.07
_MIXED_WIDER = 1.12


def text_width(text: str, size: float, *, weight: int = 400, spacing: float = 0.0) -> float:
    """Return the width of a line in pixels, within some ten percent."""
    em = sum(map(_advance, text)) * (_MIXED_WIDER if fonts_of(text) == _MIXED else 1.0)
    return em * size * (_BOLD if weight >= _BOLD_FROM else 1.0) + spacing * len(text)


def _advance(char: str) -> float:
    known = _KNOWN.get(char)
    if known is not None:
        return known
    if char < "\u0300":
        return 0.68 if char.isupper() else 0.58
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.0
    return 0.68 if char.isupper() else 0.6


def fonts_of(text: str) -> str:
    """Return the key of the fonts for a text: the first script in it that has its own."""
    for char in text:
        if char >= "\u0590" and char.isalpha():
            name = unicodedata.name(char, "")
            for script in _SCRIPTS:
                if name.startswith(script):
                    return _MIXED if is_rtl(text) and not _is_pure(text) else script
    return _PLAIN


def families(look: Look, text: str) -> str:
    """Return the font families in which a look has a text written."""
    return families_in(look.style, text)


def families_in(style: Style, text: str) -> str:
    """Return the font families in which a style has a text written."""
    fonts, key = style.document["fonts"], fonts_of(text)
    return quote_families(fonts[key] if key in fonts else fonts["scripts"].get(key, fonts[_PLAIN]))


def _is_pure(text: str) -> bool:
    return all(char == " " or unicodedata.bidirectional(char) in {"R", "AL", "NSM"} for char in text)


def is_rtl(text: str) -> bool:
    """Tell whether a text runs from right to left: its first letter does."""
    return next((side in {"R", "AL"} for char in text if (side := unicodedata.bidirectional(char)) in _STRONG), False)


def is_plain(text: str) -> bool:
    """Tell whether a text's letters may be spaced out: joined ones, as in Arabic, may not."""
    return fonts_of(text) == _PLAIN


def draw_text(
    look: Look,
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    colour: str,
    weight: int = 400,
    anchor: str = "start",
    italic: bool = False,
    spacing: float = 0.0,
    halo: str = "",
    halo_width: float = 3.0,
    opacity: float | None = None,
    turned: tuple[float, float, float] | None = None,
) -> str:
    """Write a line of text at a baseline.

    Parameters
    ----------
    look
        Whose fonts the letters have.
    text
        As it is; control characters are dropped.
    x, y
        Where its ``anchor`` (``"start"`` is the left, ``"middle"``, ``"end"`` the right) and its baseline lie.
    size, weight, italic, spacing
        Of the letters, in pixels.
    colour, opacity
        Of the letters.
    halo, halo_width
        Colour and width of a rim around the letters, ``""`` for none. It is a text of its own under them: many a reader
        of SVG knows no ``paint-order``, and would paint the rim over the letters.
    turned
        By how many degrees with the clock, and around which point, None for a level line.
    """
    text = clean(text)
    if not text:
        return ""
    font = families(look, text)
    if is_rtl(text) and not _is_pure(text):
        # Renderers of pictures take every line for left-to-right; these marks, around it, say otherwise.
        text = f"\u202b{text}\u202c"
    content = escape_exactly(text)
    where: dict[str, str | float | None] = {
        "x": x,
        "y": y,
        "transform": "rotate({})".format(" ".join(map(number, turned))) if turned else None,
    }
    letters: dict[str, str | float | None] = {
        "font_family": font,
        "font_size": size,
        "font_weight": None if weight == 400 else weight,
        "font_style": "italic" if italic else None,
        "letter_spacing": spacing or None,
        "text_anchor": None if anchor == "start" else anchor,
    }
    ink: dict[str, str | float | None] = {"fill": colour, "fill_opacity": opacity}
    if not halo:
        return element("text", content, **where, **letters, **ink)
    rim: dict[str, str | float | None] = {"stroke": halo, "stroke_width": halo_width, "stroke_linejoin": "round"}
    if look.is_joined:
        return element("text", content, **where, **letters, **ink, **rim, paint_order="stroke")
    under = element("text", content, **where, aria_hidden="true", fill=halo, **rim)
    return element("g", under + element("text", content, **where, **ink), **letters)


def wrap(text: str, width: float, size: float, *, weight: int = 400, most: int = 2) -> list[str]:
    """Break a text into lines of at most a width; what does not fit into ``most`` lines ends in an ellipsis."""
    return wrap_words(clean(text).split(" "), width, size, weight=weight, most=most)


def wrap_words(words: Sequence[str], width: float, size: float, *, weight: int = 400, most: int = 2) -> list[str]:
    """Set words, none of which is broken, in lines of at most a width; see ``wrap``."""
    lines: list[str] = []
    line = ""
    for i, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, weight=weight) > width:
            if len(lines) == most - 1:
                return [*lines, shorten(" ".join([line, *words[i:]]), width, size, weight=weight)]
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, shorten(line, width, size, weight=weight)] if line else lines


def shorten(text: str, width: float, size: float, *, weight: int = 400) -> str:
    """Cut a line to a width, with an ellipsis where something is left out."""
    if text_width(text, size, weight=weight) <= width:
        return text
    while text and text_width(f"{text}…", size, weight=weight) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
