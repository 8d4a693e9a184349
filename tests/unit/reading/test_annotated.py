"""Texts that other programs annotated: their marks and places, and what does not fit them in one line."""

import json

import pytest

from geomap.errors import InputError
from geomap.evaluation import Mention, read_corpus
from geomap.reading import read_documents
from geomap.reading.annotated.spans import places_among
from geomap.references import to_geonameid, to_position

ARTICLES = """<?xml version="1.0" encoding="utf-8"?>
<articles>
  <article docid="7">
    <title>Rain
    </title><domain>www.example.org</domain><dltime>2016-12-19 10:02:11</dltime>
    <text><![CDATA[Rain & wind in Ghent.
No one in Gantville.]]></text>
    <toponyms>
      <toponym><phrase>Gantville</phrase><start>32</start><end>41</end></toponym>
      <toponym>
        <phrase>Ghent</phrase><start>15</start><end>20</end>
        <gaztag geonameid="2797656"><name>Ghent</name><fclass>P</fclass><fcode>PPLA2</fcode>
          <lat>51.05</lat><lon>3.72</lon>
          <country geonameid="2802361">Belgium</country></gaztag>
      </toponym>
    </toponyms>
  </article>
</articles>
"""


def put(folder, name, text):
    path = folder / name
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    return path


def test_lgl_and_tr_news_are_read_as_they_are_published(tmp_path):
    (gold,) = read_corpus(put(tmp_path, "lgl.xml", ARTICLES))
    document = gold.document
    assert (document.id, document.title, document.source) == ("7", "Rain", "www.example.org")
    assert document.date.isoformat() == "2016-12-19"
    assert gold.mentions == (
        Mention(15, 20, 3.72, 51.05, 2797656, "Ghent", feature="P.PPLA2"),
        Mention(32, 41, name="Gantville"),
    )


TEI = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
 <teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt>
  <publicationStmt><p/></publicationStmt>
  <sourceDesc><bibl><idno>L1</idno><date when="1862-03-04">4 March</date></bibl></sourceDesc></fileDesc></teiHeader>
 <standOff><listPlace>
   <place xml:id="fort"><placeName>Fort Pike</placeName><location><geo>30.166 -89.737</geo></location></place>
   <place><idno>https://sws.geonames.org/4335045/</idno><location><geo>29.95, -90.07</geo></location></place>
 </listPlace></standOff>
 <text xml:lang="en"><body>
  <div><head>To   his
   wife</head>
   <p>We left <placeName ref="https://sws.geonames.org/4335045/">New
      Orleans</placeName><note>Not <placeName>Orleans</placeName>.</note> for
      <placeName ref="#fort"> the old <geogName>Fort</geogName> Pike</placeName>, <rs type="person">Ann</rs> to
      <rs type="place">the <choice><sic>lak</sic><corr>lake</corr></choice></rs>.</p>
   <lg><l>Of <settlement>Mo<lb break="no"/>bile</settlement></l><l>I sing</l></lg></div>
 </body></text>
</TEI>
"""


def test_tei_is_read_as_a_reader_reads_it(tmp_path):
    (gold,) = read_corpus(put(tmp_path, "letters.xml", TEI))
    assert gold.document.text == (
        "To his wife\n\nWe left New Orleans for the old Fort Pike, Ann to the lake.\n\nOf Mobile\n\nI sing"
    )
    assert (gold.document.id, gold.document.date.isoformat(), gold.document.language) == ("L1", "1862-03-04", "en")
    found = [(gold.document.text[m.start : m.end], m.geonameid, m.lat, m.lon) for m in gold.mentions]
    assert found == [
        ("New Orleans", 4335045, 29.95, -90.07),
        ("the old Fort Pike", None, 30.166, -89.737),
        ("the lake", None, None, None),
        ("Mobile", None, None, None),
    ]


OUTSIDE = """<articles><article><text>Homs</text>
  <toponyms><toponym><start>2</start><end>9</end></toponym></toponyms></article></articles>"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<!DOCTYPE a [<!ENTITY x "aaaa"><!ENTITY y "&x;&x;">]><articles>&y;</articles>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><articles>&x;</articles>', "declares entities"),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "x.dtd"> %p;]><articles/>', "declares entities"),
        ('<!DOCTYPE a SYSTEM "a.dtd"><articles><article><text>&eacute;</text></article></articles>', "nobody declared"),
        ("<articles>&eacute;</articles>", "not XML"),
        ("<articles>" + "<a>" * 600 + "</a>" * 600 + "</articles>", "more than 500 elements"),
        ("<articles><article>", "not XML"),
        ("<kml/>", "nothing is known"),
        (OUTSIDE, "article 1: the span 2 to 9 does not lie in the text"),
        ("<articles><article/></articles>", "article 1: it has no text"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>', "holds no text"),
        (" ", "is empty"),
    ],
)  # fmt: skip
def test_bad_xml_is_one_line(tmp_path, text, words):
    with pytest.raises(InputError, match=words) as error:
        list(read_corpus(put(tmp_path, "bad.xml", text)))
    assert "\n" not in str(error.value)
    assert "root:" not in str(error.value)


