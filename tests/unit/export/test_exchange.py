"""Results in the forms of other programs: what is written is read back to the same marks."""

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import InputError
from geomap.evaluation import read_corpus
from geomap.export import write
from geomap.export.labelstudio import LABELLING, to_label_studio
from geomap.export.mentions import address_of
from geomap.export.tei import to_tei
from geomap.export.webannotation import to_web_annotations
from geomap.export.xml import NOT_XML
from geomap.model import Document, Geoparse, Place, Resolution, Toponym
from geomap.provenance import is_own
from geomap.reading.annotated.labelstudio import read_labelstudio
from geomap.reading.annotated.tei import read_tei
from geomap.reading.annotated.xml import parse_xml
from geomap.relations import Relative

HOMS = Place("geonames:169577", "Homs", "P", "PPLA", "SY", "11", 36.71, 34.73, geonameid=169577)
BASE = Place("geomap:hmeimim-air-base", "Hmeimim Air Base", "S", "AIRB", "SY", "", 35.95, 35.41)

TEXT = '\n 💧 Rain & <wind>\n\n\n\tHoms, then "Hmeimim" air base\x0b; Homs\u2028again.\r\n\r\nNowhere.]]>\n'
"""Signs that JSON, XML and UTF-16 each count or escape in their own way."""


def at(text, words, place, kind="literal", after=0, confidence=0.9):
    start = text.index(words, after)
    toponym = Toponym(start, start + len(words), words, kind, words)
    return Resolution(toponym, place, confidence, (f"<i>{words}</i> it is.",) if place else ())


@pytest.fixture
def wild():
    first = at(TEXT, "Homs", HOMS)
    return Geoparse(
        Document(TEXT, id="böse & gut/1.txt", title="A <title>", language="en"),
        (
            first,
            at(TEXT, '"Hmeimim" air base\x0b', BASE, "facility", confidence=0.4),
            at(TEXT, "Homs", HOMS, after=first.toponym.end),
            at(TEXT, "Nowhere", None, confidence=0.0),
        ),
    )


def spans(geoparse):
    return [(r.toponym.start, r.toponym.end) for r in geoparse]


@pytest.mark.parametrize(
    ("suffix", "which"),
    [
        ("tei", "wild"),
        ("tei.xml", "geoparse"),
        ("labelstudio.json", "wild"),
        ("labelstudio.json", "geoparse"),
        ("jsonld", "geoparse"),
        ("ann", "geoparse"),
    ],
)
def test_what_is_written_is_read_back_to_the_same_marks(request, tmp_path, suffix, which):
    parse = request.getfixturevalue(which)
    path = write(parse, tmp_path / f"story.{suffix}")
    if suffix == "jsonld":  # whose text stands beside it
        path.with_suffix(".txt").write_text(parse.document.text, encoding="utf-8", newline="")
    (gold,) = read_corpus(path)
    assert gold.document.text == (
        parse.document.text.replace("\x0b", "\ufffd") if "tei" in suffix else parse.document.text
    )
    assert [(m.start, m.end) for m in gold.mentions] == spans(parse)
    for mention, resolution in zip(gold.mentions, parse, strict=True):
        place = resolution.place
        expected = (place.lon, place.lat, place.geonameid) if place else (None, None, None)
        assert (mention.lon, mention.lat, mention.geonameid) == expected


def test_web_annotations_of_a_text_with_signs_beyond_the_plane_come_back(tmp_path, wild):
    text = wild.document.text.replace("\r", "")
    parse = Geoparse(Document(text, id="a"), (at(text, "Homs", HOMS),))
    path = write(parse, tmp_path / "a.jsonld")
    path.with_suffix(".txt").write_text(text, encoding="utf-8")
    (gold,) = read_corpus(path)
    assert [(m.start, m.end, m.geonameid) for m in gold.mentions] == [(*spans(parse)[0], 169577)]


