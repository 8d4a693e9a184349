"""The component in spaCy itself: a blank pipeline finds places, a trained one has its entities resolved."""

import pickle
import tomllib
import warnings
from pathlib import Path

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what spaCy's own libraries warn of when they are imported
    spacy = pytest.importorskip("spacy", reason="needs spaCy")

from spacy.tokens import Doc, Span

from geomap.errors import InputError
from geomap.model import Place

TEXT = "Aid reached Homs. Syrian officials met 10 km north of Hama, near Hmeimim air base."


def pipeline(language="en", **config):
    """spaCy finds the component by its entry point where geomap is installed; a clone has it by its module."""
    import geomap.integrations.spacy  # noqa: F401

    nlp = spacy.blank(language)
    nlp.add_pipe("geomap", config=config)
    return nlp


@pytest.fixture(scope="module")
def doc():
    return pipeline()(TEXT)


def test_a_blank_pipeline_gets_entities_with_their_places(doc):
    found = {ent.text: (ent.label_, ent.kb_id_) for ent in doc.ents}
    assert found["Homs"] == ("GPE", "geonames:169577")
    assert found["Syrian"][0] == "NORP"
    assert found["Hmeimim air base"][0] == "FAC"
    homs = doc.ents[0]
    assert isinstance(homs._.place, Place)
    assert (homs._.place.name, homs._.place.country_code) == ("Homs", "SY")
    assert homs._.geomap["confidence"] > 0.5
    assert homs._.geomap["reasons"]
    assert doc[0:1]._.place is None
    assert doc[0:1]._.geomap is None


def test_the_spans_hold_what_entities_cannot(doc):
    told = [span for span in doc.spans["geomap"] if span.label_ == "RELATIVE"]
    assert [span.text for span in told] == ["10 km north of Hama"]
    assert len(doc._.geomap) == len(doc.spans["geomap"])


def test_documents_go_to_other_processes_and_files(doc):
    for copy in (pickle.loads(pickle.dumps(doc)), Doc(doc.vocab).from_bytes(doc.to_bytes())):
        assert [ent._.place.id for ent in copy.ents] == [ent._.place.id for ent in doc.ents]


def test_many_documents_get_what_each_would_get_alone():
    nlp = pipeline()
    texts = [TEXT, "Nothing.", "Talks were held in Paris."]
    assert [[e.kb_id_ for e in one.ents] for one in nlp.pipe(texts)] == [[e.kb_id_ for e in nlp(t).ents] for t in texts]


def ruled(**config):
    nlp = pipeline(**config)
    ruler = nlp.add_pipe("entity_ruler", before="geomap")
    ruler.add_patterns([{"label": "GPE", "pattern": "Homs"}, {"label": "PERSON", "pattern": "Hama"}])
    return nlp


def test_entities_of_another_component_are_resolved_and_no_others():
    doc = ruled(names="ents")(TEXT)
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        ("Homs", "GPE", "geonames:169577"),
        ("Hama", "PERSON", ""),
    ]
    assert [row["text"] for row in doc._.geomap] == ["Homs"]


@pytest.mark.parametrize(("overwrite", "label"), [(False, "PERSON"), (True, "GPE")])
def test_an_entity_stays_unless_it_may_be_overwritten(overwrite, label):
    doc = ruled(overwrite_ents=overwrite)(TEXT)
    assert {ent.text: ent.label_ for ent in doc.ents}["Hama"] == label
    # What geomap found is known beside it.
    hama = next(ent for ent in doc.ents if ent.text == "Hama")
    assert hama._.place.name == "Hama"


def test_a_pipeline_without_a_language_finds_it():
    (ent,) = pipeline("xx")("Die Hilfe erreichte gestern die Stadt Homs.").ents
    assert isinstance(ent, Span)
    assert ent._.place.id == "geonames:169577"


def test_spacy_finds_the_component_by_its_name():
    from importlib import import_module

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["geomap"].partition(":")
    assert callable(getattr(import_module(module), name))
    assert spacy.Language.get_factory_meta("geomap").factory == "geomap"


def test_a_wrong_setting_is_said():
    with pytest.raises(InputError, match='names are found by "geomap" or taken from "ents"'):
        pipeline(names="spacy")
