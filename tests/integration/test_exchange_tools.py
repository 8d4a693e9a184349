"""What is written for other programs, read by programs that others wrote: each is skipped where it is not installed."""

import json
from pathlib import Path

import pytest

import geomap
from geomap.evaluation import read_corpus
from geomap.export import write
from geomap.reading import to_document
from geomap.samples import sample_text

# The terms of the W3C's context (https://www.w3.org/ns/anno.jsonld) that annotations may use: nothing is fetched.
ANNOTATION = {
    "oa": "http://www.w3.org/ns/oa#",
    "id": "@id",
    "type": "@type",
    **{
        term: f"oa:{term}"
        for term in (
            "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "assessing",
            "classifying", "commenting", "describing", "identifying", "linking", "tagging", "exact", "prefix", "suffix",
        )
    },
    "Software": "http://www.w3.org/ns/activitystreams#Application",
    "generator": {"@type": "@id", "@id": "http://www.w3.org/ns/activitystreams#generator"},
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "language": "http://purl.org/dc/elements/1.1/language",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "name": "http://xmlns.com/foaf/0.1/name",
    "start": {"@id": "oa:start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
}  # fmt: skip
OA = "http://www.w3.org/ns/oa#"

# The part of TEI P5 (all of its modules allow it) that geomap writes, in RELAX NG.
TEI = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><choice><ref name="TEI"/><element name="teiCorpus"><ref name="header"/><oneOrMore><ref name="TEI"/></oneOrMore>
</element></choice></start>
<define name="TEI"><element name="TEI"><ref name="header"/>
<optional><element name="standOff"><element name="listPlace"><oneOrMore><ref name="place"/></oneOrMore></element>
</element></optional>
<element name="text"><optional><attribute name="xml:lang"><data type="language"/></attribute></optional>
<element name="body"><attribute name="xml:space"><value>preserve</value></attribute>
<oneOrMore><element name="p"><ref name="phrases"/></element></oneOrMore></element></element></element></define>
<define name="phrases"><mixed><zeroOrMore><choice>
<element name="placeName"><ref name="marked"/></element><element name="rs"><ref name="marked"/></element>
</choice></zeroOrMore></mixed></define>
<define name="marked"><attribute name="type"><data type="NCName"/></attribute>
<optional><attribute name="ref"><list><oneOrMore><data type="anyURI"/></oneOrMore></list></attribute></optional>
<optional><attribute name="cert"><data type="double"><param name="minInclusive">0</param>
<param name="maxInclusive">1</param></data></attribute></optional><ref name="phrases"/></define>
<define name="header"><element name="teiHeader"><element name="fileDesc">
<element name="titleStmt"><element name="title"><text/></element></element>
<element name="publicationStmt"><element name="p"><text/></element></element>
<element name="sourceDesc"><choice><element name="p"><text/></element><element name="bibl"><zeroOrMore><choice>
<element name="title"><text/></element><element name="idno"><text/></element><element name="publisher"><text/></element>
<element name="date"><attribute name="when"><data type="date"/></attribute><text/></element></choice></zeroOrMore>
</element></choice></element></element>
<optional><element name="encodingDesc"><element name="appInfo"><element name="application">
<attribute name="ident"><data type="Name"/></attribute>
<attribute name="version"><data type="token"><param name="pattern">[0-9]+(\\.[0-9]+)*</param></data></attribute>
<element name="label"><text/></element></element></element></element></optional></element></define>
<define name="place"><element name="place"><optional><attribute name="n"><text/></attribute></optional>
<element name="placeName"><text/></element><optional><element name="country"><attribute name="key"/><empty/></element>
</optional><element name="location"><element name="geo"><text/></element></element>
<oneOrMore><element name="idno"><attribute name="type"/><data type="anyURI"/></element></oneOrMore></element></define>
</grammar>
"""


@pytest.fixture(scope="module")
def parse():
    return geomap.geoparse(to_document(sample_text("golan"), source="golan.txt"))


@pytest.fixture(scope="module")
def spans(parse):
    return [(r.toponym.start, r.toponym.end) for r in parse]


def test_web_annotations_are_the_w3cs_data_model(parse, tmp_path):
    jsonld = pytest.importorskip("pyld.jsonld", reason="needs PyLD")

    def loaded(address, _):
        assert address == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": ANNOTATION}}

    annotations = json.loads(write(parse, tmp_path / "a.jsonld").read_text("utf-8"))
    expanded = jsonld.expand(annotations, {"documentLoader": loaded, "base": "https://example.org/"})
    assert len(expanded) == len(parse) + len(parse.relatives)
    for annotation in expanded:
        assert annotation["@type"] == [f"{OA}Annotation"]
        (target,) = annotation[f"{OA}hasTarget"]
        assert target[f"{OA}hasSource"] == [{"@id": "https://example.org/golan.txt"}]
        assert {kind for one in target[f"{OA}hasSelector"] for kind in one["@type"]} == {
            f"{OA}TextQuoteSelector",
            f"{OA}TextPositionSelector",
        }
        # No word that the context does not know: what it drops, readers of linked data never see.
        purposes = [p["@id"] for body in annotation[f"{OA}hasBody"] for p in body[f"{OA}hasPurpose"]]
        assert all(p.startswith((OA, "http://iiif.io/")) for p in purposes)
    placed = [a for a in expanded if any(f"{OA}hasSource" in body for body in a[f"{OA}hasBody"])]
    assert len(placed) == sum(r.place is not None for r in parse)


def test_linked_places_are_linked_data(parse, tmp_path):
    jsonld = pytest.importorskip("pyld.jsonld", reason="needs PyLD")
    terms = {
        "type": "@type", "geojson": "https://purl.org/geojson/vocab#", "lpo": "http://linkedpasts.org/ontology/lpo_latest.ttl#",
        "FeatureCollection": "geojson:FeatureCollection", "Feature": "geojson:Feature",
        "features": {"@id": "lpo:hasFeature", "@container": "@set"}, "toponym": "lpo:toponym",
        "names": {"@id": "lpo:name_attestation", "@container": "@set"}, "exactMatch": "http://www.w3.org/2004/02/skos/core#exactMatch",
        "links": {"@id": "lpo:link_attestation", "@container": "@set"}, "identifier": "http://purl.org/dc/terms/identifier",
    }  # fmt: skip

    def loaded(address, _):
        assert address.endswith("linkedplaces-context-v1.1.jsonld")
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": terms}}

    collection = json.loads(write(parse, tmp_path / "a.lpf.json").read_text("utf-8"))
    (expanded,) = jsonld.expand(collection, {"documentLoader": loaded, "base": "https://example.org/"})
    features = expanded["http://linkedpasts.org/ontology/lpo_latest.ttl#hasFeature"]
    assert len(features) == len({r.place.id for r in parse if r.place})
    assert all("http://linkedpasts.org/ontology/lpo_latest.ttl#name_attestation" in feature for feature in features)
    assert {feature["@id"] for feature in features} >= {"naturalearth:SYR-5261", "https://sws.geonames.org/169577/"}


def test_gdal_opens_linked_places_as_geojson(parse, tmp_path):
    import geopandas

    frame = geopandas.read_file(write(parse, tmp_path / "a.lpf.json"), engine="pyogrio")
    assert len(frame) == len({r.place.id for r in parse if r.place})
    assert "Homs" in set(frame["title"])


@pytest.mark.parametrize("count", [0, 1, 2])
def test_tei_is_valid_in_the_part_of_p5_that_it_uses(parse, tmp_path, count):
    etree = pytest.importorskip("lxml.etree", reason="needs lxml")
    schema = etree.RelaxNG(etree.fromstring(TEI))
    schema.assertValid(etree.parse(write([parse] * count, tmp_path / "a.tei")))


def test_label_studio_takes_the_tasks_and_gives_the_marks_back(parse, spans, tmp_path):
    interface = pytest.importorskip("label_studio_sdk.label_interface", reason="needs label-studio-sdk")
    from label_studio_sdk.converter import Converter

    from geomap.export.labelstudio import LABELLING

    path = write(parse, tmp_path / "a.labelstudio.json")
    tasks = json.loads(path.read_text("utf-8"))
    checked = interface.LabelInterface(LABELLING)
    checked.validate()
    for number, task in enumerate(tasks, 1):
        assert checked.validate_task({"data": task["data"]})
        (prediction,) = task.pop("predictions")
        assert checked.validate_prediction(prediction, return_errors=True) == []
        # As a person who agrees to all of it.
        task |= {"id": number, "annotations": [{"id": number, "result": prediction["result"], "was_cancelled": False}]}
    path.write_text(json.dumps(tasks), encoding="utf-8")
    Converter(LABELLING, project_dir=str(tmp_path)).convert(str(path), str(tmp_path / "min"), "JSON_MIN", is_dir=False)
    for export in (path, tmp_path / "min" / "result.json"):
        (gold,) = read_corpus(Path(export))
        assert [(m.start, m.end) for m in gold.mentions] == spans


def test_a_csvw_reader_reads_the_table_by_its_description(parse, tmp_path):
    csvw = pytest.importorskip("csvw", reason="needs csvw")
    write(parse, tmp_path / "a.csv", form="csvw")
    described = csvw.CSVW(str(tmp_path / "a.csv-metadata.json"), validate=True)
    assert described.is_valid
    rows = described.to_json(minimal=True)
    assert len(rows) == len(parse) + len(parse.relatives)
    first = parse.to_records()[0]
    assert rows[0]["start"] == first["start"]
    assert rows[0]["http://www.w3.org/2003/01/geo/wgs84_pos#lat"] == first["lat"]
