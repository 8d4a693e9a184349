"""How the house is built: what ships, and which rooms may know of which."""

import ast
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "geomap"
MODULES = sorted(PACKAGE.rglob("*.py"))


def module_name(path):
    """The dotted name that a module is imported by."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in MODULES}


def imported_modules(nodes):
    """The modules of the package that statements import, and the packages that this imports on the way."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & NAMES


def shipped(builder):
    """What a build of the project would put into its archive."""
    return {file.distribution_path for file in builder(str(ROOT)).recurse_included_files()}


def test_what_makes_the_models_is_in_the_sdist_and_not_in_the_wheel():
    wheel, sdist = shipped(WheelBuilder), shipped(SdistBuilder)
    assert "geomap/recognition/data/tagger.weights" in wheel
    assert not [path for path in wheel if "training" in path]
    assert {f"geomap/training/{name}" for name in ("tagger/templates.txt", "ranker_fit.py")} <= sdist


@pytest.mark.parametrize("path", [p for p in MODULES if "training" not in p.parts], ids=module_name)
def test_nothing_that_runs_imports_what_makes_the_models(path):
    imported = imported_modules(ast.walk(ast.parse(path.read_text("utf-8"))))
    assert not [name for name in imported if name.startswith("geomap.training")]
