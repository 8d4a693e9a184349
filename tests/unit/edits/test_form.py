"""The form of corrections: what is read, what is refused with one line, and the same bytes for the same edits."""

import copy
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from geomap.edits import Annotation, ChosenFrame, Correction, Corrections, read_corrections, to_corrections
from geomap.edits.read import SCHEMA
from geomap.errors import InputError
from geomap.model import Document, Toponym

ROOT = Path(__file__).parents[3]
FILE = ROOT / "tests" / "data" / "corrections.json"
WHOLE = json.loads(FILE.read_text("utf-8"))


def test_a_file_of_everything_is_read_and_written_with_the_same_bytes():
    read = read_corrections(FILE)
    assert read.to_json() == FILE.read_text("utf-8")
    assert read.names["Alma"] == Correction(label="Alma-by-the-Sea", kind="port town", symbol="port", colour="#b3261e")
    assert read.names["Bruck"] == Correction("t:bruck2")
    assert read.names["East Heath"].no_place
    assert read.mentions["talks.txt", 180, 187] == Correction("t:farport", "Farport", point=(-70.5, 10.25))
    assert read.added[None, 303, 308] == Correction(
        words="Xanth", point=(12.5, 43.75), name="Xanth camp", symbol="camp"
    )
    assert [one.kind for one in read.annotations] == ["area", "polygon", "line", "arrow", "callout", "callout"]
    assert read.annotations[4] == Annotation("callout", ((12.0, 46.0),), "Closed since May", side="left")
    assert read.frame == ChosenFrame(bounds=(8, 39, 21, 51))
    assert read.layers == ("cities", "zones", "drawings", "callouts")
    assert read.decided_by == "A. Reader"


def test_the_order_in_which_things_stand_in_a_file_changes_nothing():
    turned = {key: WHOLE[key] for key in reversed(WHOLE)}
    turned["names"] = {key: WHOLE["names"][key] for key in reversed(WHOLE["names"])}
    turned["mentions"] = WHOLE["mentions"][::-1]
    assert to_corrections(turned).to_json() == FILE.read_text("utf-8")


def test_nothing_said_is_an_empty_file_of_the_form():
    assert json.loads(Corrections().to_json()) == {"format": "geomap-corrections", "version": 2}
    assert to_corrections({"version": 2}) == Corrections()


@pytest.mark.parametrize(
    "written",
    ["34.73 N, 36.71 E", "34°43'48\"N 36°42'36\"E", "34.73, 36.71", [36.71, 34.73]],
)
def test_a_position_may_be_written_in_any_usual_way(written):
    made = to_corrections({"version": 2, "names": {"The clinic": {"point": written}}})
    lon, lat = made.names["The clinic"].point
    assert (lon, lat) == pytest.approx((36.71, 34.73), abs=1e-4)
    drawn = to_corrections({"version": 2, "annotations": [{"kind": "callout", "text": "x", "point": written}]})
    assert drawn.annotations[0].points == ((lon, lat),)


def test_the_older_forms_become_the_newest_and_mean_the_same():
    tables = to_corrections({"names": {"Paris": "geonames:1", "Homs": False}, "mentions": {"a:0-5": "geonames:2"}})
    page = to_corrections(
        {
            "format": "geomap-corrections",
            "version": 1,
            "corrections": [{"document": "a", "number": 0, "start": 0, "end": 5, "text": "Paris", "place": None}],
        }
    )
    for old in (tables, page):
        assert to_corrections(json.loads(old.to_json())) == old
    assert page.mentions["a", 0, 5] == Correction(no_place=True, words="Paris")


