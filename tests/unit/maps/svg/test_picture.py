import dataclasses
import io
import math
import re
import sys
from xml.etree import ElementTree as ET

import pytest

from geomap.errors import InputError, MissingExtraError
from geomap.maps import NewsMap
from geomap.maps.style import Look, default_style
from geomap.maps.svg import Size, to_pdf, to_png, to_svg
from geomap.maps.svg.lettering import draw_text
from geomap.maps.svg.numbering import number_names, spread
from geomap.maps.svg.placement import Wish
from geomap.maps.svg.projection import PixelRect
from geomap.maps.svg.raster import pixels
from geomap.maps.svg.symbols import NUMBER_PX
from geomap.maps.view import Box

SVG = "{http://www.w3.org/2000/svg}"

LOOK = Look(default_style(), "light")
LIGHT, DARK = default_style().palettes["light"], default_style().palettes["dark"]


def parsed(svg):
    return ET.fromstring(svg.encode())


def texts(root):
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text") if not node.get("aria-hidden")]


def test_the_picture_names_the_places_as_text(view_of):
    root = parsed(to_svg(view_of()))
    found = texts(root)
    for name in ("Talks in Nordia", "Alma", "Port Alma", "Bruck", "Hill Province", "East Heath"):
        assert name in found
    assert any("Farport" in line for line in found)  # elsewhere
    assert any("Xanth" in line for line in found)  # not located
    assert any(line.endswith(" km") for line in found)
    assert any("Tiny gazetteer (CC0)" in line for line in found)


def test_the_picture_describes_itself(view_of):
    root = parsed(to_svg(view_of()))
    labels = root.get("aria-labelledby").split()
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert [title.get("id"), description.get("id")] == labels
    assert title.text == "Talks in Nordia"
    assert "Port Alma" in description.text
    assert "capital" in description.text
    assert root.get("role") == "img"


def test_the_same_view_gives_the_same_bytes_and_two_pictures_have_their_own_identifiers(view_of):
    view = view_of()
    assert to_svg(view) == to_svg(view)
    own = {re.search(r'id="(gm[0-9a-f]{8})-title"', svg)[1] for svg in (to_svg(view), to_svg(view, theme="dark"))}
    assert len(own) == 2
    root = parsed(to_svg(view))
    ids = {node.get("id") for node in root.iter() if node.get("id")}
    used = set(re.findall(r"url\(#([^)]+)\)", to_svg(view)))
    assert used
    assert used <= ids


def test_nothing_is_loaded_and_nothing_runs(view_of):
    svg = to_svg(view_of())
    root = parsed(svg)
    assert not {node.tag for node in root.iter()} & {
        f"{SVG}{tag}" for tag in ("script", "image", "use", "foreignObject")
    }
    assert not re.search(r"""(href|src|on\w+)\s*=""", svg)
    assert svg.count("http") == svg.count('xmlns="http') == 1


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a\x00\x1b[31m\ud800b", "]]>&lt;", "{{ 7 * 7 }} ${x}"])
def test_text_from_outside_is_text(view_of, name):
    view = view_of()
    features = tuple(dataclasses.replace(f, title=name) if f.title == "Alma" else f for f in view.features)
    svg = to_svg(dataclasses.replace(view, title=name, features=features))
    root = parsed(svg)
    shown = re.sub("[\x00\x1b\ud800]", "", name)
    assert root.find(f"{SVG}title").text == shown
    assert texts(root).count(shown) == 2


def test_zones_are_hatched_and_land_lies_on_the_sea(view_of):
    svg = to_svg(view_of())
    fills = re.findall(r'fill="([^"]+)"', svg)
    for symbol, lines in (("zone", 1), ("disputed", 1)):
        hatching = re.findall(rf'fill="none" stroke="{LIGHT[symbol]}" stroke-width="2.2"', svg)
        assert len(hatching) > lines  # the area itself, and its entry of the legend
    assert fills.index(LIGHT["sea"]) < fills.index(LIGHT["land"])


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [("600", "600", None), ("600x500", "600", "500"), ("170mm", "170mm", None), ("17cmx12cm", "170mm", "120mm")],
)
def test_sizes(view_of, size, width, height):
    svg = to_svg(view_of(), size=size)
    root = parsed(svg)
    assert root.get("width") == width
    if height:
        assert root.get("height") == height
    wide, high = pixels(svg)
    assert 0.5 < high / wide < 1.6


