"""Options by name: a type checker refuses a wrong one, and so does the call, which names the one that was meant."""

import dataclasses
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import geomap
from geomap.assembly import assemble_geoparser
from geomap.maps import ViewOptions
from geomap.options import GeoparseOptions, MapOptions, PictureOptions, ResolveOptions

SCRIPT = """
import geomap

page = geomap.map_text("Aid reached Homs.", language="fr", worldview="neutral", recognizer="lexicon")
page.save("a.png", size="960", scale=2.0)
geomap.map_text(["Aid.", geomap.read("a.txt")], geomap.geoparse("More aid."), title="Aid")
count: int = geomap.geoparse("Aid reached Homs.").places[0].count
first: geomap.Resolution = geomap.resolve("Aid reached Homs.", [(12, 16), {"start": 0, "end": 3}])[0]
some: tuple[geomap.Resolution, ...] = geomap.geoparse("Aid.")[:2]
"""

WRONG = {
    'geomap.map_text("Aid.", worldveiw="neutral")': "worldveiw",
    'geomap.geoparse("Aid.", title="Aid")': "title",
    'geomap.resolve("Aid.", [], recognizer="lexicon")': "recognizer",
    'geomap.map_text("Aid.", text=3)': 'expected "bool"',
    'page.save("a.png", scal=2.0)': 'did you mean "scale"?',
}


@pytest.mark.slow
def test_mypy_refuses_what_does_not_exist_and_takes_what_does(tmp_path):
    pytest.importorskip("mypy", reason="needs mypy")
    path = tmp_path / "script.py"
    path.write_text(SCRIPT + "\n".join(WRONG) + "\n")
    flags = ["--config-file=", "--strict", "--ignore-missing-imports", "--follow-imports=silent"]
    command = [sys.executable, "-m", "mypy", *flags, f"--cache-dir={tmp_path / 'cache'}", str(path)]
    made = subprocess.run(command, check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    errors = [line for line in made.stdout.splitlines() if ": error: " in line]
    first = SCRIPT.count("\n") + 1
    assert [int(line.rsplit(": error: ")[0].rsplit(":")[-1]) for line in errors] == [*range(first, first + len(WRONG))]
    for line, told in zip(errors, WRONG.values(), strict=True):
        assert told in line


def test_the_types_name_the_options_that_there_are():
    of_parser = set(inspect.signature(assemble_geoparser).parameters)
    of_view = {field.name for field in dataclasses.fields(ViewOptions)} - {"title"}
    assert set(GeoparseOptions.__annotations__) == of_parser
    assert set(ResolveOptions.__annotations__) == of_parser - {"recognizer"}
    assert set(MapOptions.__annotations__) == of_parser | of_view
    assert set(PictureOptions.__annotations__) == set(inspect.signature(geomap.NewsMap.to_png).parameters) - {"self"}


def test_the_types_are_those_of_the_options():
    written = {name: str(one.annotation) for name, one in inspect.signature(assemble_geoparser).parameters.items()}
    written |= {field.name: str(field.type) for field in dataclasses.fields(ViewOptions)}
    for name, type_ in MapOptions.__annotations__.items():
        assert getattr(type_, "__forward_arg__", type_) == written[name], name


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: geomap.map_text("Aid.", worldveiw="neutral"), "no option 'worldveiw' here, did you mean 'worldview'?"),
        (lambda: geomap.map_text("Aid.", basemaps=False), "did you mean 'basemap'?"),
        (lambda: geomap.geoparse("Aid.", recogniser="lexicon"), "did you mean 'recognizer'?"),
        (lambda: geomap.geoparse("Aid.", title="Aid"), "no option 'title' here: it is one of map_text"),
        (
            lambda: geomap.resolve("Aid.", [], recognizer="lexicon"),
            "no option 'recognizer' here; there are: corrections",
        ),
        (lambda: geomap.map_text("Aid.", qqq=1), "no option 'qqq' here; there are: basemap, caption"),
    ],
)
def test_a_call_names_the_option_that_was_meant(call, message):
    with pytest.raises(TypeError) as raised:
        call()
    assert message in str(raised.value)
    assert "there are: " in str(raised.value).lower()


def test_a_picture_names_the_option_that_was_meant(tmp_path):
    page = geomap.map_text("Aid reached Homs.", recognizer="lexicon")
    with pytest.raises(TypeError, match="no option 'scal' here, did you mean 'scale'"):
        page.save(tmp_path / "a.png", scal=2)


def test_several_texts_become_one_map():
    parse = geomap.geoparse(geomap.Document("Snow in Hama.", title="Wednesday"), recognizer="lexicon")
    texts = ["Rain in Homs.", geomap.Document("Sun in Homs.", title="Tuesday")]
    for made in (
        geomap.map_text([*texts, parse], recognizer="lexicon"),
        geomap.map_text(texts[0], texts[1], parse, recognizer="lexicon"),
        geomap.map_text((text for text in [*texts, parse]), recognizer="lexicon"),
    ):
        assert [one.document.title for one in made.parses] == [None, "Tuesday", "Wednesday"]
        assert made.parses[2] is parse
        assert len(made.view.features) == 2


def test_what_is_geoparsed_already_hears_corrections():
    parse = geomap.geoparse("Talks in Paris.", recognizer="lexicon")
    made = geomap.map_text(parse, corrections={"Paris": "geonames:4717560"})
    assert made.parses[0][0].place.id == "geonames:4717560"
