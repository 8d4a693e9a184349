"""Who leaves geopandas, pandas and GDAL out has all that does not need them."""

import subprocess
import sys

import pytest

WITHOUT = """
import sys
for name in ("geopandas", "pandas", "pyogrio", "pyproj"):
    sys.modules[name] = None
from geomap.cli.main import main
sys.argv = ["geomap", *sys.argv[1:]]
main()
"""


def geomap_without(*arguments):
    command = [sys.executable, "-c", WITHOUT, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", "--sample", "golan", "-o", "golan.html"),
        ("map", "--sample", "golan", "-o", "golan.svg"),
        ("places", "--sample", "golan"),
        ("places", "--sample", "golan", "-o", "golan.csv"),
        ("places", "--sample", "golan", "-o", "golan.geojson", "--geometry", "footprint"),
        ("places", "--sample", "golan", "-o", "golan.kml"),
        ("places", "--sample", "golan", "-o", "golan.json"),
        ("lookup", "Homs"),
        ("gazetteer", "info"),
    ],
    ids=" ".join,
)
def test_every_command_that_needs_no_table_library_works_without(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    done = geomap_without(*arguments)
    assert done.returncode == 0, done.stderr
    assert "-o" not in arguments or next(tmp_path.iterdir()).stat().st_size > 1000


def test_what_needs_one_says_which(tmp_path):
    done = geomap_without("places", "--sample", "golan", "-o", tmp_path / "golan.gpkg")
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1] == "geomap: this needs geopandas, which was left out here: pip install geopandas"
    )
    assert not (tmp_path / "golan.gpkg").exists()
