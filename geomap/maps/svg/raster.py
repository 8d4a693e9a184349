"""The picture as PNG and PDF: resvg rasterises, typst makes the PDF with the same engine for text and shapes.

Both shape Arabic and Hebrew right, and need no browser.
"""

from __future__ import annotations

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
    from geomap.maps.style import Theme
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
    try:
        import resvg_py
    except ImportError as error:
        raise missing_extra("to draw a PNG", "resvg-py", "pictures") from error

    svg = to_svg(view, size=size, theme=theme)
    width, height = pixels(svg)
    if not 0.1 <= scale <= 20 or width * height * scale * scale > LARGEST_MEGAPIXELS * 1e6:
        raise InputError(f"a PNG of {width * scale:,.0f} by {height * scale:,.0f} pixels is too large, or too small")
    warn_of_missing(svg, view.style)
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
    try:
        import typst
    except ImportError as error:
        raise missing_extra("to draw a PDF", "typst", "pictures") from error

    compile_typst: Any = typst.compile  # its stubs do not know that several files may be given
    svg = to_svg(view, size=size, theme=theme or view.options.theme or "print", is_joined=True)
    with suppress(ImportError):  # without resvg nothing is known of the fonts
        warn_of_missing(svg, view.style, embedded=True)
    width, height = (value * _PT_PER_PX for value in pixels(svg))
    page = (
        f'#set document(title: sys.inputs.title, keywords: "{GENERATOR}", date: none)\n'
        f"#set page(width: {width:.2f}pt, height: {height:.2f}pt, margin: 0pt)\n"
        f'#image("/map.svg", width: {width:.2f}pt, height: {height:.2f}pt, alt: sys.inputs.alt)\n'
    )
    # Text goes in as data, never as typst's own code.
    words = {"title": _plain(view.title), "alt": _plain(describe(view))}
    return bytes(compile_typst({"main": page.encode(), "/map.svg": svg.encode()}, format="pdf", sys_inputs=words))


def _plain(text: str) -> str:
    from geomap.maps.svg.markup import clean

    return clean(text)


def pixels(svg: str) -> tuple[float, float]:
    """Return the width and height of a picture of ours, in pixels."""
    width, height = (svg[svg.index(f' {side}="') + len(side) + 3 :].partition('"')[0] for side in ("width", "height"))
    return _pixels(width), _pixels(height)


def _pixels(written: str) -> float:
    return float(written.removesuffix("mm")) * (PX_PER_MM if written.endswith("mm") else 1.0)
