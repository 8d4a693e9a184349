"""One style, two renderers: what page and picture look like is said once, and a user may say it otherwise."""

import json
import re
import sys
from importlib import resources

import jsonschema
import pytest

from geomap.errors import InputError
from geomap.maps import NewsMap, layers
from geomap.maps.html.styling import to_css, to_data
from geomap.maps.style import THEMES, default_style, resolve_style
from geomap.maps.style.check import check, schema

STYLE = default_style()
ASSETS = resources.files("geomap.maps.html") / "assets"


def test_the_default_is_what_the_schema_says_and_whole():
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(dict(STYLE.document), schema())
    check(dict(STYLE.document))
    known = schema()["properties"].keys() - {"$schema"}
    assert STYLE.document.keys() - {"$schema"} == known
    for section in ("colours", "fonts", "names", "layers", "pins", "furniture", "lines", "rough", "vast"):
        assert STYLE.document[section].keys() == schema()["properties"][section]["properties"].keys(), section


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_what_lies_under_it(name):
    theme = STYLE.palettes[name]
    for ink, ground in (("ink", "paper"), ("ink", "land"), ("dim", "paper"), ("town", "land"), ("guess", "land")):
        assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)


def test_colours_drawings_and_fonts_stand_nowhere_but_in_the_style():
    own = [file for file in ASSETS.iterdir() if file.name.endswith((".css", ".js"))]
    assert len(own) > 15
    kinds = "|".join(map(re.escape, sorted(STYLE.symbols, key=len, reverse=True)))
    for file in own:
        text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        colours = set(re.findall(r"#[0-9a-f]{3,8}\b(?! ?\{)", text)) - {"#bbb"}
        assert not colours, (file.name, colours)
        # In the text a country, mostly named as an actor, is marked more quietly.
        assert set(re.findall(rf"\.k-(?:{kinds})\b", text)) <= {".k-country"}, file.name
        for drawing in (*STYLE.document["frames"].values(), *STYLE.document["glyphs"].values()):
            assert drawing not in text, file.name


BROKEN = [
    ({"colour": {}}, "there is no key 'colour'; did you mean colours?"),
    ({"colours": {"light": {"city": "red"}}}, "colours.light.city: 'red' is not a colour such as #0b5fa5"),
    ({"colours": {"light": {"city": "#0b5fa5;} body{display:none"}}}, "is not a colour such as"),
    ({"colours": {"light": {"city": "#0b5fa5\n"}}}, "is not a colour such as"),
    ({"colours": {"light": {"cty": "#0b5fa5"}}}, "colours.light.cty: there is no 'cty'; did you mean city?"),
    ({"colours": {"sepia": {}}}, "there is no key 'colours.sepia'; there are: light, dark, print"),
    ({"fonts": {"map": ["Arial'; } * { color: red"]}}, "fonts.map.0:"),
    ({"fonts": {"map": ["</style><script>"]}}, "fonts.map.0:"),
    ({"fonts": {"map": []}}, "fonts.map: [] has not 1 to 20 entries"),
    ({"fonts": {"map": "Arial"}}, "fonts.map: 'Arial' is not a list"),
    ({"glyphs": {"star": 'M0 0"/><script>alert(1)</script>'}}, "glyphs.star:"),
    ({"glyphs": {"star": "M0 0" + "L1 1" * 400}}, "glyphs.star:"),
    ({"frames": {"lozenge": "M0 0L1 1Z"}}, "frames.lozenge: there is no 'lozenge'"),
    ({"frames": {"x onload=": "M0 0"}}, "frames.x onload=:"),
    ({"symbols": {"captial": {"scale": 2}}}, "needs colour and frame; did you mean capital?"),
    ({"symbols": {"city": {"frame": "circel"}}}, "symbols.city.frame: there is no 'circel'; did you mean circle?"),
    ({"symbols": {"city": {"glyph": "startt"}}}, "symbols.city.glyph: there is no 'startt'; did you mean star?"),
    ({"symbols": {"city": {"colour": "blue"}}}, "symbols.city.colour: there is no 'blue'"),
    ({"symbols": {"city": {"letter": "<b>"}}}, "symbols.city.letter:"),
    ({"symbols": {"city": {"scale": 99}}}, "symbols.city.scale: 99 is not from 0.3 to 4"),
    ({"symbols": {"zone": {"area": {"hatch": "crossed"}}}}, "is none of none, rising, falling"),
    ({"pins": {"radius": True}}, "pins.radius: true is not a number"),
    ({"pins": {"radius": float("nan")}}, "pins.radius: NaN is not a number"),
    ({"pins": {"radius": 1e308}}, "is not from 2 to 30"),
    ({"names": {"lettering": {"place": {"shown": "no"}}}}, "names.lettering.place.shown: 'no' is not true or false"),
    ({"names": {"lettering": {"place": {"colour": "zonee"}}}}, "did you mean zone?"),
    ({"too_small": {"countrys": 3}}, "too_small.countrys: there is no 'countrys'; did you mean countries?"),
    ({"elsewhere": {"most": 2.5}}, "elsewhere.most: 2.5 is not a whole number"),
    ({"furniture": {"sources": False}}, "there is no key 'furniture.sources'"),
    ({"furniture": {"legend": "middle"}}, "furniture.legend: 'middle' is none of true, false, below, top-left"),
    ({"furniture": {"locator": 1}}, "furniture.locator: 1 is none of true, false, top-left"),
    ({"lines": {"border": None}}, "lines.border: null is not an object"),
    ([1], "the style: [1] is not an object"),
]


