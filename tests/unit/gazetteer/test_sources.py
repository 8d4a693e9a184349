"""How a source comes into the gazetteer: by a module and a table of SOURCES.toml, and by nothing else."""

import ast
import importlib
import tomllib
from pathlib import Path

import pytest

import gazetteer.sources
from gazetteer import packages
from gazetteer.sources import registry
from gazetteer.sources.exonyms import NameSource
from gazetteer.sources.outlines import OutlineSource, outline_sources
from gazetteer.sources.places import KnownPlaces, RecordSource

ROOT = Path(__file__).parents[3]
BUILD = sorted(p for p in (ROOT / "gazetteer").rglob("*.py") if "data" not in p.parts)
TABLE = tomllib.loads(packages.SOURCES.read_text(encoding="utf-8"))

MODULE = """
from gazetteer.sources.places import RecordSource, SourcePlaces
from geomap.gazetteer.record import Record

def lighthouses(known):
    tower = Record("lights:1", "Pharos", "S", "LTHSE", "EG", "", 29.885, 31.214, source="lights")
    return SourcePlaces([tower], {"lights": 1})

DECLARED = (RecordSource(lighthouses, fills_in=True),)
"""


def test_a_source_is_a_module_and_a_table(tmp_path, monkeypatch):
    (tmp_path / "lighthouses.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "SOURCES.toml").write_text('[lights]\nmodule = ["lighthouses"]\n', encoding="utf-8")
    monkeypatch.setattr(gazetteer.sources, "__path__", [*gazetteer.sources.__path__, str(tmp_path)])
    monkeypatch.setattr(registry, "SOURCES", tmp_path / "SOURCES.toml")
    registry._declarations.cache_clear()
    try:
        (source,) = registry.declared(RecordSource)
    finally:
        registry._declarations.cache_clear()
    read = source.read(KnownPlaces(None, (), (), {}))
    assert [(place.name, place.source) for place in read.places] == [("Pharos", "lights")]
    assert read.rows == {"lights": 1}
    assert source.fills_in


def test_every_table_says_who_reads_it_and_under_which_licence():
    assert len(TABLE) >= 20
    for key, row in TABLE.items():
        assert row["licence"], key
        assert row["attribution"], key
        for name in row["module"]:
            importlib.import_module(f"gazetteer.sources.{name}")


def test_what_a_module_declares_is_read():
    """A module that no table names would be left out without a word."""
    named = {name for row in TABLE.values() for name in row["module"]}
    declaring = {
        path.stem for path in (ROOT / "gazetteer" / "sources").glob("*.py") if "\nDECLARED" in path.read_text("utf-8")
    }
    assert declaring <= named
    assert [len(registry.declared(kind)) for kind in (RecordSource, NameSource, OutlineSource)] == [6, 1, 7]


def test_outlines_come_in_a_steady_order():
    """The arcs of the geometry file are numbered in it."""
    assert [source.country for source in outline_sources(2)] == ["US", "BD", "NP"]
    assert {source.country for source in outline_sources(1)} == {"KR", "MA", "NP", "PR"}
    assert all(source.package in TABLE for source in (*outline_sources(1), *outline_sources(2)))


def imported(path):
    tree = ast.parse(path.read_text("utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return found | {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


@pytest.mark.parametrize("path", BUILD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_stage_of_the_build_reaches_back(path):
    """Sources and names know nothing of the geometry, and the geometry nothing of the merged places."""
    later = {
        "sources": ("gazetteer.geometry", "gazetteer.checks", "gazetteer.records", "gazetteer.build"),
        "names": ("gazetteer.geometry", "gazetteer.checks", "gazetteer.records", "gazetteer.build"),
        "geometry": ("gazetteer.checks", "gazetteer.records", "gazetteer.packing", "gazetteer.build"),
    }
    back = later.get(path.parent.name, ())
    assert not [name for name in imported(path) if name.startswith(back)] or not back


@pytest.mark.parametrize("path", BUILD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_and_functions_are_short(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert [f.name for f in functions if f.end_lineno - f.lineno >= 50] == []
