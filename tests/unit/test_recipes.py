"""What the recipe for conda says is what pyproject.toml says."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RECIPE = yaml.safe_load((ROOT / ".conda" / "recipe.yaml").read_text("utf-8"))


def test_the_conda_recipe_has_the_version_and_the_requirements_of_the_project():
    assert RECIPE["package"] == {"name": PROJECT["name"], "version": PROJECT["version"]}
    wanted = {str(Requirement(line)) for line in PROJECT["dependencies"]}
    python, *others = RECIPE["requirements"]["run"]
    assert {str(Requirement(line.replace(" ", ""))) for line in others} == wanted
    assert python == f"python {PROJECT['requires-python']}"


def test_the_conda_recipe_has_the_commands_of_the_project():
    commands = {f"{name} = {target}" for name, target in PROJECT["scripts"].items()}
    assert set(RECIPE["build"]["python"]["entry_points"]) == commands


def test_every_hint_names_the_package_as_the_index_does():
    hint = re.compile(r"pip install '?geomap(?![-\w])|--(?:from|spec) '?geomap(?![-\w])")
    bare = re.compile(r"(?<![.\w])geomap\[")
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "geomap").rglob("*.py")]
    assert not [str(path) for path in pages if hint.search(path.read_text("utf-8"))]
    assert not [str(path) for path in pages if bare.search(path.read_text("utf-8"))]


def test_the_light_installation_leaves_geopandas_out_and_nothing_else():
    page = (ROOT / "docs" / "promises.md").read_text("utf-8")
    (line,) = re.findall(r"^    pip install (click .*)$", page, re.MULTILINE)
    light = {Requirement(word).name for word in line.split()}
    assert light == {Requirement(line).name for line in PROJECT["dependencies"]} - {"geopandas"}