@pytest.mark.parametrize("size", ["", "wide", "600x500x400", "10", "99999", "600in", "-5"])
def test_a_size_that_is_none_is_said(size):
    with pytest.raises(InputError, match=r"a size is such as|a picture is 200 to"):
        Size.parse(size)


def test_an_unknown_theme_is_said(view_of):
    with pytest.raises(InputError, match="there is no theme 'pink'; there are: light, dark, print"):
        to_svg(view_of(), theme="pink")


def test_the_dark_theme_is_dark(view_of):
    svg = to_svg(view_of(), theme="dark")
    assert DARK["paper"] in svg
    assert LIGHT["paper"] not in svg


def test_a_view_without_places_is_a_picture(view_of):
    empty = dataclasses.replace(view_of(), features=(), unplaced=(), layers=(), credits=())
    root = parsed(to_svg(empty))
    assert root.find(f"{SVG}desc").text == "No places were found in this text."


def test_a_story_across_the_antimeridian_is_one_map(view_of, world):
    named = (
        ("The Isles", "t:isles", "literal"),
        ("East Isle", "t:east", "literal"),
        ("West Isle", "t:west", "literal"),
    )
    view = view_of(world.parse("The Isles: East Isle and West Isle.", named=named, title="Isles"))
    found = texts(parsed(to_svg(view)))
    assert {"East Isle", "West Isle"} <= set(found)


def pixel(png, x, y):
    # A PNG is read by a browser's own means in other tests; here by a small decoder of 8-bit RGBA.
    import struct
    import zlib

    stream = io.BytesIO(png[8:])
    data, width = b"", 0
    while head := stream.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = stream.read(length)
        stream.read(4)
        if kind == b"IHDR":
            width, _, depth, colour_type = struct.unpack(">IIBB", body[:10])
            assert (depth, colour_type) == (8, 6)
        if kind == b"IDAT":
            data += body
    raw, stride = zlib.decompress(data), width * 4
    before = bytearray(stride)
    for row in range(y + 1):
        start = row * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, before)
        before = line
    return "#" + before[4 * x : 4 * x + 3].hex()