def task(result, text="Rain 💧 in Homs and Hama.", **more):
    return {"id": 3, "data": {"text": text, "title": "Rain"}, "annotations": [{"result": result}], **more}


def region(start, end, label, key="a", **value):
    return {"id": key, "type": "labels", "value": {"start": start, "end": end, "labels": [label], **value}}


def note(key, *words):
    return {"id": key, "type": "textarea", "value": {"text": list(words)}}


def test_label_studio_gives_marks_with_what_is_written_beside_them(tmp_path):
    result = [
        region(19, 23, "LOC", "b"),
        region(10, 14, "LOC", text="Homs") | {"meta": {"text": ["34.73, 36.71"]}},
        note("a", "https://www.geonames.org/169577/homs.html"),
        region(0, 4, "PER", "c"),
    ]
    (gold,) = read_corpus(put(tmp_path, "export.json", [task(result)]))
    assert gold.document.title == "Rain"
    assert gold.mentions == (
        Mention(10, 14, 36.71, 34.73, 169577, "Homs", "LOC"),
        Mention(19, 23, name="Hama", type="LOC"),
    )


def test_of_label_studios_annotations_the_true_one_counts_and_predictions_only_without_one(tmp_path):
    spans = [region(10, 14, "Place")]
    other = [region(19, 23, "Place")]
    tasks = [
        task([]) | {"annotations": [{"result": other, "was_cancelled": True}, {"result": spans}]},
        task([]) | {"annotations": [{"result": other}, {"result": spans, "ground_truth": True}]},
        task([]) | {"annotations": [], "predictions": [{"result": other}, {"result": spans}]},
        {"id": 4, "text": "Rain 💧 in Homs and Hama.", "label": [{"start": 10, "end": 14, "labels": ["Place"]}]},
    ]
    for gold in read_corpus(put(tmp_path, "export.json", tasks)):
        assert [(m.start, m.end) for m in gold.mentions] == [(10, 14)]


def test_the_short_export_of_label_studio_keeps_what_is_written_beside_a_mark(tmp_path):
    span = {"start": 10, "end": 14}
    short = {"id": 1, "text": "Rain 💧 in Homs.", "label": [{**span, "text": "Homs", "labels": ["Place"]}]}
    short["place"] = [{**span, "text": ["https://sws.geonames.org/169577/", "34.73, 36.71"]}]
    (gold,) = read_corpus(put(tmp_path, "export.json", [short]))
    assert gold.mentions == (Mention(10, 14, 36.71, 34.73, 169577, "Homs", "Place"),)


