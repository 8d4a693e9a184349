"""What a command costs beyond its floors: Python itself, and the import of the library that draws."""

from __future__ import annotations

from processes import geomap, python, side_by_side


def rows() -> list[tuple[str, float, float, str]]:
    """Return one row a command: name, CPU seconds, peak MB, ratio to its floor in words."""
    costs = side_by_side(
        {
            "python -c pass": python("pass"),
            "import folium": python("import folium"),
            "geomap --version": geomap("--version"),
            "geomap places --sample golan": geomap("places", "--sample", "golan", "--format", "json"),
            "geomap map --sample golan": geomap("map", "--sample", "golan", "-o", "-"),
        },
    )
    floor, folium = costs["python -c pass"].cpu_s, costs["import folium"].cpu_s
    return [
        (
            name,
            cost.cpu_s,
            cost.peak_mb,
            f"{cost.cpu_s / folium:.2f} of import folium"
            if "map --" in name
            else f"{cost.cpu_s / floor:.1f} of python",
        )
        for name, cost in costs.items()
    ]
