"""Folium as its users know it: what their usual lines add to ``page.folium`` is on the map, here and elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import folium
import pytest
from branca.element import Element
from folium import plugins

from tests.browser.waiting import settle

AT = [[44.5, 12], [45, 13], [45.5, 12.5], [44.8, 12.2]]


@pytest.fixture
def news(view_of):
    from geomap.maps import NewsMap

    return NewsMap(view_of())


def test_the_lines_of_every_tutorial_draw_coloured_pins(open_page, news):
    story = news.folium
    folium.Marker(AT[0], popup="<i>Mt. Hood</i>", tooltip="Click", icon=folium.Icon(icon="cloud")).add_to(story)
    folium.Marker(AT[1], icon=folium.Icon(color="red", icon="info-sign", icon_color="black")).add_to(story)
    folium.Marker(AT[2], icon=folium.Icon(color="green", prefix="fa", angle=45)).add_to(story)
    # Without the extra that has the signs: the test says so, whatever is installed.
    news._shelf.find = lambda *_, **__: None
    opened = open_page(news)
    page = opened.page
    pins = page.locator(".leaflet-marker-pane svg path")
    assert [pin.get_attribute("fill") for pin in pins.all()] == ["#38aadd", "#d63e2a", "#72b026"]
    # The tip of a pin stands where it was put.
    box = page.locator(".leaflet-marker-pane div:has(> svg)").first.bounding_box()
    x, y = page.evaluate("(at) => { const p = geomap.map.latLngToContainerPoint(at); return [p.x, p.y]; }", AT[0])
    left, top = (page.locator(".folium-map").bounding_box()[side] for side in "xy")
    assert box["x"] + box["width"] / 2 == pytest.approx(left + x, abs=2)
    assert box["y"] + box["height"] == pytest.approx(top + y, abs=2)
    page.locator(".leaflet-marker-pane div:has(> svg)").first.click()
    page.wait_for_selector(".leaflet-popup i:has-text('Mt. Hood')")
    assert page.locator(".gm-pin").count() > 2
    assert opened.errors == []


def test_a_page_that_is_edited_and_saved_keeps_what_was_added(open_page, news, tmp_path):
    folium.Marker(AT[0], popup="Camp", icon=folium.Icon(color="red")).add_to(news.folium)
    news.folium.get_root().html.add_child(Element('<p id="own" style="color:red">Ours</p>'))
    opened = open_page(news)
    page = opened.page
    page.click("[data-edit=toggle]")
    page.wait_for_function("() => geomap.editor.on")
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    download.value.save_as(tmp_path / "saved.html")
    page.goto((tmp_path / "saved.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    page.locator(".leaflet-marker-pane > *").click()
    page.wait_for_selector(".leaflet-popup:has-text('Camp')")
    assert page.locator("#own").evaluate("(node) => getComputedStyle(node).color") == "rgb(255, 0, 0)"
    assert opened.errors == []


@pytest.mark.parametrize("mode", ["review", "publish"])
def test_what_was_added_is_on_a_published_map_too(open_page, view_of, mode):
    from geomap.maps import NewsMap

    news = NewsMap(view_of(mode=mode))
    group = folium.FeatureGroup(name="Aid").add_to(news.folium)
    folium.Marker(AT[0], icon=folium.Icon(color="red")).add_to(group)
    folium.FitBounds([[44, 11.5], [45, 12.5]]).add_to(news.folium)
    opened = open_page(news, width=900, height=700)
    assert opened.page.locator(".leaflet-marker-pane > *").count() == 1
    # Where the user wants to look at comes after where the story would.
    assert opened.page.evaluate("geomap.map.getBounds().contains([[44, 11.5], [45, 12.5]]) && geomap.map.getZoom() > 7")
    assert opened.errors == []


def test_an_error_in_one_element_leaves_the_page_and_the_other_elements(open_page, news):
    story = news.folium
    folium.CircleMarker(AT[0], radius=9, color="#123456").add_to(story)
    story.get_root().script.add_child(Element("nobody.knows(this);"))
    story.get_root().script.add_child(Element("var half = ;"))
    # In a layer of the page's own, too.
    cities = next(child for child in story._children.values() if isinstance(child, folium.FeatureGroup))
    folium.Marker(AT[2], icon=folium.DivIcon(html="<b>Depot</b>")).add_to(cities)
    folium.plugins.AntPath(AT).add_to(cities)
    news.add_asset("antpath", "window.nothing = 1;\n")
    broken = folium.FeatureGroup(name="Broken").add_to(story)
    story.get_root().script.add_child(Element(f"{broken.get_name()}.explode();"))
    folium.CircleMarker(AT[1], radius=9, color="#123456").add_to(folium.FeatureGroup(name="Whole").add_to(story))
    opened = open_page(news)
    assert opened.page.locator("path[stroke='#123456']").count() == 2
    assert opened.page.locator(".gm-legend .gm-name").all_inner_texts()[-2:] == ["Broken", "Whole"]
    opened.page.click('.gm-mark:has-text("Alma")')
    opened.page.wait_for_selector(".leaflet-popup h2")
    assert opened.page.locator("b:has-text('Depot')").count() == 1
    assert len(opened.errors) == 4
    assert any("nobody is not defined" in error for error in opened.errors)


def test_a_layer_control_has_its_picture_and_lists_what_was_added(open_page, news):
    group = folium.FeatureGroup(name="Aid <b>1</b>").add_to(news.folium)
    folium.CircleMarker(AT[0], color="#123456").add_to(group)
    folium.LayerControl().add_to(news.folium)
    opened = open_page(news)
    page = opened.page
    toggle = page.locator(".leaflet-control-layers:not(.gm-legend) .leaflet-control-layers-toggle")
    assert toggle.evaluate("(node) => getComputedStyle(node).backgroundImage").startswith('url("data:image/png')
    box = toggle.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    control = page.locator(".leaflet-control-layers:not(.gm-legend) .leaflet-control-layers-overlays label")
    assert [label.strip() for label in control.all_inner_texts()] == ["Aid 1"]
    # The legend writes the name as text, and switches the same layer.
    assert page.locator(".gm-legend .gm-name").all_inner_texts()[-1] == "Aid <b>1</b>"
    assert page.locator("path[stroke='#123456']").count() == 1
    page.click(".gm-legend label:has-text('Aid') input")
    assert page.locator("path[stroke='#123456']").count() == 0
    assert opened.errors == []


def test_tiles_of_a_map_service_pass_the_policy(open_page, news):
    folium.WmsTileLayer("https://wms.example/ows", layers="rain", transparent=True).add_to(news.folium)
    opened = open_page(news)
    settle(opened.page, 300)
    assert any(url.startswith("https://wms.example/ows?service=WMS") for url in opened.requests)
    assert not [error for error in opened.errors if "Content Security Policy" in error]


def test_a_title_lies_on_the_map_and_not_on_the_article(open_page, news):
    markup = '<h3 align="center">Aid</h3><div style="position:fixed;bottom:40px;left:40px" id="key">Key</div>'
    news.folium.get_root().html.add_child(Element(markup))
    opened = open_page(news)
    frame = opened.page.locator(".folium-map").bounding_box()
    for selector in ("h3:has-text('Aid')", "#key"):
        box = opened.page.locator(selector).bounding_box()
        assert frame["x"] <= box["x"] < frame["x"] + frame["width"]
        assert opened.page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('.gm-added') !== null",
            [box["x"] + 5, box["y"] + box["height"] / 2],
        )
    assert opened.errors == []


def points():
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Camp {number}", "times": [f"2024-01-0{number + 1}"]},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for number, (lat, lon) in enumerate(AT)
    ]
    return {"type": "FeatureCollection", "features": features}


def areas():
    ring = [[12, 44], [13, 44], [13, 45], [12, 45], [12, 44]]
    feature = {"type": "Feature", "id": "a", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return {"type": "FeatureCollection", "features": [feature]}


def test_the_plugins_most_used_work_offline_with_the_extra(open_page, news):
    pytest.importorskip("offlinefolium", reason="needs geomap-news[folium-plugins]")
    story = news.folium
    cluster = plugins.MarkerCluster(name="Camps").add_to(story)
    for at in AT:
        folium.Marker(at, icon=folium.Icon(color="purple", icon="star")).add_to(cluster)
    plugins.HeatMap(AT, name="Heat").add_to(story)
    plugins.Draw().add_to(story)
    plugins.TimestampedGeoJson(points(), period="P1D", auto_play=False).add_to(story)
    plugins.MiniMap(tile_layer=folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="x")).add_to(story)
    plugins.Fullscreen().add_to(story)
    camps = folium.GeoJson(points(), name="Points").add_to(story)
    plugins.Search(layer=camps, geom_type="Point", search_label="name").add_to(story)
    folium.Choropleth(areas(), data={"a": 1.0}, key_on="feature.id", legend_name="Share").add_to(story)
    opened = open_page(news)
    page = opened.page
    settle(page, 400)
    for selector in (
        ".marker-cluster",
        "canvas.leaflet-heatmap-layer",
        ".leaflet-draw-draw-polygon",
        ".timecontrol-play",
        ".leaflet-control-minimap",
        ".leaflet-control-zoom-fullscreen",
        ".leaflet-control-search .search-button",
        "path[stroke='black']",
        ".legend svg, svg#legend, .leaflet-control .caption",
    ):
        assert page.locator(selector).count() >= 1, selector
    # Drawn, not only there: the heat has colours.
    assert page.evaluate(
        "() => { const c = document.querySelector('canvas.leaflet-heatmap-layer');"
        " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((value) => value > 0); }"
    )
    page.locator(".marker-cluster").first.click()
    page.wait_for_selector(".awesome-marker-icon-purple .glyphicon-star")
    assert all(url.startswith(("file:", "data:", "https://tiles.example/")) for url in opened.requests)
    assert not [error for error in opened.errors if "ERR_" not in error and "Canvas2D" not in error]


def test_an_asset_of_one_s_own_runs(open_page, news, tmp_path):
    script = tmp_path / "leaflet-heat.js"
    script.write_text("L.heatLayer = (at) => L.circleMarker(at[0], { color: '#abcdef' });\n", encoding="utf-8")
    news.add_asset("leaflet-heat.js", script)
    plugins.HeatMap(AT).add_to(news.folium)
    opened = open_page(news)
    assert opened.page.locator("path[stroke='#abcdef']").count() == 1
    assert opened.errors == []


def test_who_accepts_a_cdn_has_what_it_sends(chromium, view_of, tmp_path):
    from geomap.maps import NewsMap

    news = NewsMap(view_of(online_assets=True))
    plugins.HeatMap(AT).add_to(news.folium)
    path = news.save(tmp_path / "page.html")
    context = chromium.new_context()
    page = context.new_page()
    asked, errors = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    def answer(route):
        asked.append(route.request.url)
        body = "L.heatLayer = (at) => L.circleMarker(at[0], { color: '#abcdef' });"
        route.fulfill(body=body, content_type="text/javascript")

    page.route(re.compile("https?://"), answer)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    known = news._shelf.find("leaflet-heat.js", plugins.HeatMap.default_js[0][1], is_style=False)
    # With the extra installed nothing need be asked for.
    assert asked == ([] if known.text else [plugins.HeatMap.default_js[0][1]])
    assert known.text or page.locator("path[stroke='#abcdef']").count() == 1
    assert errors == []
    context.close()


@pytest.fixture
def online(chromium):
    """A browser's page where the addresses of Folium's own scripts are answered with Leaflet and nothing else."""
    from geomap.maps.html import assets
    from geomap.maps.html.added import _MARKUP
    from geomap.maps.html.pins import pin_script

    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))

    def answer(route):
        name = route.request.url.rsplit("/", 1)[-1]
        if name in {"leaflet.js", "leaflet.css"}:
            kind = "text/css" if name.endswith("css") else "text/javascript"
            return route.fulfill(body=assets.leaflet(name), content_type=kind)
        if name.startswith("jquery"):
            return route.fulfill(body=_MARKUP, content_type="text/javascript")
        if name == "leaflet.awesome-markers.js":
            return route.fulfill(body=pin_script(), content_type="text/javascript")
        kind = "text/css" if name.endswith("css") else "text/javascript"
        return route.fulfill(body="", content_type=kind)

    page.route(re.compile("https?://"), answer)
    yield page
    context.close()


def assert_places_are_drawn(page):
    """The tiny world by plain Leaflet: pins and areas, in layers with names, with names on hovering."""
    labels = page.locator(".leaflet-control-layers-overlays label").all_inner_texts()
    assert [label.strip() for label in labels][:2] == ["Cities and towns", "Military and transport sites"]
    pins = page.locator("path[fill='#0b5fa5']")
    assert pins.count() >= 3
    pins.first.hover()
    assert page.locator(".leaflet-tooltip").inner_text() in {"Alma", "Port Alma", "Bruck", "Farport"}
    pins.first.click()
    page.wait_for_selector(".leaflet-popup strong")
    assert "Natural Earth" in page.locator(".leaflet-control-attribution").inner_text()


def test_the_map_in_a_figure_of_one_s_own_shows_the_places(online, news, tmp_path):
    path = tmp_path / "own.html"
    folium.Figure(height=500).add_child(news.folium).save(str(path))
    online.goto(path.as_uri())
    online.wait_for_selector(".leaflet-control-layers-overlays label")
    assert_places_are_drawn(online)
    assert online.errors == []


def test_streamlit_s_component_shows_the_places_and_tells_what_was_clicked(online, news, monkeypatch):
    component = pytest.importorskip("streamlit_folium", reason="needs streamlit-folium")
    sent = {}
    monkeypatch.setattr(component, "_component_func", lambda **arguments: sent.update(arguments))
    folium.Marker(AT[0], popup="Camp", icon=folium.Icon(color="red")).add_to(news.folium)
    before = news.to_html()
    component.st_folium(news.folium, width=900, height=600)
    first = sent["script"]
    component.st_folium(news.folium, width=900, height=600)
    # The same again, or the component would start anew with each click.
    assert sent["script"] == first
    assert news.to_html() == before
    built = Path(component.__file__).parent / "frontend" / "build"
    frame = '<iframe src="/index.html" style="width:950px;height:650px"></iframe>'

    def serve(route):
        name = route.request.url.removeprefix("http://app.test/")
        if name == "app":
            route.fulfill(body=frame, content_type="text/html")
        else:
            route.fulfill(path=built / name)

    online.route("http://app.test/**", serve)
    online.add_init_script("window.told = []; addEventListener('message', (e) => window.told.push(e.data || {}));")
    online.goto("http://app.test/app")
    online.wait_for_function("told.some((data) => data.type === 'streamlit:componentReady')")
    arguments = {key: value for key, value in sent.items() if key != "on_change"}
    online.evaluate(
        "(args) => frames[0].postMessage({ type: 'streamlit:render', args, disabled: false, dfs: [] }, '*')",
        json.loads(json.dumps(arguments)),
    )
    inside = online.frames[1]
    inside.wait_for_selector(".leaflet-control-layers-overlays label")
    assert_places_are_drawn(inside)
    online.wait_for_function("told.some((data) => data.value && data.value.last_object_clicked_tooltip)")
    told = online.evaluate("told.filter((data) => data.value && data.value.last_object_clicked_tooltip)[0].value")
    assert told["last_object_clicked_tooltip"] in {"Alma", "Port Alma", "Bruck", "Farport"}
    assert told["last_object_clicked_popup"].startswith(told["last_object_clicked_tooltip"])
    assert online.errors == []


def test_panel_s_pane_for_folium_shows_the_page(chromium, news, tmp_path):
    panel = pytest.importorskip("panel", reason="needs Panel")
    resources = pytest.importorskip("bokeh.resources")
    assert isinstance(panel.panel(news.folium), panel.pane.plot.Folium)
    column = panel.Column(
        panel.pane.plot.Folium(news.folium, height=400),
        panel.pane.HTML(news.to_iframe(height=300)),
        panel.pane.HTML(news.to_fragment(height=300)),
    )
    column.save(tmp_path / "app.html", resources=resources.INLINE)
    page = chromium.new_context(viewport={"width": 1000, "height": 1200}).new_page()
    page.route("http*://**", lambda route: route.abort())
    page.goto((tmp_path / "app.html").as_uri())
    for _ in range(100):
        frames = [frame for frame in page.frames[1:] if frame.query_selector("html[data-ready]")]
        if len(frames) == 3:
            break
        settle(page, 100)
    assert [frame.frame_element().bounding_box()["width"] for frame in frames] == [pytest.approx(980, abs=20)] * 3
    page.context.close()
