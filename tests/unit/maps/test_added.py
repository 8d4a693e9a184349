"""What people add to ``page.folium``: what it needs is in the page, or the page says what is missing."""

from __future__ import annotations

import base64
import re
import warnings
from typing import ClassVar

import folium
import pytest
from branca.element import Element, MacroElement
from folium.elements import JSCSSMixin
from folium.plugins import MarkerCluster
from folium.template import Template

from geomap.errors import AssetError, InputError, PictureWarning
from geomap.maps import NewsMap

SCRIPT = "https://cdn.example/lib@1/dist/gauge.min.js"
STYLE = "https://cdn.example/lib@1/dist/gauge.css"


class Gauge(JSCSSMixin):
    """A plugin that Folium does not have."""

    _template = Template("{% macro script(this, kwargs) %} gauge({{ this._parent.get_name() }}); {% endmacro %}")
    default_js: ClassVar = [("gauge_js", SCRIPT)]
    default_css: ClassVar = [("gauge_css", STYLE)]


class Raised(MacroElement):
    """Keeps the name that an element had when this was made, as some of Folium's do; the page gives it another."""

    _template = Template("{% macro script(this, kwargs) %} {{ this.target }}.bringToFront(); {% endmacro %}")

    def __init__(self, element):
        super().__init__()
        self.target = element.get_name()


@pytest.fixture
def news(view_of):
    return NewsMap(view_of())


@pytest.fixture
def gauged(news):
    Gauge().add_to(news.folium)
    return news


def policy_of(page):
    return re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]


def rule(page, name):
    return re.search(rf"{name} ([^;]*)", policy_of(page))[1].split()


def test_what_nobody_carries_is_one_line_that_says_three_ways_out(gauged):
    with pytest.raises(AssetError) as caught:
        gauged.to_html()
    message = str(caught.value)
    assert "\n" not in message
    for part in (SCRIPT, "'geomap-news[folium-plugins]'", "page.add_asset('gauge_js', ", "online_assets=True"):
        assert part in message


@pytest.mark.parametrize("name", ["gauge_js", SCRIPT, "gauge.min.js"])
def test_an_asset_that_is_given_by_any_of_its_names_is_in_the_page(gauged, name):
    gauged.add_asset(name, "window.gauge = function () {};\n//# sourceMappingURL=gauge.map")
    gauged.add_asset("gauge_css", ".gauge { color: red }\n")
    page = gauged.to_html()
    assert "<script>window.gauge = function () {};\n</script>" in page
    assert "cdn.example" not in page
    assert "sourceMappingURL" not in page
    # What was added runs when the page stands, and what it needs before.
    order = [page.index(text) for text in ("window.gauge =", "geomap.start(map_", "gauge(map_geomap0)")]
    assert order == sorted(order)


def test_a_style_sheet_brings_the_pictures_beside_its_file(gauged, tmp_path):
    (tmp_path / "needle.png").write_bytes(b"\x89PNG needle")
    css = tmp_path / "gauge.css"
    css.write_text(".a{background:url(needle.png)}.b{background:url('gone.png')}.c{fill:url(#d)}", "utf-8")
    gauged.add_asset("gauge_js", "window.gauge = () => 0;\n")
    gauged.add_asset("gauge_css", str(css))
    page = gauged.to_html()
    inside = base64.b64encode(b"\x89PNG needle").decode()
    assert f".a{{background:url(data:image/png;base64,{inside})}}.b{{background:url(data:,)}}.c{{fill:url(#d)}}" in page


def test_an_asset_cannot_end_its_element(gauged):
    gauged.add_asset("gauge_js", "window.x = '</script><script>alert(1)<!--';\n")
    gauged.add_asset("gauge_css", ".a{}\n")
    assert r"'<\/script><script>alert(1)<\!--'" in gauged.to_html()
    gauged.add_asset("gauge_css", ".a{}</style><script>alert(1)</script>\n")
    with pytest.raises(AssetError, match="gauge_css is no style sheet"):
        gauged.to_html()


def test_an_asset_that_cannot_be_read_is_one_line(news, tmp_path):
    with pytest.raises(InputError, match=r"the asset .*gone\.js cannot be read: No such file"):
        news.add_asset("gauge_js", tmp_path / "gone.js")
    with pytest.raises(InputError, match=r"the asset gone\.css cannot be read"):
        news.add_asset("gauge_css", "gone.css")


def test_who_accepts_a_network_lets_the_page_ask_for_just_that(view_of):
    news = NewsMap(view_of(online_assets=True))
    Gauge().add_to(news.folium)
    page = news.to_html()
    assert f'<script class="gm-asset" src="{SCRIPT}"></script>' in page
    assert f'<link rel="stylesheet" href="{STYLE}">' in page
    assert [source for source in rule(page, "script-src") if not source.startswith("'sha256-")] == [SCRIPT]
    assert STYLE in rule(page, "style-src")
    assert rule(page, "font-src") == ["https://cdn.example"]
    assert "connect-src" not in policy_of(page)