def test_brat_gets_the_text_beside_its_marks_and_keeps_one_that_is_there(tmp_path, geoparse, wild):
    write(geoparse, tmp_path / "a.ann")
    assert (tmp_path / "a.txt").read_text("utf-8") == geoparse.document.text
    write(geoparse, tmp_path / "a.ann")
    with pytest.raises(InputError, match=r"a\.txt holds another text than that of a\.ann: choose another name"):
        write(wild, tmp_path / "a.ann")
    assert (tmp_path / "a.txt").read_text("utf-8") == geoparse.document.text
    with pytest.raises(InputError, match="brat has a file a text: name one text"):
        write([geoparse, wild], tmp_path / "b.ann")
    assert not (tmp_path / "b.ann").exists()


@pytest.mark.parametrize("suffix", ["tei", "labelstudio.json"])
def test_several_texts_come_back_as_several(tmp_path, geoparse, wild, suffix):
    path = write([geoparse, wild, geoparse], tmp_path / f"all.{suffix}")
    found = list(read_corpus(path))
    assert [len(gold.mentions) for gold in found] == [2, 4, 2]
    assert [gold.document.id for gold in found] == ["d1", "böse & gut/1.txt", "d1"]


def test_no_results_are_a_whole_file_too(tmp_path):
    for suffix in ("tei", "labelstudio.json", "jsonld", "lpf.json"):
        text = write([], tmp_path / f"none.{suffix}").read_text("utf-8")
        if suffix == "tei":
            assert ET.fromstring(text).tag == "{http://www.tei-c.org/ns/1.0}teiCorpus"
        else:
            assert not (json.loads(text)["features"] if suffix == "lpf.json" else json.loads(text))


def test_a_tei_paragraph_never_ends_inside_a_name():
    text = "One.\n\nNew\n\nYork and\n\nHoms.\n\nEnd."
    parse = Geoparse(Document(text), (at(text, "New\n\nYork", HOMS), at(text, "Homs", HOMS)))
    body = ET.fromstring(to_tei([parse])).find(".//{*}body")
    assert ["".join(p.itertext()) for p in body] == ["One.", "New\n\nYork and", "Homs.", "End."]
    assert "".join(body.itertext()) == text


def test_what_is_told_from_other_places_stands_around_their_names_in_tei():
    text = "A fire burnt 10 km north of Homs."
    homs = at(text, "Homs", HOMS)
    start = text.index("10 km")
    told = Toponym(start, homs.toponym.end, text[start : homs.toponym.end], "relative")
    middle = Place("relative:offset", "10 km north of Homs", "", "", "SY", "", 36.71, 34.82)
    parse = Geoparse(Document(text), (homs,), relatives=(Relative(told, middle, 0.8, anchors=(homs,)),))
    outer = ET.fromstring(to_tei([parse])).find(".//{*}rs")
    assert "".join(outer.itertext()) == "10 km north of Homs"
    assert outer.find("{*}placeName").text == "Homs"


def test_a_relative_expression_has_no_address_among_the_annotations():
    text = "A fire burnt 10 km north of Homs."
    homs = at(text, "Homs", HOMS)
    told = Toponym(13, 32, text[13:32], "relative")
    middle = Place("relative:offset", "10 km north of Homs", "", "", "SY", "", 36.71, 34.82)
    parse = Geoparse(Document(text), (homs,), relatives=(Relative(told, middle, 0.8, anchors=(homs,)),))
    first, second = json.loads(to_web_annotations([parse]))
    assert not [body for body in first["body"] if body["type"] == "SpecificResource"]
    assert [body["source"] for body in second["body"] if body["type"] == "SpecificResource"] == [
        "https://sws.geonames.org/169577/"
    ]


def test_ids_of_annotations_are_of_their_own_and_the_same_each_time(wild):
    ids = [annotation["id"] for annotation in json.loads(to_web_annotations([wild, wild]))]
    assert len(set(ids)) == 8
    assert ids == [annotation["id"] for annotation in json.loads(to_web_annotations([wild, wild]))]
    assert all(one.startswith("urn:uuid:") for one in ids)


