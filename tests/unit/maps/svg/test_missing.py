"""A picture whose letters no installed font has says so, in one line, with what to install."""

import warnings
from pathlib import Path

import pytest

from geomap.cli.terminal import saying
from geomap.errors import LetterWarning
from geomap.maps.style import default_style
from geomap.maps.svg import missing, to_pdf, to_png

resvg_py = pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")


@pytest.fixture
def drawing_with(monkeypatch):
    """Have the renderer find some font files, and no others."""
    render = resvg_py.svg_to_bytes

    def use(*files):
        missing._is_missing.cache_clear()
        own = {"skip_system_fonts": True, "font_files": [str(file) for file in files]}
        monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **options: render(**{**options, **own}))

    yield use
    missing._is_missing.cache_clear()


@pytest.fixture
def latin_font():
    folders = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
    for folder in map(Path, folders):
        for file in sorted(folder.glob("**/DejaVuSans.ttf")) if folder.is_dir() else ():
            return file
    pytest.skip("needs DejaVu Sans, which has no Chinese letters")


def told(svg, **options):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        missing.warn_of_missing(svg, default_style(), **options)
    return [str(one.message) for one in caught if issubclass(one.category, LetterWarning)]


@pytest.mark.parametrize(
    ("letters", "script", "font"),
    [
        ("戈兰高地", "Chinese", "Noto Sans CJK,"),
        ("東京タワー", "Chinese and Japanese", "Noto Sans CJK,"),
        ("서울", "Korean", "Noto Sans CJK,"),
        ("दिल्ली", "Devanagari", "Noto Sans Devanagari,"),
        ("กรุงเทพ", "Thai", "Noto Sans Thai,"),
    ],
)
def test_a_script_that_no_font_has_is_named_with_what_to_install(drawing_with, latin_font, letters, script, font):
    drawing_with(latin_font)
    (line,) = told(f"<svg><desc>Москва</desc><text x='1'>Homs</text><text>{letters}</text></svg>")
    assert f"the picture lacks {script} letters ({letters[0]}" in line
    assert f"install {font}" in line
    assert "\n" not in line


def test_letters_that_a_font_has_and_what_is_not_drawn_are_not_missed(drawing_with, latin_font):
    drawing_with(latin_font)
    assert (
        told(
            "<svg><title>戈兰高地</title><text>Homs, Хомс, Χομς, حمص, &#x5d7;&#x5d5;&#x5de;&#x5e1; 123 — …</text></svg>"
        )
        == []
    )


def test_without_any_font_all_is_missing_but_where_the_renderer_brings_some(drawing_with):
    drawing_with()
    (line,) = told("<svg><text>Homs</text></svg>")
    assert "lacks Latin letters (H)" in line
    assert told("<svg><text>Homs</text></svg>", embedded=True) == []


def test_png_and_pdf_warn_and_the_command_says_so_in_one_line(view_of, drawing_with, latin_font, capsys):
    import dataclasses

    pytest.importorskip("typst", reason="needs geomap-news[pictures]")
    drawing_with(latin_font)
    view = dataclasses.replace(view_of(), title="戈兰高地")
    for make in (to_png, to_pdf):
        with pytest.warns(LetterWarning, match="Chinese letters") as caught:
            make(view)
        assert len(caught) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as the command has it
        with saying(LetterWarning):
            to_png(view)
            warnings.warn("of a library", UserWarning, stacklevel=1)
    assert capsys.readouterr().err.splitlines() == [f"geomap: {caught[0].message}"]
