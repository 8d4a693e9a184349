"""The hand-kept tables of ``curated/``, row by row."""

from __future__ import annotations

import csv
from pathlib import Path

CURATED = Path(__file__).resolve().parent / "curated"


def rows(table: str, folder: Path = CURATED) -> list[dict[str, str]]:
    """Return the rows of a table by its name without suffix, each as its cells by column."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(cell: str) -> list[str]:
    """Return the items of a cell that holds a list."""
    return [item.strip() for item in cell.split("|") if item.strip()]


def points(cell: str) -> list[tuple[float, float]]:
    """Return the points of a cell that holds an outline: ``lon lat,lon lat,…``."""
    pairs = (pair.split() for pair in cell.split(","))
    return [(float(lon), float(lat)) for lon, lat in pairs]