def test_linked_places_have_a_feature_a_place_with_all_that_it_is_called(tmp_path, wild):
    import dataclasses
    import datetime

    later = dataclasses.replace(
        wild, document=dataclasses.replace(wild.document, id="b", date=datetime.date(2025, 9, 1))
    )
    path = write([wild, later], tmp_path / "places.lpf.json")
    collection = json.loads(path.read_text("utf-8"))
    assert collection["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    homs, base = collection["features"]
    assert homs["@id"] == "https://sws.geonames.org/169577/"
    assert homs["properties"] | {} == {
        "title": "Homs", "place_id": "geonames:169577", "mentions": 4, "ccodes": ["SY"], "fclasses": ["P"],
    }  # fmt: skip
    (name,) = homs["names"]
    assert (name["toponym"], name["lang"], len(name["citations"])) == ("Homs", "en", 2)
    assert name["when"] == {"timespans": [{"start": {"in": "2025-09-01"}}]}
    assert homs["links"] == [{"type": "exactMatch", "identifier": "http://www.geonames.org/169577/"}]
    assert homs["geometry"] == {
        "type": "GeometryCollection",
        "geometries": [{"type": "Point", "coordinates": [36.71, 34.73], "certainty": "certain"}],
    }
    assert base["@id"] == BASE.id
    assert base["names"][-1] == {"toponym": "Hmeimim Air Base", "lang": "en"}
    assert base["geometry"]["geometries"][0]["certainty"] == "uncertain"
    assert "citations" in base["names"][0]


def test_linked_places_can_have_outlines(tmp_path, geoparse):
    from shapely.geometry import box

    path = write(geoparse, tmp_path / "areas.lpf.json", outline=lambda _: box(36, 32, 42, 37))
    (syria,) = json.loads(path.read_text("utf-8"))["features"]
    assert syria["geometry"]["geometries"][0]["type"] == "Polygon"


def test_label_studio_gets_regions_of_its_own_interface(tmp_path, geoparse):
    (task,) = json.loads(write(geoparse, tmp_path / "a.labelstudio.json").read_text("utf-8"))
    (prediction,) = task["predictions"]
    root = ET.fromstring(LABELLING)
    controls = {element.get("name"): element.get("toName") for element in root if element.get("toName")}
    labels = {element.get("value") for element in root.iter("Label")}
    for region in prediction["result"]:
        assert controls[region["from_name"]] == region["to_name"] == "text"
        assert set(region["value"].get("labels", ())) <= labels
        value = region["value"]
        assert region["type"] != "labels" or task["data"]["text"][value["start"] : value["end"]] == value["text"]
    assert prediction["score"] == 0.988


@pytest.mark.parametrize(
    ("document", "address"),
    [
        (Document("a", id="https://example.org/a b"), "https://example.org/a%20b"),
        (Document("a", source="Straße 1.txt"), "Stra%C3%9Fe%201.txt"),
        (Document("a", id="javascript:alert(1)"), "javascript%3Aalert%281%29"),
        (Document("a"), "ni:///sha-256;ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs"),
    ],
)
def test_a_document_is_called_by_an_address(document, address):
    assert address_of(document) == address


@pytest.mark.parametrize("suffix", ["tei", "lpf.json"])
def test_a_later_run_over_the_folder_reads_no_result_of_an_earlier_one(tmp_path, geoparse, suffix):
    assert is_own(write(geoparse, tmp_path / f"a.{suffix}"))


@st.composite
def marked(draw):
    """A text of any signs, with disjoint marks anywhere in it."""
    text = draw(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    toponyms = [Toponym(start, end, text[start:end]) for start, end in pairs if text[start:end].strip()]
    return Geoparse(Document(text, id="a"), tuple(Resolution(t, HOMS, 0.9) for t in toponyms))


@given(marked())
def test_any_text_comes_back_from_tei_with_its_marks(parse):
    root = parse_xml(to_tei([parse]).encode(), "a")
    text = NOT_XML.sub("\ufffd", parse.document.text)
    if not text.strip():
        return
    (found,) = read_tei(root, "a")
    assert found.document.text == text
    # A mark never begins or ends with a space.
    stripped = [(t.start + len(t.text) - len(t.text.lstrip()), t.start + len(t.text.rstrip())) for t in map(of, parse)]
    assert [(m.start, m.end) for m in found.mentions] == stripped


@given(marked())
def test_any_text_comes_back_from_label_studio_with_its_marks(parse):
    (found,) = read_labelstudio(to_label_studio([parse]).encode(), "a")
    assert found.document.text == parse.document.text
    assert [(m.start, m.end) for m in found.mentions] == spans(parse)


def of(resolution):
    return resolution.toponym
