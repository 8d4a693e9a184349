"""The picture as PNG and PDF: resvg rasterises, typst makes the PDF with the same engine for text and shapes.

Both shape Arabic and Hebrew right, and need no browser.
"""

from __future__ import annotations

import html
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError, missing_extra
from geomap.maps.size import PX_PER_MM
from geomap.maps.svg.missing import warn_of_missing
from geomap.maps.svg.picture import describe, to_svg
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from geomap.maps.size import Size
    from geomap.maps.style import Style, Theme
    from geomap.maps.view import MapView

LARGEST_MEGAPIXELS = 120.0
_PT_PER_PX = 0.75


def to_png(view: MapView, *, size: Size | str | None = None, theme: Theme | None = None, scale: float = 2.0) -> bytes:
    """Draw a view as PNG.

    Parameters
    ----------
    view, size, theme
        As for ``to_svg``.
    scale
        Pixels of the PNG to a pixel of the size; 2 is sharp on today's screens, 3.125 is 300 dots an inch, which the
        file says.

    Raises
    ------
    InputError
        There is no such size or theme, or the picture would be too large.
    MissingExtraError
        resvg-py is not installed.

    Warns
    -----
    geomap.errors.LetterWarning
        No installed font has some of the picture's letters.
    """
    check_rasteriser()
    svg = to_svg(view, size=size, theme=theme)
    return png_of(svg, view.style, scale, depth=4)


def check_rasteriser() -> None:
    """Say how to get what makes a PNG, before anything is drawn for it.

    Raises
    ------
    MissingExtraError
        resvg-py is not installed.
    """
    try:
        import resvg_py  # noqa: F401 - asked for alone
    except ImportError as error:
        raise missing_extra("to draw a PNG", "resvg-py", "pictures") from error


def png_of(svg: str, style: Style, scale: float = 2.0, *, depth: int = 3) -> bytes:
    """Make a PNG of a picture of ours.

    Parameters
    ----------
    svg, style
        The picture, and the style that says its fonts.
    scale
        As for ``to_png``.
    depth
        Functions between a warning and the line that it shows.

    Raises
    ------
    InputError
        The picture would be too large, or too small.
    MissingExtraError
        resvg-py is not installed.
    """
    check_rasteriser()
    import resvg_py

    width, height = pixels(svg)
    if not 0.1 <= scale <= 20 or width * height * scale * scale > LARGEST_MEGAPIXELS * 1e6:
        raise InputError(f"a PNG of {width * scale:,.0f} by {height * scale:,.0f} pixels is too large, or too small")
    warn_of_missing(svg, style, depth=depth)
    made = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=scale, dpi=96, font_family="Noto Sans", sans_serif_family="Noto Sans"
    )
    return _signed(bytes(made), scale)


def _signed(png: bytes, scale: float) -> bytes:
    """Put the standard's chunks for size and software behind the header, which ends with byte 33.

    Who places the picture takes its size on paper from it: 170 mm stay 170 mm, however many pixels they have.
    """
    per_metre = round(scale * PX_PER_MM * 1000)
    physical = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunks = (physical, b"tEXtSoftware\0" + GENERATOR.encode())
    written = (struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks)
    return png[:33] + b"".join(written) + png[33:]


def to_pdf(view: MapView, *, size: Size | str | None = None, theme: Theme | None = None) -> bytes:
    """Draw a view as a PDF of one page: vector, with the text as text and its fonts inside.

    Parameters
    ----------
    view, size, theme
        As for ``to_svg``; the theme for paper where neither says one.

    Raises
    ------
    InputError
        There is no such size or theme.
    MissingExtraError
        typst is not installed.

    Warns
    -----
    geomap.errors.LetterWarning
        No installed font has some of the picture's letters.
    """
    check_typesetter()
    svg = to_svg(view, size=size, theme=theme or view.options.theme or "print", is_joined=True)
    return pdf_of(svg, view.style, view.title, describe(view), depth=4)


def check_typesetter() -> None:
    """Say how to get what makes a PDF, before anything is drawn for it.

    Raises
    ------
    MissingExtraError
        typst is not installed.
    """
    try:
        import typst  # noqa: F401 - asked for alone
    except ImportError as error:
        raise missing_extra("to draw a PDF", "typst", "pictures") from error


def pdf_of(svg: str, style: Style, title: str, description: str, *, depth: int = 3) -> bytes:
    """Make a PDF of a picture of ours in which names and their rims are one text.

    Parameters
    ----------
    svg, style
        The picture, and the style that says its fonts.
    title, description
        What it is called, and what it shows, for those who do not see it.
    depth
        Functions between a warning and the line that it shows.

    Raises
    ------
    MissingExtraError
        typst is not installed.
    """
    check_typesetter()
    import typst

    compile_typst: Any = typst.compile  # its stubs do not know that several files may be given
    with suppress(ImportError):  # without resvg nothing is known of the fonts
        warn_of_missing(svg, style, embedded=True, depth=depth)
    width, height = (value * _PT_PER_PX for value in pixels(svg))
    page = (
        f'#set document(title: sys.inputs.title, keywords: "{GENERATOR}", date: none)\n'
        f"#set page(width: {width:.2f}pt, height: {height:.2f}pt, margin: 0pt)\n"
        f'#image("/map.svg", width: {width:.2f}pt, height: {height:.2f}pt, alt: sys.inputs.alt)\n'
    )
    # Text goes in as data, never as typst's own code.
    words = {"title": _plain(title), "alt": _plain(description)}
    return bytes(compile_typst({"main": page.encode(), "/map.svg": svg.encode()}, format="pdf", sys_inputs=words))


def _plain(text: str) -> str:
    from geomap.maps.svg.markup import clean

    return clean(text)


def described(svg: str) -> tuple[str, str]:
    """Return the title and the description of a picture of ours."""
    title, description = (svg.partition(f"<{name} ")[2].partition(">")[2] for name in ("title", "desc"))
    return html.unescape(title.partition("</title>")[0]), html.unescape(description.partition("</desc>")[0])


def pixels(svg: str) -> tuple[float, float]:
    """Return the width and height of a picture of ours, in pixels."""
    width, height = (svg[svg.index(f' {side}="') + len(side) + 3 :].partition('"')[0] for side in ("width", "height"))
    return _pixels(width), _pixels(height)


def _pixels(written: str) -> float:
    return float(written.removesuffix("mm")) * (PX_PER_MM if written.endswith("mm") else 1.0)
