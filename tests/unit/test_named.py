"""A geoparser travels to another process as the names of its parts."""

import json
import pickle
import pickletools
import subprocess
import sys

import pytest

import geomap
from geomap import named
from geomap.assembly import assemble_geoparser
from geomap.errors import GeomapError, InputError
from geomap.gazetteer import bundled
from geomap.geoparser import Geoparser
from geomap.named import NamelessPartError
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.resolution.ranker import Ranker

TEXT = "Aid reached Homs in Syria from Depot Seven. More is on its way from Tripoli in Lebanon."

PLACES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Depot Seven", "kind": "facility"},
            "geometry": {"type": "Point", "coordinates": [36.2, 34.6]},
        }
    ],
}


def test_a_geoparser_pickles_as_names_and_reads_as_before():
    geoparser = assemble_geoparser(recognizer="lexicon", text_language="en")
    pickled = pickle.dumps(geoparser)
    assert len(pickled) < 1000
    again = pickle.loads(pickled)
    assert again.geoparse(TEXT).to_records() == geoparser.geoparse(TEXT).to_records()
    assert (again.language, again.origin.recognizer, again.origin.resolver) == ("en", "lexicon", "ranker")


def test_another_process_reads_the_same(tmp_path):
    pickled = tmp_path / "geoparser"
    geoparser = assemble_geoparser(recognizer="lexicon")
    pickled.write_bytes(pickle.dumps(geoparser))
    code = "import pickle, sys; print(pickle.load(open(sys.argv[1], 'rb')).geoparse(sys.argv[2]).to_records())"
    told = subprocess.run([sys.executable, "-c", code, pickled, TEXT], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(geoparser.geoparse(TEXT).to_records())


def test_a_process_makes_the_parts_once():
    geoparser = assemble_geoparser(recognizer="lexicon")
    one, two = (pickle.loads(pickle.dumps(geoparser)) for _ in range(2))
    assert one is not two
    assert one.recognizer is two.recognizer
    assert one.gazetteer is two.gazetteer is bundled()


def test_own_places_and_corrections_travel_and_their_files_need_not(tmp_path):
    places, corrections = tmp_path / "places.geojson", tmp_path / "corrections.toml"
    places.write_text(json.dumps(PLACES), "utf-8")
    corrections.write_text('[names]\n"Tripoli" = false\n', "utf-8")
    geoparser = assemble_geoparser(recognizer="lexicon", places=places, corrections=corrections)
    before = geoparser.geoparse(TEXT).to_records()
    pickled = pickle.dumps(geoparser)
    places.unlink()
    corrections.unlink()
    named._assembled.cache_clear()
    again = pickle.loads(pickled)
    assert again.geoparse(TEXT).to_records() == before
    assert [r.place and r.place.name for r in again.geoparse(TEXT)] == ["Homs", "Syria", "Depot Seven", None, "Lebanon"]


def test_it_can_travel_on():
    geoparser = pickle.loads(pickle.dumps(assemble_geoparser(recognizer="lexicon")))
    assert pickle.loads(pickle.dumps(geoparser)).recognizer is geoparser.recognizer


class Nothing:
    """A recogniser that finds nothing."""

    def recognize(self, _):
        return ()


def test_an_object_among_the_parts_is_refused_with_what_to_do():
    geoparser = assemble_geoparser(recognizer=Nothing())
    with pytest.raises(pickle.PicklingError, match=r"its recogniser is an object \(Nothing\).*geomap\.plugins"):
        pickle.dumps(geoparser)
    assert issubclass(NamelessPartError, InputError)


def test_what_was_put_together_by_hand_is_refused_with_what_to_do():
    gazetteer = bundled()
    by_hand = Geoparser(gazetteer, LexiconRecognizer(gazetteer), Ranker(gazetteer))
    with pytest.raises(pickle.PicklingError, match=r"put together by hand; make it with geomap\.assembly"):
        pickle.dumps(by_hand)
    changed = assemble_geoparser(recognizer="lexicon")
    changed.recognizer = Nothing()
    with pytest.raises(pickle.PicklingError, match="put together by hand"):
        pickle.dumps(changed)


def test_another_version_is_refused(monkeypatch):
    pickled = pickle.dumps(assemble_geoparser(recognizer="lexicon"))
    named._assembled.cache_clear()
    monkeypatch.setattr(geomap, "__version__", "0.0.9")
    with pytest.raises(GeomapError, match=r"a worker has geomap 0\.0\.9, .* install the same version on both"):
        pickle.loads(pickled)


def test_another_gazetteer_is_refused(monkeypatch):
    monkeypatch.setattr(named, "_fingerprint", lambda _: "another")
    pickled = pickle.dumps(assemble_geoparser(recognizer="lexicon"))
    monkeypatch.undo()
    with pytest.raises(GeomapError, match="a worker has another gazetteer"):
        pickle.loads(pickled)


def test_the_pickle_names_no_path_of_this_machine():
    pickled = pickle.dumps(assemble_geoparser(recognizer="lexicon"))
    told = [argument for _, argument, _ in pickletools.genops(pickled) if isinstance(argument, (str, bytes))]
    assert not [one for one in told if str(bundled().path) in str(one)]
