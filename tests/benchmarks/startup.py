"""What a command costs beyond its floors: Python itself, and the import of the library that draws."""

from __future__ import annotations

import statistics
import subprocess

from processes import Cost, geomap, python, side_by_side

_SECOND_MAP = """
import time
import geomap
from geomap.samples import sample_text
text = sample_text("golan")
geomap.map_text(text).to_html()
start = time.process_time()
geomap.map_text(text).to_html()
print(time.process_time() - start)
"""
_RUNS = 5

MOST_OF_FOLIUM = 0.6
"""What a map from cold should cost at most, in imports of Folium."""
MOST_OF_ENGLISH = 1.1
"""What the places of a text in another language should cost at most from cold, in those of the English one."""
LANGUAGES = ("ar", "fr", "he", "ru", "zh")
MOST_SECOND_S = 0.04
"""What the second map of a process should cost at most."""


def _second_map() -> float:
    """CPU seconds of the second map in a process: the median of a few processes."""
    runs = [subprocess.run(python(_SECOND_MAP), capture_output=True, check=True, text=True) for _ in range(_RUNS)]
    return statistics.median(float(run.stdout) for run in runs)


def _places_in(code: str) -> str:
    return f"geomap places --sample golan-{code}"


def _beside(name: str, cpu_s: float, costs: dict[str, Cost]) -> str:
    """Say what a command costs beside its floor."""
    if name.startswith("geomap map"):
        return f"{cpu_s / costs['import folium'].cpu_s:.2f} of import folium, {MOST_OF_FOLIUM} wanted"
    if name in map(_places_in, LANGUAGES):
        english = costs["geomap places --sample golan"].cpu_s
        return f"{cpu_s / english:.2f} of the English one, {MOST_OF_ENGLISH} wanted"
    return f"{cpu_s / costs['python -c pass'].cpu_s:.1f} of python"


def rows() -> list[tuple[str, float, float, str]]:
    """Return one row a command: name, CPU seconds, peak MB, ratio to its floor in words."""
    costs = side_by_side(
        {
            "python -c pass": python("pass"),
            "import folium": python("import folium"),
            "geomap --version": geomap("--version"),
            "geomap places --sample golan": geomap("places", "--sample", "golan", "--format", "json"),
            "geomap map --sample golan": geomap("map", "--sample", "golan", "-o", "-"),
        }
        | {_places_in(code): geomap("places", "--sample", f"golan-{code}", "--format", "json") for code in LANGUAGES},
    )
    folium = costs["import folium"].cpu_s
    made = [
        (
            name,
            cost.cpu_s,
            cost.peak_mb,
            _beside(name, cost.cpu_s, costs),
        )
        for name, cost in costs.items()
    ]
    second = _second_map()
    words = f"{second / folium:.2f} of import folium; {MOST_SECOND_S} s wanted on a machine of its own"
    return [*made, ("the second map in a process", second, 0.0, words)]
