"""The hand-kept zones, islands, lakes and rivers: what every row must have, and recipes that keep to the land."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

GAZETTEER = Path(__file__).parents[3] / "gazetteer"


def rows(table):
    with (GAZETTEER / "curated" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", [row for row in rows("zones") if row["status"]], ids=lambda row: row["id"])
def test_status_names_a_source_and_the_day_it_was_checked(row):
    assert row["source"].startswith("https://")
    assert dt.date(2025, 1, 1) <= dt.date.fromisoformat(row["checked"]) <= dt.date(2100, 1, 1)


@pytest.mark.parametrize("row", [row for row in rows("zones") if row["within"] == "1"], ids=lambda row: row["id"])
def test_ground_whose_status_holds_for_its_towns_has_an_outline_and_says_who_claims_it(row):
    assert row["recipe"] or row["id"] == "southern-patagonian-ice-field"
    assert row["status"]
    assert row["claimants"] or row["id"] == "bir-tawil"


def test_demarcation_lines_are_the_borders_that_the_map_draws():
    """A line copied by hand leaves the border as soon as the border's source is another."""
    by_id = {row["id"]: row["recipe"] for row in rows("zones")}
    lines = [
        *("korean-dmz", "military-demarcation-line", "blue-line", "durand-line", "mcmahon-line", "line-of-control"),
        *("line-of-actual-control", "western-sahara-berm", "philadelphi-corridor"),
    ]
    assert {line: by_id[line].partition(":")[0] for line in lines} == dict.fromkeys(lines, "border")
    assert by_id["korean-dmz"].endswith(":2")


def test_islands_are_chosen_whole():
    """An outline drawn over the sea takes a piece of the neighbour's shore with it, as one of Hokkaido's was taken."""
    drawn = [
        row["id"]
        for table in ("regions", "zones")
        for row in rows(table)
        if row["feature_code"] == "ISL" and row["recipe"].startswith(("polygon:", "box:", "cut:"))
    ]
    assert drawn == []
    groups = {row["id"]: row["recipe"] for table in ("regions", "zones") for row in rows(table)}
    for group in ("southern-kuril-islands", "kuril-islands", "dodecanese", "torres-strait-islands", "hebrides"):
        assert re.match(r"islands:|part:", groups[group])


def test_changes_of_the_source_geometry_say_what_and_why():
    for table in ("mends", "stretches", "lakes"):
        found = rows(table)
        assert len(found) >= 5
        assert all(row["source"].startswith("https://") and row["note"] for row in found)


def test_stretch_of_a_river_far_from_the_rest_is_another_river():
    from gazetteer.sources.rivers import mend, river_of

    assert mend("Drau", (-0.6, 42.6, 1.4, 44.9)) == "Garonne"
    assert mend("Drau", (12.2, 46.3, 16.9, 46.9)) == "Drau"
    assert (river_of("Morava [CZ]").name, river_of("Morava [CZ]").key) == ("Morava", "Morava [CZ]")
    assert river_of("Morava").key == "Morava"
