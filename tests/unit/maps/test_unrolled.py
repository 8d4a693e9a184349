"""Annotations as they are drawn: the examples that the page's script unrolled.js must give in the same way."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from geomap.edits import to_corrections
from geomap.maps.annotations import SYMBOLS, unrolled
from geomap.maps.highlights import highlighted
from geomap.maps.html.edited import annotation_data

EXAMPLES = json.loads((Path(__file__).parents[2] / "data" / "unrolled.json").read_text("utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['annotation']['kind']} near {one['near']}")
def test_annotations_are_unrolled_as_the_page_does_it(example):
    said = example["annotation"]
    one = to_corrections({"version": 2, "annotations": [said]}).annotations[0]
    symbol = one.symbol or SYMBOLS[one.kind]
    if one.place_id is None:
        drawn = unrolled(one, example["near"], symbol)
    else:
        polygons = tuple(tuple(map(tuple, polygon)) for polygon in example["polygons"])
        feature = SimpleNamespace(key=one.place_id, polygons=polygons, steps_per_deg=example["outline"]["steps"])
        drawn = highlighted(one, SimpleNamespace(features=[feature]), None, symbol)
    assert json.loads(json.dumps(annotation_data(drawn))) == example["drawn"]
