from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import zlib
from pathlib import Path

import folium
import pytest

from geomap.errors import InputError, OutputError
from geomap.maps import NewsMap
from geomap.maps.html import skeleton


@pytest.fixture(scope="module")
def page(view_of):
    return NewsMap(view_of()).to_html()


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="gm-data">(.*?)</script>', page, re.DOTALL)[1])


def test_the_map_is_folium_s_with_a_group_a_layer_and_a_control(view_of):
    story = NewsMap(view_of()).folium
    assert isinstance(story, folium.Map)
    kinds = [type(child).__mro__ for child in story._children.values()]
    assert sum(folium.FeatureGroup in mro for mro in kinds) == 6
    assert sum(folium.LayerControl in mro for mro in kinds) == 1


def test_two_pages_are_the_same_bytes(view_of):
    assert NewsMap(view_of()).to_html() == NewsMap(view_of()).to_html()


def test_another_process_writes_the_same_bytes(page, world):
    code = (
        "import importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('world', sys.argv[1])\n"
        "world = importlib.util.module_from_spec(spec); spec.loader.exec_module(world)\n"
        "from geomap.maps import NewsMap, ViewOptions, build_view\n"
        "view = build_view(world.parse(), world.Gazetteer(), ViewOptions(), basemap=world.Basemap())\n"
        "sys.stdout.reconfigure(encoding='utf-8', newline='\\n'); print(NewsMap(view).to_html(), end='')\n"
    )
    command = [sys.executable, "-c", code, world.__file__]
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run(command, capture_output=True, check=True, env=environment).stdout.decode()
    assert other == page


@pytest.mark.parametrize("documents", [0, 1, 2])
def test_the_quick_way_and_folium_s_write_the_same_page(view_of, world, documents):
    parses = [world.parse("Nothing.", ())] if documents == 0 else [world.parse()] * documents
    view = view_of(parses)
    quick, slow = NewsMap(view), NewsMap(view)
    assert quick.to_html() == slow.folium.get_root().render()
    assert "folium" not in quick.__dict__


def test_what_folium_renders_is_what_the_package_holds():
    held = Path(skeleton.__file__).with_name("assets") / "skeleton.json"
    assert held.read_text("utf-8") == skeleton.make(), "run python -m geomap.maps.html.skeleton"


def test_a_page_is_written_without_loading_folium_or_numpy(world):
    code = (
        "import importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('world', sys.argv[1])\n"
        "world = importlib.util.module_from_spec(spec); spec.loader.exec_module(world)\n"
        "from geomap.maps import NewsMap, build_view\n"
        "NewsMap(build_view(world.parse(), world.Gazetteer(), basemap=world.Basemap())).to_html()\n"
        "print(sorted({'folium', 'numpy', 'shapely', 'pandas', 'jinja2'} & sys.modules.keys()))\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, world.__file__]
    assert subprocess.run(command, capture_output=True, check=True, env=environment, text=True).stdout == "[]\n"


def test_rendering_twice_changes_nothing(view_of):
    news = NewsMap(view_of())
    assert news.to_html() == news.to_html()


def test_the_page_names_no_address_that_would_be_loaded(page):
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?!#|data:)[^"'\s>]""", page.split('id="gm-data"')[0])
    assert "<link" not in page
    assert "url(images/" not in page
    assert "cdn" not in page.replace("cdnjs", "").lower() or "cdn.jsdelivr" not in page


def test_only_the_page_s_own_scripts_may_run(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    # The editor comes packed; what is unpacked must be this.
    packed = re.search(r'id="gm-editor">([^<]+)<', page)[1]
    scripts.append(zlib.decompress(base64.b64decode(packed)).decode())
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts + styles}
    assert hashes == allowed
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_python_code_in_a_text_is_not_run(view_of, world):
    hostile = "{{ 7 * 191 }} {% for x in (1,) %}x{% endfor %} {{ cycler.__init__.__globals__ }} at Alma."
    page = NewsMap(
        view_of(world.parse(hostile, (("Alma", "t:alma", "literal"),), title=hostile, source=hostile))
    ).to_html()
    assert "1337" not in page
    assert data_of(page)["docs"][0]["text"] == hostile
    assert data_of(page)["docs"][0]["source"] == hostile


def test_no_text_can_end_the_data(view_of, world):
    hostile = "</script><script>alert(1)</script><!-- \u2028 & Alma \\ ` ${alert(1)}"
    page = NewsMap(view_of(world.parse(hostile, (("Alma", "t:alma", "literal"),), title=hostile))).to_html()
    assert "alert(1)</script>" not in page
    assert "\u2028" not in page.split('id="gm-data"')[1]
    assert data_of(page)["docs"][0]["text"] == hostile


def test_half_a_character_does_not_break_the_page(view_of, world):
    text = "Alma \ud800 and \U0001f30d Alma"
    page = NewsMap(view_of(world.parse(text, (("Alma", "t:alma", "literal"),), title=text))).to_html()
    page.encode("utf-8")
    (feature,) = data_of(page)["features"]
    # JavaScript counts the globe as two.
    assert [(m["s"], m["e"]) for m in feature["m"]] == [(0, 4), (14, 18)]
    assert feature["m"][1]["p"] == [13, 17]


def test_what_people_add_is_on_the_page_and_its_names_are_not_code(view_of):
    news = NewsMap(view_of())
    group = folium.FeatureGroup(name="{{ 7 * 191 }}</script>")
    folium.CircleMarker([43, 12]).add_to(group)
    group.add_to(news.folium)
    page = news.to_html()
    assert "L.circleMarker(" in page
    assert "1337" not in page
    assert "{{ 7 * 191 }}\\u003c/script\\u003e" in page
    assert news.to_html() == page


def test_tiles_are_only_there_when_asked_for(view_of, page):
    assert "L.tileLayer(" not in page
    tiled = NewsMap(view_of(tiles="osm")).to_html()
    assert "L.tileLayer(" in tiled
    assert "img-src data: https://tile.openstreetmap.org;" in tiled


def test_unknown_tiles_are_one_clear_line(view_of):
    with pytest.raises(InputError, match="there are no tiles called 'nowhere'"):
        NewsMap(view_of(tiles="nowhere")).to_html()


def test_without_javascript_there_is_a_table(page):
    table = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert table.count("<tr>") == 1 + 10
    assert '<th scope="row">Port Alma Naval Base</th><td>naval base</td>' in table
    assert "44.0000, 11.0000" in table
    assert "Xanth" in table


def test_the_frame_of_a_page_without_places_is_small(view_of, world):
    page = NewsMap(view_of(world.parse("Nothing.", ()))).to_html()
    assert len(page.encode()) < 375_000


def test_saving_writes_the_page_whole_or_not_at_all(view_of, tmp_path, page):
    target = NewsMap(view_of()).save(tmp_path / "story.html")
    assert target.read_text("utf-8") == page
    assert stat.S_IMODE(target.stat().st_mode) & 0o400
    assert [path.name for path in tmp_path.iterdir()] == ["story.html"]
    with pytest.raises(OutputError, match="the folder does not exist"):
        NewsMap(view_of()).save(tmp_path / "none" / "story.html")


def test_a_notebook_shows_the_page_in_a_sandbox(view_of):
    markup = NewsMap(view_of(title='A "quoted" <title>'))._repr_html_()
    assert 'sandbox="allow-scripts"' in markup
    assert markup.count("<") == 2
    assert 'title="A &quot;quoted&quot; &lt;title&gt;"' in markup