@pytest.mark.parametrize(
    ("tasks", "words"),
    [
        ("[", "not JSON"),
        ("[{]", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ([1], "an array of tasks"),
        ([{"data": {"image": "a.png"}}], "task 1: there is no text"),
        ([task([region(10, 14, "Place", text="Hama")])], "task 3: at 10 to 14 stands 'Homs', not 'Hama'"),
        ([task([region(10, 99, "Place")])], "task 3: the span 10 to 99 does not lie in the text"),
        ([task([region(True, 4, "Place")])], "task 3: the span True to 4"),
    ],
)
def test_what_is_no_export_of_label_studio_is_said(tmp_path, tasks, words):
    with pytest.raises(InputError, match=words):
        list(read_corpus(put(tmp_path, "export.json", tasks)))


BRAT = """T1\tLOC 8 12\tHoms
T2\tLOC 17 20;24 28\tNew York
R1\tNear Arg1:T1 Arg2:T2
T3\tPER 14 16\tby
N1\tReference T1 GeoNames:169577\tHoms
#1\tAnnotatorNotes T2\t40.71, -74.01
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_brat_is_read_with_the_text_beside_it(tmp_path, end):
    (tmp_path / "a.txt").write_bytes(f"Rain in Homs.{end}Is New and York?".encode())
    shift = len(end) - 1
    marks = BRAT.replace("17 20;24 28", f"{17 + shift} {20 + shift};{25 + shift} {29 + shift}")
    put(tmp_path, "a.ann", marks.replace("14 16\tby", f"{13 + len(end)} {15 + len(end)}\tIs"))
    (gold,) = read_corpus(tmp_path / "a.ann")
    assert gold.mentions == (
        Mention(8, 12, geonameid=169577, name="Homs", type="LOC"),
        Mention(17, 29, -74.01, 40.71, name="New and York", type="LOC"),
    )
    assert [g.document.id for g in read_corpus(tmp_path)] == ["a"]


def test_brat_without_its_text_or_of_another_text_is_said(tmp_path):
    put(tmp_path, "a.ann", BRAT)
    with pytest.raises(InputError, match=r"there is no file .*a\.txt"):
        list(read_corpus(tmp_path / "a.ann"))
    put(tmp_path, "a.txt", "Rain in Hama and no more of it.")
    with pytest.raises(InputError, match=r"a\.ann, line 1: at 8 to 12 stands 'Hama', not 'Homs'"):
        list(read_corpus(tmp_path / "a.ann"))


def test_a_web_annotation_of_another_text_is_said(tmp_path):
    selectors = [
        {"type": "TextPositionSelector", "start": 8, "end": 12},
        {"type": "TextQuoteSelector", "exact": "Homs"},
    ]
    page = {"type": "AnnotationPage", "items": [{"type": "Annotation", "target": {"selector": selectors}}]}
    path = put(tmp_path, "a.jsonld", page)
    put(tmp_path, "a.txt", "Rain in Homs.")
    (gold,) = read_corpus(path)
    assert gold.mentions == (Mention(8, 12, name="Homs"),)
    put(tmp_path, "a.txt", "Rain in Hama.")
    with pytest.raises(InputError, match="annotation 1: at 8 to 12 stands 'Hama'"):
        list(read_corpus(path))
    with pytest.raises(InputError, match="no annotation of a stretch of text"):
        list(read_corpus(put(tmp_path, "a.jsonld", [])))


@pytest.mark.parametrize(("start", "end"), [(11, 15), (13, 17)])
def test_a_web_annotation_may_count_as_a_browser_does_if_its_words_say_so(tmp_path, start, end):
    selectors = [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": "Homs"},
    ]
    path = put(tmp_path, "a.jsonld", [{"target": {"selector": selectors}}])
    put(tmp_path, "a.txt", "💧💧 Rain in Homs. 💧")
    (gold,) = read_corpus(path)
    assert gold.mentions == (Mention(11, 15, name="Homs"),)


def test_places_reads_the_texts_of_annotated_files(tmp_path):
    put(tmp_path, "b.xml", ARTICLES)
    put(tmp_path, "c.tei", TEI)
    put(tmp_path, "other.xml", "<kml/>")
    put(tmp_path, "other.json", '{"a": 1}')
    put(tmp_path, "d.txt", "Rain in Homs and in New York.")
    put(tmp_path, "d.ann", "")
    found = [document.id for document in read_documents(tmp_path)]
    assert found == ["b.xml#7", "c.tei#L1", "d.txt"]
    (one,) = read_documents(tmp_path / "b.xml")
    assert one.text.startswith("Rain & wind")
    (one,) = read_documents(tmp_path / "d.ann")
    assert one.text.startswith("Rain in Homs")
    # A text may be called JSON that has a document a line.
    (one,) = read_documents(put(tmp_path, "lines.json", '{"text": "Homs."}\n'))
    assert one.text == "Homs."


def test_labels_of_places_are_told_from_others():
    assert places_among(["LOC", "PER", "ORG"]) == {"LOC"}
    assert places_among(["Literal", "Demonym", "Non_Toponym", "PERSON"]) == {"Literal", "Demonym"}
    assert places_among([]) == frozenset()


def test_references_are_understood_as_annotators_write_them():
    for words in ("https://sws.geonames.org/169577/", "http://www.geonames.org/169577/homs.html", "GeoNames:169577"):
        assert to_geonameid(words) == 169577
    assert to_geonameid("https://example.org/169577") is None
    assert to_position("34.73 36.71") == (36.71, 34.73)
    assert to_position("134.73, 36.71") is None
