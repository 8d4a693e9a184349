"""What installed packages add is looked for without loading what reads packages' metadata."""

import subprocess
import sys
from importlib.machinery import PathFinder

import pytest

from geomap import plugins

GROUPS = "[console_scripts]\ntool = tool:main\n\n[geomap.layers]\nharbours = harbours:LAYER\n"


@pytest.mark.parametrize(("groups", "may"), [(GROUPS, True), (GROUPS.partition("[geomap")[0], False)])
def test_only_a_file_that_names_our_groups_makes_a_package_worth_asking(tmp_path, monkeypatch, groups, may):
    info = tmp_path / "harbours-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(groups)
    # A library that another test has imported may have put a finder of its own there.
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "is-not-there")])
    assert plugins._may_have_entries() is may


def test_where_packages_lie_in_an_archive_it_is_asked_in_full(tmp_path, monkeypatch):
    (tmp_path / "packed.zip").write_bytes(b"")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packed.zip")])
    assert plugins._may_have_entries()


def test_a_finder_of_somebody_else_s_is_asked_in_full(monkeypatch):
    class Finder:
        @staticmethod
        def find_distributions():
            return []

    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    monkeypatch.setattr(sys, "path", [])
    assert plugins._may_have_entries()


def test_a_map_of_a_plain_text_loads_neither_folium_nor_what_it_does_not_need(tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("Shells fell on Homs and Hama, the mayor of Damascus said on Monday.")
    code = (
        "import sys; from geomap.cli.main import main; sys.argv = ['geomap', 'map', *sys.argv[1:]]\n"
        "try: main()\nexcept SystemExit as stop: print(stop.code)\n"
        "print(*sorted({'folium', 'shapely', 'pandas', 'socket', 'threadpoolctl'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(story)], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-2:] == ["0", ""]
