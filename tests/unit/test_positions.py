import json
from pathlib import Path

import pytest

from geomap.edits.position import read_position
from geomap.positions import find_positions


@pytest.mark.parametrize(
    ("text", "written", "lon", "lat"),
    [
        ("at 33°07′N 35°49′E today", "33°07′N 35°49′E", 35.81667, 33.11667),
        ("33° 30' 15\" N, 36° 18' E", "33° 30' 15\" N, 36° 18' E", 36.3, 33.50417),
        ("12.5°S, 77.0°W", "12.5°S, 77.0°W", -77.0, -12.5),
        ("Coordinates: 33.12, 35.82.", "33.12, 35.82", 35.82, 33.12),
        ("seen 48.8583, 2.2945 there", "48.8583, 2.2945", 2.2945, 48.8583),
        ("51.5007N 0.1246W", "51.5007N 0.1246W", -0.1246, 51.5007),
        # The Eiffel Tower and the Washington Monument, from the grids' published examples.
        ("grid 31UDQ4825111932.", "31UDQ4825111932", 2.2945, 48.8582),
        ("18S UJ2348006479", "18S UJ2348006479", -77.0352, 38.8895),
    ],
)
def test_positions_in_text(text, written, lon, lat):
    (found,) = find_positions(text)
    assert text[found.start : found.end] == written
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=2e-4)


@pytest.mark.parametrize(
    "text",
    [
        "grew 1.5, 2.5 million",
        "from 3.25, 4.75 to",
        "95.1234, 200.5678",
        "version 10.04.2211",
        "$12.3456, 3.4567",
        "61ABC1234",
        "",
    ],
)
def test_other_numbers_are_no_positions(text):
    assert find_positions(text) == []


TYPED = json.loads((Path(__file__).parents[1] / "data" / "positions.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "language", "lon_lat"), TYPED["positions"])
def test_a_position_may_be_typed_as_one_is_used_to(text, language, lon_lat):
    assert read_position(text, language=language) == pytest.approx(lon_lat, abs=1e-9)


@pytest.mark.parametrize(("text", "language", "lon_lat"), TYPED["grid"])
def test_a_grid_reference_may_be_typed(text, language, lon_lat):
    assert read_position(text, language=language) == pytest.approx(lon_lat, abs=2e-3)


@pytest.mark.parametrize(("text", "language"), TYPED["none"])
def test_what_is_no_position_is_not_taken_for_one(text, language):
    assert read_position(text, language=language) is None
