"""What an installation consists of can be said, and is what the project states."""

import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / ".ci" / "provenance.py"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TABLE = (ROOT / "docs" / "licences.md").read_text("utf-8")


def pinned():
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    found = {}
    for line in lines:
        requirement = Requirement(line)
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def direct():
    extras = PROJECT["optional-dependencies"]
    lines = [
        *PROJECT["dependencies"],
        *(line for name in ("readers", "pictures", "basemap", "parquet", "test", "dev") for line in extras[name]),
    ]
    return [Requirement(line) for line in lines if not line.startswith("geomap-news[")]


def test_every_direct_dependency_is_pinned_within_its_range():
    pins = pinned()
    for requirement in direct():
        for pin in pins[canonicalize_name(requirement.name)]:
            version = str(pin.specifier).removeprefix("==")
            assert Version(version) in requirement.specifier, f"{requirement} and {pin}: run .ci/lock"


def test_the_pins_name_no_place_to_fetch_from():
    text = (ROOT / ".ci" / "constraints.txt").read_text("utf-8")
    assert "://" not in text
    assert "--" not in text


def test_every_dependency_of_a_user_stands_in_the_table_of_licences():
    listed = set(re.findall(r"^\| ([\w.-]+) \|", TABLE, re.MULTILINE))
    for extra in ("", "readers", "pictures", "basemap", "parquet"):
        for line in metadata.requires("geomap-news"):
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                assert canonicalize_name(requirement.name) in listed, f"{line}: run python .ci/provenance.py licences"


@pytest.mark.parametrize("part", ["certifi", "tld", "marisa-trie", "GEOS"])
def test_parts_under_a_weak_copyleft_are_named(part):
    before_packages = TABLE.partition("## Packages")[0]
    assert f"| {part}" in before_packages


def test_no_licence_is_unknown_or_strong_copyleft():
    rows = dict(re.findall(r"^\| ([\w.-]+) \| (.+?) \|$", TABLE.partition("## Packages")[2], re.MULTILINE))
    assert len(rows) > 40
    for name, licence in rows.items():
        assert licence != "UNKNOWN", name
        assert not re.fullmatch(r"A?GPL.*", licence), name


def test_the_bill_of_materials_is_valid_the_same_twice_and_has_the_data(tmp_path):
    for tool in ("cyclonedx", "piplicenses"):
        pytest.importorskip(tool, reason="needs the extra dev")
    out = tmp_path / "geomap.cdx.json"
    subprocess.run([sys.executable, SCRIPT, "sbom", "-o", out], check=True, capture_output=True)
    bill = out.read_text("utf-8")
    components = {one["name"]: one for one in json.loads(bill)["components"]}
    sources = tomllib.loads((ROOT / "gazetteer" / "SOURCES.toml").read_text("utf-8"))
    for row in sources.values():
        assert components[row["package"]]["hashes"] == [{"alg": "SHA-256", "content": row["sha256"]}]
    assert {"folium", "shapely", "geopandas"} <= components.keys()
    assert "pytest" not in components
    assert str(ROOT) not in bill
    again = [sys.executable, "-c", f"import runpy; print(runpy.run_path({str(SCRIPT)!r})['bill'](), end='')"]
    assert subprocess.run(again, check=True, capture_output=True, encoding="utf-8").stdout == bill