@pytest.mark.parametrize(("own", "message"), BROKEN)
def test_what_is_wrong_in_a_style_is_told_in_one_line(own, message):
    with pytest.raises(InputError) as told:
        resolve_style(own)
    assert message in str(told.value)
    assert "\n" not in str(told.value)


def test_our_check_and_a_full_validator_agree():
    full = jsonschema.Draft202012Validator(schema())
    named = ("there is no '", "needs colour")
    agreed = 0
    for own, _ in BROKEN:
        # Names of what the style has are beyond a schema. Python's validator lets a line end pass for the end of a
        # text, and takes NaN for a number.
        if any(word in message_of(own) for word in named) or any(odd in json.dumps(own) for odd in ("\\n", "NaN")):
            continue
        assert not full.is_valid(own), own
        agreed += 1
    assert agreed >= 18


def message_of(own):
    try:
        resolve_style(own)
    except InputError as error:
        return str(error)
    raise AssertionError(own)


def test_a_style_s_file_is_named_in_what_is_wrong_with_it(tmp_path):
    for raw, message in (
        (b"{", "is no JSON (line 1:"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"[" * 100_000, "is no JSON"),
        (b" " * 1_000_001, "is larger than a megabyte"),
        (b'{"pin": 1}', "there is no key 'pin'; did you mean pins?"),
    ):
        path = tmp_path / "own.json"
        path.write_bytes(raw)
        with pytest.raises(InputError, match="the style ") as told:
            resolve_style(path)
        assert f"{path}: {message}" in str(told.value)
    with pytest.raises(InputError, match="cannot be read"):
        resolve_style(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read"):
        resolve_style(tmp_path)
    with pytest.raises(InputError, match="has a name that no file can have"):
        resolve_style("a\0b")


def test_a_user_s_style_reaches_page_and_picture(view_of, tmp_path):
    own = {
        "colours": {"light": {"city": "#123456", "sea": "#abcdef"}},
        "fonts": {"map": ["Gill Sans", "serif"]},
        "symbols": {"city": {"frame": "square"}},
        "names": {"lettering": {"place": {"size": 17, "italic": True}, "base-city": {"shown": False}}},
        "elsewhere": {"most": 0},
        "furniture": {"scale": False},
    }
    path = tmp_path / "own.json"
    path.write_text(json.dumps(own), encoding="utf-8")
    for style in (own, path, str(path)):
        story = NewsMap(view_of(style=style))
        page, picture = story.to_html(), story.to_svg()
        assert "--city:#123456;" in page
        assert "--names:'Gill Sans', serif" in page
        assert ".l-place{font:italic 600 17px var(--names)" in page
        data = json.loads(re.search(r'id="gm-data">(.*?)</script>', page)[1])
        assert data["style"]["symbols"]["city"] == {"colour": "city", "frame": "square", "scale": 1.0}
        assert data["style"]["names"]["lettering"]["base-city"]["shown"] is False
        assert 'fill="#123456"' in picture
        assert (
            'font-family="&#39;Gill Sans&#39;, serif" font-size="17" font-weight="600" font-style="italic"' in picture
        )
        assert STYLE.document["frames"]["square"] in picture
        assert "Elsewhere: and 1 more" in picture
        assert " km<" not in picture
    # Paper takes from light what it does not say: its sea is its own.
    printed = NewsMap(view_of(style=own)).to_svg(theme="print")
    assert 'fill="#123456"' in printed
    assert "#abcdef" not in printed


def test_the_default_is_not_changed_by_a_user_s_style(view_of):
    before = NewsMap(view_of()).to_svg()
    resolve_style({"colours": {"light": {"city": "#123456"}}, "layers": {"quiet": []}})
    assert NewsMap(view_of()).to_svg() == before
    assert NewsMap(view_of(style={})).to_svg() == before


def test_the_same_view_gives_both_the_same_words_of_style(view_of):
    """What a name looks like is one row of the style, in the page and in the picture."""
    css, picture = to_css(STYLE), NewsMap(view_of()).to_svg()
    for name in ("base-sea", "water", "base-lake", "base-river"):
        assert f".l-{name}{{font:italic " in css, name
    assert STYLE.letterings["water"].italic
    assert 'font-style="italic"' in picture


def test_the_style_costs_a_page_few_kilobytes():
    data = json.dumps(to_data(STYLE), separators=(",", ":"))
    assert len(data) < 5_500
    assert len(to_css(STYLE)) < 10_400


def test_a_layer_with_a_drawing_of_its_own_is_a_module_and_an_entry_of_the_style(view_of, tmp_path, monkeypatch):
    """The two files that a new layer touches: its module in ``maps/layers/``, and ``style/default.json``."""
    module = (
        "from geomap.maps.layers.spec import LayerSpec\n"
        "LAYER = LayerSpec(key='mills', group='places', accepts=lambda s: s.place.id == 't:base',\n"
        "                  symbol=lambda _: 'wind-mill', area=False, title='Mills', asked=5)\n"
    )
    (tmp_path / "mills.py").write_text(module, encoding="utf-8")
    monkeypatch.setattr(layers, "__path__", [*layers.__path__, str(tmp_path)])
    layers.own_layers.cache_clear()
    mill = {"colour": "nature", "frame": "diamond", "glyph": "sails", "scale": 1.4}
    entry = {"symbols": {"wind-mill": mill}, "glyphs": {"sails": "M7 7L17 17M7 17L17 7Z"}}
    try:
        view = view_of(style=entry)
        page, picture = NewsMap(view).to_html(), NewsMap(view).to_svg()
    finally:
        layers.own_layers.cache_clear()
        sys.modules.pop("geomap.maps.layers.mills", None)
    (feature,) = [feature for feature in view.features if feature.place.id == "t:base"]
    assert (feature.layer, feature.symbol) == ("mills", "wind-mill")
    assert [layer.title for layer in view.layers if layer.key == "mills"] == ["Mills"]
    assert '"sails":"M7 7L17 17M7 17L17 7Z"' in page
    assert ".k-wind-mill{--k:var(--nature)}" in page.replace(".k-mountain,", "")
    assert "M7 7L17 17M7 17L17 7Z" in picture
    assert ">wind mill</text>" in picture