@pytest.mark.parametrize(
    ("element", "name", "source"),
    [
        (
            lambda: folium.WmsTileLayer("https://wms.example:8443/ows?map=1", "rain"),
            "img-src",
            "https://wms.example:8443",
        ),
        (
            lambda: folium.TileLayer("http://{s}.tiles.example/{z}/{x}/{y}.png", attr="x"),
            "img-src",
            "http://*.tiles.example",
        ),
        (
            lambda: folium.raster_layers.ImageOverlay("https://i.example/a.png", [[0, 0], [1, 1]]),
            "img-src",
            "https://i.example",
        ),
        (
            lambda: folium.Marker([1, 2], icon=folium.CustomIcon("https://c.example/a.png")),
            "img-src",
            "https://c.example",
        ),
        (
            lambda: folium.raster_layers.VideoOverlay("https://v.example/a.mp4", [[0, 0], [1, 1]]),
            "media-src",
            "https://v.example",
        ),
    ],
)
def test_the_address_of_a_layer_is_allowed_and_nothing_else(news, element, name, source):
    element().add_to(news.folium)
    assert [host for host in rule(news.to_html(), name) if host != "data:"] == [source]


def test_markup_that_would_ask_the_network_is_refused(news):
    news.folium.get_root().html.add_child(Element('<script async src="https://t.example/track.js"></script>'))
    with pytest.raises(AssetError, match=r"asks for https://t\.example/track\.js"):
        news.to_html()


def test_a_title_that_was_put_into_the_figure_is_on_the_map_each_time(news):
    title = '<h3 style="font-size:16px">Aid {{ 7 * 191 }}</h3>'
    news.folium.get_root().html.add_child(Element(title))
    page = news.to_html()
    assert f'<div class="gm-added">{title}</div>' in page
    assert "1337" not in page
    assert "'unsafe-inline'" in rule(page, "style-src")
    assert news.to_html() == page


def test_the_same_elements_give_the_same_bytes(view_of):
    def make():
        news = NewsMap(view_of())
        folium.Marker([44, 12], popup="<b>Here</b>", icon=folium.Icon(color="red")).add_to(news.folium)
        group = folium.FeatureGroup().add_to(news.folium)
        circle = folium.Circle([43, 12], radius=900).add_to(group)
        circle.add_child(Raised(circle))
        return news

    one, other = make(), make()
    page = one.to_html()
    assert page == other.to_html() == one.to_html() == one.folium.get_root().render()
    assert not re.search(r"_[0-9a-f]{32}\b", page)
    (made,) = re.findall(r"var (circle_geomap\d+) = ", page)
    assert f"{made}.bringToFront();" in page


def test_a_layer_without_a_name_is_called_what_it_is(news):
    folium.FeatureGroup().add_to(news.folium)
    names = re.search(r'id="gm-names">([^<]*)<', news.to_html())[1]
    assert '"layer-0":"FeatureGroup"' in names


def test_a_thousand_markers_are_a_hundred_scripts(news):
    for number in range(1000):
        folium.CircleMarker([43, 12 + number / 1000]).add_to(news.folium)
    assert 100 <= news.to_html().count("<script>") < 115


def test_a_picture_says_once_what_it_lacks(news):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        news.to_svg()
    for _ in range(2):
        folium.CircleMarker([43, 12]).add_to(news.folium)
    cities = next(child for child in news.folium._children.values() if isinstance(child, folium.FeatureGroup))
    folium.Circle([43, 12], radius=900).add_to(cities)
    news.to_html()
    with pytest.warns(PictureWarning, match="lacks what was added to page.folium: 2 CircleMarker, Circle$"):
        news.to_svg()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        news.to_svg()
        news._repr_mimebundle_()


def test_the_map_in_somebody_s_own_figure_runs_nothing_of_a_text(view_of, world):
    hostile = "{{ 7 * 191 }} {% for x in (1,) %}x{% endfor %} ${alert(1)} </script> `_geomap0` & 'Alma'"
    parse = world.parse(f"Alma {hostile}", (("Alma", "t:alma", "literal"),), title=hostile)
    view = view_of([parse, parse])
    page = folium.Figure().add_child(NewsMap(view).folium).render()
    data = page[page.index("window.geomapElsewhere({") :]
    assert "1337" not in page
    assert "geomap.start" not in page
    assert not set("`$%'") & set(data[: data.index("})(map_")])
    assert page.count("</script>") == page.count("<script")


def test_the_assets_of_folium_s_plugins_come_with_the_extra(news):
    pytest.importorskip("offlinefolium", reason="needs geomap-news[folium-plugins]")
    cluster = MarkerCluster().add_to(news.folium)
    folium.Marker([43, 12], icon=folium.Icon(icon="star")).add_to(cluster)
    page = news.to_html()
    assert "L.MarkerClusterGroup" in page
    assert "http" not in policy_of(page)
    # Of the sheet with the signs only these: the rest of it would set the letters of the page anew.
    assert ".glyphicon-star" in page
    assert "font-size:62.5%" not in page.replace(" ", "")