BAD = [
    ({"format": "geomap-corrections", "version": 3}, "version: 3 is none"),
    ({"format": "geomap-corrections", "version": "2"}, "version: '2' is none"),
    ({"format": "geomap-corrections", "version": True}, "version: true is none"),
    ({"format": "geomap-corrections", "version": None}, "version: null is none"),
    ({"format": "other"}, "format: 'other' is none of geomap-corrections"),
    ({"headlin": "x"}, "no key 'headlin'; did you mean headline"),
    ({"names": {"Alma": {"lable": "x"}}}, "names.Alma.lable'; did you mean label"),
    ({"names": {"Alma": 5}}, "names.Alma: 5 is not a place id"),
    ({"names": {"Alma": True}}, "names.Alma: true is not a place id"),
    ({"names": {"Alma": "Paris"}}, "names.Alma: 'Paris' is not a place id"),
    ({"names": {"Alma": {"hidden": "yes"}}}, "names.Alma.hidden: 'yes' is not true or false"),
    ({"names": {"Alma": {"colour": "red;x:y"}}}, "names.Alma.colour: 'red;x:y' is not a colour"),
    ({"names": {"Alma": {"symbol": "<b>"}}}, "names.Alma.symbol: '<b>' is not a name"),
    ({"names": {"Alma": {"point": [200, 10]}}}, r"names.Alma.point.0: 200 is not from -180 to 180"),
    ({"names": {"Alma": {"point": [10, 95]}}}, "names.Alma.point: .* latitude beyond 90"),
    ({"names": {"Alma": {"point": [1, 2, 3]}}}, "names.Alma.point: .* has not 2 entries"),
    ({"names": {"Alma": {"point": "somewhere"}}}, "names.Alma.point: 'somewhere' is no position"),
    ({"names": {"Alma": {"place": False, "point": [1, 2]}}}, "names.Alma: what is no place has no point"),
    ({"names": {"Alma": {"name": "x"}}}, "names.Alma: a name is for a point"),
    ({"names": {"Alma": False, "ALMA": False}}, "'Alma' and 'ALMA' are one name"),
    ({"names": {"Alma": {"label": "x" * 301}}}, "names.Alma.label: .* up to 300 characters"),
    ({"mentions": [{"start": 1, "end": 2}]}, "mentions.0: text is missing"),
    ({"mentions": [{"start": 5, "end": 2, "text": "x"}]}, "mentions.0: end must be more than start"),
    ({"mentions": [{"start": 1, "end": 2.5, "text": "x"}]}, "mentions.0.end: 2.5 is not a whole number"),
    ({"mentions": [{"start": 1, "end": 2, "text": "x"}] * 2}, "mentions.1: .* stands there twice"),
    ({"added": [{"start": 1, "end": 2, "text": ""}]}, "added.0.text: an added mention has words"),
    ({"added": [{"start": 1, "end": 2, "text": "x", "place": False}]}, "added.0.place: an added mention is a place"),
    ({"annotations": [{"kind": "cloud"}]}, "annotations.0.kind: 'cloud' is none of callout"),
    ({"annotations": [{"kind": "callout", "point": [1, 2]}]}, "annotations.0: a callout has a text"),
    (
        {"annotations": [{"kind": "area", "line": [[1, 2], [2, 3]]}]},
        "annotations.0: an area has a polygon, and no line",
    ),
    ({"annotations": [{"kind": "area"}]}, "annotations.0: an area has a polygon or a place"),
    (
        {"annotations": [{"kind": "area", "place": "t:a", "polygon": [[1, 2], [3, 4], [5, 5]]}]},
        "annotations.0: the area of a place has no polygon",
    ),
    ({"annotations": [{"kind": "polygon", "place": "t:a"}]}, "annotations.0.place: only an area is that of a place"),
    ({"annotations": [{"kind": "area", "place": "Homs"}]}, "annotations.0.place: 'Homs' is not a place id"),
    ({"names": {"Alma": {"group": 5}}}, "names.Alma.group: 5 is not a string"),
    ({"mentions": [{"start": 1, "end": 2, "text": "x", "decided_by": []}]}, "mentions.0.decided_by"),
    ({"annotations": [{"kind": "line", "line": [[1, 2]]}]}, "annotations.0.line: .* has not 2 to"),
    ({"annotations": [{"kind": "line", "line": [[1, 2], [1, 2]]}]}, "annotations.0.line: a line has at least two"),
    ({"annotations": [{"kind": "polygon", "polygon": [[1, 2], [3, 4]]}]}, "polygon has at least three points"),
    (
        {"annotations": [{"kind": "line", "line": [[1, 2], [3, float("nan")]]}]},
        r"annotations.0.line.1.1: NaN is not a number",
    ),
    ({"annotations": [{"kind": "callout", "text": "x", "point": [1, 2]}] * 501}, "annotations: .* has not 0 to 500"),
    ({"frame": {"bounds": [1, 2, 3]}}, "frame.bounds: .* has not 4 entries"),
    ({"frame": {"bounds": [1, 9, 3, 2]}}, "frame.bounds: .*south below north"),
    ({"frame": {"centre": [1, 2]}}, "frame: bounds are missing, or centre and zoom"),
    ({"frame": {"bounds": [1, 2, 3, 4], "zoom": 2}}, "frame: bounds, or centre and zoom, not both"),
    ({"ratio": "wide"}, "ratio: 'wide' is not a ratio"),
    ({"theme": "neon"}, "theme: 'neon' is none of light, dark, print"),
    ({"layers": "cities"}, "layers: 'cities' is not a list"),
    ({"caption": "x" * 3001}, "caption: .* is not short enough"),
]


