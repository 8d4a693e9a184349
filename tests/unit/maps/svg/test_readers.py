"""Other readers of SVG show a picture's names: WeasyPrint and CairoSVG know no ``paint-order``."""

import io
import re
import shutil
import subprocess

import pytest

from geomap.maps.style import default_style
from geomap.maps.svg import to_svg

Image = pytest.importorskip("PIL.Image", reason="needs Pillow, which CairoSVG brings")

INK = tuple(bytes.fromhex(default_style().palettes["light"]["ink"][1:]))
WIDTH = 960


def by_cairosvg(svg, _):
    cairosvg = pytest.importorskip("cairosvg", reason="needs CairoSVG", exc_type=(ImportError, OSError))
    return Image.open(io.BytesIO(cairosvg.svg2png(svg.encode(), output_width=WIDTH)))


def by_weasyprint(svg, folder):
    weasyprint = pytest.importorskip("weasyprint", reason="needs WeasyPrint", exc_type=(ImportError, OSError))
    pdfium = pytest.importorskip("pypdfium2", reason="needs pypdfium2")
    # As a report has it: the picture as a file of its own.
    (folder / "map.svg").write_text(svg, encoding="utf-8")
    style = f"<style>@page {{ size: {WIDTH}px 960px; margin: 0 }} img {{ display: block; width: {WIDTH}px }}</style>"
    report = weasyprint.HTML(string=f"{style}<img src=map.svg>", base_url=str(folder / "report.html"))
    return pdfium.PdfDocument(report.write_pdf())[0].render(scale=96 / 72).to_pil()


def by_libreoffice(svg, folder):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("needs LibreOffice Draw")
    (folder / "map.svg").write_text(svg, encoding="utf-8")
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, own, "--headless", "--convert-to", "png", "--outdir", folder, folder / "map.svg"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return Image.open(folder / "map.png").resize((WIDTH, WIDTH))


def inked(picture):
    """Count the pixels that have the colour of letters, a little paler at their edges."""
    colours = picture.convert("RGB").getcolors(1 << 24)
    return sum(count for count, colour in colours if all(abs(a - b) < 60 for a, b in zip(colour, INK, strict=True)))


@pytest.mark.parametrize("draw", [by_cairosvg, by_weasyprint, by_libreoffice])
def test_a_name_is_seen_in_other_readers(view_of, draw, tmp_path):
    svg = to_svg(view_of(), size="960")
    without = re.sub(r"(<text (?!aria-hidden)[^>]*>)Port Alma<", r"\1<", svg)
    assert without != svg
    # Nine letters of 13 pixels have some 300 pixels of ink; a rim painted over them leaves a few.
    assert inked(draw(svg, tmp_path)) - inked(draw(without, tmp_path)) > 150


def test_a_name_is_written_once_for_who_listens_and_in_a_pdf(view_of):
    for svg in (to_svg(view_of()), to_svg(view_of(), is_joined=True)):
        assert len(re.findall(r"<text (?![^>]*aria-hidden)[^>]*>Port Alma<", svg)) == 1
    assert to_svg(view_of(), is_joined=True).count(">Port Alma<") == 1
