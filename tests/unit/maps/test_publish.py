"""What a published map keeps, what it is called, and how large it is."""

from __future__ import annotations

import json
import re

import pytest

from geomap.errors import InputError
from geomap.maps import NewsMap
from geomap.maps.headline import is_file_name
from geomap.maps.size import Size
from geomap.maps.style import default_style
from geomap.maps.svg.raster import pixels

SAID = {"caption": "Where the envoys met.", "credit": "Map: The Paper", "source_line": "Source: the ministries"}


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="gm-data">(.*?)</script>', page, re.DOTALL)[1])


def map_share(svg):
    """How much of a picture's height its map takes."""
    frame = re.search(r'<clipPath id="gm\w+-map"><rect x="0" y="[\d.]+" width="[\d.]+" height="([\d.]+)"', svg)
    return float(frame[1]) / float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[1])


@pytest.mark.parametrize(
    "title",
    [
        "story.txt", "My story v2 (final).docx", "report_2024-05.pdf", "Microsoft Word - Draft 3.doc",
        "notes/monday.md", r"C:\texts\monday.txt", "/home/me/monday.html", "Untitled", "Document1", "Sans titre 2",
        "mail.eml",
    ],
)  # fmt: skip
def test_a_file_name_is_no_headline(view_of, world, title):
    assert is_file_name(title)
    view = view_of(world.parse(title=title))
    assert view.title == "Places in the text"
    assert title not in NewsMap(view_of(world.parse(title=title), mode="publish")).to_html()


@pytest.mark.parametrize(
    "title",
    [
        "Envoys meet in Alma", "Who owns twitter.com?", "St. Petersburg", "U.S. strikes Iran", "Paris/Berlin: a rift",
        "Profits at Acme Inc. fall", "What the document says", "3.5 million flee",
    ],
)  # fmt: skip
def test_a_headline_is_one(view_of, world, title):
    assert not is_file_name(title)
    assert view_of(world.parse(title=title)).title == title


def test_what_a_person_calls_a_map_is_its_title_whatever_it_looks_like(view_of):
    assert view_of(title="story.txt").title == "story.txt"


def test_a_published_page_holds_nothing_that_only_an_editor_needs(view_of):
    review, published = (data_of(NewsMap(view_of(mode=mode, **SAID)).to_html()) for mode in ("review", "publish"))
    assert review["reasons"]
    assert review["rivals"]
    assert review["unplaced"]
    assert published["reasons"] == published["rivals"] == published["unplaced"] == published["dates"] == []
    assert [(document["text"], document["source"]) for document in published["docs"]] == [("", "")]
    assert len(published["features"]) == len(review["features"])
    assert published["published"]["headline"] == "Talks in Nordia"
    assert published["published"]["caption"] == SAID["caption"]
    line = published["published"]["line"]
    assert line.startswith("Map: The Paper · Source: the ministries · ")
    assert "GeoNames CC BY 4.0" in line
    assert "published" not in review


def test_the_table_for_readers_without_scripts_has_no_percentages(view_of):
    page = NewsMap(view_of(mode="publish", **SAID)).to_html()
    table = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert "Alma" in table
    assert SAID["caption"] in table
    assert "%" not in table
    assert "%" in re.search(r"<noscript>(.*?)</noscript>", NewsMap(view_of()).to_html(), re.DOTALL)[1]


def test_whose_borders_are_drawn_is_said_below_a_published_map(view_of):
    line = data_of(NewsMap(view_of(mode="publish", worldview="ND")).to_html())["published"]["line"]
    assert "as Nordia sees them" in line


