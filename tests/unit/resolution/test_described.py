"""Which zone a description means: that of the place closest to it, else that of which the text names most."""

import pytest

import geomap


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        (
            "Peacekeepers in Cyprus watch the buffer zone near Nicosia. North Korea and South Korea are far away.",
            "geomap:un-buffer-zone-in-cyprus",
        ),
        (
            "Troops hold the buffer zone on the Golan Heights. Cyprus was calm, and so was Nicosia.",
            "naturalearth:SYR-5261",
        ),
        (
            "Israel called the Golan Heights its own. " + "Nothing else was said. " * 12 + "The buffer zone is empty.",
            "naturalearth:SYR-5261",
        ),
    ],
)
def test_the_place_beside_it_tells_the_zone(text, zone):
    zones = [r.place.id for r in geomap.geoparse(text) if r.toponym.kind == "zone" and r.place]
    assert zones == [zone]
