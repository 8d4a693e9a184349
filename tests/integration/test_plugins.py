"""A user's package adds a recogniser, a resolver, a layer and a format: installed by pip, and found by the command."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from geomap import plugins
from geomap.errors import InputError, PluginError
from geomap.export import ExportFormat

PACKAGE = Path(__file__).parents[1] / "data" / "plugin_package"
TEXT = "Aid for HOMS and PARIS came by ship.\n"


def build_wheel(folder):
    """What a build backend makes of the package: to install one would need the network."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    info = f"geomap_harbours-{project['version']}.dist-info"
    groups = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in project["entry-points"].items()
    )
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": groups,
    }
    for path in sorted((PACKAGE / "geomap_harbours").glob("*.py")):
        files[f"geomap_harbours/{path.name}"] = path.read_text("utf-8")
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},"
        f"{len(text.encode())}\n"
        for name, text in files.items()
    )
    wheel = folder / f"geomap_harbours-{project['version']}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in (files | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}).items():
            archive.writestr(name, text)
    return wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Run a command where the package is installed."""
    pytest.importorskip("pip", reason="needs pip")
    folder = tmp_path_factory.mktemp("plugin")
    target = folder / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([*install, "--target", target, build_wheel(folder)], check=True, capture_output=True)

    def run(*arguments, text=TEXT):
        path = os.pathsep.join(filter(None, (str(target), os.environ.get("PYTHONPATH"))))
        return subprocess.run(
            [sys.executable, *arguments],
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=os.environ | {"PYTHONPATH": path},
        )

    return run


def test_its_recogniser_and_resolver_are_found_by_name(installed):
    result = installed(
        "-m", "geomap", "places", "-", "--recognizer", "entities", "--resolver", "largest", "--format", "jsonl"
    )
    assert result.returncode == 0, result.stderr
    rows = [row for line in result.stdout.splitlines() for row in json.loads(line)["toponyms"]]
    assert [(row["text"], row["country_code"]) for row in rows] == [("HOMS", "SY"), ("PARIS", "FR")]
    assert {row["reasons"] for row in rows} == {"It is the largest place of that name."}


def test_its_format_is_found_by_name_and_by_suffix(installed, tmp_path):
    arguments = ("-m", "geomap", "places", "-", "--recognizer", "entities")
    named = installed(*arguments, "--format", "wkt")
    assert named.returncode == 0, named.stderr
    assert [line.split()[0] for line in named.stdout.splitlines()] == ["POINT", "POINT"]
    assert installed(*arguments, "-o", str(tmp_path / "a.wkt")).returncode == 0
    assert (tmp_path / "a.wkt").read_text("utf-8") == named.stdout


LAYER = """
import sys; sys.path.insert(0, sys.argv[1])
import tiny_world as world
from geomap.maps import NewsMap, build_view
view = build_view(world.parse(), world.Gazetteer(), basemap=world.Basemap())
print([(layer.key, layer.title, layer.count) for layer in view.layers][:3])
print(sorted({f.place.id for f in view.features if f.layer == "harbours"}))
if len(sys.argv) > 2: NewsMap(view).save(sys.argv[2])
"""


def test_its_layer_takes_the_places_that_it_accepts(installed):
    result = installed("-c", LAYER, str(PACKAGE.parent))
    assert result.returncode == 0, result.stderr
    layers, places = result.stdout.splitlines()
    assert layers.startswith("[('harbours', 'Ports & harbours', 1), ('cities', 'Cities and towns', ")
    assert places == "['t:base']"


def test_an_unknown_name_gets_one_line_that_tells_the_known_ones(installed):
    result = installed("-m", "geomap", "places", "-", "--recognizer", "gone")
    assert result.returncode == 1
    assert result.stderr == "geomap: there is no recogniser 'gone'; there are: tagger, lexicon, entities\n"


def entries(monkeypatch, *values, group=plugins.EXPORTERS):
    found = tuple(EntryPoint(name, value, group) for name, value in values)
    monkeypatch.setattr(plugins, "_entries", lambda asked: found if asked == group else ())


def test_a_package_that_does_not_work_is_named(monkeypatch):
    entries(monkeypatch, ("broken", "geomap_gone.module:NAME"))
    with pytest.raises(PluginError, match=r"'broken' of geomap.exporters, which geomap_gone.module adds, cannot be"):
        plugins.load_all(plugins.EXPORTERS, ExportFormat)
    entries(monkeypatch, ("other", "json:loads"))
    with pytest.raises(PluginError, match=r"'other' of .* is no ExportFormat; mend or remove json"):
        plugins.load_all(plugins.EXPORTERS, ExportFormat)


def test_a_name_that_two_packages_add_is_no_lottery(monkeypatch):
    entries(monkeypatch, ("twice", "json:loads"), ("twice", "math:sqrt"), group=plugins.RECOGNIZERS)
    with pytest.raises(PluginError, match="json and math both add the recogniser 'twice'"):
        plugins.load(plugins.RECOGNIZERS, "twice", what="recogniser")


def test_a_part_without_its_method_is_refused(monkeypatch):
    entries(monkeypatch, ("none", "types:SimpleNamespace"), ("bad", "math:sqrt"), group=plugins.RECOGNIZERS)
    for name, message in (("none", "cannot be made: TypeError"), ("bad", "cannot be made: TypeError")):
        with pytest.raises(PluginError, match=message):
            plugins.make_part(plugins.RECOGNIZERS, name, {"gazetteer"}, what="recogniser", method="recognize")
    entries(monkeypatch, ("list", "builtins:list"), group=plugins.RECOGNIZERS)
    with pytest.raises(PluginError, match="the recogniser 'list' has no method 'recognize'"):
        plugins.make_part(plugins.RECOGNIZERS, "list", (), what="recogniser", method="recognize")
    with pytest.raises(InputError, match="there is no recogniser 'gone'; there are: lexicon, list"):
        plugins.load(plugins.RECOGNIZERS, "gone", what="recogniser", own=("lexicon",))