@pytest.mark.parametrize(
    "options", [{"mode": "print"}, {"size": "wide"}, {"size": "16:0"}, {"size": "16:1"}, {"theme": "sepia"}]
)
def test_what_does_not_exist_is_refused_in_one_line(view_of, options):
    with pytest.raises(InputError) as error:
        view_of(mode=options.pop("mode", "publish"), **options)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [
        ("16:9", 960, 540), ("1:1", 540, 540), ("4:5", 540, 675), ("9:16", 540, 960), (" 3 : 2 ", 960, 640),
        ("1080x1920", 1080, 1920), ("600x338", 600, 338),
    ],
)  # fmt: skip
def test_a_ratio_is_a_size(view_of, text, width, height):
    size = Size.parse(text)
    assert (size.width, size.height) == (width, height)
    for mode in ("publish", "review"):
        drawn = pixels(NewsMap(view_of(mode=mode, size=text)).to_svg())
        assert drawn[0] == pytest.approx(width, abs=0.1), mode
        # What a review must say below the map may need more than a small picture has.
        assert drawn[1] == pytest.approx(height, abs=0.1) or (mode == "review" and drawn[1] > height)


def test_a_picture_of_a_ratio_has_the_pixels_that_a_phone_has(view_of):
    pytest.importorskip("resvg_py", reason="pip install resvg-py")
    png = NewsMap(view_of(mode="publish", size="9:16")).to_png()
    assert [int.from_bytes(png[i : i + 4], "big") for i in (16, 20)] == [1080, 1920]


@pytest.mark.parametrize(("size", "least"), [("600x338", 0.66), ("640x420", 0.73), ("9:16", 0.84), ("1080x1920", 0.85)])
def test_the_map_takes_most_of_a_published_picture(view_of, size, least):
    svg = NewsMap(view_of(mode="publish", size=size, **SAID)).to_svg()
    assert map_share(svg) >= least
    for text in SAID.values():
        assert text in svg


@pytest.mark.parametrize(("size", "least"), [("600x338", 13), ("960x540", 13), ("1080x1920", 22), ("1920x1080", 22)])
def test_names_can_be_read_at_the_size_of_the_picture(view_of, size, least):
    svg = NewsMap(view_of(mode="publish", size=size)).to_svg()
    enlarged = pixels(svg)[0] / float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    name = re.search(r'font-size="([\d.]+)"[^>]*><text [^>]*>Alma<', svg)
    assert float(name[1]) * enlarged >= least


def test_letters_grow_with_the_shorter_side_and_not_without_end():
    style = default_style()
    assert style.type_scale(390, 693) == style.type_scale(960, 540) == 1
    assert style.type_scale(1080, 1920) == style.type_scale(1920, 1080) == pytest.approx(1.8)
    assert style.type_scale(9000, 9000) == 4


def test_a_published_picture_has_headline_key_and_line_and_no_list_of_the_rest(view_of):
    svg = NewsMap(view_of(mode="publish", **SAID)).to_svg()
    for wanted in ("Talks in Nordia", "disputed area", "GeoNames CC BY 4.0", *SAID.values()):
        assert wanted in svg, wanted
    words = re.sub(r"<desc.*?</desc>", "", svg)
    for unwanted in ("Not located", "Elsewhere", "Xanth", ">city", "take no side"):
        assert unwanted not in words, unwanted
    assert "Talks in Nordia" not in re.sub(
        r"<title.*?</title>", "", NewsMap(view_of(mode="publish", headline=False)).to_svg()
    )


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_pictures_have_the_theme_of_the_view(view_of, theme):
    paper = default_style().palettes[theme]["paper"]
    assert f'fill="{paper}"' in NewsMap(view_of(theme=theme)).to_svg()


def test_frames_and_fragments_have_the_size_of_the_view(view_of):
    tall = NewsMap(view_of(size="9:16", mode="publish"))
    assert "aspect-ratio:9/16" in tall.to_iframe(src="map.html")
    assert "aspect-ratio:9/16" in tall.to_fragment()
    assert "height:300px" in tall.to_iframe(src="map.html", height=300)
    fixed = NewsMap(view_of(size="640x420")).to_iframe(src="map.html")
    assert "aspect-ratio:640/420;max-width:min(100%,640px)" in fixed
    assert 'width="100%" height="420"' in fixed
    assert "height:640px" in NewsMap(view_of()).to_iframe(src="map.html")


def test_a_published_page_is_no_larger_than_the_same_page_for_review(view_of):
    review, published = (len(NewsMap(view_of(mode=mode)).to_html()) for mode in ("review", "publish"))
    assert published < review + 3_000
