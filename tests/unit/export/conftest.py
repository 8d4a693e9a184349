import pytest

from geomap.model import Document, Geoparse, Modifier, Place, Resolution, Toponym

SYRIA = Place("geonames:163843", "Syria", "A", "PCLI", "SY", "", 38.5, 35.0, geonameid=163843)


@pytest.fixture
def geoparse():
    text = "Rain fell on southern Syria and =Xyz <b>."
    syria = Toponym(22, 27, "Syria", name="Syria", modifier=Modifier(13, 21, "southern", "south"))
    unknown = Toponym(32, 40, "=Xyz <b>", name="=Xyz <b>")
    return Geoparse(
        Document(text, id="d1"),
        (
            Resolution(syria, SYRIA, 0.98765, ("Syria is a country.",)),
            Resolution(unknown, None, 0.0, ("No place of that name is known.",)),
        ),
    )