@pytest.mark.parametrize(("data", "line"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_what_is_wrong_is_one_line_that_names_the_key(data, line):
    with pytest.raises(InputError, match=line) as told:
        to_corrections({"version": 2, **data})
    assert str(told.value).startswith("corrections: ")
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 300


def test_the_schema_is_one_and_a_full_validator_agrees_with_ours():
    full = jsonschema.Draft202012Validator(SCHEMA.document)
    full.check_schema(SCHEMA.document)
    full.validate(WHOLE)
    for data, _ in BAD:
        document = {"version": 2, **data}
        try:
            SCHEMA.check(document)
        except InputError:
            ours = False
        else:
            ours = True
        # To a validator NaN is a number as others are.
        assert ours == full.is_valid(document) or "NaN" in json.dumps(document), data


def test_hostile_words_are_words():
    words = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}\u2028\ud800"
    said = copy.deepcopy(WHOLE) | {"headline": words}
    said["names"] = {words[:200]: {"label": words, "kind": words}}
    said["annotations"][4]["text"] = words
    made = to_corrections(said)
    assert made.headline == made.annotations[4].text == words
    raw = made.to_json().encode("utf-8")
    assert to_corrections(json.loads(raw)) == made


def test_what_is_said_of_a_mention_wins_over_its_name_and_a_new_place_takes_nothing_over():
    said = to_corrections(
        {
            "version": 2,
            "names": {"Paris": {"label": "Paname", "colour": "zone"}},
            "mentions": [
                {"start": 0, "end": 5, "text": "Paris", "label": "Lutetia"},
                {"start": 10, "end": 15, "text": "Paris", "place": "geonames:4717560"},
            ],
        }
    )
    here = said.for_document(Document("Paris and Paris."))
    assert here.of(Toponym(0, 5, "Paris", name="Paris")) == Correction(words="Paris", label="Lutetia", colour="zone")
    assert here.of(Toponym(10, 15, "Paris", name="Paris")) == Correction("geonames:4717560", "Paris")


def test_who_has_named_the_place_decided_and_a_row_may_say_who():
    said = to_corrections(
        {
            "version": 2,
            "names": {"Paris": {"place": "geonames:1", "decided_by": "B"}},
            "mentions": [{"start": 0, "end": 5, "text": "Paris", "label": "Lutetia", "decided_by": "C"}],
        }
    )
    here = said.for_document(Document("Paris and Paris."))
    assert here.of(Toponym(0, 5, "Paris", name="Paris")).decided_by == "B"
    assert to_corrections(json.loads(said.to_json())) == said


def test_numbers_and_names_are_written_as_a_script_writes_them():
    style = {"pins": {"a": 7.0, "b": 1e-7, "c": 5e-05, "d": -0.0, "e": 1e21, "f": 1.5e300, "g": [], "h": {}, "i": 0.1}}
    said = Corrections(
        {"\U0001f600": Correction(label="x"), "\uff21": Correction(label="y"), "A": Correction(point=(0.00005, -7.0))},
        style=style,
    )
    text = said.to_json()
    for written in ('"a": 7,', '"b": 1e-7,', '"c": 0.00005,', '"d": 0,', '"e": 1e+21,', '"f": 1.5e+300,', '"g": [],'):
        assert written in text
    assert '"point": [\n    0.00005,\n    -7\n   ]' in text
    # By UTF-16 units: the emoji's first half is less than a letter of full width.
    assert list(json.loads(text)["names"]) == ["A", "\U0001f600", "\uff21"]


def test_groups_are_numbered_in_the_order_of_their_titles():
    said = to_corrections(
        {
            "version": 2,
            "names": {"a": {"group": "Two  words"}, "b": {"group": "Zulu"}, "c": {"group": " "}},
            "added": [{"start": 1, "end": 2, "text": "x", "group": "Two words"}],
            "mentions": [{"start": 1, "end": 2, "text": "x", "group": "alpha"}],
        }
    )
    assert said.groups == ("Two words", "Zulu", "alpha")


def test_later_corrections_go_over_earlier_ones():
    earlier, later = to_corrections(WHOLE), to_corrections({"version": 2, "names": {"ALMA": False}, "headline": "New"})
    both = later.over(earlier)
    assert both.headline == "New"
    assert "Alma" not in both.names
    assert both.names["ALMA"].no_place
    assert both.names["Bruck"] == earlier.names["Bruck"]
    assert both.annotations == earlier.annotations


def test_every_example_for_users_can_be_read():
    text = (ROOT / "docs" / "corrections.md").read_text("utf-8")
    blocks = re.findall(r"```(toml|json)[^\n]*\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 4
    for kind, block in blocks:
        to_corrections(tomllib.loads(block) if kind == "toml" else json.loads(block))
    for key in (*SCHEMA.document["properties"], *SCHEMA.document["$defs"]["edit"]["properties"]):
        assert key.startswith("$") or f"`{key}`" in text, key
