"""How the house is built: what ships, and which rooms may know of which."""

import ast
from collections import defaultdict
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
    """The modules of geomap that statements import."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = {f"{node.module}.{alias.name}" for alias in node.names}
            # A module of a package asks nothing of the package itself.
            found |= within if within <= NAMES else {node.module, *within}
    return found & NAMES


def shipped(builder):
    """What a build of the project would put into its archive."""
    return {file.distribution_path for file in builder(str(ROOT)).recurse_included_files()}


def test_what_makes_the_models_is_in_the_sdist_and_not_in_the_wheel():
    wheel, sdist = shipped(WheelBuilder), shipped(SdistBuilder)
    assert "geomap/recognition/data/tagger.weights" in wheel
    assert "geomap/recognition/data/multilingual.weights" in wheel
    assert not [path for path in wheel if "training" in path]
    assert {f"geomap/training/{name}" for name in ("tagger/templates.txt", "ranker_fit.py")} <= sdist


@pytest.mark.parametrize("path", [p for p in MODULES if "training" not in p.parts], ids=module_name)
def test_nothing_that_runs_imports_what_makes_the_models(path):
    imported = imported_modules(ast.walk(ast.parse(path.read_text("utf-8"))))
    assert not [name for name in imported if name.startswith("geomap.training")]


def is_for_types(node):
    """Whether a statement is what only the type checker reads."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def statements_run_at_import(body):
    """The statements that importing a module runs, those in conditions and classes too."""
    for node in body:
        if is_for_types(node) or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield node
        for part in ("body", "orelse", "finalbody", "handlers"):
            yield from statements_run_at_import(getattr(node, part, ()))


def circles(graph):
    """The modules that import themselves by way of others."""
    reached = {name: set(after) for name, after in graph.items()}
    changed = True
    while changed:
        changed = False
        for name, after in reached.items():
            wider = after.union(*(reached[other] for other in after))
            changed |= wider != after
            reached[name] = wider
    return sorted(name for name, after in reached.items() if name in after)


def test_no_module_is_imported_by_what_it_imports():
    graph = {}
    for path in MODULES:
        body = ast.parse(path.read_text("utf-8")).body
        graph[module_name(path)] = imported_modules(statements_run_at_import(body)) - {module_name(path)}
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
    assert circles(graph) == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_has_at_most_400_lines_and_a_function_50(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    long = [
        (node.name, lines)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := length(node)) > 50
    ]
    assert not long


def test_a_class_name_means_one_thing():
    files = [*MODULES, *sorted((ROOT / "gazetteer").rglob("*.py"))]
    assert len(files) > len(MODULES) > 200
    defined = defaultdict(list)
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                # A helper of a module shares no name with what another one offers either.
                defined[node.name.lstrip("_")].append(f"{module_name(path)}.{node.name}")
    assert not {name: places for name, places in defined.items() if len(places) > 1}


def length(function):
    """Lines of a function's body, its docstring and signature not counted."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0
