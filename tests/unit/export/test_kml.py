"""KML as Google Earth shows it: a folder a place, the map's colours, and the times that a text tells."""

import datetime
from xml.etree import ElementTree as ET

import pytest

import geomap
from geomap.export.kml import to_kml
from geomap.export.kml_looks import _time
from geomap.model import Document

TEXT = """\
Rain fell on Homs on March 3. On March 5 it reached Hama and Homs again.

The mayor of Hamaville thanked the helpers in Syria."""


@pytest.fixture(scope="module")
def root():
    parse = geomap.geoparse(Document(TEXT, date=datetime.date(2025, 3, 6), language="en"))
    return ET.fromstring(to_kml([parse]).encode())


def test_each_place_has_a_folder_with_its_mentions(root):
    (mentions,) = root.findall("{*}Document/{*}Folder")
    folders = {f.find("{*}name").text: len(f.findall("{*}Placemark")) for f in mentions.findall("{*}Folder")}
    assert folders["Homs"] == 2
    assert folders["Hama"] == folders["Syria"] == 1


def test_a_mention_has_the_time_that_its_sentence_tells(root):
    when = [
        (mark.find("{*}name").text, mark.findtext("{*}TimeStamp/{*}when"))
        for mark in root.iter("{http://www.opengis.net/kml/2.2}Placemark")
    ]
    assert ("Homs", "2025-03-03") in when
    assert ("Homs", "2025-03-05") in when
    assert ("Hama", "2025-03-05") in when
    assert ("Syria", None) in when


def test_every_style_that_is_asked_for_is_there_and_fetches_nothing(root):
    styles = {style.get("id") for style in root.iter("{http://www.opengis.net/kml/2.2}Style")}
    asked = {url.text.removeprefix("#") for url in root.iter("{http://www.opengis.net/kml/2.2}styleUrl")}
    assert asked == styles
    assert {"city", "country"} <= styles
    assert not list(root.iter("{http://www.opengis.net/kml/2.2}href"))
    for colour in root.iter("{http://www.opengis.net/kml/2.2}color"):
        assert len(colour.text) == 8
    # aabbggrr: the map's blue of cities is #0b5fa5.
    city = next(s for s in root.iter("{http://www.opengis.net/kml/2.2}Style") if s.get("id") == "city")
    assert city.findtext("{*}IconStyle/{*}color") == "ffa55f0b"


def test_parts_of_a_placemark_stand_in_the_order_of_the_standard(root):
    order = ["name", "description", "TimeStamp", "TimeSpan", "styleUrl", "ExtendedData", "MultiGeometry", "Point"]
    for mark in root.iter("{http://www.opengis.net/kml/2.2}Placemark"):
        tags = [order.index(child.tag.rpartition("}")[2]) for child in mark]
        assert tags == sorted(tags)
    tags = [child.tag.rpartition("}")[2] for child in root.find("{*}Document")]
    assert tags.index("Style") < tags.index("ExtendedData") < tags.index("Schema") < tags.index("Folder")


@pytest.mark.parametrize(
    ("first", "last", "kml"),
    [
        ("2025-03-03", "2025-03-05", "<TimeSpan><begin>2025-03-03</begin><end>2025-03-05</end></TimeSpan>"),
        ("2025-03-03T14:05+02:00",) * 2 + ("<TimeStamp><when>2025-03-03T14:05:00+02:00</when></TimeStamp>",),
        ("T14:05", "T14:05", ""),
    ],
)
def test_a_time_is_written_as_the_standard_has_it(first, last, kml):
    assert _time(first, last) == kml