def _unfilter(kind, line, before):
    for i in range(len(line)):
        left = line[i - 4] if i >= 4 else 0
        above, corner = before[i], before[i - 4] if i >= 4 else 0
        guess = left + above - corner
        near = min((left, above, corner), key=lambda value: abs(guess - value))
        line[i] = (line[i] + (0, left, above, (left + above) // 2, near)[kind]) & 255


def test_a_png_shows_sea_where_the_sea_is(view_of):
    pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    view = dataclasses.replace(view_of(), labels=())
    png = to_png(view, size="600", scale=1)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    # West of 10 degrees east lies the Grey Sea: the left edge of the map, half way down.
    assert pixel(png, 3, 300) == LIGHT["sea"]


@pytest.mark.parametrize("scale", [1, 2, 3.125])
def test_a_png_is_on_paper_as_large_as_was_asked(view_of, scale):
    pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    png = to_png(view_of(), size="170mm", scale=scale)
    at = png.index(b"pHYs") + 4
    per_metre, unit = int.from_bytes(png[at : at + 4]), png[at + 8]
    assert unit == 1
    assert int.from_bytes(png[16:20]) / per_metre * 1000 == pytest.approx(170, abs=0.3)
    assert per_metre * 0.0254 == pytest.approx(96 * scale, abs=0.1)


def test_the_scale_gives_more_pixels(view_of):
    pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    for size, scale, width in (("300", 2, 600), ("100mm", 1, 378)):
        png = to_png(view_of(), size=size, scale=scale)
        assert int.from_bytes(png[16:20]) == pytest.approx(width, abs=1)
    with pytest.raises(InputError, match="is too large, or too small"):
        to_png(view_of(), size="8000", scale=20)


def test_a_pdf_holds_its_text_and_its_fonts(view_of):
    pytest.importorskip("typst", reason="needs geomap-news[pictures]")
    pypdf = pytest.importorskip("pypdf", reason="needs geomap-news[readers]")
    pdf = to_pdf(view_of(), size="170mm")
    assert pdf == to_pdf(view_of(), size="170mm")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert float(reader.pages[0].mediabox.width) == pytest.approx(170 / 25.4 * 72, abs=0.1)
    text = reader.pages[0].extract_text()
    assert "Port Alma" in text
    assert reader.metadata.title == "Talks in Nordia"


@pytest.mark.parametrize(("module", "make", "package"), [("resvg_py", to_png, "resvg-py"), ("typst", to_pdf, "typst")])
def test_a_missing_library_says_what_to_install(view_of, monkeypatch, module, make, package):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"install {package}: pip install 'geomap-news\[pictures\]'"):
        make(view_of())


def test_a_map_is_saved_by_its_suffix(view_of, tmp_path):
    page = NewsMap(view_of())
    assert page.save(tmp_path / "a.svg", size="600").read_text(encoding="utf-8") == to_svg(page.view, size="600")
    assert page.save(tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(InputError, match=r"\.svg takes no scale"):
        page.save(tmp_path / "b.svg", scale=3)
    with pytest.raises(InputError, match=r"\.html takes no size"):
        page.save(tmp_path / "b.html", size="600")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.svg"]


def drawn(text, *, marks=True):
    resvg_py = pytest.importorskip("resvg_py", reason="needs geomap-news[pictures]")
    words = draw_text(LOOK, text, 20, 40, size=24, colour="#000000")
    if not marks:
        words = re.sub("[\u202b\u202c]", "", words)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">{words}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=96))


def need_letters(text):
    # Letters that no font has are all drawn as the same box, or not at all.
    if drawn(text) in {drawn("\U0010fff0" * len(text)), drawn("")}:
        pytest.skip("needs a font with Arabic and Hebrew letters (Debian's fonts-noto-core)")


def test_arabic_letters_are_joined():
    need_letters("حمص")
    # A zero-width non-joiner between the letters changes their forms.
    assert drawn("حمص") != drawn("\u200c".join("حمص"))


def test_what_follows_an_arabic_word_stands_to_its_left():
    need_letters("حمص")
    assert drawn("حمص (5):") != drawn("حمص (5):", marks=False)


def many_towns(view):
    """The same view with forty towns upon each other, beside the capital."""
    town = next(f for f in view.features if f.title == "Port Alma")
    crowd = tuple(
        dataclasses.replace(town, key=f"t:crowd-{i}", title=f"Crowded Town {i}", lon=town.lon + 0.001 * i)
        for i in range(40)
    )
    return dataclasses.replace(view, features=(*view.features, *crowd))


def test_every_pin_has_its_name_or_a_number_that_the_key_explains(view_of):
    found = texts(parsed(to_svg(many_towns(view_of()))))
    numbers = {text for text in found if text.isdigit()}
    below = " ".join(text for text in found if " · " in text)
    named = {text for text in found if text.startswith("Crowded Town")}
    explained = dict(re.findall(r"(\d+) (Crowded Town \d+)", below))
    assert len(numbers) >= 20
    assert set(explained) <= numbers
    assert {f"Crowded Town {i}" for i in range(40)} <= named | set(explained.values())


def test_numbers_do_not_lie_upon_each_other():
    moved = spread([(100.0 + i % 3, 100.0 + i % 2) for i in range(9)])
    gaps = [math.dist(a, b) for i, a in enumerate(moved) for b in moved[:i]]
    assert min(gaps) > 0.8 * NUMBER_PX


def test_the_number_of_an_area_stands_where_nothing_else_does():
    frame = PixelRect(0, 0, 300, 200)
    ring = ((20.0, 20.0), (120.0, 20.0), (120.0, 80.0), (20.0, 80.0))
    wide = Wish("Wide Province", "area", 70, 50, key="wide", rings=(ring,))
    name = (40.0, 40.0, 120.0, 60.0)
    x, y = number_names([wide], [name], frame)["wide"].at
    assert 20 < x < 120
    assert 20 < y < 80
    assert not (name[0] < x + 8 and x - 8 < name[2] and name[1] < y + 8 and y - 8 < name[3])
    # Without any room in the area it stands beside it, and tells which place it means.
    all_of_it = (10.0, 10.0, 130.0, 85.0)
    narrow = dataclasses.replace(wide, key="narrow", x=110)
    number = number_names([narrow], [all_of_it], frame)["narrow"]
    assert number.place == (110, 50)
    assert number.at[0] > 130 or number.at[1] > 85


def test_the_legend_tells_a_kind_once_whether_drawn_as_area_or_pin(view_of):
    view = view_of()
    large = next(f for f in view.features if f.symbol == "province")
    small = dataclasses.replace(large, key="t:small", title="Small County", polygons=())
    found = texts(parsed(to_svg(dataclasses.replace(view, features=(*view.features, small)))))
    assert found.count("province") == 1
    assert "Small County" in found


def test_a_river_is_a_line_with_its_name(view_of):
    view = view_of()
    town = next(f for f in view.features if f.title == "Port Alma")
    box = view.viewport
    lats = [box.south + (box.north - box.south) * i / 20 for i in range(21)]
    course = tuple(value for lat in lats for value in (box.centre[0], lat))
    river = dataclasses.replace(
        town, key="t:river", title="Long River", layer="waters", symbol="water", lines=(course,)
    )
    svg = to_svg(dataclasses.replace(view, features=(*view.features, river)))
    names = [
        g for g in parsed(svg).iter(f"{SVG}g") if [text.text for text in g.findall(f"{SVG}text")] == 2 * ["Long River"]
    ]
    assert [name.get("font-style") for name in names] == ["italic"]
    group = next(
        g for g in parsed(svg).iter(f"{SVG}g") if (t := g.find(f"{SVG}title")) is not None and "Long" in t.text
    )
    assert group.find(f"{SVG}path").get("fill") == "none"


def test_a_sea_that_the_story_names_lies_below_the_land(view_of):
    view = view_of()
    town = next(f for f in view.features if f.title == "Port Alma")
    box = view.viewport
    ring = (box.west, box.south, box.centre[0], box.south, box.centre[0], box.north, box.west, box.north)
    place = dataclasses.replace(town.place, feature_class="H", feature_code="SEA")
    sea = dataclasses.replace(town, key="t:s", layer="waters", symbol="water", polygons=((ring,),), place=place)
    fills = re.findall(r'fill="([^"]+)"', to_svg(dataclasses.replace(view, features=(*view.features, sea))))
    assert fills.index(LIGHT["water"]) < fills.index(LIGHT["land"])


def test_half_the_world_has_no_scale_bar(view_of):
    view = dataclasses.replace(view_of(), viewport=Box(-130.0, -56.0, 170.0, 74.0))
    assert not any(line.endswith(" km") for line in texts(parsed(to_svg(view))))


def test_a_small_region_is_shown_in_its_surroundings(view_of):
    view = view_of()
    lon, lat = view.viewport.centre
    near = dataclasses.replace(view, viewport=Box(lon - 1, lat - 1, lon + 1, lat + 1))
    assert "-locator" in to_svg(near)
    assert "-locator" not in to_svg(near, size="400")
    assert "-locator" not in to_svg(dataclasses.replace(view, viewport=Box(-100.0, -50.0, 100.0, 60.0)))


def test_a_picture_without_places_says_so(view_of):
    empty = dataclasses.replace(view_of(), features=(), unplaced=(), layers=(), credits=())
    assert "No places were found in this text." in texts(parsed(to_svg(empty)))


def test_a_continent_is_told_below_a_map_of_a_small_part_of_it(view_of):
    view = view_of()
    town = next(f for f in view.features if f.title == "Port Alma")
    lon, lat = view.viewport.centre
    ring = (lon - 80, lat - 20, lon + 80, lat - 20, lon + 80, lat + 20, lon - 80, lat + 20)
    continent = dataclasses.replace(town, key="t:c", title="Continentia", symbol="region", polygons=((ring,),))
    found = texts(parsed(to_svg(dataclasses.replace(view, features=(*view.features, continent)))))
    assert "Continentia" not in found
    assert any("Continentia" in text for text in found)
